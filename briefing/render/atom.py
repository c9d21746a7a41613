"""Renders threads as an Atom feed (RFC 4287): an entry keeps its id while its thread grows."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
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
    feed = ElementTree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _add(feed, "id", _urn("feed"))
    _add(feed, "title", "Briefing")
    _add(feed, "subtitle", captions.window(briefing, layout.zone))
    _add(feed, "updated", _time(briefing.until or briefing.generated_at))
    _add(feed, "generator", "briefing", version=__version__)
    _add(_add(feed, "author"), "name", "briefing")
    for brief in briefing.briefs:
        _entry(feed, brief, briefing_story(brief, briefing.since, layout), briefing.generated_at)
    ElementTree.indent(feed, " ")
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(feed, encoding="unicode")}\n'


def _entry(feed: ElementTree.Element, brief: Brief, story: Story, now: datetime) -> None:
    entry = _add(feed, "entry")
    arrivals = [ref.added for ref in brief.articles] + [line.added for line in (*brief.new, *brief.update)]
    _add(entry, "id", _urn(f"thread:{brief.thread.id}"))
    _add(entry, "title", story.title)
    _add(entry, "updated", _time(max(filter(None, arrivals), default=brief.thread.last or now)))
    if brief.thread.first:
        _add(entry, "published", _time(brief.thread.first))
    links = [link for ref in brief.articles if (link := captions.link(ref.url))]
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
