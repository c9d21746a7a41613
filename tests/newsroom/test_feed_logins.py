"""Logins, headers and cookies of a feed go to its site and nowhere else; the store has none of them."""

from __future__ import annotations

import re
import sqlite3
from base64 import b64encode
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from briefing.command_lines import Command
from briefing.config import FeedConfig
from briefing.newsroom import open_store, refresh
from briefing.newsroom.results import RefreshReport
from briefing.secrets import Secret
from tests.newsroom.conftest import hours
from tests.newsroom.content import configure
from tests.web.server import FaultServer, answer, redirect, serve_faults

RSS = (
    "<rss><channel><title>News</title><item><title>A storm hits the coast</title><link>{0}/page</link>"
    "<description>Wind.</description></item><item><title>Elsewhere it is calm</title><link>{1}/page</link>"
    "<description>No wind.</description></item></channel></rss>"
)
SENT = ("authorization:", "x-token:", "cookie:")


@pytest.fixture
def other() -> Iterator[FaultServer]:
    with serve_faults() as served:
        yield served


def read(path: Path, *feeds: FeedConfig, hour: float = 0) -> RefreshReport:
    with open_store(path) as store:
        return refresh(store, configure(*feeds), now=hours(hour))


def sent(server: FaultServer) -> list[str]:
    """Path of each request with the headers of logins, sorted."""
    lines = []
    for request in server.asked:
        headers = (line.partition(": ") for line in request.splitlines()[1:])
        kept = [f"{name.lower()}: {value}" for name, _, value in headers if f"{name.lower()}:".startswith(SENT)]
        lines.append(" | ".join((request.split()[1], *sorted(kept))))
    return sorted(lines)


def basic(login: str) -> str:
    return "authorization: Basic " + b64encode(login.encode()).decode()


def test_login_headers_and_cookies_go_to_the_site_of_the_feed_only(
    server: FaultServer, other: FaultServer, path: Path, tmp_path: Path
) -> None:
    here, there = f"http://{server.host}", f"http://{other.host}"
    server.serve("/feed", redirect("/moved", "301 Moved Permanently"))
    server.serve("/moved", answer(RSS.format(here, there).encode()))
    for each in (server, other):
        each.serve("/page", answer(b"<html><body><p>Wind.</p></body></html>", "Content-Type: text/html"))
    (tmp_path / "token").write_text("s3cret\nuser: ann\n")
    feed = FeedConfig(
        here + "/feed",
        headers={"X-Token": Secret("token {password}")},
        cookie=Secret("id={password}; b=2"),
        password_file=tmp_path / "token",
    )
    assert read(path, feed).failed == ()
    login = "cookie: id=s3cret; b=2 | x-token: token s3cret"
    assert sent(server) == [f"/feed | {login}", f"/moved | {login}", f"/page | {login}"]
    assert sent(other) == ["/page"]
    server.asked.clear()
    read(path, feed, hour=9)
    assert sent(server)[0] == f"/moved | {login}", "where it has moved to on the same site"


@pytest.mark.parametrize("status", ["301 Moved Permanently", "302 Found"])
def test_redirect_to_another_port_gets_no_login_and_its_denial_tells_why(
    server: FaultServer, other: FaultServer, path: Path, status: str
) -> None:
    there = other.serve("/feed", answer(status="401 Unauthorized"))
    url = server.serve("/feed", redirect(there, status))
    feed = FeedConfig(url, user="ann", password_command=Command("echo s3cret"), headers={"X-Token": Secret("t0ken")})
    (failure,) = read(path, feed).failed
    assert sent(server) == [f"/feed | {basic('ann:s3cret')} | x-token: t0ken"]
    assert sent(other) == ["/feed"]
    assert failure.reason == (
        f"HTTP 401 Unauthorized; it redirects to http://{other.host}, which does not get its login: use an address "
        "there in the configuration"
    )


