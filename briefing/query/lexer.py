"""Tokenizer of queries, in one pass from left to right."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from briefing.errors import did_you_mean
from briefing.query.nodes import FIELDS, OPERATORS, has_word
from briefing.query.query_error import QueryError

Kind = Literal["(", ")", "-", "and", "or", "not", "field", "words", "value", "saved", "end"]

NAMED = (*FIELDS, "is", "since", "before")
"""Names that may precede a colon."""

_FIELD = re.compile(r"([A-Za-z]{1,30}):(?!//)")
_QUOTED = r'(?s)"((?:[^"\\]|\\.)*)"(\*?)|“([^”]*)”(\*?)'
_RUN = re.compile(r'[^\s()"“”]+')
_SPACE = re.compile(r"\s+")
_SAVED = re.compile(r"@([\w-]+)")
_ESCAPED = r"(?s)\\(.)"


@dataclass(frozen=True, slots=True)
class Token:
    """A token of a query."""

    kind: Kind
    """`words` are search words, `value` is unquoted text right after a field."""
    text: str
    """Text without quotes, colon or star."""
    column: int
    """Of its first character, from 1."""
    prefix: bool = False
    """Whether words end with a star."""


def tokens(text: str) -> Iterator[Token]:
    """Tokens of a query, then an `end` token.

    Pieces without a letter or digit are skipped, unless they follow a field.

    Raises:
        QueryError: a quote is not closed, or there is no such field.
    """
    at, behind_field = 0, False
    while at < len(text):
        if space := _SPACE.match(text, at):
            at, behind_field = space.end(), False
            continue
        token, at = _next(text, at, behind_field)
        behind_field = token is not None and token.kind == "field"
        if token:
            yield token
    yield Token("end", "", len(text) + 1)


def _next(text: str, at: int, behind_field: bool) -> tuple[Token | None, int]:
    """The token at a position that is no space (None if it is skipped), and the position after it."""
    char = text[at]
    if char in '"“':
        return _quoted(text, at, behind_field)
    if char in "()":
        return Token("(" if char == "(" else ")", char, at + 1), at + 1
    if char == "”" or (char == "-" and not behind_field):
        negates = char == "-" and text[at + 1 : at + 2].strip()
        return (Token("-", char, at + 1) if negates else None), at + 1
    if not behind_field and (named := _FIELD.match(text, at)):
        return _field(text, at, named)
    run = _RUN.match(text, at)
    assert run is not None  # all other characters are handled above
    return _run(run[0], at, behind_field), run.end()


def _quoted(text: str, at: int, behind_field: bool) -> tuple[Token | None, int]:
    quoted = re.compile(_QUOTED).match(text, at)
    if not quoted:
        raise QueryError(text, at + 1, "the quotation that begins here has no end")
    words = re.sub(_ESCAPED, r"\1", quoted[1]) if quoted[1] is not None else quoted[3]
    token = Token("words", " ".join(words.split()), at + 1, bool(quoted[2] or quoted[4]))
    return (token if behind_field or has_word(words) else None), quoted.end()


def _field(text: str, at: int, named: re.Match[str]) -> tuple[Token | None, int]:
    """A field token; a word followed by a colon and a space, as in a headline, is a word."""
    name = named[1].lower()
    if name in NAMED:
        return Token("field", name, at + 1), named.end()
    if text[named.end() : named.end() + 1].strip():
        near = did_you_mean(name, NAMED, form="{}:")
        hint = f"{near} " if near else ""
        raise QueryError(text, at + 1, f"there is no field {name}:; {hint}put quotes around words with a colon")
    return Token("words", named[1], at + 1), named.end()


def _run(run: str, at: int, behind_field: bool) -> Token | None:
    if behind_field:
        return Token("value", run, at + 1)
    if run in OPERATORS:
        operator: Literal["and", "or", "not"] = run.lower()  # type: ignore[assignment]
        return Token(operator, run, at + 1)
    if saved := _SAVED.fullmatch(run):
        return Token("saved", saved[1], at + 1)
    if not has_word(run):
        return None
    return Token("words", run.rstrip("*"), at + 1, run.endswith("*"))
