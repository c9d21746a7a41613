"""Entry point of the command and of `python -m briefing`."""

from __future__ import annotations

import gc
import sys

from briefing.collector import collect_seldom


def main() -> None:
    """Run the command line and exit with its code."""
    from briefing.cli.entry_point import run

    collect_seldom()
    code = run(sys.argv[1:])
    gc.freeze()  # no collection of the remaining objects at exit
    sys.exit(code)


if __name__ == "__main__":
    main()
