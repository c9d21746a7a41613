"""One-line explanations of why an article belongs to a thread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from briefing.model import AnnotatedArticle
from briefing.text.folding import fold
from briefing.text.terms import stem, words
from briefing.threads.clustering.similarity import DAY
from briefing.threads.clustering.term_vocabulary import NAME

FOUNDS = "founds the thread"
"""Explanation for an article that resembles no earlier one."""
ROUND_UP = "like several stories that have nothing to do with each other"
"""Explanation for an article that joins no thread."""
KEPT_APART = "kept apart by hand from the most similar thread"
"""Explanation for an article that is not moved to that thread."""
MOST_LISTED = 3
"""Maximum number of names, and of words, in an explanation."""
_WORD = re.compile(r"\d+(?:[.,]\d+)*|[^\W_]+(?:['’][^\W_]+)*")
HEAD = 600
"""Characters of a text in which the word for a stem is searched."""


def explain_join(item: AnnotatedArticle, shared: Sequence[str], silence: float | None, alike: float) -> str:
    """Explanation for shared terms, most important first, in the spelling of an article that has them.

    Args:
        item: the article whose spelling is used.
        shared: terms as in vectors.
        silence: seconds between the two that share them; None if a time is unknown.
        alike: their similarity, from 0 to 1.
    """
    names = [_as_written(item, term[len(NAME) :]) for term in shared if term.startswith(NAME)][:MOST_LISTED]
    spoken = {stem(word) for name in item.analysis.names for word in words(name.full)}
    plain = [term for term in shared if not term.startswith(NAME) and term not in spoken][:MOST_LISTED]
    parts = [part for part in (_listed("name", names), _listed("term", _forms(item, plain))) if part]
    line = f"shares {' and '.join(parts)}" if parts else "shares nothing"
    if silence is not None:
        line += f"; {_span(silence)} apart"
    return f"{line}; {alike:.2f}"


def explain_founder(item: AnnotatedArticle, topic: str | None) -> str:
    """Explanation for an article that founds a thread.

    Args:
        item: the article.
        topic: the only term that it shares with similar articles; None if there is none.
    """
    if topic is None:
        return FOUNDS
    written = _as_written(item, topic.removeprefix(NAME))
    if written == topic:
        (written,) = _forms(item, [topic])
    return f"{FOUNDS}; shares little but {written} with others"


def _as_written(item: AnnotatedArticle, folded: str) -> str:
    """A name in its original capitals: only the last name if the term is one, else the full name."""
    for name in item.analysis.names:
        if name.full.lower() == folded:
            return name.full
        if name.full.lower().rsplit(None, 1)[-1:] == [folded]:
            return name.full.split()[-1]
    article = item.article
    spelled = _spellings(f"{article.title}\n{article.text[:HEAD]}")
    words = folded.split()
    return " ".join(spelled[word] for word in spelled if word in words) if spelled.keys() >= {*words} else folded


@lru_cache(maxsize=1)
def _spellings(head: str) -> dict[str, str]:
    """Capitalised words by their folded form; the names of one explanation are looked up in the same text."""
    capitalised = [word for word in head.split() if not word.islower()]
    spelled: dict[str, str] = {}
    for word in _WORD.findall(" ".join(capitalised)):
        if word[0].isupper():
            spelled.setdefault(fold(word), word)
    return spelled


def _forms(item: AnnotatedArticle, stems: Sequence[str]) -> list[str]:
    """The first words with these stems in the article's headline and first characters, lower case."""
    article = item.article
    head = f"{article.title}\n{article.text[:HEAD]}".lower()
    return [_form(head, root) for root in stems]


def _form(text: str, root: str) -> str:
    """The first word of a text with a stem; assumes that a stem, without its last letter, is a prefix of the word."""
    beginning = root[:-1] or root
    place = text.find(beginning)
    while place >= 0:
        if (
            (word := _WORD.match(text, place))
            and (word[0] == root or stem(word[0]) == root)
            and not text[max(place - 1, 0) : place].isalnum()
        ):
            return word[0]
        place = text.find(beginning, place + 1)
    return root


def _listed(kind: str, entries: Sequence[str]) -> str:
    return f"{kind}{'s' if len(entries) > 1 else ''} {', '.join(entries)}" if entries else ""


def _span(seconds: float) -> str:
    hours = seconds / 3600.0
    return f"{hours:.0f} h" if seconds < 2 * DAY else f"{hours / 24:.0f} days"
