"""Locates the links of a page or fragment in its cleaned text, as spans; the text is unchanged.

Cleaning drops elements, so each link is located by its words and the text around them. Links that the text lacks,
such as those of menus, are left out, and so are ambiguous ones.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from itertools import islice
from typing import TYPE_CHECKING, Any

from briefing import wordlists
from briefing.clean.character_references import mend_html
from briefing.clean.markup_limits import limit_markup
from briefing.model import Link
from briefing.sanitizer import absolute, clean_line

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 200
"""Maximum number of links kept."""
_MOST_TRIED = 5_000
"""Maximum number of links of a page examined, which bounds the time."""
_MOST_CHARS, _MOST_PIECES = 1_000, 200
"""Maximum code points and text nodes of a link; nested links would be read repeatedly."""
_MOST_LEVELS = 100
"""Maximum number of ancestors of a link examined for adjacent text."""
_WORK, _WORK_A_CHAR = 10_000_000, 100
"""Maximum code points searched for the links of a text: in all, and per code point of the text."""
_REACH = 30
"""Code points before and after a link that distinguish it from the same words elsewhere."""
_LEAST = 4
"""Minimum code points beside a link, unless it is a whole line."""
_BREAKS = frozenset(wordlists.entries("clean", "block_tags"))
_TAG, _BYTES = re.compile(r"<a\s", re.IGNORECASE), re.compile(rb"<a\s", re.IGNORECASE)
_MARKS = ("\n", "\n- ", "\n> ")
"""Line prefixes: none, list item, block quote."""


def has_link(html: bytes | str) -> bool:
    """Whether there is a link."""
    return (_BYTES if isinstance(html, bytes) else _TAG).search(html) is not None  # type: ignore[arg-type]


def fragment_links(html: str, text: str, base: str = "") -> tuple[Link, ...]:
    """Links of a fragment of HTML, located in its `text`; only http and https links.

    Args:
        html: the fragment.
        text: its cleaned text.
        base: base URL of relative links; without it they are left out.
    """
    if not text or not has_link(html):
        return ()
    from lxml import etree

    html = limit_markup(mend_html(html))
    try:
        tree = etree.fromstring(html.encode("utf-8", "replace"), etree.HTMLParser(encoding="utf-8", huge_tree=True))
    except (etree.LxmlError, ValueError):
        return ()
    return page_links(tree, text, base)


def page_links(tree: Any, text: str, base: str = "") -> tuple[Link, ...]:
    """Links of an lxml tree, located in its `text` as by `fragment_links`; none for no tree."""
    if tree is None or not text:
        return ()
    lines = _Lines(text)
    places: list[tuple[int, int, str]] = []
    for element in islice(tree.iter("a"), _MOST_TRIED):
        words = link_words(element)
        if not words or not lines.has(words) or not (url := absolute(element.get("href") or "", base)):
            continue
        start = _place(element, words, lines, places)
        if start is not None:
            insort(places, (start, start + len(words), url))
            if len(places) == MOST:
                break
    return tuple(Link(*place) for place in places)


def link_words(element: Any) -> str:
    """Words of a link of an lxml tree on one line; empty if they exceed the limits of a link."""
    if not len(element):
        text = element.text
        return clean_line(text) if text and len(text) <= _MOST_CHARS else ""
    pieces, length = list[str](), 0
    for piece in islice(element.itertext(), _MOST_PIECES + 1):
        pieces.append(piece)
        length += len(piece)
        if length > _MOST_CHARS or len(pieces) > _MOST_PIECES:
            return ""
    return clean_line("".join(pieces))


class _Lines:
    """A text to search for words, with a work limit proportional to its length."""

    def __init__(self, text: str) -> None:
        self._lines = f"\n{text}\n"
        self._left = _WORK + _WORK_A_CHAR * len(text)
        self._places: dict[tuple[str, int], int] = {}

    def has(self, words: str) -> bool:
        """Whether the words occur."""
        return self._find(words, 0) >= 0

    def places(self, words: str) -> Iterator[int]:
        """Yield the first offsets of words, counted from the line break before the text; a few suffice."""
        at = self._find(words, 0)
        for _ in range(3):
            if at < 0:
                return
            yield at
            at = self._find(words, at + 1)

    def _find(self, words: str, start: int) -> int:
        at = self._places.get((words, start))
        if at is None and self._left > 0:
            at = self._places[words, start] = self._lines.find(words, start)
            self._left -= (at if at >= 0 else len(self._lines)) - start
        return -1 if at is None else at


def _place(element: Any, words: str, lines: _Lines, taken: list[tuple[int, int, str]]) -> int | None:
    """Offset of a link's words in the text, None if they are ambiguous."""
    before, opens = _before(element)
    after, closes = _after(element)
    if len((before + after).strip()) < _LEAST and not (opens and closes):
        return None
    for mark in _MARKS if opens else ("",):
        needle = f"{mark}{before}{words}{after}" + ("\n" if closes else "")
        for at in lines.places(needle):
            start = at + len(mark) + len(before) - 1  # `lines` starts with an extra line break
            if _is_free(start, start + len(words), taken):
                return start
    return None


def _is_free(start: int, end: int, taken: list[tuple[int, int, str]]) -> bool:
    place = bisect_right(taken, (start, end, ""))
    return (place == 0 or taken[place - 1][1] <= start) and (place == len(taken) or end <= taken[place][0])


def _before(element: Any) -> tuple[str, bool]:
    """Text before an element on its line, and whether it reaches the line's start."""
    for _ in range(_MOST_LEVELS):
        sibling = element.getprevious()
        if sibling is not None:
            raw, opens = sibling.tail, sibling.tag in _BREAKS
        else:
            element = element.getparent()
            if element is None:
                return "", True
            raw, opens = element.text, element.tag in _BREAKS
        if raw or opens or sibling is not None:
            folded = _folded((raw or "")[-4 * _REACH :])
            return folded[-_REACH:].lstrip() if opens or len(folded) > _REACH else folded, opens and len(
                folded
            ) <= _REACH
    return "", False


def _after(element: Any) -> tuple[str, bool]:
    """Text after an element on its line, and whether it reaches the line's end."""
    for _ in range(_MOST_LEVELS):
        following, raw = element.getnext(), element.tail
        closes = following is not None and following.tag in _BREAKS
        parent = element.getparent()
        if following is None and parent is not None and parent.tag in _BREAKS:
            closes = True
        if raw or closes or following is not None or parent is None:
            folded = _folded((raw or "")[: 4 * _REACH])
            ends = (closes or parent is None) and len(folded) <= _REACH
            return folded[:_REACH].rstrip() if closes or len(folded) > _REACH else folded, ends
        element = parent
    return "", False


def _folded(text: str) -> str:
    """Part of a line as cleaning leaves it, with the space at its ends."""
    return clean_line(f"|{text}|")[1:-1]
