"""Commands as sources, and filters of feeds: what they print, their limits and failures."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from briefing.command_lines import Command
from briefing.config import Config, FeedConfig
from briefing.newsroom import diagnose, list_feeds, open_store, refresh, write_subscriptions
from briefing.newsroom.results import RefreshReport
from tests.newsroom.conftest import hours
from tests.newsroom.content import CALL_A, QUAKE_A, configure
from tests.newsroom.site import Site

PAGE = (
    "<html><head><title>A storm hits the coast</title></head><body><article><h1>A storm hits the coast</h1>"
    "<p>A storm hit the coast on Monday, and the ferries stayed in port.</p>"
    "<p>Rescue teams set out in the evening, the harbour master said.</p></article></body></html>"
)
RECORDS = [
    {"id": "1", "title": "A storm hits the coast", "text": "Wind.", "url": "http://a.example/storm"},
    {"id": "2", "title": "Elsewhere it is calm", "text": "No wind.", "published": "2026-03-01T08:00:00Z"},
]
LINES = "".join(json.dumps(record) + "\n" for record in RECORDS)


def read(path: Path, settings: Config, hour: float = 0, only: tuple[str, ...] = ()) -> RefreshReport:
    with open_store(path) as store:
        return refresh(store, settings, now=hours(hour), only=only)


def printing(file: Path, content: str | bytes, **options: object) -> FeedConfig:
    """A feed by a command that prints a file, and notes that it has run."""
    file.write_bytes(content if isinstance(content, bytes) else content.encode())
    command = Command(f"echo x >> '{file}.runs'; cat '{file}'")
    return FeedConfig(command=command, shell=True, full_text="never", **options)  # type: ignore[arg-type]


def titles(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as db:
        return sorted(title for (title,) in db.execute("SELECT title FROM article"))


def test_command_may_print_a_feed(site: Site, path: Path, tmp_path: Path) -> None:
    site.feed("/one.xml", "One News", CALL_A, QUAKE_A)
    feed = printing(tmp_path / "feed", site.bodies["/one.xml"])
    assert read(path, configure(feed)).failed == ()
    assert titles(path) == sorted((CALL_A.title, QUAKE_A.title))
    assert not site.requests
    with open_store(path) as store:
        (listed,) = list_feeds(configure(feed), store, hours(0))
    assert (listed.url, listed.title, listed.condition) == (feed.url, "One News", "ok")


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (LINES, ["A storm hits the coast", "Elsewhere it is calm"]),
        (json.dumps(RECORDS), ["A storm hits the coast", "Elsewhere it is calm"]),
        (PAGE, ["A storm hits the coast"]),
        ("A storm hits the coast\n\nThe ferries stayed in port on Monday.\n", ["A storm hits the coast"]),
        ("From: a@b.example\nTo: c@d.example\nSubject: Storm warning\n\nStay in port.\n", ["Storm warning"]),
        (
            '{"version": "https://jsonfeed.org/version/1.1", "title": "J", "items": '
            '[{"id": "1", "title": "A storm", "content_text": "Wind."}]}',
            ["A storm"],
        ),
        (" \n", []),
    ],
    ids=["json lines", "json", "page", "text", "mail", "json feed", "nothing"],
)
def test_command_may_print_other_documents(path: Path, tmp_path: Path, content: str, expected: list[str]) -> None:
    feed = printing(tmp_path / "out", content)
    assert read(path, configure(feed)).failed == ()
    assert titles(path) == expected


def test_output_that_is_the_same_brings_nothing_and_a_record_that_changes_is_updated(
    path: Path, tmp_path: Path
) -> None:
    feed = printing(tmp_path / "out", LINES, title="Wind")
    assert read(path, configure(feed)).new_articles == 2
    assert read(path, configure(feed), hour=1).unchanged == 1
    (tmp_path / "out").write_text(LINES.replace("No wind", "Still no wind"))
    report = read(path, configure(feed), hour=2)
    assert (report.new_articles, report.updated_articles) == (0, 1)


def test_text_that_changes_is_a_new_article(path: Path, tmp_path: Path) -> None:
    feed = printing(tmp_path / "out", "Wind\n\nIt blows from the west today.")
    read(path, configure(feed))
    (tmp_path / "out").write_text("Wind\n\nIt blows from the east today.")
    assert read(path, configure(feed), hour=1).new_articles == 1


def test_records_cannot_replace_articles_of_others(path: Path, tmp_path: Path) -> None:
    first = printing(tmp_path / "first", json.dumps({"id": "7", "title": "Mine", "text": "It is mine."}))
    read(path, configure(first))
    with closing(sqlite3.connect(path)) as db:
        (id_,) = db.execute("SELECT id FROM article").fetchone()
    second = printing(tmp_path / "second", json.dumps({"id": id_, "title": "Yours", "text": "It is yours."}))
    read(path, configure(first, second), hour=1)
    assert titles(path) == ["Mine", "Yours"]


def test_lines_that_cannot_be_read_are_told_and_the_others_kept(path: Path, tmp_path: Path) -> None:
    feed = printing(tmp_path / "out", LINES + "{broken\n")
    (note,) = read(path, configure(feed)).notes
    assert note.reason.startswith("read in part: line 3: this is not JSON")
    assert len(titles(path)) == 2


def test_command_that_fails_is_a_failing_source_that_is_backed_off(path: Path, tmp_path: Path) -> None:
    script = f"echo x >> '{tmp_path}/runs'; echo text; echo 'no network' >&2; exit 7"
    feed = FeedConfig(command=Command(script), shell=True, title="Wind")
    settings = configure(feed)
    for hour, runs in ((0.0, 1), (0.1, 2), (0.2, 2), (3.0, 3)):
        (failure,) = read(path, settings, hour=hour).failed
        assert failure.reason == "its command `echo` ended with exit code 7: no network"
        assert len((tmp_path / "runs").read_text().split()) == runs, "due after 30 minutes, then after an hour"
    read(path, settings, hour=3.1, only=("Wind",))
    assert len((tmp_path / "runs").read_text().split()) == 4, "named ones run at once"
    with open_store(path) as store:
        (finding,) = [each for each in diagnose(settings, store, hours(3.1)) if each.area == "feed"]
    assert finding.subject.startswith("exec:echo-") and "exit code 7: no network, 4 times in a row" in finding.problem
    assert finding.advice.endswith("runs it now; correct the command in the configuration if it still fails")


def test_command_ends_at_its_limits(path: Path) -> None:
    late, large = FeedConfig(command=Command("sleep 60")), FeedConfig(command=Command("head -c 5000 /dev/zero"))
    settings = configure(late, large)
    settings = replace(settings, fetch=replace(settings.fetch, command_timeout=0.3, max_body_bytes=2000))
    assert [failure.reason for failure in read(path, settings).failed] == [
        "its command `sleep` was killed after 0.3 s",
        "its command `head` printed more than 2000 bytes and was killed",
    ]


def test_no_shell_runs_what_is_not_for_it(path: Path, tmp_path: Path) -> None:
    feed = FeedConfig(command=Command(f"echo A storm; touch {tmp_path}/made"), full_text="never")
    read(path, configure(feed))
    assert not (tmp_path / "made").exists()


def test_filter_gets_the_feed_and_gives_another(site: Site, path: Path) -> None:
    url = site.feed("/one.xml", "One News", CALL_A)
    feed = FeedConfig(url, filter=Command("sed s/telephone/TELEX/g"), full_text="never")
    assert read(path, configure(feed)).new_articles == 1
    assert titles(path) == [CALL_A.title.replace("telephone", "TELEX")]
    assert read(path, configure(feed), hour=1).unchanged == 1
    assert site.requests[("/one.xml", 304)] == 1
    other = replace(feed, filter=Command("sed s/telephone/wire/g"))
    read(path, configure(other), hour=2, only=(url,))
    assert titles(path) == [CALL_A.title.replace("telephone", "wire")], "a named feed is requested in full"


def test_filter_may_make_documents_of_a_page(site: Site, path: Path) -> None:
    site.page("/page", "A storm.")
    feed = FeedConfig(site.url + "/page", filter=Command(("printf", "%s", LINES)), full_text="never")
    assert read(path, configure(feed)).failed == ()
    assert len(titles(path)) == 2


def test_filter_that_fails_is_a_failure_and_keeps_no_validators(site: Site, path: Path, tmp_path: Path) -> None:
    url = site.feed("/one.xml", "One News", CALL_A)
    feed = FeedConfig(url, filter=Command(f"grep . '{tmp_path}/gone'"), full_text="never")
    (failure,) = read(path, configure(feed)).failed
    assert failure.reason.startswith("its filter `grep` ended with exit code 2: grep:")
    fixed = replace(feed, filter=Command("cat"))
    assert read(path, configure(fixed), hour=1).new_articles == 1


def test_export_leaves_out_commands(tmp_path: Path) -> None:
    feeds = (FeedConfig("https://a.example/x", filter=Command("cat")), FeedConfig(command=Command("wind s3cret")))
    settings = configure(*feeds)
    listed = list_feeds(settings, None, hours(0))
    opml = write_subscriptions(settings, listed, "opml")
    assert "a.example" in opml and "wind" not in opml
    urls = write_subscriptions(settings, listed, "newsboat")
    assert urls == "https://a.example/x\n"


def test_addresses_of_a_command_with_url_start_there(path: Path, tmp_path: Path) -> None:
    rss = "<rss><channel><title>W</title><item><title>A storm</title><link>/storm</link></item></channel></rss>"
    feed = printing(tmp_path / "out", rss, url="https://wind.example/list/")
    assert read(path, configure(feed)).failed == ()
    with closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT url FROM article").fetchone() == ("https://wind.example/storm",)
