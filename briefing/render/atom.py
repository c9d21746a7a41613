"""Renders threads as an Atom feed (RFC 4287): an entry keeps its id while its thread grows."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Sequence
from datetime import datetime
from xml.etree import ElementTree

from briefing.model import Brief, Briefing
from briefing.render import captions, html
from briefing.render.public_data import public_data
from briefing.render.story_view import Story, briefing_story
from briefing.render.text_layout import Layout
from briefing.sanitizer import clean_line
from briefing.version import __version__

_ATOM = "http://www.w3.org/2005/Atom"
_LINKS = 20
"""Maximum links of an entry; its content lists the cited articles."""


def briefing(briefing: Briefing, layout: Layout) -> str:
    """Render the briefing as a feed, one entry a thread."""
    feed = _feed(_urn("feed"), "Briefing", briefing, captions.window(briefing, layout.zone))
    for brief in briefing.briefs:
        _entry(feed, brief, briefing_story(brief, briefing.since, layout), briefing.generated_at)
    return _text(feed)


def site_feed(
    briefing: Briefing, layout: Layout, title: str, base: str, name: str, page_of: Callable[[str], str]
) -> str:
    """Render the briefing as the feed of a site, which stays the same while its stories do.

    Args:
        briefing: the briefing.
        layout: number of quotes and time zone.
        title: title of the site.
        base: address of the site, with a slash at its end. With one, feed and entries have their addresses as ids, and
            entries lead to the pages of their stories; else to the newest article.
        name: name of the feed in the site.
        page_of: name of the page of a thread.
    """
    feed = _feed(base + name if base else _urn("feed"), title, briefing)
    if base:
        _add(feed, "link", rel="self", type="application/atom+xml", href=base + name)
        _add(feed, "link", rel="alternate", type="text/html", href=base)
    for brief in briefing.briefs:
        story = briefing_story(brief, briefing.since_of(brief), layout)
        _entry(feed, brief, story, briefing.generated_at, base + page_of(brief.thread.id) if base else "")
    return _text(feed)


def _feed(id_: str, title: str, briefing: Briefing, subtitle: str = "") -> ElementTree.Element:
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(feed, "id", id_)
    _add(feed, "title", title)
    if subtitle:
        _add(feed, "subtitle", subtitle)
    _add(feed, "updated", _time(briefing.until or briefing.generated_at))
    _add(feed, "generator", "briefing", version=__version__)
    _add(_add(feed, "author"), "name", "briefing")
    return feed


def _text(feed: ElementTree.Element) -> str:
    ElementTree.indent(feed, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(feed, encoding="unicode")}\n'


def _entry(feed: ElementTree.Element, brief: Brief, story: Story, now: datetime, page: str = "") -> None:
    """Add an entry; with the address of a page, which is its id and what it leads to."""
    entry = _add(feed, "entry")
    arrivals = [ref.added for ref in brief.articles] + [line.added for line in (*brief.new, *brief.update)]
    _add(entry, "id", page or _urn(f"thread:{brief.thread.id}"))
    _add(entry, "title", story.title)
    _add(entry, "updated", _time(max(filter(None, arrivals), default=brief.thread.last or now)))
    if brief.thread.first:
        _add(entry, "published", _time(brief.thread.first))
    links = [*filter(None, (page,)), *(link for ref in brief.articles if (link := captions.link(ref.url)))]
    for number, link in enumerate(links[:_LINKS]):
        _add(entry, "link", rel="related" if number else "alternate", href=link)
    for name in _names(brief.thread.names):
        _add(entry, "category", term=name)
    if lines := brief.update or brief.lead:
        _add(entry, "summary", clean_line(lines[0].text))
    _add(entry, "content", str(html.story_markup(story, "Sources", titled=False)), type="html")


def _add(parent: ElementTree.Element, name: str, text: str = "", **attributes: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name, attributes)
    child.text = text or None
    return child


def _names(names: Sequence[str]) -> list[str]:
    return [cleaned for name in names if (cleaned := clean_line(name))]


def _urn(name: str) -> str:
    """A URN that is stable for a thread."""
    return uuid.uuid5(uuid.NAMESPACE_URL, f"briefing:{name}").urn


def _time(when: datetime) -> str:
    return str(public_data(when))
