"""Waits until a reader has handled a key.

Textual's own wait checks that the process is idle, which takes several hundredths of a second per key.
"""

from __future__ import annotations

import asyncio
from time import monotonic

from textual._context import active_app
from textual.pilot import Pilot

PREVIEW_SECONDS = 0.01
"""Seconds before a preview, in tests."""

TURNS = 3
"""Consecutive idle turns of the event loop after which the reader counts as settled."""


async def settle(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Wait until no message waits to be handled and the screen is drawn; for no timer."""
    loop, end, idle = asyncio.get_running_loop(), monotonic() + max_sleep, 0
    while idle < TURNS and monotonic() < end:
        busy = bool(loop._ready) or drawing()  # type: ignore[attr-defined]
        await asyncio.sleep(0 if loop._ready else 0.001)  # type: ignore[attr-defined]
        idle = 0 if busy else idle + 1


def drawing() -> bool:
    """Tell whether a frame is yet to be drawn, or something waits for that."""
    app = active_app.get(None)
    if app is None or not app._screen_stack:
        return False
    screen = app.screen
    return any((screen._update_timer._active.is_set(), screen._callbacks, app._resize_event))


async def followed(pilot: Pilot[None]) -> None:
    """Wait until the previews of the thread and then of the article have followed the cursor."""
    screen = pilot.app.main_screen  # type: ignore[attr-defined]
    for _ in range(2):
        await pilot.pause()
        tasks = [timer._task for timer in (screen._thread_timer, screen._article_timer) if timer and timer._task]
        if tasks:
            await asyncio.wait(tasks, timeout=1)
    await pilot.pause()
