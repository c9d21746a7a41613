"""Evaluation of a query on a text that is not stored."""

from __future__ import annotations

from collections.abc import Callable

from briefing.query.nodes import And, Node, Not, Or, Term


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
