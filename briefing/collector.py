"""Settings of the garbage collector, for the command and its worker processes."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG = 50_000
"""Allocation threshold of the youngest generation: above what a short command allocates, so that it never collects,
and small compared with what a long one holds."""


def collect_seldom() -> None:
    """Collect after as many allocations as a batch of articles makes: what is analysed has few cycles."""
    gc.set_threshold(_YOUNG)


@contextmanager
def collection_paused() -> Iterator[None]:
    """Collect nothing while many values are made that are all kept, such as those read from a store."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
