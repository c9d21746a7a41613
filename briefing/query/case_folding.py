"""Folded words: what is left of a text when case, accents and punctuation do not count."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_UNSPACED = "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]"
"""Thai, Lao, Burmese, Khmer, Japanese and Chinese, which put no space between words; compiled when it is needed."""


def fold(*texts: str) -> str:
    """Return the words of `texts`, case and accents folded, with a space before and after each: ` petro call `."""
    joined = " ".join(texts).casefold()
    if not joined.isascii():
        plain = unicodedata.normalize("NFKD", joined)
        joined = "".join(char for char in plain if not unicodedata.combining(char))
    words = _WORD.findall(joined)
    return f" {' '.join(words)} " if words else ""


def needle(words: str, prefix: bool = False) -> str:
    """Return what stands in a folded text that has these words one behind the other; empty if there are none.

    Words of scripts that put no space between them may stand within others.

    Args:
        words: as typed.
        prefix: whether the last one may go on.
    """
    folded = fold(words)
    begin = 1 if is_unspaced(folded[1:2]) else 0
    return folded[begin : -1 if prefix or is_unspaced(folded[-2:-1]) else None]


def is_unspaced(text: str) -> bool:
    """Tell whether there is a character of a script that puts no space between words."""
    return not text.isascii() and re.search(_UNSPACED, text) is not None
