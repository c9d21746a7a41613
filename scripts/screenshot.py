"""Draw the README's screenshot, an SVG: the reader with the invented news of `briefing read --demo`.

Usage: `python scripts/screenshot.py [TARGET]`. Works without network, at a fixed time and terminal size.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.config import bundled, load_config
from briefing.newsroom import demo_documents, open_store, store_documents
from briefing.tui.app import Reader

TARGET = Path(__file__).resolve().parents[1] / "docs" / "reader.svg"
NOW = datetime(2026, 1, 9, 7, 30, tzinfo=UTC)
SIZE = (128, 40)


async def draw(target: Path) -> None:
    """Write the screenshot to `target`."""
    config = load_config(bundled() / "config.toml")
    config = replace(config, feeds=(), seeds=(), tui=replace(config.tui, refresh_on_start=False))
    with tempfile.TemporaryDirectory() as folder:
        path = store_documents(Path(folder), demo_documents(NOW), config, now=NOW - timedelta(minutes=5))
        with open_store(path) as store:
            app = Reader(store, config, clock=lambda: NOW, zone=UTC)
            async with app.run_test(size=SIZE) as pilot:
                await pilot.pause(0.5)
                await pilot.press("enter")
                await pilot.pause(0.5)
                target.write_text(app.export_screenshot(title="briefing") + "\n", encoding="utf-8")


if __name__ == "__main__":
    asyncio.run(draw(Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET))
