"""Analyses of an earlier version are renewed by refreshes, a few at a time, and nothing else changes."""

from __future__ import annotations

import json
import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from briefing.config import Config, RuleConfig
from briefing.model import Target
from briefing.newsroom import (
    build_briefing,
    commit_briefing,
    diagnose,
    join_threads,
    list_threads,
    mark,
    open_store,
    open_thread,
    overview,
    past_briefing,
    refresh,
    search_articles,
    split_thread,
    undo,
)
from briefing.newsroom.processes import pool
from briefing.newsroom.processes.pool import Workers
from briefing.newsroom.results import Progress
from briefing.newsroom.stories import reanalysis, thread_jobs
from briefing.newsroom.stories.build_threads import thread_pending
from briefing.store import Store, analysis_versions, articles, unfinished_threads
from briefing.text import ANALYSIS
from tests import forkserver
from tests.newsroom.conftest import NOON, hours
from tests.newsroom.content import content, list_quotes
from tests.newsroom.test_backlog import made
from tests.store.factories import store_drafts
from tests.store.test_migrations import restored, some_version

SPANISH = "hospital-es"
"""Article of `spanish-15.sql`, whose quote a version with schema 15 gave to `EFE Juan Molina`."""
Step = Callable[[Progress], None]


@pytest.fixture
def spanish(path: Path) -> Path:
    """A store as a version with schema 15 wrote it, with a Spanish article."""
    return restored(15, path, "spanish")


@pytest.fixture
def one_a_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reanalysis, "BATCH", 1)


def ignore(progress: Progress) -> None:
    """Report nothing."""


def renew(store: Store, on_progress: Step = ignore, config: Config | None = None, **named: Any) -> None:
    reanalysis.renew_analyses(store, config or Config(), hours(100), on_progress, Workers(0), **named)


def outdate(store: Store) -> None:
    """Take away the quotes of all analyses and briefs, as if an earlier version had found none."""
    store.run("UPDATE content SET analysis = json_set(analysis, '$.quotes', json('[]'))")
    store.run("DELETE FROM quote")
    store.run("UPDATE article SET analysed = 0")


def kept(store: Store) -> dict[str, list[tuple[object, ...]]]:
    """Everything that readers have marked, decided or been given, and that says what is new."""
    queries = {
        "article": "SELECT id, number, title, published, fetched, edited, read, starred, thread_id, joined, reasons, "
        "unfolded, part, pending, arriving FROM article ORDER BY id",
        "text": "SELECT number, text FROM content ORDER BY number",
        "thread": "SELECT id, founded, arrived, first, last, articles, unread, fresh, starred, followed, muted, "
        "choice, read_until, watch, behind = 1 FROM thread ORDER BY id",
        "cursors": "SELECT name, at FROM moment WHERE name <> 'refreshed' ORDER BY name",
        **{
            table: f"SELECT * FROM {table}"
            for table in (
                "article_tag", "thread_tag", "alias", "parted", "decision", "change", "change_item", "delivery",
                "entry", "part", "term", "usage",
            )
        },
    }  # fmt: skip
    return {name: [tuple(row) for row in store.rows(sql)] for name, sql in queries.items()}


def titled(store: Store, word: str) -> tuple[str, str]:
    """Id and thread of an article."""
    return tuple(store.row("SELECT id, thread_id FROM article WHERE title LIKE ?", (f"%{word}%",)))


def test_wrong_speaker_of_an_earlier_version_is_replaced_by_the_next_refresh(spanish: Path) -> None:
    with open_store(spanish) as store:
        (before,) = [quote for quote in list_quotes(store) if "hospital" in quote.text]
        assert before.speaker == "EFE Juan Molina"
        (finding,) = [each for each in diagnose(Config(), store, hours(3)) if "quotes and names" in each.problem]
        assert (finding.problem, finding.advice, finding.serious) == (
            "4 of 4 articles have quotes and names from an earlier version of briefing",
            "nothing; each refresh renews some, newest first",
            False,
        )
        steps: list[Progress] = []
        refresh(store, Config(), now=hours(3), on_progress=steps.append)
        assert [(step.done, step.total) for step in steps if step.stage == "analyses"] == [(0, 3), (3, 3)]
        (after,) = [quote for quote in list_quotes(store) if "hospital" in quote.text]
        assert (after.speaker, after.text, after.added) == ("Juan Molina", before.text, before.added)
        assert not search_articles(store, "speaker:EFE")
        assert [hit.article.id for hit in search_articles(store, "speaker:molina")] == [SPANISH]
        assert analysis_versions.count(store) == (0, 4)
        assert not [each for each in diagnose(Config(), store, hours(3)) if "quotes and names" in each.problem]


