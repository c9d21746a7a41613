"""Lines of a text: hard-wrapped paragraphs are joined to one line, and parts that a page has joined come apart.

Joined parts are a credit, a date or a caption without a stop before the prose; `briefing.text.boilerplate` classifies
them.
"""

from __future__ import annotations

import re
from itertools import pairwise

from briefing.text.lazy_regex import late

_FINAL = re.compile(r"[.!?…:;][\"'”’»)\]]*\Z")
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
    return a[1] - a[0] + 1 + len(text[slice(*b)].split(maxsplit=1)[0]) > width


# ---- joined parts

MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DATE = rf"{_WEEKDAY},? (?:\d{{1,2}} )?{MONTH}(?: \d{{1,2}})?,? \d{{4}}"
CREDIT = (
    r"(?:Image|Photo(?:graph)?|Picture|Video|Illustration|Graphic|Credit)s?(?: credits?| source| courtesy(?: of)?)?:"
)

_GLUED_CREDIT = late(rf"\b{CREDIT}\s")
_LAST_DATE = late(rf"\s+{DATE}\Z")
_LEADING_DATE = late(rf"(?:{DATE}|[A-Za-z]{{3,9}}\.? \d{{1,2}}, \d{{4}})(?=\s*[A-Z])")
_BEFORE_DATE = frozenset(("on", "of", "for", "is", "to", "until", "since", "was"))
"""A date after one of these belongs to its sentence."""
# Two sentences without a stop between them, as where a caption runs into the text. `He`, `They've` and `In the` are
# capitalised in the middle of a sentence only in titles. To exclude titles, the words on both sides must be in lower
# case, or the opening must be a phrase that ends in a comma.
_SUBJECT = (
    r"(?:He|She|It|We|You|They|There)"
    r"(?:['’](?:s|re|ve|ll|d)|\s(?:is|are|was|were|has|have|had|will|would|can|could|did|said))"
)
_OPENER = (
    r"(?:In|On|At|After|During|For|With|As|Before|When|While|Although|But)"
    r"\s(?:the|a|an|his|her|their|its|this|that|these|he|she|they|it|we|asked)"
)
_PHRASE = (
    r"(?:In|On|At|During|After)\s(?:the|a|an|his|her|their|this|that)\s[^,.;:\"“”]{3,60},\s"
    r"|On\s(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,\s"
)
# Searching for a capital is faster than for a space, and the characters beside it rule most out.
# fmt: off
_LARGE_WORDS = frozenset((
    "He", "She", "It", "We", "You", "They", "There", "In", "On", "At", "After", "During", "For", "With", "As", "Before",
    "When", "While", "Although", "But",
))
_LARGE = re.compile(r"[ABDFHIOSTWY](?<=[A-Za-z\d)][ \xa0].)[efhilnorstu]\w*")
_UNSTOPPED = late(
    rf"[ \xa0](?:(?<=[a-z]{{2}}.|[a-z\d]\d.|[a-z]\).)(?=(?:{_SUBJECT}|{_OPENER})\s[a-z])"
    rf"|(?<=[A-Za-z]{{2}}.)(?={_SUBJECT}\s[a-z]{{2,}}\s[a-z]|{_PHRASE}))"
)
_DATE_CHARACTERS = 40
_YEAR = re.compile(r"\d{4}")
_DATE_STARTS = frozenset((
    "mon", "tue", "wed", "thu", "fri", "sat", "sun",
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
))
# fmt: on


def glued_points(line: str) -> list[int]:
    """Offsets in a stripped `line` where a joined part begins or ends."""
    points = [
        match.start() - 1
        for match in _LARGE.finditer(line)
        if match.group() in _LARGE_WORDS and _UNSTOPPED().match(line, match.start() - 1)
    ]
    if ":" in line:
        points += [
            match.start()
            for match in _GLUED_CREDIT().finditer(line)
            if line[max(0, match.start() - 1) : match.start()].isspace()
        ]
    if line[-4:].isdigit() and (match := _LAST_DATE().search(line, len(line) - _DATE_CHARACTERS)):
        points += [match.start()] if _ends_a_part(line[: match.start()]) else []
    if line[:3].lower() in _DATE_STARTS and _YEAR.search(line, 0, _DATE_CHARACTERS):
        points += [match.end()] if (match := _LEADING_DATE().match(line)) else []
    return points


def _ends_a_part(before: str) -> bool:
    """Whether a date after `before` is a separate part, and not a phrase of its sentence."""
    last = before[-1:]
    return (last.islower() or last.isdigit() or last in "'\"’”)") and before.rsplit(None, 1)[-1] not in _BEFORE_DATE
