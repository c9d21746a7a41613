"""Words of a line in newsboat's files: in quotes with escapes, or bare; a comment ends the line."""

from __future__ import annotations

import re

_TOKEN = re.compile(r'"((?:[^"\\]|\\.)*)"?|(#.*)|(\S+)')
_ESCAPED = re.compile(r"\\(.)")


def split_words(line: str) -> list[str]:
    """The words of a line that are not blank."""
    words: list[str] = []
    for match in _TOKEN.finditer(line):
        if match[2] is not None:  # a comment up to the line's end
            break
        words.append(match[3] if match[3] is not None else _ESCAPED.sub(r"\1", match[1]))
    return [word for word in words if word.strip()]
