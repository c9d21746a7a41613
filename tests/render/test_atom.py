"""The feed, read again by the parsers that others read feeds with."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC
from xml.etree import ElementTree

import feedparser
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Briefing
from briefing.render import render_briefing
from briefing.render.text_layout import Layout
from briefing.sanitizer import clean_line
from tests.render.test_hostile import EVIL, spoilt
from tests.render.test_html import ATTRIBUTES, ELEMENTS, Page
from tests.render.values import BRIEFING, RAILWAY, A, day, line
from tests.table import table

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(briefing: Briefing = BRIEFING) -> ElementTree.Element:
    return ElementTree.fromstring(render_briefing(briefing, "atom", Layout(zone=UTC)).encode())


def told(entry: ElementTree.Element, name: str) -> str:
    return entry.findtext(ATOM + name) or ""


def test_feed_readers_read_it() -> None:
    parsed = feedparser.parse(render_briefing(BRIEFING, "atom", Layout(zone=UTC)))
    assert not parsed.bozo
    assert (parsed.version, parsed.feed.title) == ("atom10", "Briefing")
    assert [entry.title for entry in parsed.entries] == [brief.thread.title for brief in BRIEFING.briefs]
    assert parsed.entries[1].link == "https://example.org/b2"
    assert "Anna Keller" in [tag.term for tag in parsed.entries[1].tags]


def test_entry_has_all_that_the_standard_asks_for() -> None:
    made = feed()
    for element in (made, *made.iter(ATOM + "entry")):
        assert told(element, "id").startswith("urn:uuid:")
        assert told(element, "title")
        assert told(element, "updated").endswith("Z")
    assert made.find(f"{ATOM}author/{ATOM}name") is not None


def test_thread_that_grows_keeps_its_id_and_is_updated() -> None:
    grown = replace(RAILWAY, new=(*RAILWAY.new, line("A third meeting is planned.", A, 5)))
    before, after = (feed(replace(BRIEFING, briefs=(brief,))).find(ATOM + "entry") for brief in (RAILWAY, grown))
    assert before is not None and after is not None
    assert told(before, "id") == told(after, "id")
    assert told(before, "updated") < told(after, "updated") == day(5).isoformat().replace("+00:00", "Z")


def test_same_briefing_gives_the_same_bytes() -> None:
    later = replace(BRIEFING, generated_at=day(1))
    assert render_briefing(later, "atom", Layout(zone=UTC)) == render_briefing(BRIEFING, "atom", Layout(zone=UTC))


@table("text", EVIL)
def test_what_outlets_write_stays_text(text: str) -> None:
    check(text)


@given(st.text())
def test_any_text_stays_text(text: str) -> None:
    check(text)


def check(text: str) -> None:
    (entry,) = feed(spoilt(text)).iter(ATOM + "entry")
    assert " ".join(told(entry, "title").split()) == (clean_line(text) or "untitled")
    content = Page(told(entry, "content"))
    assert {tag for tag, _ in content.elements} <= ELEMENTS
    assert {name for _, attrs in content.elements for name in attrs} <= ATTRIBUTES
    for link in entry.iter(ATOM + "link"):
        assert link.attrib["href"].startswith(("http://", "https://"))
