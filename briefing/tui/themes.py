"""Themes of the reader, and the variables that its style sheet needs in every theme."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from textual.theme import Theme

from briefing.errors import ConfigError, did_you_mean
from briefing.tui.drawing.speaker_styles import VOICE_STYLES

_DARK = {
    "voice-1": "#82bdf5",
    "voice-2": "#f0a878",
    "voice-3": "#93cf8f",
    "voice-4": "#dd9fdc",
    "voice-5": "#e3c766",
    "voice-6": "#70ccc4",
    "voice-7": "#f298a4",
    "voice-8": "#b5a8f7",
    "rule": "#39414f",
    "cursor": "#22304a",
    "cursor-blurred": "#1a1f28",
    "summary": "#20304a",
    "target": "#5a3d00",
}
_LIGHT = {
    "voice-1": "#1a5c9e",
    "voice-2": "#9a4a10",
    "voice-3": "#2f6b33",
    "voice-4": "#8d3391",
    "voice-5": "#705600",
    "voice-6": "#0c6666",
    "voice-7": "#aa2741",
    "voice-8": "#5945b0",
    "rule": "#c9c4b8",
    "cursor": "#dbe5f3",
    "cursor-blurred": "#efece5",
    "summary": "#dde7f5",
    "target": "#ffe2a3",
}
_ANSI_COLOURS = {
    True: "bright_blue bright_yellow bright_green bright_magenta yellow bright_cyan bright_red cyan",
    False: "blue red green magenta cyan bright_blue bright_red bright_magenta",
}
"""Colours of speakers in a dark and in a light terminal of sixteen colours."""


def _ansi(*, dark: bool) -> Mapping[str, str]:
    names = (f"ansi_{name}" for name in _ANSI_COLOURS[dark].split())
    return {
        **dict(zip(VOICE_STYLES, names, strict=True)),
        **dict.fromkeys(("cursor", "cursor-blurred", "summary", "target"), "ansi_default"),
        "rule": "ansi_bright_black",
    }


THEMES = (
    Theme(
        "briefing-dark",
        primary="#82bdf5",
        secondary="#4d6f9c",
        warning="#e6b450",
        error="#f07178",
        success="#93cf8f",
        accent="#e6b450",
        foreground="#dfe2e8",
        background="#12151b",
        surface="#191d25",
        panel="#222833",
        dark=True,
        variables={
            "text": "#dfe2e8",
            "text-muted": "#98a1b0",
            "text-disabled": "#98a1b0",
            "input-selection-background": "#2d4468",
            "text-primary": "#82bdf5",
            "text-accent": "#e6b450",
            "text-warning": "#e6b450",
            "text-success": "#93cf8f",
            "text-error": "#f28b90",
            "scrollbar": "#39414f",
        },
    ),
    Theme(
        "briefing-light",
        primary="#1a5c9e",
        secondary="#5f7ea3",
        warning="#8a5300",
        error="#b3261e",
        success="#2f6b33",
        accent="#8a5300",
        foreground="#1f2329",
        background="#fbfaf7",
        surface="#f3f1ec",
        panel="#e8e5dd",
        dark=False,
        variables={
            "text": "#1f2329",
            "text-muted": "#5c626c",
            "text-disabled": "#5c626c",
            "input-selection-background": "#c9daf0",
            "text-primary": "#1a5c9e",
            "text-accent": "#8a5300",
            "text-warning": "#8a5300",
            "text-success": "#2f6b33",
            "text-error": "#a8231c",
            "scrollbar": "#c9c4b8",
        },
    ),
)
"""Own themes; Textual's can be chosen too."""


def variables(theme: Theme) -> Mapping[str, str]:
    """Colours of speakers, rules and marked text in a theme that does not define them."""
    return _ansi(dark=theme.dark) if theme.ansi else _DARK if theme.dark else _LIGHT


def check_theme(name: str, themes: Collection[str]) -> None:
    """Check the theme of a configuration.

    Raises:
        ConfigError: there is no such theme; names the nearest, or all.
    """
    if name not in themes:
        hint = did_you_mean(name, themes, f"there are {', '.join(sorted(themes))}")
        raise ConfigError(f"tui.theme: there is no theme {name!r}; {hint}")