@some_version
def test_store_of_every_earlier_version_is_renewed_and_keeps_what_it_has(version: int, path: Path) -> None:
    with Store.open(restored(version, path)) as store:
        thread_pending(store, Config(), hours(1), ignore, Workers(0))
        before, totals = kept(store), overview(store)
        renew(store)
        assert kept(store) == before
        assert replace(overview(store), quotes=0) == replace(totals, quotes=0)
        assert analysis_versions.count(store) == (0, 3) and not analysis_versions.any_outdated(store)
        assert store.row("PRAGMA integrity_check")[0] == "ok"
        store.run("INSERT INTO search (search, rank) VALUES ('integrity-check', 1)")


def test_marks_splits_joins_cursors_and_deliveries_stay(spanish: Path) -> None:
    config = Config(rules=(RuleConfig("hospital", "star"), RuleConfig("petro", "mute")))
    with open_store(spanish) as store:
        (call, calls), (quake, quakes), (hospital, _) = (titled(store, each) for each in ("Petro says", "Peru", "hosp"))
        mark(store, "read", [Target(article_ids=(quake,))])
        mark(store, "star", [Target(article_ids=(call,))])
        mark(store, "tag", [Target(article_ids=(hospital,))], tag="later")
        mark(store, "follow", [Target(quakes)])
        split_thread(store, config, calls, [call])
        join_threads(store, config, [quakes, titled(store, "hospital")[1]])
        commit_briefing(store, build_briefing(store, now=hours(4), since=None))
        before, delivered, totals = kept(store), past_briefing(store, "2026-03-01T23:00"), overview(store)
        rows = {row.thread.id: (row.articles, row.unread) for row in list_threads(store)}
        outdate(store)
        renew(store, config=config)
        assert kept(store) == before
        assert past_briefing(store, "2026-03-01T23:00") == delivered
        assert overview(store) == totals
        assert {row.thread.id: (row.articles, row.unread) for row in list_threads(store)} == rows
        assert build_briefing(store, now=hours(101), since=delivered.until).briefs == ()
        assert [undo(store, config).kind for _ in range(2)] == ["join", "split"]


