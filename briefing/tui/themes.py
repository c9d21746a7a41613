"""Names of themes: whether there is such a one."""

from __future__ import annotations

import difflib
from collections.abc import Collection

from briefing.errors import ConfigError


def check_theme(name: str, themes: Collection[str]) -> None:
    """Check the theme of a configuration.

    Raises:
        ConfigError: there is no such theme; names the nearest, or all.
    """
    if name not in themes:
        near = difflib.get_close_matches(name, themes, 1)
        hint = f"did you mean {near[0]}?" if near else f"there are {', '.join(sorted(themes))}"
        raise ConfigError(f"tui.theme: there is no theme {name!r}; {hint}")
