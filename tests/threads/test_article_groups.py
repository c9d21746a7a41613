from __future__ import annotations

import random
from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from briefing.config import ThreadsConfig
from briefing.model import AnnotatedArticle, Thread
from briefing.threads.article_groups import group_articles
from briefing.threads.clustering.clusterer import Clusterer
from briefing.threads.clustering.thread_ids import free_id
from tests.conftest import examples
from tests.threads import factories as f
from tests.threads.factories import item


def partition(threads: list[Thread]) -> set[tuple[str, frozenset[str]]]:
    return {(thread.id, frozenset(thread.article_ids)) for thread in threads}


def test_reports_of_one_story_are_one_thread() -> None:
    quakes = [item(text, at=f.NOON) for text in (f.QUAKE, f.QUAKE_TWO, f.QUAKE_THREE)]
    calls = [item(text, at=f.NOON) for text in (f.CALL, f.CALL_TWO)]
    cup = item(f.CUP, at=f.NOON)
    threads = group_articles([quakes[0], calls[0], quakes[1], cup, calls[1], quakes[2]])
    assert [set(thread.article_ids) for thread in threads] == [
        {quake.article.id for quake in quakes},
        {call.article.id for call in calls},
        {cup.article.id},
    ]


def test_every_article_is_in_one_thread_even_without_words() -> None:
    items = [item(text) for text in ("", "the of and", "?!", "\x00\x1b[2J", f.QUAKE)]
    found = [id_ for thread in group_articles(items) for id_ in thread.article_ids]
    assert sorted(found) == sorted(one.article.id for one in items)


def test_an_article_given_twice_counts_once() -> None:
    one = item(f.QUAKE)
    assert [thread.article_ids for thread in group_articles([one, one])] == [(one.article.id,)]


@examples(4, soak=64)
@given(seed=st.integers(0, 10_000), shuffle=st.integers(0, 10_000))
def test_order_of_arrival_does_not_matter_within_a_batch(seed: int, shuffle: int) -> None:
    articles = [one for _, one in f.stories(seed, 5, 4)]
    mixed = random.Random(shuffle).sample(articles, len(articles))
    assert partition(group_articles(articles)) == partition(group_articles(mixed))


@examples(4, soak=64)
@given(seed=st.integers(0, 10_000), shuffle=st.integers(0, 10_000))
def test_stories_that_share_only_everyday_words_stay_apart(seed: int, shuffle: int) -> None:
    told = random.Random(shuffle).sample(f.stories(seed, 5, 4), 20)
    story_of = {one.article.id: story for story, one in told}
    for thread in group_articles(one for _, one in told):
        assert len({story_of[id_] for id_ in thread.article_ids}) == 1


def test_the_same_event_after_the_window_is_another_story() -> None:
    def told(days: float) -> AnnotatedArticle:
        return item(f"{f.QUAKE} It was day {days:.0f}.", at=f.hours(24 * days))

    assert len(group_articles([told(0), told(1)])) == 1
    assert len(group_articles([told(0), told(40)])) == 2
    assert len(group_articles([told(0), told(40)], ThreadsConfig(window_days=60, similarity=0.3))) == 1


def test_similarity_goes_from_all_apart_to_much_together() -> None:
    items = [item(text, at=f.NOON) for text in (f.QUAKE, f.QUAKE_TWO, f.QUAKE_THREE)]
    assert len(group_articles(items, ThreadsConfig(similarity=1.0))) == 3
    assert len(group_articles(items, ThreadsConfig(similarity=0.1))) == 1


def test_a_roundup_joins_but_does_not_weld() -> None:
    stories = [item(text, at=f.NOON) for text in (f.QUAKE, f.QUAKE_TWO, f.CALL, f.CALL_TWO)]
    roundup = item(f"{f.QUAKE} {f.CALL} {f.CALL_TWO} {f.QUAKE_TWO}", "Morning briefing: Peru, Petro", at=f.NOON)
    threads = group_articles([*stories, roundup])
    assert {frozenset(t.article_ids) - {roundup.article.id} for t in threads} >= {
        frozenset(s.article.id for s in stories[:2]),
        frozenset(s.article.id for s in stories[2:]),
    }