def test_no_thread_is_new_or_waited_for_while_it_is_renewed(spanish: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_store(spanish) as store:
        whole, listed = build_briefing(store, now=hours(2), since=None, ready_only=True), len(list_threads(store))

        def look(*arguments: Any) -> None:
            assert analysis_versions.any_outdated(store)
            assert unfinished_threads.count(store) == 0 and len(list_threads(store)) == listed
            made = build_briefing(store, now=hours(2), since=None, ready_only=True)
            assert (made.until, len(made.briefs)) == (whole.until, len(whole.briefs))

        monkeypatch.setattr(reanalysis, "build_briefs", look)
        renew(store)


@pytest.mark.usefixtures("one_a_batch")
def test_newest_threads_come_first_and_no_batch_is_begun_after_the_budget(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    batches: list[list[str]] = []
    analyse = reanalysis._analyse
    monkeypatch.setattr(reanalysis, "BUDGET_SECONDS", 3.0)

    def record(store: Store, ids: list[str], *rest: Any) -> None:
        batches.append(ids)
        analyse(store, ids, *rest)

    monkeypatch.setattr(reanalysis, "_analyse", record)
    with Store.open(path) as store:
        store_drafts(store, *(replace(each, published=hours(n)) for n, each in enumerate(made(20))))
        thread_pending(store, Config(), NOON, ignore, Workers(0))
        outdate(store)
        newest = [id_ for (id_,) in store.rows("SELECT id FROM thread ORDER BY last DESC")]
        assert len(newest) > 1
        ticks = iter(range(100))
        renew(store, clock=lambda: next(ticks) * 2.0)  # it is asked at the start, and then before each batch
        assert batches == [newest[:1]]
        remaining, total = analysis_versions.count(store)
        assert 0 < remaining < total
        renew(store, clock=lambda: 0.0)
        assert batches == [[id_] for id_ in newest]
        assert analysis_versions.count(store) == (0, total)


def renew_until(path: str, moment: str) -> None:
    """Kill this process at a moment of the renewal."""

    def end(*arguments: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    patch = pytest.MonkeyPatch()
    patch.setattr(reanalysis, "BATCH", 1)
    if moment == "between analyses and briefs":
        patch.setattr(reanalysis, "build_briefs", end)
    with open_store(Path(path)) as store:
        renew(store, lambda progress: end() if progress.done else None)


@pytest.mark.parametrize("moment", ["between analyses and briefs", "after a batch"])
def test_killed_in_the_middle_is_completed_by_the_next_refresh(moment: str, spanish: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.db"
    whole.write_bytes(spanish.read_bytes())
    with open_store(whole) as store:
        renew(store)
        undisturbed = content(store)
    assert forkserver.call(renew_until, spanish, moment) == -signal.SIGKILL
    with open_store(spanish) as store:
        assert store.row("PRAGMA integrity_check")[0] == "ok"
        assert store.row("SELECT analysed FROM article WHERE id = ?", (SPANISH,)) == (ANALYSIS,)  # the newest is done
        assert analysis_versions.count(store) == (3, 4)
        wrong = moment == "between analyses and briefs"
        (quote,) = [quote for quote in list_quotes(store) if "hospital" in quote.text]
        assert quote.speaker == ("EFE Juan Molina" if wrong else "Juan Molina")
        assert analysis_versions.any_outdated(store)
        renew(store)
        assert content(store) == undisturbed and not analysis_versions.any_outdated(store)


def test_article_that_cannot_be_analysed_now_keeps_its_analysis_and_is_not_tried_again(
    spanish: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    analyse, tried = thread_jobs.annotate, list[str]()

    def fail(article: Any, is_compared: bool) -> Any:
        tried.append(article.id)
        if article.id == SPANISH:
            raise ValueError("a case nobody has seen")
        return analyse(article, is_compared)

    monkeypatch.setattr(thread_jobs, "annotate", fail)
    with open_store(spanish) as store:
        before = articles.annotated(store, SPANISH)
        renew(store)
        assert articles.annotated(store, SPANISH) == before and tried.count(SPANISH) == 1
        assert [quote.speaker for quote in list_quotes(store) if "hospital" in quote.text] == ["EFE Juan Molina"]
        assert analysis_versions.count(store) == (0, 4)
        tried.clear()
        renew(store)
        assert tried == []
        monkeypatch.setattr("briefing.text.ANALYSIS", ANALYSIS + 1)
        renew(store)
        assert tried.count(SPANISH) == 1


@pytest.mark.parametrize("word", ["HANGS", "CRASHES"])
def test_text_that_stalls_a_process_now_keeps_its_analysis(word: str, store: Store, hostile_pool: pool.Workers) -> None:
    one, other = made(2)
    store_drafts(store, replace(one, text=f'{one.text} Petro said: "The call was long and cordial." It {word}.'), other)
    thread_pending(store, Config(), NOON, ignore, Workers(0))
    before = articles.annotated(store, one.id)
    store.run("UPDATE article SET analysed = 0")
    store.run("UPDATE content SET analysis = json_set(analysis, '$.names', json('[]')) WHERE number > 1")
    reanalysis.renew_analyses(store, Config(), NOON, ignore, hostile_pool)
    assert articles.annotated(store, one.id) == before
    renewed = articles.annotated(store, other.id)
    assert renewed and renewed.analysis.names
    assert analysis_versions.count(store) == (0, 2) and len(open_thread(store, list_threads(store)[0].thread.id).lead)


def test_what_an_edit_added_stays_an_addition(store: Store) -> None:
    (one,) = made(1)
    store_drafts(store, one)
    thread_pending(store, Config(), NOON, ignore, Workers(0))
    longer = f"{one.text} Three hundred volunteers from Cusco arrived with tents and blankets on Tuesday."
    store_drafts(store, replace(one, text=longer))
    thread_pending(store, Config(), hours(5), ignore, Workers(0))
    before = articles.annotated(store, one.id)
    assert before and before.analysis.additions
    rows = kept(store)
    data = json.loads(store.row("SELECT analysis FROM content")[0])
    sentences = data["sentences"]  # an earlier version had split the first sentence in two
    data["sentences"] = [{**each, "index": n} for n, each in enumerate([{**sentences[0], "end": 9}, *sentences])]
    data["sentences"][1]["start"] = 10
    data["additions"] = [{**each, "index": each["index"] + 1} for each in data["additions"]]
    store.run("UPDATE content SET analysis = ?", (json.dumps(data),))
    store.run("UPDATE article SET analysed = 0")
    renew(store)
    assert articles.annotated(store, one.id) == before and kept(store) == rows


def test_current_store_is_asked_once_and_nothing_is_started(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store_drafts(store, *made(3))
    thread_pending(store, Config(), NOON, ignore, Workers(0))
    questions: list[str] = []
    row = store.row

    def ask(sql: str, values: Any = ()) -> Any:
        questions.append(sql)
        return row(sql, values)

    monkeypatch.setattr(store, "row", ask)
    monkeypatch.setattr(reanalysis, "PooledExecutor", None)
    renew(store)
    assert len(questions) == 1


def test_news_are_ready_and_the_refresh_is_noted_before_anything_is_renewed(
    spanish: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with open_store(spanish) as store:
        store_drafts(store, *made(2))
        seen: list[tuple[object, ...]] = []

        def look(store: Store, *arguments: Any) -> Iterator[None]:
            seen.append((articles.count_pending(store), unfinished_threads.count(store), overview(store).articles))
            seen.append(tuple(store.row("SELECT at FROM moment WHERE name = 'refreshed'")))
            raise KeyboardInterrupt

        monkeypatch.setattr(reanalysis, "_analyse", look)
        with pytest.raises(KeyboardInterrupt):
            refresh(store, Config(), now=hours(30))
        assert seen == [((0, 0), 0, 6), (int(hours(30).timestamp() * 1_000_000),)]
