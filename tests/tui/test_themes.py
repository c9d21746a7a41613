"""Contrast of the shipped themes: every style of drawn text on every background it stands on."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.color import Color

from briefing.store import Store
from briefing.tui.app import Reader
from briefing.tui.themes import THEMES
from briefing.tui.widgets.paint import Painted
from tests.tui import library
from tests.tui.settle import followed

LEAST_CONTRAST = 4.5
"""Of text, by WCAG 2.2, level AA."""

DECORATIVE = "rule"
"""Style of lines that carry no text."""

BASES = ((), ("cursor",), ("cursor-blurred",))


def styles(widget: Painted) -> list[str]:
    """Names of the styles a widget draws with."""
    return sorted(
        name.removeprefix("paint--")
        for name in widget._get_component_classes()
        if name.startswith("paint--") and name != f"paint--{DECORATIVE}"
    )


def low_contrasts(widget: Painted) -> Iterator[str]:
    """Yield the styles of a widget whose text is too faint."""
    names = styles(widget)
    for base in BASES:
        if set(base) - set(names):
            continue
        for name in [*names, ""]:
            style = widget.colours(*base, *([name] if name else []))
            assert style.color and style.bgcolor
            ratio = contrast(style.color, style.bgcolor)
            if ratio < LEAST_CONTRAST:
                yield f"{widget.id}: {' '.join((*base, name))}: {ratio:.2f}"


def low_contrasts_of_inputs(app: Reader) -> Iterator[str]:
    """Yield the component classes of Textual's inputs and lists on the screen whose text is too faint."""
    for widget in app.screen.query("Input, OptionList, Label, Toast"):
        for name in ("", *sorted(widget._get_component_classes())):
            style = (widget.get_visual_style(name) if name else widget.visual_style).rich_style
            is_text = style.color and style.bgcolor and not name.endswith("separator")
            if is_text and style.color and style.bgcolor and contrast(style.color, style.bgcolor) < LEAST_CONTRAST:
                yield f"{type(widget).__name__}: {name}"


def contrast(text: Color, background: Color) -> float:
    """Contrast of two colours, by WCAG 2.2: 1 to 21."""
    lighter, darker = sorted(map(luminance, (text, background)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Color) -> float:
    """Relative luminance of a colour, by WCAG 2.2."""
    parts = [part / 255 for part in colour.get_truecolor()]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
async def test_every_text_is_readable_on_every_background(store: Store, theme: str) -> None:
    app = library.reader(store)
    app.theme = theme
    async with app.run_test(size=(220, 60)) as pilot:
        await followed(pilot)
        await pilot.press("enter", "question_mark")
        widgets = [*app.main_screen.query(Painted), *app.screen.query(Painted)]
        assert {widget.id for widget in widgets} >= {"head", "foot", "threads", "thread", "article", "help"}
        assert [line for widget in widgets for line in low_contrasts(widget)] == []


@pytest.mark.parametrize("theme", [theme.name for theme in THEMES])
@pytest.mark.parametrize("keys", [["slash"], ["a"], ["colon"], ["t"], ["w"]], ids="-".join)
async def test_inputs_lists_and_messages_are_readable(store: Store, theme: str, keys: list[str]) -> None:
    app = library.reader(store)
    app.theme = theme
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        assert [*low_contrasts_of_inputs(app)] == []


@pytest.mark.parametrize("theme", ["textual-dark", "textual-light", "nord", "ansi-dark", "ansi-light"])
async def test_other_themes_have_every_colour(store: Store, theme: str) -> None:
    app = library.reader(store)
    app.theme = theme
    async with app.run_test(size=(120, 40)) as pilot:
        await followed(pilot)
        await pilot.press("enter", "v")
        assert "Restrepo" in app.export_screenshot()
