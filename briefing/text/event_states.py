"""Which reports of a story tell another state of its event than earlier ones: a new toll, a release, a cancellation.

A state is read from the main clause of the headline or of the first sentence, by lists of five languages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from briefing.model import AnnotatedArticle
from briefing.text.phrases import folded_words, rare_words
from briefing.text.quantities import read_number
from briefing.text.terms import content_stems
from briefing.wordlists import any_of, rows

SHARED = 2
"""Minimum number of terms of a headline that an earlier report of the same event has."""
SAME, SAME_OPENING = 0.5, 0.7
"""Share of the terms of a main clause in another report above which that has the same event: of a headline, and of a
first sentence, which has more room to say whom it is about."""
NEAR = 3
"""Maximum number of words between a number and the word that says what it counts."""
MOST_WORDS = 40
"""Words of a text that are examined."""
MOST_TEXT = 600
"""The same in code points."""
OFF = "off"
"""What is cancelled is another event, unless this one was announced: an airline that collapses cancels its flights."""
DENIED, RUMOUR = "denied", "rumour"
"""A denial changes the state of an event only if it is one of a rumour: a suspect's denial does not."""

_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’-][^\W\d_]+)*")
_CLAUSE_END = re.compile(r"[,:;]\s| [–—-] ")


@dataclass(frozen=True, slots=True)
class Report:
    """What is compared of an article."""

    headline: str
    opening: str
    """First sentence of its text."""
    second: str
    """Second sentence."""
    terms: frozenset[str]
    """Stems of the headline."""
    clause_terms: frozenset[str]
    """Stems of its main clause."""
    opening_clause_terms: frozenset[str]
    """Stems of the main clause of the first sentence."""
    known: frozenset[str]
    """Stems of headline and first words."""
    language: str
    """ISO 639-1 code."""
    seconds: float | None
    """Publication time; None if unknown."""
    announces: bool = False
    """Whether it announces an event."""


def report_of(item: AnnotatedArticle, *, announces: bool = False) -> Report:
    """What is compared of an article."""
    article, terms = item.article, item.analysis.terms
    starts = [sentence.start for sentence in item.analysis.sentences[:3]]
    first, second = [*starts, 0, 0][1], [*starts, 0, 0, 0][2]
    opening = article.text[: min(first or MOST_TEXT, MOST_TEXT)]
    more = article.text[len(opening) : min(second or MOST_TEXT, MOST_TEXT)]
    seconds = article.when.timestamp() if article.when else None
    titled = frozenset(terms.title)
    known = titled.union(terms.lead)
    told, opening_told = (clause_terms(text, terms.language) for text in (article.title[:MOST_TEXT], opening))
    return Report(article.title, opening, more, titled, told, opening_told, known, terms.language, seconds, announces)


class Toll(NamedTuple):
    """A number of dead."""

    dead: float
    is_total: bool
    """Whether it is called the toll, which may be lower than an earlier one."""


@lru_cache(1024)
def clause_terms(text: str, language: str) -> frozenset[str]:
    """Stems of the main clause of a text."""
    return frozenset(content_stems(main_clause(text, language).strip(), language))  # stripped, as summaries ask for it


def may_overtake(report: Report) -> bool:
    """Whether a report tells any state or number of dead; few do."""
    return bool(_told(report)) or toll_of(report) is not None


def overtakes(report: Report, other: Report) -> bool:
    """Whether a report is newer than another one and tells another state of the same event.

    Where the other one has a number of dead, only another number is a new state: there, `rescued` is a part of it.
    """
    if report.seconds is None or other.seconds is None or report.seconds <= other.seconds:
        return False
    if len(report.terms & other.known) < SHARED:
        return False
    toll, former = toll_of(report), toll_of(other)
    if former:
        return toll is not None and (toll.dead > former.dead or (toll.is_total and toll.dead < former.dead))
    states = _told(report) - _mentioned(other)
    return bool(states - {OFF}) or (OFF in states and _awaits(other, report))


def _awaits(other: Report, report: Report) -> bool:
    """Whether a report tells, as to come, the event that another one says is off."""
    return other.announces or (has_same_event(report, other) and OFF not in _states(other.second, other.language))


def has_same_event(report: Report, other: Report) -> bool:
    """Whether another report has most terms of the main clause of a headline, or of that of the first sentence."""
    clauses = ((report.clause_terms, SAME), (report.opening_clause_terms, SAME_OPENING))
    return any(len(terms & other.known) > share * len(terms) for terms, share in clauses)


def is_background(former: Report, report: Report) -> bool:
    """Whether a report tells a state that an earlier one has reached only outside of its main clauses."""
    return bool(_told(former) & (_mentioned(report) - _told(report)))


