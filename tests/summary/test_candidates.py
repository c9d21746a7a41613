"""Candidates of an article: which sentences may begin a summary, and which continue the one before."""

from __future__ import annotations

from dataclasses import replace

from briefing.model import SURE, Analysis, AnnotatedArticle, Article, Quote, Sentence
from briefing.summary.candidates import Candidate, body_start, candidates_of, dependent, eligible, in_order
from briefing.summary.references import NO_REFERENCES
from briefing.summary.standalone import Standing
from tests.summary.factories import report
from tests.table import table

VOTE = "The council of Harwick approved the bridge on Monday."
FERRY = "The ferry between Harwick and Norland stops in May."
PRICE = "The new bridge will cost the town of Harwick 40 million euros."


def candidate(standing: Standing, text: str = "a b c d e") -> Candidate:
    return Candidate(text, 0, 0, len(text.split()), standing=standing)


@table(
    ("candidates", "expected"),
    [
        ([candidate("leaning"), candidate("whole"), candidate("broken"), candidate("whole")], [1, 3]),
        ([candidate("broken"), candidate("leaning")], [1]),
        ([candidate("broken", "a b c"), candidate("broken", "a b c d"), candidate("broken", "a b c d:")], [1]),
        ([], []),
    ],
)
def test_a_summary_begins_with_a_whole_sentence_else_with_what_is_nearest_to_one(
    candidates: list[Candidate], expected: list[int]
) -> None:
    assert eligible(candidates) == expected


def test_articles_are_ordered_by_time_and_those_without_one_come_last() -> None:
    late, early, undated = report("Late.", hour=5), report("Early.", hour=1), report("Undated.")
    undated = replace(undated, article=replace(undated.article, published=None, fetched=None))
    assert in_order([undated, late, early]) == [early, late, undated]


def test_a_sentence_follows_another_only_where_no_other_kind_of_text_is_between() -> None:
    text = (
        "The council of Harwick approved the bridge on Monday. The mayor of Harwick signed the contract at noon.\n"
        "- A list of the other decisions\n"
        "The ferry between Harwick and Norland stops in May."
    )
    assert [each.follows for each in candidates_of(report(text))] == [False, True, False]


