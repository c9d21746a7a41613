from __future__ import annotations

import os
import webbrowser
from pathlib import Path

import pytest

from briefing.store import Store
from briefing.tui.web_browser import find_browser, is_openable, needs_terminal
from tests.table import table
from tests.tui import library
from tests.tui.reader_pilot import ReaderPilot
from tests.tui.test_refresh_worker import until


@pytest.fixture
def browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A browser that writes down what it is asked to open."""
    log, script = tmp_path / "opened", tmp_path / "firefox"
    script.write_text(
        f'#!/bin/sh\nfor last; do :; done\nprintf "%s" "$last" > "{log}.part" && mv "{log}.part" "{log}"\n'
    )
    script.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    monkeypatch.setenv("DISPLAY", ":0")
    use(monkeypatch, "firefox")
    return log


def use(monkeypatch: pytest.MonkeyPatch, command: str) -> None:
    monkeypatch.setenv("BROWSER", command)
    monkeypatch.setattr(webbrowser, "_tryorder", None)
    monkeypatch.setattr(webbrowser, "_browsers", {})


@pytest.mark.parametrize("url", ["https://news.example/a?b=c#d", "http://[::1]:8080/", "https://example/%20"])
def test_web_addresses_are_opened(url: str) -> None:
    assert is_openable(url)


@table(
    "url",
    [
        *(
            "",
            "file:///etc/passwd",
            "javascript:alert(1)",
            "ftp://a.example/",
            "https://",
            "//a.example",
            "http://[bad",
        ),
        *("https://a.example/ --flag", "https://a.example/\x1b[2J", 'https://a.example/"', "-https://a.example"),
    ],
)
def test_nothing_else_is_opened(url: str) -> None:
    assert not is_openable(url)


@pytest.mark.parametrize(("command", "terminal"), [("/bin/w3m %s", True), ("/bin/viewer %s &", False)])
def test_browsers_of_the_terminal_are_known(monkeypatch: pytest.MonkeyPatch, command: str, terminal: bool) -> None:
    use(monkeypatch, command)
    browser = find_browser()
    assert browser
    assert needs_terminal(browser) is terminal


@library.some_size
@pytest.mark.parametrize(
    ("path", "name"), [([], "wire"), (["enter", "j", "j"], "old"), (["enter", "G", "enter", "p"], "call")]
)
async def test_o_opens_the_page_of_what_one_stands_on(
    store: Store, browser: Path, size: tuple[int, int], path: list[str], name: str
) -> None:
    app = library.reader(store)
    async with app.run_test(size=size) as pilot:
        s = ReaderPilot(app, pilot)
        await s.press(*path, "o")
        await until(s, browser.exists)
        assert browser.read_text() == f"https://news.example/{name}"


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("", "There is no address to open."),
        ("file:///etc/passwd", "Only http and https addresses are opened, not file:///etc/passwd"),
    ],
)
async def test_what_is_not_opened_is_told(store: Store, browser: Path, url: str, message: str) -> None:
    app = library.reader(store)
    async with app.run_test() as pilot:
        s = ReaderPilot(app, pilot)
        app.main_screen.links.open_address(url)
        await s.pilot.pause()
        assert s.toasts == [message]
        assert not browser.exists()


async def test_without_a_browser_the_address_is_told(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(webbrowser, "_tryorder", [])
    app = library.reader(store)
    async with app.run_test() as pilot:
        s = ReaderPilot(app, pilot)
        await s.press("enter", "o")
        assert s.toasts == ["No browser was found; set $BROWSER. The address is https://news.example/call"]
