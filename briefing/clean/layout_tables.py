"""Distinguishes layout tables, as in old pages and most newsletters, from data tables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from briefing import wordlists

PROSE_CHARS = 100
"""Length from which a cell holds prose, in code points; cells of data tables are shorter."""

_CELLS = frozenset(("td", "th"))
_PARTS = frozenset(("caption", "colgroup", "tbody", "td", "tfoot", "th", "thead", "tr"))
_BLOCKS = frozenset(wordlists.entries("clean", "block_tags")) - {"br"}
_STRUCTURE = frozenset(("article", "blockquote", "dl", "h1", "h2", "h3", "hr", "ol", "section", "ul"))
"""Elements that occur in cells of layout tables and rarely of data tables."""


@dataclass(slots=True)
class TableShape:
    """Features of a table, collected element by element."""

    role: str = ""
    """Its ARIA role in lower case."""
    is_headed: bool = False
    """Whether a caption, summary or header marks it as a data table."""
    holds_table: bool = False
    """Whether it contains another table."""
    holds_structure: bool = False
    """Whether a cell holds headings, lists or sections."""
    rows: int = 0
    """Number of rows with text."""
    columns: int = 0
    """Largest number of cells with text in one row."""
    longest: int = 0
    """Code points of the longest cell."""
    _filled: int = 0
    _chars: int = 0

    @classmethod
    def of(cls, attributes: Mapping[Any, Any]) -> TableShape:
        """A table with its own attributes and no content yet."""
        role = (attributes.get("role") or "").strip().lower()
        return cls(role, is_headed=bool((attributes.get("summary") or "").strip()))

    def note_start(self, tag: str, attributes: Mapping[Any, Any]) -> None:
        """Record an element that starts within the table and in no nested table."""
        if tag in ("caption", "thead") or (tag == "th" and attributes.get("scope")):
            self.is_headed = True
        elif tag in _STRUCTURE:
            self.holds_structure = True
        elif tag == "tr":
            self._end_row()
        elif tag in _CELLS:
            self._end_cell()

    def note_text(self, text: str) -> None:
        """Record text of the current cell."""
        self._chars += len(text) if not text.isspace() else 0

    def is_layout(self) -> bool:
        """Whether it is a layout table; valid after its end."""
        self._end_row()
        if self.role in ("presentation", "none") or self.holds_table:
            return True
        if self.role in ("table", "grid", "treegrid"):
            return False
        if min(self.rows, self.columns) < 2:
            return True
        return not self.is_headed and (self.holds_structure or self.longest > PROSE_CHARS)

    def _end_cell(self) -> None:
        self._filled += self._chars > 0
        self.longest = max(self.longest, self._chars)
        self._chars = 0

    def _end_row(self) -> None:
        self._end_cell()
        self.rows += self._filled > 0
        self.columns = max(self.columns, self._filled)
        self._filled = 0


def unwrap_layout_tables(tree: Any) -> bool:
    """Replace the cells of layout tables of an lxml tree by blocks, in place; linear in its size.

    A cell with nothing but words becomes a paragraph, any other one a division whose loose words become paragraphs.

    Returns:
        Whether there was such a table.
    """
    tables = _layout_tables(tree) if tree.find(".//table") is not None else []
    for table in tables:
        for part in table.parts:
            part.tag = "div"
        for cell in table.cells:
            if cell in table.blocks:
                _wrap_loose(cell)
            else:
                cell.tag = "p"
        table.element.tag = "div"
        table.element.attrib.pop("role", None)
    return bool(tables)


class _Table:
    """A table of a tree without nested tables."""

    def __init__(self, element: Any) -> None:
        self.element = element
        self.shape = TableShape.of(element.attrib)
        self.parts: list[Any] = []
        self.cells: list[Any] = []
        self.blocks: set[Any] = set()
        """Cells that hold block elements."""

    def note_start(self, element: Any) -> None:
        self.shape.note_start(element.tag, element.attrib)
        if element.tag in _PARTS:
            self.parts.append(element)
        if element.tag in _CELLS:
            self.cells.append(element)
        elif element.tag in _BLOCKS and element.tag not in _PARTS and self.cells:
            self.blocks.add(self.cells[-1])


def _layout_tables(tree: Any) -> list[_Table]:
    from lxml import etree

    open_tables: list[_Table] = []
    layout: list[_Table] = []
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        tag = element.tag
        if event == "start":
            if open_tables and isinstance(tag, str):
                open_tables[-1].note_start(element)
            if tag == "table":
                if open_tables:
                    open_tables[-1].shape.holds_table = True
                open_tables.append(_Table(element))
            text = element.text if isinstance(tag, str) else None
        else:
            if tag == "table" and (table := open_tables.pop()).shape.is_layout():
                layout.append(table)
            text = element.tail
        if open_tables and text:
            open_tables[-1].shape.note_text(text)
    return layout


def _wrap_loose(block: Any) -> None:
    """Wrap loose words and inline elements of a block in paragraphs."""
    from lxml import etree

    paragraph = None
    if block.text and block.text.strip():
        paragraph = etree.Element("p")
        paragraph.text, block.text = block.text, None
        block.insert(0, paragraph)
    for child in list(block):
        if child is paragraph:
            continue
        is_inline = isinstance(child.tag, str) and child.tag not in _BLOCKS and child.tag != "br"
        if is_inline:
            if paragraph is None:
                paragraph = etree.Element("p")
                child.addprevious(paragraph)
            paragraph.append(child)  # its tail moves with it
            continue
        paragraph = None
        if child.tail and child.tail.strip():
            paragraph = etree.Element("p")
            paragraph.text, child.tail = child.tail, None
            child.addnext(paragraph)
