"""Clauses of a sentence by its words alone: what opens one, joins it to another, or is inserted in it.

`antecedents` reads sentences that are not parsed, as in English all lines without quotes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable

from briefing.text.language_packs import Kind, LanguagePack, Shape

WORD = re.compile(r"[^\W_]+(?:[’'.-][^\W_]+)*\.?")
OPENING_WORDS = 7
"""Words of a sentence in which its subject is looked for."""
OPENERS = (Kind.SUBORDINATOR, Kind.PREPOSITION)
"""Kinds of words in front of the main clause."""
_LONGEST_OWNER = 6
"""Maximum number of words of an owner in front of a name, with the conjunction: `and the New York Herald’s`."""
_SAYING = ("say", "tell", "think")


def is_opening(word: str, words: LanguagePack) -> bool:
    """Whether a word opens a clause or phrase in front of the main clause: `When he`, `Asked whether he`."""
    verb = words.verbs.get(word)
    is_participle = verb is not None and verb.shape not in (Shape.BASE, Shape.PRESENT)
    return words.closed.get(word) in OPENERS or is_participle


def joins_clauses(between: str, behind: str, words: LanguagePack, is_title: Callable[[str], bool]) -> bool:
    """Whether the subjects of two clauses of equal weight stand around some words: `Weber left, and Ebert stayed.`

    Not so in `Weber left because Ebert stayed.` and `Weber said it was late and Ebert left.`

    Args:
        between: the words between the subjects.
        behind: those behind the second one.
        words: lists of the language.
        is_title: whether a word is a title or role, as may stand in front of the second one.
    """
    clause = WORD.findall(between.lower())
    clause = _without_lead(clause, words, is_title)
    is_joint = bool(clause) and _is_joint(clause[-1], words)
    following = WORD.match(behind, 1)
    verb = following.group() if following else ""
    is_verb = verb.islower() and words.closed.get(verb, Kind.VERB) in (Kind.VERB, Kind.AUXILIARY)
    is_apart = bool(clause) and f", {clause[-1]} " in between.lower()
    is_reported = not is_apart and _has_verb(clause, words, _SAYING) and not _has_verb([verb], words, _SAYING)
    is_joined = is_joint or between.rstrip().endswith(";")
    return is_joined and is_verb and _has_verb(clause, words) and not is_reported


def _without_lead(clause: list[str], words: LanguagePack, is_title: Callable[[str], bool]) -> list[str]:
    """Words without the roles and the owner at their end: `and Senator`, `and the Herald’s`."""
    stop = len(clause)
    while stop and is_title(clause[stop - 1]):
        stop -= 1
    if stop and clause[stop - 1].endswith(("’s", "'s")):
        joints = (at for at in reversed(range(max(0, stop - _LONGEST_OWNER), stop)) if _is_joint(clause[at], words))
        stop = next(joints, stop - 1) + 1
    return clause[:stop]


def _is_joint(word: str, words: LanguagePack) -> bool:
    return words.closed.get(word) is Kind.CONJUNCTION or word in words.contrasting


def is_inserted(before: str, words: LanguagePack) -> bool:
    """Whether a pronoun behind some words is inserted in a sentence that is about others: `Ebert, he said, was late`.

    In `When Ebert arrived, he said` and in `Ebert left and, he said, will return` it may be Ebert.
    """
    opening, comma, verbs = before.lower().rpartition(",")
    clause = WORD.findall(opening)
    if not comma or not clause or not all(_has_verb([word], words) for word in verbs.split()):
        return False
    if _has_verb(clause, words) and not is_opening(clause[0], words):  # `Ebert told why it was late, he said`
        return False
    return words.closed.get(clause[0]) not in OPENERS and words.closed.get(clause[-1]) is not Kind.CONJUNCTION


def _has_verb(line: Iterable[str], words: LanguagePack, cues: Container[str] = ()) -> bool:
    """Whether one of some words is a verb; of some classes of verbs of saying if there are any."""
    if cues:
        return any(word in words.verbs and words.verbs[word].cue in cues for word in line)
    return any(word in words.verbs or words.closed.get(word) is Kind.AUXILIARY for word in line)


def is_led_behind_opening(before: str, gender: str, pack: LanguagePack) -> bool:
    """Whether a pronoun is the subject behind what opens a sentence; inside, it may mean somebody named later.

    `In May, he met Weber`, `In May he met Weber`, but `When he arrived, Weber spoke`.
    """
    opening, comma, main = before.partition(",")
    words = WORD.findall(main)[:1] if comma else WORD.findall(opening)[1:OPENING_WORDS]
    is_phrase = comma or pack.closed.get(opening.split()[0]) is Kind.PREPOSITION
    pronouns = [word for word in words if pack.closed.get(word) is Kind.PRONOUN]
    return bool(is_phrase and pronouns and pack.gender.get(pronouns[0]) == gender)
