"""Which language a text is in: by its script, by its function words, and where these do not tell, by py3langid.

What a page or a feed declares is a hint that the words must bear out: templates of every language declare English.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import Any

from briefing.model import Article
from briefing.text.terms import stop_words, words

ENGLISH = "en"

# The least share of function words that tells a language: prose has a third and more of its own, and few of another's.
_SURE = 0.28
_LEAST_WORDS = 8
_LEAST_LETTERS = 20
_CERTAIN = 0.95
_CERTAIN_OF_OTHERS = 0.5
"""Where the script has ruled out most languages already."""
_SAMPLE = 1000

_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\uac00-\ud7a3]")),
    ("zh", re.compile("[\u4e00-\u9fff]")),
    ("th", re.compile("[\u0e01-\u0e5b]")),
    ("el", re.compile("[\u0391-\u03ff]")),
    ("he", re.compile("[\u05d0-\u05ea]")),
    ("hy", re.compile("[\u0531-\u058f]")),
    ("ka", re.compile("[\u10d0-\u10ff]")),
    ("ta", re.compile("[\u0b80-\u0bff]")),
    ("te", re.compile("[\u0c00-\u0c7f]")),
    ("bn", re.compile("[\u0980-\u09ff]")),
    ("pa", re.compile("[\u0a00-\u0a7f]")),
    ("gu", re.compile("[\u0a80-\u0aff]")),
)
_OTHER_SCRIPT = re.compile("[\u0391-\u03ff\u0531-\u0eff\u10d0-\u10ff\u3041-\u9fff\uac00-\ud7a3]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_LEAST_SHARE_OF_SCRIPT = 0.3
_KANA = 0.05
"""Japanese is written with Chinese characters too; so much kana among them is enough."""


def detect_language(text: str, declared: str = "") -> str:
    """Return the ISO 639-1 code of the language of `text`; `declared` where the text is too short to tell.

    Only the first thousand code points are looked at. An English text costs some 50 microseconds and loads nothing;
    the model of py3langid (Lui & Baldwin 2012) is loaded by the first text that its words do not tell.

    Args:
        text: an article; may be of any language.
        declared: what its source says, as `en`, `en-GB` or `pt_BR`; empty if it says nothing.
    """
    return _detect(text[:_SAMPLE], _code(declared))


@lru_cache(maxsize=256)  # analysis, summary and what is new ask for the same text, one soon after the other
def _detect(sample: str, declared: str) -> str:
    if not sample.isascii() and _OTHER_SCRIPT.search(sample) and (found := _by_script(sample)):
        return found
    found_words = words(sample)
    if len(found_words) < _LEAST_WORDS or sum(map(len, found_words)) < _LEAST_LETTERS:
        return declared
    english = _share(found_words, ENGLISH)
    own = _share(found_words, declared) if declared and declared != ENGLISH else 0.0
    if english >= _SURE and english >= own:
        return ENGLISH
    return declared if own >= _SURE else _by_model(sample) or declared


def language_by_words(text: str, others: Sequence[str]) -> str:
    """Return `en` or which of `others` the function words of `text` are of; empty where they do not tell.

    For pieces of a text: nothing is loaded for one that English words tell, and no model ever.
    """
    found = words(text[:_SAMPLE])
    if len(found) < _LEAST_WORDS:
        return ""
    english = _share(found, ENGLISH)
    if english >= _SURE:
        return ENGLISH
    best = max(others, key=lambda language: _share(found, language))
    share = _share(found, best)
    return best if share >= _SURE and share > english else ""


def language_of(article: Article) -> str:
    """Return the language of an article's text, `en` where nobody can tell."""
    return detect_language(article.text, article.language) or ENGLISH


def _code(declared: str) -> str:
    """Return the two letters of a language tag, empty if it has none; both forms of Norwegian are `nb`."""
    code = re.split(r"[-_]", declared.strip().lower(), maxsplit=1)[0]
    if code in ("no", "nn"):
        return "nb"
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


def _by_script(sample: str) -> str:
    """Return the language that alone is written in the script of `sample`, empty if the script does not tell."""
    letters = sum(map(str.isalpha, sample)) or 1
    for code, script in _SCRIPTS:
        if len(script.findall(sample)) >= (_KANA if code == "ja" else _LEAST_SHARE_OF_SCRIPT) * letters:
            return code
    return ""


def _share(lower: Sequence[str], language: str) -> float:
    """Return the share of function words of `language` among lower-cased words."""
    listed = stop_words(language)
    return sum(word in listed for word in lower) / len(lower)


def _by_model(sample: str) -> str:
    """Return what py3langid is certain of, empty if it is not."""
    code, certainty = _identifier().classify(sample)
    latin = len(_LATIN.findall(sample)) > sum(map(str.isalpha, sample)) / 2
    return _code(str(code)) if certainty >= (_CERTAIN if latin else _CERTAIN_OF_OTHERS) else ""


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
