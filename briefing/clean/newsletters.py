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

    A footer begins with a line that little else follows: one with a phrase of `data/newsletter_chrome.txt` or
    `data/web_version_phrases.txt`, which speaks to the reader, or one half of which are labels of
    `data/newsletter_links.txt` or `data/web_version_links.txt`. If nothing remained, all lines are kept.
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


def names_web_version(line: str) -> bool:
    """Whether a line or the words of a link lead to the web version of a newsletter."""
    folded = _folded(line)
    return _has_any(folded, _list("web_version_phrases")) or _is_mostly(folded, _list("web_version_links"))


def names_settings(line: str) -> bool:
    """Whether a line or the words of a link lead to anything else that newsletters link to, as to unsubscribe."""
    folded = _folded(line)
    return _has_any(folded, (*_list("newsletter_chrome"), *_list("newsletter_links")))


def _is_chrome(line: str) -> bool:
    folded = _folded(line)
    if _COPYRIGHT.match(folded):
        return True
    phrases = (*_list("newsletter_chrome"), *_list("web_version_phrases"))
    return _has_any(folded, phrases) or _is_mostly(folded, (*_list("newsletter_links"), *_list("web_version_links")))


def _folded(line: str) -> str:
    """Words of a line in lower case, without separators; empty for a line too long to be boilerplate."""
    words = [word for word in line.split() if word.strip(_SEPARATORS)]
    return " ".join(words).casefold().replace("’", "'") if len(words) <= LONG_WORDS else ""


def _has_any(folded: str, phrases: Sequence[str]) -> bool:
    return any(phrase in folded for phrase in phrases)


def _is_mostly(folded: str, labels: Sequence[str]) -> bool:
    """Whether half of the words are labels: in a sentence or a headline they do not refer to the message itself."""
    return 2 * sum(len(label.split()) for label in labels if label in folded) >= len(folded.split()) > 0


def _list(name: str) -> tuple[str, ...]:
    return wordlists.entries("clean", name)


def _invitations() -> tuple[str, ...]:
    return wordlists.entries("sources", "invitations")
