"""Language detection: by script, by function words, and if these are inconclusive, by a model (`language_model.py`).

A declared language is only a hint that the words must confirm: templates of every language declare English.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cache, lru_cache

from briefing.model import Article
from briefing.text.language_model import LISTED, foreign_letter, language_by_model
from briefing.text.lexicon import lines
from briefing.text.terms import stop_words, words

ENGLISH = "en"

# Least share of function words that identifies a language: prose has a third or more of these, and few of any other.
_SURE = 0.28
_LEAST_WORDS = 8
_LEAST_LETTERS = 20
_SAMPLE = 1000
_SHORT_TEXT = 300
"""Characters of a text below which its headline helps to recognise its language."""

_SCRIPTS = (
    ("ja", "\u3041", "\u30ff"),
    ("ko", "\uac00", "\ud7a3"),
    ("zh", "\u4e00", "\u9fff"),
    ("th", "\u0e01", "\u0e5b"),
    ("el", "\u0391", "\u03ff"),
    ("he", "\u05d0", "\u05ea"),
    ("hy", "\u0531", "\u058f"),
    ("ka", "\u10d0", "\u10ff"),
    ("ta", "\u0b80", "\u0bff"),
    ("te", "\u0c00", "\u0c7f"),
    ("bn", "\u0980", "\u09ff"),
    ("pa", "\u0a00", "\u0a7f"),
    ("gu", "\u0a80", "\u0aff"),
    ("or", "\u0b00", "\u0b7f"),
    ("kn", "\u0c80", "\u0cff"),
    ("ml", "\u0d00", "\u0d7f"),
    ("si", "\u0d80", "\u0dff"),
    ("lo", "\u0e80", "\u0eff"),
    ("my", "\u1000", "\u109f"),
    ("am", "\u1200", "\u137f"),
    ("km", "\u1780", "\u17ff"),
)
_SCRIPT_BYTE = re.compile(b"[\xce\xcf\xd4-\xe1\xe3-\xed]")
"""First bytes, in UTF-8, of letters of these scripts; punctuation, Latin and Cyrillic letters do not have them."""
_LEAST_SHARE_OF_SCRIPT = 0.3
_KANA = 0.05
"""Minimum share of kana in Japanese, which is written with Chinese characters too."""
# Thresholds on stop words, each counted by one over the number of its languages: of 7,983 pieces of manual pages and
# messages in 95 languages 3,259 are recognised, 5 of them as another language than by the model; it is unsure of 287.
_LEAST_EVIDENCE = 5
_LEAST_MARGIN = 2
_LEAST_COVERAGE = 0.15


def detect_language(text: str, declared: str = "") -> str:
    """ISO 639-1 code of the language of `text`; `declared` where the text is too short.

    Examines the first thousand code points. English texts cost about 50 microseconds and import nothing; the model
    of CLD3 is loaded for the first text that is not identified by its script and its words.

    Args:
        text: an article; may be of any language.
        declared: language tag given by the source, such as `en`, `en-GB` or `pt_BR`; empty if none.
    """
    return _detect(text[:_SAMPLE], _code(declared))


def _detect(sample: str, declared: str) -> str:
    if (
        not sample.isascii()
        and _SCRIPT_BYTE.search(sample.encode("utf-8", "surrogatepass"))
        and (language := _by_script(sample))
    ):
        return language
    lower = words(sample)
    if len(lower) < _LEAST_WORDS or sum(map(len, lower)) < _LEAST_LETTERS:
        return declared
    english = _share(lower, ENGLISH)
    own = _share(lower, declared) if declared and declared != ENGLISH else 0.0
    if english >= _SURE and english >= own:
        return ENGLISH
    return declared if own >= _SURE else _by_stop_words(sample, lower) or language_by_model(sample, lower) or declared


def language_by_words(text: str, others: Sequence[str]) -> str:
    """`en` or the one of `others` whose function words `text` has; empty if inconclusive.

    For pieces of a text: imports nothing for English, and never uses the model.
    """
    lower = words(text[:_SAMPLE])
    if len(lower) < _LEAST_WORDS:
        return ""
    english = _share(lower, ENGLISH)
    if english >= _SURE:
        return ENGLISH
    best = max(others, key=lambda language: _share(lower, language))
    share = _share(lower, best)
    return best if share >= _SURE and share > english else ""


def listed_language(text: str) -> str:
    """The one of 23 languages whose stop words `text` has; empty if inconclusive. Never uses the model."""
    lower = words(text[:_SAMPLE])
    return _by_stop_words(text[:_SAMPLE], lower) if len(lower) >= _LEAST_WORDS else ""


def recognised_language(text: str) -> str:
    """Language of `text` by its script or its stop words; empty if inconclusive. Never uses the model."""
    by_script = "" if text.isascii() else _by_script(text[:_SAMPLE])
    return by_script or listed_language(text)


def detect_article_language(article: Article) -> str:
    """Language of an article by its text, with the headline if that is short; empty if unknown.

    A headline alone is recognised by its script or its stop words, else the declared language is believed.
    """
    return _detect_in_article(article.title, article.text, article.language)


@lru_cache(maxsize=128)  # analysis, summary and quotes ask for the language of the same article in a row
def _detect_in_article(title: str, text: str, declared: str) -> str:
    if text:
        return detect_language(text if len(text) >= _SHORT_TEXT else f"{title}\n{text}", declared)
    return recognised_language(title) or _code(declared)


def language_of(article: Article) -> str:
    """Language of an article; `en` if unknown."""
    return detect_article_language(article) or ENGLISH


def _code(declared: str) -> str:
    """Two-letter code of a language tag, empty if it has none; both forms of Norwegian are `nb`."""
    code = re.split(r"[-_]", declared.strip().lower(), maxsplit=1)[0]
    if code in ("no", "nn"):
        return "nb"
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


def _by_script(sample: str) -> str:
    """The language written in the script of `sample`; empty if the script is shared by several."""
    counts = Counter(sample)
    letters = sum(n for letter, n in counts.items() if letter.isalpha()) or 1
    for code, first, last in _SCRIPTS:
        least = (_KANA if code == "ja" else _LEAST_SHARE_OF_SCRIPT) * letters
        if sum(n for letter, n in counts.items() if first <= letter <= last) >= least:
            return code
    return ""


def _share(lower: Sequence[str], language: str) -> float:
    """Share of function words of `language` among lower-cased words."""
    return sum(map(stop_words(language).__contains__, lower)) / len(lower)


def _by_stop_words(sample: str, lower: Sequence[str]) -> str:
    """The listed language whose stop words are in `sample`, which has the words `lower`; empty if inconclusive."""
    counts = Counter(word for word in lower if len(word) > 1 and word.isalpha())
    listed = {language: stop.intersection(counts) for language, stop in _stop_words_of_languages().items()}
    evidence = _evidence(listed, counts)
    rival, best = sorted(evidence, key=lambda language: evidence[language])[-2:]
    is_clear = evidence[best] >= max(_LEAST_EVIDENCE, _LEAST_MARGIN * evidence[rival])
    is_covered = sum(counts[word] for word in listed[best]) >= _LEAST_COVERAGE * counts.total()
    is_possible = best in LISTED and (best != ENGLISH or all(map(str.isascii, counts)))
    return best if is_clear and is_covered and is_possible and not foreign_letter().search(sample.lower()) else ""


def _evidence(listed: Mapping[str, Iterable[str]], counts: Mapping[str, int]) -> dict[str, float]:
    """Number of the words of each language, each counted by one over the number of its languages."""
    languages = Counter(word for words in listed.values() for word in words)
    return {
        language: sum(counts[word] / languages[word] for word in sorted(words)) for language, words in listed.items()
    }


@cache
def _stop_words_of_languages() -> dict[str, frozenset[str]]:
    """Stop words of the listed languages, and function words of languages that are mistaken for those."""
    others: dict[str, list[str]] = {}
    for line in lines("foreign_function_words"):
        others.setdefault(line[:2], []).append(line[3:])
    return {
        **{language: stop_words(language) for language in LISTED},
        **{language: frozenset(words) for language, words in others.items()},
    }
