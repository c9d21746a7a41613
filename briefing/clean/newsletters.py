"""What stands around the text of a newsletter: links to a web version above, ways to unsubscribe below."""

from __future__ import annotations

from collections.abc import Sequence

from briefing import wordlists

SHORT_WORDS = 8
"""A line with no more words is known by one of the phrases anywhere in it."""
LONG_WORDS = 45
"""A longer line is a paragraph of the text."""
TOP_LINES = 6
TOP_WORDS = 15
"""Lines above the text among which links to a web version stand, and their words."""
FOOTER_WORDS = 60
"""Words that a footer has besides the lines that are known."""
_SEPARATORS = " |·•–—-:»>→[]()"


def without_chrome(lines: Sequence[str]) -> list[str]:
    """Lines of a message without those above and below its text, and without bare links to the rest of an article.

    A footer begins with a line of `data/newsletter_chrome.txt` that little else follows. All lines stay where nothing
    would be left.
    """
    kept = [line for line in lines if line.casefold().strip(_SEPARATORS + ".…") not in _invitations()]
    begin = next((place for place, line in enumerate(kept[:TOP_LINES]) if _is_text(line)), TOP_LINES)
    kept = _without_footer([*(line for line in kept[:begin] if not _is_chrome(line)), *kept[begin:]])
    return kept or list(lines)


def _is_text(line: str) -> bool:
    """Whether a line is longer than any that stands above a text."""
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
    words = line.split()
    if len(words) > LONG_WORDS:
        return False
    folded = " ".join(words).casefold().replace("’", "'")
    if len(words) <= SHORT_WORDS:
        return folded.startswith("©") or any(phrase in folded for phrase in _phrases())
    # In a sentence, single words such as `unsubscribe` say nothing about the message itself.
    return folded.startswith(("©", "copyright")) or any(" " in phrase and phrase in folded for phrase in _phrases())


def _phrases() -> tuple[str, ...]:
    return wordlists.entries("clean", "newsletter_chrome")


def _invitations() -> tuple[str, ...]:
    return wordlists.entries("sources", "invitations")
