"""Removes the boilerplate of newsletters: links to a web version at the top, unsubscribe links at the bottom."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing import wordlists

LONG_WORDS = 45
"""Maximum length of a boilerplate line in words."""
TOP_LINES = 6
TOP_WORDS = 15
"""Maximum length in words of a line above the text that may be a header line."""
FOOTER_WORDS = 60
"""Maximum number of words in a footer besides its known lines."""
_COPYRIGHT = re.compile(r"©|\(c\) \d|copyright (?:©|\(c\)|\d{4})")
_SEPARATORS = " |·•–—-:»>→[]()"


def without_chrome(lines: Sequence[str]) -> list[str]:
    """Lines of a message without header, footer and bare links to the full article.

    A footer begins with a line that little else follows: one with a phrase of `data/newsletter_chrome.txt`, which
    speaks to the reader, or one half of which are labels of `data/newsletter_links.txt`. If nothing remained, all lines
    are kept.
    """
    kept = [line for line in lines if line.casefold().strip(_SEPARATORS + ".…") not in _invitations()]
    begin = next((place for place, line in enumerate(kept[:TOP_LINES]) if _is_text(line)), TOP_LINES)
    kept = _without_footer([*(line for line in kept[:begin] if not _is_chrome(line)), *kept[begin:]])
    return kept or list(lines)


def _is_text(line: str) -> bool:
    """Whether a line is too long for a header line."""
    return len(line.split()) > TOP_WORDS


def _without_footer(lines: list[str]) -> list[str]:
    begin, others = len(lines), 0
    before = sum(len(line.split()) for line in lines)
    for place in range(len(lines) - 1, -1, -1):
        count = len(lines[place].split())
        before -= count
        if _is_chrome(lines[place]):
            begin = place if before >= others else begin
        else:
            others += count
            if others > FOOTER_WORDS:
                break
    return lines[:begin]


def _is_chrome(line: str) -> bool:
    words = [word for word in line.split() if word.strip(_SEPARATORS)]
    if len(words) > LONG_WORDS:
        return False
    folded = " ".join(words).casefold().replace("’", "'")
    if _COPYRIGHT.match(folded) or any(phrase in folded for phrase in _phrases()):
        return True
    # In a sentence or a headline such words do not refer to the message itself.
    return 2 * sum(len(label.split()) for label in _labels() if label in folded) >= len(words) > 0


def _phrases() -> tuple[str, ...]:
    return wordlists.entries("clean", "newsletter_chrome")


def _labels() -> tuple[str, ...]:
    return wordlists.entries("clean", "newsletter_links")


def _invitations() -> tuple[str, ...]:
    return wordlists.entries("sources", "invitations")
