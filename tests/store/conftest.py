from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.store import Store
from tests import blank


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "briefing.db"


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    blank.lay(path)
    with Store.open(path) as opened:
        yield opened
