"""The query language, one for command line, configuration and reader: text to a tree and back, and times in words.

Pure: what a tree finds is decided by `briefing.store`, which makes SQL of it, and by `briefing.query.text_match` for a
story that is not stored yet. docs/queries.md is the reference for users. Modules are loaded when they are first asked
for: a briefing of all stories reads no query.
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
