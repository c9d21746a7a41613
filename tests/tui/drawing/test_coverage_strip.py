"""The coverage strip: reports per half-day as bars."""

from datetime import UTC, datetime, timedelta

import pytest

from briefing.tui.drawing.coverage_strip import coverage_strip

NOW = datetime(2026, 2, 18, 6, 45, tzinfo=UTC)


def times(*hours: float) -> list[datetime]:
    """Times so many hours ago."""
    return [NOW - timedelta(hours=hour) for hour in hours]


@pytest.mark.parametrize(
    ("hours", "strip"),
    [
        ((), ""),
        ((5,), ""),
        ((0, 1), "▁▁▁▅"),  # within half a day: the cells before are empty
        ((0, 1, 2, 3), "▁▁▁█"),
        ((0, 11.9), "▁▁▁▅"),
        ((0, 12), "▁▁▃▃"),  # exactly half a day before the last one is another cell
        ((0, 0, 0, 0, 0, 0, 0, 13, 25, 25), "▁▃▂█"),  # the highest bar stands for seven
        ((0, 0, 0, 0, 13, 26, 38, 50), "▃▃▃▃█"),
        ((0, 132 - 0.1), "▃▁▁▁▁▁▁▁▁▁▃"),
        ((0, 132), "▃▁▁▁▁▁▁▁▁▁▁▃"),  # twelve half-days
        ((0, 144), "▃▁▁▁▁▁▃"),  # more than twelve: a day each
    ],
)
def test_each_cell_is_half_a_day_and_the_last_ends_at_the_newest_report(hours: tuple[float, ...], strip: str) -> None:
    assert coverage_strip(times(*hours)) == strip


def test_the_order_does_not_matter() -> None:
    assert coverage_strip(reversed(times(0, 1, 30))) == coverage_strip(times(0, 1, 30))


@pytest.mark.parametrize("days", [0.1, 1, 2, 5, 6, 7, 30, 400, 4000])
def test_it_has_four_to_twelve_cells(days: float) -> None:
    assert 4 <= len(coverage_strip(times(0, days * 24))) <= 12


def test_times_at_the_limits_of_datetime_are_drawn() -> None:
    ends = [datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)]

    assert len(coverage_strip(ends)) == 12
