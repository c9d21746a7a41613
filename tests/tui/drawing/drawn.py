"""Pages as the lines that are drawn of them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.cells import cell_len

from briefing.tui.drawing.page_layout import READING_WIDTH, Block, lay_out


def drawn(blocks: Sequence[Block], width: int = 80, *, airy: bool = False, reading: int = READING_WIDTH) -> list[str]:
    """The lines of a page, without its margin; unbreakable spaces as spaces."""
    layout = lay_out(blocks, width, airy=airy, reading=reading)
    shown = []
    for line in layout.lines:
        words = line.paragraph.text.text[line.start : line.end] if line.paragraph else ""
        left = line.before.text + " " * line.indent + words
        gap = layout.width - cell_len(left) - line.after.cells if line.after.text else 0
        shown.append((left + " " * gap + line.after.text).replace("\xa0", " ").rstrip())
    return shown
