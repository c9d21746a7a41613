"""Text with named styles: sanitized for a terminal, measured, cut and wrapped in cells.

The style sheet defines the styles, the widgets place the lines.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from rich.cells import cell_len, get_character_cell_size

from briefing.text.lazy_regex import late

ELLIPSIS = "…"
UNBREAKABLE = "\xa0"
"""Space at which a line breaks only if the words it joins are longer than a line."""
JOINER = "\u200d"
EMOJI_STYLE = "\ufe0f"
"""Variation selector that makes the preceding narrow character wide."""

Run = tuple[str, tuple[str, ...]]
"""Text and the names of its styles, later ones override earlier ones."""

_CONTROLS = [*range(0x20), *range(0x7F, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0xFEFF]
_SAFE = dict.fromkeys(_CONTROLS, "\ufffd") | dict.fromkeys((0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029), " ")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSAFE = re.compile(f"[{''.join(re.escape(chr(point)) for point in _SAFE)}\ud800-\udfff]")
_ONE_CELL = re.compile("[ -~\xa0-\xac\xae-\u02ff\u2010-\u2015\u2018-\u201e\u2026]*")
_CHUNK = re.compile("([^ ]*)( *)")
_IDEOGRAPH = "[\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
_OPENING, _CLOSING = "[「『（【〔“‘(]", "[、。，．」』）】〕！？：；ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ”’)…]"
_ideographs = late(_IDEOGRAPH)
_chunk_or_ideograph = late(f"({_OPENING}*{_IDEOGRAPH}{_CLOSING}*(?:{UNBREAKABLE}[^ ]*)?|(?:(?!{_IDEOGRAPH})[^ ])*)( *)")


@dataclass(frozen=True, slots=True)
class Span:
    """A styled part of a text."""

    start: int
    """First code point of the span."""
    end: int
    """One past the last."""
    style: str
    """Name of the style, a component class without `paint--`."""


@dataclass(frozen=True, slots=True)
class Styled:
    """A text with styles; one line, or a paragraph to wrap."""

    text: str = ""
    """Text without control characters."""
    spans: tuple[Span, ...] = ()
    """May overlap; later ones override earlier ones."""

    @property
    def cells(self) -> int:
        """Width of the text on one line in columns."""
        return cell_len(self.text)

    def runs(self, start: int = 0, end: int | None = None) -> Iterator[Run]:
        """Yield the text from `start` to `end` in runs of uniform style."""
        end = len(self.text) if end is None else min(end, len(self.text))
        here = [span for span in self.spans if span.start < end and span.end > start]
        edges = {start, end} | {min(max(edge, start), end) for span in here for edge in (span.start, span.end)}
        for left, right in pairwise(sorted(edges)):
            names = tuple(span.style for span in here if span.start <= left and span.end >= right)
            yield self.text[left:right], names


BLANK = Styled()
"""No text."""


def printable(text: str) -> str:
    """Replace terminal controls in `text`, one code point for one, so that offsets stay valid.

    Line breaks and tabs become spaces; other control characters, direction overrides and lone surrogates become
    the replacement character.
    """
    if not _UNSAFE.search(text):
        return text
    return _SURROGATE.sub("\ufffd", text.translate(_SAFE))


def styled(*parts: str | tuple[str, str]) -> Styled:
    """Join texts, each plain or with the names of its styles, separated by spaces, and sanitize them."""
    texts: list[str] = []
    spans: list[Span] = []
    length = 0
    for part in parts:
        text, style = (part, "") if isinstance(part, str) else part
        spans += [Span(length, length + len(text), name) for name in style.split() if text]
        texts.append(printable(text))
        length += len(text)
    return Styled("".join(texts), tuple(spans))


def join(*items: Styled) -> Styled:
    """Concatenate styled texts."""
    spans: list[Span] = []
    length = 0
    for item in items:
        spans += [Span(span.start + length, span.end + length, span.style) for span in item.spans]
        length += len(item.text)
    return Styled("".join(item.text for item in items), tuple(spans))


def fit(item: Styled, width: int) -> Styled:
    """Cut `item` with an ellipsis or pad it to exactly `width` columns."""
    if width <= 0:
        return Styled()
    text = item.text.rstrip(JOINER)  # it would join with the padding
    missing = width - cell_len(text)
    if missing >= 0:
        return Styled(text + " " * missing, item.spans)
    end = _reach(text, 0, width - 1, least=0)
    kept = text[:end].rstrip(" " + JOINER)
    filler = ELLIPSIS + " " * (width - cell_len(kept) - 1)
    spans = tuple(Span(s.start, min(s.end, len(kept) + 1), s.style) for s in item.spans if s.start <= len(kept))
    return Styled(kept + filler, spans)


def wrap(text: str, first: int, rest: int) -> list[tuple[int, int]]:
    """Wrap a paragraph at spaces, between ideographs, and inside words that are too long; drop spaces at breaks.

    Args:
        text: printable, without line breaks.
        first: columns of the first line.
        rest: columns of the others.

    Returns:
        Half-open spans of `text`, at least one. Linear in its length.
    """
    first, rest = max(first, 2), max(rest, 2)
    measure, chunks = _measures(text)
    if len(text) <= first and measure is len:
        return [(0, len(text.rstrip(" ")))]
    lines: list[tuple[int, int]] = []
    start, end, used, width = 0, 0, 0, first  # the current line, up to `end`, has `used` columns with its spaces
    for chunk in chunks.finditer(text):
        word = measure(chunk[1])
        if used + word > width and used:
            lines.append((start, end))
            start, end, used, width = chunk.start(), chunk.start(), 0, rest
        at = chunk.start()
        while word > width:
            end = _break_inside(text, at, chunk.end(1), width)
            lines.append((at, end))
            at = start = end
            width = rest
            word = measure(text[at : chunk.end(1)]) if chunk.end(1) - at <= 2 * rest else width + 1
        if chunk[1] and not word and at == chunk.end(1):  # the last line has the whole text, with combining marks
            start = end = chunk.end()
            used = 0
            continue
        if chunk[1]:
            end = chunk.end(1)
        used += word + measure(chunk[2])
    if end > start or not lines:
        lines.append((start, end))
    return lines


def _measures(text: str) -> tuple[Callable[[str], int], re.Pattern[str]]:
    """How the columns of a text are counted, and the pattern of its words with the spaces behind them."""
    if _ONE_CELL.fullmatch(text):
        return len, _CHUNK
    return cell_len, _chunk_or_ideograph() if _ideographs().search(text) else _CHUNK


def _break_inside(text: str, start: int, end: int, width: int) -> int:
    """Offset where a line of `width` columns ends within a word that is too long, or between words that are joined."""
    reach = min(_reach(text, start, width), end)
    return text.rfind(UNBREAKABLE, start + 1, reach) + 1 or reach


def _reach(text: str, start: int, width: int, *, least: int = 1) -> int:
    """Offset where a line of `width` columns from `start` ends; at least `least` code points, never past the end."""
    used, end = 0, len(text)
    for place in range(start, len(text)):
        used += get_character_cell_size(text[place])
        if used > width:
            end = place
            break
    if EMOJI_STYLE in text[start:end]:  # the selector widens the character before it and has no width itself
        cells = _prefix_cells(text[start:end])
        while end > start and cells[end - start] > width:
            end -= 2 if text[end - 1] == EMOJI_STYLE else 1
    return min(max(end, start + least), len(text))


def _prefix_cells(text: str) -> list[int]:
    """Columns of the first 0, 1, 2, ... code points of a text, as `cell_len` counts them, in one pass."""
    cells, measured, is_joined = [0], "", False
    for character in text:
        added = 0
        if is_joined or character == JOINER:
            is_joined = not is_joined
        elif character == EMOJI_STYLE:
            added = cell_len(measured + EMOJI_STYLE) - cell_len(measured) if measured else 0
            measured = ""
        elif added := get_character_cell_size(character):
            measured = character
        cells.append(cells[-1] + added)
    return cells
