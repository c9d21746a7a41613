"""The lock files name every dependency of `pyproject.toml` by hash, and no place of one machine."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
GROUPS = PROJECT["dependency-groups"]


def names(requirements: list[str]) -> set[str]:
    return {re.split(r"[<>=!~; \[]", line, maxsplit=1)[0].lower().replace("_", "-") for line in requirements}


@pytest.mark.parametrize(
    ("lock", "requirements"),
    [
        ("build.lock", GROUPS["build"] + PROJECT["build-system"]["requires"]),
        ("dev.lock", PROJECT["project"]["dependencies"] + GROUPS["test"] + GROUPS["lint"]),
    ],
)
def test_lock_names_every_dependency_by_version_and_hash(lock: str, requirements: list[str]) -> None:
    text = (ROOT / "requirements" / lock).read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[a-z0-9])", text)
    assert names(requirements) <= {entry.split("==")[0] for entry in entries}
    assert all(re.match(r"[a-z0-9.-]+==\S+", entry) and "--hash=sha256:" in entry for entry in entries)
    assert not re.search(r"https?:|file:|--index|--find-links|^/", text, re.MULTILINE)
