"""Speech without marks: turns of interviews and transcripts, block quotes and posts.

Turns are recognised by labels at the starts of lines; the person of a label is looked up in the cast.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from briefing.text.names.coreference import Member
from briefing.text.names.entities import Cast
from briefing.text.names.words import entries, folded, table
from briefing.text.quotes.blocks import NAME, Turn, find_blocks, find_posts, may_have_blocks

_LABELLED = r"[ \t]*(?P<label>[^\W\d_a-zß-ÿ][^\n:;!?“”\"«»<>]{0,60}?):[ \t]+(?=[^\s\"“«„])"
_LETTERED = r"[ \t]*(?P<label>[QA])[.:][ \t]+(?=\S)"
_LABEL, _LETTER = re.compile("^" + _LABELLED, re.M), re.compile("^" + _LETTERED, re.M)
_LABEL_IN_LINES, _LETTER_IN_LINES = re.compile("\n" + _LABELLED), re.compile("\n" + _LETTERED)
"""The same behind a line break, by which the search is faster."""
_TALK = re.compile(
    r"\b(?:interview(?:ed)?|(?:spoke|talked|chatted|sat down|caught up|conversation|q&a|discussion) (?:with|to))\b",
    re.I,
)
_ADDRESS = re.compile(r"\?|\b(?:i|i['’]m|i['’]ve|we|you|your|my|our|me|us)\b", re.I)
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?){2,3}\Z")
_LINE = re.compile(r"\S[^\n]*")
_LEAST_TURNS = 4
"""Minimum number of labelled lines of a dialogue; two each for `Q` and `A`."""
_MOST_TURNS = 10_000
"""Maximum number of labelled lines that are read; the longest hearings have fewer."""
_ADDRESSING = 0.4
"""Minimum share of them with a question or with I, we or you: tables and recipes have labels too."""
_LEAD = 3000
"""Code points before an interview in which the text may say with whom it is."""
_REACH = 90
"""Code points behind `spoke with` in which the interviewed person may be named."""
_LONGEST_GAP = 6
"""Maximum number of lines without a label that continue a turn, if another turn follows."""
_NOTE = re.compile(r"[,(\[]")
"""Separator of the name in a label from notes on it."""


def may_have_turns(text: str, dialogue: bool) -> bool:
    """Whether a text may have turns; cheap, as most have none."""
    if may_have_blocks(text):
        return True
    lines = "\n" + text if dialogue else ""
    return len(_LABEL_IN_LINES.findall(lines)) + len(_LETTER_IN_LINES.findall(lines)) >= _LEAST_TURNS


def find_turns(text: str, title: str, cast: Cast, dialogue: bool) -> list[Turn]:
    """Turns of `text` in order, without overlaps; those of dialogues on demand. Linear in its length."""
    turns = [*find_posts(text, cast), *find_blocks(text, cast), *(_dialogue(text, title, cast) if dialogue else ())]
    turns.sort(key=lambda turn: (turn.start, -turn.end))
    kept: list[Turn] = []
    for turn in turns:
        if not kept or turn.start >= kept[-1].end:
            kept.append(turn)
    return kept


# ---- interviews and transcripts


class _Labelled(NamedTuple):
    """A line that begins with a label."""

    key: str
    label: tuple[int, int]
    start: int
    end: int


def _dialogue(text: str, title: str, cast: Cast) -> list[Turn]:
    lines = list(islice(_labelled(text, _LETTER), _MOST_TURNS))
    letters = Counter(line.key for line in lines)
    if min(letters["q"], letters["a"]) >= 2:
        return _question_and_answer(text, title, cast, lines)
    lines = list(islice(_labelled(text, _LABEL), _MOST_TURNS))
    counts = Counter(line.key for line in lines)
    lines = [line for line in lines if counts[line.key] > 1 or line.key in entries("askers")]
    if not _is_talk(text, lines):
        return []
    names = _speakers(text, lines, cast)
    shouted = sum(text[slice(*line.label)].upper() == text[slice(*line.label)] for line in lines)
    if not any(known for known, _ in names.values()) and shouted < len(lines):
        return []  # labels in small letters that name nobody of the text
    return list(_turns(text, lines, names))


def _is_talk(text: str, lines: Sequence[_Labelled]) -> bool:
    """Whether labelled lines are a talk of several people."""
    speaking = sum(bool(_ADDRESS.search(text, line.start, min(line.end, line.start + 600))) for line in lines)
    is_long = len(lines) >= _LEAST_TURNS and len({line.key for line in lines}) > 1
    return is_long and speaking / len(lines) >= _ADDRESSING


def _labelled(text: str, pattern: re.Pattern[str]) -> Iterator[_Labelled]:
    """The lines with a label that may be a speaker's; all forms of one label share a key."""
    for match in pattern.finditer(text):
        label = match.group("label").rstrip()
        end = text.find("\n", match.end())
        end = len(text) if end < 0 else end
        key = label.lower() if pattern is _LETTER else _key(label)
        if key and text[match.end() : end].strip():
            start = match.start("label")
            stop = match.end() + len(text[match.end() : end].rstrip())
            yield _Labelled(key, (start, start + len(label)), match.end(), stop)


