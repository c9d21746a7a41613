"""The tests of archives need the extra `briefing-news[archive]`."""

from __future__ import annotations

import pytest

from briefing.archive.tables import PACKAGES


@pytest.fixture(scope="session", autouse=True)
def extra() -> None:
    """Skip the tests where the extra is missing."""
    for name in PACKAGES:
        pytest.importorskip(name)
