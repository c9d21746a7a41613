"""Cues inside the marks, as French and Spanish have them: `« Nous irons, a dit Weber, demain »`, `«Ven —dijo Ana—»`.

Such a stretch is parted around its cue, so that what the writer says of the speaker is not among the quoted words. A
cue is one only with a pronoun at its verb (`dit-il`) or a name of the text that is all of its subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from briefing.text.quotes.foreign_names import is_known, whole
from briefing.text.quotes.marks import Stretch
from briefing.text.quotes.rayas import cue_pattern

_STYLES = '«“"'
_MOST = 6
"""Cues inside one pair of marks; a speech has one, and a letter or two more."""
_ROOM = 3000
"""How far into a stretch they are looked for, in code points."""


@cache
def _cue() -> re.Pattern[str]:
    """Return a cue between commas or dashes with its subject, which a comma, a dash or a stop ends."""
    who = r"(?P<who>[ \u00a0][^\n,.;:!?«»“”\"—–()]{2,60})?(?P<role>,[^\n,.;:!?«»“”\"—–()]{2,60})?"
    between = rf"(?P<comma>,)[ \u00a0]{cue_pattern()}{who}(?:(?P<stop>[.])|,)[ \u00a0]"
    dashes = rf"[ \u00a0][—–]{cue_pattern().replace('(?P<', '(?P<d')}(?P<dwho>[^\n—–«»]{{2,80}})?[—–][,.;:]?[ \u00a0]"
    return re.compile(rf"{between}|{dashes}")


def has_incise(text: str, stretch: Stretch) -> bool:
    """Tell whether a verb of saying stands between commas or dashes inside the marks: cheap, as few have one."""
    return stretch.style in _STYLES and _cue().search(text, stretch.start + 1, _end(stretch)) is not None


def part_incises(text: str, stretch: Stretch) -> Iterator[Stretch]:
    """Yield a stretch of another language than English, or its parts around the cues inside its marks."""
    cues = _cues(text, stretch)
    start, open_ = stretch.start, stretch.open
    for at, (end, begin) in enumerate(cues):
        yield replace(stretch, open=open_, start=start, end=end, close=end, continues=stretch.continues or at > 0)
        start = open_ = begin
    yield replace(stretch, open=open_, start=start, continues=stretch.continues or bool(cues)) if cues else stretch


def _cues(text: str, stretch: Stretch) -> list[tuple[int, int]]:
    """Return where the words pause for each cue and where they go on."""
    found: list[tuple[int, int]] = []
    for match in _cue().finditer(text, stretch.start + 1, _end(stretch)):
        if len(found) < _MOST and match.end() < stretch.end and _is_cue(text, match):
            found.append((match.start(), match.end()))
    return found


def _end(stretch: Stretch) -> int:
    return min(stretch.end, stretch.start + _ROOM)


def _is_cue(text: str, match: re.Match[str]) -> bool:
    """Tell whether a verb of saying is the writer's: with a pronoun, or with somebody the text names in full."""
    dashed = match.group("dcue") is not None
    if dashed:
        who = match.span("dwho")
        return who[0] < 0 or not text[slice(*who)].strip() or _is_somebody(text, *who, True)
    asked, clitic = match.group("asked"), match.group("clitic") or ""
    if asked or clitic.endswith(("il", "elle", "on", "ils", "elles")):
        return match.group("role") is None
    return match.group("who") is not None and _is_somebody(text, *match.span("who"), False)


def _is_somebody(text: str, low: int, high: int, dashed: bool) -> bool:
    name = whole(text, low, high)
    return dashed or (name is not None and is_known(text, name[2]))
