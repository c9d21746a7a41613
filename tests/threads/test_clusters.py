from __future__ import annotations

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.config import ThreadsConfig
from briefing.threads import Clusterer
from briefing.threads.ids import ALPHABET, free_id
from tests.threads import factories as f
from tests.threads.factories import arrived, item


def test_an_article_joins_the_thread_of_its_story_and_says_why() -> None:
    clusterer = Clusterer()
    first = clusterer.add(item(f.CALL, at=f.NOON))
    second = clusterer.add(item(f.CALL_TWO, at=f.hours(3)))
    assert second.thread_id == first.thread_id
    assert (first.score, first.reasons) == (0.0, "founds the thread")
    assert 0.5 <= second.score < 1.0
    assert second.reasons.startswith("shares names Petro, Trump and terms ")
    assert {"telephone", "drugs"} & set(second.reasons.replace(";", ",").split(", "))
    assert second.reasons.endswith(f"; 3 h apart; {second.score:.2f}")


def test_a_teaser_and_the_full_article_meet() -> None:
    clusterer = Clusterer()
    full = "\n".join([f.QUAKE, *(f"Sentence {n} tells of other things like weather and roads." for n in range(40))])
    thread = clusterer.add(item(full, "Earthquake strikes coast of Peru", at=f.NOON)).thread_id
    assert clusterer.add(item("Earthquake off Peru's coast.", "Peru: earthquake near Arequipa")).thread_id == thread


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000), cut=st.integers(1, 14), size=st.integers(1, 7))
def test_a_restart_changes_nothing(seed: int, cut: int, size: int) -> None:
    articles = [one for _, one in f.stories(seed, 5, 3)]
    batches = [articles[start : start + size] for start in range(0, len(articles), size)]
    steady, restarted = Clusterer(), Clusterer()
    for number, batch in enumerate(batches):
        if number == cut % len(batches):
            restarted = Clusterer.from_state(json.loads(json.dumps(restarted.to_state())))
        assert steady.add_all(batch) == restarted.add_all(batch)
    assert steady.to_state() == restarted.to_state()


def test_threads_that_an_article_shows_to_be_one_are_told_as_moved() -> None:
    strict = Clusterer(ThreadsConfig(similarity=1.0))
    older = strict.add(item(f.QUAKE, at=f.NOON)).thread_id
    younger = strict.add(item(f.QUAKE_THREE, at=f.hours(1))).thread_id
    assert older != younger
    usual = Clusterer.from_state(strict.to_state())
    assert usual.add(item(f.CUP, at=f.hours(2))).merged == ()
    assert usual.add(item(f.QUAKE_TWO, at=f.hours(2))).merged == ((younger, older),)
    assert {group[0] for group in usual.to_state()["groups"]} & {older, younger} == {older}


def test_closed_threads_leave_the_state() -> None:
    clusterer = Clusterer(ThreadsConfig(window_days=2))
    clusterer.add(item(f.QUAKE, at=f.NOON))
    thread = clusterer.add(item(f.CUP, at=f.hours(24 * 5))).thread_id
    assert [group[0] for group in clusterer.to_state()["groups"]] == [thread]


def test_a_date_of_the_future_closes_nothing() -> None:
    clusterer = Clusterer()
    first = clusterer.add(arrived(item(f.QUAKE, at=f.NOON), f.NOON))
    clusterer.add(arrived(item(f.CUP, at=f.hours(24 * 3650)), f.hours(1)))
    assert clusterer.add(arrived(item(f.QUAKE_TWO, at=f.hours(2)), f.hours(2))).thread_id == first.thread_id


def test_an_empty_batch_gives_nothing() -> None:
    assert Clusterer().add_all([]) == []


@given(st.text(max_size=40), st.integers(0, 3))
def test_ids_are_short_stable_and_free(article_id: str, taken: int) -> None:
    used: set[str] = set()
    for _ in range(taken):
        used.add(free_id(article_id, used))
    id_ = free_id(article_id, used)
    assert len(used) == taken and id_ not in used and len(id_) == 8 and set(id_) <= set(ALPHABET)
    assert id_ == free_id(article_id, used)
