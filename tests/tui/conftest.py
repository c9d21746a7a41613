from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.store import Store
from tests.tui import library


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "briefing.db") as opened:
        yield opened


@pytest.fixture
def store(empty: Store) -> Store:
    library.fill(empty)
    return empty
