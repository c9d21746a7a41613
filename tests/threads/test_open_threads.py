"""Open threads and their parts in memory, with hand-made parts."""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pytest

from briefing.threads.clustering import open_threads
from briefing.threads.clustering.merging import Merge
from briefing.threads.clustering.open_threads import PARTS, OpenThreads
from briefing.threads.clustering.similarity import DAY, Group, join
from briefing.threads.clustering.state import ClusterState, Part
from briefing.threads.clustering.term_vectors import UNIT, Vector

SQUARE = UNIT * UNIT


def vector(*terms: int) -> Vector:
    """A vector of these terms, the first the heaviest."""
    return Vector(np.array(terms, np.int32), np.array([9000 - 1000 * place for place in range(len(terms))], np.int32))


def part(number: int, thread: str, *, last: float | None = None, bond: str = "", terms: tuple[int, ...] = ()) -> Part:
    group = Group(1, SQUARE, last, last)
    return Part(number, f"b{number}", thread, group, vector(*terms or (number,)), (f"a{number}",), bond)


def memory(*parts: Part) -> OpenThreads:
    terms = {f"term{number}": (number, 1) for number in range(40)}
    return OpenThreads(ClusterState(parts, terms, next=len(parts), newest=None))


def by_thread(held: OpenThreads) -> dict[str, list[int]]:
    return {id_: list(numbers) for id_, numbers in sorted(held.threads.items())}


def merge_of(held: OpenThreads, older: int, younger: int) -> Merge:
    group = join(held.parts[older].group, held.parts[younger].group, 7)
    return Merge(older, younger, 0.5, 0.0, group, (older, younger))


def test_a_memory_resumes_from_its_state() -> None:
    held = memory(part(0, "x"), part(2, "x"), part(1, "y"))
    assert by_thread(held) == {"x": [0, 2], "y": [1]}
    assert [each.number for each in held.state().parts] == [0, 1, 2]
    assert held.ids == {"b0", "b1", "b2"}
    assert (held.number(), held.number(), held.state().next) == (3, 4, 5)


def test_changes_are_taken_once() -> None:
    held = memory(part(0, "x"))
    assert (held.take_changes().parts, held.take_changes().gone) == ((), ())
    held.put(part(5, ""))
    held.remove(0)
    changes = held.take_changes()
    assert ([each.number for each in changes.parts], changes.gone, changes.homes) == ([5], (0,), {"a5": 5})
    again = held.take_changes()
    assert (again.parts, again.gone, again.homes) == ((), (), {})
    held.put(part(6, ""))
    held.remove(6)
    changes = held.take_changes()
    assert (changes.parts, changes.gone, changes.homes) == ((), (6,), {})


def test_shared_terms_are_ranked_by_their_weight() -> None:
    held = memory(part(0, "x", terms=(3, 1, 2)), part(1, "y", terms=(1, 2, 4)))
    one, other = (held.parts[number].vector for number in (0, 1))
    assert held.shared([one, other], [[other], [one]]) == [["term1", "term2"], ["term1", "term2"]]
    assert held.shared([one], [[]]) == [[]]


def test_parts_are_settled_in_the_thread_of_their_oldest() -> None:
    held = memory(part(0, "b0"), part(1, ""), part(2, ""))
    del held.threads["b0"]
    held.settle({0: [0, 1], 2: [2]}, {})
    assert by_thread(held) == {"": [1, 2], "b0": [0, 1], "b2": [2]}
    assert [held.parts[number].thread_id for number in range(3)] == ["b0", "b0", "b2"]
    assert [each.number for each in held.take_changes().parts] == [1, 2]


def test_what_is_kept_apart_from_a_part_is_kept_apart_from_its_thread() -> None:
    held = memory(part(0, "b0"), part(1, "b1"), part(2, "b2"))
    held.keep_apart("b0", "b2")
    held.settle({0: [0, 1], 2: [2]}, {})
    assert held.apart == {0: {2}, 1: {2}, 2: {0, 1}}


