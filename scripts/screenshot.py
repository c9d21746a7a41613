"""Draw the README's screenshot, an SVG: the reader with the thread of the bundled seed.

Usage: `python scripts/screenshot.py [TARGET]`. Reads the seed into a temporary store, without network, at a fixed time
and terminal size.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from briefing.config import SeedConfig, bundled, load_config
from briefing.newsroom import open_store, refresh
from briefing.tui.app import Reader

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "trump-petro.svg"
NOW = datetime(2026, 1, 9, 7, 30, tzinfo=UTC)
SIZE = (128, 40)


async def draw(target: Path) -> None:
    """Write the screenshot to `target`."""
    config = load_config(bundled() / "config.toml")
    with tempfile.TemporaryDirectory() as folder:
        config = replace(config, feeds=(), seeds=(SeedConfig(bundled() / "seeds"),))
        with open_store(Path(folder) / "briefing.db") as store:
            refresh(store, config, now=NOW)
            app = Reader(store, config, clock=lambda: NOW, zone=UTC)
            app.config = replace(config, seeds=(), tui=replace(config.tui, refresh_on_start=False))
            async with app.run_test(size=SIZE) as pilot:
                await pilot.pause(0.5)
                await pilot.press("enter")
                await pilot.pause(0.5)
                target.write_text(app.export_screenshot(title="briefing") + "\n", encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET))
