"""The headline of a thread that most of its newest reports agree on.

The articles weigh by age and by the state of the event they tell (`report_weights`), as for the first line of the
summary. A headline is worth what its terms have in headlines and openings of the articles, each outlet counted once, by
the weight of its article and by its form. Previews of what has happened since are worth less. Of headlines that are
about as good and say the same, the one published first is the title, however the articles were fetched.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from briefing.model import AnnotatedArticle
from briefing.text.event_states import Report, report_of
from briefing.text.lexicon import LANGUAGES
from briefing.text.report_weights import changes_of_state, weigh_reports
from briefing.text.terms import content_stems
from briefing.threads.clustering.background_frequencies import rarities
from briefing.threads.contributing_articles import REPORTS_IN_ANY_FORM
from briefing.threads.labels.announcements import announces, lead_announces
from briefing.threads.labels.clauses import has_verb
from briefing.threads.labels.headline_cleaner import is_background
from briefing.threads.labels.headline_forms import LONG, is_question, weigh_form
from briefing.threads.labels.lead_line import first_sentence, lead_line

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
"""Factor by which the value of a headline must exceed that of an earlier one to be the title instead."""
EQUAL = 0.6
"""Share of the terms of the best headline from which one that is about as good says the same."""


@dataclass(frozen=True)
class Headline:
    """A cleaned headline with its article; what is read of both is read once."""

    line: str
    """As it would be the title."""
    item: AnnotatedArticle
    """The article."""
    kind: str
    """Kind of the article."""
    is_lead: bool = False
    """Whether `line` is the one that the first sentence makes."""

    @cached_property
    def lead(self) -> str:
        """Line that its first sentence makes; empty if the headline is a sentence about an event."""
        return "" if self.is_sentence else lead_line(self.item)

    @cached_property
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

    @cached_property
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

    @cached_property
    def form(self) -> float:
        """Factor on its value by its form."""
        background = ASIDE if is_background(self.item.article.title) else 1.0
        return weigh_form(self.line, self.language) * background

    @property
    def tells_event(self) -> bool:
        """Whether its article is a report, and it is no question, teaser or label."""
        return self.is_report and self.form > TELLING

    @cached_property
    def is_sentence(self) -> bool:
        """Whether it tells an event in a sentence, of any length."""
        return self.form in (1.0, LONG) and (self.language not in LANGUAGES or has_verb(self.line, self.language))

    @cached_property
    def announces(self) -> bool:
        """Whether it announces an event, or its first sentence does."""
        when = self.item.article.when
        leads_to_come = lead_announces(first_sentence(self.item), self.language, when)
        return leads_to_come or announces(self.line, self.language, when)

    @cached_property
    def report(self) -> Report:
        """What is compared of its article."""
        return report_of(self.item, announces=self.announces)

    @property
    def reports(self) -> bool:
        """Whether its article reports what has happened; below a question only if its first sentence tells it."""
        return self.is_report and not self.announces and (not is_question(self.line) or bool(self.lead))

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
    title = _choose(headlines)
    reports = _after_changes(title, headlines) or _reports_instead(title, headlines)
    return (_choose([report.telling for report in reports]) or _choose(reports) or title) if reports else title


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


def _after_changes(title: str, headlines: Sequence[Headline]) -> list[Headline]:
    """Reports of the event as it stands now; empty if the title tells no former state of it."""
    reports = [headline for headline in headlines if headline.reports]
    changes = changes_of_state([report.report for report in reports], [True] * len(reports))
    former = {id(reports[old]) for _, old in changes}
    same = [headline for headline in headlines if headline.line == title]
    is_former = bool(former) and all(id(headline) in former for headline in same)
    return [report for report in reports if id(report) not in former] if is_former else []


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


def _choose(headlines: Sequence[Headline]) -> str:
    """Of the headlines that are about as good as the best one, the one published first; empty without any.

    One that announces an event is not as good as one that reports. A report that adds nothing so changes no title.
    """
    values = _values(headlines) if headlines else {}
    best = max(values, key=lambda number: (round(values[number], 9), -number), default=None)
    if best is None:
        return ""
    equal = [
        number
        for number, value in values.items()
        if BETTER * value > values[best]
        and headlines[number].announces <= headlines[best].announces
        and _share(headlines[best].terms, headlines[number].terms) >= EQUAL
    ]
    return headlines[min([*equal, best], key=lambda number: _by_time(headlines[number], number))].line


def _share(terms: Mapping[str, int], others: Mapping[str, int]) -> float:
    """Share of terms that others have, too."""
    return sum(term in others for term in terms) / max(1, len(terms))


def _by_time(headline: Headline, number: int) -> tuple[float, int]:
    return (math.inf if headline.seconds is None else headline.seconds, number)


def _values(headlines: Sequence[Headline]) -> dict[int, float]:
    """Value of each headline that has a line."""
    ages = _weights(headlines)
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
    known = ((rarities(language), terms) for language, terms in by_language.items())
    return {term: rarity[term] for rarity, terms in known for term in terms}


def _weights(headlines: Sequence[Headline]) -> list[float]:
    """Weight of each article by its age and the state of the event it tells; only headlines that tell events count."""
    tell = [headline.tells_event for headline in headlines]
    counts = tell if any(tell) else [True] * len(headlines)
    return weigh_reports(
        [headline.report for headline in headlines], [headline.outlet for headline in headlines], counts
    )


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
