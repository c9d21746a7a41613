"""Ends of sentences in other languages than English, by sentencex, which knows the abbreviations of many.

sentencex keeps what stands between quotation marks together and is quick; what it is corrected in are stops that no
language with capitals ends a sentence at.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_INITIAL = re.compile(r"(?:^|[\s.(«„“\"'’-])[^\W\d_]\.\s*\Z")
_LOOK_BACK = 8
_LONGEST_PART = 4000
"""So much is given to sentencex at once: it takes quadratic time where quotation marks are not closed."""


def foreign_boundaries(line: str, language: str) -> Iterator[int]:
    """Yield, in order, the ends of the sentences of `line` but for the last; see `boundaries.boundaries`.

    Args:
        line: one paragraph.
        language: ISO 639-1 code; of one that sentencex does not know the rules for English count.
    """
    from sentencex import get_sentence_boundaries

    start = 0
    while start < len(line):
        part = line[start : start + _LONGEST_PART]
        ends = [start + found["end_index"] for found in get_sentence_boundaries(language, part)]
        if start + len(part) < len(line) and len(ends) > 1:
            ends.pop()  # the part may have been cut in the middle of its last sentence
        yield from (end for end in ends if start < end < len(line) and not _goes_on(line, end, len(part) + start))
        start = max(ends, default=start + len(part))


def _goes_on(line: str, end: int, cut: int) -> bool:
    """Tell whether the sentence goes on behind `end`: in small letters, behind an initial, or where it was cut."""
    if end == cut:
        return True
    following = line[end : end + _LOOK_BACK].lstrip()[:1]
    before = line[max(0, end - _LOOK_BACK) : end].rstrip()
    if not before.endswith("."):
        return False
    initial = _INITIAL.search(before)
    return following.islower() or (initial is not None and before[-2:-1].isupper())
