"""Packages that load their names late have each of them, and tell what they have not."""

from __future__ import annotations

import subprocess
import sys
from types import ModuleType

import pytest

from briefing import model, newsroom, query

both = pytest.mark.parametrize("package", [model, newsroom, query], ids=lambda package: package.__name__)


@both
def test_every_name_is_there_and_at_one_home(package: ModuleType) -> None:
    names = [name for home in package._HOMES.values() for name in home]
    assert sorted(names) == sorted(package.__all__)
    assert all(getattr(package, name) is not None for name in names)


@both
def test_no_module_is_called_as_a_name_is(package: ModuleType) -> None:
    # Python would put the module in the name's place as soon as somebody imports it.
    assert not set(package._HOMES) & set(package.__all__)


@both
def test_unknown_names_are_told(package: ModuleType) -> None:
    with pytest.raises(AttributeError, match="has no attribute 'nothing'"):
        _ = package.nothing


def test_a_package_alone_loads_no_module_of_its_own() -> None:
    code = "import sys, briefing.newsroom, briefing.model, briefing.query; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not [
        name
        for name in loaded
        if name.startswith(("briefing.newsroom.", "briefing.model.", "briefing.query.", "briefing.store"))
    ]
