"""Many articles of one batch that repeat each other word for word."""

from __future__ import annotations

import sys
from dataclasses import replace
from datetime import datetime

import pytest

from briefing.model import AnnotatedArticle, Article
from briefing.threads.article_groups import group_articles
from briefing.threads.clustering.clusterer import Clusterer
from briefing.threads.clustering.former_threads import FormerThread
from briefing.threads.clustering.one_source import SAME_DAY
from briefing.threads.clustering.repeated_articles import FEW, MOST, combine, group_repeats
from briefing.threads.clustering.similarity import Group
from briefing.threads.clustering.state import ClusterState
from briefing.threads.clustering.term_vectors import make_vectors
from tests.threads import factories as f
from tests.threads.factories import item

MANY = FEW + 1
ALERT = "Quake hits Norvale, kills three"


def alerts(
    number: int, *, outlets: int = 5, title: str = ALERT, at: datetime | None = f.NOON
) -> list[AnnotatedArticle]:
    one = item("", title, at=at)
    return [
        replace(one, article=replace(one.article, id=f"{title[:5]} {n:04}", outlet=f"Paper {n % outlets}"))
        for n in range(number)
    ]


def articles(number: int, **fields: str) -> list[Article]:
    return [replace(each.article, **fields) for each in alerts(number)]  # type: ignore[arg-type]


def test_articles_that_few_others_repeat_are_compared_one_by_one() -> None:
    assert group_repeats(articles(FEW), [0.0] * FEW, {}) == {}
    assert group_repeats(articles(MANY), [0.0] * MANY, {}) == {0: [*range(MANY)]}


def test_groups_have_one_headline_text_language_and_former_thread() -> None:
    one = articles(FEW)
    for other in (
        replace(one[0], id="x", title="Quake hits Sudvale"),
        replace(one[0], id="x", text="It was strong."),
        replace(one[0], id="x", language="de"),
    ):
        assert group_repeats([*one, other], [0.0] * MANY, {}) == {}
    again = replace(one[0], id="x", title=ALERT.upper())
    assert len(group_repeats([*one, again], [0.0] * MANY, {})) == 1
    assert group_repeats([*one, again], [0.0] * MANY, {"x": "t1"}) == {}


def test_groups_are_of_one_day() -> None:
    day = [0.0] * (FEW - 1)
    assert group_repeats(articles(MANY), [*day, SAME_DAY, SAME_DAY], {}) == {0: [*range(MANY)]}
    later = SAME_DAY + 1.0
    assert group_repeats(articles(MANY), [*day, later, later], {}) == {0: [*range(FEW - 1)], FEW - 1: [FEW - 1, FEW]}
    assert group_repeats(articles(MANY), [*day, later, None], {}) == {
        0: [*range(FEW - 1)],
        FEW - 1: [FEW - 1],
        FEW: [FEW],
    }
    assert group_repeats(articles(MANY), [None] * MANY, {}) == {0: [*range(MANY)]}
    assert group_repeats(articles(MANY), [later, *day, 0.0], {}) == {0: [0], 1: [*range(1, MANY)]}


def test_groups_are_of_limited_size() -> None:
    groups = group_repeats(articles(MOST + 1), [0.0] * (MOST + 1), {})
    assert {first: len(members) for first, members in groups.items()} == {0: MOST, MOST: 1}


def test_a_group_has_the_sum_of_the_vectors_and_the_source_of_all() -> None:
    known = Clusterer()._memory.frequencies
    counts = known.vocabulary.count([each.analysis.terms for each in (item(f.QUAKE), item(f.CUP))])
    one, other = make_vectors(counts, known.add(counts, ["a", "b"]))
    three = [Article(id_, "", "", "") for id_ in "cab"]
    group, total, ids = combine([0, 1, 2], three, [one, one, one], [5.0, None, 2.0], ["a", "a", "a"])
    assert total.by_term() == {term: 3 * weight for term, weight in one.by_term().items()}
    assert group == Group(3, 9 * one.square, 2.0, 5.0, "a")
    assert ids == ("a", "b", "c")
    assert combine([0, 2], three, [one, other, one], [None] * 3, ["a", "b", "b"])[0] == Group(2, 4 * one.square)
    alone = combine([1], three[:2], [one, other], [0.0, 1.0], ["a", "b"])
    assert alone == (Group(1, other.square, 1.0, 1.0, "b"), other, ("a",))


