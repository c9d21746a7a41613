"""Renamed outlets: in articles, counts, briefs and quotes, and in what clustering knows."""

from __future__ import annotations

from dataclasses import replace

from briefing.model import Article, Citation, Source
from briefing.store import Store, outlets, quotes, sources, threads
from briefing.store.outlets import Naming
from briefing.store.stored_values import ThreadRecord
from tests.store.factories import article, quote, record, source, store_drafts, thread_up

OLD, TOP = 'World - "Star".example', "The Star | Top"


def told(store: Store, *members: Article) -> None:
    """Store articles and their thread, with a brief and a quote that cite them."""
    store_drafts(store, *(replace(member, source_id=source().id) for member in members))
    made = record("t1", *members)
    cited = tuple(Citation(member.id, 0, 4, member.outlet) for member in members)
    said = replace(quote(f'He said "outlet":"{OLD}".', "Ann", members[0], "t1"), sources=cited)
    brief = replace(made.brief, quotes=(said,), outlets=tuple(member.outlet for member in members))
    thread_up(store, ThreadRecord(brief, 1.0))


def naming(*earlier: str, name: str = "The Star") -> Naming:
    return Naming(source().id, "star.example", name, earlier)


def test_an_outlet_is_renamed_wherever_it_is_named(store: Store) -> None:
    told(store, article("a", outlet=OLD), article("b", outlet=TOP), article("c", outlet="Reuters"))
    outlets.write(store, [naming(OLD, TOP, "")])
    brief = threads.brief(store, "t1")
    assert brief is not None
    assert brief.outlets == ("The Star", "Reuters")
    (said,) = quotes.listed(store)
    assert said == brief.quotes[0]
    assert [cited.outlet for cited in said.sources] == ["The Star", "The Star", "Reuters"]
    assert said.text == f'He said "outlet":"{OLD}".'
    (row,) = threads.listed(store)
    assert row.outlets == 2
    assert store.row("SELECT behind FROM thread") == (2,)
    state = sources.states(store)[source().id]
    assert (state.site, state.outlet) == ("star.example", "The Star")


def test_articles_of_other_sources_keep_their_outlet(store: Store) -> None:
    told(store, article("a", outlet=OLD))
    store.run("UPDATE article SET source_id = 'other'")
    outlets.write(store, [naming(OLD)])
    assert store.row("SELECT outlet FROM article") == (OLD,)
    assert store.row("SELECT behind FROM thread") == (0,)


def test_a_name_that_stays_changes_nothing(store: Store) -> None:
    told(store, article("a", outlet="The Star"))
    outlets.write(store, [naming("The Star")])
    assert store.row("SELECT behind FROM thread") == (0,)


def test_what_clustering_knows_of_a_source_goes_with_its_name(store: Store) -> None:
    told(store, article("a", outlet=OLD), article("b", outlet=TOP))
    for name, seen in ((OLD, 5), (TOP, 3), ("Reuters", 1)):
        store.run("INSERT INTO usage (source, articles, terms) VALUES (?, ?, x'')", (name.casefold(), seen))
    outlets.write(store, [naming(OLD, TOP)])
    assert [name for (name,) in store.rows("SELECT source FROM usage ORDER BY source")] == ["reuters", "the star"]


def test_addresses_of_a_source(store: Store) -> None:
    told(store, article("a"), article("b"))
    assert sorted(outlets.urls(store, source().id)) == ["https://news.example/a", "https://news.example/b"]
    assert outlets.urls(store, "other") == []


def test_a_feed_at_a_new_address_is_renamed_from_the_name_of_the_old_one(store: Store) -> None:
    told(store, article("a", outlet="The Star"))
    outlets.write(store, [naming(name="The Star")])
    new = Source("new", "feed", "https://star.example/feed")
    sources.configure(store, [new])
    sources.inherit(store, [(new.id, source().id)])
    outlet = sources.states(store)[new.id].outlet
    outlets.write(store, [Naming(new.id, "star.example", "My paper", ("", outlet))])
    assert store.row("SELECT outlet FROM article") == ("My paper",)
