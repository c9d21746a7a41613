"""The headline of a thread that most of its newest reports agree on.

A report loses half of its weight every 24 hours before the newest one (`report_ages`). A headline is worth what its
terms have in headlines and openings of the articles, each outlet counted once, by the age of its article and by its
form. Previews of what has happened since are worth less. The articles are replayed in order of arrival, and a headline
stays the title until another one is clearly better.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.model import AnnotatedArticle
from briefing.text.lexicon import LANGUAGES
from briefing.text.report_ages import weigh_by_age
from briefing.text.terms import content_stems
from briefing.threads.clustering.background_frequencies import at_large
from briefing.threads.contributing_articles import REPORTS_IN_ANY_FORM
from briefing.threads.labels.announcements import announces
from briefing.threads.labels.clauses import has_verb
from briefing.threads.labels.headline_cleaner import is_background
from briefing.threads.labels.headline_forms import LONG, is_question, weigh_form

ASIDE = 0.4
"""Weight of an article of another kind, such as one of a blog."""
OPENING = 0.5
"""Weight of a term in the first words of an article, against 1 in its headline."""
OWN = 0.5
"""Share in which a headline's terms count for its own outlet, divided by the number of outlets."""
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
MOST_ARRIVALS = 12
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
    lead: str = ""
    """Line that its first sentence makes; needed only if the headline is no sentence about an event."""
    leads_to_come: bool = False
    """Whether its first sentence announces an event."""
    is_lead: bool = False
    """Whether `line` is that."""

    @property
    def terms(self) -> Mapping[str, int]:
        """Stems of the headline as published, or of the line from the first sentence."""
        terms = self.item.analysis.terms
        return dict.fromkeys(content_stems(self.line, terms.language), 1) if self.is_lead else terms.title

    @property
    def language(self) -> str:
        """ISO 639-1 code of the language of its article."""
        return self.item.analysis.terms.language

    @property
    def seconds(self) -> float | None:
        """Publication time; None if unknown."""
        return self.item.article.when.timestamp() if self.item.article.when else None

    @property
    def outlet(self) -> str:
        """Agency or outlet."""
        article = self.item.article
        return (article.wire or article.outlet).casefold() or article.id

    @property
    def is_report(self) -> bool:
        """Whether its article counts in full."""
        return self.kind in REPORTS_IN_ANY_FORM

    @property
    def kind_weight(self) -> float:
        """Weight of its article by kind."""
        return 1.0 if self.is_report else ASIDE

    @property
    def form(self) -> float:
        """Factor on its value by its form."""
        background = ASIDE if is_background(self.item.article.title) else 1.0
        return weigh_form(self.line, self.language) * background

    @property
    def tells_event(self) -> bool:
        """Whether its article is a report, and it is no question, teaser or label."""
        return self.is_report and self.form > TELLING

    @property
    def is_sentence(self) -> bool:
        """Whether it tells an event in a sentence, of any length."""
        return self.form in (1.0, LONG) and (self.language not in LANGUAGES or has_verb(self.line, self.language))

    @property
    def announces(self) -> bool:
        """Whether it announces an event."""
        return self.leads_to_come or announces(self.line, self.language, self.item.article.when)

    @property
    def reports(self) -> bool:
        """Whether its article reports what has happened; below a question only if its first sentence tells it."""
        return self.is_report and not self.announces and (bool(self.lead) or not is_question(self.line))

    @property
    def telling(self) -> Headline:
        """Itself, or the line of its first sentence in place of a headline that is no sentence about an event."""
        return replace(self, line=self.lead, is_lead=True) if self.lead and not self.is_sentence else self


def choose_headline(headlines: Sequence[Headline]) -> str:
    """The most central headline; empty without any.

    Args:
        headlines: of the articles, in order of arrival; those without a line are only compared.
    """
    if len(headlines) == 1:
        return headlines[0].line
    title = _replay(headlines)
    reports = _reports_instead(title, headlines)
    return (_replay([report.telling for report in reports]) or _replay(reports) or title) if reports else title


def _replay(headlines: Sequence[Headline]) -> str:
    """The title after the last arrivals."""
    title = ""
    for arrived in _arrivals(headlines):
        title = _choose(arrived, title)
    return title


def _reports_instead(title: str, headlines: Sequence[Headline]) -> list[Headline]:
    """Reports whose headline or first sentence is a better title; empty if the title needs none.

    It is not to announce what has happened since, to be no sentence where others announced that, or, in a thread of
    several outlets, to tell no event.
    """
    reports = [headline for headline in headlines if headline.reports]
    same = [headline for headline in headlines if headline.line == title]
    several = len({headline.outlet for headline in headlines}) > 1
    later = _later_reports(reports, same, headlines) if _needs_report(same, several) else []
    return later or (reports if several and not any(headline.tells_event for headline in same) else [])


