"""`sync` with a server on loopback, and what other commands tell of it; the password appears nowhere."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.newsroom.content import CALL_A, QUAKE_A
from tests.sync_servers.greader_server import PASSWORD, Answer, Reader, started


@pytest.fixture
def remote() -> Iterator[Reader]:
    with started() as served:
        served.feed(1, "Daily News", "World News")
        served.add(1, CALL_A.title, CALL_A.text)
        served.add(2, QUAKE_A.title, QUAKE_A.text)
        yield served


def states(remote: Reader) -> list[tuple[bool, bool]]:
    return [(item.read, item.starred) for item in remote.items.values()]


def refuse(remote: Reader) -> None:
    remote.fault = lambda path, parameters: Answer(b"Unauthorized!", 401)


@pytest.fixture
def synced(program: Program, remote: Reader, tmp_path: Path) -> Program:
    """A program whose only source is the server."""
    program.configure()
    secret = tmp_path / "secret"
    secret.write_text(f"{PASSWORD}\n")
    configure(program, f"password_command = ['cat', '{secret}']", remote.url)
    return program


def configure(program: Program, password: str, url: str) -> None:
    with program.config.open("a") as file:
        file.write(f'[sync]\nurl = "{url}"\nuser = "ann"\nfull_text = "never"\n{password}\n')


def test_marks_and_articles_are_synced_and_told(synced: Program, remote: Reader) -> None:
    assert synced.run("sync", "--status").stdout.decode().endswith("never synced\n")
    first = synced.text("sync")
    assert first.startswith("2 new articles\n")
    assert ", user ann\n" in first and "1 subscription, 2 items\n" in first
    (thread,) = synced.json("threads", "earthquake")["threads"]
    synced.text("mark", "read", thread["thread"]["id"])
    synced.text("mark", "star", thread["thread"]["id"])
    remote.items[1].read = True
    assert synced.json("sync", "--status")["sync"]["pending"] == 1
    told = synced.json("sync")
    assert {name: told["done"][name] for name in ("sent", "new", "marked")} == {"sent": 2, "new": 0, "marked": 1}
    assert states(remote) == [(True, False), (True, True)]
    assert synced.json("threads", "is:unread")["threads"] == []
    change = told["done"]["change"]
    assert f"{change} " in synced.text("undo", "--list") and "sync" in synced.text("undo", "--list")
    synced.text("undo", str(change))
    assert "sync: 1 mark sent; 1 source read" in synced.run("refresh").stderr.decode()
    assert states(remote) == [(False, False), (True, True)]


def test_subscriptions_are_listed_and_nothing_is_found_wrong(synced: Program) -> None:
    synced.text("sync")
    assert synced.text("feeds", "list") == "Daily News  https://feed1.example/rss  #world-news (synced)\n"
    (feed,) = synced.json("feeds", "check", "daily")["feeds"]
    assert (feed["synced"], feed["condition"], feed["entries"]) == (True, "ok", 2)
    assert synced.run("doctor").stdout == b""
    synced.text("refresh", "daily news")


def test_a_server_that_fails_is_told_by_sync_refresh_and_doctor(synced: Program, remote: Reader) -> None:
    synced.text("sync")
    refuse(remote)
    for command in ("sync", "refresh", "daily"):
        done = synced.run(command)
        assert b"sent" not in done.stdout
        assert (done.returncode, done.stderr.decode().count("it refuses the login")) == (4, 1), command
    assert synced.run("sync", "--status").returncode == 4
    doctor = synced.run("doctor")
    assert doctor.returncode == 3 and b"check user and password" in doctor.stdout


def test_the_password_appears_nowhere(synced: Program, remote: Reader) -> None:
    shown = b""
    for is_open in (True, False):
        if not is_open:
            refuse(remote)
        for command in (("sync",), ("sync", "--json"), ("refresh", "--verbose"), ("doctor",), ("config", "show")):
            done = synced.run(*command)
            shown += done.stdout + done.stderr
    files = [path for path in synced.home.rglob("*") if path.is_file()]
    assert files and b"sync" in shown
    for place in (shown, *(path.read_bytes() for path in files)):
        assert PASSWORD.encode() not in place


@pytest.mark.parametrize(
    ("password", "told"),
    [
        ("password = 'canary'", "sync.password: unknown key; a password is not written here"),
        ("", "sync: set password_command or password_file"),
        ("password_file = 'a'\npassword_command = 'b'", "sync: set only one of password_command or password_file"),
    ],
)
def test_other_passwords_are_refused_with_the_remedy(program: Program, password: str, told: str) -> None:
    configure(program, password, "https://sync.example/")
    done = program.run("sync")
    assert done.returncode == 2 and told in done.stderr.decode() and b"canary" not in done.stderr


def test_addresses_are_checked(program: Program) -> None:
    configure(program, "password_file = 'a'", "https://ann:canary@sync.example/")
    done = program.run("sync")
    assert done.returncode == 2 and b"sync.url: has a login; set user" in done.stderr and b"canary" not in done.stderr


def test_without_a_server_there_is_nothing_to_sync(seeded: Program) -> None:
    done = seeded.run("sync")
    assert (done.returncode, b"no server to sync with is configured" in done.stderr) == (2, True)


def test_json_without_a_store(synced: Program) -> None:
    told = json.loads(synced.run("sync", "--status", "--json").stdout)
    assert told["done"] is None and told["sync"]["last_success"] is None
