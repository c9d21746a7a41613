"""The entry of the command and of `python -m briefing`."""

from __future__ import annotations

import gc
import sys

YOUNG = 50_000
"""Objects after which they are looked through for garbage: more than a short command makes, as these would only wait
for it, and few beside what a long one holds."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    from briefing.cli import run

    gc.set_threshold(YOUNG)
    code = run(sys.argv[1:])
    gc.freeze()  # what is left goes with the process
    sys.exit(code)


if __name__ == "__main__":
    main()
