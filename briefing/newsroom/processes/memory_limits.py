"""Less address space for threads and numpy where `ulimit -v` or a service manager limits it."""

from __future__ import annotations

import contextlib
import os

ARENA_MAX = -8
"""`M_ARENA_MAX` of glibc's `mallopt`."""
ARENAS = 2
"""Heaps that threads share; by default each thread reserves one of 64 MiB."""


def save_address_space() -> None:
    """Let threads share heaps and numpy work in one thread, if the address space of this process is limited.

    numpy ends the process where it cannot reserve what it wants for each processor.
    """
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import resource

        if resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY:
            return
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        import ctypes

        ctypes.CDLL(None).mallopt(ARENA_MAX, ARENAS)
