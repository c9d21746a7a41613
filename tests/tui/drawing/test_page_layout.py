from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing.tui.drawing.page_layout import DIALOGUE_FROM, Block, Paragraph, Side, heading, lay_out, plain
from briefing.tui.drawing.styled import Styled, styled
from tests.tui.drawing.drawn import drawn


def text_of(block: Block) -> Styled:
    return block.paragraphs[0].text


def test_blocks_follow_each_other_with_their_gaps_but_none_at_the_top() -> None:
    layout = lay_out([plain("a", gap=2), plain("b", gap=1), plain("c")], 20)
    assert [line.block if line.paragraph else None for line in layout.lines] == [0, None, 1, 2]
    assert (layout.tops, layout.ends) == ((0, 2, 3), (1, 3, 4))


def test_later_lines_hang_under_the_first() -> None:
    layout = lay_out([Block((Paragraph(styled("• one two three"), hang=2),))], 9)
    assert [(line.indent, "• one two three"[line.start : line.end]) for line in layout.lines] == [
        (0, "• one two"),
        (2, "three"),
    ]


def test_a_place_of_the_article_is_found_in_its_line() -> None:
    text = "one two three"
    layout = lay_out(
        [plain("title"), Block((Paragraph(styled(text), offset=0),)), Block((Paragraph(styled("four"), offset=14),))], 7
    )
    assert [layout.line_of(place) for place in (0, 4, 8, 14, 99)] == [1, 1, 2, 3, 3]
    assert lay_out([plain("title")], 7).line_of(0) is None


def tailed(text: str, tail: str) -> Block:
    return Block((Paragraph(styled(text), tail=styled(tail)),))


def test_a_tail_stands_at_the_right_end_of_the_last_line() -> None:
    assert drawn([tailed("one two", "BBC")], 20) == ["one two" + " " * 10 + "BBC"]
    assert drawn([tailed("one two three four", "BBC")], 16) == ["one two three", "four" + " " * 9 + "BBC"]


def test_lines_get_shorter_so_that_the_tail_never_stands_alone() -> None:
    text = "Freight trains are to cross the bridge again in June."
    assert drawn([tailed(text, "Post")], 56) == [
        "Freight trains are to cross the bridge",
        "again in June." + " " * 38 + "Post",
    ]


def test_a_single_word_keeps_its_line() -> None:
    assert drawn([tailed("x" * 18, "BBC")], 20) == ["x" * 18, " " * 17 + "BBC"]


def test_joined_words_stay_together_above_the_tail() -> None:
    name = "—\xa0Osra\xa0Tarlen,\xa0transport\xa0minister"
    lines = drawn([tailed(f"“I take responsibility for it” {name}", "Fri 9 · Northern Post")], 50)
    assert lines == [
        "“I take responsibility for it”",
        "— Osra Tarlen, transport minister",
        " " * 29 + "Fri 9 · Northern Post",
    ]


def test_no_short_line_stands_before_that_of_the_tail() -> None:
    text = "Repairs of the bridge will cost 40 million crowns, said the prime minister, Karl Hentzau."
    assert drawn([tailed(text, "Strelsau Radio +1")], 54) == [
        "Repairs of the bridge will cost 40 million crowns,",
        "said the prime minister, Karl Hentzau.",
        " " * 37 + "Strelsau Radio +1",
    ]


def test_a_single_line_gives_as_much_as_a_line_beside_the_tail_needs() -> None:
    assert drawn([tailed("Student who found the comet with two tails may name it", "followed")], 56) == [
        "Student who found the comet with two",
        "tails may name it" + " " * 31 + "followed",
    ]


def test_the_line_of_the_tail_is_no_short_word() -> None:
    text = "Student who found the comet with two tails may name it"
    assert drawn([tailed(text, "Edelweiss Observer")], 36) == [
        "Student who found the comet with two",
        "tails may name it",
        " " * 18 + "Edelweiss Observer",
    ]


def test_a_long_tail_is_cut() -> None:
    assert drawn([tailed("one", "a very long name of an outlet")], 20) == ["one      a very lon…"]


def test_a_heading_is_ruled_to_the_end_of_the_page() -> None:
    assert drawn([heading("Reports")], 20) == ["── Reports ─────────"]
    assert drawn([heading("Reports", "all")], 20) == ["── Reports  all ────"]


def test_air_is_kept_on_tall_pages_only() -> None:
    page = [plain("a"), Block((Paragraph(styled("b")),), air=1)]
    assert drawn(page, airy=True) == ["a", "", "b"]
    assert drawn(page) == ["a", "b"]


def test_text_is_no_wider_than_reads_well() -> None:
    assert max(map(len, drawn([plain("word " * 40)], 200, reading=30))) == 29


@pytest.mark.parametrize("side", ["", "left", "middle", "right"])
@given(text=st.text(), tail=st.text(max_size=30), width=st.integers(20, 220))
def test_no_line_is_wider_than_its_page(side: Side, text: str, tail: str, width: int) -> None:
    paragraph = Paragraph(styled(text), hang=2, tail=styled(tail), bar="voice-1", side=side)
    lines = drawn([Block((paragraph,))], width)
    assert all(cell_len(line) <= width for line in lines)
    if width >= DIALOGUE_FROM and side == "right":
        assert all(line.endswith("┃") for line in lines)
