"""Whether a query holds of something that is not stored: the tree decides, the words are asked of a function."""

from __future__ import annotations

from collections.abc import Callable

from briefing.query.nodes import And, Node, Not, Or, Term


def holds(query: Node, has: Callable[[Term], bool]) -> bool:
    """Tell whether a query of words alone holds.

    Args:
        query: without states and times, which only a store knows.
        has: tells whether the words of a term are there; asked for no more terms than are needed.
    """
    match query:
        case Term():
            return has(query)
        case Not():
            return not holds(query.part, has)
        case And():
            return all(holds(part, has) for part in query.parts)
        case Or():
            return any(holds(part, has) for part in query.parts)
    raise ValueError(f"{query}: only a store knows")
