"""Entry point of the command and of `python -m briefing`."""

from __future__ import annotations

import gc
import sys

YOUNG = 50_000
"""Allocation threshold of the garbage collector's youngest generation: above what a short command allocates, so that
it never collects, and small compared with what a long one holds."""


def main() -> None:
    """Run the command line and exit with its code."""
    from briefing.cli.entry_point import run

    gc.set_threshold(YOUNG)
    code = run(sys.argv[1:])
    gc.freeze()  # no collection of the remaining objects at exit
    sys.exit(code)


if __name__ == "__main__":
    main()
