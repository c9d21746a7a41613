"""Profiles of sources: who is a newsroom, what is a series, which pages have no date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from briefing.model import Article
from briefing.threads.source_profiles import (
    A_DAY,
    HANDS,
    LEAST_DATED,
    LEAST_DAYS,
    LEAST_KNOWN,
    LEAST_SIGNED,
    RECURRENT,
    RECURRING,
    SELDOM,
    SELDOM_BY_HANDS,
    UNKNOWN,
    Published,
    SourceProfiles,
    headline_pattern,
    profile_collection,
    profile_sources,
)

NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOUR = timedelta(hours=1)


def published(count: int, gap: timedelta, author: str = "", shared: Sequence[bool | None] = ()) -> list[Published]:
    outcomes = [*shared, *[None] * (count - len(shared))]
    return [Published("site", "feed", f"Title {'x' * n}", author, NOON - n * gap, outcomes[n]) for n in range(count)]


def is_personal(articles: list[Published]) -> bool:
    return profile_sources(articles).personal == {"site"}


def test_a_source_that_publishes_every_few_days_is_personal() -> None:
    assert is_personal(published(LEAST_DATED, SELDOM))
    assert not is_personal(published(LEAST_DATED, SELDOM - HOUR))
    assert not is_personal(published(LEAST_DATED - 1, 30 * DAY))


def test_one_old_page_makes_no_newsroom_a_personal_site_and_one_busy_day_no_blog_a_newsroom() -> None:
    old = Published("site", "feed", "About", "", NOON - 2000 * DAY)
    assert not is_personal([*published(9, HOUR), old])
    assert is_personal([*published(9, 7 * DAY), Published("site", "feed", "More", "", NOON + HOUR)])


def test_only_the_newest_articles_count() -> None:
    archive = [Published("site", "feed", "Old", "", NOON - (100 + 30 * n) * DAY) for n in range(40)]
    assert not is_personal([*published(12, HOUR), *archive])


def in_pairs(days: int, gap: timedelta, pairs: int) -> list[Published]:
    """One article on each day, and a second one within the hour on some."""
    times = [NOON - n * gap for n in range(days)]
    return [Published("site", "feed", "T", "", at) for at in (*times, *[at + HOUR for at in times[:pairs]])]


def test_a_source_that_publishes_little_on_few_days_is_personal() -> None:
    most = int((A_DAY - 1) * LEAST_DAYS)
    assert is_personal(in_pairs(LEAST_DAYS, SELDOM, most))
    assert not is_personal(in_pairs(LEAST_DAYS, SELDOM, most + 1))
    assert not is_personal(in_pairs(LEAST_DAYS - 1, SELDOM, most))
    assert not is_personal(in_pairs(LEAST_DAYS, DAY, most))


@pytest.mark.parametrize(
    ("author", "personal"),
    [
        ("Anna Berg", True),
        ("anna@site.example (Anna Berg)", True),
        ("", False),
        ("Staff", False),
        ("Associated Press", False),
        ("Anna", False),
    ],
)
def test_a_source_with_one_author_is_personal(author: str, personal: bool) -> None:
    assert is_personal(published(LEAST_SIGNED, HOUR, author)) is personal


def test_one_author_signs_nearly_all_articles_of_a_known_number() -> None:
    assert not is_personal(published(LEAST_SIGNED - 1, HOUR, "Anna Berg"))
    by_two = [*published(9, HOUR, "Anna Berg"), Published("site", "feed", "Guest", "Otto Lund", NOON)]
    assert is_personal(by_two)
    assert not is_personal([*by_two, Published("site", "feed", "Guests", "Otto Lund", NOON)])


def test_a_source_of_many_hands_may_publish_every_third_day() -> None:
    def by(hands: int, gap: timedelta) -> list[Published]:
        return [Published("site", "feed", "T", f"Author {n % hands}", NOON - n * gap) for n in range(12)]

    assert is_personal(by(HANDS - 1, SELDOM))
    assert not is_personal(by(HANDS, SELDOM_BY_HANDS - HOUR))
    assert is_personal(by(HANDS, SELDOM_BY_HANDS))
    assert is_personal([*published(12, 3 * DAY), *by(HANDS, 40 * DAY)[3:]])  # of the newest only


@pytest.mark.parametrize(
    ("tags", "gap", "personal"),
    [
        (("Blogs",), HOUR, True),
        (("sport", "personal"), HOUR, True),
        (("News",), 30 * DAY, False),
        (("blogs", "noticias"), 30 * DAY, False),
        (("sport",), HOUR, False),
        (("sport",), 30 * DAY, True),
    ],
)
def test_tags_of_the_user_go_before_all_that_is_counted(tags: tuple[str, ...], gap: timedelta, personal: bool) -> None:
    assert is_personal([each._replace(tags=tags) for each in published(9, gap)]) is personal


def test_a_feed_of_several_sources_tells_nothing_of_their_cadence() -> None:
    seldom = published(9, 7 * DAY)
    others = [Published("other", "feed", "T", "", NOON)]
    assert is_personal([*seldom, *others])  # nine of ten
    assert not profile_sources([*seldom, *others, *others]).personal
    own = [Published("site", "own", "T", "", NOON - n * 7 * DAY) for n in range(3)]
    assert is_personal([*seldom, *others, *others, *own])


def test_documents_read_by_themselves_tell_nothing_of_the_cadence_of_their_source() -> None:
    def over_feeds(size: int) -> list[Published]:
        return [each._replace(feed=f"feed {n // size}") for n, each in enumerate(published(12, 30 * DAY))]

    assert not is_personal(over_feeds(LEAST_DATED - 1))
    assert is_personal(over_feeds(LEAST_DATED))
    assert is_personal([each._replace(tags=("blog",)) for each in over_feeds(1)])


def test_a_source_that_shares_stories_with_others_is_a_newsroom_however_seldom_it_publishes() -> None:
    record = [True] + [False] * (LEAST_KNOWN - 1)
    assert not is_personal(published(20, 7 * DAY, shared=record))
    assert is_personal(published(20, 7 * DAY, shared=[*record, False]))
    assert is_personal(published(20, 7 * DAY, shared=[True] * (LEAST_KNOWN - 1)))


def article(title: str, published: datetime | None = NOON, outlet: str = "Site", url: str = "") -> Article:
    return Article("id", url, title, "It rained.", outlet, published=published)


def test_headlines_that_differ_only_in_numbers_and_dates_are_a_series() -> None:
    titles = ["Market notes, 1 March", "Market notes, 2 March", "Market notes, 3 April"]
    entries = [Published("site", "feed", title, "", NOON + n * HOUR) for n, title in enumerate(titles)]
    assert not profile_sources(entries).series  # on one day
    profiles = profile_sources([Published("site", "feed", title, "", NOON + n * DAY) for n, title in enumerate(titles)])
    assert profiles.kind(article("Market notes, 9 May")) == "series"
    assert profiles.kind(article("Market notes for all")) == ""
    assert profiles.kind(article("Market notes, 9 May", outlet="Other")) == ""


def entries(recurring: int, others: int, gap: timedelta = DAY) -> list[Published]:
    names = [f"Harbour {'x' * n} 2" for n in range(recurring)] * 2 + [f"Reef {'x' * n}" for n in range(others)]
    return [Published("site", "feed", name, "", NOON + n * gap) for n, name in enumerate(names)]


def test_a_source_whose_headlines_recur_on_other_days_is_a_list() -> None:
    def lists(articles: list[Published]) -> bool:
        assert profile_sources(articles).lists <= {"site"}
        return bool(profile_sources(articles).lists)

    most = int(RECURRENT / RECURRING)
    assert lists(entries(RECURRENT, most - RECURRENT))
    assert not lists(entries(RECURRENT, most - RECURRENT + 1))
    assert not lists(entries(RECURRENT - 1, 0))
    assert not lists(entries(RECURRENT, 0, timedelta(minutes=1)))
    assert not lists([each._replace(published=None) for each in entries(RECURRENT, 0)])
    numbered = [each._replace(title=f"{each.title}.{n}") for n, each in enumerate(entries(RECURRENT, 0))]
    assert lists(numbered)


def test_a_collection_tells_which_sources_are_lists_but_not_their_cadence() -> None:
    listed = [
        Article(str(n), "", each.title, "It rained.", "Site", published=each.published)
        for n, each in enumerate(entries(RECURRENT, 0, 9 * DAY))
    ]
    assert profile_collection(listed) == SourceProfiles(lists=frozenset({"site"}))
    assert profile_collection([replace(each, outlet="") for each in listed]) == UNKNOWN


def test_a_pattern_of_numbers_and_one_word_is_no_series() -> None:
    assert not profile_sources([Published("site", "feed", f"Day {n}", "", NOON + n * DAY) for n in range(9)]).series
    assert headline_pattern("Ardent 8.1: released in März") == "ardent # # released in #"


def test_an_undated_article_of_a_dated_source_is_a_page() -> None:
    profiles = profile_sources([*published(3, HOUR), Published("site", "feed", "Who we are", "", None)])
    assert profiles.kind(article("Who we are", None)) == "page"
    assert profiles.kind(article("Who we are")) == ""
    undated = profile_sources([*published(3, HOUR), *[Published("site", "feed", "Note", "", None)] * 3])
    assert undated.kind(article("Note", None)) == ""


def test_an_article_of_a_personal_source_is_a_blog_unless_its_form_says_more() -> None:
    profiles = SourceProfiles(personal=frozenset({"site", "abc"}))
    assert profiles.kind(article("It rained")) == "blog"
    assert profiles.kind(article("Who will pay?")) == "question"
    assert profiles.kind(Article("id", "", "It rained", "", source_id="abc")) == "blog"
    assert UNKNOWN.kind(article("It rained")) == ""


def test_articles_without_a_source_have_no_profile() -> None:
    assert profile_sources([Published("", "feed", "It rained", "", NOON - n * 9 * DAY) for n in range(9)]) == UNKNOWN
