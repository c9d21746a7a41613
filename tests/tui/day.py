"""A store with an invented day: a lead, a second tier, single rows, blogs, a watch and earlier days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.model import AnnotatedArticle
from briefing.store import Store, key_values, sources
from briefing.store.stored_values import SourceState
from tests.store import factories
from tests.tui import library
from tests.tui.library import ago, article, brief, put, quote

OUTLETS = ("Northern Post", "Daily Ledger", "Coastal Radio", "Harbour Times", "The Valley Observer", "Public Wire")

STORIES = (
    ("Parliament passes the water law after a night of debate", "The law caps what farms may take.", 6, 3),
    ("Rail strike ends as both sides accept the mediator's plan, trains to run again from Monday morning on", "", 4, 5),
    ("Storm leaves two islands without power", "Repairs will take a week, the grid operator said.", 3, 7),
    ("Court rules that the harbour sale was unlawful", "The city must buy back the quays within a year.", 2, 9),
    ("Central bank holds its rate", "Prices rose less than expected in February.", 2, 10),
    ("Search for the crew of a cutter is called off", "Ships and a plane had searched for three days.", 2, 12),
    ("School meals become free in the north", "The programme begins in autumn.", 2, 14),
    ("Opera house reopens after six years", "The first evening is sold out.", 2, 15),
)
SINGLE = (
    "Museum finds a lost map behind a cupboard",
    "Bridge closed until Thursday",
    "Wolves return to the border hills for the first time in more than a century, rangers say, and farmers want fences",
    "Ferry runs aground, nobody hurt",
)
POSTS = ("Sorting a million lines in place", "Notes on a small parser", "What I read this winter")


def reports(name: str, title: str, deck: str, outlets: Sequence[str], hours: float) -> list[AnnotatedArticle]:
    """One report of each outlet, newest first, an hour and a half apart."""
    text = deck or "The mediator had asked both sides to decide by Sunday night, and the first trains leave at five."
    return [
        article(f"{name}-{place}", title, [text], outlet=outlet, hours=hours + 1.5 * place)
        for place, outlet in enumerate(outlets)
    ]


def fill_day(store: Store) -> None:
    """Store the day; the last visit was 21 hours ago."""
    for place, (title, deck, outlets, hours) in enumerate(STORIES):
        items = reports(f"s{place}", title, deck, OUTLETS[:outlets], hours)
        quotes = []
        if place == 0:
            said = "“Water is not a commodity to be sold to whoever digs deepest,” the minister said."
            items[0] = article("s0-0", title, [deck, said], outlet=OUTLETS[0], hours=hours)
            words = "Water is not a commodity to be sold to whoever digs deepest,"
            quotes = [quote(items[0], words, "Ilse Varga"), quote(items[0], "whoever digs deepest,", "Ilse Varga")]
        put(store, brief(f"s{place}", title, items, quotes=quotes), items, 2.5 - place / 10)
    for place, title in enumerate(SINGLE):
        items = reports(f"r{place}", title, "A short report.", OUTLETS[place : place + 1], 6 + place)
        put(store, brief(f"r{place}", title, items), items, 1.0 - place / 10)
    _fill_blogs(store)
    old = article("old", "Harbour–city: the long dispute", ["It began with a lease."], outlet="Public Wire", hours=700)
    put(store, replace(brief("w0", old.article.title, [old], followed=True)), [old], -29)
    store.run("UPDATE thread SET watch = 'Harbour' WHERE id = 'w0'")
    for place in range(3):
        items = reports(f"e{place}", f"Earlier story {place}", "It was news then.", OUTLETS[:1], 60 + place)
        put(store, brief(f"e{place}", f"Earlier story {place}", items), items, -2.5)
    sources.write_states(store, [library.SOURCES[0]])
    key_values.put(store, sources.REFRESHED, ago(1 / 6))
    key_values.put(store, key_values.ARRIVED, ago(3))
    library.visited(store, 10.2)


def _fill_blogs(store: Store) -> None:
    """Store posts of two feeds: one with a tag, one without."""
    for place, title in enumerate(POSTS):
        items = reports(f"b{place}", title, "A post.", [f"Blog {min(place, 1)}"], 8 + place)
        made = brief(f"b{place}", title, items)
        made = replace(made, articles=tuple(replace(ref, kind="blog") for ref in made.articles))
        put(store, made, items, -1.0 - place / 10)
    feeds = [
        replace(factories.source("golang"), tags=("golang",)),
        replace(factories.source("b"), title="Winter Notes"),
    ]
    sources.write_states(store, [SourceState(feed, place=place) for place, feed in enumerate(feeds)])
    store.run("UPDATE article SET source_id = ? WHERE outlet = 'Blog 0'", (feeds[0].id,))
    store.run("UPDATE article SET source_id = ? WHERE outlet = 'Blog 1'", (feeds[1].id,))
    store.run("UPDATE source SET tags = 'golang' WHERE id = ?", (feeds[0].id,))
