"""Refresh against a real server on loopback, with the store closed and opened again in between."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config, FeedConfig, WatchConfig
from briefing.errors import EXIT_NO_SOURCE, EXIT_OK, EXIT_SOME_FAILED, StoreLockedError
from briefing.model import Briefing, Health
from briefing.newsroom import (
    Progress,
    RefreshReport,
    build_briefing,
    commit_briefing,
    list_threads,
    mark_read,
    mark_thread_read,
    open_article,
    open_store,
    open_thread,
    overview,
    parse_since,
    refresh,
)
from briefing.store import Store, articles
from tests.conftest import SEED
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.content import CALL_A, QUAKE_A, configure, content, two_feeds
from tests.newsroom.site import Item, Site

PAGE = "The page tells the whole story of the earthquake at Arequipa, street by street. " * 8


def run(path: Path, config: Config, now: datetime = NOON) -> RefreshReport:
    """Refresh as one run of the program does."""
    with open_store(path) as store:
        return refresh(store, config, now=now)


def seen(path: Path, *, arrivals: bool = True) -> dict[str, list[tuple[object, ...]]]:
    with open_store(path, readonly=True) as store:
        return content(store, arrivals=arrivals)


def health(path: Path) -> Health:
    with open_store(path, readonly=True) as store:
        return overview(store).health


def test_stories_are_threaded_across_feeds(site: Site, path: Path) -> None:
    report = run(path, configure(*two_feeds(site)))
    assert (report.sources, report.unchanged, report.new_articles, report.exit_code) == (2, 0, 3, EXIT_OK)
    with open_store(path, readonly=True) as store:
        rows = list_threads(store, now=NOON)
        assert sorted(row.articles for row in rows) == [1, 2]
        call = open_thread(store, next(row.thread.id for row in rows if row.articles == 2))
        assert sorted(call.outlets) == ["One", "Two"]
        briefing = build_briefing(store, now=NOON)
    assert len(briefing.briefs) == 2
    assert briefing.until == NOON


def test_same_address_in_two_feeds_is_one_article_of_the_first(site: Site, path: Path) -> None:
    one, two = two_feeds(site)
    run(path, configure(one, two))
    with open_store(path, readonly=True) as store:
        (quake,) = [row for row in list_threads(store, now=NOON) if row.articles == 1]
        (ref,) = open_thread(store, quake.thread.id).articles
    assert ref.outlet == "One"


def test_second_refresh_asks_for_changes_and_writes_nothing(site: Site, path: Path, tmp_path: Path) -> None:
    seed = tmp_path / "seed.txt"
    seed.write_text("A seed with a headline\n\nAnd a text below it, which is one paragraph.\n")
    config = configure(*two_feeds(site), seeds=(seed,))
    run(path, config)
    before = seen(path)
    assert site.statuses() == {200: 2}
    report = run(path, config, hours(1))
    assert site.statuses() == {304: 2}
    assert (report.unchanged, report.new_articles, report.updated_articles, report.changed_threads) == (3, 0, 0, 0)
    assert seen(path) == before
    assert health(path).refreshed == hours(1)


def test_same_body_without_304_is_unchanged_too(site: Site, path: Path) -> None:
    config = configure(*two_feeds(site))
    run(path, config)
    before = seen(path)
    with open_store(path) as store:
        store.run("UPDATE source SET etag = '', last_modified = ''")
    site.statuses()
    assert run(path, config, hours(1)).unchanged == 2
    assert site.statuses() == {200: 2}
    assert seen(path) == before


def test_news_of_a_later_refresh_is_new_since_the_one_before(site: Site, path: Path) -> None:
    one, two = two_feeds(site)
    run(path, configure(one))
    run(path, configure(one, two), hours(1))
    with open_store(path, readonly=True) as store:
        briefing = build_briefing(store, now=hours(2), since=NOON)
    (brief,) = briefing.briefs
    assert brief.new
    assert {line.added for line in brief.new} == {hours(1)}
    assert briefing.until == hours(1)


def test_edited_article_is_updated_and_stays_one_article(site: Site, path: Path) -> None:
    one, _ = two_feeds(site)
    run(path, configure(one))
    site.feed("/one.xml", "One News", CALL_A, replace(QUAKE_A, text=QUAKE_A.text + "Two towns have no light."))
    report = run(path, configure(one), hours(1))
    assert (report.new_articles, report.updated_articles, report.changed_threads) == (0, 1, 1)
    with open_store(path, readonly=True) as store:
        assert overview(store).articles == 2
        (row,) = list_threads(store, "arequipa", now=NOON)
        (ref,) = open_thread(store, row.thread.id).articles
        article = open_article(store, ref.id).article
    assert "Two towns have no light." in article.text
    assert article.fetched == NOON


TOWNS = "Two towns in the hills behind Camana have no electric light since the evening. "


def delivered(path: Path, now: datetime) -> Briefing:
    """Deliver what is new since the last delivery as `daily` does, and move the cursor."""
    with open_store(path) as store:
        briefing = build_briefing(store, now=now, since=parse_since(store, "last", now))
        commit_briefing(store, briefing)
        return briefing


def news(briefing: Briefing) -> list[tuple[str, datetime | None]]:
    return [(line.text, line.added) for brief in briefing.briefs for line in brief.new]


def test_what_an_edit_adds_is_told_once_with_the_time_of_the_edit(site: Site, path: Path) -> None:
    one, _ = two_feeds(site)
    run(path, configure(one))
    assert len(delivered(path, hours(0.5)).briefs) == 2
    site.feed("/one.xml", "One News", CALL_A, replace(QUAKE_A, text=TOWNS + QUAKE_A.text))
    run(path, configure(one), hours(1))
    briefing = delivered(path, hours(1.5))
    assert (news(briefing), briefing.until) == ([(TOWNS.strip(), hours(1))], hours(1))
    assert delivered(path, hours(2)).briefs == ()
    # Making the thread anew for another report does not bring it back, and a further edit tells only its own.
    again = f'{TOWNS}{QUAKE_A.text}"We need three hundred tents tonight," said Mayor Rosa Quispe.'
    site.feed("/one.xml", "One News", CALL_A, replace(QUAKE_A, text=again))
    run(path, configure(one), hours(3))
    briefing = delivered(path, hours(3.5))
    assert news(briefing) == [('"We need three hundred tents tonight," said Mayor Rosa Quispe.', hours(3))]
    assert [quote.added for brief in briefing.briefs for quote in brief.quotes] == [hours(3)]


def test_an_edit_that_says_the_same_in_other_words_is_no_news(site: Site, path: Path) -> None:
    one, _ = two_feeds(site)
    run(path, configure(one))
    delivered(path, hours(0.5))
    other = "Early on Monday, a strong earthquake struck the coast of Peru near Arequipa, and rescue teams had set out."
    site.feed("/one.xml", "One News", CALL_A, replace(QUAKE_A, text=other))
    assert run(path, configure(one), hours(1)).updated_articles == 1
    assert delivered(path, hours(1.5)).briefs == ()


def test_marking_read_leaves_an_edit_to_be_told(site: Site, path: Path) -> None:
    one, _ = two_feeds(site)
    run(path, configure(one))
    delivered(path, hours(0.5))
    site.feed("/one.xml", "One News", CALL_A, replace(QUAKE_A, text=TOWNS + QUAKE_A.text))
    run(path, configure(one), hours(1))
    with open_store(path) as store:
        mark_read(store, [ref.id for ref in open_thread(store, "arequipa").articles])
    assert news(delivered(path, hours(1.5))) == [(TOWNS.strip(), hours(1))]


def test_an_edit_that_adds_something_is_new_and_unread(site: Site, path: Path) -> None:
    one, _ = two_feeds(site)
    run(path, configure(one))
    with open_store(path) as store:
        thread = open_thread(store, "arequipa").thread.id
        mark_thread_read(store, thread, hours(0.5))
        assert [(row.unread, row.new) for row in list_threads(store, "arequipa")] == [(0, 0)]
    site.feed("/one.xml", "One News", CALL_A, replace(QUAKE_A, text=TOWNS + QUAKE_A.text))
    run(path, configure(one), hours(1))
    with open_store(path) as store:
        assert [(row.unread, row.new) for row in list_threads(store, "arequipa")] == [(1, 1)]
        mark_thread_read(store, thread, hours(0.75))  # what was on screen before the edit
        assert [(row.unread, row.new) for row in list_threads(store, "arequipa")] == [(1, 1)]
        mark_thread_read(store, thread, hours(1))
        assert [(row.unread, row.new) for row in list_threads(store, "arequipa")] == [(0, 0)]
    other = (
        "Early on Monday, a strong earthquake struck the coast of Peru near Arequipa, and rescue teams had set out. "
    )
    site.feed("/one.xml", "One News", CALL_A, replace(QUAKE_A, text=TOWNS + other))
    assert run(path, configure(one), hours(2)).updated_articles == 1
    with open_store(path) as store:
        assert [(row.unread, row.new) for row in list_threads(store, "arequipa")] == [(0, 0)]


def test_outlets_that_join_a_story_are_told(site: Site, path: Path) -> None:
    one, two = two_feeds(site)
    run(path, configure(one))
    assert [brief.new_outlets for brief in delivered(path, hours(0.5)).briefs] == [(), ()]
    run(path, configure(one, two), hours(1))
    (brief,) = delivered(path, hours(1.5)).briefs
    assert brief.new_outlets == ("Two",)


def test_date_that_moves_with_every_request_changes_nothing(site: Site, path: Path) -> None:
    config = configure(two_feeds(site)[0])
    run(path, config)
    before = seen(path)
    moved = [replace(item, published=hours(-1)) for item in (CALL_A, QUAKE_A)]
    site.feed("/one.xml", "One News", *moved)
    assert run(path, config, hours(1)).updated_articles == 0
    after = seen(path)
    assert (after["article"], after["thread"]) == (before["article"], before["thread"])


def test_broken_feed_does_not_stop_the_others(site: Site, path: Path) -> None:
    site.bodies["/broken.xml"] = b"<html><p>Sorry, we have moved.</p>"
    broken, gone = FeedConfig(site.url + "/broken.xml", "Broken"), FeedConfig(site.url + "/gone.xml", "Gone")
    config = configure(broken, *two_feeds(site), gone)
    report = run(path, config)
    assert [failure.title for failure in report.failed] == ["Broken", "Gone"]
    assert all(failure.reason and "\n" not in failure.reason for failure in report.failed)
    assert (report.new_articles, report.exit_code) == (3, EXIT_SOME_FAILED)
    state = health(path)
    assert (state.ok, [failure.title for failure in state.failed]) == (2, ["Broken", "Gone"])


def test_feed_that_recovers_is_healthy_again(site: Site, path: Path) -> None:
    one, _ = two_feeds(site)
    body = site.bodies.pop("/one.xml")
    assert run(path, configure(one)).exit_code == EXIT_NO_SOURCE
    site.bodies["/one.xml"] = body
    assert run(path, configure(one), hours(1)).new_articles == 2
    assert health(path) == Health(ok=1, refreshed=hours(1), read=hours(1))


def test_missing_seed_is_a_failure_and_the_feeds_are_read(site: Site, path: Path, tmp_path: Path) -> None:
    missing = tmp_path / "missing.txt"
    report = run(path, configure(*two_feeds(site), seeds=(missing,)))
    assert [failure.location for failure in report.failed] == [str(missing)]
    assert (report.new_articles, report.exit_code) == (3, EXIT_SOME_FAILED)


def test_seed_is_read_where_all_feeds_fail(path: Path) -> None:
    nobody = FeedConfig("http://127.0.0.1:9/feed.xml")
    report = run(path, configure(nobody, seeds=(SEED,)))
    assert (report.new_articles, report.exit_code) == (1, EXIT_SOME_FAILED)


def test_no_source_at_all(path: Path) -> None:
    assert run(path, configure()).exit_code == EXIT_NO_SOURCE


def test_unchanged_seed_keeps_the_date_first_stored(path: Path, tmp_path: Path) -> None:
    seed = tmp_path / "seeds" / "story.txt"
    seed.parent.mkdir()
    seed.write_text("Mayor opens the bridge\n\nThe mayor opened the bridge on Monday.\n")
    os.utime(seed, (1_700_000_000, 1_700_000_000))
    run(path, configure(seeds=(seed.parent,)))
    before = seen(path)
    os.utime(seed, (1_750_000_000, 1_750_000_000))
    assert run(path, configure(seeds=(seed.parent,)), hours(1)).unchanged == 1
    assert seen(path) == before


def test_edited_seed_is_the_same_article(path: Path, tmp_path: Path) -> None:
    seed = tmp_path / "story.txt"
    seed.write_text("Mayor opens the bridge\n\nThe mayor opened the bridge on Monday.\n")
    run(path, configure(seeds=(seed,)))
    seed.write_text("Mayor opens the bridge\n\nThe mayor opened the bridge on Tuesday.\n")
    report = run(path, configure(seeds=(seed,)), hours(1))
    assert (report.new_articles, report.updated_articles) == (0, 1)
    with open_store(path, readonly=True) as store:
        assert overview(store).articles == 1


def teaser_feed(site: Site, count: int = 3) -> FeedConfig:
    items = [
        Item(f"/story{n}", f"Earthquake report number {n} from Arequipa", "A teaser.", NOON - timedelta(hours=9 - n))
        for n in range(count)
    ]
    return FeedConfig(site.feed("/teasers.xml", "Teasers", *items), "Teasers")


def texts(path: Path) -> dict[str, str]:
    """Last word of each address -> `page` or `feed`."""
    with open_store(path, readonly=True) as store:
        return {row[0].rsplit("/", 1)[1]: row[1] for row in store.rows("SELECT url, origin FROM article")}


def test_pages_are_fetched_for_teasers_newest_first_within_the_budget(site: Site, path: Path) -> None:
    feed = teaser_feed(site)
    for number in range(3):
        site.page(f"/story{number}", PAGE + str(number), "And a second paragraph that closes the report.")
    run(path, configure(feed, pages=2))
    assert texts(path) == {"story0": "feed", "story1": "page", "story2": "page"}
    run(path, configure(feed, pages=2), hours(1))
    assert texts(path) == dict.fromkeys(("story0", "story1", "story2"), "page")
    before = seen(path)
    run(path, configure(feed, pages=2), hours(2))
    assert seen(path) == before


def test_teaser_is_kept_where_the_page_fails_or_is_a_stub(site: Site, path: Path) -> None:
    feed = teaser_feed(site)
    site.page("/story1", "Stub")
    site.page("/story2", PAGE)
    report = run(path, configure(feed))
    assert report.exit_code == EXIT_OK
    assert texts(path) == {"story0": "feed", "story1": "feed", "story2": "page"}


def test_all_articles_without_a_date(site: Site, path: Path) -> None:
    items = [replace(item, published=None) for item in (CALL_A, QUAKE_A)]
    run(path, configure(FeedConfig(site.feed("/undated.xml", "U", *items), "U", full_text="never")))
    with open_store(path, readonly=True) as store:
        assert len(list_threads(store, now=NOON)) == 2
        assert len(build_briefing(store, now=NOON).briefs) == 2


def test_date_of_the_future_counts_as_now(site: Site, path: Path) -> None:
    item = replace(QUAKE_A, published=hours(24 * 400))
    run(path, configure(FeedConfig(site.feed("/future.xml", "F", item), "F", full_text="never")))
    with open_store(path, readonly=True) as store:
        (row,) = list_threads(store, now=NOON)
    assert row.thread.last is None or row.thread.last <= NOON


def test_watched_thread_is_pinned_and_named(site: Site, path: Path) -> None:
    config = configure(*two_feeds(site))
    run(path, replace(config, watch=(WatchConfig("Andes disaster", "arequipa"),)))
    with open_store(path, readonly=True) as store:
        first, second = list_threads(store, now=NOON)
    assert first.thread.title == f"Andes disaster: {QUAKE_A.title}"
    assert (first.thread.state.followed, second.thread.state.followed) == (True, False)


def test_title_that_has_the_watchs_name_is_left_as_it_is(site: Site, path: Path) -> None:
    run(path, replace(configure(*two_feeds(site)), watch=(WatchConfig("Strong earthquake", "arequipa"),)))
    with open_store(path, readonly=True) as store:
        assert list_threads(store, now=NOON)[0].thread.title == QUAKE_A.title


def test_what_has_no_date_does_not_go_before_the_news_of_the_day(site: Site, path: Path) -> None:
    imprint = Item("/imprint", "Imprint of the editors", "The editors answer for what is printed here.", None)
    news = replace(QUAKE_A, published=hours(-12))
    run(path, configure(FeedConfig(site.feed("/one.xml", "One News", imprint, news), "One", full_text="never")))
    with open_store(path, readonly=True) as store:
        assert [row.thread.title for row in list_threads(store, now=NOON)] == [QUAKE_A.title, imprint.title]


def test_watch_without_words_pins_nothing(site: Site, path: Path) -> None:
    run(path, replace(configure(*two_feeds(site)), watch=(WatchConfig("Everything", "-"),)))
    with open_store(path, readonly=True) as store:
        assert not any(row.thread.state.followed for row in list_threads(store, now=NOON))


def test_clock_put_back_hides_no_news(site: Site, path: Path) -> None:
    one, two = two_feeds(site)
    run(path, configure(one), hours(5))
    with open_store(path) as store:
        until = build_briefing(store, now=hours(5)).until
    run(path, configure(one, two), NOON)
    with open_store(path, readonly=True) as store:
        assert len(build_briefing(store, now=NOON, since=until).briefs) == 1


def test_two_refreshes_at_once_do_not_wait(site: Site, path: Path) -> None:
    config = configure(*two_feeds(site))
    holder = rf"pid {os.getpid()}, refresh"
    with open_store(path) as one, open_store(path) as two, one.writer("refresh", NOON):  # noqa: SIM117
        with pytest.raises(StoreLockedError, match=holder):
            refresh(two, config, now=NOON)


def test_reader_goes_on_during_a_refresh(site: Site, path: Path) -> None:
    one, two = two_feeds(site)
    run(path, configure(one))
    counts: list[int] = []
    with open_store(path) as store, open_store(path, readonly=True) as reader:
        refresh(
            store,
            configure(one, two),
            now=hours(1),
            on_progress=lambda progress: counts.append(overview(reader).articles),
        )
        assert overview(reader).articles == 3
    assert counts[0] == 2


def test_progress_goes_through_the_stages(site: Site, path: Path) -> None:
    steps: list[Progress] = []
    with open_store(path) as store:
        refresh(store, configure(*two_feeds(site), teaser_feed(site)), now=NOON, on_progress=steps.append)
    stages = [progress.stage for progress in steps]
    assert list(dict.fromkeys(stages)) == ["feeds", "pages", "articles", "threads", "summaries"]
    assert all(progress.done <= progress.total for progress in steps)
    begun = [progress.stage for progress in steps if not progress.done]
    assert begun == ["pages", "articles", "threads", "summaries"]  # named at once, before their first step is done


def test_interrupt_keeps_what_is_done(site: Site, path: Path) -> None:
    config = configure(*two_feeds(site))

    def stop(progress: Progress) -> None:
        raise KeyboardInterrupt

    with open_store(path) as store:
        with pytest.raises(KeyboardInterrupt):
            refresh(store, config, now=NOON, on_progress=stop)
        assert articles.count_pending(store)[0] >= 2  # of the feed that came first, or of both
    run(path, config)
    undisturbed = path.with_name("other.db")
    run(undisturbed, config)
    assert seen(path, arrivals=False) == seen(undisturbed, arrivals=False)


def test_source_taken_out_of_the_configuration_is_not_told_of_any_more(site: Site, path: Path) -> None:
    one, _ = two_feeds(site)
    run(path, configure(one, FeedConfig(site.url + "/gone.xml")))
    run(path, configure(one), hours(1))
    assert health(path) == Health(ok=1, refreshed=hours(1), read=hours(1))


def test_feed_that_brings_nothing_for_long_is_silent(site: Site, path: Path) -> None:
    one, _ = two_feeds(site)
    run(path, configure(one))
    run(path, configure(one), NOON + timedelta(days=40))
    (silence,) = health(path).silent
    assert (silence.title, silence.reason) == ("One", "nothing new since 2026-03-01")


def test_store_of_another_run_stays_readable(site: Site, path: Path) -> None:
    run(path, configure(*two_feeds(site)))
    with Store.open(path, readonly=True) as store:
        assert store.row("PRAGMA integrity_check")[0] == "ok"


def test_threads_that_prove_to_be_one_are_merged_and_both_ids_answer(site: Site, path: Path) -> None:
    sinking = "The ferry Aurora sank off Arequipa with forty passengers aboard, and rescue teams searched the waves. "
    inquiry = "Naviera Sur suspended captain Hugo Ramos while inspectors examine forged safety papers in its offices. "
    first = Item("/ferry-1", "Ferry Aurora sinks off Arequipa", sinking, hours(-5))
    second = Item("/ferry-2", "Naviera Sur suspends captain Hugo Ramos over forged papers", inquiry, hours(-4))
    title = "Naviera Sur suspends captain Hugo Ramos as ferry Aurora sinks off Arequipa"
    bridge = [Item(f"/ferry-{n}", title, sinking + inquiry, hours(-3)) for n in (3, 4)]
    for number, items in enumerate(([first], [second], bridge)):
        url = site.feed(f"/{number}.xml", f"News {number}", *items)
        feeds = [FeedConfig(f"{site.url}/{n}.xml", f"News {n}", full_text="never") for n in range(number + 1)]
        assert url == feeds[-1].url
        run(path, configure(*feeds), hours(number))
        with open_store(path, readonly=True) as store:
            if number == 1:
                before = [row.thread.id for row in list_threads(store)]
    with open_store(path, readonly=True) as store:
        (row,) = list_threads(store)
        assert len(before) == 2
        assert row.articles == 4
        assert {open_thread(store, id_).thread.id for id_ in before} == {row.thread.id}
        assert len(open_thread(store, row.thread.id).articles) == 4
