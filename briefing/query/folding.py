"""Folded words: what is left of a text when case, accents and punctuation do not count."""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")


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

    Args:
        words: as typed.
        prefix: whether the last one may go on.
    """
    folded = fold(words)
    return folded[:-1] if prefix else folded