def test_all_repeats_are_one_part_of_one_thread() -> None:
    clusterer = Clusterer()
    made = clusterer.add_all(alerts(300, outlets=60))
    assert len({each.thread_id for each in made.assignments}) == 1
    (part,) = clusterer.state().parts
    assert part.group.size == len(part.articles) == 300
    assert set(clusterer.take_changes().homes) == set(part.articles)


def _lines(burst: list[AnnotatedArticle]) -> int:
    """Number of lines of Python that run when the articles are clustered at once."""
    count = 0

    def trace(frame: object, event: str, argument: object) -> object:
        nonlocal count
        count += 1
        return trace

    clusterer, earlier = Clusterer(), sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        clusterer.add_all(burst)
    finally:
        sys.settrace(earlier)
    return count


def test_the_cost_grows_with_the_number_of_repeats() -> None:
    for outlets in (1, 1000):
        assert _lines(alerts(1000, outlets=outlets)) < 2.5 * _lines(alerts(500, outlets=outlets))


def test_the_first_article_founds_the_thread_and_the_others_repeat_it() -> None:
    made = Clusterer().add_all(alerts(MANY)).assignments
    reasons = "shares terms norvale, quake, kills; 0 h apart; 0.89"
    assert [each.reasons for each in made] == ["founds the thread", *[reasons] * FEW]
    assert [each.score for each in made] == [0.0, *[0.8929] * FEW]
    undated = Clusterer().add_all(alerts(MANY, at=None)).assignments
    assert undated[1].reasons == reasons.replace("; 0 h apart", "")


def test_repeats_join_the_story_that_they_repeat_and_no_other_one() -> None:
    report = item(
        "A quake hit Norvale at dawn. It killed three.", "Quake kills three in Norvale", at=f.NOON, outlet="Radio"
    )
    others = [item(f.CUP, "Osaka final", at=f.NOON, outlet="Radio"), item(f.CALL, "Call", at=f.NOON, outlet="Radio")]
    for number in (FEW, MANY, 200):
        burst = alerts(number)
        for batch in (1000, 30):
            for arriving in ([report, *burst, *others], [*others, *burst, report]):
                threads = group_articles(arriving, batch=batch)
                assert sorted(len(thread.article_ids) for thread in threads) == [1, 1, number + 1]


def test_round_ups_are_placed_one_by_one() -> None:
    report = item("A quake hit Norvale at dawn. It killed three.", ALERT, at=f.NOON, outlet="Radio")
    listed, empty = alerts(MANY, title=f"News in brief: {ALERT}"), alerts(MANY, title="...")
    assert [len(thread.article_ids) for thread in group_articles([*listed, *empty])] == [1] * 2 * MANY
    clusterer = Clusterer()
    first = clusterer.add(report)
    placed = clusterer.add_all(listed).assignments
    assert {each.thread_id for each in placed} == {first.thread_id}
    alone = Clusterer().add_all([report, listed[0]]).assignments[1].score
    assert placed[0].score == placed[-1].score == pytest.approx(alone, abs=0.01)
    (part,) = clusterer.state().parts
    assert part.articles == (report.article.id,)


def test_equal_headlines_of_two_stories_are_two_threads() -> None:
    threads = group_articles([*alerts(50), *alerts(40, title="Volleyball cup final in Osaka goes to Brazil")])
    assert [len(thread.article_ids) for thread in threads] == [50, 40]


def test_later_batches_grow_the_thread() -> None:
    for batch in (20, 25, 150):
        (thread,) = group_articles(alerts(300, outlets=60), batch=batch)
        assert len(thread.article_ids) == 300


def test_repeats_of_a_former_thread_keep_its_id() -> None:
    burst = alerts(60)
    later = [replace(each, article=replace(each.article, id=f"later {n}")) for n, each in enumerate(alerts(40))]
    clusterer = Clusterer(state=ClusterState(next=1000))
    done = clusterer.regroup([FormerThread("first", tuple(burst)), FormerThread("second", tuple(later))], 1000)
    assert {each.thread_id for each in done.assignments} == {"first"}
    assert [move[:2] for move in done.merged] == [("second", "first")]
    assert done.moved == ()
