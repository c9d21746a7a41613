from __future__ import annotations

from briefing.tui.drawing.page_layout import Block, Paragraph, lay_out, plain
from briefing.tui.drawing.styled import Styled, styled


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
