"""Measures text in terminal columns and wraps it.

Wide characters and emoji count two columns, combining ones none (wcwidth's tables). Linear in the length of the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache

from briefing.sanitizer import clean_line
from briefing.text.lazy_regex import late


@dataclass(frozen=True, slots=True)
class Layout:
    """Layout options; each format uses those that apply to it."""

    width: int = 72
    """Columns per line; 0 for no limit."""
    quotes: int = 5
    """Maximum number of key quotes of a thread."""
    zone: tzinfo | None = None
    """Time zone of the dates shown; None for the system's."""
    since: datetime | None = None
    """Time after which a thread's content counts as new; None for the time it was last read."""
    metadata: bool = True
    """Whether an extracted text begins with front matter."""
    to: str = ""
    """Recipients of a mail, separated by commas; empty for root."""
    sender: str = ""
    """Sender of a mail; empty for the recipient."""
    fields: tuple[str, ...] = ()
    """Fields of a record to print, by the names of `render.record_fields`; empty for all."""
    header: bool = True
    """Whether a table has a header."""
    full: bool = False
    """Whether a briefing has every part of its stories, instead of those for a minute of reading."""
    color: bool = False
    """Whether text is styled for a terminal, by `render.ansi`."""


DEFAULT_LAYOUT = Layout()


_ODD = re.compile("[^\x20-\x7e\xa0-\xac\xae-\u02ff\u2010-\u2027\u2030-\u205e]")
"""Characters that may not be one column wide: the tables are loaded only for these."""

_GLUED = re.compile(r"(?<=\d) (?=[A-Z][a-z]{2}(?: \d{4}\b|\)))|(?<=\b[A-Z][a-z]{2}) (?=\d{4}\b)|(?<=\)) (?=\[\d)")
"""Spaces without line breaks: within a date, and before the number of a source."""

_FLAGS = re.compile("[\U0001f1e6-\U0001f1ff]{16}(?=[\U0001f1e6-\U0001f1ff])")
"""Number of flags in a row measured at once: wcwidth looks back over all of them for each."""

_ADDRESS = re.compile(r"https?://\S+")

_LETTERS = (
    "\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0386\u0388-\u038a\u038e-\u03a1\u03a3-\u0482"
    "\u048a-\u052f\u2010-\u2027\u2030-\u205e\u3041-\u3096\u309b-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3"
)
_SINGLE = late(f"[{_LETTERS}]*")
"""Characters that never combine: Latin, Greek, Cyrillic, Chinese, Japanese, Korean."""
_FIRST_WIDE = "\u3041"
"""First of these characters that is two columns wide."""
_BASE = late(f"[{_LETTERS}\U0001f1e6-\U0001f1ff\U0001f300-\U0001f3fa\U0001f400-\U0001faff]")
"""Characters that never join with the one before."""

_JOINING_CHARS = 16
"""Code points at the end of a line that may join with the following ones: marks, emoji, flags."""


def width_of(text: str) -> int:
    """Width of `text` in columns."""
    if not _ODD.search(text):
        return len(text)
    from wcwidth import wcswidth

    columns = [wcswidth(part) for part in _FLAGS.sub(r"\g<0>\n", text).split("\n")]
    return sum(columns) if min(columns) >= 0 else sum(map(width_of, clean_line(text)))


