"""Finds where a page ran two of its lines into one: a credit, a date or a caption without a stop before the prose.

What the two parts are is told by `briefing.text.kinds`.
"""

from __future__ import annotations

import re

MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?"
    r"|Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DATE = rf"{_WEEKDAY},? (?:{MONTH} \d{{1,2}}|\d{{1,2}} {MONTH}),? \d{{4}}"
CREDIT = (
    r"(?:Image|Photo(?:graph)?|Picture|Video|Illustration|Graphic|Credit)s?(?: credits?| source| courtesy(?: of)?)?:"
)

_GLUED_CREDIT = re.compile(rf"\b{CREDIT}\s")
# A date behind a preposition belongs to its sentence.
_GLUED_DATE = re.compile(
    rf"(?<=[a-z\d'\"’”)])(?<!\bon)(?<!\bof)(?<!\bfor)(?<!\bis)(?<!\bto)(?<!\buntil)(?<!\bsince)(?<!\bwas)(?=\s+{DATE}\Z)"
)
_LEADING_DATE = re.compile(rf"(?:{DATE}|(?i:{MONTH}) \d{{1,2}}, \d{{4}})(?=\s*[A-Z])")
# Two sentences with no stop between them, as where a caption runs into the text. `He`, `They've` and `In the` are
# written large in the middle of a sentence only in titles, so no title may be in sight: the words on both sides are
# small, or the opening is a phrase with a comma of its own.
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
_UNSTOPPED = re.compile(
    # First what tells soonest that a space is none of these: the pattern takes a seventh of the time.
    r"[ \xa0](?=[ABDFHIOSTWY][efhinorstu])(?<=[A-Za-z\d)].)"
    rf"(?:(?<=[a-z]{{2}}.|[a-z\d]\d.|[a-z]\).)(?=(?:{_SUBJECT}|{_OPENER})\s[a-z])"
    rf"|(?<=[A-Za-z]{{2}}.)(?={_SUBJECT}\s[a-z]{{2,}}\s[a-z]|{_PHRASE}))"
)
_DATE_CHARACTERS = 40


def glued_points(line: str) -> list[int]:
    """Return the offsets in a stripped `line` where a part begins or ends that the page glued to the rest."""
    points = [match.start() for match in _UNSTOPPED.finditer(line)]
    if ":" in line:
        points += [
            match.start()
            for match in _GLUED_CREDIT.finditer(line)
            if line[max(0, match.start() - 1) : match.start()].isspace()
        ]
    if line[-4:].isdigit() and (match := _GLUED_DATE.search(line, len(line) - _DATE_CHARACTERS)):
        points.append(match.end())
    if match := _LEADING_DATE.match(line):
        points.append(match.end())
    return points