def toll_of(report: Report) -> Toll | None:
    """The number of dead in the headline of a report, else in its first words."""
    return find_toll(report.headline, report.language) or find_toll(report.opening, report.language)


@lru_cache(1024)
def find_toll(text: str, language: str) -> Toll | None:
    """The number of dead in a text: `kills nine`, `11 people died`, `the toll rises to 41`."""
    if folded_words(text.strip()).isdisjoint(_rare_words("tolls", language)):
        return None
    words = _WORD.findall(text[:MOST_TEXT])[:MOST_WORDS]
    numbers = _numbers(words, language)
    return _toll_by(numbers, words, language) if numbers else None


def _toll_by(numbers: Sequence[tuple[int, int, float]], words: Sequence[str], language: str) -> Toll | None:
    """The number that words about the dead belong to; `numbers` are at least one, as by `_numbers`."""
    if total := _places(words, "total", language):
        behind = [value for start, _, value in numbers if start > total[0]]
        return Toll(behind[-1] if behind else numbers[-1][2], is_total=True)
    dead, kills = _places(words, "dead", language), _places(words, "kills", language)
    followed = [(at - end, value) for _, end, value in numbers for at in dead if 0 <= at - end < NEAR]
    preceded = [(start - at, value) for start, _, value in numbers for at in kills or dead if 0 < start - at <= NEAR]
    nearest = min(followed or preceded, default=None)
    return Toll(nearest[1], is_total=False) if nearest else None


@lru_cache(1024)
def main_clause(text: str, language: str) -> str:
    """A sentence or headline up to its first subordinate clause, or behind one that it opens with."""
    if folded_words(text.strip()).isdisjoint(_rare_words("subordinators", language)):
        return text
    word = _subordinators(language).search(text)
    if not word:
        return text
    if not text[: word.start()].strip(" \"'“„‘«"):
        end = _CLAUSE_END.search(text, word.end())
        return main_clause(text[end.end() :], language) if end else ""
    return text[: word.start()]


def _numbers(words: Sequence[str], language: str) -> list[tuple[int, int, float]]:
    """Number of the first word, the one behind the last, and the value of each number."""
    numbers, at = [], 0
    while at < len(words):
        value, length = read_number(words, at, language)
        if value is not None and value.is_integer():
            numbers.append((at, at + length, value))
        at += max(1, length)
    return numbers


def _places(words: Sequence[str], name: str, language: str) -> list[int]:
    """Numbers of the words with which a phrase about the dead begins."""
    phrases = _phrases("tolls", name, language)
    line = [word.lower() for word in words]
    return [at for at in range(len(line)) if any(tuple(line[at : at + len(phrase)]) == phrase for phrase in phrases)]


def _told(report: Report) -> frozenset[str]:
    """States in the main clauses of headline and first sentence."""
    language = report.language
    texts = (report.headline, report.opening)
    states = frozenset[str]().union(*(_states(main_clause(text[:MOST_TEXT], language), language) for text in texts))
    is_rumour = any(RUMOUR in _states(text[:MOST_TEXT], language) for text in texts)
    return states - ({RUMOUR} if is_rumour else {RUMOUR, DENIED})


def _mentioned(report: Report) -> frozenset[str]:
    """States anywhere in headline and first sentence."""
    return _states(report.headline[:MOST_TEXT], report.language) | _states(report.opening, report.language)


@lru_cache(1024)
def _states(text: str, language: str) -> frozenset[str]:
    if folded_words(text.strip()).isdisjoint(_rare_words("changes_of_state", language)):
        return frozenset()
    states = _state_pattern(language).finditer(text.lower())
    return frozenset(_states_by_phrase(language)[state[0]] for state in states)


@cache
def _rare_words(file: str, language: str) -> frozenset[str]:
    """Words of which a text with a phrase of a list has one."""
    return rare_words(phrase for own, *_, phrase in rows("text", file) if own == language)


@cache
def _states_by_phrase(language: str) -> dict[str, str]:
    return {phrase.lower(): state for own, state, phrase in rows("text", "changes_of_state") if own == language}


@cache
def _state_pattern(language: str) -> re.Pattern[str]:
    phrases = sorted(_states_by_phrase(language), key=len, reverse=True)
    return re.compile(rf"\b{any_of(phrases)}\b" if phrases else r"(?!)")


@cache
def _subordinators(language: str) -> re.Pattern[str]:
    words = [word for own, word in rows("text", "subordinators") if own == language]
    return re.compile(rf"\b{any_of(words)}\b" if words else r"(?!)", re.IGNORECASE)


@cache
def _phrases(file: str, name: str, language: str) -> frozenset[tuple[str, ...]]:
    named = (phrase for own, kind, phrase in rows("text", file) if (own, kind) == (language, name))
    return frozenset(tuple(phrase.lower().split()) for phrase in named)