def _needs_report(same: Sequence[Headline], several: bool) -> bool:
    """Whether headlines of one line announce an event or, in a thread of several outlets, are no sentence."""
    if all(headline.announces for headline in same):
        return True
    return several and not any(headline.is_sentence for headline in same)


def _later_reports(
    reports: Sequence[Headline], same: Sequence[Headline], headlines: Sequence[Headline]
) -> list[Headline]:
    """Reports of what any headline announces that are not older than these headlines of one line."""
    previews = [headline for headline in headlines if headline.announces]
    rarity = _rarities(headlines) if previews else {}
    return [
        report
        for report in reports
        if any(_overtakes(report, preview, rarity) for preview in previews)
        and not any(_is_older(report, headline) for headline in same)
    ]


def _arrivals(headlines: Sequence[Headline]) -> Iterator[Sequence[Headline]]:
    """The headlines known after each of the last arrivals."""
    ends = [
        number
        for number, headline in enumerate(headlines, 1)
        if number == len(headlines) or headlines[number].item.article.fetched != headline.item.article.fetched
    ]
    return (headlines[:end] for end in ends[-MOST_ARRIVALS:])


def _choose(headlines: Sequence[Headline], former: str) -> str:
    """The best headline, or the former title if none is clearly better and it announces nothing that is reported."""
    values = _values(headlines)
    best = max(values, key=lambda number: (round(values[number], 9), -number), default=None)
    if best is None:
        return ""
    same = [headline for headline in headlines if headline.line == former]
    if same and all(headline.announces for headline in same) and not headlines[best].announces:
        return headlines[best].line
    kept = max((value for number, value in values.items() if headlines[number].line == former), default=0.0)
    return former if kept and values[best] < BETTER * kept else headlines[best].line


def _values(headlines: Sequence[Headline]) -> dict[int, float]:
    """Value of each headline that has a line."""
    ages = _weigh_by_age(headlines)
    support: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for headline, age in zip(headlines, ages, strict=True):
        outlet, weight = headline.outlet, age * headline.kind_weight
        for terms, share in ((headline.item.analysis.terms.lead, OPENING), (headline.terms, 1.0)):
            for term in terms:
                support[term][outlet] = max(support[term][outlet], share * weight)
    others = 1.0 - OWN / len({headline.outlet for headline in headlines})
    rarity = _rarities(headlines)
    agreed = {term: sum(by_outlet.values()) for term, by_outlet in support.items()}
    values = {}
    for number, (headline, age) in enumerate(zip(headlines, ages, strict=True)):
        if headline.line:
            outlet = headline.outlet
            shared = sum(rarity[term] * (agreed[term] - others * support[term][outlet]) for term in headline.terms)
            size = sum(rarity[term] for term in headline.terms) or 1.0
            values[number] = shared / math.sqrt(size) * age**AGE * headline.kind_weight * headline.form
            if headline.announces and _is_overtaken(headline, headlines, rarity):
                values[number] *= OVERTAKEN
    return values


def _rarities(headlines: Sequence[Headline]) -> dict[str, float]:
    """Square root of the inverse document frequency of each term, in the language of its article."""
    by_language: dict[str, set[str]] = defaultdict(set)
    for headline in headlines:
        by_language[headline.language].update(headline.terms)
    frequencies = (at_large(terms, language) for language, terms in by_language.items())
    return {term: math.sqrt(rarity) for each in frequencies for term, rarity in each.items()}


def _weigh_by_age(headlines: Sequence[Headline]) -> list[float]:
    """Weight of each article by its age against the newest report; an undated one is as old as halves it."""
    dated = [headline for headline in headlines if headline.seconds is not None]
    events = [headline for headline in dated if headline.tells_event]
    newest = max((headline.seconds or 0.0 for headline in events or dated), default=0.0)
    return weigh_by_age((headline.seconds for headline in headlines), newest)


def _is_overtaken(preview: Headline, headlines: Sequence[Headline], rarity: Mapping[str, float]) -> bool:
    """Whether a report that is not older tells the event that a headline announces."""
    return any(_overtakes(report, preview, rarity) for report in headlines if report.is_report and not report.announces)


def _overtakes(report: Headline, preview: Headline, rarity: Mapping[str, float]) -> bool:
    """Whether a report is not older than a preview and has enough of its terms in headline and first words."""
    if _is_older(report, preview):
        return False
    reported = report.item.analysis.terms
    announced = sum(rarity[term] for term in preview.terms)
    shared = sum(rarity[term] for term in preview.terms if term in reported.title or term in reported.lead)
    return shared >= COVERED * announced


def _is_older(headline: Headline, other: Headline) -> bool:
    return headline.seconds is not None and other.seconds is not None and headline.seconds < other.seconds
