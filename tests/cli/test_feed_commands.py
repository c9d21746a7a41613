"""Subscriptions as a user changes them, and how they are told to do."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from briefing.config import Config, FetchConfig, bundled, load_config
from briefing.errors import SourceError
from briefing.newsroom import discover_feed
from briefing.sources.discovery import COMMON_PATHS
from tests.cli.conftest import Program
from tests.newsroom.content import CALL_A, QUAKE_A
from tests.newsroom.site import Site
from tests.newsroom.test_newsboat_import import cache

NOTED = "# mine\n[fetch]\ntimeout = 5 # short\nhost_delay = 0\n\n# the end\n"


def test_added_from_a_page_listed_checked_and_removed(program: Program, site: Site) -> None:
    feed = site.feed("/one.xml", "One News", CALL_A, QUAKE_A)
    site.bodies["/"] = b"<html><link rel=alternate type=application/rss+xml href=one.xml></html>"
    program.config.write_text(NOTED)
    assert program.text("feeds", "add", site.url, "--tag", "world") == f"{feed}\n"
    assert program.text("feeds", "list") == f"One News  {feed}  #world\n"
    assert program.text("feeds", "check").startswith("new  One News  never fetched")
    assert "none of its pages could be fetched" in program.error("refresh", "--quiet", code=3)
    (row,) = program.json("feeds", "check")["feeds"]
    assert (row["condition"], row["entries"], row["failures"]) == ("ok", 2, 0)
    assert "2 pages could not be fetched" in program.text("doctor")
    assert program.text("feeds", "remove", "one news") == f"{feed}\n"
    assert program.config.read_text() == NOTED
    assert "no feed is called" in program.error("feeds", "remove", "one news", code=2)


def test_feed_that_is_there_already_is_told(program: Program, site: Site) -> None:
    feed = site.feed("/one.xml", "One News", CALL_A)
    program.configure(feed)
    done = program.run("feeds", "add", feed + "?utm_source=x", "--no-fetch")
    assert (done.returncode, done.stdout) == (0, b"")
    assert b"already subscribed" in done.stderr


def test_common_paths_are_tried_and_a_page_without_feed_is_told(program: Program, site: Site) -> None:
    site.page("/", "News")
    program.configure()
    assert "names no feed" in program.error("feeds", "add", site.url, code=4)
    feed = site.feed("/rss.xml", "One News", CALL_A)
    assert program.text("feeds", "add", site.url) == f"{feed}\n"


def test_a_site_is_asked_for_its_feed_with_a_pause(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.page("/", "News")
    paused: list[float] = []
    monkeypatch.setattr(time, "sleep", paused.append)
    with pytest.raises(SourceError, match="names no feed"):
        discover_feed(Config(fetch=FetchConfig(host_delay=0.3)), site.url)
    assert paused == [0.3] * len(COMMON_PATHS)


def test_import_and_export(program: Program, tmp_path: Path) -> None:
    program.configure()
    urls = tmp_path / "urls"
    urls.write_text('https://a.example/rss "world" "~A & B"\nquery:x:y # no\nhttps://b.example/rss !hid\n')
    done = program.run("feeds", "import", str(urls), "--tag", "new")
    assert done.stdout == b"https://a.example/rss\nhttps://b.example/rss\n"
    assert len(done.stderr.splitlines()) == 2
    opml = program.text("feeds", "export")
    program.configure()
    assert "https://b.example/rss" in program.text("feeds", "import", "-", stdin=opml.encode())
    first, second = program.json("feeds", "list")["feeds"]
    assert (first["title"], first["tags"], second["tags"]) == ("A & B", ["world", "new"], ["hid", "new"])
    assert program.text("feeds", "export", "--format", "newsboat").startswith('https://a.example/rss "world" "new"')
    urls.write_text('<!DOCTYPE opml [<!ENTITY a "b">]><opml/>')
    assert "entities" in program.error("feeds", "import", str(urls), code=4)


def test_killfile_and_query_feeds_are_imported_once_and_the_file_stays_as_it_is(
    program: Program, tmp_path: Path
) -> None:
    written = '# mine\n[queries]  # saved\nold = "tax"\n\n[output]\npager = "cat"\n'
    program.config.write_text(written)
    urls, config = tmp_path / "urls", tmp_path / "config"
    urls.write_text('https://a.example/rss\n"query:My tag:tags # \\"news\\""\n"query:old:unread = \\"yes\\""\n')
    config.write_text('ignore-article "*" "title =~ \\"gala\\""\nignore-article "*" "link =~ \\"x\\""\n')
    done = program.run("feeds", "import", str(urls), str(config), "--dry-run")
    assert b"rule would be added: mute title:gala" in done.stderr and program.config.read_text() == written
    done = program.run("feeds", "import", str(urls), str(config))
    assert done.stdout == b"https://a.example/rss\n" and b"saved query added: @my-tag = tag:news" in done.stderr
    assert b"`link =~ x` has no counterpart" in done.stderr
    assert b"saved query kept: the configuration has another @old; rename one of them" in done.stderr
    text = program.config.read_text()
    assert text.startswith(
        '# mine\n[queries]  # saved\n"my-tag" = "tag:news"\nold = "tax"\n\n[output]\npager = "cat"\n'
    )
    assert program.text("feeds", "import", str(urls), str(config)) == ""
    assert program.config.read_text() == text
    assert "no rule" not in program.text("config", "check") and "title:gala" in program.text("config", "show")


def test_doctor_names_what_fails_and_what_to_do(program: Program, site: Site, tmp_path: Path) -> None:
    program.configure(site.feed("/one.xml", "One", CALL_A), site.url + "/gone.xml", seeds=(tmp_path / "no",))
    program.run("refresh", "--quiet")
    findings = program.json("doctor", code=3)["findings"]
    assert [finding["area"] for finding in findings] == ["feed", "seed"]
    assert "404" in findings[0]["problem"] and "briefing refresh" in findings[0]["advice"]
    told = program.text("feeds", "check", "gone", code=4)
    assert told.startswith("failing  -  never read") and "\n    failed once on 20" in told
    program.config.write_text("[fetch]\ntimeuot = 1\n")
    assert "did you mean timeout" in program.text("doctor", code=2)


def test_feeds_that_are_added_at_once_are_all_there(program: Program) -> None:
    program.config.write_text(NOTED)
    urls = [f"https://a.example/{n}" for n in range(5)]
    with ThreadPoolExecutor(5) as threads:
        list(threads.map(lambda url: program.text("feeds", "add", "--no-fetch", url), urls))
    assert {row["url"] for row in program.json("feeds", "list")["feeds"]} == set(urls)


def test_an_address_that_is_none_is_told_as_it_was_typed(program: Program) -> None:
    told = program.error("feeds", "add", "--no-fetch", "example", code=2)
    assert told == "example: not an http or https address, which --no-fetch needs"


def test_nothing_is_left_behind_where_nothing_was_changed(program: Program, site: Site) -> None:
    program.env = {"BRIEFING_CONFIG": ""}
    program.error("feeds", "add", site.url + "/no.xml", code=4)
    program.error("feeds", "remove", "no such feed", code=2)
    assert not (program.home / ".config").exists()


def test_read_state_of_newsboat_is_taken_over(program: Program, site: Site, tmp_path: Path) -> None:
    program.configure(site.feed("/one.xml", "One", CALL_A, QUAKE_A))
    made = cache(tmp_path, (site.url + CALL_A.path, "1", 0), (site.url + "/later", "2", 0))
    done = program.run("feeds", "import", str(made), "--dry-run")
    assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")
    program.text("refresh", "--quiet")
    done = program.run("feeds", "import", str(made))
    assert b"cache.db: 1 article marked as read, 1 more on arrival" in done.stderr
    assert done.returncode == 0
    assert "not newsboat's" in program.error("feeds", "import", str(program.store), code=4)


def test_bundles_are_listed_and_added_to_a_copy_of_the_shipped_configuration(program: Program) -> None:
    names = [line.split()[0] for line in program.text("feeds", "bundles").splitlines()]
    assert names == [
        f"{t}{end}" for t in ("world", "latin-america", "business", "technology", "science") for end in ("", "-es")
    ]
    listed = program.json("feeds", "bundles", "science-es", "world")["feeds"]
    assert {"El País Ciencia", "BBC World"} <= {feed["title"] for feed in listed}
    assert program.text("feeds", "bundles", "science-es").startswith("El País Ciencia  https://feeds.elpais.com/")
    program.env["BRIEFING_CONFIG"] = ""
    own = program.home / ".config" / "briefing" / "config.toml"
    shipped = (bundled() / "config.toml").read_text()
    added = program.text("feeds", "add", "--bundle", "science", "--bundle", "world", "--tag", "mine").splitlines()
    assert own.read_text().startswith(shipped.rstrip())  # comments, watch and seeds
    assert "https://www.nature.com/nature.rss" in added
    assert "https://feeds.bbci.co.uk/news/world/rss.xml" not in added  # it is in the shipped configuration
    nature = next(feed for feed in load_config(own).feeds if feed.title == "Nature")
    assert nature.tags == ("science", "mine")


def test_a_bundle_that_does_not_exist_is_told(program: Program) -> None:
    program.configure()
    assert "did you mean science?" in program.error("feeds", "add", "--bundle", "sience", code=2)
    assert "`briefing feeds bundles` lists" in program.error("feeds", "add", code=2)
    assert "whose feeds have titles" in program.error("feeds", "add", "--bundle", "world", "--title", "x", code=2)


def test_only_the_shipped_configuration_is_copied_first(program: Program) -> None:
    program.env = {"BRIEFING_CONFIG": ""}
    assert program.text("feeds", "add", "--no-fetch", "https://a.example/f") == "https://a.example/f\n"
    own = program.home / ".config" / "briefing" / "config.toml"
    assert own.read_text().endswith('[[feeds]]\nurl = "https://a.example/f"\n')
