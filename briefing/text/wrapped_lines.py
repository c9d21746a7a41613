"""Lines of a text: hard-wrapped paragraphs are joined to one line."""

from __future__ import annotations

import re
from itertools import pairwise

_FINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*\Z")
_FIRST_WORD = re.compile(r"\S+")
_LIST_MARK = re.compile(r"(?:[-–—*•·▪‣◦>]|\(?\d{1,3}[.)]|\(?[a-z]\))\s")

Span = tuple[int, int]

# A text is hard-wrapped if it has at least two breaks in mid-sentence, these are a quarter of all single breaks, and at
# nine in ten of them the next word would not have fitted. Chosen by hand on wrapped and unwrapped news.
_LEAST_FOLDS = 2
_LEAST_SHARE = 0.25
_LEAST_FIT = 0.9
_WIDEST_PAGE = 132


def line_spans(text: str) -> list[Span]:
    """Spans of the non-blank lines of `text`, without white space at both ends.

    A hard-wrapped paragraph is one line. Linear in the length of `text`.
    """
    lines, at = [], 0
    for line in text.splitlines(keepends=True):
        if stripped := line.strip():
            start = at + len(line) - len(line.lstrip())
            lines.append((start, start + len(stripped)))
        at += len(line)
    width = _page_width(text, lines) if len(lines) > _LEAST_FOLDS else 0
    return _unfold(text, lines, width) if width else lines


def _page_width(text: str, lines: list[Span]) -> int:
    """Width to which `text` is hard-wrapped; 0 if it is not."""
    pairs = [(a, b) for a, b in pairwise(lines) if _adjacent(text, a, b)]
    if len(pairs) < _LEAST_FOLDS:
        return 0
    lengths = sorted(end - start for start, end in lines)
    width = lengths[int(0.9 * (len(lengths) - 1))]
    if width > _WIDEST_PAGE:
        return 0
    folds = [(a, b) for a, b in pairs if text[b[0]].islower() and not _FINAL.search(text, max(a[0], a[1] - 4), a[1])]
    if len(folds) < max(_LEAST_FOLDS, _LEAST_SHARE * len(pairs)):
        return 0
    full = sum(_full(text, a, b, width) for a, b in folds)
    return width if full >= _LEAST_FIT * len(folds) else 0


def _unfold(text: str, lines: list[Span], width: int) -> list[Span]:
    """Join the lines that were wrapped because the next word did not fit."""
    joined = [lines[0]]
    for last, line in pairwise(lines):
        folded = _adjacent(text, last, line) and _full(text, last, line, width)
        if folded and not _LIST_MARK.match(text, line[0], line[1]):
            joined[-1] = (joined[-1][0], line[1])
        else:
            joined.append(line)
    return joined


def _adjacent(text: str, a: Span, b: Span) -> bool:
    """Whether one line break and no blank line is between `a` and `b`."""
    between = text[a[1] : b[0]]
    return between == "\n" or (len(between) < 24 and len(between.strip(" \t").splitlines()) == 1)


def _full(text: str, a: Span, b: Span, width: int) -> bool:
    """Whether the first word of `b` would not have fitted after `a`."""
    word = _FIRST_WORD.match(text, b[0], b[1])
    return a[1] - a[0] + 1 + (word.end() - word.start() if word else 0) > width
