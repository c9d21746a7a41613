"""Text normalization for search: words without case, accents and punctuation."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese: no spaces between words. Compiled on first use."""


def fold(*texts: str) -> str:
    """The words of `texts`, case and accents folded, with a space before and after each: ` petro call `."""
    joined = " ".join(texts).casefold()
    if not joined.isascii():
        plain = unicodedata.normalize("NFKD", joined)
        joined = "".join(char for char in plain if not unicodedata.combining(char))
    words = _WORD.findall(joined)
    return f" {' '.join(words)} " if words else ""


def needle(words: str, prefix: bool = False) -> str:
    """The substring to look for in a folded text to match these words as a phrase; empty if there are none.

    Words of scripts without spaces match inside other words.

    Args:
        words: as typed.
        prefix: whether the last word matches as a prefix.
    """
    folded = fold(words)
    begin = 1 if is_unspaced(folded[1:2]) else 0
    return folded[begin : -1 if prefix or is_unspaced(folded[-2:-1]) else None]


def is_unspaced(text: str) -> bool:
    """Whether the text has a character of a script that puts no space between words."""
    return not text.isascii() and re.search(_UNSPACED, text) is not None
