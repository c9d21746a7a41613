"""Words of an article as they are written, from one pass that names, sentences and terms share.

They have no positions: tables of bytes split a text in a third of the time of a pattern that gives spans, and a tenth
of that of one step of Python a word. What needs positions (runs of capitals, stops, quotes, tokens beside quotes) has a
pattern of its own, which skips most of the text or reads several words at once.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

_JOINERS = "'.,-_@"
_SEPARATORS = bytes(
    32 if code < 128 and not chr(code).isalnum() and chr(code) not in _JOINERS else code for code in range(256)
)
"""For each byte the same or a space, if it is ASCII and stands between words."""
MARKS_AROUND = _JOINERS + "’"
_FIRST_WORD = re.compile(r"(?<!\S)[^\W_]++(?!_)")
_WIDE_SEPARATORS = "“”„‘‚«»‹›—–…•¿¡"
# URLs in a text: their parts (`https`, `www`, a shop's name) are unrelated to its subject and recur on each site.
_ADDRESS = re.compile(r"(?:https?://|\bwww\.)\S+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """Tokens of a text, separated by white space and marks that join no words; most are words."""

    tokens: list[str]
    """In order, as written: marks that join words may be at their ends, rare marks anywhere."""
    forms: set[str]
    """The different ones, and the first word of each that is several: `don't` and `don`, `well-known` and `well`."""


@lru_cache(maxsize=2)
def article_words(text: str) -> ArticleWords:
    """Tokens of `text` without URLs; the last two results are cached."""
    if "://" in text or "www." in text or "WWW." in text or "Www." in text:
        text = _ADDRESS.sub(" ", text)
    if not text.isascii():
        for mark in _WIDE_SEPARATORS:
            text = text.replace(mark, " ")
    encoded = text.encode("utf-8", "surrogatepass").replace(b", ", b" ").translate(_SEPARATORS)
    tokens = encoded.decode("utf-8", "surrogatepass").split()
    forms = set(tokens)
    forms.update(_FIRST_WORD.findall(" ".join([token for token in forms if not token.isalpha()])))
    return ArticleWords(tokens, forms)
