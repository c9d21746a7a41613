"""Compiled modules: benchmarks of processes start them as those of an installed program, which has compiled modules.

Without this, each process compiles what it imports where `PYTHONDONTWRITEBYTECODE` is set.
"""

from __future__ import annotations

import compileall
from pathlib import Path

import briefing


def compile_modules() -> None:
    """Compile the modules of the program that have changed, as its installer does."""
    compileall.compile_dir(Path(briefing.__file__).parent, quiet=1)
