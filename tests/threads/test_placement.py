"""Threads of new articles after merging, with hand-made parts."""

from __future__ import annotations

import numpy as np
import pytest

from briefing.model import Analysis, AnnotatedArticle, Article, Terms
from briefing.threads.clustering.explanations import FOUNDS, ROUND_UP
from briefing.threads.clustering.former_threads import FormerIds
from briefing.threads.clustering.merge_checks import MergeChecks
from briefing.threads.clustering.merging import Merge, Options
from briefing.threads.clustering.open_threads import OpenThreads
from briefing.threads.clustering.placement import EXPLAINED, Arrival, Assignment, place, place_loose
from briefing.threads.clustering.revisions import Changes
from briefing.threads.clustering.similarity import DAY, Group
from briefing.threads.clustering.source_prior import SourcePrior
from briefing.threads.clustering.state import ClusterState, Part
from briefing.threads.clustering.term_vectors import UNIT, Vector
from briefing.threads.source_profiles import UNKNOWN

SQUARE = UNIT * UNIT
OPTIONS = Options(0.5, 30 * DAY)
TERMS = ("zorbak", "kelpor", "mubako", "risela", "@petro")


def vector(*shares: float) -> Vector:
    """A unit vector of the terms by their shares."""
    weights = np.array(shares) / np.sqrt(np.sum(np.square(shares))) * UNIT
    order = [place for place in np.argsort(-weights, kind="stable") if weights[place] > 0]
    return Vector(np.array(order, np.int32), np.rint(weights[order]).astype(np.int32))


def part(number: int, thread: str, own: Vector, last: float | None = None) -> Part:
    return Part(number, f"b{number}", thread, Group(1, own.square, last, last), own, (f"a{number}",))


def memory(*parts: Part) -> OpenThreads:
    return OpenThreads(ClusterState(parts, {term: (number, 1) for number, term in enumerate(TERMS)}, next=len(parts)))


def article(id_: str, text: str = "Zorbak, kelpor, mubako, risela.") -> AnnotatedArticle:
    terms = Terms(body=dict.fromkeys(text.lower().strip(".").split(", "), 1))
    return AnnotatedArticle(Article(id_, "", "", text), Analysis(id_, terms=terms))


def loose(own: Vector, last: float | None = None, *, alone: bool = False) -> Arrival:
    return Arrival(article("new"), part(-1, "", own, last), loose=True, alone=alone)


def placed(held: OpenThreads, arrival: Arrival) -> Assignment:
    return place_loose(held, arrival, OPTIONS, MergeChecks(held), SourcePrior(UNKNOWN, held.parts, str))


def test_a_loose_article_joins_the_most_similar_thread() -> None:
    held = memory(part(0, "x", vector(1, 1, 1)), part(1, "y", vector(1, 1, 0.1)), part(2, "z", vector(0, 0, 0, 1)))
    assignment = placed(held, loose(vector(1, 1)))
    assert assignment.thread_id == "y"
    assert assignment.score == pytest.approx(0.8926, abs=0.001)
    assert assignment.reasons == "shares terms kelpor, zorbak; 0.89"


def test_of_equally_similar_threads_a_loose_article_joins_the_oldest() -> None:
    held = memory(part(0, "x", vector(1, 1)), part(1, "y", vector(1, 1)))
    assert placed(held, loose(vector(1, 1))).thread_id == "x"


def test_the_time_between_is_given_where_both_are_known() -> None:
    for own, other, reason in (
        *((DAY, 3 * DAY, "; 2 days apart; 0."), (None, 3 * DAY, "zorbak; 0."), (DAY, None, "zorbak; 0.")),
    ):
        held = memory(part(0, "x", vector(1, 1), other))
        assert reason in placed(held, loose(vector(1, 1), own)).reasons


def test_a_loose_article_that_resembles_nothing_founds_a_thread() -> None:
    for held in (
        memory(),
        memory(part(0, "x", vector(0, 0, 0, 1))),
        memory(part(0, "x", vector(0.33, 0.33, 3, 3))),  # not similar enough
        memory(part(0, "x", vector(1, 1), 40 * DAY)),  # too long ago
    ):
        assert placed(held, loose(vector(1, 1), DAY)) == Assignment("b-1", 0.0, FOUNDS)


