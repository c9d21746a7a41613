from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.config import ThreadsConfig
from briefing.model import AnnotatedArticle
from briefing.threads.clustering import open_threads
from briefing.threads.clustering.clusterer import Clustered, Clusterer
from briefing.threads.clustering.explanations import ROUND_UP
from briefing.threads.clustering.open_threads import PARTS
from briefing.threads.clustering.state import Part
from briefing.threads.clustering.term_vectors import UNIT
from briefing.threads.clustering.thread_ids import ALPHABET, free_id
from tests.conftest import examples
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


@examples(3, soak=48)
@given(seed=st.integers(0, 10_000), cut=st.integers(1, 14), size=st.integers(1, 7))
def test_a_restart_changes_nothing(seed: int, cut: int, size: int) -> None:
    articles = [one for _, one in f.stories(seed, 5, 3)]
    batches = [articles[start : start + size] for start in range(0, len(articles), size)]
    steady, restarted = Clusterer(), Clusterer()
    for number, batch in enumerate(batches):
        if number == cut % len(batches):
            restarted = Clusterer(state=restarted.state())
        assert steady.add_all(batch) == restarted.add_all(batch)
    assert steady.state() == restarted.state()


@examples(4, soak=64)
@given(seed=st.integers(0, 10_000), shuffle=st.integers(0, 10_000), size=st.integers(1, 9))
def test_what_is_told_is_what_is_remembered(seed: int, shuffle: int, size: int) -> None:
    """Whoever follows assignments, merges and moves has every article where the clusterer has it; so do changes."""
    told = random.Random(shuffle).sample(f.stories(seed, 4, 12), 48)
    clusterer, homes, rows, alone = Clusterer(), dict[str, str](), dict[int, Part](), set[str]()
    for start in range(0, len(told), size):
        batch = [one for _, one in told[start : start + size]]
        found = clusterer.add_all(batch)
        f.follow(homes, batch, found)
        told_here = zip(batch, found.assignments, strict=True)
        alone |= {homes[one.article.id] for one, each in told_here if each.reasons == ROUND_UP}
        changes = clusterer.take_changes()
        rows = {number: part for number, part in rows.items() if number not in changes.gone}
        rows.update((part.number, part) for part in changes.parts)
        state = clusterer.state()
        assert tuple(rows[number] for number in sorted(rows)) == state.parts
        held = {id_: part.thread_id for part in state.parts for id_ in part.articles}
        assert held == {id_: home for id_, home in homes.items() if home not in alone}
    for thread_id in set(homes.values()) - alone:
        parts = [part for part in state.parts if part.thread_id == thread_id]
        assert parts[0].born == thread_id and len(parts) <= PARTS


def test_threads_that_an_article_shows_to_be_one_are_told_as_merged() -> None:
    strict = Clusterer(ThreadsConfig(similarity=1.0))
    older = strict.add(item(f.QUAKE, at=f.NOON)).thread_id
    younger = strict.add(item(f.QUAKE_THREE, at=f.hours(1))).thread_id
    assert older != younger
    usual = Clusterer(state=strict.state())
    assert usual.add_all([item(f.CUP, at=f.hours(2))]).merged == ()
    ((old, new, why),) = usual.add_all([item(f.QUAKE_TWO, at=f.hours(2))]).merged
    assert (old, new) == (younger, older) and why.startswith("shares names Arequipa, Peru and terms")
    assert {part.thread_id for part in usual.state().parts} & {older, younger} == {older}


def welded() -> tuple[Clusterer, str, AnnotatedArticle]:
    """Return a clusterer that has put a call into the thread of an earthquake, and the call."""
    usual, quake, call = Clusterer(), item(f.QUAKE_THREE, at=f.NOON), item(f.CALL, at=f.hours(1))
    thread, other = (usual.add(each).thread_id for each in (quake, call))
    assert thread != other
    usual.join([thread, other], thread, [quake, call], lasting=False)
    return Clusterer(state=usual.state()), thread, call


def test_an_article_that_turns_out_to_tell_another_story_leaves_the_thread() -> None:
    usual, thread, call = welded()
    found = usual.add_all([item(f.CALL_TWO, at=f.hours(2)), item(f.QUAKE, at=f.hours(2))])
    other, quake = (each.thread_id for each in found.assignments)
    assert quake == thread != other
    assert found.moved == ((call.article.id, other, f"separated from {thread} by later articles"),)
    assert found.merged == ()


