"""Reads a well-formed feed: title and items, in the order in which feedparser processes the elements."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from briefing.sources.fast_xml import field_elements
from briefing.sources.fast_xml.elements import RDF, Names, UnusualError, attributes, bare_text
from briefing.sources.fast_xml.item import Item, content_of
from briefing.sources.feedparser_fields import entry_of
from briefing.sources.raw_feed import RawFeed

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_TAGS = 400_000
"""Maximum number of tags; larger feeds go to `feedparser_adapter`, which has its own limit."""

_DTD = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_DECLARED = re.compile(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([^\"']*)", re.IGNORECASE)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([^\"';\s]+)", re.IGNORECASE)
_VERSION = re.compile(rb"\s*<\?xml\s+version\s*=\s*[\"']1\.0[\"']")
_BASE = re.compile(rb"\bbase\s*=", re.IGNORECASE)
_UTF8 = ("utf-8", "utf8")
_ATOM = "http://www.w3.org/2005/atom"
_RSS_1 = ("http://purl.org/rss/1.0/", "http://my.netscape.com/rdf/simple/0.9/")


def read_wellformed(body: bytes, *, content_type: str, limit: int) -> RawFeed | None:
    """Parse a feed, at most the first `limit` entries; None if feedparser has to parse it."""
    if body.count(b"<") > MAX_TAGS or not _is_plain_utf8(body, content_type):
        return None
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(body, parser)
    except (etree.LxmlError, ValueError):
        return None
    if len(parser.error_log) or root.getroottree().docinfo.internalDTD is not None:
        return None
    try:
        return _FeedState(limit, b"base" in body.lower() and _BASE.search(body) is not None).read(root)
    except UnusualError:
        return None


def _is_plain_utf8(body: bytes, content_type: str) -> bool:
    """Whether a feed is XML 1.0 without a DTD and UTF-8 by all its declarations."""
    start = body[:4096].removeprefix(b"\xef\xbb\xbf")
    declared, charset = _DECLARED.match(start), _CHARSET.search(content_type)
    encodings = [declared[1].decode("latin-1") if declared else "utf-8", charset[1] if charset else "utf-8"]
    if b"\0" in start:
        return False
    versioned = not start.lstrip().startswith(b"<?xml") or _VERSION.match(start)
    return bool(versioned) and all(name.lower() in _UTF8 for name in encodings) and not _DTD.search(start)


class _FeedState:
    """Parser state of one feed; elements are processed in feedparser's order."""

    def __init__(self, limit: int, based: bool) -> None:
        self.limit = limit
        self.based = based
        self.names = Names()
        self.is_atom = False
        self.title = ""
        self.summed = False
        # Depth of the title that takes precedence over later ones at the same depth or below; -1 for none.
        self.title_depth = -1
        self.items: list[dict[str, Any]] = []

    def read(self, root: Element) -> RawFeed:
        """Read the feed below `root`.

        Raises:
            UnusualError: the feed needs feedparser.
        """
        name, spaces = self.names.of(root), {(uri or "").lower() for uri in root.nsmap.values()}
        self.is_atom = name == "feed"
        if self.is_atom and spaces.isdisjoint(_RSS_1):
            self._channel(root, 1)
        elif name == "rss":
            for child in root:
                if self.names.of(child) != "channel":
                    raise UnusualError
                self._channel(child, 2)
        elif name == "rdf_rdf" and _ATOM not in spaces and not spaces.isdisjoint(_RSS_1):
            self._rdf(root)
        else:
            raise UnusualError
        return RawFeed(self.title, tuple(entry_of(item, self.is_atom) for item in self.items))

    def _rdf(self, root: Element) -> None:
        for child in root:
            name = self.names.of(child)
            if name == "channel":
                self._channel(child, 2)
            elif name == "item":
                self._item(child, 2)
            elif name in ("image", "textinput"):
                self._image(child, 2)
            else:
                self._harmless(child)

    def _channel(self, channel: Element, depth: int) -> None:
        attrs = attributes(channel)
        if "href" in attrs or "lastmod" in attrs:
            raise UnusualError
        for child in channel:
            name = self.names.of(child)
            if name in ("item", "entry"):
                self._item(child, depth + 1)
            elif name in field_elements.TITLES:
                self._feed_title(child, name, depth + 1)
            elif name in ("image", "textinput"):
                self._image(child, depth + 1)
            else:
                self._harmless(child)

    def _feed_title(self, element: Element, name: str, depth: int) -> None:
        text, _ = content_of(element, "text/plain")
        if not -1 < self.title_depth <= depth:
            self.title = text
        if text and name != "media_title":
            self.title_depth = depth

    def _image(self, image: Element, depth: int) -> None:
        """Skip an image or a form of a feed; its title is not the feed's."""
        self.title_depth = -1
        for child in image:
            name = self.names.of(child)
            if len(child) or ("_" not in name and name not in (*field_elements.OF_AN_IMAGE, "name")):
                raise UnusualError
            if name in field_elements.TITLES and bare_text(child).strip():
                self.title_depth = depth + 1

    def _harmless(self, element: Element) -> None:
        """Skip an element of a feed after checking that feedparser would take nothing in it for a field."""
        name = self.names.of(element)
        if name in field_elements.LEFT_ALONE or name in field_elements.CONTENTS or name == "source":
            raise UnusualError
        if name in field_elements.SUMMARIES or name in field_elements.DESCRIPTIONS:
            if self.summed:
                raise UnusualError  # a second one becomes a content, even that of later entries
            self.summed = name in field_elements.SUMMARIES
        if not len(element):
            return
        if name in field_elements.SKIPPED or name in field_elements.SUMMARIES or name in field_elements.DESCRIPTIONS:
            raise UnusualError
        for each in element.iterdescendants():
            if (name := self.names.of(each)) in field_elements.LEFT_ALONE or name in field_elements.NESTED:
                raise UnusualError

    def _item(self, element: Element, depth: int) -> None:
        if len(self.items) >= self.limit:
            return
        attrs = attributes(element)
        if "href" in attrs or "lastmod" in attrs:
            raise UnusualError
        self.title_depth = -1
        item = Item(self)
        if about := attrs.get(f"{{{RDF}}}about"):
            item.fields["id"] = about
        item.read(element, depth + 1)
        self.items.append(item.fields)
