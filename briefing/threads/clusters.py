"""Online clustering: each article joins the thread it is most like, or founds one.

A thread is the sum of its articles' unit vectors, so that its dot product with a vector, divided by its size, is the
mean cosine to all members (average link). Candidates come from an inverted index, rarest terms first, up to a budget,
so that the cost of an article does not grow with the archive. Threads without news for the window leave the index and
the state.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from briefing.config import ThreadsConfig
from briefing.model import AnnotatedArticle
from briefing.threads.ids import thread_id
from briefing.threads.vectors import NAME, Rarity, Vector, count_terms, make_vector

DEFAULTS = ThreadsConfig()
"""What holds without configuration."""
JOIN = 0.21
"""Mean cosine at which an article joins, at `ThreadsConfig.similarity` 0.5."""
DECAY_DAYS = 20.0
"""In so many days the score of a thread without news falls to a half."""
POSTINGS = 600
"""Entries of the index that are read for one article."""
CANDIDATES = 8
"""Threads that are compared in full."""
THREAD_TERMS = 150
"""Heaviest terms of a thread that are kept."""


@dataclass(frozen=True, slots=True)
class Assignment:
    """Where an article belongs, and why."""

    thread_id: str
    """The thread it joined or founded."""
    score: float
    """Likeness to the thread, from 0 to 1; 0 for a founder."""
    reasons: str = ""
    """One line for a reader: what they share and how far apart they are."""
    merged: tuple[tuple[str, str], ...] = ()
    """Old id, new id of threads that this article has shown to be one; the older thread's id lives on."""


@dataclass(slots=True)
class _Open:
    """A thread that still takes articles."""

    id: str
    size: int = 0
    sum: Vector = field(default_factory=dict)
    first: float = 0.0
    last: float = 0.0


