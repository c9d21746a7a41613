"""Surveys HTML before it is parsed to a tree, and limits attributes per tag, number of elements and table cells.

libxml2 walks over all attributes of a tag to append one, and trafilatura takes some 50 microseconds an element. Real
pages have at most some dozens of attributes a tag and some thousands of elements.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_ATTRIBUTES = 500
MAX_ELEMENTS = 20_000
CHARS_AN_ELEMENT = 50
"""Pages over 1 MB may have one element per this many characters."""
MAX_CELLS = 5_000
"""Maximum number of table cells; for each one trafilatura counts the cells of its row."""
MAX_COLUMNS, MAX_FILLED_CELLS = 100, 100_000
"""Maximum columns, and cells after padding: trafilatura pads rows to the longest, up to this many columns."""
MAX_SPANNED_CELLS = 20_000
"""Maximum cells after padding in a document with cells that span others: beyond it each is one cell."""
_SMALL_CHARS = 2_000
"""HTML up to this length is not checked."""
_KEPT = frozenset(
    ("aria-hidden", "class", "content", "datetime", "hidden", "href", "http-equiv", "id", "itemprop", "lang", "name")
) | {"property", "rel", "style", "type"}
"""Attributes kept on a tag with too many."""
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr")
)
_CELLS = frozenset(("td", "th"))
_SPANS = frozenset(("colspan", "rowspan"))
_TABLE = frozenset((*_CELLS, "tr"))
_RAW = frozenset(("script", "style"))
"""Elements whose text has no character references."""

HTML = TypeVar("HTML", str, bytes, bytes | str)


def limit_markup(html: HTML) -> HTML | str:
    """Limit HTML: unchanged if within the limits, else with fewer attributes and cells, and cut after the last element.

    Spans of cells are then dropped. Unreadable HTML is returned unchanged. Linear in the length of `html`.
    """
    if len(html) < _SMALL_CHARS:
        return html
    encoding = "utf-8" if isinstance(html, str) else None
    body = html.encode("utf-8", "replace") if isinstance(html, str) else html
    markup = survey_markup(body, encoding)
    return html if markup is None or markup.is_within_limits else _rewritten(body, encoding, markup) or html


def survey_and_limit(html: bytes) -> tuple[Markup | None, bytes]:
    """What HTML in UTF-8 consists of, None if it is unreadable; and the HTML, limited as by `limit_markup`."""
    markup = survey_markup(html, "utf-8")
    if markup is None or markup.is_within_limits:
        return markup, html
    return markup, _rewritten(html, "utf-8", markup).encode("utf-8") or html


def survey_markup(html: bytes, encoding: str | None) -> Markup | None:
    """What HTML consists of; None if it cannot be parsed to its end.

    Args:
        html: the document.
        encoding: its encoding; None to detect it.
    """
    markup = Markup(len(html))
    return markup if _read(html, encoding, markup) else None


def _rewritten(html: bytes, encoding: str | None, markup: Markup) -> str:
    """HTML within the limits; empty if it cannot be parsed to its end."""
    writer = _Writer(markup.max_elements, 0 if markup.filled > MAX_FILLED_CELLS else MAX_CELLS)
    return "".join(writer.parts) if _read(html, encoding, writer) else ""


class _Target(Protocol):
    def start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def close(self) -> None: ...


def _read(html: bytes, encoding: str | None, target: _Target) -> bool:
    """Send parser events to a target; False if the HTML cannot be parsed to its end."""
    from lxml import etree

    parser = etree.HTMLParser(target=target, huge_tree=True, encoding=encoding)
    try:
        etree.fromstring(html, parser)
    except (etree.LxmlError, ValueError):
        return False
    return True


def _span(value: str | None) -> int:
    """Columns or rows that a cell spans, at most `MAX_COLUMNS`."""
    return max(1, min(int(value), MAX_COLUMNS)) if value and value.isdecimal() and len(value) < 10 else 1


class Markup:
    """What HTML consists of: its tags, attributes and classes, and how large it is."""

    def __init__(self, length: int) -> None:
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        """Names of attributes."""
        self.classes: set[str] = set()
        """Values of attributes `class`."""
        self.max_elements = max(MAX_ELEMENTS, length // CHARS_AN_ELEMENT)
        """Maximum number of elements of a document of this length."""
        self._elements = self._cells = self._attributes = 0
        self._rows = self._columns = self._widest = self._spanned = 0
        self._has_spans = False

    @classmethod
    def of(cls, tree: Any) -> Markup:
        """What an lxml tree consists of."""
        markup = cls(0)
        for element in tree.iter():
            if isinstance(element.tag, str):
                markup.start(element.tag, element.attrib)
        return markup

    @property
    def filled(self) -> int:
        """Number of cells if all rows were padded to the longest."""
        return (self._rows + 1) * min(self._widest, MAX_COLUMNS)

    @property
    def is_within_limits(self) -> bool:
        """Whether it need not be limited."""
        is_plain = self._cells <= MAX_CELLS and self.filled <= MAX_FILLED_CELLS
        if self._has_spans and (self._rows + 1) * min(self._spanned, MAX_COLUMNS) > MAX_SPANNED_CELLS:
            is_plain = False
        return self._elements <= self.max_elements and self._attributes <= MAX_ATTRIBUTES and is_plain

    def start(self, tag: str, attributes: Mapping[Any, Any]) -> None:
        """Record the start of an element."""
        self._elements += 1
        self.tags.add(tag)
        if attributes:
            self.attributes.update(attributes)
            if "class" in attributes:
                self.classes.add(attributes["class"])
            if len(attributes) > self._attributes:
                self._attributes = len(attributes)
        if tag in _TABLE:
            self._start_cell(tag, attributes)

    def _start_cell(self, tag: str, attributes: Mapping[Any, Any]) -> None:
        if tag == "tr":
            self._rows += 1
            self._columns = 0
            return
        self._cells += 1
        self._columns += 1
        self._widest = max(self._widest, self._columns)
        if not _SPANS.isdisjoint(attributes):
            self._has_spans = True
            columns = _span(attributes.get("colspan"))
            self._columns += columns - 1
            self._spanned += columns if _span(attributes.get("rowspan")) > 1 else 0
        self._spanned = max(self._spanned, self._columns)

    def close(self) -> None:
        """Required by lxml."""


class _Writer:
    """Serializes HTML from parser events, within the limits."""

    def __init__(self, limit: int, cells: int) -> None:
        self.parts: list[str] = []
        self._left = limit
        self._cells = cells
        self._raw = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._left -= 1
        self._cells -= tag in _CELLS
        if self._left < 0 or (self._cells < 0 and tag in _TABLE):
            self.parts.append(" ")
            return
        names = attributes.keys() - _SPANS if len(attributes) <= MAX_ATTRIBUTES else _KEPT & attributes.keys()
        written = "".join(f' {name}="{escape(attributes[name] or "")}"' for name in names)
        self.parts.append(f"<{tag}{written}>")
        self._raw = tag in _RAW

    def end(self, tag: str) -> None:
        if self._left >= 0 and tag not in _VOID and not (self._cells < 0 and tag in _TABLE):
            self.parts.append(f"</{tag}>")
        self._raw = False

    def data(self, text: str) -> None:
        if self._left >= 0:
            self.parts.append(text if self._raw else escape(text, quote=False))

    def close(self) -> None:
        """Required by lxml."""
