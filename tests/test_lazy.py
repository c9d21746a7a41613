"""Packages with lazy names provide each of them and raise AttributeError for others."""

from __future__ import annotations

import ast
import inspect
import subprocess
import sys
from types import ModuleType

import pytest

from briefing import model, newsroom

both = pytest.mark.parametrize("package", [model, newsroom], ids=lambda package: package.__name__)


def names(package: ModuleType) -> list[str]:
    return [name for home in package._HOMES.values() for name in home]


@both
def test_every_name_is_there_and_at_one_home(package: ModuleType) -> None:
    tree = ast.parse(inspect.getsource(package))
    blocks = [node for node in tree.body if isinstance(node, ast.If)]  # what type checkers see
    typed = [alias.name for node in ast.walk(blocks[0]) if isinstance(node, ast.ImportFrom) for alias in node.names]
    assert sorted(names(package)) == sorted(typed)
    assert all(hasattr(package, name) for name in names(package))


@both
def test_no_module_is_called_as_a_name_is(package: ModuleType) -> None:
    # Python would put the module in the name's place as soon as somebody imports it.
    assert not set(package._HOMES) & set(names(package))


@both
def test_unknown_names_raise_attribute_errors(package: ModuleType) -> None:
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
