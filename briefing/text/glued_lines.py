"""Detection of lines that a page has joined: a credit, a date or a caption without a stop before the prose.

The parts are classified by `briefing.text.boilerplate`.
"""

from __future__ import annotations

import re

from briefing.text.lazy_regex import late

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
