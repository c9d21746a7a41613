"""Translates newsboat's filter language (https://newsboat.org/releases/2.40/docs/newsboat.html#_filter_language) to
queries.

Only what can be said here is translated. Patterns of newsboat are regular expressions that match within words; those
that are plain words, or alternatives of them, become words, which match as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from briefing.query.nodes import Field, Node, Not, State, Term, When, all_of, any_of

MAX_CHARS = 10_000
"""Maximum length of a filter."""
MAX_DEPTH = 50
"""Maximum nesting of a filter."""
_TOKEN = re.compile(
    r'\s*(?:(?P<text>"(?:[^"\\]|\\.)*+")|(?P<mark>[()])|(?P<operator>=~|!~|==|!=|!#|<=|>=|=|<|>|#)'
    r"|(?P<word>[A-Za-z_][\w-]*)|(?P<number>-?\d+(?::-?\d+)?))"
)
_FIELDS: Final[dict[str, Field]] = {
    "title": "title",
    "content": "text",
    "description": "text",
    "feedtitle": "feed",
    "rssurl": "feed",
    "tags": "tag",
}
_WORD = re.compile(r"[^\W_]")
_PLAIN = re.compile(r"[\w\s'’.,&/:-]+")
_BOUNDARIES = re.compile(r"\\b|\\<|\\>|\[\[:[<>]:\]\]")
_ANY = re.compile(r"(?<!\\)\.")
_ESCAPED = re.compile(r"\\([.'/&-])")


class UntranslatableError(ValueError):
    """A filter, or a part of it, that cannot be said as a query; the message says which part."""


def translate(text: str, *, with_states: bool = True) -> tuple[Node, bool]:
    """The query of a filter, and whether it has patterns, which match whole words here.

    Args:
        text: the filter.
        with_states: whether the query may depend on what is read, and on the time. If not, it is that of a rule, which
            must not match more than the filter does, so it has no negated patterns either.

    Raises:
        UntranslatableError: it cannot be translated as a whole.
    """
    if len(text) > MAX_CHARS:
        raise UntranslatableError("it is too long")
    reader = _Reader(_tokens(text), with_states)
    query = reader.alternatives(0)
    if reader.left:
        raise UntranslatableError(f"{reader.left[0][1]!r} is not expected there")
    return query, reader.has_patterns


def _tokens(text: str) -> list[tuple[str, str]]:
    """Kinds and texts of the tokens."""
    tokens, place = [], 0
    end = len(text.rstrip())
    while place < end:
        match = _TOKEN.match(text, place)
        if not match or not match.lastgroup:
            raise UntranslatableError(f"{text[place : place + 20].strip()!r} cannot be read")
        tokens.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    return tokens


class _Reader:
    """Recursive descent over tokens."""

    def __init__(self, tokens: Sequence[tuple[str, str]], with_states: bool) -> None:
        self.left = list(tokens)
        self.has_patterns = False
        self._with_states = with_states

    def alternatives(self, depth: int) -> Node:
        """A chain of conditions joined by `and`, or by `or`."""
        if depth > MAX_DEPTH:
            raise UntranslatableError("it is nested too deeply")
        parts, joint = [self._condition(depth)], ""
        while self.left and self.left[0][1] in ("and", "or"):
            word = self._next()[1]
            if joint and word != joint:
                raise UntranslatableError("`and` and `or` stand beside each other without parentheses")
            joint = word
            parts.append(self._condition(depth))
        return any_of(parts) if joint == "or" else all_of(parts)

    def _next(self) -> tuple[str, str]:
        if not self.left:
            raise UntranslatableError("it ends too early")
        return self.left.pop(0)

    def _condition(self, depth: int) -> Node:
        kind, word = self._next()
        if word == "(":
            inner = self.alternatives(depth + 1)
            if self._next()[1] != ")":
                raise UntranslatableError("a parenthesis is not closed")
            return inner
        if kind != "word":
            raise UntranslatableError(f"{word!r} is not expected there")
        operator = self._next()[1]
        if operator == "between":
            operator, value = "between", self._next()[1]
        else:
            value = self._next()[1]
        # newsboat keeps the backslashes of a text: they are part of the pattern.
        return self._comparison(word, operator, value[1:-1] if value[:1] == '"' else value)

    def _comparison(self, name: str, operator: str, value: str) -> Node:
        what = f"`{name} {operator} {value}`"
        if name == "unread" and self._with_states and operator in ("=", "==", "!="):
            if value in ("yes", "no"):
                return State("unread" if (value == "yes") == (operator != "!=") else "read")
        elif name == "age" and self._with_states:
            if condition := _age(operator, value):
                return condition
        elif name in _FIELDS:
            is_negated = operator.startswith("!")
            if operator in ("=~", "!~") and name != "tags":
                if is_negated and not self._with_states:
                    raise UntranslatableError(f"{what} would hide more here, where patterns match whole words only")
                self.has_patterns = True
                found = any_of([Term(_FIELDS[name], words) for words in _alternatives(value, what)])
                return Not(found) if is_negated else found
            if operator in ("#", "!#") and name == "tags" and _WORD.search(value) and "\\" not in value:
                found = Term("tag", value)
                return Not(found) if is_negated else found
        raise UntranslatableError(f"{what} has no counterpart")


def _age(operator: str, value: str) -> Node | None:
    """Condition on the age in days; None if it has no counterpart."""
    if operator == "between" and (match := re.fullmatch(r"(\d{1,5}):(\d{1,5})", value)):
        least, most = sorted(map(int, match.groups()))
        parts: list[Node] = [When("since", f"{most + 1}d")]
        return all_of([*parts, When("before", f"{least}d")] if least else parts)
    if not re.fullmatch(r"\d{1,5}", value):
        return None
    days = int(value)
    bounds = {"<": ("since", days), "<=": ("since", days + 1), ">": ("before", days + 1), ">=": ("before", days)}
    bound, limit = bounds.get(operator, ("", 0))
    return When("since" if bound == "since" else "before", f"{limit}d") if bound and limit else None


def _alternatives(pattern: str, what: str) -> list[str]:
    """The words that a pattern stands for: plain words, or alternatives of them.

    Raises:
        UntranslatableError: it is another regular expression.
    """
    text = _BOUNDARIES.sub("", pattern)
    text = text[1:-1] if text.startswith("(") and text.endswith(")") else text
    found = []
    for each in text.split("|"):
        bare = each.removeprefix(".*").removesuffix(".*")
        words = " ".join(_ESCAPED.sub(r"\1", bare).split())
        if not _WORD.search(words) or not _PLAIN.fullmatch(words) or _ANY.search(bare):
            raise UntranslatableError(f"{what} is a pattern of more than words")
        found.append(words)
    return found
