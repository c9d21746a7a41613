"""newsboat, a client that we did not write, and briefing see the same marks on the test server.

Versions of newsboat before 2.30 have no FreshRSS, so that its client of FeedHQ is used, which has the same API.
"""

from __future__ import annotations

import os
import pty
import select
import shutil
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.store import Store
from tests.sync_servers.greader_server import BASE, PASSWORD, USER, Reader, started

pytestmark = [
    pytest.mark.soak,
    pytest.mark.skipif(shutil.which("newsboat") is None, reason="newsboat is not installed"),
]
DOWN = "\x1bOB"
NEWSBOAT = f"""
urls-source "feedhq"
feedhq-url "{{url}}{BASE}"
feedhq-login "{USER}"
feedhq-password "{PASSWORD}"
feedhq-min-items 100
feedhq-flag-star "s"
feedhq-show-special-feeds no
auto-reload no
confirm-exit no
"""
BRIEFING = f"""
[fetch]
pages = 0
[sync]
url = "{{url}}"
user = "{USER}"
password_command = "echo {PASSWORD}"
"""


class Clients:
    """Both clients of one account, each with its files in a folder."""

    def __init__(self, folder: Path, reader: Reader) -> None:
        self.folder, self.reader = folder, reader
        (folder / "config").write_text(NEWSBOAT.format(url=reader.url))
        (folder / "urls").touch()
        (folder / "config.toml").write_text(BRIEFING.format(url=reader.url))
        files = (("-C", "config"), ("-u", "urls"), ("-c", "cache.db"))
        self.newsboat = ["newsboat", *(word for option, name in files for word in (option, str(folder / name)))]
        self.environment = {**os.environ, "HOME": str(folder), "TERM": "xterm", "LINES": "24", "COLUMNS": "80"}

    def briefing(self, *arguments: str) -> None:
        files = ("--config", str(self.folder / "config.toml"), "--store", str(self.folder / "store.db"))
        subprocess.run([sys.executable, "-m", "briefing", *files, *arguments], check=True, env=self.environment)

    def reload(self) -> None:
        subprocess.run([*self.newsboat, "-x", "reload"], check=True, env=self.environment)

    def press(self, *keys: str, until: Callable[[], bool]) -> None:
        """Press keys in newsboat, wait, and quit it."""
        pid, terminal = pty.fork()
        if pid == 0:
            os.execvpe(self.newsboat[0], self.newsboat, self.environment)
        try:
            for key in ("", *keys):
                os.write(terminal, key.encode())
                end = time.monotonic() + 0.5
                while (left := end - time.monotonic()) > 0 and select.select([terminal], [], [], left)[0]:
                    os.read(terminal, 65536)
            end = time.monotonic() + 10
            while not until() and time.monotonic() < end:
                time.sleep(0.05)
            os.write(terminal, b"Q")
        finally:
            time.sleep(0.5)
            os.close(terminal)
            os.waitpid(pid, 0)

    def states(self) -> dict[str, tuple[set[str], set[str]]]:
        """Titles of the read and the starred items, as the server, newsboat and briefing have them."""
        items = self.reader.items.values()
        with sqlite3.connect(self.folder / "cache.db") as cache:
            seen = cache.execute("SELECT title, NOT unread, coalesce(flags, '') LIKE '%s%' FROM rss_item").fetchall()
        with Store.open(self.folder / "store.db", readonly=True) as store:
            ours = store.rows("SELECT title, read, starred FROM article")
        return {
            "server": ({each.title for each in items if each.read}, {each.title for each in items if each.starred}),
            "newsboat": ({title for title, read, _ in seen if read}, {title for title, _, star in seen if star}),
            "briefing": ({title for title, read, _ in ours if read}, {title for title, _, star in ours if star}),
        }


def test_newsboat_and_briefing_see_the_same_marks(tmp_path: Path) -> None:
    with started() as reader:
        reader.feed(1, "News")
        for number in range(1, 7):
            at = 1_772_366_400 + number
            reader.add(number if number % 2 else -number, f"Story number{number} of the day", added=at, published=at)
        clients = Clients(tmp_path, reader)
        clients.reload()
        clients.briefing("sync")
        clients.briefing("mark", "read", "--query", "title:number1")
        clients.briefing("mark", "star", "--query", "title:number2")
        clients.briefing("sync")
        clients.reload()
        states = clients.states()
        assert states["server"] == ({"Story number1 of the day"}, {"Story number2 of the day"}) == states["briefing"]
        assert states["newsboat"][0] == states["server"][0]  # it reads no stars from this kind of server

        def are_marked() -> bool:
            return len(reader.marked("read")) == 2 and len(reader.marked("starred")) == 2

        clients.press("\r", DOWN, "\r", "q", DOWN, "\x05", "s\r", until=are_marked)  # read the second, flag the third
        assert are_marked(), (reader.edits, clients.states())
        clients.briefing("sync")
        clients.reload()
        states = clients.states()
        assert states["server"] == states["briefing"] and len(states["server"][0]) == 2
        assert states["newsboat"][0] == states["server"][0] and states["newsboat"][1] < states["server"][1]

        clients.briefing("mark", "unread", "--query", "title:day")
        clients.briefing("sync")
        clients.reload()
        states = clients.states()
        assert states["server"][0] == states["newsboat"][0] == states["briefing"][0] == set()
        assert states["server"][1] == states["briefing"][1] and len(states["server"][1]) == 2
