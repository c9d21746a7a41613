"""Finds the link of a newsletter to its web version: `View in browser`, or `Trouble viewing this? Click here`.

Links are known by their own words (`data/web_version_links.txt`, `data/web_version_phrases.txt`), or short ones by the
sentence around them. Those that unsubscribe or change settings are none.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from itertools import islice
from typing import Any

from briefing import wordlists
from briefing.clean.link_spans import link_words
from briefing.clean.newsletters import names_settings, names_web_version
from briefing.sanitizer import absolute, clean_line

MOST_TRIED = 2000
"""Maximum number of links of a mail that are examined."""
TOP_WORDS = 40
"""Maximum number of words above a link of which another address stands below the text."""
_CLICK_WORDS = 4
"""Maximum number of words of a link that the sentence around it explains."""
_MOST_LEVELS, _MOST_PIECES, _MOST_CHARS = 20, 200, 1000
"""Maximum number of ancestors, text nodes and code points examined for that sentence."""
_ABOVE_AND_BELOW = 2
_MOST_LINES = 40
"""Maximum number of lines of a plain text that are examined."""
_BLOCKS = frozenset((*wordlists.entries("clean", "block_tags"), "td", "th"))
_UNREAD = frozenset(("head", "script", "style", "title"))
_RUN = re.compile(r"[A-Za-z0-9_=%]{16,}|[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f-]{4,}")
_DIGIT, _LETTER = re.compile(r"\d"), re.compile(r"[A-Za-z]")
_URL = re.compile(r"https?://[^\s<>\[\]\"]{1,2000}")


def tree_web_version(tree: Any, excluded: Container[str] = ()) -> str:
    """Address of the web version by the links of a mail's lxml tree; empty if there is none, or it is ambiguous.

    Args:
        tree: the visible content of the mail.
        excluded: addresses that are not it, as those that unsubscribe.
    """
    sentences: dict[Any, str] = {}
    targets: dict[str, Any] = {}
    for element in islice(tree.iter("a"), MOST_TRIED):
        words = link_words(element)
        if not words or names_settings(words):
            continue
        if not names_web_version(words) and not _is_explained(element, words, sentences):
            continue
        if (url := absolute(element.get("href") or "")) and url not in excluded:
            targets.setdefault(url, element)
    # Links above and below the text may differ in what they count; those of a digest lead to its articles.
    first = next(iter(targets.items()), None)
    if first and (len(targets) == 1 or (len(targets) == _ABOVE_AND_BELOW and _is_above(tree, first[1]))):
        return first[0]
    return ""


def line_web_version(lines: Sequence[str], excluded: Container[str] = ()) -> str:
    """As `tree_web_version`, by the first lines of a plain text: one that names it has its address, or the next has."""
    targets: set[str] = set()
    is_named = False
    for line in islice(filter(str.strip, lines), _MOST_LINES):
        urls = _URL.findall(line) if len(line) <= _MOST_CHARS else []
        words = clean_line(_URL.sub("", line)).strip("<>()[]: ") if len(line) <= _MOST_CHARS else ""
        is_named = (is_named and not words) or (names_web_version(words) and not names_settings(words))
        if is_named and len(urls) == 1:
            url = absolute(urls[0].rstrip(").,;:"))
            if url and url not in excluded:
                targets.add(url)
        is_named = is_named and not urls
    return targets.pop() if len(targets) == 1 else ""


def is_personal(url: str) -> bool:
    """Whether an address has what may stand for the subscriber, who would be known by it where it is published: a run
    of letters and digits that is no word."""
    return any(_DIGIT.search(run) and _LETTER.search(run) for run in _RUN.findall(url))


def _is_above(tree: Any, link: Any) -> bool:
    """Whether few words stand before a link."""
    count = 0
    for element in tree.iter():
        if element is link:
            return True
        if isinstance(element.tag, str) and element.tag not in _UNREAD:
            count += len((element.text or "").split()) + len((element.tail or "").split())
        if count > TOP_WORDS:
            return False
    return False


def _is_explained(element: Any, words: str, sentences: dict[Any, str]) -> bool:
    """Whether a short link is the only one in a block that names the web version."""
    if len(words.split()) > _CLICK_WORDS:
        return False
    block = next((each for each in islice(element.iterancestors(), _MOST_LEVELS) if each.tag in _BLOCKS), None)
    if block is None:
        return False
    if block not in sentences:
        is_only = sum(1 for _ in islice(block.iter("a"), 2)) == 1
        pieces = list(islice(block.itertext(), _MOST_PIECES + 1)) if is_only else []
        is_brief = len(pieces) <= _MOST_PIECES and sum(map(len, pieces)) <= _MOST_CHARS
        sentences[block] = clean_line("".join(pieces)) if is_brief else ""
    return names_web_version(sentences[block])
