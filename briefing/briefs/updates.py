"""What is new in a few lines: the developments that tell most, none twice.

Chosen when it is read, as only then it is known since when; so this loads nothing and compares words as they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from briefing.model import Line

WORDS = 80
"""Words of an update where nobody says how many."""

_HALVING = 2.0
"""After so many developments of one article a further one is worth half."""
_SUPPORT = 0.5
"""What each further outlet that carries a fact adds, up to `_MOST_SUPPORT`; a first line is worth 1."""
_MOST_SUPPORT = 3
_NEWER = 0.25
"""What the newest line is worth more than the oldest: later reports know better."""
_SAME = 0.6
"""Share of the shorter line's words in the other from which both tell one fact, as when a toll rises."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]{4,}")


def pick_update(lines: Sequence[Line], words: int = WORDS) -> tuple[Line, ...]:
    """Return the lines that tell best what is new, in the order given; one at least if there is any.

    Only lines that can be read alone are picked, unless none can. Of two that tell one fact the later is told.

    Args:
        lines: developments of one thread, in order of arrival.
        words: white-space separated words of all lines together; the first one picked may be longer.
    """
    offered = [number for number, line in enumerate(lines) if line.alone] or list(range(len(lines)))
    worth = _worth(lines)
    picked: list[int] = []
    told: list[frozenset[str]] = []
    used = 0
    for number in sorted(offered, key=lambda number: (-worth[number], -number)):
        size, said = len(lines[number].text.split()), _said(lines[number])
        if (picked and used + size > words) or any(_is_same(said, each) for each in told):
            continue
        picked.append(number)
        told.append(said)
        used += size
    return tuple(lines[number] for number in sorted(picked))


def _worth(lines: Sequence[Line]) -> list[float]:
    """Return what each line is worth: by its place among those of its article, its support, and how late it came."""
    place: Counter[str] = Counter()
    found = []
    for number, line in enumerate(lines):
        first = 0.5 ** (place[line.source.article_id] / _HALVING)
        place[line.source.article_id] += 1
        support = _SUPPORT * min(line.support - 1, _MOST_SUPPORT)
        found.append(first + support + _NEWER * number / max(1, len(lines) - 1))
    return found


def _said(line: Line) -> frozenset[str]:
    return frozenset(_WORD.findall(line.text.casefold()))


def _is_same(a: frozenset[str], b: frozenset[str]) -> bool:
    return bool(a and b) and len(a & b) >= _SAME * min(len(a), len(b))
