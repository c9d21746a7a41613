"""The sentence that tells the main event of a story as it stands now, and which articles came before it.

The main event is what the newest independent reports agree on. Reports weigh by their age and by the state of the event
that they tell (`report_weights`), as for the title of the story. The first sentences of articles compete by how much of
the headlines of other outlets they cover, and by how many of these open with the same fact. Previews of what has
happened since, looks back, and sentences that are truncated, long or refer to earlier ones are worth less.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np

from briefing import wordlists
from briefing.model import AnnotatedArticle
from briefing.summary.candidates import Candidate
from briefing.summary.vectors import Vectors
from briefing.text.event_states import report_of
from briefing.text.phrases import folded_words, rare_words
from briefing.text.previews import is_announcement, is_preview
from briefing.text.report_weights import weigh_reports

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
# Chosen on 50 stories of ../shared/eval's streams: `OVERTAKING` of 2 to 4, and a third more or less of one of these
# weights, change the first line of at most one of them for the worse; so on 20 others and on the labelled day.
ALONE, OWN_HEADLINE, HEADLINES, AGREEMENT = 0.2, 0.3, 1.0, 1.0
"""Weight of a sentence as such, of its own headline, of the headlines and of the first sentences of other outlets."""
LEAST_HEADLINE = 4
"""Terms of which a shorter headline is taken to consist: one term in common is chance."""
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
    weights = _weigh_articles(items, outlets, asides)
    newest = set(sorted(range(len(items)), key=lambda number: -weights[number])[:MOST_ARTICLES])
    places = _places(candidates)
    offered = {
        index: place
        for index, place in places.items()
        if candidates[index].article in newest and _may_open(candidates[index], place)
    }
    if not offered:
        return None
    agreement = _agreement(candidates, offered, outlets, weights, vectors)
    coverage = _coverage(candidates, offered, {number: items[number] for number in sorted(newest)}, outlets, weights)
    leads = [index for index, place in offered.items() if place == 0]
    announcing = {index for index in offered if _announces(candidates[index], items[candidates[index].article])}
    old_previews = _overtaken(announcing, leads, candidates, items)

    def value(index: int) -> float:
        candidate = candidates[index]
        item, terms = items[candidate.article], set(candidate.terms)
        title = set(item.analysis.terms.title)
        own = len(terms & title) / len(title) if title else 0.5
        worth = ALONE + OWN_HEADLINE * own
        worth += HEADLINES * coverage[index] + AGREEMENT * agreement[index]
        worth *= weights[candidate.article] * POSITIONS[offered[index]] * _quality(candidate, item)
        return worth * (PREVIEW if index in old_previews else 1.0)

    best = max(offered, key=lambda index: (value(index), -index))
    if candidates[best].cut:
        likeness = vectors.project(vectors.row(best))
        whole = [index for index in offered if not candidates[index].cut and likeness[index] >= SURELY_SAME]
        best = max(whole, key=lambda index: (value(index), -index), default=best)
    overtaken = _overtaken(_find_previews(candidates, items), leads, candidates, items)
    return MainEvent(best, _before(candidates[best].article, items), overtaken)


def _overtaken(
    previews: Collection[int],
    leads: Collection[int],
    candidates: Sequence[Candidate],
    items: Sequence[AnnotatedArticle],
) -> frozenset[int]:
    """Previews that are no newer than the newest article that opens with something else.

    Args:
        previews: candidates that announce an event.
        leads: the first sentence of each article that is compared; the next ones often tell background.
        candidates: of all articles.
        items: the articles.
    """
    times = [_seconds(item) or 0.0 for item in items]
    happened = max([times[candidates[index].article] for index in leads if index not in previews], default=0.0)
    return frozenset(index for index in previews if times[candidates[index].article] <= happened)


def _find_previews(candidates: Sequence[Candidate], items: Sequence[AnnotatedArticle]) -> set[int]:
    """Candidates that may announce an event, among the first sentences of each article."""
    languages = [item.language for item in items]
    early = (index for index, candidate in enumerate(candidates) if candidate.position < EARLY)
    return {index for index in early if is_preview(candidates[index].text, languages[candidates[index].article])}


def _announces(candidate: Candidate, item: AnnotatedArticle) -> bool:
    """Whether a sentence announces an event, or the headline of its article does."""
    language = item.language
    return is_announcement(candidate.text, language) or is_announcement(item.article.title, language)


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


def _weigh_articles(items: Sequence[AnnotatedArticle], outlets: Sequence[int], asides: Collection[str]) -> list[float]:
    """Weight of each article by its age and the state of the event it tells, and by its kind."""
    counts = [item.article.id not in asides for item in items]
    reports = [report_of(item, announces=_is_announced(item)) for item in items]
    weights = weigh_reports(reports, outlets, counts)
    return [weight * (1.0 if does else ASIDE) for weight, does in zip(weights, counts, strict=True)]


def _is_announced(item: AnnotatedArticle) -> bool:
    """Whether the headline of an article or its first sentence announces an event."""
    sentences, language = item.analysis.sentences, item.language
    opening = item.article.text[sentences[0].start : sentences[0].end] if sentences else ""
    return is_announcement(item.article.title, language) or is_announcement(opening, language)


def _coverage(
    candidates: Sequence[Candidate],
    offered: Collection[int],
    items: Mapping[int, AnnotatedArticle],
    outlets: Sequence[int],
    weights: Sequence[float],
) -> dict[int, float]:
    """For each sentence, the share of the headlines of other outlets that it covers, from 0 to 1."""
    headlines = {number: frozenset(item.analysis.terms.title) for number, item in items.items()}

    def of_others(index: int) -> Iterator[tuple[int, float]]:
        terms = frozenset(candidates[index].terms)
        for number, headline in headlines.items():
            yield number, len(terms & headline) / max(LEAST_HEADLINE, len(headline))

    return _weigh_support({index: of_others(index) for index in offered}, candidates, outlets, weights)


def _agreement(
    candidates: Sequence[Candidate],
    offered: Mapping[int, int],
    outlets: Sequence[int],
    weights: Sequence[float],
    vectors: Vectors,
) -> dict[int, float]:
    """For each sentence, the share of other outlets that open with its fact, from 0 to 1."""

    similar = vectors.similarities(np.asarray(list(offered), dtype=np.int64))

    def of_others(row: int) -> Iterator[tuple[int, float]]:
        for other, place, likeness in zip(offered, offered.values(), similar[row].tolist(), strict=True):
            if likeness >= SAME_FACT:
                yield candidates[other].article, POSITIONS[place] * min(1.0, likeness / SURELY_SAME)

    supports = {index: of_others(row) for row, index in enumerate(offered)}
    return _weigh_support(supports, candidates, outlets, weights)


def _weigh_support(
    supports: Mapping[int, Iterable[tuple[int, float]]],
    candidates: Sequence[Candidate],
    outlets: Sequence[int],
    weights: Sequence[float],
) -> dict[int, float]:
    """For each sentence, the mean of its support over the other outlets, weighted.

    Args:
        supports: for each candidate, numbers of articles with the support of each; of an outlet the highest counts.
    """
    total: dict[int, float] = defaultdict(float)
    for number, outlet in enumerate(outlets):
        total[outlet] = max(total[outlet], weights[number])
    everyone = sum(total.values())
    shares: dict[int, float] = {}
    for index, support in supports.items():
        own = outlets[candidates[index].article]
        highest: dict[int, float] = defaultdict(float)
        for number, share in support:
            outlet = outlets[number]
            if outlet != own:
                highest[outlet] = max(highest[outlet], weights[number] * share)
        others = everyone - total[own]
        shares[index] = sum(highest.values()) / others if others > 0.0 else 0.0
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
    if item.language != "en" or folded_words(text).isdisjoint(_rare_words()):
        return False
    return _looking_back().search(text) is not None


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
def _rare_words() -> frozenset[str]:
    """Words of which a sentence that looks back has one."""
    return rare_words(wordlists.entries("summary", "looking_back"))


@cache
def _looking_back() -> re.Pattern[str]:
    """Pattern of phrases such as `years ago`, as whole words, in any case."""
    phrases = wordlists.any_of(wordlists.entries("summary", "looking_back"))
    return re.compile(rf"\b{phrases}\b", re.IGNORECASE)
