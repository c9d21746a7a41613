"""Two feeds of one publisher are one outlet, from the first refresh on and in stores of earlier versions."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefing.config import Config, FeedConfig, WatchConfig
from briefing.newsroom import list_threads, open_store, open_thread, refresh
from briefing.newsroom.ingest.update_plan import named_sources
from briefing.store import Store, clusters, sources
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.content import CALL, QUAKE, configure
from tests.newsroom.site import Site

CALL_TITLE = "Trump and Petro speak by telephone after weeks of threats"


def serve(site: Site, path: str, title: str, *entries: tuple[str, str, str], source: str = "") -> str:
    """Serve a feed with these entries (address, headline, text); its address."""
    named = f"<source url='https://x.example'>{source}</source>" if source else ""
    items = "".join(
        f"<item><title>{headline}</title><link>{url}</link><description>{text}</description>{named}"
        "<author>none@none.example (Ann Lee)</author></item>"
        for url, headline, text in entries
    )
    body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{title}</title>{items}</channel></rss>'
    site.bodies[path] = body.encode()
    return site.url + path


def feed(url: str, title: str = "") -> FeedConfig:
    return FeedConfig(url, title, full_text="never")


@pytest.fixture
def star(site: Site) -> tuple[FeedConfig, FeedConfig]:
    """Two feeds of the Daily Star with one story, each in its own words."""
    host = "https://www.dailystar.example"
    world = serve(site, "/w", "World - DailyStar.example", (f"{host}/a", CALL_TITLE, CALL + "Both called it good."))
    petro = 'Petro said: "The call was long and cordial."'
    top = serve(
        site, "/t", "The Daily Star | Top", (f"{host}/b", "Petro says telephone call with Trump was good", CALL + petro)
    )
    return feed(world), feed(top)


def run(path: Path, config: Config, hour: float = 0) -> None:
    with open_store(path) as store:
        refresh(store, config, now=hours(hour))


def outlets(store: Store) -> set[str]:
    return {outlet for (outlet,) in store.rows("SELECT DISTINCT outlet FROM article")}


def as_an_earlier_version_left_it(path: Path) -> None:
    """Give articles the titles of their feeds as outlets."""
    with open_store(path) as store, store.transaction():
        for state in sources.states(store).values():
            title = (state.source.title, state.source.id)
            store.run("UPDATE article SET outlet = ? WHERE source_id = ?", title)
            store.run("UPDATE part SET source = lower(?1) WHERE source <> ''", title[:1])
        store.run("UPDATE source SET outlet = '', site = NULL, own_title = NULL")
        store.run("DELETE FROM memory WHERE name = 'outlets'")
        store.run("UPDATE thread SET outlets = 2")


def test_two_feeds_of_a_publisher_are_one_outlet_in_counts_and_names(
    star: tuple[FeedConfig, FeedConfig], path: Path
) -> None:
    run(path, configure(*star))
    with open_store(path, readonly=True) as store:
        (row,) = list_threads(store, now=NOON)
        brief = open_thread(store, row.thread.id)
    assert (row.articles, row.outlets, row.independent) == (2, 1, 1)
    assert brief.outlets == ("The Daily Star",)
    assert {ref.outlet for ref in brief.articles} == {"The Daily Star"}
    assert {line.source.outlet for line in brief.lead} == {"The Daily Star"}


def test_a_feed_that_is_added_later_is_no_new_outlet(star: tuple[FeedConfig, FeedConfig], path: Path) -> None:
    world, top = star
    run(path, configure(world))
    with open_store(path, readonly=True) as store:
        assert outlets(store) == {"DailyStar"}  # all that is known of it
    run(path, configure(world, top), 1)
    with open_store(path, readonly=True) as store:
        assert outlets(store) == {"The Daily Star"}
        (row,) = list_threads(store, now=hours(1))
        assert open_thread(store, row.thread.id).outlets == ("The Daily Star",)


def test_a_placeholder_gives_way_to_the_title_that_a_feed_gets_later(site: Site, path: Path) -> None:
    entry = ("https://www.dailystar.example/a", CALL_TITLE, CALL)
    later = ("https://www.dailystar.example/b", "Quake", QUAKE)
    for hour, title in enumerate(("Untitled", "The Daily Star", "Star of the Day", "Untitled")):
        run(path, configure(feed(serve(site, "/w", title, entry, *[later][:hour]))), hour)
        with open_store(path, readonly=True) as store:
            (state,) = sources.states(store).values()
            assert state.source.title == ("The Daily Star" if hour else "Untitled")
            assert hour == 0 or outlets(store) == {"The Daily Star"}


def test_a_configured_title_wins(star: tuple[FeedConfig, FeedConfig], path: Path) -> None:
    world, top = star
    run(path, configure(replace(world, title="Star: our paper"), top))
    with open_store(path, readonly=True) as store:
        assert outlets(store) == {"Star: our paper"}


def test_a_title_that_subscribing_has_written_is_no_choice(star: tuple[FeedConfig, FeedConfig], path: Path) -> None:
    world, top = star
    run(path, configure(replace(world, title="World - DailyStar.example"), top))
    with open_store(path, readonly=True) as store:
        assert outlets(store) == {"The Daily Star"}


def test_stored_articles_of_an_earlier_version_are_renamed_without_being_fetched_again(
    star: tuple[FeedConfig, FeedConfig], path: Path, site: Site
) -> None:
    run(path, configure(*star))
    as_an_earlier_version_left_it(path)
    site.bodies.clear()
    run(path, configure(*star), 1)
    with open_store(path, readonly=True) as store:
        assert outlets(store) == {"The Daily Star"}
        (row,) = list_threads(store, now=hours(1))
        assert (row.outlets, row.independent) == (1, 1)
        brief = open_thread(store, row.thread.id)
        assert brief.outlets == ("The Daily Star",)
        assert {quote.sources[0].outlet for quote in brief.quotes} == {"The Daily Star"}
        restored = clusters.read(store)
        assert restored is not None
        assert {part.group.source for part in restored.parts} == {"the daily star"}


def test_names_are_computed_once(star: tuple[FeedConfig, FeedConfig], path: Path) -> None:
    run(path, configure(*star))
    with open_store(path) as store:
        store.run("UPDATE article SET outlet = 'The Daily Star | Top'")
    run(path, configure(*star), 1)
    with open_store(path, readonly=True) as store:
        assert outlets(store) == {"The Daily Star | Top"}


def test_publisher_that_an_entry_names_stays(site: Site, path: Path) -> None:
    entry = ("https://www.stories.example/a", "Earthquake in Peru", QUAKE)
    run(path, configure(feed(serve(site, "/s", "Stories: World", entry, source="Reuters"))))
    with open_store(path, readonly=True) as store:
        assert outlets(store) == {"Reuters"}


def test_author_is_a_name_and_no_address(star: tuple[FeedConfig, FeedConfig], path: Path) -> None:
    run(path, configure(*star))
    with open_store(path, readonly=True) as store:
        assert {author for (author,) in store.rows("SELECT author FROM article")} == {"Ann Lee"}


@pytest.mark.parametrize(
    "query",
    [
        'outlet:"the daily star"',
        "outlet:dailystar",
        'outlet:"world dailystar example"',
        'feed:"the daily star"',
        "feed:top",
    ],
)
def test_an_outlet_is_found_by_its_name_and_by_the_titles_of_its_feeds(
    query: str, star: tuple[FeedConfig, FeedConfig], path: Path
) -> None:
    run(path, configure(*star))
    with open_store(path, readonly=True) as store:
        assert len(list_threads(store, query, now=NOON)) == 1


def test_title_of_a_feed_finds_no_articles_of_other_publishers(site: Site, path: Path) -> None:
    entry = ("https://www.stories.example/a", "Earthquake in Peru", QUAKE)
    run(path, configure(feed(serve(site, "/s", "Stories: World", entry, source="Reuters"))))
    with open_store(path, readonly=True) as store:
        assert not list_threads(store, "outlet:stories", now=NOON)


def test_a_watch_finds_an_outlet_by_the_title_of_its_feed(star: tuple[FeedConfig, FeedConfig], path: Path) -> None:
    watch = WatchConfig("Star", 'outlet:"world dailystar"')
    run(path, replace(configure(*star), watch=(watch,)))
    with open_store(path, readonly=True) as store:
        assert [row.thread.watch for row in list_threads(store, now=NOON)] == ["Star"]


def test_a_source_is_named_by_the_title_of_its_feed_or_by_its_outlet(
    star: tuple[FeedConfig, FeedConfig], path: Path
) -> None:
    run(path, configure(*star))
    with open_store(path, readonly=True) as store:
        known = sources.states(store)
    configured = [known_state.source for known_state in known.values()]
    assert len(named_sources(configured, ["world - dailystar"], known)) == 1
    assert len(named_sources(configured, ["the daily star"], known)) == 2
