"""The invented day of the demo: it shows what the reader can show, at any time, without network and processes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config, FeedConfig, HookConfig, RuleConfig
from briefing.model import Brief, ThreadRow
from briefing.newsroom import list_threads, make_demo, open_store, open_thread, overview, read_front_page, teasers
from briefing.newsroom.library.visits import begin_visit
from briefing.store import Store
from tests.newsroom.conftest import NOON


@dataclass
class Demo:
    store: Store
    config: Config
    rows: list[ThreadRow]

    def row(self, words: str) -> ThreadRow:
        (row,) = [row for row in self.rows if words in row.thread.title]
        return row

    def brief(self, words: str) -> Brief:
        return open_thread(self.store, self.row(words).thread.id)


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subprocess.Popen, "__init__", None)  # starting a process fails
        path, config = make_demo(tmp_path_factory.mktemp("demo"), Config(), NOON)
    with open_store(path) as store:
        yield Demo(store, config, list(list_threads(store, now=NOON)))


def test_the_lead_has_many_outlets_and_an_exchange(demo: Demo) -> None:
    row, brief = demo.row("Tarlen resigns"), demo.brief("Tarlen resigns")
    assert row.articles >= 7 and row.outlets >= 6 and row.unread == row.articles
    said = {(quote.speaker, quote.addressee) for quote in brief.quotes}
    assert ("Leo Marsh", "Osra Tarlen") in said and len({speaker for speaker, _ in said}) >= 4
    assert "Strelsau bridge closed" in next(thread.title for thread in brief.related)


def test_a_story_that_was_read_goes_on(demo: Demo) -> None:
    row, brief = demo.row("herring"), demo.brief("herring")
    assert 0 < row.new < row.articles
    assert any("harbour of Ganlook" in line.text for line in brief.new)
    visit = begin_visit(demo.store, NOON)
    assert visit.last == visit.since == NOON - timedelta(hours=15)


def test_stories_of_several_outlets_stay_apart(demo: Demo) -> None:
    several = [row.thread.title for row in demo.rows if row.outlets > 1]
    words = ["herring", "comet", "minas de plata", "hospital", "Ferry", "grapes", "Strelsau bridge closed"]
    assert [sum(word in title for title in several) for word in words] == [1] * len(words)
    assert len(several) == len(words) + 1


def test_the_seed_is_watched_with_its_five_quotes(demo: Demo) -> None:
    brief = demo.brief("Trump–Petro")
    assert brief.thread.state.followed and len(brief.quotes) == 5


def test_marks_of_the_visit(demo: Demo) -> None:
    assert demo.row("comet").thread.state.followed
    assert demo.row("grapes").starred == 1
    assert demo.row("Ferry").unread == 0 and demo.row("glass staircase").unread == 1


def test_a_spanish_story_is_one_of_three_outlets(demo: Demo) -> None:
    row, brief = demo.row("minas de plata"), demo.brief("minas de plata")
    assert row.outlets == 3 and any(quote.text == "Hoy la montaña paga su deuda" for quote in brief.quotes)


def test_a_teaser_a_page_that_failed_and_a_source_that_failed(demo: Demo) -> None:
    ids = [ref.id for words in ("tunnel", "Opera", "Bees") for ref in demo.brief(words).articles]
    assert teasers(demo.store, ids) == {ids[0]: "", ids[1]: "the server answered 403 (Forbidden)"}
    health = overview(demo.store).health
    assert [(failure.title, failure.reason[:23]) for failure in health.failed] == [
        ("Valley Gazette", "the server answered 503")
    ]
    assert health.refreshed and health.refreshed < NOON


def test_front_page_has_every_section(demo: Demo) -> None:
    page = read_front_page(demo.store, NOON, begin_visit(demo.store, NOON).since, NOON - timedelta(days=1))
    assert [story.row.thread.title for story in page.lead] == [demo.row("Tarlen resigns").thread.title]
    assert len(page.second) >= 5 and page.also and page.earlier
    assert {site: len(stories) for site, stories in page.by_site.items()} == {"programming": 2, "sea": 1}
    assert {story.news for story in page.stories} == {"", "moved", "new"}


@pytest.mark.parametrize("hours", [0, 13])
def test_dates_are_relative_to_now_and_weekdays_fit(tmp_path: Path, hours: int) -> None:
    now = NOON + timedelta(hours=hours)
    path, _ = make_demo(tmp_path, Config(), now)
    with open_store(path) as store:
        rows = store.rows("SELECT published, fetched, text FROM article JOIN content USING (number)")
    dated = [(datetime.fromtimestamp(p / 1e6, now.tzinfo), text) for p, _, text in rows if p and "Petro" not in text]
    assert all(now - timedelta(days=7) < published <= now for published, _ in dated)
    assert not any("{" in text for _, text in dated)
    closed = next((published, text) for published, text in dated if "closed on" in text)
    assert f"closed on {closed[0]:%A} after" in closed[1]
    assert {fetched for _, fetched, _ in rows} == {
        round((now - timedelta(hours=15)).timestamp() * 1e6),
        round((now - timedelta(minutes=5)).timestamp() * 1e6),
    }


def test_rules_hooks_and_sources_of_the_user_take_no_part(tmp_path: Path) -> None:
    feeds = (FeedConfig("https://a.example/"),)
    rules, hooks = (RuleConfig("comet", "mute"),), (HookConfig("refresh", "false"),)
    path, config = make_demo(tmp_path, Config(feeds=feeds, rules=rules, hooks=hooks), NOON)
    assert (config.feeds, config.seeds, config.rules, config.hooks) == ((), (), (), ())
    with open_store(path) as store:
        assert any("comet" in row.thread.title for row in list_threads(store, now=NOON))
