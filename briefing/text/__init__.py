"""Text analysis of one article: sentences, names, quotes and terms.

Pure functions over strings, without state or access to user files or other articles. Submodules are imported on first
use: a caller of `words` does not compile the patterns of quotes.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.text.analysis import analyse
    from briefing.text.boilerplate import dateline_end
    from briefing.text.languages import detect_language, language_of
    from briefing.text.names import find_names
    from briefing.text.quotes import extract_quotes
    from briefing.text.sentences import split_sentences
    from briefing.text.terms import count_words, is_stop_word, make_terms, stem, words

_HOMES = {
    "analyse": "analysis",
    "count_words": "terms",
    "dateline_end": "boilerplate",
    "detect_language": "languages",
    "extract_quotes": "quotes",
    "find_names": "names",
    "is_stop_word": "terms",
    "language_of": "languages",
    "make_terms": "terms",
    "split_sentences": "sentences",
    "stem": "terms",
    "words": "terms",
}

__all__ = [
    "analyse",
    "count_words",
    "dateline_end",
    "detect_language",
    "extract_quotes",
    "find_names",
    "is_stop_word",
    "language_of",
    "make_terms",
    "split_sentences",
    "stem",
    "words",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = getattr(importlib.import_module(f"{__name__}.{_HOMES[name]}"), name)
    globals()[name] = value
    return value
