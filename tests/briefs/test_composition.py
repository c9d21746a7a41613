from __future__ import annotations

import subprocess
import sys

from hypothesis import given
from hypothesis import strategies as st

from briefing.briefs.composition import copied_wire, explain, list_articles, list_outlets, make_brief
from briefing.briefs.highlights import is_cut
from briefing.briefs.since import since_cursor
from briefing.config import Config, SummaryConfig
from briefing.model import AnnotatedArticle, ArticleRef, Brief
from briefing.repeated_facts import repeats_fact
from briefing.summary.page_text import is_page_text
from briefing.summary.standalone import is_half_quotation
from briefing.threads.labels.labelled_thread import make_thread
from tests.conftest import examples
from tests.threads import factories as f
from tests.threads.factories import arrived, item

QUOTED = f.QUAKE_THREE + ' "We will rebuild every one of these houses before the winter," President Ana Quispe said.'


def compose(*members: AnnotatedArticle, config: Config | None = None) -> Brief:
    return make_brief(make_thread("x", members), members, config or Config())


def quake() -> list[AnnotatedArticle]:
    return [
        arrived(item(f.QUAKE, "Quake in Peru", at=f.NOON, outlet="One"), f.hours(1)),
        arrived(item(f.QUAKE + " ", "Peru quake", at=f.hours(1), outlet="Two"), f.hours(2)),
        arrived(item(QUOTED, "Emergency in Arequipa", at=f.hours(3), outlet="One"), f.hours(4)),
    ]


def test_a_brief_tells_copies_from_independent_reports() -> None:
    brief = compose(*quake())
    assert (brief.independent, brief.copies, brief.outlets) == (1, 1, ("One", "Two"))
    assert brief.why == "3 articles, 2 outlets, 1 independent report, 1 copy"


def test_articles_stand_newest_first_with_what_they_repeat() -> None:
    first, copy, last = quake()
    refs = compose(first, copy, last).articles
    assert [ref.id for ref in refs] == [last.article.id, copy.article.id, first.article.id]
    assert [ref.copy_of for ref in refs] == ["", first.article.id, ""]


def test_developments_are_what_each_article_added() -> None:
    brief = compose(*quake())
    assert [line.added for line in brief.new][:2] == [f.hours(1), f.hours(4)]
    assert f.hours(2) not in {line.added for line in brief.new}


def test_a_plan_and_a_truncated_line_are_no_steps_of_the_timeline() -> None:
    step = "King Olav walked the first kilometre of the bridge to Morsk with his two sons."
    plan = "Traffic will be allowed on the bridge to Morsk from Monday morning."
    cut = "Ferry crews in the harbour of Morsk protested against the loss of their jobs on the day of the…"
    opened = "The bridge to Morsk was opened on Sunday before 20,000 spectators from both shores of the strait."

    def steps(text: str) -> list[str]:
        members = [
            arrived(item(text, "Bridge to Morsk", at=f.NOON, outlet="One"), f.hours(1)),
            arrived(item(opened, "Bridge to Morsk opened", at=f.hours(9), outlet="Two"), f.hours(10)),
        ]
        config = Config(summary=SummaryConfig(thread_words=5))
        return [event.line.text for event in compose(*members, config=config).timeline]

    assert [steps(text) for text in (step, plan, cut)] == [[step], [], []]


def test_a_story_of_one_article_has_no_timeline() -> None:
    step = "King Olav walked the first kilometre of the bridge to Morsk with his two sons."
    opened = "The bridge to Morsk was opened on Sunday before 20,000 spectators from both shores of the strait."
    config = Config(summary=SummaryConfig(thread_words=5))
    first = arrived(item(f"{opened} {step}", "Bridge to Morsk opened", at=f.NOON, outlet="One"), f.hours(1))
    second = arrived(item(step, "Bridge to Morsk", at=f.hours(9), outlet="Two"), f.hours(10))
    assert compose(first, config=config).timeline == ()
    assert compose(first, second, config=config).timeline


def test_a_brief_tells_no_sentence_twice() -> None:
    for members in (quake(), quake()[:1], [*quake(), arrived(item(f.QUAKE_THREE, at=f.hours(9)), f.hours(9))]):
        brief = compose(*members)
        lines = [line.text for line in (*brief.lead, *(event.line for event in brief.timeline))]
        assert brief.lead and len(lines) == len(set(lines))
    assert not compose(quake()[0]).timeline


SENTENCES = st.sampled_from(
    [
        *("The council of Harwick approved the new bridge on Monday.", "Harwick's council has approved a bridge."),
        *("The bridge will cost forty million euros, the mayor said.", '"They are slow. They wait," Ana Ruiz said.'),
        *('They are waiting for it," the mayor of Harwick said.', "A woman walks past the old bridge of Harwick."),
        *(
            "However, he said that it would be a bridge of peace.",
            "The council of Harwick will build a new bridge over…",
        ),
        *(
            "Ten ferries will be sold to the towns of the southern coast.",
            "The river rose by two metres on 3 May 2025.",
        ),
        *("The mayor of Harwick, Ana Ruiz, opened the bridge on 2 June 2025 with a long sp…", "Who will pay for it?"),
    ]
)


