"""Reduced address space of threads and numpy under a limit by `ulimit -v` or a service manager."""

from __future__ import annotations

import contextlib
import os

ARENA_MAX = -8
"""`M_ARENA_MAX` of glibc's `mallopt`."""
ARENAS = 2
"""Number of malloc arenas shared by threads; by default each thread reserves one of 64 MiB."""


def save_address_space() -> None:
    """Limit malloc arenas and OpenBLAS threads if the address space of this process is limited.

    numpy kills the process if it cannot reserve memory for each processor.
    """
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import resource

        if resource.getrlimit(resource.RLIMIT_AS)[0] == resource.RLIM_INFINITY:
            return
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        import ctypes

        ctypes.CDLL(None).mallopt(ARENA_MAX, ARENAS)
