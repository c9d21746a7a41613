"""Links of a page or fragment, found again in its cleaned text: the text stays as it is, links are places in it.

Cleaning keeps no elements, so each link is looked for by its words and what stands before and after them. One that the
text does not have, such as those of menus, is left out; no link is better than one on other words.
"""

from __future__ import annotations

import re
from bisect import bisect_right, insort
from itertools import islice
from typing import TYPE_CHECKING, Any

from briefing import wordlists
from briefing.clean.markup_limits import limit_markup
from briefing.clean.references import mend_html
from briefing.hygiene import absolute, clean_line
from briefing.model import Link

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 200
"""Links that are kept; more cannot be read."""
_MOST_TRIED = 5_000
"""Links of a page that are looked at, so that hostile ones take no time."""
_MOST_CHARS, _MOST_PIECES = 1_000, 200
"""Code points and pieces of text in a link; links within links without end would be read again and again."""
_MOST_LEVELS = 100
"""Elements around a link that are looked at for what stands beside it."""
_WORK, _WORK_A_CHAR = 10_000_000, 100
"""Code points that are looked through for the links of a text, of any and for each of its own."""
_REACH = 30
"""Code points before and after a link by which it is told from the same words elsewhere."""
_LEAST = 4
"""Code points that must stand beside a link, unless it is a whole line."""
_BREAKS = frozenset(wordlists.entries("clean", "block_tags"))
_TAG, _BYTES = re.compile(r"<a\s", re.IGNORECASE), re.compile(rb"<a\s", re.IGNORECASE)
_MARKS = ("\n", "\n- ", "\n> ")
"""What a line begins with: nothing, or the mark of an item or block quote."""


def has_link(html: bytes | str) -> bool:
    """Tell whether there is a link at all."""
    return (_BYTES if isinstance(html, bytes) else _TAG).search(html) is not None  # type: ignore[arg-type]


def fragment_links(html: str, text: str, base: str = "") -> tuple[Link, ...]:
    """Return the links of a fragment of HTML in its `text`; those of no http or https address are left out.

    Args:
        html: the fragment.
        text: what was made of it.
        base: address that relative links start from; without it they are left out.
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
    """Return the links of an lxml tree in its `text`, as `fragment_links` does; None has none."""
    if tree is None or not text:
        return ()
    lines = _Lines(text)
    places: list[tuple[int, int, str]] = []
    for element in islice(tree.iter("a"), _MOST_TRIED):
        words = _words_of(element)
        if not words or not lines.has(words) or not (url := absolute(element.get("href") or "", base)):
            continue
        found = _place(element, words, lines, places)
        if found is not None:
            insort(places, (found, found + len(words), url))
            if len(places) == MOST:
                break
    return tuple(Link(*place) for place in places)


def _words_of(element: Any) -> str:
    """The words of a link on one line; nothing where they are more than any link has."""
    pieces, length = list[str](), 0
    for piece in islice(element.itertext(), _MOST_PIECES + 1):
        pieces.append(piece)
        length += len(piece)
        if length > _MOST_CHARS or len(pieces) > _MOST_PIECES:
            return ""
    return clean_line("".join(pieces))


class _Lines:
    """A text to look for words in, for no longer than its length allows."""

    def __init__(self, text: str) -> None:
        self._lines = f"\n{text}\n"
        self._left = _WORK + _WORK_A_CHAR * len(text)
        self._places: dict[tuple[str, int], int] = {}

    def has(self, words: str) -> bool:
        """Tell whether words stand anywhere."""
        return self._find(words, 0) >= 0

    def places(self, words: str) -> Iterator[int]:
        """Yield the first places of words, counted from the line break before the text; few, as more tell nothing."""
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
    """Return where the words of a link begin in the text, None where they cannot be told from others."""
    before, opens = _before(element)
    after, closes = _after(element)
    if len((before + after).strip()) < _LEAST and not (opens and closes):
        return None
    for mark in _MARKS if opens else ("",):
        needle = f"{mark}{before}{words}{after}" + ("\n" if closes else "")
        for at in lines.places(needle):
            start = at + len(mark) + len(before) - 1  # `lines` begins with a line break that the text has not
            if _is_free(start, start + len(words), taken):
                return start
    return None


def _is_free(start: int, end: int, taken: list[tuple[int, int, str]]) -> bool:
    place = bisect_right(taken, (start, end, ""))
    return (place == 0 or taken[place - 1][1] <= start) and (place == len(taken) or end <= taken[place][0])


def _before(element: Any) -> tuple[str, bool]:
    """Return what stands before an element on its line, and whether the line begins with that."""
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
    """Return what stands behind an element on its line, and whether the line ends with that."""
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
    """Return a piece of a line as cleaning leaves it, with the space at its ends."""
    return clean_line(f"|{text}|")[1:-1]
