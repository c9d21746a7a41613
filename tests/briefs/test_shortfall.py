"""A summary with at most a fifth of its words says why, and a story without one tells its headlines."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from briefing.briefs.composition import make_brief
from briefing.briefs.shortfall import NOTHING_FIT, ONLY_HEADLINES, explain_shortfall
from briefing.config import Config
from briefing.model import AnnotatedArticle, Brief, Briefing, Citation, Health, Line
from briefing.render.daily_view import daily_view
from briefing.render.story_view import briefing_story
from briefing.render.text_layout import Layout
from briefing.threads.labels.labelled_thread import make_thread
from tests.table import table
from tests.threads import factories as f
from tests.threads.factories import arrived, item

HUNT = "Gunmen free 60 prisoners from the jail of Port Lorne"
RECAPTURED = "Police recapture 22 of 60 inmates freed from Port Lorne jail"
TREATY = "Kestia and Norland signed a treaty on Sunday that opens their border."
LAYOUT = Layout(quotes=2, zone=UTC)


def line(text: str) -> Line:
    return Line(text, Citation("a", 0, len(text)))


@table(
    ("texts", "lines", "reason"),
    [
        ([TREATY], [TREATY], "The text of the sources has only 12 words."),
        ([TREATY, TREATY + " It rained."], [TREATY], "The other sentences repeat these or cannot be read alone."),
        ([TREATY + " x" * 8], [TREATY], "The text of the sources has only 20 words."),  # of which 12 are three fifths
        ([TREATY + " x" * 9], [TREATY], "The other sentences repeat these or cannot be read alone."),
        ([TREATY], [], NOTHING_FIT),
        (["", ""], [], ONLY_HEADLINES),
        ([HUNT], [], ONLY_HEADLINES),  # the text is the headline
        ([TREATY], [TREATY + " Now."], ""),  # 13 of 60 words are more than a fifth
    ],
)
def test_a_summary_of_a_fifth_of_its_words_says_why(texts: list[str], lines: list[str], reason: str) -> None:
    items = [item(text, HUNT, at=f.NOON) for text in texts]
    assert explain_shortfall([line(text) for text in lines], items, 60) == reason


def headlines_only(*titles: str) -> Brief:
    members: list[AnnotatedArticle] = [
        arrived(item("", title, at=f.hours(hour), outlet=f"Outlet {hour}"), f.hours(hour))
        for hour, title in enumerate(titles)
    ]
    members = [
        replace(each, article=replace(each.article, id=f"a{number}", url=f"https://example.org/{number}"))
        for number, each in enumerate(members)
    ]
    thread = replace(make_thread("x", members), title=titles[0])
    return make_brief(thread, members, Config())


def test_a_story_of_headlines_tells_the_newest_with_its_source() -> None:
    brief = headlines_only(HUNT, RECAPTURED)
    assert (brief.lead, brief.shortfall) == ((), ONLY_HEADLINES)
    (story,) = daily_view(Briefing(f.NOON, None, None, (brief,), Health()), LAYOUT).stories
    assert story.deck is not None
    assert (story.deck.text, story.deck.link) == (RECAPTURED, "https://example.org/1")
    assert story.deck.tag == "Outlet 1; the sources have only headlines"
    section = briefing_story(brief, None, LAYOUT).sections[0]
    assert [(each.text, each.marks) for each in section.items] == [(RECAPTURED, (1,)), (HUNT, (2,))]
    assert section.note == ONLY_HEADLINES


def test_a_story_whose_only_headline_is_its_title_names_its_source() -> None:
    brief = headlines_only(HUNT)
    (story,) = daily_view(Briefing(f.NOON, None, None, (brief,), Health()), LAYOUT).stories
    assert story.deck is not None
    assert (story.deck.text, story.deck.tag) == (ONLY_HEADLINES, "Outlet 0")
    assert story.deck.link == "https://example.org/0"
