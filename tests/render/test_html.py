"""The page: everything from outside is text, nothing is loaded, and every place that is linked to is there."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from datetime import UTC
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Brief, Briefing, Health, Mention, ThreadState
from briefing.render import render_briefing, render_hits, render_quotes, render_thread, render_threads
from briefing.render.text_layout import Layout
from briefing.sanitizer import clean_line
from tests.render.test_hostile import EVIL, spoilt
from tests.render.values import BRIEFING, HITS, QUAKE, QUOTES, RAILWAY, ROWS, day
from tests.table import table

ELEMENTS = {
    *("html", "head", "meta", "title", "style", "body", "header", "main", "footer", "nav", "article", "section"),
    *("h1", "h2", "h3", "p", "ol", "ul", "li", "a", "span", "blockquote", "cite", "code", "strong", "mark"),
}
ATTRIBUTES = {"lang", "charset", "name", "content", "http-equiv", "class", "id", "href", "rel", "dir", "value"}


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.said = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.said += data

    def all(self, attribute: str) -> list[str]:
        return [value for _, attrs in self.elements if (value := attrs.get(attribute))]


def page(briefing: Briefing = BRIEFING) -> Page:
    return Page(render_briefing(briefing, "html", Layout(zone=UTC)))


def check(made: Page) -> None:
    assert made.open == []
    assert {tag for tag, _ in made.elements} <= ELEMENTS
    assert {name for _, attrs in made.elements for name in attrs} <= ATTRIBUTES
    ids = made.all("id")
    assert len(ids) == len(set(ids))
    for target in made.all("href"):
        assert target.startswith(("http://", "https://")) or (target[0] == "#" and target[1:] in ids)


def check_policy(text: str) -> None:
    """The policy of a page forbids all but its own style sheet, which it names by its digest."""
    style = text.partition("<style>")[2].partition("</style>")[0]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert policy in Page(text).all("content")


def test_page_is_whole_and_loads_nothing() -> None:
    made = page()
    check(made)
    check_policy(render_briefing(BRIEFING, "html", Layout(zone=UTC)))
    assert "no-referrer" in made.all("content")
    for words in ("url(", "@import", "<script", "src="):
        assert words not in render_briefing(BRIEFING, "html", Layout(zone=UTC))


def test_page_says_what_the_text_says() -> None:
    made = page()
    said = " ".join(made.said.split())
    for word in render_briefing(BRIEFING, "text", Layout(zone=UTC, width=0)).split():
        assert word.replace("`", "").strip("-=*·+") in said + " ".join(made.all("href"))


def test_page_has_the_order_of_the_text() -> None:
    also = (Mention("x", "A strike in Graustark"), Mention("y", "A fair in Strelsau"))
    briefing = replace(BRIEFING, also=also, left_out=5)
    text = render_briefing(briefing, "text", Layout(zone=UTC, width=0))
    said, place = " ".join(page(briefing).said.split()), 0
    for shown in filter(None, text.splitlines()):
        words = re.sub(r"^\s*[+·]|^\[\d+\]|`", "", shown)
        for part in re.split(r"\s{2,}| — ", words.strip()):
            assert part in said[place:]
            place = said.index(part, place) + len(part)


@pytest.mark.parametrize("full", [False, True])
def test_stories_begin_with_a_list_of_them(full: bool) -> None:
    briefs = tuple(replace(QUAKE, thread=replace(QUAKE.thread, id=f"m{n}")) for n in range(4))
    made = Page(render_briefing(replace(BRIEFING, briefs=briefs), "html", Layout(zone=UTC, full=full)))
    check(made)
    assert {f"#thread-m{n}" for n in range(4)} <= set(made.all("href"))


def test_nothing_new_and_an_old_briefing_are_said() -> None:
    assert "Nothing new since" in page(replace(BRIEFING, briefs=())).said
    assert "never read" in page(Briefing(day(1), None, None)).said
    assert "Not fresh" in page(replace(BRIEFING, health=Health(1, refreshed=day(-9)))).said


def test_what_is_not_named_is_counted() -> None:
    assert "… and 3 more stories; briefing threads lists them." in page(replace(BRIEFING, left_out=3)).said


def test_commands_are_code() -> None:
    briefing = replace(BRIEFING, briefs=(replace(RAILWAY, update=RAILWAY.new[:1]),))
    made = Page(render_briefing(briefing, "html", Layout(zone=UTC, full=True)))
    assert "`" not in made.said + page(briefing).said
    assert "briefing thread k7f3qa" in made.said


@table("text", EVIL)
def test_what_outlets_write_stays_text(text: str) -> None:
    made = page(spoilt(text))
    check(made)
    assert clean_line(text) in made.said
    brief = spoilt(text).briefs[0]
    check(Page(render_thread(brief, "html", Layout(zone=UTC))))


@given(st.text())
def test_any_text_stays_text(text: str) -> None:
    made = page(spoilt(text))
    check(made)
    assert clean_line(text) in made.said


def test_lists_are_pages() -> None:
    threads = Page(render_threads([replace(ROWS[0], why="three outlets")], "html", Layout(zone=UTC)))
    quotes = Page(render_quotes(QUOTES, "html", Layout(zone=UTC)))
    hits = Page(render_hits(HITS, "html", Layout(zone=UTC)))
    for made in (threads, quotes, hits):
        check(made)
    assert [ROWS[0].thread.title in threads.said, "three outlets" in threads.said] == [True, True]
    assert [tag for tag, _ in quotes.elements].count("blockquote") == len(QUOTES)
    assert {tag for tag, _ in hits.elements} >= {"mark", "a"}
    assert "<b>both</b>" in hits.said


def test_thread_is_a_page_of_its_own() -> None:
    brief: Brief = replace(RAILWAY, thread=replace(RAILWAY.thread, state=ThreadState(read_until=day(0))))
    made = Page(render_thread(brief, "html", Layout(zone=UTC)))
    check(made)
    assert [tag for tag, _ in made.elements if tag in ("h1", "h2")] == ["h1"] + ["h2"] * 7
