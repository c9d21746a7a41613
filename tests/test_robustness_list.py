"""The list of faults in docs/robustness.md names tests that are there."""

from __future__ import annotations

import re
from pathlib import Path

TESTS = Path(__file__).parent
LIST = TESTS.parent / "docs" / "robustness.md"


def test_every_test_that_the_list_of_faults_names_exists() -> None:
    named = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", LIST.read_text(encoding="utf-8"))
    assert len(named) > 100
    missing = [
        (path, name)
        for path, name in named
        if not (TESTS / path).exists() or not re.search(rf"def {name}\(" if name else "", (TESTS / path).read_text())
    ]
    assert missing == []
