"""Stores of earlier versions after an upgrade: feeds recognise their stored articles, and marks are kept."""

from __future__ import annotations

import sqlite3
from dataclasses import replace
from html import escape
from pathlib import Path

import pytest

from briefing.config import FeedConfig
from briefing.model import Target, stable_id
from briefing.newsroom import join_threads, list_changes, list_threads, mark, open_store, refresh, split_thread, undo
from briefing.store import Store, schema
from tests.newsroom.conftest import hours
from tests.newsroom.content import CALL_A, CALL_B, QUAKE_A, configure
from tests.newsroom.site import Item, Site
from tests.store.test_migrations import EARLIER, some_version

NEWS = "https://news.example"
HIDDEN = Item(
    "/call-b", "Harvest of coffee begins early in Colombia", "Farmers near Medellin pick the first red cherries."
)
"""What CALL_B, which has the same address, had overwritten."""
LATER = Item("/call-b", "Library of Cusco opens its doors again", "Readers queued in the rain to see the old maps.")


def item_xml(item: Item, guid: str, link: str) -> str:
    return (
        f"<item><title>{escape(item.title)}</title><link>{link}</link><guid>{guid}</guid>"
        f"<pubDate>Sun, 01 Mar 2026 08:00:00 +0000</pubDate><description>{escape(item.text)}</description></item>"
    )


def serve(site: Site, path: str, *items: tuple[Item, str] | Item, root: str = NEWS) -> FeedConfig:
    pairs = [(each, root + each.path) if isinstance(each, Item) else each for each in items]
    xml = "".join(item_xml(item, guid, root + item.path) for item, guid in pairs)
    site.bodies[path] = f"<?xml version='1.0'?><rss version='2.0'><channel>{xml}</channel></rss>".encode()
    return FeedConfig(site.url + path, path, full_text="never")


def lay(version: int, path: Path, site: Site) -> None:
    """Put a store of an earlier version there, as it is where its feeds are those of the site."""
    script = (EARLIER / f"schema-{version}.sql").read_text(encoding="utf-8")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    raw = sqlite3.connect(path, isolation_level=None)
    raw.executescript(script)
    names = {id_: stable_id(url.removeprefix("https://")) for id_, url in raw.execute("SELECT id, url FROM article")}
    feeds = dict(raw.execute("SELECT location, id FROM source"))
    for url, id_ in feeds.items():
        script = script.replace(id_, stable_id(url.replace(NEWS, site.url))).replace(url, url.replace(NEWS, site.url))
    for old, new in names.items():
        script = script.replace(old, new)
    raw.close()
    path.unlink()
    raw = sqlite3.connect(path, isolation_level=None)
    raw.executescript(script)
    for (article_id,) in raw.execute("SELECT DISTINCT article_id FROM entry").fetchall():
        link = next(f"{NEWS}{i.path}" for i in (CALL_A, CALL_B, QUAKE_A) if named(i) == article_id)
        raw.execute("UPDATE entry SET key = ? WHERE article_id = ?", (stable_id(f"{link}\n{link}", 16), article_id))
    two = stable_id(site.url + "/two.xml")
    hidden = stable_id(f"hidden\n{NEWS}/call-b", 16)
    raw.execute(
        "INSERT INTO entry (source_id, key, fingerprint, article_id) VALUES (?, ?, 'print', ?)",
        (two, hidden, named(CALL_B)),
    )
    raw.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
    raw.execute(f"PRAGMA user_version = {version}")
    raw.close()


def named(item: Item) -> str:
    return stable_id(f"news.example{item.path}")


def state(store: Store) -> dict[str, object]:
    """What readers see and have marked of the three articles of before."""
    ids = ", ".join(f"'{named(item)}'" for item in (CALL_A, CALL_B, QUAKE_A))
    threads = f"SELECT thread_id FROM article WHERE id IN ({ids})"
    tags = "SELECT group_concat(tag) FROM thread_tag WHERE thread_id = thread.id"
    columns = "id, title, published, fetched, read, starred, thread_id"
    return {
        "articles": store.rows(f"SELECT {columns} FROM article WHERE id IN ({ids}) ORDER BY id"),
        "texts": store.rows(
            f"SELECT id, text FROM content JOIN article USING (number) WHERE id IN ({ids}) ORDER BY id"
        ),
        "tags": store.rows("SELECT id, tag FROM article_tag JOIN article USING (number) ORDER BY id"),
        "threads": store.rows(
            f"SELECT id, followed, muted, starred, ({tags}) FROM thread WHERE id IN ({threads}) ORDER BY id"
        ),
        "decisions": store.rows("SELECT number, kind, data FROM decision ORDER BY number"),
        "parted": store.rows("SELECT * FROM parted ORDER BY 1, 2, 3"),
    }


