"""Text that is laid out first and painted afterwards: no escape is ever measured, cut or taken from outside.

The escapes are those of `_CODES` and the one that ends them. They are the terminal's own colours, so that they suit
its theme, and none of them says what the words do not say too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from briefing.hygiene import clean_line
from briefing.render.layout import Layout, cut, width_of, wrap

Style = Literal["title", "heading", "id", "speaker", "match", "faint", "good", "bad", "warning"]
Piece = tuple[str, Style | None]
"""Words and how they are to look."""

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
"""Parameters of SGR (ECMA-48, 8.3.117)."""


@dataclass(frozen=True, slots=True)
class Pen:
    """Writes lines of so many columns, painted or plain."""

    width: int
    """Columns; 0 for no limit."""
    color: bool
    """Whether it paints."""

    @classmethod
    def of(cls, layout: Layout) -> Pen:
        """Return the pen for a layout."""
        return cls(layout.width, layout.color)

    def paint(self, text: str, style: Style | None) -> str:
        """Return a cleaned text of one line as it is to look."""
        return f"\x1b[{_CODES[style]}m{text}\x1b[m" if self.color and style and text else text

    def wrap(
        self, pieces: str | Sequence[Piece], style: Style | None = None, first: str = "", rest: str | None = None
    ) -> list[str]:
        """Return pieces, or a text of one style, as `layout.wrap` breaks them; the prefixes are not painted."""
        told = [(pieces, style)] if isinstance(pieces, str) else pieces
        lines = wrap("".join(text for text, _ in told), self.width, first, rest)
        if not self.color:
            return lines
        later = " " * width_of(first) if rest is None else rest
        begins = [len(first if number == 0 else later) for number in range(len(lines))]
        styles = [each for text, each in told for char in clean_line(text) if char != " "]
        if sum(len(line[begin:].replace(" ", "")) for line, begin in zip(lines, begins, strict=True)) != len(styles):
            return lines  # what was cleaned together is not what was cleaned apart
        left = iter(styles)
        return [line[:begin] + _spread(line[begin:], left) for line, begin in zip(lines, begins, strict=True)]

    def line(self, pieces: Sequence[Piece]) -> str:
        """Return pieces, cleaned already, on one line that is cut where it would be too long."""
        line = cut("".join(text for text, _ in pieces).rstrip(), self.width)
        if not self.color:
            return line
        return _spread(line, iter([style for text, style in pieces for char in text if char != " "]))


def _spread(line: str, styles: Iterator[Style | None]) -> str:
    """Return a line with the style of each character that is no space; a space between two of one style has it too."""
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
