"""Update summaries: filters out candidates that the reader already knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.model import AnnotatedArticle
from briefing.summary.candidates import Candidate
from briefing.text.novelty import SeenTerms, content_words, name_words


class KnownSentences:
    """Sentences that the reader knows."""

    def __init__(self, sentences: Iterable[str]) -> None:
        """Index the sentences; linear in their length."""
        self._sentences = list(sentences)
        self._texts = {_plain(sentence) for sentence in self._sentences}
        self._by_language: dict[str, SeenTerms] = {}

    def leave_out(self, candidates: Sequence[Candidate], item: AnnotatedArticle) -> list[Candidate]:
        """Candidates of `item` with something new, in order.

        Positions are renumbered from 0. A candidate after a filtered one no longer counts as following it.
        """
        names, language = name_words(item), item.language
        seen = self._seen(language)
        kept: list[Candidate] = []
        last = -1
        for number, candidate in enumerate(candidates):
            known = _plain(candidate.text) in self._texts
            if known or not seen.is_news(content_words(candidate.text, language), names):
                continue
            follows = candidate.follows and last == number - 1
            kept.append(candidate._replace(position=len(kept), follows=follows))
            last = number
        return kept

    def _seen(self, language: str) -> SeenTerms:
        """The known sentences, with the stems of `language`."""
        if language not in self._by_language:
            seen = self._by_language[language] = SeenTerms()
            for sentence in self._sentences:
                seen.add(content_words(sentence, language))
        return self._by_language[language]


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()
