"""Removes link lists between paragraphs: navigation, sharing, related articles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.clean.article_body import PROSE_CHARS

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINKED = 0.9
"""Minimum share of a list's words in links for it to be removed."""
_MENU_WORDS = 3
"""Maximum average number of words per menu item."""
_SEPARATORS = " \t\r\n\xa0|·•–—-/»›>"
_ROWS = frozenset(("center", "div", "menu", "ol", "p", "td", "th", "tr", "ul"))
_HEADINGS = frozenset(("h2", "h3", "h4", "h5", "h6"))


def drop_link_lists(tree: Any) -> None:
    """Remove lists of two or more links between the paragraphs of a page, in place, with a heading directly before.

    A list that a line ending with a colon introduces stays, as it belongs to the text; lists elsewhere are
    left to the extraction. Linear in the size of the tree.
    """
    lists = list(tree.iter("ol", "ul"))
    prose = _prose_parents(tree) if lists else set()
    among = [each for each in lists if _is_among(each, prose) and not _is_introduced(each)]
    for element in [each for each in among if _links_of(each).is_all()]:
        if element.getparent() is None:
            continue
        heading = element.getprevious()
        if heading is not None and heading.tag in _HEADINGS and not (heading.tail or "").strip():
            heading.drop_tree()
        element.drop_tree()


def drop_link_rows(tree: Any) -> None:
    """Remove rows, cells and blocks of an lxml tree that hold only several links of a few words, in place."""
    for element in [each for each, links in _measured(tree, _ROWS) if links.is_all() and links.is_brief()]:
        if element.getparent() is not None:
            element.drop_tree()


def _links_of(element: Any) -> _Links:
    """Links in an element."""
    links = _Links()
    for each, begins in _walk(element):
        if begins or each is not element:
            links.note(each, begins)
    return links


def _measured(tree: Any, tags: frozenset[str]) -> Iterator[tuple[Any, _Links]]:
    """Elements with these tags and their links, inner ones first."""
    open_elements: list[_Links] = []
    for element, begins in _walk(tree):
        if element.tag in tags and begins:
            open_elements.append(_Links())
        elif element.tag in tags:
            links = open_elements.pop()
            yield element, links
            if open_elements:
                open_elements[-1].add(links)
        if open_elements:
            open_elements[-1].note(element, begins)


class _Links:
    """Counts of a list's words, inside and outside of links."""

    def __init__(self) -> None:
        self.depth = self.count = self.linked = self.chars = self.words = 0

    def note(self, element: Any, begins: bool) -> None:
        """Count the start of an element with its text, or its end with its tail."""
        if element.tag == "a":
            self.depth += 1 if begins else -1
            self.count += begins
        text = element.text if begins else element.tail
        text = text.strip(_SEPARATORS) if text else ""
        self.chars += len(text)
        self.words += len(text.split())
        self.linked += len(text) if self.depth > 0 else 0

    def add(self, inner: _Links) -> None:
        self.count += inner.count
        self.chars += inner.chars
        self.words += inner.words
        self.linked += inner.linked

    def is_all(self) -> bool:
        """Whether there are several links and hardly any other text."""
        return self.count > 1 and self.linked >= _LINKED * self.chars

    def is_brief(self) -> bool:
        """Whether the links are as short as menu entries, not headlines."""
        return 0 < self.words <= _MENU_WORDS * self.count


def _prose_parents(tree: Any) -> set[Any]:
    """Elements with prose paragraphs as children."""
    long = (each for each in tree.iter("p") if len("".join(each.itertext()).strip()) >= PROSE_CHARS)
    return {paragraph.getparent() for paragraph in long}


def _is_among(element: Any, prose: set[Any]) -> bool:
    """Whether an element, alone or in a wrapper, is a sibling of prose paragraphs."""
    parent = element.getparent()
    return parent is not None and (parent in prose or parent.getparent() in prose)


def _walk(tree: Any) -> Iterator[tuple[Any, bool]]:
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
