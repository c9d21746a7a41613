"""Facts of a thread that only articles in another language report.

A thread is told in one language. A sentence in another language is kept only if it has a number or a name that no
article in the thread's language and no earlier sentence has: the rest was told already, in other words. So was one with
many numbers and names that were told, and few new names. Pure.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace

from briefing.model import AnnotatedArticle, Line
from briefing.text.folding import skeleton
from briefing.threads.cross_language.event_words import concepts_of
from briefing.threads.cross_language.neutral_terms import CONCEPT, MAYBE, NAME, NUMBER, PLACE, SCORE, WORD, all_terms

LEAST_NUMBER = 3.0
"""Smallest number that is a fact: smaller ones are often written otherwise (`twice`, `a pair`)."""
TOLD = 2
"""Numbers, names and places that were told for each new name of a sentence that tells nothing new: a body or a title is
often a name in one language only (`Ministerio del Ambiente`)."""
_NUMBERS = (NUMBER, SCORE)


def without_retold(lines: Sequence[Line], members: Sequence[AnnotatedArticle], language: str) -> list[Line]:
    """Lines without those in other languages that add nothing.

    Args:
        lines: of articles of the thread, in order.
        members: all of its articles.
        language: in which the thread is told.
    """
    languages = {item.article.id: item.article.language for item in members}
    if all(own in (language, "") for own in languages.values()):
        return list(lines)
    known = _Facts()
    for item in members:
        if item.article.language in (language, ""):
            known.add(all_terms(f"{item.article.title}\n{item.article.text}", language))
    kept = []
    for line in lines:
        own = languages.get(line.source.article_id, "")
        if own in (language, ""):
            kept.append(line)
        elif terms := known.new_among(all_terms(line.text, own), own):
            known.add(terms)
            kept.append(line)
    return kept


def add_foreign(
    lead: Sequence[Line], lines: Iterable[Line], foreign: Mapping[str, str], words: int, sentences: int | None = None
) -> list[Line]:
    """A summary with further lines that can be read alone, as long as there is room, in front of what came before.

    Args:
        lead: the summary, in the language of the thread.
        lines: in any language, without those that add nothing.
        foreign: language of the articles in other languages, by id.
        words: maximum number of words in total.
        sentences: maximum number of lines, instead of words.
    """
    room = (sentences or words) - sum(1 if sentences else len(line.text.split()) for line in lead)
    added: list[Line] = []
    for line in lines:
        size = 1 if sentences else len(line.text.split())
        if line.alone and line.source.article_id in foreign and size <= room:
            added.append(replace(line, part="in_short"))
            room -= size
    in_short = [line for line in lead if line.part != "before"]
    return [*in_short, *added, *lead[len(in_short) :]]


class _Facts:
    """Numbers, places, words and concepts that have been told."""

    def __init__(self) -> None:
        self._terms: set[str] = set()
        self._words: set[str] = set()
        """Words of any kind, without mark, and their skeletons."""

    def add(self, terms: Iterable[str]) -> None:
        for term in terms:
            self._terms.add(term)
            if term[0] in (NAME, MAYBE, WORD):
                self._words |= {term[1:], skeleton(term[1:])}

    def new_among(self, terms: Collection[str], language: str) -> list[str]:
        """Those terms that are numbers or names and have not been told; none if a few names are all that is new."""
        new = [term for term in terms if self._is_new(term, language)]
        if all(term[0] == NAME for term in new) and len(new) * TOLD <= sum(map(self._is_told, terms)):
            return []
        return new

    def _is_told(self, term: str) -> bool:
        mark, text = term[0], term[1:]
        if mark in (NAME, MAYBE):
            return text in self._words
        return term in self._terms and (mark in (PLACE, SCORE) or (mark == NUMBER and float(text) >= LEAST_NUMBER))

    def _is_new(self, term: str, language: str) -> bool:
        mark, text = term[0], term[1:]
        if mark in _NUMBERS:
            return term not in self._terms and (mark == SCORE or float(text) >= LEAST_NUMBER)
        if mark == PLACE:
            return False  # a place alone is rarely a fact, and the country may stand for the town
        if mark != NAME or text in self._words or skeleton(text) in self._words - {""}:
            return False
        return all(CONCEPT + concept not in self._terms for concept in concepts_of(text, language))
