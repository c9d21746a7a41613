"""Lazy package attributes: a name's module is imported on first access (PEP 562)."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence


def loader(package: str, homes: Mapping[str, Sequence[str]]) -> Callable[[str], object]:
    """A `__getattr__` for a package that imports a name's module on first access and caches the value in the package.

    Args:
        package: its full name.
        homes: module, relative to the package unless it begins with `briefing.` -> names defined there. No module in
            the package may have the name of an exported object, as importing it would replace the object.
    """
    modules = {
        name: home if home.startswith("briefing.") else f"{package}.{home}" for home in homes for name in homes[home]
    }

    def load(name: str) -> object:
        if name not in modules:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(importlib.import_module(modules[name]), name)
        setattr(sys.modules[package], name, value)
        return value

    return load