def test_a_thread_that_is_told_apart_again_has_the_id_it_had() -> None:
    strict = Clusterer(ThreadsConfig(similarity=1.0))
    call, quake = item(f.CALL, at=f.hours(1)), item(f.QUAKE_THREE, at=f.NOON)
    ids = [each.thread_id for each in strict.add_all([quake, call]).assignments]
    lax = Clusterer(ThreadsConfig(similarity=0.001), strict.state())
    link = item(f"{f.QUAKE_TWO} {f.CALL_TWO}", at=f.hours(2))
    assert [pair[:2] for pair in lax.add_all([link]).merged] == [(ids[1], ids[0])]
    found = Clusterer(state=lax.state()).add_all([item(f.CALL_TWO, at=f.hours(3)), item(f.QUAKE, at=f.hours(3))])
    assert (call.article.id, ids[1]) in [move[:2] for move in found.moved]


def test_threads_that_were_parted_by_hand_stay_apart() -> None:
    usual, thread, call = welded()
    quake = item(f.QUAKE_THREE, at=f.NOON)
    usual.split([thread], [quake], "made", [call])
    assert {part.thread_id: part.articles for part in usual.state().parts} == {
        thread: (quake.article.id,),
        "made": (call.article.id,),
    }
    lax = Clusterer(ThreadsConfig(similarity=0.001), usual.state())
    lax.keep_apart([("made", thread), ("made", "closed")])
    for text in (f.CALL_TWO, f.QUAKE, f.QUAKE_TWO):
        assert lax.add_all([item(text, at=f.hours(2))]).merged == ()
    assert {part.born for part in lax.state().parts} >= {"made", thread}
    assert {part.thread_id for part in lax.state().parts} == {"made", thread}


def test_when_the_oldest_articles_leave_by_hand_the_others_keep_the_id() -> None:
    clusterer = Clusterer()
    quakes = [item(text, at=f.hours(n)) for n, text in enumerate((f.QUAKE, f.QUAKE_TWO, f.QUAKE_THREE))]
    thread = clusterer.add_all(quakes).assignments[0].thread_id
    clusterer.split([thread], quakes[1:], "made", quakes[:1])
    clusterer.keep_apart([(thread, "made")])
    found = clusterer.add_all([item(f"{f.QUAKE_THREE} Again.", at=f.hours(3))])
    assert found.merged == () and found.moved == ()
    assert {part.thread_id for part in clusterer.state().parts} == {thread, "made"}


def test_closed_threads_leave_the_state(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_threads, "OPEN", 0)
    clusterer = Clusterer(ThreadsConfig(window_days=2))
    clusterer.add(item(f.QUAKE, at=f.NOON))
    thread = clusterer.add(item(f.CUP, at=f.hours(24 * 5))).thread_id
    assert [part.thread_id for part in clusterer.state().parts] == [thread]


def test_a_date_of_the_future_closes_nothing() -> None:
    clusterer = Clusterer()
    first = clusterer.add(arrived(item(f.QUAKE, at=f.NOON), f.NOON))
    clusterer.add(arrived(item(f.CUP, at=f.hours(24 * 3650)), f.hours(1)))
    assert clusterer.add(arrived(item(f.QUAKE_TWO, at=f.hours(2)), f.hours(2))).thread_id == first.thread_id


def test_an_empty_batch_gives_nothing() -> None:
    assert Clusterer().add_all([]) == Clustered()


@given(st.text(max_size=40), st.integers(0, 3))
def test_ids_are_short_stable_and_free(article_id: str, taken: int) -> None:
    used: set[str] = set()
    for _ in range(taken):
        used.add(free_id(article_id, used))
    id_ = free_id(article_id, used)
    assert len(used) == taken and id_ not in used and len(id_) == 8 and set(id_) <= set(ALPHABET)
    assert id_ == free_id(article_id, used)


def test_threads_are_known_by_their_ids_and_those_of_their_parts() -> None:
    clusterer = Clusterer()
    thread = clusterer.add(item(f.QUAKE, at=f.NOON)).thread_id
    assert clusterer.has_thread(thread)
    assert not clusterer.has_thread("elsewhere")


