"""Languages of quotes, by the words of their lines, else by those of the text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from briefing.text.language_packs import common_words
from briefing.text.languages import ENGLISH, language_by_words, listed_language
from briefing.text.lexicon import LANGUAGES, OTHER_LANGUAGES
from briefing.text.quotes.quotation_marks import Stretch

_ROOM = 500
"""Code points of a line around a quote by which its language is recognised."""
_MUCH = 4
"""How many times as long as a line is the text that tells its language."""
_SHORT = 40
"""Maximum number of words of a text by which its language is recognised."""
UNKNOWN = ""
"""Language of lines in other scripts than Latin, and of texts in a language without a pack."""
_ALIKE = ("es", "pt", "fr")
"""Languages that share so many words that a line of one may seem to be of another."""
_LATIN = re.compile("[A-Za-z]{2}")
_WORD = re.compile(r"[^\W\d_]+")


def by_language(text: str, stretches: Sequence[Stretch]) -> dict[str, list[Stretch]]:
    """Quotes by the language of their lines, in order; that of the text where a line does not tell."""
    groups: dict[str, list[Stretch]] = {}
    whole: str | None = None
    line_end, language = -1, ""
    for at, stretch in enumerate(stretches):
        if stretch.close > line_end:  # what stands close together in a line is in one language
            low = max(0, stretch.open - _ROOM)
            start = max(low, text.rfind("\n", low, stretch.open) + 1)
            line_end = text.find("\n", stretch.close, stretch.close + _ROOM)
            line_end = stretch.close + _ROOM if line_end < 0 else line_end
            line, before = text[start:line_end], language
            language = _by_words(line) if _LATIN.search(line) else UNKNOWN
            whole = language_of(text) if whole is None and language != ENGLISH else whole
            if language and not _is_usual(language, before, whole, len(text) > _MUCH * len(line)):
                # the words quoted may be in another
                inside = (each for each in stretches[at:] if each.close <= line_end)
                language = _by_closed_words(_outside(text, start, line_end, inside), language)
            if not language and _LATIN.search(line):
                language = whole or ""
        groups.setdefault(language, []).append(stretch)
    return groups


def _is_usual(language: str, before: str, whole: str | None, is_long: bool) -> bool:
    """Whether a line is in the language of the lines before it: English, or that of a text that has much more."""
    if language == ENGLISH:
        return before in ("", ENGLISH)
    return is_long and language == whole and before in ("", language)


def _outside(text: str, start: int, end: int, stretches: Iterable[Stretch]) -> str:
    """A part of a text without the stretches in it."""
    parts = []
    for stretch in stretches:
        parts.append(text[start : stretch.open])
        start = max(start, stretch.close)
    return " ".join([*parts, text[start:end]])


def language_of(text: str) -> str:
    """Language of a text by its words; `UNKNOWN` if no pack has it."""
    if language := _by_words(text):
        return language
    listed = listed_language(text)
    return _by_closed_words(text, ENGLISH) if listed in ("", *LANGUAGES) else UNKNOWN


def _by_words(text: str) -> str:
    """Language of a text; of several that are much alike the one that knows most words."""
    language = language_by_words(text, OTHER_LANGUAGES)
    return _by_closed_words(text, language, _ALIKE) if language in _ALIKE else language


def _by_closed_words(text: str, usual: str, languages: Sequence[str] = LANGUAGES) -> str:
    """The language with most words of closed classes and verbs of saying, if it has more than the usual one."""
    words = [word.lower() for word in _WORD.findall(text[: 20 * _SHORT])[:_SHORT]]
    scores = {
        language: sum(word in listed for listed in common_words(language) for word in words) for language in languages
    }
    best = max(scores, key=lambda language: scores[language])
    return best if scores[best] > scores[usual] else usual
