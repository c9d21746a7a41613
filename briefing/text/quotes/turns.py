"""Turns of interviews and transcripts, which labels at the starts of lines show, and block quotes and posts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from briefing.text.language_packs import pack
from briefing.text.languages import ENGLISH
from briefing.text.lexicon import OTHER_LANGUAGES, entries, folded, has_capitals, lines, table
from briefing.text.names.coreference import Member
from briefing.text.names.entities import Cast, read_cast
from briefing.text.quotes.blocks import find_blocks, find_posts
from briefing.text.quotes.drafts import BLOCK, UNSAID, Draft
from briefing.text.quotes.parsed_text import parse_text
from briefing.text.quotes.people import read_people
from briefing.text.quotes.quotation_marks import Stretch
from briefing.text.quotes.quote_languages import language_of
from briefing.wordlists import any_of

_LABEL = re.compile(r"[ \t]*([^\W\d_a-zß-ÿ][^\n:;!?“”\"«»<>]{0,60}?)[ \u00a0]?:[ \t]+(?=[^\s\"“«„])")
_ROLE = re.compile(r"[ \t]*([^\W\d_a-zß-ÿ][^\W\d_]{0,9})[ \u00a0]?[.:][ \t]+(?=\S)")
"""A label that tells only who asks and who answers."""
_NAME = re.compile(r"[^\W\d_]+(?:[.’'-][^\W\d_]+)*\.?")
_ADDRESS = re.compile(r"\?|\b(?:i|i['’]m|i['’]ve|we|you|your|my|our|me|us)\b", re.I)
_PHRASE = re.compile(r"[^\W\d_][^\n:;,.!?“”\"«»„–—()]*")
_INITIALS = re.compile(r"(?:[^\W\d_a-z]\.?){2,3}\Z")
_LINE = re.compile(r"\S[^\n]*")
_QUESTION, _ANSWER = "question", "answer"
"""Keys of the labels of those who ask and those who answer."""
_LEAST_TURNS = 4
"""Minimum number of labelled lines of a dialogue; two each for `Q` and `A`."""
_MOST_TURNS = 10_000
"""Maximum number of labelled lines that are read; the longest hearings have fewer."""
_ADDRESSING = 0.4
"""Minimum share of them with a question or with I, we or you: tables and recipes have labels too."""
_SPOKEN = 0.85
"""Confidence that the words behind a label are those of whom it names."""
_LEAD = 3000
"""Code points before an interview in which the text may say with whom it is."""
_REACH = 90
"""Code points behind `spoke with` in which the interviewed person may be named."""
_LONGEST_GAP = 6
"""Maximum number of lines without a label that continue a turn, if another turn follows."""
_LONGEST_NAME = 5
"""Maximum number of words of a label."""
_NOTE = re.compile(r"[,(\[]")
"""Separator of the name in a label from notes on it."""


class _Labelled(NamedTuple):
    """A line that begins with a label; all forms of one label share a key."""

    key: str
    label: tuple[int, int]
    start: int
    end: int


def find_turns(text: str, title: str, *, has_dialogue: bool) -> list[Draft]:
    """Turns, posts and block quotes of `text` in order, without overlaps; turns on demand. Linear in its length."""
    drafts = [*find_posts(text), *find_blocks(text), *(_dialogue(text, title) if has_dialogue else ())]
    kept: list[Draft] = []
    for draft in sorted(drafts, key=attrgetter("stretch.start")):
        if not kept or draft.stretch.start >= kept[-1].stretch.end:
            kept.append(draft)
    return kept


def _dialogue(text: str, title: str) -> Iterator[Draft]:
    lines = list(islice(_labelled(text), _MOST_TURNS))
    counts = Counter(line.key for line in lines)
    if min(counts[_QUESTION], counts[_ANSWER]) > 1:
        return _interview(text, title, [line for line in lines if line.key in (_QUESTION, _ANSWER)])
    lines = [line for line in lines if counts[line.key] > 1 or line.key in entries("askers")]
    if not _is_talk(text, lines):
        return iter(())
    cast = read_cast(text, title)
    names = _speakers(text, lines, cast)
    is_shouted = all(text[slice(*line.label)].isupper() for line in lines)
    is_known = not names.keys().isdisjoint(member.last for member in cast.members)
    return _turns(text, lines, names, "transcript") if is_known or is_shouted else iter(())


def _is_talk(text: str, lines: Sequence[_Labelled]) -> bool:
    """Whether labelled lines are a talk of several people."""
    speaking = sum(bool(_ADDRESS.search(text, line.start, min(line.end, line.start + 600))) for line in lines)
    is_long = len(lines) >= _LEAST_TURNS and len({line.key for line in lines}) > 1
    return is_long and speaking / len(lines) >= _ADDRESSING


def _labelled(text: str) -> Iterator[_Labelled]:
    """The lines with a label that may be a speaker's."""
    for start, end in _lines(text, 0, len(text)):
        role = _ROLE.match(text, start, end)
        key = table("turn_labels").get(role[1].lower(), "") if role else ""
        label = role if key else _LABEL.match(text, start, end)
        key = key or (_key(label[1]) if label else "")
        if label and key:
            yield _Labelled(key, label.span(1), label.end(), end)


