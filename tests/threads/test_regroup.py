"""Threads of an earlier version are dissolved into their articles, which are clustered again under the ids they had."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace

import pytest

from briefing.config import ThreadsConfig
from briefing.model import AnnotatedArticle
from briefing.threads.clustering.clusterer import Clustered, Clusterer
from briefing.threads.clustering.former_threads import FormerPart, FormerThread
from briefing.threads.clustering.state import ClusterState
from briefing.threads.clustering.thread_ids import free_id
from tests.threads import factories as f

ROOM = 1000
"""Number of the next part of a clusterer that has room for earlier articles."""
QUAKE, QUAKE_TWO, QUAKE_THREE = (
    f.item(text, at=f.hours(number)) for number, text in enumerate((f.QUAKE, f.QUAKE_TWO, f.QUAKE_THREE))
)
CALL, CALL_TWO = f.item(f.CALL, at=f.hours(1)), f.item(f.CALL_TWO, at=f.hours(2))
CUP = f.item(f.CUP, at=f.hours(3))
EVERYTHING = [QUAKE, QUAKE_TWO, QUAKE_THREE, CALL, CALL_TWO, CUP]


def empty() -> Clusterer:
    return Clusterer(state=ClusterState(next=ROOM))


def home(item: AnnotatedArticle) -> str:
    """Id of the thread that an article founds."""
    return free_id(item.article.id, ())


def former(id_: str, *items: AnnotatedArticle) -> FormerThread:
    return FormerThread(id_, articles=items)


def kept(id_: str, *parts: FormerPart) -> FormerThread:
    return FormerThread(id_, parts=parts)


def regrouped(
    clusterer: Clusterer,
    threads: Sequence[FormerThread],
    homes: dict[str, str] | None = None,
    apart: Sequence[tuple[str, str]] = (),
) -> tuple[dict[str, str], Clustered]:
    """Article id -> thread id after threads are grouped again, as `merged` and `moved` say, and the result."""
    homes = {} if homes is None else homes
    for thread in threads:
        homes |= {item.article.id: thread.id for item in thread.articles}
        homes |= {item.article.id: thread.id for part in thread.parts for item in part.articles}
    first = min((part.number for part in clusterer.state().parts), default=ROOM)
    result = clusterer.regroup(threads, first, apart)
    f.follow(homes, [], replace(result, assignments=()))
    return homes, result


def sets(homes: dict[str, str], clusterer: Clusterer) -> set[frozenset[str]]:
    """The sets of articles that are together; asserts that the parts of the clusterer say the same."""
    together: dict[str, set[str]] = {}
    for part in clusterer.state().parts:
        assert {homes[id_] for id_ in part.articles} == {part.thread_id}
        together.setdefault(part.thread_id, set()).update(part.articles)
    return {frozenset(each) for each in together.values()}


def ids(*items: AnnotatedArticle) -> frozenset[str]:
    return frozenset(item.article.id for item in items)


RIGHT = {ids(QUAKE, QUAKE_TWO, QUAKE_THREE), ids(CALL, CALL_TWO), ids(CUP)}


@pytest.mark.parametrize(
    "threads",
    [
        [former("all", *EVERYTHING)],
        [former(home(item), item) for item in EVERYTHING],
        [former("a", QUAKE, CALL), former("b", QUAKE_TWO, CUP), former("c", QUAKE_THREE, CALL_TWO)],
    ],
    ids=["one heap", "each alone", "mixed"],
)
def test_wrong_threads_become_the_right_ones(threads: list[FormerThread]) -> None:
    clusterer = empty()
    homes, result = regrouped(clusterer, threads)
    assert sets(homes, clusterer) == RIGHT
    assert [each.thread_id for each in result.assignments] == [
        homes[item.article.id] for thread in threads for item in thread.articles
    ]


def test_grouping_again_is_like_grouping_for_the_first_time() -> None:
    items = [one for _, one in f.stories(3, 12, 6)]
    first, again = Clusterer(), empty()
    placed: dict[str, str] = {}
    f.follow(placed, items, first.add_all(items))
    threads = [former(f"heap{n}", *items[n::9]) for n in range(9)]
    homes, _ = regrouped(again, threads)
    assert sets(homes, again) == sets(placed, first)
    counts = [{term: count for term, (_, count) in each.state().terms.items()} for each in (first, again)]
    assert counts[0] == counts[1] and again.state().seen == len(items)


def test_the_oldest_article_keeps_the_id_and_those_that_leave_get_ids_of_their_own() -> None:
    homes, result = regrouped(empty(), [former("heap", CALL_TWO, CUP, QUAKE, CALL, QUAKE_TWO)])
    assert homes[QUAKE.article.id] == homes[QUAKE_TWO.article.id] == "heap"
    assert homes[CALL.article.id] == homes[CALL_TWO.article.id] == home(CALL) and homes[CUP.article.id] == home(CUP)
    assert result.merged == () and {move.id for move in result.moved} == ids(CALL, CALL_TWO, CUP)


def test_threads_of_one_story_merge_into_the_older_one() -> None:
    homes, result = regrouped(empty(), [former("younger", QUAKE_TWO, QUAKE_THREE), former("older", QUAKE)])
    assert set(homes.values()) == {"older"}
    assert [(each.id, each.thread_id) for each in result.merged] == [("younger", "older")] and result.moved == ()
    assert result.merged[0].reason.startswith("shares ")


def test_a_thread_keeps_its_id_if_older_articles_come_from_another_one() -> None:
    mixed = former("mixed", f.item(f.CUP, at=f.hours(-5)), QUAKE)
    homes, result = regrouped(empty(), [mixed, former("quakes", QUAKE_TWO)])
    assert homes[QUAKE.article.id] == homes[QUAKE_TWO.article.id] == "quakes"
    assert result.merged == () and [(each.id, each.thread_id) for each in result.moved] == [
        (QUAKE.article.id, "quakes")
    ]


def test_later_batches_find_what_is_grouped_already_and_the_older_id_stays() -> None:
    clusterer = empty()
    clusterer.add_all([QUAKE_THREE])  # news that came before the rest was grouped again
    homes = {QUAKE_THREE.article.id: home(QUAKE_THREE)}
    regrouped(clusterer, [former("second", QUAKE_TWO, CALL_TWO)], homes)
    assert homes[QUAKE_THREE.article.id] == homes[QUAKE_TWO.article.id] == "second"
    regrouped(clusterer, [former("first", QUAKE), former("calls", CALL), former("cup", CUP)], homes)
    assert sets(homes, clusterer) == RIGHT
    assert {homes[QUAKE.article.id], homes[CALL.article.id]} == {"first", "calls"}
    numbers = [part.number for part in clusterer.state().parts]
    assert len(numbers) == 6 and min(numbers) >= 0 and max(numbers) == ROOM and clusterer.state().next == ROOM + 1


def test_ids_of_threads_that_wait_are_not_given_away() -> None:
    clusterer = empty()
    clusterer.expect([home(CUP), "second"])
    homes, _ = regrouped(clusterer, [former("second", QUAKE, CUP)])
    assert homes[CUP.article.id] not in ("second", home(CUP))


@pytest.mark.parametrize(("waiting", "threads"), [(0, 1), (5000, 2)])
def test_threads_that_wait_are_stories_so_that_chance_likeness_is_no_more_than_that(waiting: int, threads: int) -> None:
    chance = random.Random(312)
    common = [f.word(chance) for _ in range(3)]
    pair = [f.item(" ".join([*common, *(f.word(chance) for _ in range(12))]), at=f.NOON) for _ in range(2)]
    clusterer = empty()
    clusterer.expect([f"t{number}" for number in range(waiting)])
    homes, _ = regrouped(clusterer, [former("one", pair[0]), former("other", pair[1])])
    assert len(set(homes.values())) == threads


def test_parts_of_a_thread_that_was_shaped_by_hand_stay_and_others_join_it() -> None:
    clusterer = empty()
    shaped = kept("joined", FormerPart("joined", "bond", (QUAKE, CUP)), FormerPart("x", "bond", (CALL,)))
    homes, result = regrouped(clusterer, [shaped, former("more", QUAKE_TWO), former("calls", CALL_TWO)])
    assert set(homes.values()) == {"more"}  # it has an older article than any part that is kept whole
    assert {each.id for each in result.merged} == {"joined", "calls"}
    parts = clusterer.state().parts
    assert [part.articles for part in parts if part.bond == "bond"] == [
        tuple(sorted(ids(QUAKE, CUP))), tuple(sorted(ids(CALL)))
    ]  # fmt: skip


def test_threads_that_were_split_by_hand_do_not_meet_again() -> None:
    clusterer = empty()
    made = kept("made", FormerPart("made", "", (QUAKE_TWO,)))
    homes, _ = regrouped(clusterer, [made, former("origin", QUAKE, QUAKE_THREE)], apart=[("made", "origin")])
    assert homes[QUAKE_TWO.article.id] == "made"
    assert homes[QUAKE.article.id] == homes[QUAKE_THREE.article.id] == "origin"
    late = f.item(
        "More rescue teams reached the coast near Arequipa, Peru, after the strong earthquake.", at=f.hours(5)
    )
    assert clusterer.add(late).thread_id in ("made", "origin")
    assert {part.thread_id for part in clusterer.state().parts} == {"made", "origin"}


def test_a_part_without_terms_is_dropped_and_its_thread_keeps_its_id() -> None:
    clusterer = empty()
    bare = f.item("", at=f.NOON)
    _, result = regrouped(clusterer, [kept("id", FormerPart("id", "", (bare,)), FormerPart("x", "", (QUAKE,)))])
    (part,) = clusterer.state().parts
    assert (part.born, part.thread_id, result) == ("id", "id", Clustered())


def test_round_ups_go_where_they_belong() -> None:
    gallery = f.item(f.QUAKE, "In pictures: earthquake strikes the coast of Peru near Arequipa", at=f.hours(-1))
    homes, result = regrouped(empty(), [former("alone", gallery), former("mixed", CUP, QUAKE, QUAKE_TWO)])
    assert homes[gallery.article.id] == homes[QUAKE.article.id] == "mixed"
    assert [(each.id, each.thread_id) for each in result.merged] == [("alone", "mixed")]
    homes, result = regrouped(empty(), [former("mixed", CUP, gallery), former("quakes", QUAKE, QUAKE_TWO)])
    assert (homes[gallery.article.id], homes[CUP.article.id]) == ("quakes", "mixed")
    assert [each.id for each in result.moved] == [gallery.article.id]
    homes, result = regrouped(empty(), [former("kept", gallery)])
    assert homes[gallery.article.id] == "kept" and result.merged == result.moved == ()


def test_round_ups_are_not_moved_to_a_thread_that_theirs_was_split_from() -> None:
    gallery = f.item(f.QUAKE, "In pictures: earthquake strikes the coast of Peru near Arequipa", at=f.hours(-1))
    made = kept("made", FormerPart("made", "", (QUAKE, QUAKE_TWO)))
    homes, result = regrouped(empty(), [made, former("origin", gallery, CUP)], apart=[("made", "origin")])
    assert homes[gallery.article.id] == homes[CUP.article.id] == "origin"
    assert result.assignments[0].reasons == "kept apart by hand from the most similar thread"
    homes, _ = regrouped(empty(), [made, former("origin", gallery)], apart=[("made", "origin")])
    assert homes[gallery.article.id] == "origin"


def test_options_hold_for_articles_that_are_grouped_again() -> None:
    strict = Clusterer(ThreadsConfig(similarity=0.95), ClusterState(next=ROOM))
    homes, _ = regrouped(strict, [former("heap", QUAKE, QUAKE_TWO, QUAKE_THREE)])
    assert len(set(homes.values())) == 3
