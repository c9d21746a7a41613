from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.web.server import FaultServer, serve_faults


@pytest.fixture
def server() -> Iterator[FaultServer]:
    with serve_faults() as served:
        yield served
