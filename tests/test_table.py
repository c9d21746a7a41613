"""A test over the rows of a table fails as tests of each row would, and names the rows."""

from __future__ import annotations

import inspect

import pytest

from tests.table import table


def test_every_row_that_fails_is_named() -> None:
    @table("number,double", [(1, 2), (2, 5), (3, 6), (4, 9)])
    def doubles(number: int, double: int) -> None:
        assert number * 2 == double

    with pytest.raises(ExceptionGroup, match="2 of 4 rows fail") as raised:
        doubles()
    assert [each.__notes__ for each in raised.value.exceptions] == [["row: (2, 5)"], ["row: (4, 9)"]]


def test_tables_multiply_and_leave_the_fixtures() -> None:
    calls = []

    @table("letter", "ab")
    @table("digit", [1, 2])
    def collect(letter: str, digit: int, fixture: str) -> None:
        calls.append((letter, digit, fixture))

    assert [*inspect.signature(collect).parameters] == ["fixture"]
    collect(fixture="x")
    assert calls == [("a", 1, "x"), ("a", 2, "x"), ("b", 1, "x"), ("b", 2, "x")]


def test_a_table_without_rows_is_refused() -> None:
    with pytest.raises(AssertionError, match="no rows of letter"):
        table("letter", [])