def test_configured_cookies_are_joined_by_those_of_the_chain(server: FaultServer, path: Path) -> None:
    url = server.serve("/feed", answer(b"", "Location: /in", "Set-Cookie: b=new; Path=/", status="302 Found"))
    server.serve("/in", answer(RSS.format("http://a.example", "http://b.example").encode()))
    feed = FeedConfig(url, full_text="never", cookie=Secret("a=1; b=old"))
    assert read(path, feed).failed == ()
    assert sent(server) == ["/feed | cookie: a=1; b=old", "/in | cookie: a=1; b=new"]


def test_headers_replace_ours(server: FaultServer, path: Path) -> None:
    url = server.serve("/feed", answer(RSS.format("http://a.example", "http://b.example").encode()))
    read(path, FeedConfig(url, full_text="never", headers={"user-agent": Secret("curl/8")}))
    assert re.findall("(?i)user-agent: \\S*", server.asked[0]) == ["user-agent: curl/8"]


def test_password_of_several_feeds_is_read_once_a_refresh(server: FaultServer, path: Path, tmp_path: Path) -> None:
    body = answer(RSS.format("http://a.example", "http://b.example").encode())
    command = Command(f"echo x >> {tmp_path}/runs; echo s3cret")
    feeds = [
        FeedConfig(
            server.serve(f"/{number}", body), user="ann", password_command=command, full_text="never", shell=True
        )
        for number in range(3)
    ]
    assert read(path, *feeds).failed == ()
    assert (tmp_path / "runs").read_text() == "x\n"
    assert all("uthorization: Basic" in request for request in server.asked)


def test_password_that_cannot_be_read_is_a_failure_of_its_feed(server: FaultServer, path: Path) -> None:
    body = answer(RSS.format("http://a.example", "http://b.example").encode())
    open_feed = FeedConfig(server.serve("/open", body), full_text="never")
    closed = FeedConfig(f"http://{server.host}/closed", user="ann", password_command=Command("sh -c 'exit 3'"))
    (failure,) = read(path, open_feed, closed).failed
    assert failure.reason == (
        "feeds[2] password_command: `sh` ended with exit code 3; it must print the password and exit with 0"
    )
    assert sent(server) == ["/open"], "nothing is requested without the login"


def test_password_that_fits_in_no_header_is_told(server: FaultServer, path: Path, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("пароль")
    url = server.serve("/feed", answer(b""))
    feed = FeedConfig(url, headers={"X-Token": Secret("{password}")}, password_file=tmp_path / "token")
    (failure,) = read(path, feed).failed
    assert failure.reason.startswith("feeds[1].headers.X-Token: the password cannot be sent in a header")


def test_store_has_no_login_and_forgets_those_of_earlier_versions(server: FaultServer, path: Path) -> None:
    server.serve("/feed?token=S3key", answer(RSS.format("http://a.example", "http://b.example").encode()))
    url = f"http://ann:s3cret@{server.host}/feed?token=S3key"
    feed = FeedConfig(url, full_text="never")
    read(path, feed)
    with closing(sqlite3.connect(path)) as db, db:
        assert db.execute("SELECT location FROM source").fetchone() == (f"http://***@{server.host}/feed?token=***",)
        db.execute("UPDATE source SET location = ?", (url,))
    assert read(path, feed, hour=9).failed == ()
    with closing(sqlite3.connect(path)) as db:
        assert "s3cret" not in "".join(db.iterdump()) and "S3key" not in "".join(db.iterdump())


def test_feed_with_another_password_keeps_its_history(server: FaultServer, path: Path) -> None:
    body = answer(RSS.format("http://a.example", "http://b.example").encode())
    for token in ("one", "two"):
        server.serve(f"/feed?token={token}", body)
    read(path, FeedConfig(f"http://ann:a@{server.host}/feed?token=one", full_text="never"))
    report = read(path, FeedConfig(f"http://ann:b@{server.host}/feed?token=two", full_text="never"), hour=9)
    assert (report.failed, report.new_articles) == ((), 0)
