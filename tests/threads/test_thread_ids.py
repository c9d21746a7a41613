"""Ids of threads are the same on every machine."""

from __future__ import annotations

from briefing.threads.clustering.thread_ids import free_id


def test_an_id_is_a_hash_of_the_articles_or_the_next_that_is_free() -> None:
    first = free_id("article", ())
    second = free_id("article", {first})
    assert (first, second, free_id("article", {first, second})) == ("5edk2jp7", "xxwr2gsd", "zrm9ntrt")
    assert second == free_id("article#1", ())
