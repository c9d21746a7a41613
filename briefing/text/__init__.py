"""One text to its annotations: sentences, names, quotes and terms.

Pure functions over strings; nothing here reads a file of the user's, keeps state or knows of other articles.
"""

from __future__ import annotations

from briefing.text.analysis import analyse
from briefing.text.names import find_names
from briefing.text.quotes import extract_quotes
from briefing.text.sentences import dateline_end, split_sentences
from briefing.text.terms import is_stop_word, make_terms, stem, words

__all__ = [
    "analyse",
    "dateline_end",
    "extract_quotes",
    "find_names",
    "is_stop_word",
    "make_terms",
    "split_sentences",
    "stem",
    "words",
]