def test_the_earliest_merges_of_a_big_thread_are_made_permanent() -> None:
    held = memory(*(part(number, "b0", terms=(number, 30)) for number in range(PARTS + 2)))
    merges = [merge_of(held, 1, 3), merge_of(held, 0, 2), merge_of(held, 0, 1)]
    held.settle({0: [*range(PARTS + 2)]}, {0: merges})
    assert held.threads["b0"] == [0, 1, *range(4, PARTS + 2)]
    first, second = held.parts[0], held.parts[1]
    assert (first.articles, second.articles) == (("a0", "a2"), ("a1", "a3"))
    assert first.group == merges[1].group
    weights = dict(zip(first.vector.terms.tolist(), first.vector.weights.tolist(), strict=True))
    assert weights == {30: 16000, 0: 9000, 2: 9000}
    changes = held.take_changes()
    assert ([each.number for each in changes.parts], changes.gone) == ([0, 1], (2, 3))
    assert changes.homes == {"a2": 0, "a3": 1}
    assert held.index.near([(-1, vector(2))]) == [[0]]


def test_merges_of_merged_parts_add_up() -> None:
    held = memory(*(part(number, "b0", terms=(number,)) for number in range(PARTS + 2)))
    merges = [merge_of(held, 1, 2), merge_of(held, 0, 1)]
    held.settle({0: [*range(PARTS + 2)]}, {0: merges})
    assert held.parts[0].articles == ("a0", "a1", "a2")
    assert sorted(held.parts[0].vector.terms.tolist()) == [0, 1, 2]
    assert len(held.threads["b0"]) == PARTS


def test_a_permanent_merge_keeps_bonds_and_what_is_kept_apart() -> None:
    parts = [part(number, "b0", bond={1: "y", 2: "x", 4: "y"}.get(number, "")) for number in range(PARTS + 1)]
    held = memory(*parts, part(20, "b20"))
    held.apart = {2: {20}, 20: {2}}
    held.settle({0: [*range(PARTS + 1)], 20: [20]}, {0: [merge_of(held, 1, 2)]})
    assert (held.parts[1].bond, held.parts[4].bond) == ("x", "x")
    assert held.apart[1] >= {20} and held.apart[20] >= {1}


def split(held: OpenThreads, leaving: Collection[str], *ids: str) -> set[int]:
    def regroup(articles: Collection[str]) -> tuple[Group, Vector] | None:
        return (Group(len(articles), 1), vector(30)) if articles else None

    return held.reshape(ids, leaving, regroup)


def test_articles_are_taken_out_of_parts_and_empty_parts_vanish() -> None:
    held = memory(part(0, "b0"), part(1, "b0"), part(2, "b2"), part(3, "b3"))
    held.parts[1] = Part(1, "b1", "b0", Group(2, SQUARE), held.parts[1].vector, ("a1", "a9"))
    held.apart = {0: {2}, 2: {0}, 1: {3}, 3: {1}}
    assert split(held, {"a0", "a9"}, "b0", "unknown") == {2, 3}
    assert by_thread(held) == {"b0": [1], "b2": [2], "b3": [3]}
    assert (held.parts[1].articles, held.parts[1].group) == (("a1",), Group(1, 1))
    assert held.parts[1].born == "b0"  # the thread keeps its id
    assert held.ids == {"b0", "b2", "b3"}
    changes = held.take_changes()
    assert ([each.number for each in changes.parts], changes.gone) == ([1], (0,))
    assert held.index.near([(-1, vector(30))]) == [[1]]


def test_a_thread_of_which_nothing_is_left_is_gone() -> None:
    held = memory(part(0, "b0"), part(1, "b1"))
    assert split(held, {"a0"}, "b0") == set()
    assert by_thread(held) == {"b1": [1]}


def test_a_thread_that_loses_nothing_is_unchanged() -> None:
    held = memory(part(0, "b0"), part(1, "b0"))
    held.keep_apart("b0", "b0")
    assert split(held, {"a9"}, "b0") == set()
    assert held.take_changes().parts == ()


