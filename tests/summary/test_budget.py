"""Length limits: which line still fits."""

from __future__ import annotations

from briefing.summary.budget import Budget
from tests.table import table


@table(
    ("budget", "lines", "used", "size", "fits"),
    [
        (Budget(words=20), 1, 12, 8, True),
        (Budget(words=20), 1, 12, 9, False),
        (Budget(words=20), 0, 0, 90, True),
        (Budget(sentences=2), 1, 500, 500, True),
        (Budget(sentences=2), 2, 10, 1, False),
        (Budget(words=20, sentences=2), 1, 12, 9, False),
        (Budget(words=20, sentences=2), 2, 12, 1, False),
        (Budget(), 99, 9999, 99, True),
    ],
)
def test_a_line_fits_up_to_the_limit_and_the_first_always(
    budget: Budget, lines: int, used: int, size: int, fits: bool
) -> None:
    assert budget.allows(lines, used, size) is fits
