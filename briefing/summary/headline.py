"""Headline terms as a query, and the sentence where the topic of the headline begins.

A headline is the editor's own summary, so the lines should cover its terms (title as a query: Edmundson 1969;
Goldstein et al. 1999).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from typing import TYPE_CHECKING

from briefing.model import AnnotatedArticle
from briefing.summary.coverage import is_report
from briefing.summary.openings import has_amount, is_anecdote, quotes, reports

if TYPE_CHECKING:
    from briefing.summary.candidates import Candidate

LEADS = 5
"""Maximum number of sentences examined for the lead."""
LONGEST_ANECDOTE = 12
"""The same if the first sentence tells an anecdote."""
ASIDE = 0.2
"""Share of the headline's terms up to which a first sentence may be an aside."""
MATTER = 0.4
"""Share of the headline's terms from which a sentence is on topic."""
SHORTEST_SCENE = 3
"""Minimum number of sentences of a scene that only what follows it shows to be one."""
LEAST_TERMS = 2
"""Fewer terms in common are chance."""


def headline_terms(item: AnnotatedArticle, candidates: Sequence[Candidate]) -> frozenset[str]:
    """Stems of the headline that occur in the text; this usually excludes an outlet's name at its end."""
    return frozenset(item.analysis.terms.title) & {term for candidate in candidates for term in candidate.terms}


def headline_weights(items: Iterable[AnnotatedArticle]) -> dict[str, float]:
    """Weight of each stem in the headlines of several articles, by frequency; all weights add up to 1."""
    counts = Counter(term for item in items for term in item.analysis.terms.title)
    total = counts.total()
    return {term: count / total for term, count in counts.items()}


def find_lead(
    candidates: Sequence[Candidate], offered: Sequence[int], headline: Collection[str], language: str = "en"
) -> int:
    """Index into `offered` of the sentence where the topic of the headline begins.

    It is the first sentence, unless that has few terms of the headline and one of the next has many: an anecdote,
    chatter, or page text above the article. An anecdote, and the writer's words about himself or to the reader, give
    way to a sentence that has as many; an anecdote also to one that reports and has any, and to one further down that
    has many, and more. A scene gives way to the report behind it.
    """
    if report := _report_behind_scene(candidates, offered, headline, language):
        return report
    first = candidates[offered[0]]
    is_chatter, is_story = first.addresses and is_report(candidates), is_anecdote(first.text, language)
    reach = LONGEST_ANECDOTE if is_story else LEADS
    near = [index for index in offered[:reach] if candidates[index].position < first.position + reach]
    shares = [len(set(headline).intersection(candidates[index].terms)) for index in near]
    many = max(LEAST_TERMS, MATTER * len(headline))
    least = many if shares[0] <= ASIDE * len(headline) else max(LEAST_TERMS, shares[0])
    if shares[0] > ASIDE * len(headline) and not (is_chatter or is_story):
        return 0

    def tells_topic(place: int) -> bool:
        line, share = candidates[near[place]], shares[place]
        if line.position >= first.position + LEADS:
            return share >= many and share > shares[0]
        if is_story and share >= min(1, shares[0]) and reports(line.text, language):
            return True
        return share >= least and not (is_chatter and line.addresses)

    return next((place for place in range(1, len(near)) if tells_topic(place)), 0)


def _report_behind_scene(
    candidates: Sequence[Candidate], offered: Sequence[int], headline: Collection[str], language: str
) -> int:
    """Index into `offered` of the first sentence with an amount, if it reports or has a term of the headline.

    0 if a sentence above it reports, has an amount or several terms of the headline: then these are no scene. What is
    quoted there, and who says it, does not count.
    """
    start, topic = offered[0], set(headline)
    if not topic:
        return 0
    for index in range(start, min(start + LONGEST_ANECDOTE, len(candidates))):
        line = candidates[index]
        share, amount, report = (
            len(topic.intersection(line.terms)),
            has_amount(line.text),
            reports(line.text, language),
        )
        if index >= start + SHORTEST_SCENE and amount and (report or share):
            return offered.index(index) if line.standing == "whole" else 0
        if share >= LEAST_TERMS or ((amount or report) and not quotes(line.text)):
            return 0
    return 0
