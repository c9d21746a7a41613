"""Draw the README's pictures, SVGs: the reader with the invented day of `briefing read --demo`.

Usage: `python scripts/screenshot.py [FOLDER [NAME]...]`. Writes the front page (`reader.svg`), the exchange of the
Trump–Petro thread (`exchange.svg`) and a recording (`recording.svg`, animated by CSS), or those named. Works without
network, at a fixed time.
"""

from __future__ import annotations

import asyncio
import shutil
import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from terminal_svg import Frame, draw_svg
from textual.pilot import Pilot

from briefing.config import bundled, load_config
from briefing.newsroom import make_demo, open_store
from briefing.tui.app import Reader

FOLDER = Path(__file__).resolve().parents[1] / "docs"
NOW = datetime(2026, 1, 9, 7, 30, tzinfo=UTC)

Step = tuple[Sequence[str], float]
"""Keys, and the seconds for which the screen after them is shown; 0 for not at all."""

PICTURES: dict[str, tuple[str, tuple[int, int], tuple[Step, ...]]] = {
    "reader.svg": ("The front page on an invented day, with the story under the cursor", (120, 40), (((), 1),)),
    "exchange.svg": (
        "Donald Trump and Gustavo Petro: who said what to whom",
        (104, 20),
        ((("slash", *"petro", "enter"), 0), (("enter",), 0), (("v",), 1)),
    ),
    "recording.svg": (
        "From the front page to a story, its exchange of quotes, a search, and another exchange",
        (100, 30),
        (
            ((), 3),
            (("j",), 0.8),
            (("j",), 0.8),
            (("j",), 0.8),
            (("enter",), 4),
            (("escape",), 1),
            (("g",), 1),
            (("enter",), 3),
            (("v",), 4),
            (("escape",), 0),
            (("escape",), 0.8),
            (("slash",), 0.5),
            (("p", "e"), 0.3),
            (("t", "r", "o"), 0.6),
            (("enter",), 1.5),
            (("enter",), 3),
            (("v",), 5),
        ),
    ),
}
"""File name -> title, size in columns and lines, and the keys."""


async def draw(folder: Path, names: Sequence[str] = tuple(PICTURES)) -> None:
    """Write the pictures of these names to `folder`."""
    with tempfile.TemporaryDirectory() as temporary:
        path, config = make_demo(Path(temporary), load_config(bundled() / "config.toml"), NOW)
        for name in names:
            title, size, steps = PICTURES[name]
            copy = path.with_name("copy.db")  # as a visit leaves its traces
            shutil.copyfile(path, copy)
            with open_store(copy) as store:
                app = Reader(store, config, clock=lambda: NOW, zone=UTC)
                async with app.run_test(size=size) as pilot:
                    frames = [frame for step in steps for frame in await _frames(app, pilot, step)]
            (folder / name).write_text(draw_svg(frames, title), encoding="utf-8")


async def _frames(app: Reader, pilot: Pilot[None], step: Step) -> list[Frame]:
    keys, seconds = step
    for key in keys:
        await pilot.press(key)
    await pilot.pause(0.5)
    if not seconds:
        return []
    strips = app.screen._compositor.render_strips()
    return [Frame(tuple(tuple(strip) for strip in strips), seconds)]


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER, sys.argv[2:] or tuple(PICTURES)))
