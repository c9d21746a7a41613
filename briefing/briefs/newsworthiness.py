"""Newsworthiness of quotes: importance of the speaker, and closeness to the main event of the thread. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.model import AnnotatedArticle, Quote
from briefing.text.terms import content_stems

_MAIN_STEMS = 12
"""Number of stems that stand for the main event: those that most headlines and first words share."""


@dataclass(frozen=True, slots=True)
class News:
    """Main event of a thread, by the words of its articles."""

    stems: Mapping[str, float]
    """Stems of the main event, with the share of the articles that have them in the headline or the lead."""
    headline: frozenset[str]
    """Stems of all headlines."""
    reports: Mapping[str, str]
    """Independent report that each article belongs to, by article id."""

    @classmethod
    def of(cls, members: Sequence[AnnotatedArticle], reports: Mapping[str, str]) -> News:
        """Read the articles of a thread.

        Args:
            members: the articles.
            reports: independent report of each article; those not listed count as one.
        """
        counted: Counter[str] = Counter()
        for item in members:
            terms = item.analysis.terms
            counted.update(terms.title.keys() | terms.lead.keys())
            counted.update(terms.title.keys())
        main = sorted(counted, key=lambda stem: (-counted[stem], stem))[:_MAIN_STEMS]
        weights = {stem: counted[stem] / (2 * max(1, len(members))) for stem in main}
        return cls(weights, frozenset(stem for item in members for stem in item.analysis.terms.title), reports)

    def report_of(self, item: AnnotatedArticle) -> str:
        """Independent report that an article belongs to."""
        return self.reports.get(item.article.id, "")

    def standing(self, item: AnnotatedArticle, quote: Quote) -> float:
        """Importance of a speaker, from 0 to 1: named in a headline, or much mentioned in the article."""
        if not quote.speaker:
            return 0.0
        names = item.analysis.names
        most = max((len(name.mentions) for name in names if name.kind != "place"), default=0)
        own = next((len(name.mentions) for name in names if name.full == quote.speaker), 0)
        mentioned = own / most if most else 0.0
        last = content_stems(quote.speaker, item.language)[-1:]
        return max(mentioned, 0.8 * bool(self.headline.intersection(last)))

    def closeness(self, item: AnnotatedArticle, quote: Quote) -> float:
        """Closeness of a quote to the main event, from 0 to 1: by the words of its sentence, and by its place."""
        text, sentences = item.article.text, item.analysis.sentences
        first = bisect_right(sentences, quote.start, key=lambda sentence: sentence.start) - 1
        start = sentences[first].start if first >= 0 else quote.start
        end = sentences[first].end if first >= 0 else quote.end
        stems = set(content_stems(text[min(start, quote.start) : max(end, quote.end)], item.language))
        shared = sum(weight for stem, weight in self.stems.items() if stem in stems)
        all_ = sum(self.stems.values())
        return 0.5 * min(1.0, 3 * shared / all_ if all_ else 0.0) + 0.5 * (1.0 - quote.start / max(1, len(text)))
