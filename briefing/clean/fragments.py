"""Converts HTML fragments from feeds to plain text with an event parser, so that nesting depth does not matter."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING, Any

from briefing import wordlists
from briefing.clean.blockquotes import DASH, MARK, SIGNATURE
from briefing.clean.character_references import mend_html
from briefing.clean.layout_tables import TableShape
from briefing.clean.visibility import JUDGED, UNSHOWN, Visibility
from briefing.sanitizer import clean_text

if TYPE_CHECKING:
    from collections.abc import Mapping

MAX_CHARS = 4_000_000
"""Maximum length of a fragment in code points; a longer one is cut."""

MAX_CAPTIONS = 10
"""Maximum number of texts of images."""
MAX_CAPTION_CHARS = 2000
"""Maximum length of the text of an image; a longer one is none."""
_EMOJI = re.compile(r"[^\w\s\x00-\x7f]{1,10}")
_DOT = re.compile(r"\s*[012](?:px)?\s*")
"""Width of an image that counts visits."""
_FILE = re.compile(r"\S+\.[A-Za-z]{3,4}")
_BLOCKS = frozenset(wordlists.entries("clean", "block_tags"))
_DROPPED = frozenset(wordlists.entries("clean", "dropped_tags"))
_GAP = re.compile(r"\n>(?:\n>)*(?=\n)")
"""Separator of adjacent block quotes before blank lines are removed."""
_CELLS = frozenset(("td", "th"))
_SPACES = re.compile(r"\s{2,}|[^\S ]")
_TAG = re.compile(r"<[a-zA-Z/!?]")
_CODE = re.compile(r"(?i)<(?:code|pre|tt|kbd|samp)\b")
_ESCAPED_SPACE = re.compile(r"\\?&nbsp;")
"""A non-breaking space that a feed has escaped twice."""
_ESCAPED_IN_PROSE = re.compile(r"(?<=[\w.,;:!?)])\\?&nbsp;(?=[\s\w:;!?(#]|\\?&nbsp;)")
"""The same after a word, where the text has code that may show the reference itself."""


def html_to_text(html: str) -> str:
    """Text of a fragment: one block a line, items with `- `, block quotes with `> `, no blank lines
    but between adjacent block quotes.

    Images give the emoji that they stand for; for what else they say, see `image_captions`. Scripts, styles, embedded
    media, captions and invisible elements are dropped, entities resolved, controls and invisible characters removed. A
    cell of a layout table is a block, a row of a data table a line. Malformed HTML is read as browsers do. Linear in
    the length of `html`; never raises.
    """
    html = mend_html(clean_text(html[:MAX_CHARS]))
    # Without tags it is plain text that the feed declares as HTML: line breaks are its only structure.
    text = _stream(html) if _TAG.search(html) else unescape(html)
    if "&nbsp;" in text:
        text = (_ESCAPED_IN_PROSE if _CODE.search(html) else _ESCAPED_SPACE).sub(" ", text)
    text = clean_text(text)
    return _GAP.sub("\n", text.replace("\n\n", "\n")) if "\n" in text else text


def image_captions(html: str) -> str:
    """What the images of a fragment say in words, one a line: their `alt` and `title`, if these are two words or more
    and no name of a file; empty if they say nothing. Never raises."""
    return clean_text("\n".join(_read(mend_html(clean_text(html[:MAX_CHARS])))[1]))


def _stream(html: str) -> str:
    return _read(html)[0]


def _read(html: str) -> tuple[str, list[str]]:
    """Text of a fragment, and what its images say."""
    from lxml import etree

    collector, parser = _PARSERS.pop() if _PARSERS else _new_parser()
    try:
        # A wrapper element, because some versions of libxml2 drop text before the first element.
        parser.feed(b"<html><body>")
        parser.feed(html.encode("utf-8"))
        parser.close()
    except etree.LxmlError:
        return collector.take()  # keep what was read so far; the parser is not reused
    taken = collector.take()
    _PARSERS.append((collector, parser))
    return taken


def _new_parser() -> tuple[_Collector, Any]:
    from lxml import etree

    collector = _Collector()
    return collector, etree.HTMLParser(target=collector, encoding="utf-8", huge_tree=True)


def _is_caption(words: str) -> bool:
    """Whether the text of an image says something: two words or more, and no name of a file."""
    return len(words) <= MAX_CAPTION_CHARS and len(words.split()) > 1 and not _FILE.fullmatch(words.strip())


class _Table:
    """State of an open table."""

    def __init__(self, shape: TableShape) -> None:
        self.shape = shape
        self.gaps: list[tuple[int, str]] = []
        """Index into the text parts of each gap between cells, with the line mark there."""


class _Collector:
    """Parser target that assembles the text."""

    def __init__(self) -> None:
        self._reset()

    def _reset(self) -> None:
        self._parts: list[str] = []
        self.captions: list[str] = []
        """What images say in words."""
        self._visibility = Visibility()
        self._dropped = 0
        self._is_sheet = False
        """Whether the text is that of a `<style>` element."""
        self._tables: list[_Table] = []
        self._item = False
        self._quotes = 0
        self._opens = False
        """Whether the mark of a block quote is pending until its line's first words, as that of a list item."""
        self._quoted = False
        """Whether only block quotes have come since one began."""
        self._closed = False
        """Whether a line of a block quote has just ended."""
        self._signs = False
        """Whether the line is the signature of a block quote."""

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._enter(tag, attributes)
        if self._tables:
            self._tables[-1].shape.note_start(tag, attributes)
        if tag in _DROPPED:
            self._dropped += 1
            self._is_sheet = tag == "style" and not attributes.get("media")
        elif self._visibility.is_affected and self._visibility.is_inside_hidden:
            return
        elif tag in _BLOCKS:
            self._start_block(tag, attributes)
        elif tag == "cite" and self._opens and self._closed:
            self._signs = True
        elif tag == "img":
            self._read_image(attributes)
        elif tag in _CELLS:
            if self._tables:
                self._tables[-1].gaps.append((len(self._parts), MARK if self._quotes and not self._opens else ""))
            self._parts.append(" ")

    def _read_image(self, attributes: Mapping[str, str]) -> None:
        """Write the character that an image stands for; keep the words that describe another one."""
        alternative = attributes.get("alt") or ""
        if _EMOJI.fullmatch(alternative):
            self.data(alternative)
        elif not self._dropped and not _DOT.fullmatch(attributes.get("width") or ""):
            self.captions += filter(_is_caption, (alternative, attributes.get("title") or ""))

    def _enter(self, tag: str, attributes: Mapping[str, str]) -> None:
        """Go one element deeper; whether it is visible is asked only where it may differ from what it stands in."""
        if (attributes and not JUDGED.isdisjoint(attributes)) or tag in UNSHOWN or tag in self._visibility.shown_tags:
            self._visibility.enter(tag, attributes)
        else:
            self._visibility.depth += 1

    def _start_block(self, tag: str, attributes: Mapping[str, str]) -> None:
        # The mark is written with the first text: an item that holds a paragraph is still one line.
        self._item = tag == "li" or (self._item and tag != "ul")
        if tag == "blockquote" and not self._quotes and self._quoted:
            self._parts.append("\n>\n")
        self._quotes += tag == "blockquote"
        self._opens = self._quotes > 0
        self._signs = bool(self._quotes) and tag == "footer"
        self._closed = False
        self._parts.append("\n")
        if tag == "table":
            if self._tables:
                self._tables[-1].shape.holds_table = True
            self._tables.append(_Table(TableShape.of(attributes)))

    def end(self, tag: str) -> None:
        is_hidden = False
        if self._visibility.is_affected:
            is_hidden = self._visibility.is_inside_hidden
            self._visibility.leave()
        elif self._visibility.depth:
            self._visibility.depth -= 1
        if tag in _DROPPED:
            self._dropped = max(0, self._dropped - 1)
            self._is_sheet = False
        elif is_hidden:
            return
        elif tag in _BLOCKS:
            self._item = self._item and tag != "li"
            self._quotes = max(0, self._quotes - (tag == "blockquote"))
            self._quoted |= tag == "blockquote"
            self._opens = self._closed = self._quotes > 0
            self._signs = False
            self._parts.append("\n")
            if tag == "table" and self._tables:
                self._end_table(self._tables.pop())

    def _end_table(self, table: _Table) -> None:
        """Start a line for every cell of a layout table."""
        if table.shape.is_layout():
            for place, mark in table.gaps:
                self._parts[place] = f"\n{mark}"

    def data(self, text: str) -> None:
        if self._is_sheet:
            self._visibility.read_sheet(text)
        if self._dropped or (self._visibility.is_affected and not self._visibility.is_visible):
            return
        if self._tables:
            self._tables[-1].shape.note_text(text)
        if not text.isspace():
            self._begin(text)
        plain = text.isprintable() and "  " not in text
        self._parts.append(text if plain else _SPACES.sub(" ", text))

    def _begin(self, text: str) -> None:
        """Write pending marks before the text."""
        if self._item:
            self._parts.append("- ")
        elif self._opens:
            self._parts.append(MARK + (SIGNATURE if self._signs and not DASH.match(text) else ""))
        self._item = self._opens = self._closed = self._signs = False
        self._quoted &= self._quotes > 0

    def comment(self, text: str) -> None:
        """Ignore comments."""

    def pi(self, target: str, text: str | None = None) -> None:
        """Ignore processing instructions."""

    def close(self) -> None:
        """Required by lxml."""

    def take(self) -> tuple[str, list[str]]:
        """The collected text, and what images say in words; resets the state."""
        captions = dict.fromkeys(" ".join(each.split()) for each in self.captions)
        taken = "".join(self._parts), list(captions)[:MAX_CAPTIONS]
        self._reset()
        return taken


_PARSERS: list[tuple[_Collector, Any]] = []
"""Idle parsers, reused because creating one takes longer than parsing a teaser; one thread takes one out at a time."""
