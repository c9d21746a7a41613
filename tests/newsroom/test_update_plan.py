"""What becomes of an article a source brings: pure decisions."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.config import Config, FeedConfig, SeedConfig
from briefing.errors import NotFoundError
from briefing.model import Article, Entry, Source, stable_id
from briefing.newsroom.ingest.corrections import Clock
from briefing.newsroom.ingest.entry_keys import ParsedEntry, fingerprint
from briefing.newsroom.ingest.update_plan import (
    configured_sources,
    decide,
    failed,
    heirs,
    is_teaser,
    make_plan,
    named_sources,
    succeeded,
    with_page,
)
from briefing.store.stored_values import Draft, SeenEntry, SourceState, StoredArticle
from briefing.store.text_states import TEASER_WORDS
from tests.newsroom.conftest import NOON, hours
from tests.table import table

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


@pytest.mark.parametrize(("known", "kept"), [(None, hours(-1)), (hours(-2), hours(-2))])
def test_form_keeps_the_first_date_that_its_feed_gave(known: datetime | None, kept: datetime) -> None:
    earlier = SeenEntry("k", "g", ARTICLE.id, published=known)
    form = SeenEntry("k", "f", ARTICLE.id, published=hours(-1))
    decision = decide(ParsedEntry(form, ARTICLE, known=earlier), stored(ARTICLE), STATE, Clock(NOON))
    assert decision.form.published == kept


@table(
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


@table(
    ("old", "new", "wants_page"),
    [
        ("Short.", "Also short.", True),
        (LONG, LONG + "more", False),
        ("Short.", LONG, False),
        (LONG, "", False),
    ],
)
def test_changed_article_without_a_page_asks_for_one_if_its_new_text_is_a_teaser(
    old: str, new: str, wants_page: bool
) -> None:
    draft = decided(replace(ARTICLE, title="New title", text=new), stored(replace(ARTICLE, text=old)))
    assert (draft is not None and draft.wants_page) is wants_page


@table(
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


def feed(id_: str, location: str, title: str = "") -> Source:
    return Source(id_, "feed", location, title)


def test_folder_and_file_of_seeds_give_each_file_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt"):
        (tmp_path / name).write_text("x")
    config = replace(
        Config(),
        feeds=(FeedConfig("https://one.example/feed", "One", ("x",), "never", "p"),),
        seeds=(SeedConfig(tmp_path), SeedConfig(tmp_path / "a.txt"), SeedConfig(tmp_path / "missing")),
    )
    first, *files = configured_sources(config)
    assert first == Source(stable_id(first.location), "feed", "https://one.example/feed", "One", ("x",), "never", "p")
    assert [(Path(each.location).name, each.kind) for each in files] == [
        ("a.txt", "file"),
        ("b.txt", "file"),
        ("missing", "file"),
    ]


def test_feed_inherits_from_one_that_was_at_its_address_or_had_moved_there() -> None:
    old = {
        "a": SourceState(feed("a", "http://a.example/feed/")),
        "b": SourceState(feed("b", "https://b.example/feed"), moved_to="https://c.example/feed"),
        "d": SourceState(feed("d", "https://d.example/feed")),
        "s": SourceState(Source("s", "file", "https://s.example/feed")),
    }
    new = [
        feed("a2", "https://www.a.example/feed"),
        feed("b2", "https://b.example/feed"),
        feed("c2", "https://c.example/feed"),
        feed("d", "https://d.example/feed"),
        feed("d2", "http://d.example/feed"),
        feed("e2", "https://e.example/feed"),
        feed("s2", "https://s.example/feed"),
        Source("f2", "file", "https://b.example/feed"),
    ]
    assert heirs(new, old) == [("a2", "a"), ("b2", "b"), ("c2", "b")]


def test_sources_are_named_by_address_or_a_part_of_their_title() -> None:
    one = feed("1", "https://u:p@one.example/feed", "The North")
    two, three = feed("2", "https://two.example/feed"), feed("3", "https://three.example/feed", "North")
    known = {
        "1": SourceState(one),
        "2": SourceState(replace(two, title="Southern Post"), moved_to="https://new.example/"),
        "3": SourceState(replace(three, title="Other")),
    }

    def named(*names: str) -> str:
        return "".join(source.id for source in named_sources([three, two, one], names, known))

    assert named("north") == "31"
    assert named("the nor") == named("https://u:p@one.example/feed") == named("https://***@one.example/feed") == "1"
    assert named("SOUTH", "https://three.example/feed") == "32"
    assert named("https://new.example/") == "2"
    assert named() == ""
    with pytest.raises(NotFoundError, match="no source is called 'other'"):
        named("north", "other")


@pytest.mark.parametrize(("words", "is_one"), [(TEASER_WORDS - 1, True), (TEASER_WORDS, False)])
def test_text_of_few_words_is_a_teaser(words: int, is_one: bool) -> None:
    assert is_teaser(replace(ARTICLE, text="word " * words), FEED) is is_one


def test_page_is_fetched_for_a_feed_that_says_where_the_articles_are() -> None:
    short = replace(ARTICLE, text="Short.")
    draft = decided(short, None)
    assert draft and draft.wants_page
    shared = ParsedEntry(SeenEntry("k", "f", "id"), short, shares_address=True)
    file = replace(STATE, source=replace(FEED, kind="file"))
    for decision in (
        decide(shared, None, STATE, Clock(NOON)),
        decide(ParsedEntry(shared.form, short), None, file, Clock(NOON)),
    ):
        assert decision.draft and not decision.draft.wants_page


@table(
    ("state_place", "place", "thread_id", "pending", "is_taken"),
    [
        (1, 2, "", True, True),
        (1, 1, "", True, False),
        (1, None, "", True, True),
        (None, None, "", True, False),
        (None, 2, "", True, False),
        (1, 2, "", False, False),
        (1, 2, "t", True, False),
        (1, None, "t", False, True),
        (None, None, "t", False, False),
    ],
)
def test_source_gets_the_article_of_another(
    state_place: int | None, place: int | None, thread_id: str, pending: bool, is_taken: bool
) -> None:
    theirs = replace(stored(ARTICLE, place, thread_id=thread_id, source_id="two"), pending=pending)
    draft = decided(replace(ARTICLE, title="Another"), theirs, replace(STATE, place=state_place))
    assert (draft is not None and draft.article.source_id == "one") is is_taken


def test_edited_file_keeps_its_arrival_and_its_date_where_it_has_no_other() -> None:
    file = replace(STATE, source=replace(FEED, kind="file"))
    for published, date in ((None, hours(-1)), (hours(-9), hours(-9))):
        draft = decided(replace(ARTICLE, text=LONG + "more", published=published), stored(ARTICLE), file)
        assert draft and not draft.arrives
        assert (draft.article.published, draft.article.fetched) == (date, hours(-1))


def test_language_stays_with_the_text() -> None:
    old = stored(replace(ARTICLE, language="es"))
    draft = decided(replace(ARTICLE, title="New title", language="en"), old)
    assert draft and draft.article.language == "es"
    draft = decided(replace(ARTICLE, text=LONG + "more", language="en"), old)
    assert draft and draft.article.language == "en"


@table(
    ("url", "address", "guid", "is_moved"),
    [
        ("https://one.example/new", "new", "g", True),
        ("https://two.example/story", "new", "g", True),
        ("https://one.example/story?id=2", "new", "g", False),
        ("https://one.example/new", "id", "g", False),
        ("https://one.example/new", "new", None, False),
        ("", "new", "g", False),
    ],
)
def test_address_of_an_article_follows_that_of_its_entry(
    url: str, address: str, guid: str | None, is_moved: bool
) -> None:
    known = SeenEntry("k", "f", "id", guid, "id", refused="why")
    entry = ParsedEntry(
        SeenEntry("k", "f", "id", "g", address), replace(ARTICLE, url=url, title="No change"), known=known
    )
    decision = decide(entry, stored(ARTICLE), STATE, Clock(NOON))
    assert decision.form.refused == "why"
    assert (decision.draft.article.url if decision.draft else ARTICLE.url) == (url if is_moved else ARTICLE.url)
    assert decision.draft is None or decision.draft.article.title == ARTICLE.title


def test_worse_version_is_refused_with_its_reason() -> None:
    entry = ParsedEntry(SeenEntry("k", "g", "id"), replace(ARTICLE, text=""), known=SeenEntry("k", "f", "id"))
    decision = decide(entry, stored(ARTICLE), STATE, Clock(NOON))
    assert (decision.draft, decision.form.refused) == (None, "its text is empty")
    plan = make_plan(STATE, [entry], {"id": stored(ARTICLE)}, NOON)
    assert plan.refused == ("'Title': its text is empty",)
    assert make_plan(STATE, [replace(entry, known=plan.entries[0])], {"id": stored(ARTICLE)}, NOON).refused == ()


def test_plan_counts_articles_that_are_new_once() -> None:
    entries = [
        ParsedEntry(SeenEntry(key, "f", id_), replace(ARTICLE, id=id_, title="New"))
        for key, id_ in ("ax", "bx", "cy", "dz")
    ]
    plan = make_plan(STATE, entries, {"z": stored(replace(ARTICLE, id="z", title="Old"))}, NOON)
    assert (plan.brought, len(plan.drafts), len(plan.entries)) == (2, 3, 4)


PAGE = replace(ARTICLE, text=LONG + "more", title="Page", author="Ann", published=hours(-9), language="es", wire="AP")


def test_page_fills_the_fields_that_the_feed_left_open() -> None:
    bare = replace(ARTICLE, title="", published=None)
    taken = with_page(bare, PAGE)
    assert (taken.title, taken.author, taken.published, taken.language, taken.wire) == (
        "Page",
        "Ann",
        hours(-9),
        "es",
        "AP",
    )
    full = replace(ARTICLE, author="Bob", language="en", wire="dpa")
    taken = with_page(full, replace(PAGE, language="", wire=""))
    assert (taken.title, taken.author, taken.published, taken.language, taken.wire) == (
        "Title",
        "Bob",
        hours(-1),
        "en",
        "dpa",
    )


def test_page_has_more_words_than_the_feed_and_no_damage() -> None:
    assert with_page(ARTICLE, replace(PAGE, text=LONG)) == ARTICLE
    garbled = replace(ARTICLE, text="Größe über alles. " * 20)
    assert with_page(garbled, replace(PAGE, text="Gr??e ?ber alles. " * 30)) == garbled


@pytest.mark.parametrize(
    ("url", "after"),
    [
        ("https://one.example/other", ARTICLE.url),
        ("https://two.example/story?utm_source=x", "https://two.example/story"),
    ],
)
def test_address_of_a_page_counts_on_another_host(url: str, after: str) -> None:
    assert with_page(ARTICLE, replace(PAGE, url=url)).url == after


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