def _key(label: str) -> str:
    """Last name or initials of a label; empty if it is no name (`Preheat the oven to`)."""
    name = _NOTE.split(label)[0].strip()
    words = _NAME.findall(name)
    if not 0 < len(words) <= _LONGEST_NAME or sum(map(len, words)) + 2 * len(words) < len(name):
        return ""
    if _INITIALS.fullmatch(name):
        return name.replace(".", "").lower()
    if not has_capitals(words):
        return ""
    last = words[-1].lower().rstrip(".")
    return "" if last in folded("not_names") and last not in entries("askers") else last


def _speakers(text: str, lines: Sequence[_Labelled], cast: Cast) -> dict[str, str]:
    """Names of the speakers by key, but for those who ask and those whom the text does not tell apart."""
    labels: dict[str, str] = {}
    for line in lines:
        label = _NOTE.split(text[slice(*line.label)])[0].strip()
        labels[line.key] = max(labels.get(line.key, ""), label, key=len)
    roles = {*entries("askers"), _QUESTION, _ANSWER}
    answering = ((key, label) for key, label in labels.items() if key not in roles)
    return {key: name for key, label in answering if (name := _speaker(key, label, cast))}


def _speaker(key: str, label: str, cast: Cast) -> str | None:
    """The name in the text that a label stands for; the label where there is none, if it is rather a name."""
    if _INITIALS.fullmatch(label):
        named = {who.full for who in cast.members if who.initials == key}
        return named.pop() if len(named) == 1 else None
    words = [low for word in _NAME.findall(label) if (low := word.lower()) not in table("titles")]
    called = cast.called(key, words)
    match [who for who in called if _is_full(who)] or called:
        case [who] if who.kind == "person" or len(who.words) > 1:
            return who.full
        case []:
            return label
    return label if len(words) > 1 or label.isupper() else None


def _is_full(member: Member) -> bool:
    return len(member.words) > 1 and not member.full.isupper()


def _turns(text: str, lines: Sequence[_Labelled], names: Mapping[str, str | None], evidence: str) -> Iterator[Draft]:
    """All labelled lines, each with the lines that continue it before the next; those of a key without a name ask."""
    for line, following in zip(lines, (*lines[1:], None), strict=True):
        is_answer = line.key in names
        behind = list(_lines(text, line.end, following.label[0])) if following and is_answer else []
        behind = [span for span in behind if text[span[0]] not in "([*"]
        previous: Stretch | None = None
        for start, end in [(line.start, line.end), *(behind if len(behind) <= _LONGEST_GAP else ())]:
            stretch = Stretch(start, start, end, end, BLOCK)
            sure, kind = (_SPOKEN, evidence) if is_answer else (UNSAID, "question")
            name = names.get(line.key)
            yield Draft(stretch, sure, kind, line.label, part_of=previous, speaker=name, is_labelled=True)
            previous = stretch


