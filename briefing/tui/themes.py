"""Validates names of themes."""

from __future__ import annotations

from collections.abc import Collection

from briefing.errors import ConfigError, did_you_mean


def check_theme(name: str, themes: Collection[str]) -> None:
    """Check the theme of a configuration.

    Raises:
        ConfigError: there is no such theme; names the nearest, or all.
    """
    if name not in themes:
        hint = did_you_mean(name, themes, f"there are {', '.join(sorted(themes))}")
        raise ConfigError(f"tui.theme: there is no theme {name!r}; {hint}")