@examples(4, soak=64)
@given(seed=st.integers(0, 10_000), size=st.integers(1, 9))
def test_articles_are_grouped_in_batches_of_a_size(seed: int, size: int) -> None:
    articles = [one for _, one in f.stories(seed, 4, 6)]
    assert partition(group_articles(articles, batch=size)) == {*threaded(articles, size).items()}


def threaded(told: Sequence[AnnotatedArticle], size: int) -> dict[str, frozenset[str]]:
    """Return the articles of each thread, by batches of a size."""
    clusterer, homes = Clusterer(), dict[str, str]()
    for start in range(0, len(told), size):
        batch = told[start : start + size]
        f.follow(homes, batch, clusterer.add_all(batch))
    return {home: frozenset(id_ for id_ in homes if homes[id_] == home) for home in homes.values()}


@examples(5, soak=80)
@given(
    seed=st.integers(0, 10_000),
    shuffle=st.integers(0, 10_000),
    sizes=st.tuples(st.integers(1, 24), st.integers(1, 24)),
)
def test_order_and_batches_do_not_matter_where_stories_are_clear(
    seed: int, shuffle: int, sizes: tuple[int, int]
) -> None:
    """Across batches only the id of a thread depends on who came first; pairs near the threshold are not clear."""
    told = [one for _, one in f.stories(seed, 4, 6, everyday=2)]
    mixed = random.Random(shuffle).sample(told, len(told))
    one, other = threaded(told, sizes[0]), threaded(mixed, sizes[1])
    assert set(one.values()) == set(other.values())
    for threads, order in ((one, told), (other, mixed)):
        places = {
            each.article.id: place // size for size in [sizes[order is mixed]] for place, each in enumerate(order)
        }
        for id_, members in threads.items():
            first = min(places[member] for member in members)
            assert id_ in {free_id(member, ()) for member in members if places[member] == first}


@examples(4, soak=64)
@given(seed=st.integers(0, 10_000), shuffle=st.integers(0, 10_000), size=st.integers(5, 20))
def test_order_within_batches_never_matters(seed: int, shuffle: int, size: int) -> None:
    told = [one for _, one in f.stories(seed, 6, 8)]
    chance = random.Random(shuffle)
    chance.shuffle(told)
    again = []
    for start in range(0, len(told), size):
        batch = told[start : start + size]
        again += chance.sample(batch, len(batch))
    assert threaded(told, size) == threaded(again, size)


def test_entries_of_a_list_are_threads_by_headline() -> None:
    games = {
        "Reef Racer": "submarines, anchors, corals, snorkels, atolls",
        "Harbour Tycoon": "cranes, containers, tugboats, stevedores, pontoons",
        "Ferry Captain": "timetables, gangways, galleys, lifeboats",
        "Dam Builder": "concrete, turbines, spillways, sluices, penstocks",
        "Canal Pilot": "barges, weirs, towpaths, bargemen, aqueducts",
        "Tidal Quest": "pirates, parrots, doubloons, cutlasses, galleons",
        "Glacier Run": "skis, avalanches, crampons, seracs, icefalls",
        "Orchard Wars": "cherries, ladders, wasps, grafters, beehives",
        "Lantern Knight": "dragons, gargoyles, gauntlets, crossbows, moats",
        "Meadow Chess": "sheep, pawns, shears, clover, hedgehogs",
    }
    forms = ("{} ({}) was added and is broken", "{} ({}): broken => running on most machines")
    entries = [
        item(form.format(game, matter), game, at=f.hours(at), outlet="List")
        for form, at in zip(forms, (8, 17), strict=True)  # in the evening, and the next morning
        for game, matter in games.items()
    ]
    sequel = item(
        forms[0].format("Reef Racer Deluxe", games["Reef Racer"]), "Reef Racer Deluxe", at=f.NOON, outlet="List"
    )
    assert len(group_articles([entries[0], sequel])) == 1
    threads = [group_articles([*entries, sequel], batch=batch) for batch in (1000, 3)]
    assert [len(each) for each in threads] == [len(games) + 1] * 2
    titles = {entry.article.id: entry.article.title for entry in (*entries, sequel)}
    assert all(len({titles[id_] for id_ in thread.article_ids}) == 1 for each in threads for thread in each)
