"""Rules in newsboat's `config`: `ignore-article FEED FILTER` lines, which are its killfile."""

from __future__ import annotations

import re

from briefing.config import RuleConfig
from briefing.query.nodes import Term, all_of
from briefing.sanitizer import absolute, clean_line
from briefing.sources.subscriptions.newsboat_filters import UntranslatableError, translate
from briefing.sources.subscriptions.newsboat_words import split_words

MAX_RULES = 1000
"""Maximum number of rules that are read."""
_COMMAND = re.compile(r"^[ \t]*+(?:ignore-article|include)[ \t]", re.MULTILINE)


def is_config(text: str) -> bool:
    """Whether a text is newsboat's `config`, by its commands."""
    return _COMMAND.search(text) is not None


def read_rules(text: str) -> tuple[tuple[RuleConfig, ...], tuple[str, ...]]:
    """The rules of a `config`, and a line for each that is not taken over, or has another meaning here."""
    rules: list[RuleConfig] = []
    notes: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        words = split_words(line)
        if words[:1] == ["include"]:
            notes.append(f"line {number}: included files are not read; import {clean_line(' '.join(words[1:]))} too")
        if words[:1] != ["ignore-article"] or len(rules) == MAX_RULES:
            continue
        try:
            query, has_patterns = _query(words[1:])
        except UntranslatableError as error:
            notes.append(f"line {number}: ignore-article is not taken over: {clean_line(str(error))[:200]}")
            continue
        rules.append(RuleConfig(query, "mute", f"newsboat {number}"))
        if has_patterns:
            notes.append(f"line {number}: its patterns match whole words here: {query}")
    return tuple(rules), tuple(notes)


def _query(words: list[str]) -> tuple[str, bool]:
    if len(words) != 2:
        raise UntranslatableError("it needs a feed and a filter")
    feed, text = words
    query, has_patterns = translate(text, with_states=False)
    if feed == "*":
        return str(query), has_patterns
    if not absolute(feed):
        raise UntranslatableError(f"{feed!r} is no address of a feed")
    return str(all_of([Term("feed", feed), query])), has_patterns