@examples(20, soak=400)
@given(st.lists(st.lists(SENTENCES, min_size=1, max_size=5), min_size=1, max_size=5), st.integers(0, 6))
def test_whatever_the_articles_say_lines_are_verbatim_whole_and_told_once(stories: list[list[str]], after: int) -> None:
    members = [
        arrived(item(" ".join(story), "Bridge in Harwick", at=f.hours(hour), outlet=f"Outlet {hour}"), f.hours(hour))
        for hour, story in enumerate(stories)
    ]
    sources = {member.article.id: member.article.text for member in members}
    brief = since_cursor(compose(*members), f.hours(after))
    steps = [event.line for event in brief.timeline]
    for line in (*brief.lead, *brief.new, *brief.update, *steps):
        assert sources[line.source.article_id][line.source.start : line.source.end] == line.text
        assert not is_half_quotation(line.text) and not is_page_text(line.text)
    lead = [line.text for line in brief.lead]
    assert {line.text for line in brief.update}.isdisjoint(lead)
    assert len({*lead, *(line.text for line in steps)}) == len(lead) + len(steps)
    assert not any(repeats_fact(line.text, lead) for line in brief.update)
    assert not any(repeats_fact(step.text, [*lead, *(line.text for line in brief.update)]) for step in steps)
    for part in (lead, [line.text for line in brief.update]):
        assert len(part) == len(set(part)) and sum(is_cut(text) for text in part) <= 1


def test_steps_of_the_timeline_can_be_read_alone() -> None:
    question = arrived(
        item(f"However, they left. {f.QUAKE_THREE} Who will pay for it all now?", at=f.hours(5)), f.hours(5)
    )
    words = [event.line.text for event in compose(*quake(), question).timeline]
    assert not any(text.startswith("However") or text.endswith("?") for text in words)


def test_every_line_and_quote_stands_in_its_source() -> None:
    members = quake()
    texts = {member.article.id: member.article.text for member in members}
    brief = compose(*members)
    assert brief.lead and brief.quotes
    for line in (*brief.lead, *brief.new, *(event.line for event in brief.timeline)):
        assert texts[line.source.article_id][line.source.start : line.source.end] == line.text
    for quote in brief.quotes:
        source = quote.sources[0]
        assert texts[source.article_id][source.start : source.end] == quote.text


def test_the_agency_is_told_where_the_text_names_it() -> None:
    (ref,) = compose(item("LIMA, Peru (AP) — " + f.QUAKE)).articles
    assert ref.wire == "AP"


def test_copies_repeat_the_agency_of_their_original() -> None:
    def ref(id_: str, wire: str, copy_of: str = "") -> ArticleRef:
        return ArticleRef(id_, "", "", "", None, None, copy_of, wire)

    assert copied_wire([ref("b", "AP"), ref("a", "AFP", copy_of="b")]) == "AP"
    assert copied_wire([ref("b", ""), ref("a", "AFP", copy_of="b"), ref("c", "", copy_of="b")]) == "AFP"
    assert copied_wire([ref("b", "AP"), ref("a", "", "b"), ref("c", "", "d"), ref("d", "")]) == ""


def test_a_wire_is_that_of_more_than_half_of_the_copies() -> None:
    def refs(*wires: str) -> list[ArticleRef]:
        return [ArticleRef(f"a{at}", "", "", "", None, wire=wire) for at, wire in enumerate(wires)] + [
            ArticleRef(f"c{at}", "", "", "", None, copy_of=f"a{at}") for at in range(len(wires))
        ]

    assert copied_wire(refs("AP", "AP", "AFP")) == "AP"
    assert copied_wire(refs("AP", "AP", "AFP", "")) == ""
    assert copied_wire(refs("AP")) == "AP"
    assert copied_wire([]) == ""
    assert copied_wire(refs("", "", "AP")) == ""


def test_an_original_names_the_agency_before_its_copies_do() -> None:
    original = ArticleRef("z", "", "", "", None, wire="AP")
    copies = [ArticleRef(id_, "", "", "", None, copy_of="z", wire="AFP") for id_ in "ab"]
    assert copied_wire([*copies, original]) == "AP"


def test_articles_without_a_publication_time_stand_at_their_arrival_and_those_without_any_last() -> None:
    times = (("a", f.hours(1)), ("b", f.hours(3)), ("c", None))
    early, late, undated = (item(f.QUAKE, title, at=at) for title, at in times)
    stored = arrived(item(f.QUAKE, "d"), f.hours(2))
    refs = list_articles([undated, early, stored, late], {})
    assert [ref.title for ref in refs] == ["b", "d", "a", "c"]


def test_outlets_with_most_articles_come_first_and_missing_ones_are_left_out() -> None:
    members = [item(f.QUAKE, outlet=outlet) for outlet in ("Times", "Post", "", "Echo", "Post")]
    assert list_outlets(list_articles(members, {})) == ("Post", "Echo", "Times")
    assert explain(list_articles(members, {})) == "5 articles, 3 outlets, 4 independent reports"
    assert explain(list_articles([item(f.QUAKE)], {})) == "1 article, 1 independent report"


def test_the_summary_keeps_to_the_length_of_the_configuration() -> None:
    short = compose(*quake(), config=Config(summary=SummaryConfig(thread_words=10)))
    assert len(short.lead) == 1


def test_an_article_without_text_gives_a_brief() -> None:
    assert compose(item("", "A headline alone")).thread.title == "A headline alone"


def test_importing_briefs_loads_nothing_that_analyses() -> None:
    heavy = "briefing.text briefing.threads briefing.summary numpy sumy nltk nupunkt"
    modules = "briefing.briefs.composition, briefing.briefs.since"
    code = f"import sys, {modules}; sys.exit(bool({set(heavy.split())!r} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
