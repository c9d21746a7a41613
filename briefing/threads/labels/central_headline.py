"""The headline of a thread that most of its newest reports agree on.

A report loses half of its weight every `HALVING_HOURS` before the newest one. A headline is worth what its terms have
in headlines and openings of the articles, each outlet counted once, by the age of its article and by its form. Previews
of what has happened since are worth less. The articles are replayed in order of arrival, and a headline stays the title
until another one is clearly better.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from briefing.model import AnnotatedArticle
from briefing.text.previews import is_preview
from briefing.threads.article_kinds import article_kind
from briefing.threads.clustering.background_frequencies import at_large
from briefing.threads.labels.headline_cleaner import is_background
from briefing.threads.labels.headline_forms import weigh_form

HALVING_HOURS = 24.0
"""Hours before the newest report after which the weight of a report is halved."""
REPORTS = frozenset({"", "live", "question", "video"})
"""Kinds of articles that count in full."""
ASIDE = 0.4
"""Weight of an article of another kind, such as one of a blog."""
OPENING = 0.5
"""Weight of a term in the first words of an article, against 1 in its headline."""
OWN = 0.25
"""Share in which a headline's terms count for its own outlet."""
AGE = 0.6
"""Power of an article's weight by age by which the value of its headline is multiplied."""
TELLING = 0.5
"""Factor of a form up to which a headline tells no event."""
OVERTAKEN = 0.4
"""Factor on previews of what has happened since."""
COVERED = 0.5
"""Share of a preview's terms in a later report from which that tells the event that was announced."""
BETTER = 1.1
"""Factor by which the value of a headline must exceed that of the former title to replace it."""
MOST_ARRIVALS = 24
"""Maximum number of last arrivals that are replayed."""


@dataclass(frozen=True, slots=True)
class Headline:
    """A cleaned headline with its article."""

    line: str
    """As it would be the title."""
    item: AnnotatedArticle
    """The article."""
    kind: str
    """Kind of the article."""
    form: float = 1.0
    """Factor on its value by its form."""
    announces: bool = False
    """Whether it announces an event."""
    terms: Mapping[str, int] = field(default_factory=dict)
    """Stems of the headline as published."""
    outlet: str = ""
    """Agency or outlet."""

    @classmethod
    def of(cls, line: str, item: AnnotatedArticle, kind: str | None = None) -> Headline:
        """A headline.

        Args:
            line: the cleaned headline.
            item: its article.
            kind: of the article; None to recognise it by its form.
        """
        article, terms = item.article, item.analysis.terms
        return cls(
            line,
            item,
            article_kind(article) if kind is None else kind,
            weigh_form(line, terms.language) * (ASIDE if is_background(article.title) else 1.0),
            is_preview(line, terms.language),
            terms.title,
            (article.wire or article.outlet).casefold() or article.id,
        )

    @property
    def when(self) -> datetime | None:
        """Publication time."""
        return self.item.article.when

    @property
    def tells_event(self) -> bool:
        """Whether its article is a report, and it is no question, teaser or label."""
        return self.is_report and self.form > TELLING

    @property
    def is_report(self) -> bool:
        """Whether its article counts in full."""
        return self.kind in REPORTS


def choose_headline(headlines: Sequence[Headline]) -> str:
    """The most central headline; empty without any.

    Args:
        headlines: of the articles, in order of arrival; those without a line are only compared.
    """
    title = ""
    for arrived in _arrivals(headlines):
        title = _choose(arrived, title)
    return title


def _arrivals(headlines: Sequence[Headline]) -> Iterator[Sequence[Headline]]:
    """The headlines known after each of the last arrivals."""
    ends = [
        number
        for number, headline in enumerate(headlines, 1)
        if number == len(headlines) or headlines[number].item.article.fetched != headline.item.article.fetched
    ]
    return (headlines[:end] for end in ends[-MOST_ARRIVALS:])


def _choose(headlines: Sequence[Headline], former: str) -> str:
    """The best headline, or the former title if none is clearly better."""
    values = _values(headlines)
    best = max(values, key=lambda number: (round(values[number], 9), -number), default=None)
    if best is None:
        return ""
    kept = max((value for number, value in values.items() if headlines[number].line == former), default=0.0)
    return former if kept and values[best] < BETTER * kept else headlines[best].line


def _values(headlines: Sequence[Headline]) -> dict[int, float]:
    """Value of each headline that has a line."""
    weights = _weigh_by_age(headlines)
    support: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for headline, weight in zip(headlines, weights, strict=True):
        for terms, share in ((headline.item.analysis.terms.lead, OPENING), (headline.terms, 1.0)):
            for term in terms:
                by_outlet = support[term]
                by_outlet[headline.outlet] = max(by_outlet[headline.outlet], share * weight)
    rarity = {term: math.sqrt(value) for term, value in _rarities(headlines).items()}
    agreed = {term: sum(by_outlet.values()) for term, by_outlet in support.items()}
    values = {}
    for number, (headline, weight) in enumerate(zip(headlines, weights, strict=True)):
        if headline.line:
            own = {term: (1.0 - OWN) * support[term][headline.outlet] for term in headline.terms}
            shared = sum(rarity[term] * (agreed[term] - own[term]) for term in headline.terms)
            size = sum(rarity[term] for term in headline.terms) or 1.0
            kind = 1.0 if headline.is_report else ASIDE
            values[number] = shared / math.sqrt(size) * (weight / kind) ** AGE * kind * headline.form
            if headline.announces and _is_overtaken(headline, headlines, rarity):
                values[number] *= OVERTAKEN
    return values


def _rarities(headlines: Sequence[Headline]) -> dict[str, float]:
    """Inverse document frequency of the terms of headlines, each in the language of its article."""
    by_language: dict[str, set[str]] = defaultdict(set)
    for headline in headlines:
        by_language[headline.item.analysis.terms.language].update(headline.terms)
    return {
        term: rarity for language, terms in by_language.items() for term, rarity in at_large(terms, language).items()
    }


def _weigh_by_age(headlines: Sequence[Headline]) -> list[float]:
    """Weight of each article by its age against the newest report, and by its kind."""
    times = [headline.when.timestamp() if headline.when else None for headline in headlines]
    reported = [time for time, headline in zip(times, headlines, strict=True) if time and headline.tells_event]
    newest = max(reported or [time for time in times if time is not None], default=None)
    weights = []
    for time, headline in zip(times, headlines, strict=True):
        undated = 0.0 if newest is None else HALVING_HOURS
        hours = undated if time is None or newest is None else max(0.0, newest - time) / 3600.0
        weights.append((1.0 if headline.is_report else ASIDE) * 0.5 ** (hours / HALVING_HOURS))
    return weights


def _is_overtaken(preview: Headline, headlines: Sequence[Headline], rarity: Mapping[str, float]) -> bool:
    """Whether a later report tells the event that a headline announces."""
    needed = COVERED * sum(rarity[term] for term in preview.terms)
    return any(
        not other.announces
        and other.is_report
        and (other.when is None or preview.when is None or other.when >= preview.when)
        and sum(rarity[term] for term in preview.terms if term in other.terms or term in other.item.analysis.terms.lead)
        >= needed
        for other in headlines
    )
