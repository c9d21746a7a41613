"""Logins of feeds: they are sent to their server and stand in the configuration, and nowhere else."""

from __future__ import annotations

import json
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.newsroom.content import CALL_A
from tests.newsroom.site import Site

PASSWORDS = ["S3cret", "S3%40cret", "S3@cret", "S3:cret", "S3cret%2F"]
"""With a capital, which no id has."""

COMMANDS = [
    ("refresh",),
    ("refresh", "--verbose"),
    ("daily",),
    ("daily", "--json"),
    ("daily", "--no-refresh", "--format", "html"),
    ("feeds", "list"),
    ("feeds", "list", "--json"),
    ("feeds", "list", "--format", "tsv"),
    ("feeds", "list", "--format", "markdown"),
    ("feeds", "check"),
    ("feeds", "check", "--json"),
    ("feeds", "export"),
    ("feeds", "export", "--format", "newsboat"),
    ("doctor",),
    ("doctor", "--json"),
    ("doctor", "--format", "markdown"),
    ("threads", "--json"),
    ("config", "show"),
    ("config", "check"),
]


def everything(done: subprocess.CompletedProcess[bytes]) -> str:
    return (done.stdout + done.stderr).decode()


def log_text(program: Program) -> str:
    return "".join(path.read_text() for path in (program.home / ".local/state/briefing").glob("briefing.log*"))


def test_no_command_shows_the_login_of_a_feed(program: Program, site: Site) -> None:
    place = site.url.removeprefix("http://")
    paths = [(number, path) for number in range(len(PASSWORDS)) for path in ("good.xml", "gone.xml")]
    for number in range(len(PASSWORDS)):
        site.feed(f"/{number}/good.xml?token=S3key", "Good News", CALL_A)
    program.configure(
        *(f"http://ann:{PASSWORDS[number]}@{place}/{number}/{path}?token=S3key" for number, path in paths)
    )
    for command in COMMANDS:
        shown = everything(program.run(*command))
        assert "S3" not in shown and "ann:" not in shown, command
    assert "gone.xml" in log_text(program) and "S3" not in log_text(program)
    urls = [feed["url"] for feed in program.json("feeds", "list")["feeds"]]
    assert urls == [f"http://***@{place}/{number}/{path}?token=***" for number, path in paths]


@pytest.mark.parametrize("name", ["https://t0ken@feeds.example/x", "https://a:t0ken@[::1]:1/x"])
def test_addresses_added_listed_and_removed_are_printed_without_login(program: Program, name: str) -> None:
    program.configure()
    shown = everything(program.run("feeds", "add", "--no-fetch", name))
    shown += everything(program.run("feeds", "add", "--no-fetch", name))
    shown += everything(program.run("feeds", "list"))
    assert name in program.config.read_text()
    hidden = program.json("feeds", "list")["feeds"][0]["url"]
    shown += everything(program.run("feeds", "remove", hidden))
    assert "t0ken" not in shown and "already subscribed" in shown
    assert name not in program.config.read_text(), "what is shown names the feed"


def test_logins_are_exported_only_where_they_are_asked_for(program: Program, tmp_path: Path) -> None:
    program.configure("https://ann:s3cret@a.example/rss", "https://b.example/rss")
    done = program.run("feeds", "export", "--format", "newsboat")
    assert done.stdout.decode().split() == ["https://a.example/rss", "https://b.example/rss"]
    assert "1 feed written without user name, password or key; --with-passwords" in done.stderr.decode()
    asked = program.run("feeds", "export", "--format", "newsboat", "--with-passwords")
    assert asked.stdout.decode().startswith("https://ann:s3cret@a.example/rss") and not asked.stderr
    urls = tmp_path / "urls"
    urls.write_bytes(asked.stdout)
    program.configure()
    assert "s3cret" not in everything(program.run("feeds", "import", str(urls), "--dry-run"))


@pytest.mark.parametrize("title", ["https://ann:s3cret@a.example/rss", "News (http://s3cret@b.example)"])
def test_titles_that_are_addresses_are_exported_without_login(program: Program, title: str) -> None:
    program.config.write_text(f"[[feeds]]\nurl = 'https://a.example/rss'\ntitle = {json.dumps(title)}\n")
    for options in ((), ("--format", "newsboat")):
        shown = everything(program.run("feeds", "export", *options))
        assert "s3cret" not in shown and "https://a.example/rss" in shown


