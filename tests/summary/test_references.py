"""A line takes nobody and nothing to be known that only a sentence left out has told of."""

from __future__ import annotations

from briefing.summary.references import References, introduce, is_introduced, references_of
from briefing.summary.summarizer import summarize_article, summarize_thread
from tests.summary.factories import analysed, texts

STORY = (
    "The council of Harwick approved the new bridge on Monday. "
    "Maria Berg, who led the vote for the council, and who has asked for a bridge for nine long years, was pleased. "
    "Berg called the vote a victory for the harbour."
)


def references_in(text: str, title: str = "") -> list[References]:
    item = analysed(text, title=title)
    return list(references_of(item, [(each.start, each.end) for each in item.analysis.sentences]))


def test_part_of_a_name_presumes_who_was_named_in_full_before() -> None:
    assert [(set(each.introduces), set(each.presumes)) for each in references_in(STORY)] == [
        (set(), set()),
        ({"Maria Berg"}, set()),
        (set(), {"Maria Berg"}),
    ]


def test_who_stands_in_the_headline_is_known() -> None:
    assert not references_in(STORY, "Berg wins vote on bridge")[2].presumes


def test_who_is_first_named_by_a_part_is_known() -> None:
    told = references_in("Berg called the vote a victory. Maria Berg led the vote. Berg was pleased with it.")
    assert not told[0].presumes
    assert told[2].presumes == {"Maria Berg"}


def test_only_a_line_before_introduces() -> None:
    introduced: dict[str, int] = {}
    introduce(References(introduces=frozenset({"Maria Berg"})), (), 4, introduced)
    short = References(presumes=frozenset({"Maria Berg"}))
    assert is_introduced(short, 5, introduced)
    assert not is_introduced(short, 3, introduced)


def test_thread_does_not_name_who_was_not_introduced() -> None:
    items = [analysed(STORY), analysed("Ships wait before the old bridge of Harwick every day of the week.")]
    short = texts(summarize_thread(items, 34))
    assert short
    assert not any(text.startswith("Berg") for text in short)
    assert any(text.startswith("Berg") for text in texts(summarize_thread(items, 200)))


LETTER = (
    "The council of Harwick approved the new bridge on Monday. "
    "Forty shipowners of the harbour had asked for it in a long letter that the mayor read out before the vote began. "
    "The bridge will open next year, the shipowners wrote in the letter."
)


def test_thing_that_was_new_before_is_pointed_at() -> None:
    assert [set(each.points_at) for each in references_in(LETTER)] == [set(), set(), {"letter"}]
    assert not references_in(LETTER, "Letter of the shipowners moves Harwick")[2].points_at
    assert not references_in(LETTER.replace("the letter.", "the letter box."))[2].points_at


def test_stranger_is_named_where_the_room_would_be_left_unused() -> None:
    told = texts(summarize_article(analysed(STORY), 22))
    assert [text.split()[0] for text in told] == ["The", "Berg"]


def test_line_that_points_at_what_was_left_out_gives_way_to_one_that_does_not() -> None:
    plain = "The bridge will open next year, the shipowners wrote to the papers."
    for last, told in (("the letter.", plain), ("a newspaper.", "wrote in a newspaper.")):
        text = f"{LETTER} {plain}".replace("the letter.", last)
        assert told in texts(summarize_article(analysed(text), 23))[-1]
