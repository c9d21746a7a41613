"""A secret that came in through any door is in nothing that the program writes or prints."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.config import Config
from briefing.newsroom.ingest import pipeline
from tests.cli.conftest import Program
from tests.mail_servers import imap_server
from tests.mail_servers.imap_server import Mail
from tests.newsroom.content import CALL_A, CALL_B, QUAKE_A
from tests.newsroom.site import Site
from tests.sync_servers import greader_server
from tests.sync_servers.greader_server import Reader, started

CANARY = "C4naryBird"
"""With a capital and a y, which no hash has."""
SECRETS = (CANARY.encode(), b64encode(f"ann:{CANARY}".encode()).rstrip(b"="))

COMMANDS = [
    ("refresh", "--verbose"),
    ("refresh", "news"),
    ("daily", "--full"),
    ("daily", "--no-refresh", "--format", "mail", "--to", "a@b.example"),
    ("daily", "--no-refresh", "--deliver-to", "cat; exit 3"),
    ("daily", "--json"),
    ("site", "--no-refresh", "{home}/site"),
    ("feeds", "list"),
    ("feeds", "list", "--json"),
    ("feeds", "check", "--format", "tsv"),
    ("feeds", "check", "--json"),
    ("feeds", "export"),
    ("feeds", "export", "--format", "newsboat"),
    ("doctor",),
    ("doctor", "--json"),
    ("threads", "--json"),
    ("search", "--json", "call"),
    ("config", "show"),
    ("config", "check"),
    ("prune", "--dry-run"),
    ("sync",),
    ("sync", "--json"),
    ("sync", "--status"),
    ("refresh", "--verbose"),
]


def doors(site: Site, secret: Path) -> str:
    """A configuration with the canary behind every door, and feeds that succeed and fail behind each."""
    place = site.url.removeprefix("http://")
    tables = []
    for number, path in enumerate(("good.xml", "gone.xml")):
        for door, keys in {
            "address": f'url = "http://ann:{CANARY}@{place}/a{number}{path}"',
            "parameter": f'url = "http://{place}/b{number}{path}?token={CANARY}"',
            "header": f'url = "http://{place}/c{number}{path}"\nheaders = {{ Authorization = "Bearer {CANARY}" }}',
            "cookie": f'url = "http://{place}/d{number}{path}"\ncookie = "session={CANARY}"',
            "command": f'url = "http://{place}/e{number}{path}"\nuser = "ann"\npassword_command = "echo {CANARY}"',
            "file": f'url = "http://{place}/f{number}{path}"\nuser = "ann"\npassword_file = "{secret}"',
            "arguments": f'command = ["sh", "-c", "cat {secret}.feed; exit {number}", "{CANARY}{number}"]',
            "shell": f'command = "TOKEN={CANARY} cat {secret}.feed; exit {number}"\nshell = true',
            "filter": f'url = "http://{place}/g{number}{path}"\nfilter = ["sed", "s/{CANARY}//"]',
        }.items():
            tables.append(f'[[feeds]]\ntitle = "{door} news"\nfull_text = "auto"\n{keys}\n')
    refused = f'url = "http://{place}/h"\nuser = "ann"\n'
    tables.append(f"[[feeds]]\n{refused}password_command = \"sh -c 'echo {CANARY}; echo {CANARY} >&2; exit 1'\"\n")
    return "[fetch]\ntimeout = 5\nhost_delay = 0\n" + "".join(tables)


def served(site: Site, secret: Path) -> None:
    site.feed("/good.xml", "Good News", CALL_A, CALL_B, QUAKE_A)
    for letter in "abcdefg":
        site.bodies[f"/{letter}0good.xml"] = site.bodies["/good.xml"]
    site.bodies[f"/b0good.xml?token={CANARY}"] = site.bodies["/good.xml"]
    site.page("/quake", "A strong earthquake struck the coast.")
    secret.write_text(f"{CANARY}\n")
    secret.with_name("secret.feed").write_bytes(site.bodies["/good.xml"])


def assert_hidden(text: bytes, where: object, *more: str) -> None:
    for secret in (*SECRETS, *(each.encode() for each in more)):
        assert secret not in text, where


@pytest.fixture
def remote(monkeypatch: pytest.MonkeyPatch) -> Iterator[Reader]:
    """A sync server whose password is the canary."""
    monkeypatch.setattr(greader_server, "PASSWORD", CANARY)
    with started() as reader:
        reader.feed(1, "Daily News")
        reader.add(1, CALL_A.title, CALL_A.text)
        yield reader


@pytest.fixture
def mail(monkeypatch: pytest.MonkeyPatch) -> Iterator[Mail]:
    """A mail server whose password is the canary; it refuses a second folder, and sends back what it was asked."""
    monkeypatch.setattr(imap_server, "PASSWORD", CANARY)
    with imap_server.started() as served:
        served.add(1, "Letter of the week")
        yield served


def folders(mail: Mail, secret: Path) -> str:
    """Seeds on a mail server, one that succeeds and two that fail."""
    password = f'password_command = "echo {CANARY}"'
    return "".join(
        f'[[seeds]]\nimap = "imap://127.0.0.1:{mail.port}/{name}"\nuser = "{user}"\n{key}\n'
        for name, user, key in (
            ("Newsletters", "ann", password),
            ("None", "ann", f'password_file = "{secret}"'),
            ("Newsletters", CANARY[:5], password),
        )
    )


def test_no_secret_is_written_or_printed(
    program: Program, site: Site, remote: Reader, mail: Mail, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    served(site, secret)
    sync = f'[sync]\nurl = "{remote.url}"\nuser = "ann"\nfull_text = "never"\npassword_command = "echo {CANARY}"\n'
    program.config.write_text(doors(site, secret) + sync + folders(mail, secret))
    program.env = {"BRIEFING_DEBUG": "1"}
    for words in COMMANDS:
        done = program.run(*(word.format(home=program.home) for word in words))
        assert_hidden(done.stdout + done.stderr, words)
    assert remote.requests and mail.fetched, "the logins have been accepted"
    listed = [feed for feed in program.json("feeds", "list")["feeds"] if "feed1.example" not in feed["url"]]
    assert sum(feed["condition"] == "ok" for feed in listed) == len(listed) // 2
    assert sum(feed["condition"] == "failing" for feed in listed) == len(listed) // 2 + 1
    files = [path for path in program.home.rglob("*") if path.is_file()]
    assert {"briefing.db", "briefing.log", "index.html"} <= {path.name for path in files}
    for path in files:
        assert_hidden(path.read_bytes(), path, *remote._auth, *remote._tokens)
        if path.suffix in (".log", ".db"):
            assert path.stat().st_mode & 0o077 == 0, path


def test_internal_error_that_shows_the_configuration_shows_no_secret(
    program: Program, site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(config: Config) -> None:
        raise RuntimeError(f"{config} {config.feeds!r} {config.feeds[0].url}")

    program.config.write_text(doors(site, tmp_path / "secret"))
    monkeypatch.setattr(pipeline, "configured_sources", fail)
    for debug in ({}, {"BRIEFING_DEBUG": "1"}):
        program.env = debug
        done = program.run("refresh")
        assert done.returncode == 1 and b"RuntimeError" in done.stderr
        assert_hidden(done.stdout + done.stderr, "the error")
    log = program.home / ".local/state/briefing/briefing.log"
    assert b"RuntimeError" in log.read_bytes()
    assert_hidden(log.read_bytes(), "the log")


@pytest.mark.parametrize(
    "keys",
    [
        f'url = "http://a.example/x"\nheaders = {{ "X Y" = "{CANARY}" }}',
        f'url = "http://a.example/x"\nheaders = {{ Cookie = "{CANARY}" }}',
        f'url = "http://a.example/x"\nheaders = {{ X = "{CANARY}\\n" }}',
        f'url = "http://a.example/x"\nheaders = {{ X = ["{CANARY}"] }}',
        f'url = "http://a.example/x"\nheaders = "{CANARY}"',
        f'url = "http://a.example/x"\ncookie = ["{CANARY}"]',
        f'url = "http://a.example/x"\ncookie = "{CANARY}\\n"',
        f'url = "http://a.example/x"\npassword_command = "echo \'{CANARY}"',
        f'url = "http://a.example/x"\npassword_command = {{ x = "{CANARY}" }}',
        f'url = "http://a.example/x"\npassword_command = "echo {CANARY}"',
        f'url = "http://a.example/x"\nuser = "ann"\npassword_file = ["{CANARY}"]',
        f'url = "http://a.example/x"\nuser = "ann"\npassword = "{CANARY}"',
        f'command = ["{CANARY}", 3]',
        f'command = ["echo", "{CANARY}"]\nshell = true',
        f'command = "echo {CANARY}"\nuser = "ann"\npassword_command = "echo {CANARY}"',
        f'url = "http://ann:{CANARY}@a.example/x"\nuser = "ann"\npassword_command = "echo x"',
    ],
)
def test_wrong_configuration_is_told_without_its_secrets(program: Program, keys: str) -> None:
    program.config.write_text(f"[[feeds]]\n{keys}\n")
    done = program.run("config", "check")
    assert done.returncode == 2 and b"feeds[1]" in done.stderr
    assert_hidden(done.stdout + done.stderr, keys)


def test_added_feeds_keep_their_secrets_in_the_configuration(program: Program, site: Site, tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    served(site, secret)
    program.configure()
    for words in (
        (site.url + "/good.xml", "--user", "ann", "--password-command", f"echo {CANARY}"),
        ("--command", f"sh -c 'echo wrong token: $0 >&2; exit 1' {CANARY}"),
        ("--command", f"env TOKEN={CANARY} cat {secret}.feed"),
        (site.url + "/c0good.xml", "--filter", f"sed s/{CANARY}//"),
    ):
        done = program.run("feeds", "add", *words)
        assert_hidden(done.stdout + done.stderr, words)
    assert program.config.read_text().count(CANARY) == 3
    assert program.json("feeds", "list")["feeds"][0]["url"] == site.url + "/good.xml"
