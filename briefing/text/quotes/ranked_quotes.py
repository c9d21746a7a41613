"""Quotes in Spanish, Portuguese, French and German, each with the speaker whose mention ranks highest.

English is left to `attribution`; the code here knows no language but by its pack.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from briefing.model import Quote
from briefing.text.language_packs import LANGUAGES, pack
from briefing.text.languages import ENGLISH, language_by_words
from briefing.text.quotes.inserted_cues import divide
from briefing.text.quotes.marks import Stretch, trimmed_end
from briefing.text.quotes.parsed_text import parse_text
from briefing.text.quotes.speakers import Attribution, attribute

_OTHERS = tuple(language for language in LANGUAGES if language != ENGLISH)
_ROOM = 500
"""How much of a line around a quote tells its language, in code points."""
_SHORT = 40
"""Words of a short text by which its language is recognised."""
_WORD = re.compile(r"[^\W\d_]+")


def by_language(text: str, stretches: Sequence[Stretch]) -> dict[str, list[Stretch]]:
    """Quotes by the language of their lines, in order; that of the text where a line does not tell."""
    groups: dict[str, list[Stretch]] = {}
    whole = ""
    line_end, language = -1, ""
    for stretch in stretches:
        if stretch.close > line_end:  # what stands close together in a line is in one language
            low = max(0, stretch.open - _ROOM)
            start = max(low, text.rfind("\n", low, stretch.open) + 1)
            line_end = text.find("\n", stretch.close, stretch.close + _ROOM)
            line_end = stretch.close + _ROOM if line_end < 0 else line_end
            language = language_by_words(text[start:line_end], _OTHERS)
            if not language:
                whole = whole or language_by_words(text, _OTHERS) or _by_closed_words(text)
                language = whole
        groups.setdefault(language, []).append(stretch)
    return groups


def _by_closed_words(text: str) -> str:
    """Language of a text too short for `language_by_words`: by words of closed classes and verbs of saying."""
    words = [word.lower() for word in _WORD.findall(text[: 20 * _SHORT])[:_SHORT]]
    scores = {language: _known(words, language) for language in LANGUAGES}
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > scores[ENGLISH] else ENGLISH


def _known(words: Sequence[str], language: str) -> int:
    listed = pack(language)
    verbs = sum((verb := listed.verbs.get(word)) is not None and bool(verb.cue) for word in words)
    return verbs + sum(word in listed.closed for word in words)


def ranked_quotes(text: str, stretches: Sequence[Stretch], language: str) -> Iterator[Quote]:
    """Quotes with their speakers, in order.

    Args:
        text: the article.
        stretches: its outermost quotes in the language, in order.
        language: code of a language with a pack.
    """
    parts = [part for stretch in stretches for part in divide(text, stretch, language)]
    previous: Attribution | None = None
    for each in attribute(parse_text(text, parts, language)):
        yield _quote(text, each, previous)
        previous = each


def _quote(text: str, attribution: Attribution, previous: Attribution | None) -> Quote:
    stretch = attribution.quotation.stretch
    mention = attribution.mention
    is_whole = attribution.quotation.is_capital and len(attribution.quotation.words) > 3
    return Quote(
        stretch.start,
        stretch.end if stretch.style == "—" else trimmed_end(text, stretch),
        speaker=attribution.speaker,
        speaker_as_written=text[slice(*mention)] if mention else "",
        source_start=mention[0] if mention else None,
        source_end=mention[1] if mention else None,
        cue=attribution.cue,
        kind="direct" if is_whole or stretch.style == "—" else "partial",
        confidence=round(attribution.confidence, 2),
        evidence=attribution.evidence,
        continues=previous.quotation.stretch.start if previous and _goes_on(text, previous, attribution) else None,
    )


def _goes_on(text: str, one: Attribution, other: Attribution) -> bool:
    """Whether nothing but a cue or the end of a paragraph separates two quotes of one speaker."""
    first, second = one.quotation.stretch, other.quotation.stretch
    if second.continues:
        return True
    gap = text[first.close : second.open].strip()
    same = one.speaker is not None and one.speaker == other.speaker and one.quotation.line == other.quotation.line
    return same and gap.endswith((",", "—", "–", ":")) and "." not in gap
