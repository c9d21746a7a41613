"""The syntax tree of a query: frozen nodes whose `str` is the query.

Parsing `str(node)` gives an equal tree.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Field = Literal["any", "title", "text", "quote", "speaker", "outlet", "feed", "tag"]
"""Where words are searched; `any` is for words without a field."""
FIELDS: tuple[Field, ...] = get_args(Field)[1:]
"""The fields that have a name in a query."""

StateName = Literal["unread", "read", "starred", "new", "followed", "muted", "single"]
STATES: tuple[StateName, ...] = get_args(StateName)
"""Values of `is:`."""

Bound = Literal["since", "before"]

_WORD = re.compile(r"[^\W_]")
_BARE = r"[^\s()\"“”\\:@*-][^\s()\"“”\\:*]*"
"""Words that need no quotes in a query. Compiled on first use."""
OPERATORS = frozenset({"and", "or", "not", "AND", "OR", "NOT"})


@dataclass(frozen=True, slots=True)
class Term:
    """Words that match as a phrase."""

    field: Field
    """Where they are searched."""
    words: str
    """As typed, with at least one letter or digit; case, accents and punctuation are ignored."""
    prefix: bool = False
    """Whether the last word matches as a prefix."""

    def __str__(self) -> str:
        """The term as query text."""
        name = "" if self.field == "any" else f"{self.field}:"
        bare = re.fullmatch(_BARE, self.words) and (name or self.words not in OPERATORS)
        words = self.words if bare else '"' + re.sub(r'([\\"“”])', r"\\\1", self.words) + '"'
        return f"{name}{words}{'*' * self.prefix}"


@dataclass(frozen=True, slots=True)
class State:
    """A state of a story, such as read, followed or new."""

    name: StateName
    """Name of the state."""

    def __str__(self) -> str:
        """The state as query text."""
        return f"is:{self.name}"


@dataclass(frozen=True, slots=True)
class When:
    """A time limit."""

    bound: Bound
    """`since`: at that time or later; `before`: earlier."""
    words: str
    """The time, as parsed by `moment`."""

    def __str__(self) -> str:
        """The limit as query text."""
        return f"{self.bound}:{self.words}"


@dataclass(frozen=True, slots=True)
class Not:
    """Negation: what `part` does not match."""

    part: Node
    """Node that is negated."""

    def __str__(self) -> str:
        """The negation as query text."""
        inner = str(self.part)
        return f"not {inner}" if isinstance(self.part, Not) else f"-{_grouped(self.part, And, Or)}"


@dataclass(frozen=True, slots=True)
class And:
    """Conjunction: what all parts match; without parts, everything."""

    parts: tuple[Node, ...]
    """Empty, or two or more, none of them an `And`: built by `all_of`."""

    def __str__(self) -> str:
        """The conjunction as query text."""
        return " ".join(_grouped(part, Or) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """Disjunction: what at least one part matches."""

    parts: tuple[Node, ...]
    """Two or more, none of them an `Or`: built by `any_of`."""

    def __str__(self) -> str:
        """The disjunction as query text."""
        return " or ".join(map(str, self.parts))


Node = Term | State | When | Not | And | Or

EVERYTHING = And(())
"""The empty query."""


def all_of(parts: Sequence[Node]) -> Node:
    """Conjunction of nodes, flattened."""
    flat = [each for part in parts for each in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(parts: Sequence[Node]) -> Node:
    """Disjunction of nodes, flattened; there must be at least one."""
    flat = [each for part in parts for each in (part.parts if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def plain_words(text: str, field: Field = "any") -> Node:
    """A query for all words of a text in a field, without operators; never fails."""
    return all_of([Term(field, word) for word in text.split() if has_word(word)])


def has_word(text: str) -> bool:
    """Whether the text has a letter or digit."""
    return _WORD.search(text) is not None


def walk(node: Node) -> Iterator[Node]:
    """Nodes of a tree, each before its parts."""
    yield node
    if isinstance(node, Not):
        yield from walk(node.part)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from walk(part)


def deepest_first(parts: Sequence[Node]) -> list[Node]:
    """Parts by depth, deepest first: the order that needs the smallest stack in a parser of nested expressions."""
    return sorted(parts, key=_depth, reverse=True)


def matches(query: Node, has: Callable[[Term], bool]) -> bool:
    """Whether a query of words alone matches.

    Args:
        query: without states and times, which only the store can evaluate.
        has: whether a term matches; called for no more terms than needed.
    """
    match query:
        case Term():
            return has(query)
        case Not():
            return not matches(query.part, has)
        case And():
            return all(matches(part, has) for part in query.parts)
        case Or():
            return any(matches(part, has) for part in query.parts)
    raise ValueError(f"{query}: can only be evaluated by the store")


def _depth(node: Node) -> int:
    if isinstance(node, Not):
        return 1 + _depth(node.part)
    if isinstance(node, And | Or):
        return 1 + max(map(_depth, node.parts), default=0)
    return 0


def _grouped(node: Node, *weaker: type) -> str:
    """A part as query text, in parentheses if it binds more weakly than the expression around it."""
    return f"({node})" if isinstance(node, weaker) else str(node)
