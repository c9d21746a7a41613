"""The tree of a query: frozen values that print as the query they are read from.

`str(node)` is a query; reading it again gives an equal tree.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

Field = Literal["any", "title", "text", "quote", "speaker", "outlet", "feed", "tag"]
"""Where words are looked for; `any` is a query's bare words."""
FIELDS: tuple[Field, ...] = get_args(Field)[1:]
"""The fields that have a name."""

StateName = Literal["unread", "read", "starred", "new", "followed", "muted", "single"]
STATES: tuple[StateName, ...] = get_args(StateName)
"""What may stand behind `is:`."""

Bound = Literal["since", "before"]

_WORD = re.compile(r"[^\W_]")
_BARE = re.compile(r"[^\s()\"“”\\:@*-][^\s()\"“”\\:*]*")
OPERATORS = frozenset({"and", "or", "not", "AND", "OR", "NOT"})


@dataclass(frozen=True, slots=True)
class Term:
    """Words that stand one behind the other."""

    field: Field
    """Where."""
    words: str
    """As they were typed, with at least one letter or digit; case, accents and punctuation do not count."""
    prefix: bool = False
    """Whether the last word may go on."""

    def __str__(self) -> str:
        """Return it as a query."""
        name = "" if self.field == "any" else f"{self.field}:"
        bare = _BARE.fullmatch(self.words) and (name or self.words not in OPERATORS)
        words = self.words if bare else '"' + re.sub(r'([\\"“”])', r"\\\1", self.words) + '"'
        return f"{name}{words}{'*' * self.prefix}"


@dataclass(frozen=True, slots=True)
class State:
    """What the reader or the life of a story has made of it."""

    name: StateName
    """Which."""

    def __str__(self) -> str:
        """Return it as a query."""
        return f"is:{self.name}"


@dataclass(frozen=True, slots=True)
class When:
    """A limit of time."""

    bound: Bound
    """`since`: then or later; `before`: earlier."""
    words: str
    """The time as `moment` reads it."""

    def __str__(self) -> str:
        """Return it as a query."""
        return f"{self.bound}:{self.words}"


@dataclass(frozen=True, slots=True)
class Not:
    """What `part` does not find."""

    part: Node
    """What is left out."""

    def __str__(self) -> str:
        """Return it as a query."""
        inner = str(self.part)
        return f"not {inner}" if isinstance(self.part, Not) else f"-{_grouped(self.part, And, Or)}"


@dataclass(frozen=True, slots=True)
class And:
    """What all parts find; nothing to ask for finds everything."""

    parts: tuple[Node, ...]
    """None, or two or more, and none of them an `And`: made by `all_of`."""

    def __str__(self) -> str:
        """Return it as a query."""
        return " ".join(_grouped(part, Or) for part in self.parts)


@dataclass(frozen=True, slots=True)
class Or:
    """What one of the parts finds."""

    parts: tuple[Node, ...]
    """Two or more, and none of them an `Or`: made by `any_of`."""

    def __str__(self) -> str:
        """Return it as a query."""
        return " or ".join(map(str, self.parts))


Node = Term | State | When | Not | And | Or

EVERYTHING = And(())
"""The empty query."""


def all_of(parts: Sequence[Node]) -> Node:
    """Return what all of these find."""
    flat = [each for part in parts for each in (part.parts if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def any_of(parts: Sequence[Node]) -> Node:
    """Return what one of these finds; there must be one."""
    flat = [each for part in parts for each in (part.parts if isinstance(part, Or) else (part,))]
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def plain_words(text: str) -> Node:
    """Return the query for all words of a text, in which nothing has a meaning of its own; so no error either."""
    return all_of([Term("any", word) for word in text.split() if has_word(word)])


def has_word(text: str) -> bool:
    """Tell whether there is a letter or digit to look for."""
    return _WORD.search(text) is not None


def walk(node: Node) -> Iterator[Node]:
    """Yield a tree's nodes, each before its parts."""
    yield node
    if isinstance(node, Not):
        yield from walk(node.part)
    elif isinstance(node, And | Or):
        for part in node.parts:
            yield from walk(part)


def deepest_first(parts: Sequence[Node]) -> list[Node]:
    """Return parts in the order in which a parser with a stack of limited size can read them inside each other."""
    return sorted(parts, key=_depth, reverse=True)


def _depth(node: Node) -> int:
    if isinstance(node, Not):
        return 1 + _depth(node.part)
    if isinstance(node, And | Or):
        return 1 + max(map(_depth, node.parts), default=0)
    return 0


def _grouped(node: Node, *weaker: type) -> str:
    """Return a part as a query, in parentheses if it binds less than what it stands in."""
    return f"({node})" if isinstance(node, weaker) else str(node)
