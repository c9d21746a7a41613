"""A secret that came in through any door is on no screen of the reader, and in no error that ends it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.widgets import Input

from briefing.config import load_config
from briefing.store import Store
from briefing.tui.app import Reader
from tests.cli.test_canaries import CANARY, assert_hidden, doors, folders, mail, remote, served
from tests.mail_servers.imap_server import Mail
from tests.newsroom.conftest import site
from tests.newsroom.site import Site
from tests.sync_servers.greader_server import Reader as Remote
from tests.tui.reader_pilot import ReaderPilot

__all__ = ["mail", "remote", "site"]

WALK = (
    ("question_mark", "G", "g", "question_mark"),
    ("j", "enter", "w", "w", "v", "v", "v", "enter", "#", "escape", "escape", "escape"),
    ("ctrl+p", *"refresh", "escape"),
    ("colon", "escape", "apostrophe", "escape", "t", "escape", "slash", *"is:unread", "enter", "escape"),
    ("a", *"http://127.0.0.1:9/x", "enter"),
    ("e", "escape", "vertical_line", "escape", "y", "A", "u", "U", "g"),
    ("r",),
)


def shown(app: Reader) -> str:
    """Everything on the screen, with messages and what is typed."""
    lines = [strip.text for strip in app.screen._compositor.render_strips()]
    notes = [note.message for note in app._notifications]
    typed = [line.value for line in app.screen.query(Input)]
    return "\n".join([*lines, *notes, *typed])


@pytest.mark.soak
async def test_no_screen_of_the_reader_shows_a_secret(
    empty: Store, site: Site, remote: Remote, mail: Mail, tmp_path: Path
) -> None:
    secret = tmp_path / "secret"
    served(site, secret)
    sync = f'[sync]\nurl = "{remote.url}"\nuser = "ann"\nfull_text = "never"\npassword_command = "echo {CANARY}"\n'
    path = tmp_path / "config.toml"
    path.write_text(doors(site, secret) + sync + folders(mail, secret) + "[tui]\nrefresh_on_start = false\n")
    app = Reader(empty, load_config(path))
    async with app.run_test(size=(300, 100)) as pilot:
        s = ReaderPilot(app, pilot)
        await s.press("r")
        for _ in range(2000):
            await pilot.pause(0.01)
            if empty.row("SELECT count(*) FROM thread")[0] and "sources failed" in shown(app):
                break
        seen = ""
        for keys in WALK:
            for key in keys:
                await s.press(key)
                seen += shown(app)
        assert_hidden(seen.encode(), "the screens")
        assert "of 24 sources failed: HTTP 404" in seen, "what failed has been shown"