def _key(label: str) -> str:
    """Last name or initials of a label; empty if it is no name (`Preheat the oven to`)."""
    name = _NOTE.split(label)[0].strip()
    words = NAME.findall(name)
    if not words or len(words) > 5 or sum(map(len, words)) + 2 * len(words) < len(name):
        return ""
    if _INITIALS.fullmatch(name):
        return name.replace(".", "").lower()
    if any(not word[0].isupper() and word not in ("de", "van", "von", "der", "la", "bin", "al") for word in words):
        return ""
    last = words[-1].lower().rstrip(".")
    return "" if last in folded("not_names") and last not in entries("askers") else last


def _speakers(text: str, lines: Sequence[_Labelled], cast: Cast) -> dict[str, tuple[bool, str | None]]:
    """For each key whether its labels name somebody of the cast, and the name; those who ask have none."""
    labels: dict[str, list[str]] = {}
    for line in lines:
        labels.setdefault(line.key, []).append(_NOTE.split(text[slice(*line.label)])[0].strip())
    by_initials: dict[str, set[str]] = {}
    for member in cast.members:
        by_initials.setdefault("".join(word[0] for word in member.words).lower(), set()).add(member.full)
    return {
        key: (False, None)
        if key in entries("askers")
        else _speaker_of(key, max(forms, key=len), cast, by_initials.get(key, set()))
        for key, forms in labels.items()
    }


def _speaker_of(key: str, longest: str, cast: Cast, initialled: set[str]) -> tuple[bool, str | None]:
    """Whether the labels of a key name somebody of the cast, and the name.

    Args:
        key: see `_key`.
        longest: the longest of the labels.
        cast: the people named in the text.
        initialled: full names of those whose initials are the key.
    """
    if _INITIALS.fullmatch(longest):
        return (True, min(initialled)) if len(initialled) == 1 else (False, None)
    words = [word.lower() for word in NAME.findall(longest) if word.lower() not in table("titles")]
    known: Sequence[Member] = cast.called(key, words)
    known = [member for member in known if len(member.words) > 1 and member.full != member.full.upper()] or known
    if len(known) == 1 and (known[0].kind == "person" or len(known[0].words) > 1):
        return True, known[0].full
    return (False, longest) if not known or len(words) > 1 or longest.isupper() else (False, None)


def _turns(
    text: str, lines: Sequence[_Labelled], names: dict[str, tuple[bool, str | None]], evidence: str = "transcript"
) -> Iterator[Turn]:
    """All labelled lines, each with the lines that continue it before the next."""
    for at, line in enumerate(lines):
        known, speaker = names[line.key]
        asks = speaker is None and not known
        shown = 0.45 if asks else 0.9 if known else 0.8
        kind = "question" if asks else evidence
        yield Turn(line.start, line.end, line.label, speaker, shown, kind)
        if at + 1 == len(lines) or asks:
            continue
        between = [span for span in _lines(text, line.end, lines[at + 1].label[0]) if text[span[0]] not in "([*"]
        if len(between) <= _LONGEST_GAP:
            for start, end in between:
                yield Turn(start, end, line.label, speaker, shown, kind, True)


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the lines between two places, without white space at their ends."""
    for match in _LINE.finditer(text, start, end):
        yield match.start(), match.start() + len(match.group().rstrip())


def _question_and_answer(text: str, title: str, cast: Cast, lines: Sequence[_Labelled]) -> list[Turn]:
    """Turns of a text that says it is an interview or names one person; none of a list of answers."""
    begin = lines[0].label[0]
    low = max(0, begin - _LEAD)
    people = [(at, member) for at, _, member in cast.within(low, begin) if member.kind in ("person", "unknown")]
    people = [(at, member) for at, member in people if len(member.words) > 1]
    talks = [low + match.end() for match in _TALK.finditer(text[low:begin])]
    guest = _interviewed(text, title, people, talks)
    if guest is None and not talks and not _TALK.search(title):
        return []
    return list(_turns(text, lines, {"q": (False, None), "a": (True, guest.full if guest else None)}, "interview"))


def _interviewed(text: str, title: str, people: Sequence[tuple[int, Member]], talks: Sequence[int]) -> Member | None:
    """The interviewed person: the only one named, in the text, the title or the sentence that mentions the talk.

    If that sentence names two (`Weber sat down with Ebert`), the one who is not of the press.
    """
    named = list({id(member): member for _, member in people}.values())
    titled = [member for member in named if member.full in title]
    for only in (named, titled):
        if len(only) == 1:
            return only[0]
    return next(filter(None, (_guest_of(text, people, at) for at in talks)), None)


def _guest_of(text: str, people: Sequence[tuple[int, Member]], at: int) -> Member | None:
    """The only one named in a sentence that mentions a talk who may be the guest."""
    start = max(text.rfind("\n", 0, at), text.rfind(". ", 0, at))
    near = list({id(member): member for begin, member in people if start <= begin <= at + _REACH}.values())
    if len(near) > 1:
        near = [member for member in near if entries("press_roles").isdisjoint(member.roles)]
    if len(near) > 1:
        near = [member for member in near if member.titled]
    return near[0] if len(near) == 1 else None
