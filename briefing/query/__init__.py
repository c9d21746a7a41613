"""The query language of the command line, the configuration and the reader: parser, syntax tree and time expressions.

Pure: evaluation is left to `briefing.store`, which compiles a tree to SQL, and to `briefing.query.text_match` for
stories that are not stored yet. docs/queries.md is the reference for users. Submodules are imported on first use: a
briefing of all stories parses no query.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.lazy import loader

if TYPE_CHECKING:
    from briefing.query.errors import QueryError
    from briefing.query.nodes import (
        EVERYTHING,
        FIELDS,
        STATES,
        And,
        Field,
        Node,
        Not,
        Or,
        State,
        StateName,
        Term,
        When,
        all_of,
        any_of,
        deepest_first,
        plain_words,
        walk,
    )
    from briefing.query.parser import parse
    from briefing.query.text_match import holds
    from briefing.query.times import EARLIEST, moment

_HOMES = {
    "errors": ("QueryError",),
    "text_match": ("holds",),
    "nodes": (
        *("EVERYTHING", "FIELDS", "STATES", "And", "Field", "Node", "Not", "Or", "State", "StateName", "Term", "When"),
        *("all_of", "any_of", "deepest_first", "plain_words", "walk"),
    ),
    "parser": ("parse",),
    "times": ("EARLIEST", "moment"),
}

__getattr__ = loader(__name__, _HOMES)

__all__ = [
    "EARLIEST",
    "EVERYTHING",
    "FIELDS",
    "STATES",
    "And",
    "Field",
    "Node",
    "Not",
    "Or",
    "QueryError",
    "State",
    "StateName",
    "Term",
    "When",
    "all_of",
    "any_of",
    "deepest_first",
    "holds",
    "moment",
    "parse",
    "plain_words",
    "walk",
]
