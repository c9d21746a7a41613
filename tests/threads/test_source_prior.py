"""What a personal site writes needs more in common with a story of others to join it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import numpy as np
import pytest

from briefing.model import AnnotatedArticle
from briefing.threads.article_groups import group_articles
from briefing.threads.clustering.clusterer import Clusterer
from briefing.threads.clustering.similarity import Group
from briefing.threads.clustering.source_prior import PERSONAL, SERIES, SourcePrior
from briefing.threads.clustering.state import Part
from briefing.threads.clustering.term_vectors import Vector
from briefing.threads.source_profiles import UNKNOWN, SourceProfiles
from tests.threads import factories as f
from tests.threads.factories import item

NO_TERMS = Vector(np.zeros(0, np.int32), np.zeros(0, np.int32))
REPORT = (
    "The ferry Norvale ran aground near Sudvale on Monday; all 300 passengers were taken off, the coast guard said."
)
ASIDE = (
    "My grandfather built boats in Sudvale; the ferry made me look for his drawings in the attic. He smoked a pipe, "
    "wrote letters to my mother, mended clocks for half the street, and kept a parrot that swore at the postman."
)
ACCOUNT = (
    "I was on the ferry Norvale when it ran aground near Sudvale on Monday; the coast guard took us passengers off."
)
LIST = (
    "Ferries, buses and trains from Sudvale leave every two hours on Sunday, and a night bus runs to the airport; "
    "tickets cost four crowns, and children travel free on all of the lines."
)


@pytest.mark.parametrize(
    ("ones", "others", "factor"),
    [
        (["paper"], ["blog"], PERSONAL),
        (["blog", "diary"], ["paper", "radio"], PERSONAL),
        (["blog"], ["diary"], PERSONAL),
        (["blog", "paper"], ["radio"], 1.0),
        (["paper"], ["radio"], 1.0),
        (["blog"], ["blog"], SERIES),
        (["paper"], ["paper"], 1.0),
        ([""], [""], 1.0),
        ([""], ["paper"], 1.0),
        ([""], ["blog"], PERSONAL),
    ],
)
def test_factor_by_the_sources_of_two_groups(ones: list[str], others: list[str], factor: float) -> None:
    prior = SourcePrior(personal("blog", "diary"), {}, str)
    assert prior.factor(ones, others) == prior.factor(others, ones) == factor


def test_without_profiles_nothing_changes() -> None:
    parts = {n: Part(n, str(n), "", Group(1, 1, 0.0, 0.0, "blog"), NO_TERMS, (str(n),)) for n in range(2)}
    prior = SourcePrior(UNKNOWN, parts, str)
    assert prior.factor(["paper"], ["blog"]) == 1.0

    def check(ones: object, others: object, source: str) -> float:
        return 0.7

    assert prior.factor(["blog"], ["blog"]) == 1.0
    assert prior.check(check)([0], [1], "blog") == 0.7


def personal(*sources: str) -> SourceProfiles:
    return SourceProfiles(personal=frozenset(sources))


def threads(second: AnnotatedArticle, *sources: str) -> int:
    clusterer = Clusterer(profiles=personal(*sources))
    report = item(REPORT, "Ferry runs aground", at=f.NOON, outlet="Paper")
    return len({each.thread_id for each in clusterer.add_all([report, second]).assignments})


def blog(text: str, title: str, at: datetime = f.NOON) -> AnnotatedArticle:
    return item(text, title, at=at, outlet="Blog")


def test_an_aside_of_a_blog_stays_out_of_a_story_that_one_of_a_newspaper_would_join() -> None:
    aside = blog(ASIDE, "Drawings of my grandfather")
    assert threads(aside) == 1
    assert threads(aside, "blog") == 2
    assert threads(aside, "other") == 1


def test_a_report_of_a_blog_joins_a_story() -> None:
    assert threads(blog(ACCOUNT, "Aground on the ferry Norvale"), "blog") == 1


def test_a_briefing_of_a_newspaper_does_not_join_a_blog_by_little() -> None:
    for profiles, number in ((UNKNOWN, 1), (personal("blog"), 2)):
        clusterer = Clusterer(profiles=profiles)
        made = clusterer.add_all([blog(ASIDE, "Drawings of my grandfather")])
        listed = clusterer.add_all([item(LIST, "In brief: timetables of Sunday", at=f.NOON, outlet="Paper")])
        assert len({each.thread_id for each in (*made.assignments, *listed.assignments)}) == number


LESSONS = (
    (
        "Knots: the bowline",
        "The bowline makes a loop that never slips; climbers once wore it around the waist. Pass the end through, "
        "behind and back down, then pull. Sailors learn knots with a rope.",
    ),
    (
        "Knots: the clove hitch",
        "A clove hitch holds a fender at the rail, but works loose in waves. Cross two turns over a post and tuck the "
        "tail beneath. Sailors learn knots with a rope.",
    ),
)
TRIAL = (
    ("Harbour master on trial over grounding", "The trial of the harbour master of Sudvale, Otto Lund, began."),
    ("Harbour master denies negligence", "Otto Lund, harbour master of Sudvale, denied negligence at his trial."),
)


def number_of_threads(texts: Iterable[tuple[str, str]], profiles: SourceProfiles, every: float = 20.0) -> int:
    items = [item(text, title, at=f.hours(every * n), outlet="Blog") for n, (title, text) in enumerate(texts)]
    titles = {each.article.id: each.article.title for each in items}
    clusterer = Clusterer(profiles=profiles, headline=titles.__getitem__)
    homes: dict[str, str] = {}
    for each in items:  # one by one
        f.follow(homes, [each], clusterer.add_all([each]))
    return len(set(homes.values()))


def test_a_series_of_a_blog_is_no_story() -> None:
    assert number_of_threads(LESSONS, UNKNOWN) == 1
    assert number_of_threads(LESSONS, personal("blog")) == 2
    assert number_of_threads([LESSONS[0], LESSONS[0]], personal("blog")) == 1


def test_follow_ups_of_one_newspaper_are_a_story() -> None:
    assert number_of_threads(TRIAL, UNKNOWN) == number_of_threads(TRIAL, personal("other")) == 1


ENTRIES = (
    ("Harbour Tycoon 2", "Harbour Tycoon 2 was added and is broken"),
    ("Harbour Tycoon 2", "Harbour Tycoon 2: broken => running"),
    ("Harbour Tycoon", "Harbour Tycoon was added and is broken"),
    ("HARBOUR TYCOON 2", "Harbour Tycoon 2: running => supported"),
)


def equal(
    number: int,
    every: float,
    title: str = "Quake hits Norvale, kills three",
    text: str = "",
    batches: Iterable[int] = (1, 7, 1000),
) -> int:
    """Number of threads of so many articles of one source, hours apart, each under the same headline."""
    items = [item(text, title, at=f.hours(every * n), outlet="Wire") for n in range(number)]
    items = [replace(each, article=replace(each.article, id=f"a{n}")) for n, each in enumerate(items)]
    threads = {len(group_articles(items, batch=batch)) for batch in batches}
    assert len(threads) == 1
    return threads.pop()


def test_articles_of_one_source_under_one_headline_are_a_story_within_twelve_hours() -> None:
    for number in (2, 4, 30, 60):
        assert equal(number, 0.0) == equal(number, 0.2) == 1
    assert equal(30, 12.0) == 1
    assert equal(30, 12.1, batches=(1000,)) == 30


def test_articles_without_a_headline_are_not_under_one() -> None:
    items = [item(f"Zorbak {n} was newly added.", at=f.NOON, outlet="Wire") for n in range(30)]
    assert len(group_articles(items)) == 30


def test_articles_under_one_headline_are_still_compared() -> None:
    texts = [f.QUAKE, f.CUP, f.CALL]
    items = [item(text, "Letters", at=f.NOON, outlet="Wire") for text in texts]
    assert len(group_articles(items)) == 3


def test_one_headline_of_two_sources_is_that_of_no_entry() -> None:
    """Such a pair is checked as any other one: by the terms that both share."""
    seen: list[str] = []
    parts = {
        n: Part(n, str(n), "", Group(1, 1, 0.0, 0.0, source), NO_TERMS, (str(n),)) for n, source in enumerate("aab")
    }
    prior = SourcePrior(UNKNOWN, parts, lambda id_: "Quake")

    def check(ones: object, others: object, source: str) -> float:
        seen.append(source)
        return 1.0

    factor = prior.check(check)
    factor([0], [1], "a")
    factor([1], [2], "")
    assert seen == ["", ""]
    SourcePrior(UNKNOWN, parts, str).check(check)([0], [1], "a")
    assert seen[2] == "a"


def test_entries_of_a_list_are_a_story_only_under_one_headline_on_one_day() -> None:
    profiles = SourceProfiles(lists=frozenset({"blog"}))
    same = [ENTRIES[0], ENTRIES[1], ENTRIES[3]]
    assert number_of_threads(ENTRIES, UNKNOWN, 4) == number_of_threads(same, UNKNOWN, 12.1) == 1
    assert number_of_threads(ENTRIES, profiles, 4) == 2
    assert number_of_threads(ENTRIES, SourceProfiles(lists=frozenset({"other"})), 4) == 1
    assert number_of_threads(same, profiles, 12) == 1
    assert number_of_threads(same, profiles, 12.1) == 3


def test_an_entry_of_a_list_may_join_a_story_of_others() -> None:
    clusterer = Clusterer(profiles=SourceProfiles(lists=frozenset({"blog"})))
    report = item(REPORT, "Ferry runs aground", at=f.NOON, outlet="Paper")
    placed = clusterer.add_all([report, blog(ACCOUNT, "Aground on the ferry Norvale")]).assignments
    assert len({each.thread_id for each in placed}) == 1


@pytest.mark.parametrize(
    ("title", "joins"),
    [
        ("Live: ferry Norvale runs aground", True),
        ("Morning briefing: ferry Norvale runs aground", True),
        ("Fact check: ferry Norvale runs aground", True),
        ("Quiz: the ferry Norvale", False),
        ("Sponsored: the ferry Norvale", False),
        ("Your horoscope, on the ferry Norvale", False),
    ],
)
def test_a_quiz_or_advert_joins_no_story_however_much_it_shares(title: str, joins: bool) -> None:
    clusterer = Clusterer()
    made = clusterer.add_all([item(REPORT, "Ferry runs aground", at=f.NOON, outlet="Paper")])
    (placed,) = clusterer.add_all([item(REPORT, title, at=f.NOON, outlet="Radio")]).assignments
    assert (placed.thread_id == made.assignments[0].thread_id) is joins


def test_a_fact_check_needs_more_in_common_than_a_round_up() -> None:
    for title, number in (("News in brief", 1), ("Fact check: boats", 2)):
        clusterer = Clusterer()
        made = clusterer.add_all([item(REPORT, "Ferry runs aground", at=f.NOON, outlet="Paper")])
        listed = clusterer.add_all([item(ASIDE, title, at=f.NOON, outlet="Radio")])
        assert len({each.thread_id for each in (*made.assignments, *listed.assignments)}) == number
