"""Language detection by the model of CLD3 (Salcianu et al. 2016), for texts whose words are inconclusive.

The model knows a hundred languages and is sure of itself, so it takes texts of others for a relative that it knows:
Occitan for Catalan, Oriya for Hindi. Its answer therefore has to agree with the script of the text, and if it is a
language with a list of stop words, with those; no relative that it does not know may have as many function words in
the text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from functools import cache

from briefing.text.lazy_regex import late
from briefing.text.lexicon import lines
from briefing.text.terms import stop_words

# fmt: off
LISTED = (
    "bg", "ca", "cs", "da", "de", "en", "es", "fi", "fr", "hu", "id", "it", "nb", "nl", "pl", "pt", "ro", "ru", "sk",
    "sv", "tr", "uk", "vi",
)
# fmt: on
"""Languages with a list of stop words, written in Latin or Cyrillic letters; Malay has those of Indonesian."""
foreign_letter = late(
    "[\u010b\u0111\u0117\u0127\u012f\u0137\u013c\u0146\u016d\u0175\u0177\u00f0\u00fe\u0259"
    "\u0452\u0453\u0455\u0458-\u045f\u0462-\u048f\u0492-\u052f"
    "\u0695\u06ad\u06b5\u06c6-\u06c8\u06cb\u06ce\u06d5]"
)
"""Letters of other languages than the listed ones, Arabic, Persian, Pashto and Urdu; one (`đ`) is Vietnamese too."""
_LONGEST = 4000
"""Maximum number of bytes that the model reads, four times that of the characters of a sample."""
# Thresholds on 20,000 pieces, of 20 to 60 words, of manual pages, help, games, messages and news in 140 languages that
# script and words leave open: of listed languages 97 % are recognised, and 0.1 % mistaken; of others 65 % are
# recognised, and 1.7 % taken for a listed one, a third of these Aragonese or Asturian for Spanish. With lower
# thresholds more are, and lists of names are taken for prose.
_CERTAIN = 0.98
_AGREEING, _LIKELY = 0.7, 0.2
"""Certainty, and share of function words, that together identify a listed language."""
_CERTAIN_BY_SCRIPT = 0.5
"""Required certainty where the script has ruled out most languages already."""
_LEAST_SHARE = 0.3
"""Share of the letters of a text that are of its script."""
_LEAST_RIVAL = 2
"""Number of function words of another language that makes its presence possible."""
_RELATIVES = {
    "ca": "an fur oc vec",
    "cs": "be dsb hsb",
    "da": "fo nds",
    "de": "li nds",
    "es": "an ast fur ia oc sc vec",
    "fr": "br fur ia lij oc wa",
    "it": "fur ia lij sc vec",
    "nb": "fo",
    "nl": "li nds",
    "pl": "be csb dsb hsb",
    "pt": "ia lij",
    "ro": "ia",
    "sk": "be dsb hsb",
    "sv": "fo",
    "tr": "crh",
    "vi": "yo",
}
"""Languages that the model does not know and takes for a listed one; Belarusian (`be`) in Latin letters."""
_SCRIPTS = (
    (late("[\u0400-\u052f]"), frozenset(("be", "bg", "kk", "ky", "mk", "mn", "ru", "sr", "tg", "uk"))),
    (late("[\u0600-\u06ff]"), frozenset(("ar", "fa", "ps", "sd", "ur"))),
    (late("[\u0900-\u097f]"), frozenset(("hi", "mr", "ne"))),
)
"""Letters of the scripts of several languages, but for the Latin, with the languages that the model knows."""
_LATIN = late("[A-Za-z\u00c0-\u024f]")
# fmt: off
_NOT_LATIN = frozenset((
    "am", "bn", "el", "gu", "hy", "iw", "ja", "ka", "km", "kn", "ko", "lo", "ml", "my", "pa", "si", "ta", "te", "th",
    "yi", "zh",
)).union(*(languages for _, languages in _SCRIPTS))
# fmt: on
_WITHOUT_FOREIGN_LETTERS = (frozenset(LISTED) | {"ar", "fa", "ps", "ur"}) - {"vi"}


def language_by_model(sample: str, lower: Sequence[str]) -> str:
    """Language of `sample`, which has the words `lower`; empty if the model is unsure, or script or words disagree.

    Costs 0.15 ms, and for the first text 3 MB and 3 ms.
    """
    code, certainty = classify(sample)
    if len(code) != 2 or (code in _WITHOUT_FOREIGN_LETTERS and foreign_letter().search(sample.lower())):
        return ""
    letters = sum(map(str.isalpha, sample))
    for letter, languages in _SCRIPTS:
        if len(letter().findall(sample)) >= _LEAST_SHARE * letters:
            return code if code in languages and certainty >= _CERTAIN_BY_SCRIPT else ""
    if code in _NOT_LATIN or len(_LATIN().findall(sample)) <= letters / 2:
        return ""
    if code not in LISTED:
        return code if certainty >= _CERTAIN else ""
    return code if _words_agree(code, certainty, lower) else ""


def classify(sample: str) -> tuple[str, float]:
    """The language that the model finds most probable, by its code in CLD3 or `nb`, and its certainty."""
    from gcld3 import NNetLanguageIdentifier

    answer = NNetLanguageIdentifier(0, _LONGEST).FindLanguage(sample.encode("utf-8", "replace"))
    return "nb" if answer.language == "no" else answer.language, answer.probability


def _words_agree(code: str, certainty: float, lower: Sequence[str]) -> bool:
    """Whether the words `lower` support a listed language, of which the model has this certainty."""
    own = _count(lower, stop_words(code))
    rival = max((_count(lower, _function_words()[other]) for other in _RELATIVES.get(code, "").split()), default=0)
    is_likely = certainty >= _AGREEING and own >= _LIKELY * len(lower)
    return (certainty >= _CERTAIN or is_likely) and rival < max(own, _LEAST_RIVAL)


def _count(lower: Sequence[str], function_words: Set[str]) -> int:
    return sum(map(function_words.__contains__, lower))


@cache
def _function_words() -> Mapping[str, Set[str]]:
    """Function words of languages that neither the model nor a list of stop words has."""
    languages: dict[str, set[str]] = {}
    for line in lines("regional_function_words"):
        language, _, word = line.partition(" ")
        languages.setdefault(language, set()).add(word)
    return languages