def test_a_round_up_joins_nothing() -> None:
    held = memory(part(0, "x", vector(1, 1)))
    assert placed(held, loose(vector(1, 1), alone=True)) == Assignment("b-1", 0.0, ROUND_UP)


def done(older: int, younger: int, *members: int, last: float | None = DAY) -> Merge:
    return Merge(older, younger, 0.61234, 2 * DAY, Group(2, SQUARE, 0.0, last), members)


def test_articles_are_assigned_to_the_thread_of_the_oldest_part() -> None:
    held = memory(part(0, "b0", vector(1, 1)), part(1, "", vector(1, 1, 1)), part(2, "", vector(0, 0, 0, 1)))
    arrivals = [Arrival(article(f"a{number}"), held.parts[number], loose=False) for number in (1, 2)]
    for last, between in ((DAY, "; 2 days apart"), (None, "")):
        joined = {1: done(0, 1, 0, 1, last=last)}
        assert place(held, arrivals, {0: 0, 1: 0, 2: 2}, joined, {}) == {
            "a1": Assignment("b0", 0.6123, f"shares terms kelpor, zorbak{between}; 0.61"),
            "a2": Assignment("b2", 0.0, FOUNDS),
        }
    alone = place(held, arrivals[1:], {2: 2}, {}, {2: "risel"})
    assert alone["a2"].reasons.startswith(f"{FOUNDS}; shares little but risel")


def test_an_explanation_compares_an_article_with_the_most_similar_parts() -> None:
    held = memory(
        *(part(number, "b0", vector(1, 0, 0, 1)) for number in range(EXPLAINED)),
        *(part(EXPLAINED, "b0", vector(0, 1, 1)), part(EXPLAINED + 1, "", vector(0, 1, 1, 1))),
    )
    new = EXPLAINED + 1
    arrivals, joined = [Arrival(article("a"), held.parts[new], loose=False)], {new: done(0, new, *range(new + 1))}
    roots = dict.fromkeys(range(new + 1), 0)
    assert place(held, arrivals, roots, joined, {})["a"].reasons.startswith("shares term risela;")
    held.products.learn({new: [*range(new)]})
    assert place(held, arrivals, roots, joined, {})["a"].reasons.startswith("shares terms risela, kelpor, mubako;")


def changes(*roots: int, joined: dict[int, Merge] | None = None, new: tuple[int, ...] = ()) -> Changes:
    """Changes of two threads `b0` (parts 0 and 1) and `b2` (part 2) and of new parts, by the root of each part."""
    before = {
        number: part(number, thread, vector(1, 1, 0, 0))
        for number, thread in enumerate(("b0", "b0", "b2", *[""] * len(new)))
    }
    arrivals = {number: article(f"a{number}") for number in new}
    return Changes(before, dict(enumerate(roots)), joined or {}, arrivals, memory(*before.values()), FormerIds())


def test_threads_and_articles_that_stay_are_no_changes() -> None:
    same = changes(0, 0, 2)
    assert (same.merged(), same.moved()) == ((), ())


def test_a_thread_whose_oldest_part_is_in_another_is_merged() -> None:
    both = changes(0, 0, 0, 0, joined={2: done(0, 2, 0, 1, 2)}, new=(3,))
    assert both.merged() == (("b2", "b0", "shares terms kelpor, zorbak; 2 days apart; 0.61"),)
    assert both.moved() == ()


def test_a_part_that_leaves_its_thread_is_moved_article_by_article() -> None:
    assert changes(0, 1, 2).moved() == (("a1", "b1", "separated from b0 by later articles"),)
    assert changes(0, 1, 2).merged() == ()
    moved = changes(0, 2, 2, 2, joined={1: done(2, 1, 1, 2)}, new=(3,)).moved()
    assert moved == (("a1", "b2", "shares terms kelpor, zorbak; 2 days apart; 0.61"),)


def test_reasons_are_spelled_as_in_the_new_article_with_most_of_the_terms() -> None:
    held = changes(0, 0, 0, 0, 4, joined={2: done(0, 2, 0, 1, 2)}, new=(3, 4))
    held._arrivals = {"b0": [article("a3", "Mubako."), article("a5", "Zorbak, Kelpors.")], "b4": [article("a4")]}
    assert held.merged()[0].reason.startswith("shares terms kelpors, zorbak")
    held._arrivals = {"b4": [article("a4", "Zorbak, kelpor.")]}
    assert held.merged()[0].reason.startswith("shares terms kelpor, zorbak;")
