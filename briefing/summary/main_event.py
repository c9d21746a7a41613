"""The sentence that tells the main event of a story as it stands now, and which articles came before it.

The main event is what the newest independent reports agree on. A report loses half of its weight every 24 hours before
the newest one (`report_ages`). Its first sentences compete by how much of the headlines they cover, weighted likewise,
and by how many other outlets open with the same fact. Previews of what has happened since, looks back, and sentences
that are truncated, long or refer to earlier ones are worth less.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache

from briefing import wordlists
from briefing.model import AnnotatedArticle
from briefing.summary.candidates import Candidate
from briefing.summary.vectors import Vectors
from briefing.text.languages import language_of
from briefing.text.previews import is_preview
from briefing.text.report_ages import weigh_by_age

BEFORE_HOURS = 12.0
"""Hours before the report of the main event from which a report tells what came before it."""
FIRST = 3
"""Number of sentences of each article that are compared."""
EARLY = 10
"""Number of sentences of each article that are searched for announcements; later ones are rarely picked."""
MOST_ARTICLES = 40
"""Maximum number of articles compared: the newest. The cost grows with its square."""
SAME_FACT = 0.2
"""Cosine from which two first sentences may tell one fact; it counts in full from `SURELY_SAME`."""
SURELY_SAME = 0.5
LONGEST = 45
"""Words of a sentence that can be read at a glance."""
SHORTEST = 8
"""A shorter sentence is rarely more than an opening phrase."""
ASIDE = 0.4
"""Weight of an article that is no report: opinion, gallery, background."""
POSITIONS = (1.0, 0.8, 0.6)
"""Weight of the first, second and third sentence."""
ALONE, HEADLINES, OWN_HEADLINE, AGREEMENT = 0.4, 0.6, 0.4, 1.0
"""Weight of a sentence as such, of the terms of all headlines, of its own headline, and of other outlets."""
PREVIEW, LOOKS_BACK, LONG, SHORT, CUT, LEANING, PRESUPPOSES, NAMELESS = 0.5, 0.7, 0.4, 0.7, 0.9, 0.7, 0.6, 0.8
"""Factors on such sentences."""

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class MainEvent:
    """The main event of a story."""

    index: int
    """Index of the candidate that tells it."""
    before: frozenset[int]
    """Numbers of the articles that report what came before it."""
    overtaken: frozenset[int] = frozenset()
    """Indices of the candidates that announce what has happened since."""


def find_main_event(
    candidates: Sequence[Candidate],
    items: Sequence[AnnotatedArticle],
    outlets: Sequence[int],
    vectors: Vectors,
    asides: Collection[str] = (),
) -> MainEvent | None:
    """The main event of the articles of one story; None if no sentence can tell it.

    Args:
        candidates: of all articles, each article's in order.
        items: the articles.
        outlets: for each article, the number of its independent outlet.
        vectors: of the candidates.
        asides: ids of articles that do not report events.
    """
    weights = _weigh_articles(items, asides)
    newest = set(sorted(range(len(items)), key=lambda number: -weights[number])[:MOST_ARTICLES])
    places = _places(candidates)
    offered = [i for i, place in places.items() if candidates[i].article in newest and _may_open(candidates[i], place)]
    if not offered:
        return None
    headlines = _weigh_headlines(items, weights)
    agreement = _agreement(candidates, offered, outlets, weights, vectors)
    overtaken = _overtaken(candidates, items, offered)

    def value(index: int) -> float:
        candidate = candidates[index]
        item, terms = items[candidate.article], set(candidate.terms)
        title = set(item.analysis.terms.title)
        own = len(terms & title) / len(title) if title else 0.5
        worth = ALONE + OWN_HEADLINE * own + AGREEMENT * agreement[index]
        worth += HEADLINES * sum(headlines.get(term, 0.0) for term in sorted(terms))
        worth *= weights[candidate.article] * POSITIONS[places[index]] * _quality(candidate, item)
        return worth * (PREVIEW if index in overtaken else 1.0)

    best = max(offered, key=lambda index: (value(index), -index))
    if candidates[best].cut:
        likeness = vectors.project(vectors.row(best))
        whole = [index for index in offered if not candidates[index].cut and likeness[index] >= SURELY_SAME]
        best = max(whole, key=lambda index: (value(index), -index), default=best)
    return MainEvent(best, _before(candidates[best].article, items), overtaken)


def _overtaken(
    candidates: Sequence[Candidate], items: Sequence[AnnotatedArticle], offered: Sequence[int]
) -> frozenset[int]:
    """Candidates that announce an event and are older than the newest first sentence that announces none."""
    languages = [language_of(item.article) for item in items]
    times = [_seconds(item) or 0.0 for item in items]
    early = [i for i, candidate in enumerate(candidates) if candidate.position < EARLY]
    previews = {i for i in early if is_preview(candidates[i].text, languages[candidates[i].article])}
    happened = max([times[candidates[i].article] for i in offered if i not in previews], default=0.0)
    return frozenset(i for i in previews if times[candidates[i].article] <= happened)


def _places(candidates: Sequence[Candidate]) -> dict[int, int]:
    """Place of each readable candidate among those of its article: captions and the like do not count."""
    seen: Counter[int] = Counter()
    places = {}
    for index, candidate in enumerate(candidates):
        if candidate.standing in ("whole", "leaning"):
            places[index] = seen[candidate.article]
            seen[candidate.article] += 1
    return places


def _may_open(candidate: Candidate, place: int) -> bool:
    """Whether a candidate may open a summary: early, and whole unless it is the very first."""
    return place < FIRST and (candidate.standing == "whole" or place == 0)


def _weigh_articles(items: Sequence[AnnotatedArticle], asides: Collection[str]) -> list[float]:
    """Weight of each article by its age against the newest report, and by its kind."""
    times = [_seconds(item) for item in items]
    kinds = [ASIDE if item.article.id in asides else 1.0 for item in items]
    reported = [time for time, kind in zip(times, kinds, strict=True) if time is not None and kind == 1.0]
    newest = max(reported or [time for time in times if time is not None], default=None)
    if newest is None:
        return kinds
    return [kind * weight for kind, weight in zip(kinds, weigh_by_age(times, newest), strict=True)]


def _weigh_headlines(items: Sequence[AnnotatedArticle], weights: Sequence[float]) -> dict[str, float]:
    """Weight of each headline term: of the articles that have it; the headline with most adds up to 1."""
    terms: dict[str, float] = defaultdict(float)
    for item, weight in zip(items, weights, strict=True):
        for term in item.analysis.terms.title:
            terms[term] += weight
    most = max((sum(terms[term] for term in item.analysis.terms.title) for item in items), default=0.0)
    return {term: weight / most for term, weight in terms.items()} if most else {}


def _agreement(
    candidates: Sequence[Candidate],
    offered: Sequence[int],
    outlets: Sequence[int],
    weights: Sequence[float],
    vectors: Vectors,
) -> dict[int, float]:
    """For each sentence, the weighted share of other outlets that open with its fact, from 0 to 1."""
    total: dict[int, float] = defaultdict(float)
    for number, outlet in enumerate(outlets):
        total[outlet] = max(total[outlet], weights[number])
    everyone = sum(total.values())
    shares: dict[int, float] = {}
    for index in offered:
        own = outlets[candidates[index].article]
        likeness = vectors.project(vectors.row(index))
        carried: dict[int, float] = defaultdict(float)
        for other in offered:
            outlet = outlets[candidates[other].article]
            if outlet != own and likeness[other] >= SAME_FACT:
                weight = weights[candidates[other].article] * min(1.0, float(likeness[other]) / SURELY_SAME)
                carried[outlet] = max(carried[outlet], weight)
        others = everyone - total[own]
        shares[index] = sum(carried.values()) / others if others > 0.0 else 0.0
    return shares


def _quality(candidate: Candidate, item: AnnotatedArticle) -> float:
    """Factor on a sentence by its form."""
    quality = CUT if candidate.cut else 1.0
    quality *= LONG if candidate.words > LONGEST else SHORT if candidate.words < SHORTEST else 1.0
    quality *= LEANING if candidate.standing != "whole" else 1.0
    quality *= PRESUPPOSES if candidate.references.presupposed else 1.0
    quality *= 1.0 if _names_anybody(candidate, item) else NAMELESS
    return quality * (LOOKS_BACK if _looks_back(candidate.text, item) else 1.0)


def _names_anybody(candidate: Candidate, item: AnnotatedArticle) -> bool:
    """Whether a sentence names one of its article's names; True if the article has none."""
    spans = [span for name in item.analysis.names for span in name.mentions]
    return not spans or any(candidate.start <= start < candidate.end for start, _ in spans)


def _looks_back(text: str, item: AnnotatedArticle) -> bool:
    """Whether a sentence names a year before that of its article, or a phrase such as `years ago`."""
    when = item.article.when
    if when and any(int(year[0]) < when.year for year in _YEAR.finditer(text)):
        return True
    return language_of(item.article) == "en" and _looking_back().search(text) is not None


def _before(main: int, items: Sequence[AnnotatedArticle]) -> frozenset[int]:
    """Numbers of the articles that are older than the one of the main event by `BEFORE_HOURS`."""
    time = _seconds(items[main])
    if time is None:
        return frozenset()
    limit = time - BEFORE_HOURS * 3600.0
    seconds = ((number, _seconds(item)) for number, item in enumerate(items))
    return frozenset(number for number, at in seconds if at is not None and at <= limit)


def _seconds(item: AnnotatedArticle) -> float | None:
    return item.article.when.timestamp() if item.article.when else None


@cache
def _looking_back() -> re.Pattern[str]:
    """Pattern of phrases such as `years ago`, as whole words, in any case."""
    phrases = wordlists.any_of(wordlists.entries("summary", "looking_back"))
    return re.compile(rf"\b{phrases}\b", re.IGNORECASE)
