"""Recursive-descent parser of queries.

The grammar, weakest first; adjacent terms are joined by "and"::

    query       = disjunction
    disjunction = conjunction { "or" conjunction }
    conjunction = factor { [ "and" ] factor }
    factor      = ( "not" | "-" ) factor | "(" disjunction ")" | "@" name
                | [ field ":" ] ( words | "(" disjunction ")" )
                | "is:" state | ( "since:" | "before:" ) time

Time and memory are linear in the length of the query, saved queries included; depth, length and number of terms
are bounded, so that no query exhausts its evaluator.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from types import MappingProxyType
from typing import NoReturn, cast

from briefing.errors import did_you_mean
from briefing.query.lexer import Kind, Token, tokens
from briefing.query.nodes import (
    EVERYTHING,
    STATES,
    Bound,
    Field,
    Node,
    Not,
    State,
    Term,
    When,
    all_of,
    any_of,
    has_word,
)
from briefing.query.query_error import QueryError
from briefing.query.times import moment

MAX_LENGTH = 4_000
"""Maximum number of characters of a query."""
MAX_DEPTH = 16
"""Maximum nesting of parentheses, negations and saved queries."""
MAX_TERMS = 100
"""Maximum number of words, phrases and other conditions, those of saved queries included."""

_NONE: Mapping[str, str] = MappingProxyType({})
_ANY_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def parse(text: str, saved: Mapping[str, str] = _NONE) -> Node:
    """Parse a query into its tree.

    Args:
        text: the query; an empty one matches everything.
        saved: name -> query, for references with `@`.

    Raises:
        QueryError: the query cannot be parsed; it has the column.
    """
    return _Parser(text, saved, _Budget()).query()


class _Budget:
    """Limits left for a query together with its saved queries."""

    def __init__(self) -> None:
        self.terms = MAX_TERMS
        self.open: list[str] = []  # saved queries being parsed


class _Parser:
    """Parser of one text."""

    def __init__(self, text: str, saved: Mapping[str, str], budget: _Budget, depth: int = 0) -> None:
        if len(text) > MAX_LENGTH:
            raise QueryError(text, MAX_LENGTH + 1, f"a query may have {MAX_LENGTH} characters, this one has more")
        self._text = text
        self._saved = saved
        self._budget = budget
        self._depth = depth
        self._tokens: Iterator[Token] = tokens(text)
        self._next = next(self._tokens)

    def query(self) -> Node:
        """Parse the whole text."""
        if self._at("end"):
            return EVERYTHING
        tree = self._disjunction("any")
        if not self._at("end"):
            self._fail(self._next, "this ) closes no (")
        return tree

    def _disjunction(self, field: Field) -> Node:
        parts = [self._conjunction(field)]
        while self._at("or"):
            self._take()
            parts.append(self._conjunction(field))
        return any_of(parts)

    def _conjunction(self, field: Field) -> Node:
        parts = [self._factor(field)]
        while not self._at("or", ")", "end"):
            if self._at("and"):
                self._take()
            parts.append(self._factor(field))
        return all_of(parts)

    def _factor(self, field: Field) -> Node:
        token = self._take()
        match token.kind:
            case "not" | "-":
                before = self._deeper(token)
                part = self._factor(field)
                self._depth = before
                return Not(part)
            case "(":
                return self._group(token, field)
            case "field":
                return self._named(token, field)
            case "saved":
                return self._expanded(token)
            case "words":
                return self._term(token, field)
        what = "the end" if token.kind == "end" else token.text
        self._fail(token, f"expected words before {what}")

    def _group(self, opened: Token, field: Field) -> Node:
        before = self._deeper(opened)
        if self._at(")"):
            self._fail(self._next, "nothing between these parentheses")
        node = self._disjunction(field)
        if not self._at(")"):
            self._fail(opened, "this ( is never closed")
        self._take()
        self._depth = before
        return node

    def _named(self, token: Token, field: Field) -> Node:
        if field != "any":
            self._fail(token, f"{token.text}: cannot stand inside {field}:(…)")
        value = self._next
        adjacent = value.kind in ("words", "value", "(") and value.column == token.column + len(token.text) + 1
        if not adjacent:
            self._fail(token, f"{token.text}: must be followed directly by its words")
        if token.text in ("is", "since", "before"):
            return self._condition(token, self._take())
        self._take()
        named = cast(Field, token.text)
        return self._group(value, named) if value.kind == "(" else self._term(value, named)

    def _condition(self, token: Token, value: Token) -> Node:
        if value.kind == "(":
            self._fail(value, f"{token.text}: takes a single word")
        self._count(token)
        word = value.text.lower()
        if token.text == "is":
            if word not in STATES:
                hint = did_you_mean(word, STATES, f"choose one of {', '.join(STATES)}", form="is:{}")
                self._fail(value, f"nothing is {value.text}; {hint}")
            return State(word)
        try:
            moment(value.text, _ANY_DAY)
        except ValueError as error:
            self._fail(value, f"{value.text} is not a time; {error}")
        return When(cast(Bound, token.text), value.text)

    def _expanded(self, token: Token) -> Node:
        name = token.text
        if name not in self._saved:
            hint = did_you_mean(name, self._saved, "[queries] of the configuration names them", form="@{}")
            self._fail(token, f"no query is saved as {name}; {hint}; put quotes around a word with @")
        if name in self._budget.open:
            self._fail(token, f"the saved query {name} is a part of itself")
        before = self._deeper(token)
        self._count(token)
        self._budget.open.append(name)
        try:
            tree = _Parser(self._saved[name], self._saved, self._budget, self._depth).query()
        except QueryError as error:
            if "saved query" in error.problem:
                raise
            raise QueryError(error.text, error.column, f"{error.problem} (saved query {name})") from error
        if tree == EVERYTHING:
            self._fail(token, f"the saved query {name} is empty")
        self._budget.open.pop()
        self._depth = before
        return tree

    def _term(self, token: Token, field: Field) -> Node:
        self._count(token)
        words, prefix = token.text, token.prefix
        if token.kind == "value":
            words, prefix = words.rstrip("*"), words.endswith("*")
        if not has_word(words):
            self._fail(token, f"{field}: needs a word with a letter or digit")
        return Term(field, words, prefix)

    def _at(self, *kinds: Kind) -> bool:
        return self._next.kind in kinds

    def _take(self) -> Token:
        token = self._next
        if token.kind != "end":
            self._next = next(self._tokens)
        return token

    def _deeper(self, token: Token) -> int:
        """Enter a nested expression; returns the depth to restore."""
        before = self._depth
        self._depth += 1
        if self._depth > MAX_DEPTH:
            self._fail(token, f"a query may be nested {MAX_DEPTH} times, this one is nested more")
        return before

    def _count(self, token: Token) -> None:
        self._budget.terms -= 1
        if self._budget.terms < 0:
            self._fail(token, f"a query may have {MAX_TERMS} words and conditions, this one has more")

    def _fail(self, token: Token, problem: str) -> NoReturn:
        raise QueryError(self._text, token.column, problem)
