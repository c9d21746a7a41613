"""Reduced memory of threads and numpy, above all under a limit by `ulimit -v` or a service manager."""

from __future__ import annotations

import contextlib
import os

MALLOC_OPTIONS = {-8: 2, -3: 1 << 19, -1: 1 << 20}
"""Values of glibc's `mallopt`: `M_ARENA_MAX`, as by default each thread reserves an arena of 64 MiB; `M_MMAP_THRESHOLD`
and `M_TRIM_THRESHOLD` in bytes, which grow by default, so that large blocks that are free stay reserved."""


def save_address_space() -> None:
    """Limit what malloc keeps, and OpenBLAS threads if the address space of this process is limited.

    numpy kills the process if it cannot reserve memory for each processor.
    """
    with contextlib.suppress(ImportError, OSError, AttributeError):
        import ctypes
        import resource

        if resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY:
            os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        library = ctypes.CDLL(None)
        for option, value in MALLOC_OPTIONS.items():
            library.mallopt(option, value)
