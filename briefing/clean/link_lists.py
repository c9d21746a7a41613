"""Lists that lead elsewhere: navigation, sharing, related articles. They stand among paragraphs, but are not their text."""

from __future__ import annotations

from typing import Any

from briefing.clean.article_body import PROSE_CHARS

_LINKED = 0.9
"""Share of a list's words that stand in links, from which on it is no text."""
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))


def drop_link_lists(tree: Any) -> None:
    """Remove lists of two or more links from among the paragraphs of a page, in place, with the heading right before.

    A list that a line ending with a colon introduces stays, as it belongs to the text; lists that stand elsewhere are
    left to the extraction. Linear in the size of the tree.
    """
    prose = _prose_parents(tree)
    open_lists: list[_Links] = []
    dropped = []
    for element, begins in _walk(tree):
        if begins and element.tag in ("ul", "ol", "menu"):
            open_lists.append(_Links())
        elif not begins and element.tag in ("ul", "ol", "menu") and open_lists:
            links = open_lists.pop()
            if links.is_all() and _is_among(element, prose) and not _is_introduced(element):
                dropped.append(element)
            if open_lists:
                open_lists[-1].add(links)
        if not open_lists:
            continue
        if element.tag == "a":
            open_lists[-1].depth += 1 if begins else -1
            open_lists[-1].count += begins
        open_lists[-1].note(element.text if begins else element.tail)
    for element in dropped:
        heading = element.getprevious()
        if heading is not None and heading.tag in _HEADINGS and not (heading.tail or "").strip():
            heading.drop_tree()
        if element.getparent() is not None:
            element.drop_tree()


class _Links:
    """How much of a list stands in links."""

    def __init__(self) -> None:
        self.depth = self.count = self.linked = self.chars = 0

    def note(self, text: str | None) -> None:
        length = len(text.strip()) if text else 0
        self.chars += length
        self.linked += length if self.depth > 0 else 0

    def add(self, inner: _Links) -> None:
        self.count += inner.count
        self.chars += inner.chars
        self.linked += inner.linked

    def is_all(self) -> bool:
        return self.count > 1 and self.linked >= _LINKED * self.chars


def _prose_parents(tree: Any) -> set[Any]:
    """Elements that hold paragraphs of prose."""
    long = (each for each in tree.iter("p") if len("".join(each.itertext()).strip()) >= PROSE_CHARS)
    return {paragraph.getparent() for paragraph in long}


def _is_among(element: Any, prose: set[Any]) -> bool:
    """Whether an element, alone or in a wrapper, stands beside paragraphs of prose."""
    parent = element.getparent()
    return parent is not None and (parent in prose or parent.getparent() in prose)


def _walk(tree: Any) -> Any:
    from lxml import etree

    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if isinstance(element.tag, str):
            yield element, event == "start"


def _is_introduced(element: Any) -> bool:
    before, parent = element.getprevious(), element.getparent()
    words = (before.tail if before is not None else parent.text if parent is not None else "") or ""
    if not words.strip() and before is not None and isinstance(before.tag, str):
        words = "".join(before.itertext())
    return words.rstrip().endswith((":", "："))
