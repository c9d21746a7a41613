"""Visits: what arrived since the last one is new."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from briefing.newsroom import Visit, begin_visit, end_visit
from briefing.store import Store, key_values
from tests.tui.library import NOW, ago


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "briefing.db") as opened:
        yield opened


def arrived(store: Store, when: datetime) -> None:
    with store.transaction():
        key_values.put(store, key_values.ARRIVED, when)


def test_before_the_first_visit_nothing_is_new(store: Store) -> None:
    assert begin_visit(store, NOW) == Visit(None, None)
    arrived(store, ago(1))
    assert begin_visit(store, NOW) == Visit(ago(1), None)


def test_what_arrives_after_a_visit_is_new_in_the_next(store: Store) -> None:
    end_visit(store, Visit(ago(30)), ago(26), ago(25))
    arrived(store, ago(2))
    assert begin_visit(store, NOW) == Visit(ago(26), ago(25))


def test_a_reader_that_is_opened_again_at_once_continues_the_visit(store: Store) -> None:
    end_visit(store, Visit(ago(30)), ago(2), ago(1))
    assert begin_visit(store, ago(1) + timedelta(minutes=29)).since == ago(30)
    assert begin_visit(store, ago(1) + timedelta(minutes=30)).since == ago(2)


def test_a_visit_that_never_ended_takes_no_news_away(store: Store) -> None:
    end_visit(store, Visit(None), ago(26), ago(25))
    begin_visit(store, ago(10))
    assert begin_visit(store, NOW).since == ago(26)


def test_a_visit_of_an_empty_store_ends(store: Store) -> None:
    end_visit(store, Visit(), None, ago(1))
    assert begin_visit(store, NOW) == Visit(None, ago(1))
