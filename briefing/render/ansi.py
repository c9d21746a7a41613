"""Styles text with ANSI escapes after layout, so that no escape is measured or cut; external escapes are never used.

Only the escapes of `_CODES` and the reset are used. They are the terminal's own colours, so that they suit
its theme, and none carries information that the text lacks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from briefing.render.text_layout import Layout, cut, width_of, wrap
from briefing.sanitizer import clean_line

Style = Literal["title", "heading", "id", "speaker", "match", "faint", "good", "bad", "warning"]
Piece = tuple[str, Style | None]
"""Text and its style."""

_CODES: dict[Style, str] = {
    "title": "1",
    "heading": "1;34",
    "id": "33",
    "speaker": "36",
    "match": "1;31",
    "faint": "2",
    "good": "32",
    "bad": "31",
    "warning": "33",
}
"""SGR parameters (ECMA-48, 8.3.117)."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Formats lines of limited width, styled or plain."""

    width: int
    """Columns per line; 0 for no limit."""
    color: bool
    """Whether styles are applied."""

    @classmethod
    def of(cls, layout: Layout) -> Pen:
        """The pen for a layout."""
        return cls(layout.width, layout.color)

    def paint(self, text: str, style: Style | None) -> str:
        """Style a cleaned text of one line."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[m" if self.color and style and text else text

    def wrap(
        self, pieces: str | Sequence[Piece], style: Style | None = None, first: str = "", rest: str | None = None
    ) -> list[str]:
        """Wrap pieces, or a text of one style, as `layout.wrap` does; the prefixes are not styled."""
        styled = [(pieces, style)] if isinstance(pieces, str) else pieces
        lines = wrap("".join(text for text, _ in styled), self.width, first, rest)
        if not self.color:
            return lines
        later = " " * width_of(first) if rest is None else rest
        begins = [len(first if number == 0 else later) for number in range(len(lines))]
        styles = [each for text, each in styled for char in clean_line(text) if char != " "]
        if sum(len(line[begin:].replace(" ", "")) for line, begin in zip(lines, begins, strict=True)) != len(styles):
            return lines  # cleaning the whole text differs from cleaning the pieces
        left = iter(styles)
        return [line[:begin] + _spread(line[begin:], left) for line, begin in zip(lines, begins, strict=True)]

    def line(self, pieces: Sequence[Piece]) -> str:
        """Join cleaned pieces to one line, cut to the width."""
        line = cut("".join(text for text, _ in pieces).rstrip(), self.width)
        if not self.color:
            return line
        return _spread(line, iter([style for text, style in pieces for char in text if char != " "]))


def _spread(line: str, styles: Iterator[Style | None]) -> str:
    """A line with a style for each non-space character; a space between two of the same style has it too."""
    out: list[str] = []
    now, gap = None, ""
    for char in line:
        if char == " ":
            gap += char
            continue
        style = next(styles, None)
        if style != now:
            out += ("\x1b[m" if now else "", gap, f"\x1b[{_CODES[style]}m" if style else "")
        else:
            out.append(gap)
        out.append(char)
        now, gap = style, ""
    return "".join((*out, "\x1b[m" if now else "", gap))
