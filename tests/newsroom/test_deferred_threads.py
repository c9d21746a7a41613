"""Articles older than the window are listed and searchable, and analysed when they are asked for."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefing import newsroom
from briefing.config import Config, FeedConfig, RuleConfig, StoreConfig, WatchConfig
from briefing.model import Brief
from briefing.newsroom.processes.pool import Workers
from briefing.newsroom.stories.reanalysis import renew_analyses
from briefing.store import Store, deferred
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.content import CALL_B, QUAKE_A, configure
from tests.newsroom.site import Item, Site

DAYS = 24
OLD = replace(CALL_B, published=hours(-40 * DAYS))
NEWS = replace(QUAKE_A, published=hours(-1))


def serve(site: Site, *items: Item) -> Config:
    return configure(FeedConfig(site.feed("/feed.xml", "News", *items), "News", full_text="never"))


def find(store: Store, words: str) -> Brief:
    return newsroom.open_thread(store, words)


@pytest.fixture
def refreshed(site: Site, store: Store) -> Config:
    """A store with news and an old article."""
    config = serve(site, NEWS, OLD)
    newsroom.refresh(store, config, now=NOON)
    return config


@pytest.mark.usefixtures("refreshed")
def test_an_old_article_is_listed_by_its_headline(store: Store) -> None:
    brief = find(store, "petro")
    assert (brief.thread.title, brief.lead, brief.quotes) == (OLD.title, (), ())
    assert brief.articles[0].why.startswith("older than the news of its feed")
    assert find(store, "earthquake").lead


@pytest.mark.usefixtures("refreshed")
def test_an_old_article_is_found_by_the_words_of_its_text(store: Store) -> None:
    (hit,) = newsroom.search_articles(store, "cordial", now=NOON)
    assert hit.thread_title == OLD.title and "long and cordial" in hit.line.text


def test_a_thread_that_is_asked_for_gets_its_summary_and_quotes(store: Store, refreshed: Config) -> None:
    assert newsroom.is_deferred(store, "petro") and not newsroom.is_deferred(store, "earthquake")
    newsroom.complete_thread(store.path, refreshed, "petro", now=hours(1))
    brief = find(store, "petro")
    assert brief.lead and [(quote.speaker, quote.text) for quote in brief.quotes] == [
        ("Gustavo Petro", "The call was long and cordial")
    ]
    assert not newsroom.is_deferred(store, "petro")


def test_a_thread_that_cannot_be_analysed_now_tells_why(store: Store, refreshed: Config) -> None:
    with store.writer("refresh", NOON):
        assert "(pid " in str(newsroom.complete_thread(store.path, refreshed, "petro", now=hours(1)))
    assert newsroom.is_deferred(store, "petro")
    assert newsroom.complete_thread(store.path, refreshed, "petro", now=hours(1)) is None
    assert newsroom.complete_thread(store.path, refreshed, "earthquake", now=hours(1)) is None


def test_what_is_asked_for_is_no_news(store: Store, refreshed: Config) -> None:
    newsroom.commit_briefing(store, newsroom.build_briefing(store, now=NOON))
    newsroom.mark(store, "read", newsroom.find_targets(store, ["petro"]))
    newsroom.complete_thread(store.path, refreshed, "petro", now=hours(1))
    assert newsroom.build_briefing(store, since=newsroom.start_time(store, "last"), now=hours(2)).briefs == ()
    assert newsroom.list_threads(store, "petro")[0].unread == 0


def test_an_old_feed_keeps_the_articles_of_its_last_weeks(site: Site, store: Store) -> None:
    items = [replace(OLD, path=f"/{days}", published=hours(-days * DAYS)) for days in (400, 429, 431)]
    newsroom.refresh(store, serve(site, *items), now=NOON)
    assert deferred.count(store) == 1
    assert store.row("SELECT url FROM article WHERE analysed < 0") == (f"{site.url}/431",)


def test_undated_articles_and_files_are_never_old(site: Site, store: Store, tmp_path: Path) -> None:
    seed = tmp_path / "old.txt"
    seed.write_text("Title: Call\nDate: 2020-01-01\n\nThe minister said that talks would go on.")
    config = serve(site, NEWS, replace(OLD, published=None))
    newsroom.refresh(store, configure(*config.feeds, seeds=(seed,)), now=NOON)
    assert deferred.count(store) == 0


def test_the_window_of_the_configuration_decides(site: Site, store: Store) -> None:
    config = serve(site, NEWS, OLD)
    newsroom.refresh(store, replace(config, threads=replace(config.threads, window_days=60)), now=NOON)
    assert deferred.count(store) == 0


def test_pages_of_old_articles_are_not_fetched(site: Site, store: Store) -> None:
    config = serve(site, NEWS, OLD)
    feed = replace(config.feeds[0], full_text="always")
    newsroom.refresh(store, replace(config, feeds=(feed,)), now=NOON)
    assert {path for path, _ in site.requests} == {"/feed.xml", NEWS.path}


def test_an_edited_old_article_stays_deferred_with_its_new_text(site: Site, store: Store, refreshed: Config) -> None:
    serve(site, NEWS, replace(OLD, text=OLD.text + " Both agreed to meet in Bogotá."))
    newsroom.refresh(store, refreshed, now=hours(1))
    (hit,) = newsroom.search_articles(store, "bogotá", now=NOON)
    assert deferred.count(store) == 1
    newsroom.complete_thread(store.path, refreshed, hit.thread_id)
    assert any("Bogotá" in line.text for line in find(store, "petro").lead)


def test_an_article_of_a_thread_stays_in_it_when_it_is_edited_late(site: Site, store: Store) -> None:
    config = serve(site, OLD)
    newsroom.refresh(store, config, now=hours(-39 * DAYS))
    serve(site, NEWS, replace(OLD, text=OLD.text + " Both agreed to meet in Bogotá."))
    newsroom.refresh(store, config, now=NOON)
    assert deferred.count(store) == 0 and find(store, "petro").quotes


def test_joining_an_old_thread_analyses_it(store: Store, refreshed: Config) -> None:
    ids = [row.thread.id for row in newsroom.list_threads(store)]
    newsroom.join_threads(store, refreshed, ids, now=hours(1))
    assert [quote.speaker for quote in find(store, "petro").quotes] == ["Gustavo Petro"]
    assert deferred.count(store) == 0


def test_a_refresh_does_not_analyse_what_nobody_asks_for(store: Store, refreshed: Config) -> None:
    renew_analyses(store, refreshed, hours(1), lambda progress: None, Workers(0))
    assert deferred.count(store) == 1


def test_rules_apply_to_old_articles(site: Site, store: Store) -> None:
    config = replace(serve(site, NEWS, OLD), rules=(RuleConfig("text:cordial", "star"),))
    newsroom.refresh(store, config, now=NOON)
    assert newsroom.list_threads(store, "petro")[0].starred == 1


def test_watches_pin_threads_with_news_and_no_old_articles(site: Site, store: Store) -> None:
    watches = WatchConfig("Calls", "petro"), WatchConfig("Quakes", "earthquake")

    def watched() -> dict[str, bool]:
        return {row.thread.title: row.thread.state.followed for row in newsroom.list_threads(store)}

    config = replace(serve(site, NEWS, OLD), watch=watches)
    newsroom.refresh(store, config, now=NOON)
    expected = {f"Quakes: {NEWS.title}": True, OLD.title: False}
    assert watched() == expected
    newsroom.complete_thread(store.path, config, "petro", now=hours(1))
    assert not newsroom.is_deferred(store, "petro") and watched() == expected
    newsroom.refresh(store, replace(config, watch=()), now=hours(2))
    newsroom.refresh(store, config, now=hours(3))
    assert watched() == expected


def test_an_old_article_that_is_joined_to_news_is_watched_with_it(site: Site, store: Store) -> None:
    config = replace(serve(site, NEWS, OLD), watch=(WatchConfig("Calls", "text:cordial"),))
    newsroom.refresh(store, config, now=NOON)
    newsroom.join_threads(store, config, [row.thread.id for row in newsroom.list_threads(store)], now=hours(1))
    assert newsroom.list_threads(store)[0].thread.watch == "Calls"


def test_old_articles_are_pruned_by_their_date(store: Store, refreshed: Config) -> None:
    bare = StoreConfig(keep=())
    assert newsroom.prune(store, replace(bare, keep_days=41), now=NOON).threads == 0
    assert newsroom.prune(store, StoreConfig(keep_days=39), now=NOON).kept == {"unread": 1}
    assert newsroom.prune(store, replace(bare, keep_days=39), now=NOON).threads == 1
    newsroom.refresh(store, refreshed, now=hours(1))
    assert [row.thread.title for row in newsroom.list_threads(store)] == [NEWS.title]


def test_nobody_waits_for_the_delivery_of_old_articles(site: Site, store: Store) -> None:
    newsroom.refresh(store, serve(site, NEWS), now=NOON)
    newsroom.commit_briefing(store, newsroom.build_briefing(store, now=NOON))
    news = replace(NEWS, path="/news", published=hours(60 * DAYS - 1))
    newsroom.refresh(store, serve(site, news, replace(OLD, published=hours(20 * DAYS))), now=hours(60 * DAYS))
    report = newsroom.prune(store, StoreConfig(keep=(), keep_days=10), now=hours(90 * DAYS))
    left = [(row.thread.title, row.thread.last) for row in newsroom.list_threads(store)]
    assert (report.threads, left) == (2, [(NEWS.title, news.published)])


@pytest.mark.usefixtures("refreshed")
def test_doctor_counts_them(store: Store) -> None:
    findings = newsroom.diagnose(Config(), store, NOON)
    (finding,) = [each for each in findings if "listed by headline only" in each.problem]
    assert finding.problem.startswith("1 of 2 articles") and not finding.serious


def test_the_id_of_an_old_thread_is_that_of_its_article_unless_it_is_taken(site: Site, store: Store) -> None:
    items = [replace(OLD, path=f"/{number}", published=hours(-(40 + number) * DAYS)) for number in range(3)]
    config = serve(site, NEWS, *items)
    newsroom.refresh(store, config, now=NOON)
    ids = {row.thread.id for row in newsroom.list_threads(store)}
    assert len(ids) == 4
    newsroom.refresh(store, config, now=hours(1))
    assert {row.thread.id for row in newsroom.list_threads(store)} == ids


def test_old_articles_are_never_news(site: Site, store: Store) -> None:
    config = serve(site, NEWS)
    newsroom.refresh(store, config, now=NOON)
    first = newsroom.build_briefing(store, now=NOON)
    newsroom.commit_briefing(store, first)
    serve(site, NEWS, OLD)
    newsroom.refresh(store, config, now=hours(1))
    assert [brief.thread.title for brief in first.briefs] == [NEWS.title]
    assert newsroom.build_briefing(store, since=newsroom.start_time(store, "last"), now=hours(2)).briefs == ()
    assert [brief.thread.title for brief in newsroom.build_briefing(store, now=hours(2)).briefs] == [NEWS.title]
    assert find(store, "petro").shortfall.startswith("Older than the news of its feed")