@some_version
def test_feeds_find_what_an_earlier_version_stored_with_all_marks(version: int, site: Site, path: Path) -> None:
    lay(version, path, site)
    one, two = serve(site, "/one.xml", CALL_A, QUAKE_A), serve(site, "/two.xml", CALL_B, QUAKE_A, (HIDDEN, "hidden"))
    config = configure(one, two)
    with open_store(path) as store:
        mark(store, "star", [Target(article_ids=(named(CALL_B),))])
        mark(store, "tag", [Target(article_ids=(named(QUAKE_A),))], tag="later")
        mark(store, "read", [Target(article_ids=(named(CALL_A),))])
        thread = store.row("SELECT thread_id FROM article WHERE id = ?", (named(QUAKE_A),))[0]
        mark(store, "follow", [Target(thread)])
        call = store.row("SELECT thread_id FROM article WHERE id = ?", (named(CALL_A),))[0]
        split_thread(store, config, call, [named(CALL_B)])
        before = state(store)
        report = refresh(store, config, now=hours(48))
        assert (report.new_articles, report.updated_articles, report.failed) == (1, 0, ())
        assert state(store) == before
        assert store.rows("SELECT title FROM article WHERE id NOT IN (SELECT value FROM json_each(?))", (
            f'["{named(CALL_A)}", "{named(CALL_B)}", "{named(QUAKE_A)}"]',)) == [(HIDDEN.title,)]  # fmt: skip
        for hour in (49, 50):
            serve(site, "/one.xml", QUAKE_A, CALL_A, Item(f"/new-{hour}", f"News of {hour}", "Nothing happened."))
            serve(site, "/two.xml", (HIDDEN, "hidden"), (LATER, "later"), QUAKE_A, CALL_B)
            refresh(store, config, now=hours(hour))
            assert state(store) == before
        assert store.row("SELECT count(*) FROM article")[0] == 7
        undo(store, config)
        assert {change.kind for change in list_changes(store)} >= {"split", "star", "tag"}
        assert store.row("SELECT count(DISTINCT thread_id) FROM article WHERE id IN (?, ?)",
                         (named(CALL_A), named(CALL_B)))[0] == 1  # fmt: skip
        assert store.row("PRAGMA integrity_check")[0] == "ok"
        assert all(row.articles for row in list_threads(store))


@pytest.mark.parametrize("version", [1, 5, schema.NEWEST - 1])
@pytest.mark.parametrize("change", ["title", "guid", "scheme"])
def test_entry_that_changed_with_the_upgrade_is_the_article_it_was(
    version: int, change: str, site: Site, path: Path
) -> None:
    lay(version, path, site)
    edited = Item("/quake", "Peru shaken: what is known" if change == "title" else QUAKE_A.title, QUAKE_A.text)
    root = "http://www.news.example" if change == "scheme" else NEWS
    guid = "tag:new" if change == "guid" else root + "/quake"
    config = configure(serve(site, "/one.xml", CALL_A, (edited, guid), root=root), serve(site, "/two.xml", CALL_B))
    with open_store(path) as store:
        for hour in (48, 49):
            assert refresh(store, config, now=hours(hour)).new_articles == 0
        assert store.row("SELECT title FROM article WHERE id = ?", (named(QUAKE_A),)) == (edited.title,)
        moved = Item("/2026/quake", edited.title, edited.text)
        serve(site, "/one.xml", CALL_A, (moved, guid))
        assert refresh(store, config, now=hours(50)).new_articles == 0


def test_joined_threads_stay_joined_after_the_upgrade(site: Site, path: Path) -> None:
    lay(schema.NEWEST - 1, path, site)
    config = configure(serve(site, "/one.xml", CALL_A, QUAKE_A), serve(site, "/two.xml", CALL_B, (HIDDEN, "hidden")))
    with open_store(path) as store:
        (joined,) = join_threads(store, config, [row.thread.id for row in list_threads(store)])
        refresh(store, config, now=hours(48))
        assert store.rows("SELECT DISTINCT thread_id FROM article WHERE title <> ?", (HIDDEN.title,)) == [
            (joined.thread.id,)
        ]


@pytest.mark.parametrize("change", ["new address", "scheme", "while it still redirects"])
def test_feed_subscribed_under_the_address_it_has_moved_to_keeps_its_entries(
    change: str, site: Site, store: Store
) -> None:
    nameless = (
        "<item><title>{0}</title><guid isPermaLink='false'>{0}</guid><description>{0} is told.</description></item>"
    )
    items = "".join(nameless.format(title) for title in ("Ferry", "Bridge", "Harvest"))
    body = f"<?xml version='1.0'?><rss version='2.0'><channel>{items}</channel></rss>".encode()
    site.bodies |= {"/old.xml": body, "/new.xml": body}
    old, new = (FeedConfig(site.url + path, "One", full_text="never") for path in ("/old.xml", "/new.xml"))
    if change == "scheme":
        new = replace(old, url=old.url + "/")
        site.bodies["/old.xml/"] = body
    assert refresh(store, configure(old), now=hours(0)).new_articles == 3
    if change != "scheme":
        store.run("UPDATE source SET moved_to = ?", (new.url,))
    if change == "while it still redirects":
        assert refresh(store, configure(old), now=hours(1)).new_articles == 0
    for hour in (2, 3):
        assert refresh(store, configure(new), now=hours(hour)).new_articles == 0
    site.bodies["/new.xml"] = site.bodies["/old.xml/"] = body.replace(b"Ferry is told", b"Ferry and boat are told")
    assert refresh(store, configure(new), now=hours(4)).updated_articles == 1
