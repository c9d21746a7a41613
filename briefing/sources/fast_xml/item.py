"""Reads one item or entry of a well-formed feed into fields with feedparser's names and rules."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, Protocol

from briefing.sources.fast_xml import field_elements
from briefing.sources.fast_xml.elements import Names, UnusualError, attributes, bare_text, repaired, resolved

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_REFERENCE = re.compile(r"&([A-Za-z0-9_]+);")


class FeedState(Protocol):
    """State that an item shares with the feed and with earlier items."""

    names: Names
    is_atom: bool
    based: bool
    title_depth: int


class Item:
    """Parser state of one item or entry."""

    def __init__(self, feed: FeedState) -> None:
        self.feed = feed
        self.fields: dict[str, Any] = {}
        self.depths: dict[str, int] = {}
        self.has_content = False

    def read(self, parent: Element, depth: int) -> None:
        """Merge the fields of the elements in `parent`, at the given depth, into the item; errors as `Feed.read`."""
        names = self.feed.names
        for element in parent:
            name = names.of(element)
            if name == "link":
                self._link(element)
            elif name in field_elements.TITLES:
                self._title(element, name, depth)
            elif name in field_elements.DESCRIPTIONS or name in field_elements.SUMMARIES:
                self._summary(element, name, depth)
            elif name in field_elements.IDS:
                self._id(element, depth)
            elif name in field_elements.DATES:
                self._date(element, field_elements.DATES[name], depth)
            elif name in field_elements.AUTHORS:
                self._author(element, depth)
            elif name in field_elements.CONTENTS:
                self._content(element, "text/plain" if name == "content" else "text/html")
            elif name in field_elements.SUPPLEMENTS:
                self._supplement(element, name, depth)
            elif name in ("source", "image", "feedburner_origlink"):
                self._other(element, name, depth)
            elif name in field_elements.LEFT_ALONE or (len(element) and name in field_elements.SKIPPED):
                raise UnusualError
            elif len(element):
                self.read(element, depth + 1)

    def _put(self, name: str, value: str, depth: int) -> None:
        """Set a field, unless it is set from a shallower depth."""
        if depth <= self.depths.get(name, depth):
            self.depths[name] = depth
            self.fields[name] = value

    def _title(self, element: Element, name: str, depth: int) -> None:
        text, kind = content_of(element, "text/plain")
        if not -1 < self.feed.title_depth <= depth:
            self._put("title", text, depth)
            self.fields["title_detail"] = {"type": kind}
        if text and name != "media_title":
            self.feed.title_depth = depth

    def _summary(self, element: Element, name: str, depth: int) -> None:
        if "summary" in self.fields and not self.has_content:
            self._content(element, "text/plain")  # a second one becomes the content
            return
        kind = "text/html" if name in field_elements.DESCRIPTIONS else "text/plain"
        text, kind = content_of(element, kind)
        self._put("summary", text, depth)
        self.fields["summary_detail"] = {"type": kind}

    def _content(self, element: Element, default: str) -> None:
        self.has_content = True
        text, kind = content_of(element, default)
        self.fields.setdefault("content", []).append({"type": kind, "value": text})
        if kind == "text/plain" or kind in field_elements.HTML:
            self.fields.setdefault("summary", text)

    def _link(self, element: Element) -> None:
        attrs, links = attributes(element), self.fields.setdefault("links", [])
        link = {"rel": attrs.get("rel", "alternate")}
        kind = attrs.get("type", "application/atom+xml" if link["rel"] == "self" else "text/html")
        href = attrs.get("url", attrs.get("uri", attrs.get("href", "")))
        links.append(link)
        if link["rel"] in ("enclosure", "replies"):
            link |= {name: attrs[name] for name in ("length", "title") if name in attrs}
            link["type"] = field_elements.TYPES.get(kind, kind)
        if href or "href" in attrs:
            link["href"] = resolved(href, self.feed.based)
            if link["rel"] == "alternate" and field_elements.TYPES.get(kind, kind) in field_elements.HTML:
                self.fields["link"] = link["href"]
            if len(element):
                raise UnusualError
            return
        text = repaired(resolved(bare_text(element).strip(), self.feed.based))
        if "&" in text:
            text = _REFERENCE.sub(r"&\g<1>", text.replace("&amp;", "&"))
        self.fields["link"] = text
        if text:
            link["href"] = text

    def _supplement(self, element: Element, name: str, depth: int) -> None:
        """Read what the item carries beside its text: files, the page with comments, categories."""
        attrs = attributes(element)
        if name == "enclosure":
            link = {**attrs, "rel": "enclosure"}
            if url := attrs.get("url", attrs.get("uri", attrs.get("href", ""))):
                link["href"] = url
            self.fields.setdefault("links", []).append(link)
            bare_text(element)
        elif name == "comments":
            self._put(name, repaired(resolved(bare_text(element).strip(), self.feed.based)), depth)
        elif name == "media_content":
            self.fields.setdefault(name, []).append(dict(attrs))
            self.read(element, depth + 1)
        else:
            self._category(attrs, repaired(bare_text(element).strip()))

    def _category(self, attrs: Mapping[str, str], text: str) -> None:
        """Add a category as feedparser does: the text of one becomes the term of the last that has none."""
        scheme, tags = attrs.get("scheme", attrs.get("domain")), self.fields.setdefault("tags", [])
        tag = {"term": attrs.get("term"), "scheme": scheme, "label": attrs.get("label")}
        if any(tag.values()) and tag not in tags:
            tags.append(tag)
        if text and tags and not tags[-1]["term"]:
            tags[-1]["term"] = text
        elif text and (tag := {"term": text, "scheme": None, "label": None}) not in tags:
            tags.append(tag)

    def _id(self, element: Element, depth: int) -> None:
        is_link = attributes(element).get("ispermalink", "true") == "true"
        text = bare_text(element).strip()
        text = repaired(resolved(text, self.feed.based) if is_link else text)
        self._put("id", text, depth)
        self.fields.setdefault("guidislink", is_link and "link" not in self.fields)
        if is_link:
            self.fields.setdefault("link", text)

    def _date(self, element: Element, name: str, depth: int) -> None:
        self._put(name, repaired(bare_text(element).strip()), depth)

    def _author(self, element: Element, depth: int) -> None:
        if not len(element):
            self._put("author", repaired(bare_text(element).strip()), depth)
            return
        parts, text = {"name": "", "email": ""}, element.text or ""
        for child in element:
            name = self.feed.names.of(child)
            if name not in ("name", "email", "uri", "url", "homepage") and (
                "_" not in name or name in field_elements.NAMED
            ):
                raise UnusualError
            parts[name] = bare_text(child).strip()
            if "_" in name and parts[name]:
                raise UnusualError
            text += child.tail or ""
        before = self.fields.get("author")
        if before and ("@" in before or not parts["name"]):
            raise UnusualError  # feedparser mixes fields of the two
        self._put("author", repaired(text.strip()), depth)
        if parts["name"] or parts["email"]:
            both = f"{parts['name']} ({parts['email']})"
            self.fields["author"] = both if parts["name"] and parts["email"] else parts["name"] or parts["email"]

    def _other(self, element: Element, name: str, depth: int) -> None:
        attrs = attributes(element)
        if name == "feedburner_origlink":
            if attrs:
                raise UnusualError
            self._put(name, repaired(bare_text(element).strip()), depth)
        elif name == "image":
            self.feed.title_depth = -1
            bare_text(element)
        elif len(element):
            if not self.feed.is_atom:
                raise UnusualError
            self._source(element, depth)
        else:
            self.feed.title_depth = -1
            text = repaired(bare_text(element).strip())
            self.fields["source"] = {"title": text} if text else {}

    def _source(self, element: Element, depth: int) -> None:
        """Read the source feed of an Atom entry; an entry's own title replaces its title."""
        self.feed.title_depth = -1
        self.fields["source"] = {}
        for child in element.iterdescendants():
            name = self.feed.names.of(child)
            if name not in field_elements.OF_A_SOURCE:
                raise UnusualError
            if name == "title" and bare_text(child).strip():
                self.feed.title_depth = depth + 1


def content_of(element: Element, default: str) -> tuple[str, str]:
    """A text that may hold markup, and its type."""
    attrs = attributes(element)
    kind = attrs.get("type", default).lower()
    kind = field_elements.TYPES.get(kind, kind)
    if ("/" in kind and not kind.startswith("text/")) or attrs.get("mode") == "base64":
        raise UnusualError  # XHTML, or encoded data
    return repaired(bare_text(element).strip()), kind
