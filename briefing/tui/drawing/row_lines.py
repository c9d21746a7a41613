"""A thread as a row of the list, in one or two lines."""

from __future__ import annotations

from datetime import datetime

from briefing.dates_and_counts import ago, count, short_age
from briefing.model import ThreadRow
from briefing.tui.drawing.styled import Styled, fit, join, styled

UNREAD, READ, FOLLOWED, STARRED = "●", " ", "▲", "★"

AGE_COLUMNS = 4
COUNT_COLUMNS = 6


def row_lines(row: ThreadRow, width: int, now: datetime, *, two: bool) -> tuple[Styled, ...]:
    """Lines of a row, each of exactly `width` columns."""
    title = row.thread.title or "Untitled thread"
    followed = row.thread.state.followed
    dot = (UNREAD, "unread") if row.unread else (READ, "")
    style = "unread-title" if row.unread else "read-title"
    marks = FOLLOWED * followed + STARRED * bool(row.starred)
    mark = (f"{marks} ", "followed") if marks else ""
    if two:
        first = fit(styled(dot, " ", mark, (title, style)), width)
        return first, fit(styled("  ", (_facts(row, now), "facts")), width)
    grown = f"+{row.new}" if 0 < row.new < row.articles else ""
    ratio = f"{_short(row.articles)}/{_short(row.outlets)}"
    right = styled(
        (f" {grown:>4}", "grown"),
        (f" {ratio:>{COUNT_COLUMNS}} {short_age(row.thread.last, now):>{AGE_COLUMNS}} ", "facts"),
    )
    left = fit(styled(dot, " ", mark, (title, style)), max(width - right.cells, 0))
    return (fit(join(left, right), width),)


def _facts(row: ThreadRow, now: datetime) -> str:
    facts = [count(row.articles, "article"), count(row.outlets, "outlet")]
    facts += [f"{row.new} new"] if 0 < row.new < row.articles else []
    facts += [ago(row.thread.last, now)] if row.thread.last else []
    return " · ".join(facts)


def _short(number: int) -> str:
    """A count in at most three columns if it is below 100,000."""
    return str(number) if number < 1000 else f"{number // 1000}k"