@pytest.mark.parametrize(
    "url", ["http//ann:s3cret@a.example/x", "ann:s3cret@a.example", "ftp://ann:s3@cret@a.example/"]
)
@pytest.mark.parametrize("command", [("config", "check"), ("refresh",), ("doctor",)])
def test_a_wrong_address_is_told_without_login(program: Program, url: str, command: tuple[str, ...]) -> None:
    program.config.write_text(f"[[feeds]]\nurl = '{url}'\n")
    shown = everything(program.run(*command))
    assert "cret" not in shown and "a.example" in shown and "not an http or https address" in shown


@pytest.mark.parametrize("options", [("--format", "jsonl"), ("--json",), (), ("--format", "markdown")])
@pytest.mark.parametrize("command", ["extract", "summarize"])
def test_filters_tell_where_they_read_without_login(
    program: Program, site: Site, command: str, options: tuple[str, ...]
) -> None:
    site.feed("/good.xml", "Good News", CALL_A)
    done = program.run(command, *options, site.url.replace("http://", "http://ann:s3cret@") + "/good.xml")
    assert done.stdout and "s3cret" not in everything(done)


@pytest.mark.parametrize("option", ["--config", "--store", "--output"])
@pytest.mark.parametrize("scheme", ["http", "HTTPS"])
def test_address_in_the_place_of_a_file_is_shown_without_login(program: Program, option: str, scheme: str) -> None:
    done = program.run("daily", "--no-refresh", option, f"{scheme}://me:s3cret@example.org/x")
    assert done.returncode in (1, 2, 4)
    assert b"s3cret" not in done.stdout + done.stderr
    assert f"{scheme}:/***@example.org/x".encode() in done.stderr


def test_feed_with_a_login_is_refreshed_by_the_address_that_is_shown(program: Program, site: Site) -> None:
    site.feed("/good.xml", "Good News", CALL_A)
    program.configure(site.url.replace("http://", "http://ann:s3cret@") + "/good.xml")
    shown = program.json("feeds", "list")["feeds"][0]["url"]
    assert "1 source read" in program.run("refresh", shown).stderr.decode()


@pytest.mark.parametrize(
    "url",
    [
        "http://feeds.example/x?a=1&b=2;touch${IFS}x",
        "http://feeds.example/$(id)",
        "http://feeds.example/`id`",
        "http://feeds.example/it's",
        "http://feeds.example/x|y>z",
    ],
)
def test_commands_that_doctor_advises_can_be_pasted(program: Program, url: str) -> None:
    program.configure(url, url.replace("http:", "https:"))
    (finding,) = [f for f in program.json("doctor")["findings"] if "same feed" in f["problem"]]
    command = finding["advice"].strip("`")
    words = subprocess.run(
        ["sh", "-c", command.replace("briefing", "printf '%s\\n'", 1)], capture_output=True, text=True
    )
    assert words.stdout.splitlines() == ["feeds", "remove", url.replace("http:", "https:")]


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "192.168.1.1", "localhost", "router", "2130706433", "[::1]", "nas.local", "[fd00::1]"]
)
def test_imported_list_that_names_private_hosts_is_told(program: Program, host: str) -> None:
    program.configure()
    opml = f"<opml><body><outline xmlUrl='http://{host}/x'/><outline xmlUrl='http://open.example/y'/></body></opml>"
    done = program.run("feeds", "import", "-", stdin=opml.encode())
    (line,) = done.stderr.decode().splitlines()
    assert "1 feed of the list is on this machine or a private network" in line and host in line
    assert len(done.stdout.splitlines()) == 2


def test_configuration_that_is_shown_cannot_act_on_a_terminal_and_reads_as_the_same(program: Program) -> None:
    title = "a\x1b[31mb\x9b31mc\u202ed\x7f\u2028e"
    program.config.write_text(f"[[feeds]]\nurl = 'https://a.example/x'\ntitle = {json.dumps(title)}\n")
    if program.run("config", "check").returncode:  # TOML itself forbids some
        pytest.fail("the configuration is right")
    shown = program.text("config", "show")
    assert shown.replace("\n", "").isprintable()
    assert tomllib.loads(shown)["feeds"][0]["title"] == title


@pytest.mark.parametrize("name", ["a\x1b[31m.html", "a\nb.html", "a\x9b.html", "a\u202eb.html", "a\r.html"])
def test_schedule_refuses_what_would_act_on_a_terminal_or_end_a_line(program: Program, name: str) -> None:
    assert "control character" in program.error("schedule", "--output", f"/tmp/{name}", code=2)
