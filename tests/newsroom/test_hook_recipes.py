"""The recipes for hooks in the documentation do what they say, whatever headlines have in them."""

from __future__ import annotations

import re
import shutil
import tomllib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from html import unescape
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from briefing.config import Config, FeedConfig, FetchConfig, HookConfig, WatchConfig
from briefing.newsroom import refresh_with_hooks
from briefing.store import Store
from tests.newsroom.site import Item, Site

pytestmark = pytest.mark.skipif(not shutil.which("jq"), reason="needs jq")

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
DOCS = Path(__file__).parents[2] / "docs" / "configuration.md"
STORIES = {
    "-u critical $(touch pwned) `touch pwned` bridge closes": "The bridge over the Ebro has cracks, a mayor said.",
    "\"Dam\" & 'road' <b>closes</b>; touch pwned | cat \\n %s": "Engineers in Norrland found water below Luossa.",
    "@file --data: Šibenik harbour closes": "Ferries to Dalmatian islands stay in port because of the bora wind.",
}
TITLES = sorted(title.replace("<b>", "").replace("</b>", "").removeprefix("-") for title in STORIES)
"""The headlines as threads have them, without a mark before the first word."""


def recipes() -> dict[str, HookConfig]:
    """The hooks in the documentation, by the first program after jq that they run."""
    section = DOCS.read_text(encoding="utf-8").partition("\n## Hooks\n")[2].partition("\n## ")[0]
    found = {}
    for block in re.findall(r"```toml\n(.*?)```", section, re.DOTALL):
        (table,) = tomllib.loads(block)["hooks"]
        name = next((each for each in ("notify-send", "curl", "sendmail") if each in table["command"]), "file")
        found[name] = HookConfig(**table)
    return found


def run(store: Store, site: Site, hook: HookConfig) -> None:
    """Refresh three stories, all of them watched, and run the hook."""
    items = [Item(f"/{number}", title, text) for number, (title, text) in enumerate(STORIES.items())]
    config = Config(
        feeds=(FeedConfig(site.feed("/feed", "News", *items), full_text="never"),),
        watch=(WatchConfig("Closed", "closes"),),
        hooks=(hook,),
        fetch=FetchConfig(host_delay=0),
    )
    assert refresh_with_hooks(store, config, now=NOW).hooks == ()


def titles(lines: Iterable[str]) -> list[str]:
    """Titles of threads in lines, without the name of the watch."""
    return sorted(line.removeprefix("- ").removeprefix("Closed: ") for line in lines)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with programs that write down what they are given."""
    for name in ("notify-send", "sendmail"):
        path = tmp_path / name
        path.write_text(
            f'#!/bin/sh\nfor word; do printf "%s\\0" "$word"; done >> "{tmp_path}/{name}.words"\n'
            f'[ {name} = sendmail ] && cat > "{tmp_path}/{name}.input"\nexit 0\n'
        )
        path.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    return tmp_path


@contextmanager
def ntfy() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """A server that keeps titles and bodies of messages."""
    messages: list[tuple[str, str]] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            messages.append((self.headers["Title"], body))
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", messages
        server.shutdown()


def test_every_recipe_is_tried() -> None:
    assert set(recipes()) == {"notify-send", "curl", "sendmail", "file"}


def test_desktop(store: Store, site: Site, programs: Path) -> None:
    run(store, site, recipes()["notify-send"])
    words = (programs / "notify-send.words").read_text().split("\0")
    calls = [words[start : start + 4] for start in range(0, len(words) - 1, 4)]
    assert {tuple(call[:3]) for call in calls} == {("--app-name=briefing", "--", "News")}
    assert titles(unescape(call[3]) for call in calls) == TITLES
    assert not any(re.search("<|&(?!#|[a-z]+;)", call[3]) for call in calls), "the text may have markup"
    assert not (programs / "pwned").exists()


@pytest.mark.skipif(not shutil.which("curl"), reason="needs curl")
def test_phone(store: Store, site: Site, programs: Path) -> None:
    with ntfy() as (url, messages):
        hook = recipes()["curl"]
        run(store, site, replace(hook, command=hook.command.replace("https://ntfy.example.org", url)))
    ((title, body),) = messages
    assert title == "briefing"
    assert titles(body.splitlines()) == TITLES
    assert not (programs / "pwned").exists()


def test_mail(store: Store, site: Site, programs: Path) -> None:
    run(store, site, recipes()["sendmail"])
    assert (programs / "sendmail.words").read_text() == "-t\0-i\0"
    head, _, body = (programs / "sendmail.input").read_text().partition("\n\n")
    assert head == "To: me@example.org\nSubject: News\nContent-Type: text/plain; charset=utf-8"
    assert titles(body.splitlines()) == TITLES


def test_file(store: Store, site: Site, programs: Path) -> None:
    run(store, site, recipes()["file"])
    rows = [line.split("\t") for line in (programs / "news.tsv").read_text().splitlines()]
    assert all(len(row) == 2 for row in rows) and titles(title.replace("\\\\", "\\") for _, title in rows) == TITLES
    assert not (programs / "pwned").exists()
