"""Packages whose names are loaded when they are first asked for, so that who wants one does not pay for all."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Mapping, Sequence


def loader(package: str, homes: Mapping[str, Sequence[str]]) -> Callable[[str], object]:
    """Return the `__getattr__` of a package (PEP 562) that loads a name's module, and keeps the name from then on.

    Args:
        package: its full name.
        homes: module, in the package unless its name is a full one -> the names that are at home there. A module in
            the package must not be called as one of the names is: Python would put the module in the name's place.
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
