"""A lone escape is reported soon; other waits are unchanged."""

from __future__ import annotations

import os
import selectors
from collections.abc import Iterator

import pytest
from textual import constants
from textual.drivers import linux_driver

from briefing.tui import escape_timeout


@pytest.fixture
def ends() -> Iterator[tuple[int, int]]:
    ours, theirs = os.pipe()
    yield ours, theirs
    os.close(ours)
    os.close(theirs)


def test_it_looks_again_soon_after_something_came_in_and_only_then(ends: tuple[int, int]) -> None:
    timeouts: list[float | None] = []

    class Asked(selectors.SelectSelector):
        def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
            timeouts.append(timeout)
            return super().select(0)

    class Watched(escape_timeout.ShortWaitSelector, Asked):
        pass

    selector = Watched()
    selector.register(ends[0], selectors.EVENT_READ)
    assert selector.select(9) == []
    os.write(ends[1], b"\x1b")
    assert selector.select(9)
    os.read(ends[0], 1)
    assert selector.select(9) == []
    assert selector.select(None) == []
    assert timeouts == [9, 9, pytest.approx(constants.ESCAPE_DELAY, abs=0.01), None]


@pytest.mark.parametrize("escdelay", ["", "300"])
def test_the_users_own_delay_stays(escdelay: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(constants, "ESCAPE_DELAY", 0.3)
    monkeypatch.setattr(linux_driver, "selectors", selectors)
    monkeypatch.delenv("ESCDELAY", raising=False)
    if escdelay:
        monkeypatch.setenv("ESCDELAY", escdelay)
    escape_timeout.shorten_escape_wait()
    delay: float = constants.ESCAPE_DELAY
    assert delay == (0.3 if escdelay else escape_timeout.ESCAPE_SECONDS)
