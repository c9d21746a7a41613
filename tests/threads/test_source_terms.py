"""The words of a source's forms and series, and what they are worth."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import AnnotatedArticle
from briefing.threads.article_groups import group_articles
from briefing.threads.clustering.clusterer import Clusterer
from briefing.threads.clustering.source_terms import KEPT, MEMORY, Usage
from tests.threads import factories as f
from tests.threads.factories import item


def forms(number: int, outlet: str = "List") -> list[AnnotatedArticle]:
    """Return entries of a list that a site fills in: all are alike but for a name."""
    chance = random.Random(7)
    return [
        item(f"{name} was newly added to the list with the rating Broken.", name, at=f.hours(n), outlet=outlet)
        for n in range(number)
        for name in [f"{f.word(chance).title()} {f.word(chance).title()}"]
    ]


def test_entries_of_one_form_are_stories_of_their_own() -> None:
    entries = forms(60)
    assert len(group_articles(entries)) == 60
    assert len(group_articles([one for entry in entries for one in [entry]])) == 60


def test_reports_of_one_outlet_are_a_thread_where_they_share_more_than_its_form() -> None:
    told = [item(text, at=f.hours(n), outlet="List") for n, text in enumerate((f.QUAKE, f.QUAKE_TWO, f.QUAKE_THREE))]
    threads = [thread for thread in group_articles([*forms(20), *told]) if len(thread.article_ids) > 1]
    assert [set(thread.article_ids) for thread in threads] == [{one.article.id for one in told}]


def test_reports_of_several_outlets_need_not_share_more() -> None:
    """The same form in several outlets is news: they all tell it."""
    short = "Zorbak was newly added."
    assert len(group_articles([item(short, str(n), at=f.NOON, outlet=f"Outlet {n}") for n in range(3)])) == 1


def test_what_sources_always_say_outlives_a_restart() -> None:
    entries = forms(40)
    steady = Clusterer()
    steady.add_all(entries[:30])
    again = Clusterer(state=steady.state())
    assert steady.add_all(entries[30:]) == again.add_all(entries[30:])
    assert steady.state() == again.state()
    assert steady.state().usages["list"].articles == 40


@given(st.lists(st.sets(st.integers(0, 2000), max_size=60), max_size=40), st.integers(0, 3))
def test_a_frequent_term_is_never_forgotten(told: list[set[int]], often: int) -> None:
    usage = Usage()
    for terms in told:
        usage.add(1, np.array(sorted(terms | {3000}), np.int64))
        usage.prune()
    counts = dict(zip(usage.terms.tolist(), usage.counts.tolist(), strict=True))
    assert len(counts) <= 2 * KEPT
    assert counts.get(3000, 0) == usage.articles == len(told)


def test_old_articles_fade() -> None:
    usage = Usage()
    for _ in range(3 * MEMORY):
        usage.add(1, np.array([1]))
        usage.prune()
    assert usage.articles <= MEMORY
    assert usage.counts[0] == pytest.approx(usage.articles, rel=0.05)


def test_articles_of_one_batch_count_as_they_do_one_by_one() -> None:
    together, apart = Usage(), Usage()
    together.add(2, np.array([1, 5, 9, 2, 5]))
    for terms in ([1, 5, 9], [2, 5]):
        apart.add(1, np.array(terms))
    assert together == apart
    shares = np.array([0.5, 0.0, 0.0])
    apart.raise_shares(np.array([1, 5, 7]), shares)
    assert shares.tolist() == pytest.approx([0.5, 2 / 22, 0.0])