def test_a_closed_thread_that_is_joined_has_the_statistics_of_its_articles(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_threads, "OPEN", 0)
    clusterer = Clusterer(ThreadsConfig(window_days=2))
    quakes = [item(text, at=f.hours(at), outlet="Herald") for at, text in enumerate((f.QUAKE, f.QUAKE_TWO))]
    closed = clusterer.add_all(quakes).assignments[0].thread_id
    cup = item(f.CUP, at=f.hours(24 * 5))
    still = clusterer.add(cup).thread_id
    opinion = item("Rain tires us all.", "Opinion: rain again", at=f.hours(1))
    before = clusterer.state()
    clusterer.join([closed, still], still, [*quakes, opinion, cup])
    after = clusterer.state()
    assert (after.seen, {t: n for t, (_, n) in after.terms.items()}) == (
        before.seen,
        {t: n for t, (_, n) in before.terms.items()} | dict.fromkeys(after.terms.keys() - before.terms.keys(), 0),
    )
    (joined,) = [part for part in after.parts if quakes[0].article.id in part.articles]
    group = joined.group
    assert (group.size, group.first, group.last, group.source) == (
        *(2, f.NOON.timestamp(), f.hours(1).timestamp(), "herald"),
    )
    assert 2 * UNIT**2 < group.square < 4 * UNIT**2
    assert joined.vector.square == group.square
    assert len(after.parts) == 2


def test_a_thread_of_which_every_part_is_open_is_joined_as_it_is() -> None:
    clusterer = Clusterer()
    quake, cup = item(f.QUAKE, at=f.NOON), item(f.CUP, at=f.hours(1))
    ids = [each.thread_id for each in clusterer.add_all([quake, cup]).assignments]
    before = clusterer.state()
    clusterer.join(ids, ids[1], [quake, cup], lasting=False)
    after = clusterer.state()
    assert [part.group for part in after.parts] == [part.group for part in before.parts]
    assert {part.thread_id for part in after.parts} == {ids[1]}
    assert {part.bond for part in after.parts} == {""}
    clusterer.join(["unknown"], "unknown", [quake])
    assert clusterer.state() == after


def test_the_time_of_an_article_is_its_publication_but_never_after_its_arrival() -> None:
    def times(published: datetime | None, fetched: datetime | None) -> tuple[float | None, float | None]:
        clusterer = Clusterer()
        made = item(f.QUAKE, at=published)
        clusterer.add(replace(made, article=replace(made.article, fetched=fetched)))
        (part,) = clusterer.state().parts
        return part.group.first, part.group.last

    noon, later = f.NOON.timestamp(), f.hours(2).timestamp()
    assert times(f.NOON, f.hours(2)) == (noon, noon)
    assert times(f.hours(2), f.NOON) == (noon, noon)
    assert times(f.hours(2), None) == (later, later)
    assert times(None, f.NOON) == (noon, noon)
    assert times(None, None) == (None, None)


def test_the_source_of_an_article_is_its_outlet_in_any_case_or_its_feed() -> None:
    def source(outlet: str, feed: str) -> str:
        clusterer = Clusterer()
        made = item(f.QUAKE, outlet=outlet)
        clusterer.add(replace(made, article=replace(made.article, source_id=feed)))
        return clusterer.state().parts[0].group.source

    assert [source("Herald", "feed"), source("", "feed"), source("", "")] == ["herald", "feed", ""]


def test_of_one_batch_the_earliest_article_founds_the_thread_whatever_its_place() -> None:
    late, early, undated = item(f.QUAKE, at=f.hours(2)), item(f.QUAKE_TWO, at=f.NOON), item(f.QUAKE_THREE)
    for batch in ([late, early, undated], [undated, early, late]):
        clusterer = Clusterer()
        assigned = dict(zip([one.article.id for one in batch], clusterer.add_all(batch).assignments, strict=True))
        assert {each.thread_id for each in assigned.values()} == {free_id(early.article.id, ())}
        assert [part.articles for part in clusterer.state().parts] == [
            (one.article.id,) for one in (early, late, undated)
        ]


def test_threads_are_closed_once_the_newest_article_is_a_day_ahead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_threads, "OPEN", 0)
    clusterer = Clusterer(ThreadsConfig(window_days=2))
    clusterer.add(item(f.QUAKE, at=f.NOON))
    assert clusterer.state().newest == f.NOON.timestamp()
    clusterer.add(item(f.CUP, at=f.hours(23)))
    assert clusterer.state().newest == f.NOON.timestamp()
    clusterer.add(item(f.CALL, at=f.hours(24)))
    assert clusterer.state().newest == f.hours(24).timestamp()
    clusterer.add(item("Nobody knows zorbak or kelpor there."))
    assert clusterer.state().newest == f.hours(24).timestamp()
    clusterer.add(item("Mubako risela tadara vinlope gortase.", at=f.hours(48)))
    assert len(clusterer.state().parts) == 5
    clusterer.add(item("Dobolu sakuri nekbari hoptase.", at=f.hours(73)))
    assert [part.group.first for part in clusterer.state().parts] == [
        *(None, f.hours(48).timestamp(), f.hours(73).timestamp())
    ]
