from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare what is rendered with the file of this name; with BRIEFING_GOLDEN=update it is written anew."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("BRIEFING_GOLDEN") == "update":
            path.write_bytes(text.encode())
        assert text.encode() == path.read_bytes(), f"{name} differs; see BRIEFING_GOLDEN=update and git diff"

    return compare
