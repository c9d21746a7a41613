"""Tests of pure functions over the rows of a table: one test, which names each row that fails."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable, Iterable
from typing import Any

LONGEST_ROW = 400
"""Characters of a row in a report."""

Test = Callable[..., None]


def table(names: str | tuple[str, ...], rows: Iterable[Any]) -> Callable[[Test], Test]:
    """Call a test once for each row, as `pytest.mark.parametrize` does, but as one test.

    All rows are tried. For pure functions and many rows: a test of its own costs more than most of these calls.
    """
    columns = [name.strip() for name in names.split(",")] if isinstance(names, str) else [*names]
    kept = [*rows]
    assert kept, f"no rows of {names}"

    def decorate(test: Test) -> Test:
        @functools.wraps(test)
        def over_rows(**others: Any) -> None:
            failures = []
            for row in kept:
                try:
                    test(**others, **dict(zip(columns, row if len(columns) > 1 else [row], strict=True)))
                except Exception as failure:
                    failure.add_note(f"row: {repr(row)[:LONGEST_ROW]}")
                    failures.append(failure)
            if failures:
                raise ExceptionGroup(f"{len(failures)} of {len(kept)} rows fail", failures)

        signature = inspect.signature(test)
        others = [each for name, each in signature.parameters.items() if name not in columns]
        over_rows.__signature__ = signature.replace(parameters=others)  # type: ignore[attr-defined]
        return over_rows

    return decorate
