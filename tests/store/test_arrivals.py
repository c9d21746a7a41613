"""Arrivals that a clock which ran ahead has put into the future."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from briefing.store import Store, arrivals, key_values, sources, threads
from briefing.store.columns import to_micros
from briefing.store.stored_values import SourceState
from tests.store.factories import article, hours, source, with_thread

NOW = hours(10)
HOUR = timedelta(hours=1)


def test_articles_that_arrived_later_are_counted_by_their_dates(store: Store) -> None:
    times = {"early": (0, 0), "before": (2, 1), "after": (3, 1.5), "same": (1, 9)}
    items = [article(name, arrived=hours(at), published=hours(day)) for name, (at, day) in times.items()]
    items.append(article("undated", arrived=hours(4), published=None))
    for item in items:
        with_thread(store, item.id, item)
    assert arrivals.dated_before(store, hours(1), hours(1)) == (1, 1)
    assert arrivals.dated_before(store, hours(9), hours(1)) == (0, 0)


def test_times_of_the_future_are_pulled_back_to_the_present_at_most(store: Store) -> None:
    with_thread(store, "past", article("past", arrived=hours(9)))
    with_thread(store, "near", article("near", arrived=NOW + HOUR, published=NOW + HOUR))
    with_thread(store, "far", article("far", arrived=NOW + 5 * HOUR))
    state = SourceState(source(), 0, checked=NOW + HOUR, ok=hours(9), brought=NOW)
    sources.write_states(store, [state])
    arrivals.pull_back(store, NOW, 3 * HOUR)
    times = {row.thread.id: (row.founded, row.arrived) for row in threads.listed(store)}
    assert times == {
        "past": (hours(9), hours(9)),
        "near": (hours(8), hours(8)),
        "far": (NOW, NOW),
    }
    assert store.rows("SELECT id FROM thread WHERE behind ORDER BY id") == [("far",), ("near",)]
    assert store.row("SELECT count(*) FROM article WHERE published > fetched AND published > 0")[0] == 1
    after = sources.states(store)[source().id]
    assert (after.checked, after.ok, after.brought) == (NOW, hours(9), NOW)
    assert key_values.get(store, key_values.ARRIVED) == NOW


def test_additions_of_the_future_are_pulled_back(store: Store) -> None:
    item = article("a", arrived=hours(0))
    with_thread(store, "t", item)
    times = [NOW - HOUR, NOW, NOW + HOUR]
    data = {"article_id": item.id, "names": "é", "additions": [{"added": each.isoformat()} for each in times]}
    store.run("UPDATE content SET analysis = ?", (json.dumps(data),))
    for edited, expected in ((NOW, times), (NOW + HOUR, [NOW - HOUR, NOW, NOW - HOUR])):
        store.run("UPDATE article SET edited = ?", (to_micros(edited),))
        arrivals.pull_back(store, NOW, 2 * HOUR)
        stored = store.row("SELECT analysis FROM content")[0]
        additions = json.loads(stored)["additions"]
        assert [datetime.fromisoformat(each["added"]) for each in additions] == expected
        assert stored.isascii()