class Clusterer:
    """Assigns articles to threads one by one; deterministic for one order of arrival."""

    def __init__(self, options: ThreadsConfig = DEFAULTS) -> None:
        self._options = options
        self._threshold = JOIN * 2.0 * options.similarity
        self._rarity = Rarity()
        self._threads: dict[str, _Open] = {}
        self._index: dict[str, dict[str, None]] = {}
        self._newest = -math.inf

    def add(self, item: AnnotatedArticle) -> Assignment:
        """Assign one article to the thread it is most like, or to a new one."""
        words, names = count_terms(item.analysis.terms)
        self._rarity.see(words.keys() | names.keys())
        vector = make_vector(words, names, self._rarity)
        when = _seconds(item.article.when)
        self._close(when)
        found = [(self._score(vector, self._threads[id_], when), id_) for id_ in self._candidates(vector)]
        score, best = max(found, default=(0.0, ""), key=lambda pair: (pair[0], pair[1]))
        if best and score >= self._threshold:
            thread = self._threads[best]
            reasons = _explain(vector, thread, when, score)
        else:
            thread, reasons, score = self._found(item.article.id), "founds the thread", 0.0
        self._grow(thread, vector, when)
        return Assignment(thread.id, round(score, 4), reasons)

    def to_state(self) -> dict[str, Any]:
        """Return all that must be remembered, as plain values for JSON."""
        return {
            "version": 1,
            "newest": None if math.isinf(self._newest) else self._newest,
            "articles": self._rarity.articles,
            "counts": self._rarity.counts,
            "threads": [
                [thread.id, thread.size, thread.first, thread.last, {t: round(w, 4) for t, w in thread.sum.items()}]
                for thread in self._threads.values()
            ],
        }

    @classmethod
    def from_state(cls, state: Mapping[str, Any], options: ThreadsConfig = DEFAULTS) -> Clusterer:
        """Return the clusterer whose `to_state` gave `state`."""
        made = cls(options)
        made._newest = -math.inf if state["newest"] is None else state["newest"]
        made._rarity = Rarity(state["articles"], dict(state["counts"]))
        for id_, size, first, last, terms in state["threads"]:
            made._threads[id_] = _Open(id_, size, dict(terms), first, last)
            for term in terms:
                made._index.setdefault(term, {})[id_] = None
        return made

    def _candidates(self, vector: Vector) -> list[str]:
        shared: dict[str, float] = {}
        budget = POSTINGS
        for term, weight in sorted(vector.items(), key=lambda pair: (len(self._index.get(pair[0], ())), pair[0])):
            posting = self._index.get(term)
            if not posting:
                continue
            budget -= len(posting)
            if budget < 0 and shared:
                break
            for id_ in posting:
                shared[id_] = shared.get(id_, 0.0) + weight * weight
        return sorted(shared, key=lambda id_: (-shared[id_], id_))[:CANDIDATES]

    def _score(self, vector: Vector, thread: _Open, when: float) -> float:
        total = thread.sum
        dot = sum(weight * total[term] for term, weight in vector.items() if term in total)
        return dot / thread.size * _decay(thread, when)

    def _found(self, article_id: str) -> _Open:
        attempt = 0
        while (id_ := thread_id(article_id, attempt)) in self._threads:
            attempt += 1
        thread = self._threads[id_] = _Open(id_)
        return thread

    def _grow(self, thread: _Open, vector: Vector, when: float) -> None:
        thread.size += 1
        for term, weight in vector.items():
            thread.sum[term] = thread.sum.get(term, 0.0) + weight
            self._index.setdefault(term, {})[thread.id] = None
        if when:
            thread.first = min(thread.first or when, when)
            thread.last = max(thread.last, when)
        if len(thread.sum) > 2 * THREAD_TERMS:
            self._trim(thread)

    def _trim(self, thread: _Open) -> None:
        heaviest = sorted(thread.sum.items(), key=lambda pair: (-pair[1], pair[0]))
        for term, _ in heaviest[THREAD_TERMS:]:
            self._unindex(term, thread.id)
        thread.sum = dict(heaviest[:THREAD_TERMS])

    def _unindex(self, term: str, id_: str) -> None:
        posting = self._index[term]
        del posting[id_]
        if not posting:
            del self._index[term]

    def _close(self, when: float) -> None:
        """Let go of threads that are older than the window, once a day of the articles' own time."""
        if when - self._newest < 86400.0:
            return
        self._newest = when
        limit = when - self._options.window_days * 86400.0
        for thread in [thread for thread in self._threads.values() if thread.last and thread.last < limit]:
            for term in thread.sum:
                self._unindex(term, thread.id)
            del self._threads[thread.id]


def _seconds(when: datetime | None) -> float:
    return when.astimezone(UTC).timestamp() if when else 0.0


def _gap(thread: _Open, when: float) -> float:
    """Return the seconds between a time and the thread's span; 0 where either is unknown."""
    if not when or not thread.last:
        return 0.0
    return max(thread.first - when, when - thread.last, 0.0)


def _decay(thread: _Open, when: float) -> float:
    return float(1.0 / (1.0 + _gap(thread, when) / (DECAY_DAYS * 86400.0)))


def _explain(vector: Vector, thread: _Open, when: float, score: float) -> str:
    """Return one line: the heaviest shared names and words, the distance in time, the score."""
    shared = sorted(
        ((weight * thread.sum[term], term) for term, weight in vector.items() if term in thread.sum), reverse=True
    )
    names = [term[1:] for _, term in shared if term.startswith(NAME)][:3]
    words = [term for _, term in shared if not term.startswith(NAME)][:3]
    parts = [_list("name", names), _list("word", words)]
    line = "shares " + " and ".join(part for part in parts if part)
    if when and thread.last:
        line += f"; {_span(_gap(thread, when))} apart"
    return f"{line}; {score:.2f}"


def _list(what: str, found: Sequence[str]) -> str:
    return f"{what}{'s' if len(found) > 1 else ''} {', '.join(found)}" if found else ""


def _span(seconds: float) -> str:
    hours = seconds / 3600.0
    return f"{hours:.0f} h" if hours < 48 else f"{hours / 24:.0f} days"