def split_at(*lines: str, quotes: tuple[str, ...] = (), confidence: float = 1.0) -> AnnotatedArticle:
    """An article whose lines are its sentences; `quotes` are parts of its text."""
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    spans = [(text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
    analysis = Analysis(
        "a",
        tuple(Sentence(start, start + len(line), i) for i, (start, line) in enumerate(zip(starts, lines, strict=True))),
        quotes=tuple(Quote(start, end, confidence=confidence) for start, end in spans),
    )
    return AnnotatedArticle(Article("a", "", "", text), analysis)


def standings(item: AnnotatedArticle) -> list[Standing]:
    return [each.standing for each in candidates_of(item)]


def test_a_sentence_of_plain_text_is_whole_and_has_neither_terms_nor_references() -> None:
    assert Candidate("Yes.", 2, 3, 1) == Candidate("Yes.", 2, 3, 1, (), "whole", False, 0, 0, False, NO_REFERENCES)


def test_the_first_sentence_leans_on_the_headline_only_where_that_is_shown() -> None:
    item = report("He said the bridge would open in May with two lanes for buses. " + VOTE)
    for _ in range(2):
        assert candidates_of(item)[0].standing == "whole"
        assert candidates_of(item, headed=False)[0].standing == "leaning"
        assert [each.text for each in candidates_of(item, most=1)] == [candidates_of(item)[0].text]


def test_candidates_have_their_article_position_length_and_place_in_the_text() -> None:
    text = f"No.\n{VOTE}"
    for number, candidates in ((0, candidates_of(report(text))), (4, candidates_of(report(text), 4))):
        assert [(each.article, each.position, each.words) for each in candidates] == [(number, 0, 1), (number, 1, 9)]
        assert [text[each.start : each.end] for each in candidates] == ["No.", VOTE]


def test_a_sentence_that_begins_inside_a_quotation_cannot_stand_alone() -> None:
    lines = (f"The mayor said: {VOTE}", FERRY, PRICE)
    assert standings(split_at(*lines)) == ["whole", "whole", "whole"]
    assert standings(split_at(*lines, quotes=(f"{VOTE}\n{FERRY}",))) == ["whole", "unusable", "whole"]
    assert standings(split_at(*lines, quotes=(f"{VOTE}\n{FERRY}",), confidence=SURE)) == ["whole", "unusable", "whole"]
    assert standings(split_at(*lines, quotes=(f"{VOTE}\n{FERRY}",), confidence=SURE - 0.1)) == ["whole"] * 3


def test_a_quotation_that_is_a_whole_sentence_leaves_it_and_the_next_alone() -> None:
    assert standings(split_at(VOTE, FERRY, PRICE, quotes=(FERRY,))) == ["whole", "whole", "whole"]


def test_each_of_several_quotations_is_looked_at() -> None:
    lines = (VOTE, FERRY, PRICE, "The mayor of Harwick left the hall at noon.")
    assert standings(split_at(*lines, quotes=("council", "Monday", f"May.\n{PRICE}"))) == [
        *("whole", "whole", "unusable", "whole")
    ]
    assert standings(split_at(*lines, quotes=(f"Monday.\n{FERRY}", f"euros.\n{lines[3]}"))) == [
        *("whole", "unusable", "whole", "unusable")
    ]


def test_a_line_of_hashtags_is_no_candidate_and_ends_nothing() -> None:
    assert [each.text for each in candidates_of(split_at(VOTE, "#harwick #bridge", FERRY))] == [VOTE, FERRY]


def test_a_closing_mark_goes_back_to_the_half_quotation_before_it() -> None:
    half, rest = 'The mayor said: "We will build the bridge.', f'" {FERRY}'
    assert [each.text for each in candidates_of(split_at(VOTE, f"{half}{rest}"))][1:] == [f"{half}{rest}"]
    text = f"{half}{rest}"
    sentences = (Sentence(0, len(half), 0), Sentence(len(half), len(text), 1))
    article = Article("a", "", "", text)
    candidates = candidates_of(AnnotatedArticle(article, Analysis("a", sentences)))
    assert [(each.text, each.standing) for each in candidates] == [(f'{half}"', "whole"), (FERRY, "whole")]


def test_a_closing_mark_of_another_line_or_behind_a_complete_sentence_stays_away() -> None:
    half = 'The mayor said: "We will build the bridge.'
    for first in (half, VOTE):
        assert candidates_of(split_at(first, f'" {FERRY}'))[0].text == first
    text = f'{VOTE}" {FERRY}'
    sentences = (Sentence(0, len(VOTE), 0), Sentence(len(VOTE), len(text), 1))
    candidates = candidates_of(AnnotatedArticle(Article("a", "", "", text), Analysis("a", sentences)))
    assert [each.text for each in candidates] == [VOTE, FERRY]


def test_a_sentence_behind_a_stray_closing_mark_is_outside_the_quotation() -> None:
    text = f'The mayor said: "{VOTE} " {FERRY}'
    middle = text.index(' " ') + 1
    sentences = (Sentence(0, middle - 1, 0), Sentence(middle, len(text), 1))
    quotes = (Quote(text.index(VOTE), middle + 1),)
    item = AnnotatedArticle(Article("a", "", "", text), Analysis("a", sentences, quotes=quotes))
    assert [(each.text, each.standing) for each in candidates_of(item)][1] == (FERRY, "whole")


def test_only_a_leaning_sentence_that_follows_depends_on_the_one_before() -> None:
    lead = candidate("whole")
    for standing, follows, expected in (
        *(("leaning", True, [1]), ("leaning", False, [])),
        *(("whole", True, []), ("broken", True, [])),
    ):
        behind = candidate(standing)._replace(follows=follows)  # type: ignore[arg-type]
        assert dependent([lead, behind, behind], 0) == expected
    assert dependent([lead], 0) == []


HEADING = "Harwick approves its bridge"


def with_heading(*kinds: tuple[str, str], title: str = HEADING) -> AnnotatedArticle:
    """An article of lines with their kinds."""
    text = "\n".join(line for line, _ in kinds)
    sentences = [
        Sentence(text.index(line), text.index(line) + len(line), index, kind)  # type: ignore[arg-type]
        for index, (line, kind) in enumerate(kinds)
    ]
    return AnnotatedArticle(Article("a", "", title, text), Analysis("a", tuple(sentences)))


def test_the_body_begins_behind_the_headline() -> None:
    item = with_heading(("Most read.", "prose"), (HEADING, "heading"), (VOTE, "prose"))
    assert item.article.text[body_start(item) :] == f"\n{VOTE}"
    assert [each.text for each in candidates_of(item)] == [VOTE]


def test_a_headline_is_looked_for_in_the_upper_half_only() -> None:
    for size, is_body in ((len(HEADING), True), (len(HEADING) - 1, False)):
        item = with_heading((HEADING, "heading"), ("x" * (size - 1), "prose"))
        assert (body_start(item) > 0) is is_body


def test_a_headline_without_prose_behind_it_begins_no_body() -> None:
    item = with_heading((VOTE, "prose"), (HEADING, "heading"), ("Links " * 20, "heading"), ("More " * 20, "list"))
    assert body_start(item) == 0


def test_a_line_is_the_headline_from_four_words_and_six_tenths_of_it() -> None:
    title = "Harwick approves its new bridge after five years, Harwick Times"
    for heading, is_headline in (
        ("Harwick approves its new bridge after", True),
        ("Harwick approves its new bridge", False),
    ):
        item = with_heading((heading, "heading"), (VOTE, "prose"), title=title)
        assert (body_start(item) > 0) is is_headline
    for title, is_headline in (("Harwick has new bridge", True), ("Harwick bridge opens", False)):
        item = with_heading((title, "heading"), (VOTE, "prose"), title=title)
        assert (body_start(item) > 0) is is_headline
    prose = with_heading((HEADING, "prose"), (VOTE, "prose"))
    assert body_start(prose) == 0