def _lines(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the lines between two places, without white space at their ends."""
    for match in _LINE.finditer(text, start, end):
        yield match.start(), match.start() + len(match.group().rstrip())


def _interview(text: str, title: str, lines: Sequence[_Labelled]) -> Iterator[Draft]:
    """Turns of a text that says it is an interview or names one person; none of a list of answers."""
    begin = lines[0].label[0]
    low = max(0, begin - _LEAD)
    talks = [low + match.end() for match in _talk().finditer(text[low:begin])]
    named, is_talk = _named_in(title), bool(_talk().search(title))
    language = language_of(text[low:begin]) or ENGLISH
    mentions = _names_before(text, title, begin, language).within(low, begin)
    mentions = [each for each in mentions if each[2].words[0].lower() not in pack(language).closed]
    member = _guest(text, title, mentions, talks)
    guest = named if named and (is_talk or not mentions) else member.full if member else None
    if guest is None and not talks and not is_talk:
        return iter(())
    return _turns(text, lines, {_ANSWER: guest}, "interview")


@cache
def _talk() -> re.Pattern[str]:
    """A word of the talk that an interview is."""
    return re.compile(rf"\b{any_of(lines('words_of_interviews'))}\b", re.I)


def _names_before(text: str, title: str, end: int, language: str) -> Cast:
    """The names in the lines in front of an interview, by the rules of their language."""
    if language not in OTHER_LANGUAGES:
        return read_cast(text, title)
    return read_people(parse_text(text, (), language, 0, end), title)


def _named_in(title: str) -> str | None:
    """The only full name in a headline; None without or of several."""
    named = [member.words for member in read_cast(title).members]
    names = {name for words in (*named, *map(str.split, _PHRASE.findall(title))) if (name := _full_name(words))}
    return names.pop() if len(names) == 1 else None


def _full_name(words: Sequence[str]) -> str:
    """The first given name with one to three names behind it, which are no verbs: `Julia Serrat Talks`; else empty."""
    english = pack(ENGLISH)
    first = next(
        (at for at, word in enumerate(words) if word[0].isupper() and english.sex(word.lower()) is not None), -1
    )
    names = list(words[first : first + 2])
    for word in words[first + 2 : first + 4]:
        low = word.lower()
        if not word[0].isupper() or low in english.closed or low in english.verbs:
            break
        names.append(word)
    return " ".join(names) if first >= 0 and len(names) > 1 and names[1][0].isupper() else ""


def _guest(text: str, title: str, mentions: Sequence[tuple[int, int, Member]], talks: Sequence[int]) -> Member | None:
    """The interviewed person: the only one named, in the text, the title or the sentence that mentions the talk.

    If that sentence names two (`Weber sat down with Ebert`), the one who is not of the press, or has a title.
    """
    people = [(at, who) for at, _, who in mentions if who.kind in ("person", "unknown") and len(who.words) > 1]
    groups = [[who for _, who in people], [who for _, who in people if who.full in title]]
    for at in talks:
        start = max(text.rfind("\n", 0, at), text.rfind(". ", 0, at))
        groups += _guests([who for begin, who in people if start <= begin <= at + _REACH])
    return next((group[0] for group in groups if len(set(group)) == 1), None)


def _guests(near: list[Member]) -> Iterator[list[Member]]:
    """Those named near a talk; of these those who are not of the press; of these those with a title."""
    yield near
    yield (guests := [who for who in near if entries("press_roles").isdisjoint(who.roles)])
    yield [who for who in guests if who.titled]
