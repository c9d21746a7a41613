"""The front page as lines."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC

import pytest

from briefing.model import Thread, ThreadRow, ThreadState
from briefing.newsroom import Excerpt, FrontPage, Story
from briefing.tui.drawing.front_page import (
    ALSO_ROWS,
    STRIP_FROM,
    WIDE_FROM,
    Look,
    Note,
    PageItem,
    is_one_line,
    item_lines,
    page_items,
)
from tests.table import table
from tests.tui.library import NOW, ago

ROW = ThreadRow(Thread("t", "Floods in the north", (), last=ago(5)), articles=12, outlets=5, unread=3, new=12)
STORY = Story(ROW)
EXCERPT = Excerpt(
    "Three days of rain have cut off forty villages.",
    "NPR World",
    2,
    "We wait.",
    "Ana Restrepo",
    3,
    2,
    (ago(5), ago(6)),
)
OPENED = replace(STORY, row=replace(ROW, thread=replace(ROW.thread, state=ThreadState(read_until=ago(1))), unread=0))
HOSTILE = [
    "plain",
    "[b]markup[/b]",
    "東京の選挙 " * 20,
    "שלום עולם " * 12,
    "\x1b[31mred\x07",
    "",
    "é\u0301" * 90,
    "🙂" * 60,
    "word " * 2000,
    "x" * 10_000,
]


def look(width: int = 80, *, roomy: bool = False) -> Look:
    return Look(width, NOW, UTC, roomy)


def drawn(item: PageItem, width: int = 80, *, roomy: bool = False) -> list[str]:
    return [line.text.replace("\xa0", " ").rstrip() for line in item_lines(item, look(width, roomy=roomy))]


def lead(story: Story = STORY, excerpt: Excerpt = EXCERPT) -> PageItem:
    return PageItem("t", "lead", story, excerpt, is_new=story.is_new)


def second(story: Story = STORY, excerpt: Excerpt = EXCERPT) -> PageItem:
    return PageItem("t", "second", story, excerpt, is_new=story.is_new)


def row(story: Story = STORY) -> PageItem:
    return PageItem("t", "row", story, is_new=story.is_new)


def titled(title: str, story: Story = STORY) -> Story:
    return replace(story, row=replace(story.row, thread=replace(story.row.thread, title=title)))


def styles(item: PageItem, words: str) -> set[str]:
    """Styles of a part of an item."""
    return {name for line in item_lines(item, look()) for text, names in line.runs() for name in names if words in text}


# The lead ---------------------------------------------------------------------------------------------------------


def test_the_lead_has_title_deck_quote_and_counts() -> None:
    assert drawn(lead()) == [
        "  Floods in the north",
        "  Three days of rain have cut off forty villages.                 NPR World +2",
        "  ┃ “We wait.” — Ana Restrepo",
        "  ▁▁▁▅  12 reports · 5 outlets · 5 h ago · 3 more quotes ↵",
    ]


def test_news_in_the_lead_is_counted_in_lines_else_in_reports() -> None:
    moved = replace(STORY, news="moved", row=replace(ROW, new=4))
    assert drawn(lead(moved))[0].startswith("● Floods")
    assert drawn(lead(moved))[-1].endswith("● 2 new lines")
    assert drawn(lead(moved, replace(EXCERPT, new_lines=0)))[-1].endswith("● 4 new reports")
    assert drawn(lead(replace(STORY, news="new")))[-1].endswith("● new")


def test_a_long_deck_takes_three_lines_and_is_cut_before_its_source() -> None:
    lines = drawn(lead(excerpt=replace(EXCERPT, deck="Rain and more rain " * 30)))
    assert len(lines) == 6
    assert lines[3].endswith("…  NPR World +2")


def test_a_source_without_room_behind_the_deck_has_a_line_of_its_own() -> None:
    lines = drawn(lead(excerpt=replace(EXCERPT, deck="x" * 70)))
    assert lines[2].strip() == "NPR World +2"


def test_a_story_of_one_outlet_names_it_once() -> None:
    alone = replace(STORY, outlet="NPR World", row=replace(ROW, outlets=1, articles=1))
    assert drawn(lead(alone))[-1] == "  ▁▁▁▅  1 report · 5 h ago · 3 more quotes ↵"
    assert drawn(lead(alone, Excerpt()))[-1] == "  1 report · NPR World · 5 h ago"
    assert drawn(second(alone))[0].split() == ["Floods", "in", "the", "north", "5h"]
    assert drawn(second(alone, Excerpt()))[0].split() == ["Floods", "in", "the", "north", "NPR", "World", "5h"]


def test_an_old_lead_has_a_date() -> None:
    assert (
        drawn(lead(replace(STORY, row=replace(ROW, thread=replace(ROW.thread, last=ago(49))))))[-1].split(" · ")[2]
        == "27 Feb"
    )
    assert "1 day ago" in drawn(lead(replace(STORY, row=replace(ROW, thread=replace(ROW.thread, last=ago(47))))))[-1]


def test_a_story_without_summary_and_time_has_its_counts() -> None:
    bare = replace(STORY, row=replace(ROW, thread=replace(ROW.thread, last=None)))
    assert drawn(lead(bare, Excerpt())) == ["  Floods in the north", "  12 reports · 5 outlets"]


def test_facts_of_the_lead_that_have_no_room_are_left_out_from_the_last() -> None:
    moved = lead(replace(STORY, news="moved"))
    assert drawn(moved, 60)[-1] == "  ▁▁▁▅  12 reports · 5 outlets · 5 h ago     ● 2 new lines"
    assert drawn(moved, 48)[-1] == "  ▁▁▁▅  12 reports · 5 outlets   ● 2 new lines"
    assert drawn(moved, 30)[-1] == "  ▁▁▁▅  12 rep…● 2 new lines"


def test_a_long_quote_is_cut_before_the_name() -> None:
    for number in range(1, 60):
        quoted = drawn(lead(excerpt=replace(EXCERPT, quote="word " * number + "end")))[2:-1]
        words = " ".join(line.removeprefix("  ┃ ") for line in quoted)
        assert len(quoted) <= 2
        assert words.endswith("word end” — Ana Restrepo" if number < 26 else "word word…” — Ana Restrepo")
        assert words.count("word") == min(number, 25)


def test_a_name_is_not_broken_from_its_dash() -> None:
    quoted = replace(EXCERPT, quote="We have been waiting for help for three days and nobody has come to ask")
    assert drawn(lead(excerpt=quoted))[3] == "  ┃ — Ana Restrepo"


# The second tier --------------------------------------------------------------------------------------------------


def test_the_second_tier_has_title_facts_and_deck() -> None:
    assert drawn(second()) == [
        "  Floods in the north                                           5 outlets   5h",
        "  Three days of rain have cut off forty villages.                 NPR World +2",
    ]


def test_there_is_a_strip_only_where_there_is_room() -> None:
    assert "▁▁▁▅" in drawn(second(), STRIP_FROM)[0]
    assert "▁▁▁▅" not in drawn(second(), STRIP_FROM - 1)[0]


def test_where_there_is_little_room_only_the_age_is_beside_the_title() -> None:
    assert "5 outlets" in drawn(second(), WIDE_FROM)[0]
    assert drawn(second(), WIDE_FROM - 1)[0].split() == ["Floods", "in", "the", "north", "5h"]


def test_a_title_takes_two_lines_the_second_one_as_wide_as_the_page() -> None:
    words = "Rail strike ends as both sides accept the mediator's plan, and trains run again from Monday morning on"
    first, rest, *_ = drawn(second(titled(words)))
    assert first.endswith("5 outlets   5h")
    assert f"{first[: -len('5 outlets   5h')].strip()} {rest.strip()}" == words


def test_the_two_lines_of_a_title_are_about_as_long() -> None:
    words = "Kremlin rejects the claim that it poisoned Navalny with dart frog toxin"
    assert [line.strip() for line in drawn(second(titled(words)), 80)[:2]] == [
        "Kremlin rejects the claim that it                             5 outlets   5h",
        "poisoned Navalny with dart frog toxin",
    ]


def test_a_title_longer_than_two_lines_fills_them_and_is_cut() -> None:
    _, rest, *_ = drawn(second(titled("word " * 60)))
    assert rest.endswith("word…")
    assert len(rest) > 70


def test_a_deck_takes_a_second_line_where_the_page_is_high() -> None:
    long = second(excerpt=replace(EXCERPT, deck="Rain and more rain " * 6))
    assert (len(drawn(long)), len(drawn(long, roomy=True))) == (2, 3)


def test_a_followed_story_has_its_mark_and_quote() -> None:
    followed = replace(ROW, thread=replace(ROW.thread, state=ThreadState(followed=True)), starred=1)
    lines = drawn(second(Story(followed)))
    assert "▲ followed ★  5 outlets" in lines[0]
    assert lines[-1] == "  ┃ “We wait.” — Ana Restrepo"
    assert "▲ watch ★" in drawn(second(Story(replace(followed, thread=replace(followed.thread, watch="W")))))[0]


# Rows and sections ------------------------------------------------------------------------------------------------


def test_a_row_has_title_outlets_and_age() -> None:
    assert drawn(row()) == ["  Floods in the north                                           5 outlets   5h"]
    assert drawn(row(replace(STORY, outlet="NPR", row=replace(ROW, outlets=1))))[0].endswith("  NPR   5h")


def test_a_row_of_today_may_take_two_lines_where_the_page_is_narrow() -> None:
    long = titled("Wolves return to the border hills for the first time in more than a century")
    item = replace(row(long), may_wrap=True)
    assert len(drawn(item, WIDE_FROM)) == 1
    assert [line.strip() for line in drawn(item, WIDE_FROM - 1)] == [
        "Wolves return to the border hills for                          5h",
        "the first time in more than a century",
    ]
    assert len(drawn(row(long), WIDE_FROM - 1)) == 1


def test_what_was_never_opened_is_bold_with_a_deck_and_not_dim_in_a_row() -> None:
    assert styles(second(), "Floods") == {"unread-title"}
    assert styles(lead(), "Floods") == {"lead-title"}
    assert styles(row(), "Floods") == set()
    assert styles(second(OPENED), "Floods") == styles(lead(OPENED), "Floods") == set()
    assert styles(row(OPENED), "Floods") == {"meta"}


def stories(number: int, first: int = 0, site: str = "") -> tuple[Story, ...]:
    return tuple(
        Story(replace(ROW, thread=replace(ROW.thread, id=f"{site}{n}")), site=site)
        for n in range(first, first + number)
    )


def keys(items: Sequence[PageItem]) -> list[str]:
    return [item.key for item in items]


def test_a_page_has_its_sections_in_order() -> None:
    page = FrontPage(stories(1), stories(2, 1), stories(2, 3), stories(2, site="go") + stories(1, site="py"), 7)
    assert keys(page_items(page, {}, note=Note("x"))) == [
        *("0", "1", "2", "also", "3", "4", "sites", "site:go", "site:py", "note", "end", "earlier"),
    ]
    assert keys(page_items(page, {}, toggled=["also", "sites"])) == ["0", "1", "2", "also", "sites", "end", "earlier"]
    assert keys(page_items(page, {}, stories(2, 90), toggled=["earlier"]))[-3:] == ["earlier", "90", "91"]
    assert keys(page_items(page, {}, toggled=["site:go"]))[6:10] == ["sites", "site:go", "go0", "go1"]


def test_sections_without_stories_are_left_out() -> None:
    assert keys(page_items(FrontPage(), {})) == ["end"]


def test_many_rows_of_today_are_folded() -> None:
    page = FrontPage(also=stories(ALSO_ROWS + 3))
    items = page_items(page, {})
    assert keys(items) == ["also", *map(str, range(ALSO_ROWS)), "more", "end"]
    assert drawn(items[-2]) == ["  more of today · 3 ▸"]
    assert keys(page_items(page, {}, toggled=["more"]))[-4:] == ["15", "16", "17", "end"]
    assert keys(page_items(page, {}, toggled=["also"])) == ["also", "end"]


def test_sections_tell_how_much_they_hide_and_whether_something_is_new() -> None:
    new = replace(stories(1, 5)[0], news="new")
    page = FrontPage(also=(*stories(2), new), sites=(replace(new, site="go"),), earlier=1840)
    open_, folded = page_items(page, {}), page_items(page, {}, toggled=["also"])
    assert drawn(open_[0]) == ["  Also today ▾"]
    assert drawn(folded[0]) == ["● Also today · 3 ▸"]
    assert drawn(open_[5]) == ["● go · 1 ▸  Floods in the north"]
    assert drawn(open_[-1]) == ["  Earlier · 1,840 ▸"]
    assert drawn(page_items(page, {}, toggled=["earlier"])[-1]) == ["  Earlier · 1,840 ▾"]


def test_rows_of_a_group_are_indented() -> None:
    page = FrontPage(sites=stories(1, site="go"))
    _, group, post, _ = page_items(page, {}, toggled=["site:go"])
    assert drawn(group) == ["  go · 1 ▾"]
    assert drawn(post)[0].startswith("    Floods")


def test_the_keys_of_a_note_have_a_line_of_their_own_where_the_room_is_little() -> None:
    note = PageItem("note", "note", label="13 sources could not be reached: no such host", detail="r again · ? why")
    assert drawn(note, 80) == ["  13 sources could not be reached: no such host                r again · ? why"]
    assert drawn(note, 60) == ["  13 sources could not be reached: no such host", " " * 43 + "r again · ? why"]


@table("title", HOSTILE)
@table("width", [1, 2, 5, 20, 37, 80, 300])
@pytest.mark.parametrize("kind", ["lead", "second", "row", "group", "section", "note", "end"])
def test_items_have_their_width_whatever_the_words(title: str, width: int, kind: str) -> None:
    excerpt = replace(EXCERPT, deck=title, outlet=title, quote=title, speaker=title)
    story = titled(title, replace(STORY, outlet=title, row=replace(ROW, outlets=1, articles=123_456)))
    item = PageItem("t", kind, story, excerpt, label=title, detail=title)  # type: ignore[arg-type]
    lines = item_lines(item, look(width))
    assert {line.cells for line in lines} == {width - 1}
    assert not any("\x1b" in line.text or "\x07" in line.text for line in lines)
    assert len(lines) <= 8
    assert len(lines) == 1 or not is_one_line(item)


def test_markup_stays_text() -> None:
    assert "[b]markup[/b]" in drawn(row(titled("[b]markup[/b]")))[0]