def test_a_new_thread_has_one_part_kept_apart_from_others() -> None:
    held = memory(part(0, "b0"))
    held.add_thread("made", Group(1, SQUARE), vector(5), ["z", "y"], {0})
    made = held.parts[1]
    assert (made.born, made.thread_id, made.articles) == ("made", "made", ("y", "z"))
    assert (by_thread(held), held.apart) == ({"b0": [0], "made": [1]}, {0: {1}, 1: {0}})


def test_threads_are_bound_into_one() -> None:
    held = memory(part(0, "b0"), part(1, "b1"), part(2, "b2"))
    held.keep_apart("b0", "b1")
    held.keep_apart("b1", "b2")
    held.bind(["b1", "b0"], "b1")
    assert by_thread(held) == {"b1": [0, 1], "b2": [2]}
    assert [(each.thread_id, each.bond) for each in held.state().parts] == [("b1", "b1"), ("b1", "b1"), ("b2", "")]
    assert (held.parts[0].born, held.parts[1].born) == ("b1", "b0")  # the oldest has the id that is kept
    assert held.apart == {0: set(), 1: {2}, 2: {1}}


def test_threads_that_are_bound_for_a_time_have_no_bond() -> None:
    held = memory(part(0, "b0"), part(1, "b1", bond="q"))
    held.bind(["b0", "b1"], "b0", lasting=False)
    assert [each.bond for each in held.state().parts] == ["", "q"]


def test_bonds_of_bound_threads_become_one_and_are_loosened_together() -> None:
    held = memory(part(0, "b0", bond="y"), part(1, "b1", bond="x"), part(2, "b2"))
    held.bind(["b0", "b1", "b2"], "b0")
    assert {each.bond for each in held.state().parts} == {"b0"}
    held.loosen("b0")
    assert {each.bond for each in held.state().parts} == {""}
    held.loosen("unknown")


def test_parts_born_with_an_id_are_kept_apart_too() -> None:
    held = memory(part(0, "b0"), part(1, "b0"), part(2, "b2"))
    held.keep_apart("b1", "b2")
    assert held.apart == {1: {2}, 2: {1}}
    held.keep_apart("unknown", "b2")
    assert held.apart == {1: {2}, 2: {1}}


def test_silent_threads_are_closed_a_day_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_threads, "OPEN", 0)
    held = memory(part(0, "x", last=0.0), part(1, "y", last=DAY), part(2, "z"), part(3, "x", last=2.0))
    held.close(None, DAY)
    assert held.state().newest is None
    held.close(DAY, DAY)
    assert (sorted(held.threads), held.state().newest) == (["x", "y", "z"], DAY)
    held.close(2 * DAY - 1, DAY)
    assert held.state().newest == DAY
    held.close(2 * DAY, DAY)
    assert (sorted(held.threads), held.state().newest) == (["y", "z"], 2 * DAY)
    assert held.take_changes().gone == (0, 3)
    held.close(9 * DAY, DAY)
    assert sorted(held.threads) == ["z"]


def test_a_thread_with_later_parts_stays_open() -> None:
    held = memory(part(0, "x", last=0.0))
    held.put(part(1, "x", last=3 * DAY))
    held.settle({0: [0, 1]}, {})
    del held.threads["x"]
    held.close(4 * DAY, 2 * DAY)
    assert sorted(held.threads) == ["b0"]
    assert held.parts.keys() == {0, 1}


def test_the_oldest_silent_threads_are_closed_until_few_are_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_threads, "OPEN", 2)
    held = memory(part(0, "x", last=2.0), part(1, "y", last=0.0), part(2, "z", last=1.0))
    held.close(9 * DAY, DAY)
    assert sorted(held.threads) == ["x", "z"]


def test_a_thread_whose_newest_article_is_as_old_as_the_window_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(open_threads, "OPEN", 0)
    for last, is_open in ((3 * DAY, True), (3 * DAY - 1, False)):
        held = memory(part(0, "b0", last=0.0))
        held.put(part(1, "", last=last))
        held.settle({0: [0, 1]}, {})
        held.close(5 * DAY, 2 * DAY)
        assert ("b0" in held.threads) is is_open