def wrap(text: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Wrap `text` into lines of at most `width` columns, without trailing spaces.

    Args:
        text: external text; it is cleaned and may break at any white space.
        width: columns, prefixes included; 0 for one line. URLs are never broken, even if longer.
        first: prefix of the first line.
        rest: prefix of the other lines; None for as many spaces as `first` is wide. A narrower one takes a first
            word that does not fit after `first`, which then is a line of its own.
    """
    rest = " " * width_of(first) if rest is None else rest
    if width <= 0:
        return [(first + clean_line(text)).rstrip()]
    lines, line, empty = [], first, True
    columns, margin = width_of(first), width_of(rest)
    for word in _GLUED.sub("\xa0", clean_line(text)).split(" "):
        for piece, glue in _pieces(word, max(width - margin, 2)):
            longer = piece if empty or glue else " " + piece
            added = _columns_added(line, longer)
            if columns + added > width and (not empty or columns > margin):
                lines.append(line)
                line, columns, longer, added = rest, margin, piece, _columns_added(rest, piece)
            line += longer
            columns += added
            empty = False
    return [done.replace("\xa0", " ").rstrip() for done in (*lines, line)]


def clip(text: str, width: int) -> str:
    """Clean `text` and cut it to `width` columns (0 for no limit)."""
    return cut(clean_line(text), width)


def cut(text: str, width: int) -> str:
    """Cut a cleaned text to `width` columns (0 for no limit), with an ellipsis if something is missing."""
    if width <= 0 or width_of(text) <= width:
        return text
    kept, columns = "", 0
    for cluster in _clusters(text):
        columns += _columns_added(kept, cluster)
        if columns > width - 1:
            break
        kept += cluster
    return kept.rstrip() + "…"


def pad(text: str, width: int, *, right: bool = False) -> str:
    """Pad `text` with spaces to `width` columns, on the left if `right`."""
    gap = " " * max(width - width_of(text), 0)
    return gap + text if right else text + gap


def join_lines(lines: Iterable[str]) -> str:
    """Join lines without trailing spaces; a lone dot is indented, as it would end a mail for `sendmail`."""
    stripped = (line.rstrip() for line in lines)
    return "".join(" .\n" if line == "." else line + "\n" for line in stripped)


_SHORT_WORD = 32
"""Code points of a word whose width is remembered."""


def _pieces(word: str, width: int) -> Iterator[tuple[str, bool]]:
    """Yield the parts into which a word may be broken, each with whether it must stay with the part before.

    Scripts written without spaces break between any two characters; a word breaks only where no line can hold it.
    """
    if _ADDRESS.fullmatch(word) or (len(word) <= width and not _ODD.search(word)):
        yield word, False
        return
    measure = _columns_alone if len(word) <= _SHORT_WORD else width_of
    columns = measure(word)
    if columns <= min(width, len(word)) and measure(" " + word) - 1 <= width:
        yield word, False  # hardly any character in it can be wide
        return
    clusters = list(_clusters(word))
    if 2 * sum(columns > 1 for columns in map(_columns_alone, clusters)) > len(word):
        for place, cluster in enumerate(clusters):
            yield cluster, place > 0
        return
    part, glue, alone, behind = "", False, 0, 1
    for cluster in clusters:
        # Measured alone and after a space: the width of a mark depends on its place.
        added = _columns_added(part, cluster)
        added_behind = added if part else _columns_added(" ", cluster)
        if part and max(alone + added, behind + added_behind - 1) > width:
            yield part, glue
            part, glue, alone, behind = "", True, 0, 1
            added, added_behind = _columns_added("", cluster), _columns_added(" ", cluster)
        part += cluster
        alone += added
        behind += added_behind
    yield part, glue


def _columns_added(line: str, piece: str) -> int:
    """Columns that a piece adds to a line, whose last characters it may join with."""
    return _columns_behind(line[-_JOINING_CHARS:], piece)


@lru_cache(maxsize=4096)
def _columns_behind(end: str, piece: str) -> int:
    if len(piece) == 1 and _SINGLE().fullmatch(piece):
        return 2 if piece >= _FIRST_WIDE else 1
    if not _ODD.search(piece):
        return len(piece)
    return width_of(piece) if _BASE().match(piece) else width_of(end + piece) - width_of(end)


@lru_cache(maxsize=4096)
def _columns_alone(piece: str) -> int:
    return width_of(piece)


def _clusters(text: str) -> Iterator[str]:
    """Yield grapheme clusters: base, combining marks, joined emoji, flags."""
    if _SINGLE().fullmatch(text):
        yield from text
        return
    from wcwidth import wcwidth

    start, flags, joins = 0, 0, False
    for place, character in enumerate(text):
        flag = "\U0001f1e6" <= character <= "\U0001f1ff"
        joined = joins or wcwidth(character) == 0 or "\U0001f3fb" <= character <= "\U0001f3ff"
        if place > start and not joined and not (flag and flags % 2):
            yield text[start:place]
            start, flags = place, 0
        flags += flag
        joins = character == "\u200d"
    if text:
        yield text[start:]
