"""What becomes of an article a source brings: pure decisions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article, Entry, Source
from briefing.newsroom.ingest.corrections import Clock
from briefing.newsroom.ingest.entry_keys import ParsedEntry, fingerprint
from briefing.newsroom.ingest.update_plan import decide, failed, is_teaser, make_plan, succeeded, with_page
from briefing.store.stored_values import Draft, SeenEntry, SourceState, StoredArticle
from tests.newsroom.conftest import NOON, hours

FEED = Source("one", "feed", "https://one.example/feed", "One")
STATE = SourceState(FEED, place=1)
LONG = "word " * 300
ARTICLE = Article("id", "https://one.example/story", "Title", LONG, published=hours(-1), origin="feed")
ENTRY = Entry("one", "guid", "https://one.example/story", "Title", "Ann", hours(-1), "Summary", "Content")


def stored(article: Article, place: int | None = 1, *, thread_id: str = "", source_id: str = "one") -> StoredArticle:
    kept = replace(article, source_id=source_id, outlet="One", fetched=hours(-1))
    return StoredArticle(kept, place, not thread_id, False, thread_id)


def decided(article: Article, old: StoredArticle | None, state: SourceState = STATE) -> Draft | None:
    return decide(
        ParsedEntry(SeenEntry("k", "f", article.id, published=article.published), article), old, state, Clock(NOON)
    ).draft


def test_new_article_arrives_now_under_the_name_of_its_feed() -> None:
    draft = decided(ARTICLE, None)
    assert draft is not None
    assert (draft.article.fetched, draft.article.outlet, draft.article.source_id) == (NOON, "One", "one")
    assert not draft.wants_page


def test_unchanged_article_is_left_alone() -> None:
    assert decided(ARTICLE, stored(ARTICLE)) is None


def test_changed_article_keeps_arrival_and_date() -> None:
    draft = decided(replace(ARTICLE, text=LONG + "more", published=None), stored(ARTICLE))
    assert draft is not None
    assert (draft.article.fetched, draft.article.published) == (hours(-1), hours(-1))


def test_date_of_the_future_becomes_now() -> None:
    draft = decided(replace(ARTICLE, published=hours(99)), None)
    assert draft is not None and draft.article.published == NOON


@pytest.mark.parametrize(
    ("place", "thread_id", "taken"),
    [(2, "", True), (None, "", True), (0, "", False), (2, "t1", False)],
)
def test_first_feed_of_the_configuration_owns_an_article_until_it_is_threaded(
    place: int | None, thread_id: str, taken: bool
) -> None:
    theirs = stored(ARTICLE, place, thread_id=thread_id, source_id="two")
    assert (decided(ARTICLE, theirs) is not None) is taken


def test_page_is_kept_while_a_changed_teaser_asks_for_it_again() -> None:
    page = stored(replace(ARTICLE, text="Page " * 500, origin="page", language="en"), thread_id="t1")
    draft = decided(replace(ARTICLE, title="New title", text="Short."), page)
    assert draft is not None and draft.wants_page
    assert (draft.article.title, draft.article.text, draft.article.origin) == ("New title", "Page " * 500, "page")


@pytest.mark.parametrize(
    ("text", "mode", "url", "expected"),
    [
        ("short", "auto", "https://one.example/story", True),
        (LONG, "auto", "https://one.example/story", False),
        (LONG, "always", "https://one.example/story", True),
        ("short", "never", "https://one.example/story", False),
        ("short", "always", "", False),
        ("short", "auto", "ftp://one.example/story", False),
    ],
)
def test_page_is_wanted_for_teasers(text: str, mode: str, url: str, expected: bool) -> None:
    source = replace(FEED, full_text=mode)  # type: ignore[arg-type]
    assert is_teaser(replace(ARTICLE, text=text, url=url), source) is expected


def test_page_with_less_to_say_than_the_feed_is_not_taken() -> None:
    assert with_page(ARTICLE, replace(ARTICLE, text="Accept cookies?", origin="page")) == ARTICLE
    taken = with_page(ARTICLE, replace(ARTICLE, id="x", title="Other", text=LONG + LONG, language="es"))
    assert (taken.id, taken.title, taken.origin, taken.language) == ("id", "Title", "page", "es")


def test_first_of_two_entries_with_one_article_counts() -> None:
    entries = [ParsedEntry(SeenEntry(key, "f", "id"), replace(ARTICLE, title=key)) for key in ("first", "second")]
    plan = make_plan(STATE, entries, {}, NOON)
    assert [draft.article.title for draft in plan.drafts] == ["first"]
    assert [heard.key for heard in plan.entries] == ["first", "second"]


def test_source_that_brings_only_what_others_brought_has_brought_nothing() -> None:
    theirs = {"id": stored(ARTICLE, 0, source_id="two")}
    assert make_plan(STATE, [ParsedEntry(SeenEntry("k", "f", "id"), ARTICLE)], theirs, NOON).state.brought is None
    assert make_plan(STATE, [ParsedEntry(SeenEntry("k", "f", "id"), ARTICLE)], {}, NOON).state.brought == NOON


def test_failures_are_counted_and_forgiven() -> None:
    twice = failed(failed(STATE, NOON, "no\nroute"), hours(1), "no route")
    assert (twice.failures, twice.error, twice.ok, twice.checked) == (2, "no route", None, hours(1))
    well = succeeded(twice, hours(2))
    assert (well.failures, well.error, well.ok) == (0, "", hours(2))


@given(st.sampled_from(["title", "author", "summary", "content"]), st.text(min_size=1))
def test_fingerprint_tells_every_change_but_that_of_the_date(name: str, more: str) -> None:
    changed = replace(ENTRY, **{name: getattr(ENTRY, name) + more})
    assert fingerprint(changed) != fingerprint(ENTRY)
    assert fingerprint(replace(ENTRY, published=NOON)) == fingerprint(ENTRY)
