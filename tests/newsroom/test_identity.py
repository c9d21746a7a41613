"""Matching of the entries of feeds to stored articles, without a store."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email.utils import format_datetime
from html import escape
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Article, Source, stable_id
from briefing.newsroom.ingest.entry_identity import (
    identify,
    is_reissue,
    is_renamed,
    is_repeated,
    is_revision,
    is_same,
)
from briefing.newsroom.ingest.entry_keys import ParsedEntry
from briefing.newsroom.ingest.parse_jobs import FeedJob, read_feed
from briefing.newsroom.ingest.update_plan import make_plan
from briefing.store.stored_values import SeenEntry, SourceState, StoredArticle
from tests.newsroom.conftest import hours
from tests.table import table

PAGE = "https://maker.example/products/camera"
CAMERA = "The studio camera learns to follow faces, and costs as much as it did before, its maker says."
CLOUD = "From March on, pictures can be stored in two data centres in Sydney and one in Perth."
COLOUR = "Version eighteen brings a new wheel for shadows, which editors had asked for since last spring."
PRICE = "Dealers in Europe sell the smaller model for a third less, as a successor is on its way."


@dataclass(frozen=True)
class Item:
    """One entry as a feed writes it; None for an element that is not there."""

    title: str | None
    text: str = ""
    link: str | None = PAGE
    guid: str | None = None
    date: datetime | None = None

    def xml(self) -> str:
        fields = {"title": self.title, "description": self.text or None, "link": self.link, "guid": self.guid}
        fields["pubDate"] = format_datetime(self.date) if self.date else None
        return f"<item>{''.join(f'<{k}>{escape(v)}</{k}>' for k, v in fields.items() if v is not None)}</item>"


def rss(*items: Item) -> bytes:
    entries = "".join(item.xml() for item in items)
    return f"<?xml version='1.0'?><rss version='2.0'><channel><title>Maker</title>{entries}</channel></rss>".encode()


@dataclass
class Memory:
    """What is known and stored, as plain values."""

    known: dict[tuple[str, str], SeenEntry] = field(default_factory=dict)
    stored: dict[str, StoredArticle] = field(default_factory=dict)
    times: Iterator[int] = field(default_factory=itertools.count)

    def read(self, body: bytes, feed: str = "https://maker.example/feed", place: int = 0) -> None:
        source = Source(stable_id(feed), "feed", feed, full_text="never")
        now = hours(next(self.times))
        entries = read_feed(body, FeedJob(source, feed, "", now)).entries
        self.take(SourceState(source, place), entries, now)

    def hear(self, *items: Item, feed: str = "https://maker.example/feed", place: int = 0) -> None:
        self.read(rss(*items), feed, place)

    def take(self, state: SourceState, entries: tuple[ParsedEntry, ...], now: datetime) -> None:
        known = [heard for (source_id, _), heard in self.known.items() if source_id == state.source.id]
        done = identify(state, entries, known, self.stored)
        for old, new in done.renamed.items():
            assert not self.stored[old].thread_id
            self.stored[new] = replace(kept := self.stored.pop(old), article=replace(kept.article, id=new))
            self.known = {k: replace(h, article_id=new) if h.article_id == old else h for k, h in self.known.items()}
        plan = make_plan(state, done.entries, self.stored, now)
        assert len({draft.article.id for draft in plan.drafts}) == len(plan.drafts)
        for draft in plan.drafts:
            before = self.stored.get(draft.article.id)
            thread = before.thread_id if before else ""
            self.stored[draft.article.id] = StoredArticle(draft.article, state.place, not thread, False, thread)
        self.known |= {(state.source.id, heard.key): heard for heard in plan.entries}

    def thread(self) -> None:
        self.stored = {id_: replace(each, pending=False, thread_id="t") for id_, each in self.stored.items()}

    def forget_identifiers(self) -> None:
        """Reduce this to the state of an earlier version: one article per address, and only keys of entries."""
        self.thread()
        self.known = {
            (source_id, stable_id(f"{guids}\n{heard.address}", 16)): replace(
                heard, key=stable_id(f"{guids}\n{heard.address}", 16), guid=None, title="", published=None
            )
            for guids, ((source_id, _), heard) in enumerate(self.known.items())
        }

    def prune(self) -> None:
        self.stored = {}

    @property
    def titles(self) -> list[str]:
        return sorted(each.article.title for each in self.stored.values())

    @property
    def ids(self) -> dict[str, str]:
        return {each.article.title: id_ for id_, each in self.stored.items()}

    def article(self, title: str) -> Article:
        return self.stored[self.ids[title]].article


@pytest.fixture
def memory() -> Memory:
    return Memory()


FOUR = [
    Item("Camera update 7.9.1 for the studio", CAMERA, date=hours(-96)),
    Item("Cloud service opens in Australia", CLOUD, date=hours(-72)),
    Item("Software 18 for colour work is out", COLOUR, date=hours(-48)),
    Item("Price of the small camera falls", PRICE, date=hours(-24)),
]
TITLES = sorted(str(item.title) for item in FOUR)
KINDS: dict[str, Callable[[int], dict[str, Any]]] = {
    "distinct guids": lambda n: {"guid": f"tag:{n}"},
    "no guid": lambda n: {},
    "one guid for all": lambda n: {"guid": "news"},
    "empty guid": lambda n: {"guid": ""},
    "the address as guid": lambda n: {"guid": PAGE},
    "the front page as guid": lambda n: {"guid": "https://maker.example/"},
    "the feed as guid": lambda n: {"guid": "https://maker.example/feed"},
    "fragments": lambda n: {"link": f"{PAGE}#v{n}"},
    "fragments and one guid": lambda n: {"link": f"{PAGE}#v{n}", "guid": PAGE},
    "fragments as guids": lambda n: {"guid": f"{PAGE}#v{n}"},
    "no address": lambda n: {"link": None, "guid": "news"},
    "no address and no guid": lambda n: {"link": None},
    "the front page": lambda n: {"link": "https://maker.example", "guid": f"{n}"},
    "tracking": lambda n: {"link": f"{PAGE}?utm_content={n}"},
}


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("way", ["at once", "one more each time", "window of two"])
def test_entries_of_one_address_are_articles_of_their_own(memory: Memory, kind: str, way: str) -> None:
    items = [replace(item, **KINDS[kind](n)) for n, item in enumerate(FOUR)]
    for end in range(4 if way == "at once" else 1, 5):
        memory.hear(*reversed(items[max(0, end - 2) if way == "window of two" else 0 : end]))
        before = memory.ids
        memory.thread()
    memory.hear(*items)
    assert memory.titles == TITLES
    assert memory.ids == before
    assert {each.article.text for each in memory.stored.values()} == {CAMERA, CLOUD, COLOUR, PRICE}


@pytest.mark.parametrize("kind", ["distinct guids", "no guid", "fragments", "no address and no guid"])
def test_feed_of_one_entry_at_a_time_overwrites_nothing(memory: Memory, kind: str) -> None:
    for n, item in enumerate(FOUR):
        memory.hear(replace(item, **KINDS[kind](n)))
    assert memory.titles == TITLES


def test_order_of_entries_gives_the_same_ids() -> None:
    orders = []
    for items in itertools.permutations(FOUR):
        memory = Memory()
        memory.hear(*items)
        orders.append(memory.ids)
    assert all(ids == orders[0] for ids in orders)
    assert orders[0][str(FOUR[0].title)] == stable_id(PAGE.removeprefix("https://"))


STORY = Item("Mayor opens the new bridge", CAMERA, "https://a.example/bridge", "g1", hours(-5))
OTHER = Item("Ferry sinks in the harbour", CLOUD, "https://a.example/ferry", "g2", hours(-4))
SAME: dict[str, dict[str, Any]] = {
    "guid made anew": {"guid": "random-77"},
    "guid made anew, text corrected": {"guid": "random-77", "text": CAMERA.replace("follow", "trace")},
    "guid made anew, no text": {"guid": "random-77", "text": ""},
    "https": {"link": "http://www.a.example/bridge/"},
    "moved site": {"link": "https://b.example/2026/bridge"},
    "tracking parameters": {"link": "https://a.example/bridge?utm_source=rss&fbclid=1"},
    "other parameters": {"link": "https://a.example/bridge?visit=83"},
    "proxy": {"link": "https://feedproxy.example/~r/a/~3/x9"},
    "link left out": {"link": None},
    "edited title": {"title": "New bridge is open after years"},
    "edited title and text": {"title": "New bridge is open after years", "text": PRICE},
    "slug follows the title": {"title": "The new bridge is open", "link": "https://a.example/new-bridge", "text": ""},
    "one word": {"title": "Mayor opens a new bridge"},
    "capitals": {"title": "MAYOR OPENS THE NEW BRIDGE!"},
    "later date": {"date": hours(-3)},
    "no date": {"date": None},
    "no title": {"title": None},
    "no text": {"text": ""},
}


@pytest.mark.parametrize("change", SAME)
def test_entry_that_changes_stays_one_article(memory: Memory, change: str) -> None:
    memory.hear(OTHER, STORY)
    ids = set(memory.stored)
    memory.thread()
    for _ in range(3):
        memory.hear(replace(STORY, **SAME[change]), OTHER)
    assert set(memory.stored) == ids
    memory.hear(STORY)
    assert set(memory.stored) == ids


@pytest.mark.parametrize("change", ["edited title", "one word", "capitals", "later date", "no text", "no title"])
def test_entry_without_identifier_that_is_edited_stays_one_article(memory: Memory, change: str) -> None:
    memory.hear(replace(OTHER, guid=None), replace(STORY, guid=None))
    memory.hear(replace(STORY, guid=None, **SAME[change]), replace(OTHER, guid=None))
    assert len(memory.stored) == 2


def test_guids_that_are_made_anew_each_time_double_nothing(memory: Memory) -> None:
    for turn in range(4):
        memory.hear(*(replace(item, guid=f"{turn}-{n}") for n, item in enumerate([*FOUR, STORY])))
    assert memory.titles == sorted([*TITLES, str(STORY.title)])
    assert len(memory.known) == 5


@pytest.mark.parametrize("guids", [(None, None), ("a", "a"), ("a", "b")])
def test_same_entry_twice_in_a_document_is_one(memory: Memory, guids: tuple[str | None, str | None]) -> None:
    memory.hear(*(replace(STORY, guid=guid) for guid in guids))
    assert memory.titles == [STORY.title]


def test_entries_behind_a_repetition_are_read(memory: Memory) -> None:
    memory.hear(STORY, replace(STORY, guid="made anew"), OTHER)
    assert memory.titles == [OTHER.title, STORY.title]


def test_same_title_under_two_identifiers_is_two_where_the_texts_are(memory: Memory) -> None:
    one, two = replace(FOUR[0], title="Status", guid="1"), replace(FOUR[1], title="Status", guid="2")
    memory.hear(one)
    memory.hear(two, one)
    memory.hear(replace(FOUR[2], title="Status", guid="3"))
    assert sorted(each.article.text for each in memory.stored.values()) == sorted([CAMERA, CLOUD, COLOUR])


def test_one_guid_for_all_is_none_even_where_each_document_has_it_once(memory: Memory) -> None:
    for item, link in zip(FOUR, "abcd", strict=True):
        memory.hear(replace(item, guid="latest", link=f"https://maker.example/{link}"))
    assert memory.titles == TITLES


A, B = "https://one.example/rss", "https://two.example/rss"
TOLD = replace(STORY, guid=None)


@table(
    ("other", "articles"),
    [
        (replace(TOLD, guid="b-1"), 1),
        (replace(TOLD, title="Mayor opens new bridge", text=""), 1),
        (replace(TOLD, title="Something else altogether"), 1),
        (replace(TOLD, title="Show: a bridge I found", text=PRICE), 2),
        (replace(TOLD, title="Mayor opens the bridge of glass", text=PRICE), 2),
        (replace(TOLD, title="Show: a bridge I found", text=""), 2),
        (replace(OTHER, guid="g1"), 2),
        (replace(TOLD, title="Camera update", text=COLOUR, guid="g1"), 2),
    ],
)
def test_entry_of_another_feed_is_one_article_where_title_or_text_is_the_same(other: Item, articles: int) -> None:
    for first, second in ((A, B), (B, A)):
        memory = Memory()
        for _ in range(2):
            memory.hear(replace(STORY, guid="g1") if first == A else other, feed=first, place=int(first == B))
            memory.hear(replace(STORY, guid="g1") if second == A else other, feed=second, place=int(second == B))
        assert len(memory.stored) == articles


def test_ids_do_not_depend_on_which_feed_answers_first() -> None:
    items_of = {A: [STORY], B: [replace(TOLD, title="Show: a bridge I found", text=PRICE), FOUR[0]]}
    results = []
    for order in ((A, B), (B, A)):
        memory = Memory()
        for feed in order:
            memory.hear(*items_of[feed], feed=feed, place=int(feed == B))
        results.append(memory.ids)
        memory.thread()
        for feed in (*order, *order):
            memory.hear(*items_of[feed], feed=feed, place=int(feed == B))
        assert memory.ids == results[-1]
    assert results[0] == results[1]


def test_id_that_has_been_seen_does_not_change_for_a_feed_that_stands_before(memory: Memory) -> None:
    memory.hear(STORY, feed=B, place=1)
    memory.thread()
    before = memory.ids
    memory.hear(replace(TOLD, title="Show: a bridge I found", text=PRICE), feed=A, place=0)
    assert memory.ids.items() >= before.items()
    assert len(memory.stored) == 2


@pytest.mark.parametrize("change", [{}, {"guid": "random"}, {"link": "https://b.example/moved"}, {"title": "Edited"}])
def test_what_was_let_go_does_not_come_back(memory: Memory, change: dict[str, Any]) -> None:
    memory.hear(STORY, OTHER)
    memory.prune()
    memory.hear(replace(STORY, **change), OTHER)
    assert memory.stored == {}
    memory.hear(replace(FOUR[0], link=STORY.link))
    assert memory.titles == [FOUR[0].title]


@pytest.mark.parametrize(
    ("change", "is_new"),
    [({"text": PRICE}, False), ({"date": hours(1)}, False), ({"text": PRICE, "date": hours(1)}, True)],
)
def test_what_was_let_go_comes_back_under_its_title_with_another_text_and_date(
    memory: Memory, change: dict[str, Any], is_new: bool
) -> None:
    memory.hear(replace(STORY, guid="x1"))
    memory.prune()
    memory.hear(replace(STORY, guid="x2", **change))
    assert bool(memory.stored) is is_new


@pytest.mark.parametrize("text", [CAMERA, CLOUD])
def test_of_two_articles_an_edited_entry_is_the_one_with_its_text(memory: Memory, text: str) -> None:
    memory.hear(Item("p q r s", CAMERA), Item("p q r t", CLOUD))
    id_ = next(id_ for id_, each in memory.stored.items() if each.article.text == text)
    memory.hear(Item("p q r u", text))
    assert memory.ids["p q r u"] == id_


def identified(
    *items: Item, fingerprint: str | None = None, stored: bool = False, key: str = ""
) -> list[tuple[str, str]]:
    """Titles and ids that entries get where the first was stored by an earlier version, under its fingerprint."""
    source = Source("s", "feed", A)
    entries = read_feed(rss(*items), FeedJob(source, A, "", hours(0))).entries
    first = entries[0]
    known = SeenEntry(key or first.earlier_key, fingerprint or first.form.fingerprint, "old", None, first.form.address)
    kept = StoredArticle(replace(first.article, id="old", source_id="s", title="Old", text=""), 0, False, False, "t")
    done = identify(SourceState(source, 0), entries, [known], {"old": kept} if stored else {})
    return [(entry.article.title, entry.article.id) for entry in done.entries]


NO_LINK = replace(STORY, link=None)


def test_article_of_an_earlier_version_that_was_let_go_does_not_come_back() -> None:
    assert identified(STORY) == identified(NO_LINK) == identified(STORY, fingerprint="other") == []
    assert len(identified(STORY, key="other")) == 1
    twice = identified(STORY, replace(STORY, title="Another one", text=PRICE), fingerprint="other")
    assert [title for title, _ in twice] == [STORY.title, "Another one"]
    assert [title for title, _ in identified(STORY, replace(STORY, title="Another one", text=PRICE))] == ["Another one"]


def test_entry_without_address_is_the_article_of_an_earlier_version() -> None:
    assert identified(NO_LINK, stored=True) == [(STORY.title, "old")]


def test_only_entry_of_an_address_is_the_article_of_an_earlier_version_whatever_it_says() -> None:
    assert identified(STORY, stored=True, fingerprint="other") == [(STORY.title, "old")]
    both = identified(STORY, replace(STORY, title="Another one", guid="g9"), stored=True, fingerprint="other")
    assert "old" not in [id_ for _, id_ in both]


def test_new_entry_does_not_get_the_id_of_one_that_was_let_go(memory: Memory) -> None:
    memory.hear(replace(FOUR[0], guid="a"))
    (old,) = memory.stored
    memory.prune()
    memory.hear(replace(FOUR[0], guid="a"), replace(FOUR[1], guid="b"))
    assert memory.titles == [FOUR[1].title]
    assert old not in memory.stored


ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title>{}</feed>"""
RDF = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/">
<channel><title>T</title></channel>{}</rdf:RDF>"""
FORMATS = {
    "atom": lambda n, title: f"<entry><id>urn:{n}</id><title>{title}</title><link href='{PAGE}'/></entry>",
    "rdf": lambda n, title: f"<item rdf:about='urn:{n}'><title>{title}</title><link>{PAGE}</link></item>",
    "json": lambda n, title: f'{{"id": {n}, "title": "{title}", "url": "{PAGE}"}}',
}


@pytest.mark.parametrize("name", FORMATS)
def test_identifiers_of_every_format_count(memory: Memory, name: str) -> None:
    def body(*titles: str) -> bytes:
        items = [FORMATS[name](n, title) for n, title in enumerate(titles)]
        joined = '{{"title": "T", "items": [{}]}}'.format(",".join(items))
        return (joined if name == "json" else {"atom": ATOM, "rdf": RDF}[name].format("".join(items))).encode()

    memory.read(body("Ferry sinks", "Bridge opens"))
    ids = memory.ids
    memory.read(body("Boat goes down", "Bridge opens"))
    assert memory.ids == {"Boat goes down": ids["Ferry sinks"], "Bridge opens": ids["Bridge opens"]}


@pytest.mark.parametrize(
    ("now", "titles"),
    [
        ([replace(STORY, title="Edited beyond recognition", text=PRICE)], ["Edited beyond recognition"]),
        ([replace(STORY, guid="another")], [STORY.title]),
        ([STORY, replace(FOUR[0], link=STORY.link)], [FOUR[0].title, STORY.title]),
        ([replace(FOUR[0], link=STORY.link), replace(STORY, title="Mayor opens the bridge")],
         [FOUR[0].title, "Mayor opens the bridge"]),
        ([replace(item, link=STORY.link) for item in FOUR], [*TITLES, STORY.title]),
    ],
)  # fmt: skip
def test_article_of_an_earlier_version_is_found_again(memory: Memory, now: list[Item], titles: list[str]) -> None:
    memory.hear(STORY)
    (id_,) = memory.stored
    memory.forget_identifiers()
    for _ in range(2):
        memory.hear(*now)
        assert memory.titles == sorted(titles)
    kept = [title for title in titles if title not in TITLES]
    assert memory.ids[kept[0]] == id_
    memory.hear(*(replace(item, link=f"https://b.example/{n}") for n, item in enumerate(now)))
    assert len(memory.stored) == len(titles) or any(item.guid is None for item in now)


def test_many_entries_of_one_address_are_compared_in_bounded_time(memory: Memory) -> None:
    items = [Item(f"Release {n} of {stable_id(str(n))}", f"{COLOUR} {stable_id(str(n))} " * 5) for n in range(600)]
    memory.hear(*items[:300])
    memory.hear(*items)
    memory.hear(*(replace(item, guid=stable_id(item.text)) for item in items))
    assert len(memory.stored) == 600


WORDS = "a b c d e f g h"
"""A text of six shingles; by each of the last words that another has in place of them, it has one fewer of them."""
ONE = Article("id", "", "p q", WORDS, published=hours(-5))
LATER = hours(-4)


def like(title: str, text: str = "", published: datetime | None = ONE.published) -> Article:
    return replace(ONE, title=title, text=text, published=published)


@table(
    ("title", "text", "is_one"),
    [
        ("p q", "", True),
        ("p q r s", WORDS, True),
        ("x", "a b c d e f g x", True),
        ("x", "a b c d e f x y", False),
        ("x", "", False),
    ],
)
def test_articles_of_two_feeds_are_one_where_title_or_text_is_nearly_the_same(
    title: str, text: str, is_one: bool
) -> None:
    assert is_same(ONE, like(title, text)) is is_one
    assert is_same(like("p q r s"), like("p q r s t")) is not is_same(like("p q r"), like("p q r s"))


@table(
    ("title", "text", "published", "is_one"),
    [
        ("p q r s", "", LATER, True),
        ("p q r s t", "", LATER, False),
        ("x", "a b c d e f g x", LATER, True),
        ("x", "a b c d e f x y", LATER, False),
        ("p q 2", "", ONE.published, False),
        ("p q 2", "a b c d e f g x", ONE.published, True),
        ("p q 2", "a b c d e f g x", None, True),
        ("p q 2", "a b c d e f g x", LATER, False),
        ("p q 2", "a b c d e f x y", ONE.published, False),
    ],
)
def test_edited_form_has_half_of_the_title_or_nearly_the_text_and_the_same_numbers(
    title: str, text: str, published: datetime | None, is_one: bool
) -> None:
    assert is_revision(ONE, like(title, text, published)) is is_one


@table(
    ("text", "published", "is_one"),
    [
        ("a b c d e x y z", LATER, True),
        ("a b c d w x y z", LATER, False),
        ("a b c d w x y z", ONE.published, True),
        ("a b c d w x y z", None, True),
        ("", LATER, True),
    ],
)
def test_article_with_a_new_identifier_has_half_of_the_text_or_the_date(
    text: str, published: datetime | None, is_one: bool
) -> None:
    assert is_reissue(ONE, like("p q", text, published)) is is_one
    assert is_reissue(replace(ONE, text=""), like("p q", text, published))
    assert not is_reissue(ONE, like("x", text, published))


@table(
    ("guid", "text", "published", "is_one"),
    [
        ("g", "a b c d e x y z", LATER, True),
        ("g", "", LATER, True),
        ("g", "a b c d w x y z", ONE.published, True),
        ("g", "a b c d w x y z", LATER, False),
        ("", "a b c d e x y z", ONE.published, True),
        ("", "a b c d e x y z", LATER, False),
        ("", "a b c d w x y z", ONE.published, False),
        ("", "", None, True),
    ],
)
def test_repetition_in_one_document_has_half_of_the_text_or_without_identifier_also_the_date(
    guid: str, text: str, published: datetime | None, is_one: bool
) -> None:
    form = SeenEntry("k", "f", "id", guid)
    assert is_repeated(ParsedEntry(form, ONE), ParsedEntry(form, like("p q", text, published))) is is_one


@table(
    ("title", "text", "published", "is_one"),
    [
        ("x", "", ONE.published, True),
        ("x", "", None, True),
        ("x", "", LATER, False),
        ("p q r s t u", "", LATER, True),
        ("p q r s t u v", "", LATER, False),
        ("x", "a b c d w x y z", LATER, True),
        ("x", "a b c v w x y z", LATER, False),
    ],
)
def test_article_with_its_identifier_at_another_address_has_its_date_or_a_third_of_its_words(
    title: str, text: str, published: datetime | None, is_one: bool
) -> None:
    assert is_renamed(ONE, like(title, text, published)) is is_one
    assert not is_renamed(replace(ONE, published=None), like("x", "", published))


def test_identifier_of_another_article_at_the_same_address_counts_by_address_or_title(memory: Memory) -> None:
    memory.hear(STORY)
    ids = set(memory.stored)
    memory.hear(replace(STORY, link="https://b.example/x", text=PRICE, date=hours(-1)))
    memory.hear(replace(STORY, title="Quite another", text=COLOUR, date=hours(-1)))
    assert set(memory.stored) == ids
    memory.hear(replace(STORY, title="Nothing alike", text=CLOUD, link="https://c.example/", date=hours(2)))
    assert len(memory.stored) == 2


def test_entry_shares_its_address_with_other_articles_only() -> None:
    def shares(*items: Item) -> list[bool]:
        source = Source("s", "feed", A)
        entries = read_feed(rss(*items), FeedJob(source, A, "", hours(0))).entries
        return [entry.shares_address for entry in identify(SourceState(source, 0), entries, [], {}).entries]

    assert shares(FOUR[0], OTHER) == [False, False]
    assert shares(FOUR[0], FOUR[1], OTHER) == [True, True, False]


def test_identifier_of_two_entries_identifies_neither(memory: Memory) -> None:
    memory.hear(replace(STORY, title="Old title", text=""))
    memory.hear(
        replace(FOUR[0], guid="g1", link="https://a.example/1"), replace(FOUR[1], guid="g1", link="https://a.example/2")
    )
    assert len(memory.stored) == 3


@table(
    ("place", "threaded", "is_given"),
    [(0, False, True), (1, False, False), (2, False, False), (0, True, False)],
)
def test_id_of_an_address_goes_to_the_feed_that_stands_first(place: int, threaded: bool, is_given: bool) -> None:
    memory = Memory()
    memory.hear(STORY, feed=B, place=1)
    (id_,) = memory.stored
    if threaded:
        memory.thread()
    memory.hear(replace(FOUR[2], link=STORY.link), feed=A, place=place)
    assert memory.ids[str(FOUR[2].title if is_given else STORY.title)] == id_
    assert len(memory.stored) == 2


def test_id_that_one_entry_was_given_is_not_given_to_the_next(memory: Memory) -> None:
    memory.hear(STORY, feed=B, place=1)
    (id_,) = memory.stored
    memory.hear(replace(FOUR[2], link=STORY.link), replace(FOUR[1], link=STORY.link), feed=A, place=0)
    assert memory.ids[str(FOUR[1].title)] == id_  # the oldest
    assert len(memory.stored) == 3
    own = Memory()
    own.hear(STORY, feed=A, place=1)
    own.hear(replace(FOUR[2], link=STORY.link), feed=A, place=0)
    assert own.ids[str(STORY.title)] == id_


words = st.sampled_from(["Storm", "hits", "coast", "again", "Petro", "says", "no", "2", "3"])
items = st.builds(
    Item,
    title=st.lists(words, min_size=1, max_size=6).map(" ".join),
    text=st.lists(words, max_size=12).map(" ".join),
    link=st.sampled_from([PAGE, PAGE + "#a", "https://a.example/x", None]),
    guid=st.sampled_from([None, "a", "b", "c", PAGE, ""]),
    date=st.sampled_from([None, hours(-1), hours(-2)]),
)


@settings(max_examples=25, deadline=timedelta(seconds=5))
@given(st.lists(st.lists(items, max_size=5), min_size=1, max_size=4))
def test_whatever_feeds_say_ids_stay_and_a_repetition_changes_nothing(documents: list[list[Item]]) -> None:
    memory = Memory()
    for number, document in enumerate(documents):
        before = set(memory.stored)
        memory.hear(*document, feed=(A, B)[number % 2], place=number % 2)
        memory.thread()
        assert before <= set(memory.stored)
        stored, known = dict(memory.stored), dict(memory.known)
        memory.hear(*document, feed=(A, B)[number % 2], place=number % 2)
        assert set(memory.stored) == set(stored)
        assert memory.known.keys() == known.keys()
