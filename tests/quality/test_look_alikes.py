"""Reports of two outlets in one language: of different events with one cast, and of one event; all are invented."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing import Article, group_articles

FOLDER = Path(__file__).parent
NOON = datetime(2026, 3, 3, 12, tzinfo=UTC)


def joined(name: str, hours: int = 6) -> list[str]:
    """Headlines of the pairs of a file that are one thread, among all of its reports."""
    rows = [line.split("|") for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines()]
    articles = []
    for number, (language, *reports) in enumerate(rows):
        for place, side in enumerate("ab"):
            title, text = reports[2 * place : 2 * place + 2]
            url, at = f"https://{side}.example/{number}", NOON + timedelta(hours=hours * place)
            articles.append(
                Article(f"{number}{side}", url, title, text, f"Outlet {side}", published=at, language=language)
            )
    home = {id_: thread.id for thread in group_articles(articles) for id_ in thread.article_ids}
    return [row[1] for number, row in enumerate(rows) if home[f"{number}a"] == home[f"{number}b"]]


@pytest.mark.parametrize("hours", [0, 30])
def test_one_leader_office_or_kind_of_event_does_not_join_two_events(hours: int) -> None:
    assert len(joined("look_alikes", hours)) <= 1  # `Kari` is in no list of given names


@pytest.mark.parametrize("hours", [0, 30])
def test_reports_of_one_event_meet(hours: int) -> None:
    assert len(joined("same_events", hours)) == 10
