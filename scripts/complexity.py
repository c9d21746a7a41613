"""List functions of a cyclomatic complexity above `LIMIT`, as radon counts it; exit code 1 if there are any.

Run by `make lint`. ruff has a rule for complexity too, but counts no conditions joined by `and` and `or`.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

from radon.complexity import cc_visit
from radon.visitors import Function

LIMIT = 15
"""Maximum complexity of a function."""


def main(folders: list[str]) -> int:
    """Check all modules below some folders; prints one line for each function above the limit."""
    lines = [line for folder in folders for path in sorted(Path(folder).rglob("*.py")) for line in _above(path)]
    print("\n".join(lines) or f"no function has a complexity above {LIMIT}")
    return int(bool(lines))


def _above(path: Path) -> Iterator[str]:
    for block in cc_visit(path.read_text("utf-8")):
        if isinstance(block, Function) and block.complexity > LIMIT:
            yield f"{path}:{block.lineno}: {block.fullname} has a complexity of {block.complexity}, above {LIMIT}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
