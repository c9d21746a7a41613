"""OPML 2.0 (http://opml.org/spec2.opml): outlines with an `xmlUrl` are feeds, those around them are their tags."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import TYPE_CHECKING
from xml.sax.saxutils import quoteattr

from briefing.clean.character_references import mend_xml
from briefing.config import FeedConfig
from briefing.errors import SourceError
from briefing.sanitizer import clean_line, hide_login
from briefing.sources.encodings import decode_document
from briefing.sources.subscriptions.subscription_list import MAX_REASONS, MAX_TAGS, Subscriptions, each_once, feed_of

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_DECLARATION = re.compile(r"\A\s*<\?xml\b[^>]{0,500}\?>", re.IGNORECASE)


def read_opml(body: bytes) -> Subscriptions:
    """Parse an OPML file; tags are the outlines around a feed, outermost first, then its `category`.

    Entities are not expanded, and nothing that the file points to is read.

    Raises:
        SourceError: it is no XML, defines entities, or is XML of another kind.
    """
    root = _parse(body)
    if _name(root.tag) != "opml":
        raise SourceError(f"this is XML, but not OPML: it begins with <{clean_line(str(root.tag))[:60]}>")
    feeds: list[FeedConfig] = []
    skipped: list[str] = []
    passed_over = 0
    for attributes, above in _outlines(root):
        url = attributes.get("xmlurl", "")
        title = attributes.get("title") or attributes.get("text", "")
        feed = feed_of(url, "" if title.strip() == url.strip() else title, (*above, *_categories(attributes)))
        kind = clean_line(attributes.get("type", ""))[:40]
        is_page = "+" in kind
        if feed and not is_page:
            feeds.append(feed)
            continue
        passed_over += 1
        if passed_over <= MAX_REASONS:
            why = f"is read by FreshRSS as {kind}; here it is no feed" if is_page else "is no web address"
            skipped.append(f"outline {clean_line(title or url)[:80]!r}: {hide_login(clean_line(url))[:200]!r} {why}")
    if passed_over > MAX_REASONS:
        skipped.append(f"{passed_over - MAX_REASONS:,} more outlines are passed over, as they are no feeds")
    return Subscriptions(each_once(feeds), tuple(skipped))


def write_opml(feeds: Sequence[FeedConfig], title: str = "briefing") -> str:
    """Format feeds as OPML 2.0, in order: the first tag is the folder, the others go into `category`.

    Tags that `category` cannot say (with a comma, or a slash at an end), and those before them, are folders too.
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += ["  <head>", f"    <title>{_text(title)}</title>", "  </head>", "  <body>"]
    for folders, group in groupby(feeds, _folders):
        inner = "  " * len(folders)
        lines += [f"    {'  ' * depth}<outline text={_quoted(name)}>" for depth, name in enumerate(folders)]
        lines += [f"    {inner}{_outline(feed, feed.tags[len(folders) :])}" for feed in group]
        lines += [f"    {'  ' * depth}</outline>" for depth in reversed(range(len(folders)))]
    return "\n".join([*lines, "  </body>", "</opml>", ""])


def _folders(feed: FeedConfig) -> tuple[str, ...]:
    """The tags that become outlines around a feed."""
    behind = [place for place, tag in enumerate(feed.tags, 1) if "," in tag or tag != tag.strip("/")]
    return feed.tags[: max(1, *behind)] if behind else feed.tags[:1]


def _outline(feed: FeedConfig, categories: Sequence[str]) -> str:
    name = _quoted(feed.title or feed.url)
    category = f" category={_quoted(','.join(categories))}" if categories else ""
    return f'<outline type="rss" text={name} title={name} xmlUrl={_quoted(feed.url)}{category}/>'


def _quoted(text: str) -> str:
    return quoteattr(clean_line(text))


def _text(text: str) -> str:
    return clean_line(text).replace("&", "&amp;").replace("<", "&lt;")


def _parse(body: bytes) -> Element:
    from xml.etree.ElementTree import ParseError

    from defusedxml.common import DefusedXmlException
    from defusedxml.ElementTree import fromstring

    text = _DECLARATION.sub("", decode_document(body))
    try:
        root: Element = fromstring(mend_xml(text).strip())
        return root
    except DefusedXmlException:
        raise SourceError("the file defines XML entities, which no list of feeds needs; it is not read") from None
    except (ParseError, ValueError, LookupError) as error:
        raise SourceError(f"the XML cannot be read: {clean_line(str(error))}") from None


def _outlines(root: Element) -> Iterator[tuple[Mapping[str, str], tuple[str, ...]]]:
    """Yield the attributes of each feed outline, with the names of its enclosing outlines."""
    waiting: list[tuple[Element, tuple[str, ...]]] = [(root, ())]
    while waiting:
        element, above = waiting.pop()
        attributes = {_name(key): value for key, value in element.attrib.items()}
        if _name(element.tag) == "outline":
            if attributes.get("xmlurl"):
                yield attributes, above
            elif name := attributes.get("text") or attributes.get("title"):
                above = (*above, name)[:MAX_TAGS]
        waiting += [(child, above) for child in reversed(element)]


def _categories(attributes: Mapping[str, str]) -> list[str]:
    return [part.strip().strip("/") for part in attributes.get("category", "").split(",")]


def _name(tag: object) -> str:
    return str(tag).rpartition("}")[2].lower()
