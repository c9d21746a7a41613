"""Worker processes give the same threads as one process; only the parts that fail are skipped."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import cast

import pytest

from briefing.codec import to_json
from briefing.config import Config, WatchConfig
from briefing.model import Analysis, Article
from briefing.newsroom.processes import pool as pool
from briefing.newsroom.processes.pool import Attempt, WorkerFaultError, Workers
from briefing.newsroom.stories import build_threads
from briefing.newsroom.stories.pooled_executor import AHEAD, MOST_SKIPS, SHARE, Annotated, PooledExecutor
from briefing.newsroom.stories.thread_jobs import TextJob, ThreadJob
from briefing.store import Store
from briefing.store.skip_records import Skip
from briefing.store.stored_values import ThreadRows
from briefing.threads.clustering.neutral_profiles import article_terms
from tests.newsroom import hostile
from tests.newsroom.conftest import NOON
from tests.newsroom.content import content
from tests.store.factories import article, store_drafts, with_thread
from tests.threads import factories as f

STORIES = (f.CALL, f.CALL_TWO, f.QUAKE, f.QUAKE_TWO, f.QUAKE_THREE)
CONFIG = Config(watch=(WatchConfig("Calls", "petro"),))


@pytest.fixture(scope="module")
def workers() -> Iterator[Workers]:
    with Workers(2) as started:
        yield started


def articles() -> list[Article]:
    """Two and a half shares of articles in different words."""
    return [
        f.arrived(
            f.item(f"{STORIES[n % len(STORIES)]} Number {n} says so.", at=NOON + timedelta(minutes=n)), NOON
        ).article
        for n in range(SHARE * 5 // 2)
    ]


def threaded(path: Path, workers: Workers | None = None) -> dict[str, list[tuple[object, ...]]]:
    with Store.open(path) as store:
        store_drafts(store, *articles())
        build_threads.thread_pending(store, CONFIG, NOON, lambda progress: None, workers)
        return content(store)


def analysed(workers: Workers, *texts: str) -> list[Annotated]:
    made = [f.item(text, at=NOON).article for text in texts]
    with PooledExecutor(workers) as shared:
        return shared.annotate(made, {article.id for article in made})


def test_worker_processes_give_what_one_process_gives(
    workers: Workers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(build_threads, "BATCH", SHARE + 7)  # shares do not end where batches do
    alone = threaded(tmp_path / "alone.db")
    assert threaded(tmp_path / "shared.db", workers) == alone
    assert len(alone["thread"]) > 1 and any("Calls" in str(row) for row in alone["thread"])


def test_articles_that_are_compared_with_other_languages_get_their_terms(workers: Workers) -> None:
    made = [f.item("El presidente Quiroga habla de las elecciones en Perú con los ministros.", at=NOON).article]
    with PooledExecutor(workers) as shared:
        shared.expect(made, are_compared=True)
        (compared,) = shared.annotate(made, ())
        (alone,) = shared.annotate(made, ())
    assert compared.neutral == article_terms(replace(made[0], language=compared.language)) != ""
    assert compared == replace(alone, neutral=compared.neutral)


def test_process_that_is_killed_once_costs_no_article(tmp_path: Path) -> None:
    with Workers(1) as workers:
        workers.expect(TextJob, 1)
        (process,) = workers._all
        os.kill(process._popen.pid, signal.SIGKILL)
        assert threaded(tmp_path / "killed.db", workers) == threaded(tmp_path / "alone.db")


REASONS = {
    "SPINS": "took longer than the limit of 0.5 s",
    "CRASHES": "ended the process that worked on it (SIGSEGV)",
    "EXHAUSTS": "cannot be analysed with so little memory",
    "RAISES": "cannot be analysed (ValueError: a case nobody has seen)",
}


def test_only_the_articles_that_do_harm_are_skipped(hostile_pool: Workers) -> None:
    texts = [text for word in REASONS for text in (f"“It is {word},” Ana Duarte said.", f"Petro after {word.lower()}.")]
    made = analysed(hostile_pool, *texts)
    assert [item.skipped for item in made[::2]] == list(REASONS.values())
    assert all(not item.analysis.sentences for item in made[::2])
    assert all(item.analysis.sentences and not item.skipped for item in made[1::2])


def test_installation_that_can_analyse_nothing_blames_no_article(monkeypatch: pytest.MonkeyPatch) -> None:
    broken = hostile.BOOT.replace("warm_up(); infect()", "sys.modules['briefing.text'] = None")
    monkeypatch.setattr(pool, "_BOOT", broken)
    with Workers(1) as workers, pytest.raises(WorkerFaultError, match="ModuleNotFoundError"):
        analysed(workers, "Petro said so.")


class FewWorkers:
    """Workers that answer as a function of the texts and of the seconds says, in the order of the attempts."""

    limit, seconds = 1, 16.0

    def __init__(self, answer: Callable[[TextJob | ThreadJob, float | None], Attempt]) -> None:
        self.answer = answer
        self.attempts: list[tuple[int, float | None]] = []
        self.expected: list[tuple[type, int]] = []

    def expect(self, job_class: type, jobs: int) -> None:
        self.expected.append((job_class, jobs))

    def attempt(self, job: TextJob | ThreadJob, *, parts: int, seconds: float | None = None) -> Attempt:
        self.attempts.append((parts, seconds))
        return self.answer(job, seconds)


def annotation(article: Article) -> dict[str, object]:
    return {"done": {"language": "xx", "data": to_json(Analysis(article.id))}}


def annotate(workers: FewWorkers, number: int, source: str = "s") -> list[Annotated]:
    made = [replace(f.item(f"Text {n}.", at=NOON).article, source_id=source) for n in range(number)]
    with PooledExecutor(cast(Workers, workers)) as shared:
        return shared.annotate(made, ())


def test_shares_are_analysed_ahead() -> None:
    workers = FewWorkers(lambda job, _: Attempt([annotation(each) for each in cast(TextJob, job).articles]))
    annotated = annotate(workers, 2 * SHARE + 1)
    assert workers.expected[0] == (TextJob, 3)
    assert workers.attempts == [(SHARE, 16), (SHARE, 16), (1, 16)]
    assert {(each.language, each.skipped) for each in annotated} == {("xx", "")}


def test_article_that_takes_too_long_is_skipped_and_the_next_have_less_time() -> None:
    def answer(job: TextJob | ThreadJob, _: float | None) -> Attempt:
        return Attempt([], "took too long", True)

    workers = FewWorkers(answer)
    assert [each.skipped for each in annotate(workers, 5)] == ["took too long"] * 5
    assert workers.attempts == [(5, 16), (4, 8), (3, 4), (2, 2), (1, 2)]


def test_article_that_ends_its_process_is_tried_twice() -> None:
    def answer(job: TextJob | ThreadJob, _: float | None) -> Attempt:
        texts = [article.text for article in cast(TextJob, job).articles]
        done = [annotation(article) for article in cast(TextJob, job).articles]
        if "Text 1." not in texts:
            return Attempt(done)
        return Attempt(done[: texts.index("Text 1.")], "crashed")

    workers = FewWorkers(answer)
    assert [each.skipped for each in annotate(workers, 3)] == ["", "crashed", ""]
    assert workers.attempts == [(3, 16), (2, 16), (1, 8)]


def test_first_article_of_a_job_is_tried_twice_too(store: Store) -> None:
    workers = FewWorkers(lambda *_: Attempt([], "crashed"))
    assert [each.skipped for each in annotate(workers, 2)] == ["crashed"] * 2
    assert workers.attempts == [(2, 16), (2, 16), (1, 8), (1, 8)]
    threads = FewWorkers(lambda *_: Attempt([], "crashed"))
    with PooledExecutor(cast(Workers, threads)) as shared:
        assert [len(rows) for rows in shared.build_rows(store, [["a", "b"]], CONFIG, NOON)] == [2]
    assert [parts for parts, _ in threads.attempts] == [2, 2, 1, 1]


def test_source_of_many_slow_articles_is_not_tried_further() -> None:
    workers = FewWorkers(lambda *_: Attempt([], "took too long", True))
    annotated = annotate(workers, MOST_SKIPS + 2)
    assert [each.skipped for each in annotated[MOST_SKIPS:]] == [
        f"not tried, as {MOST_SKIPS} articles of its source took too long"
    ] * 2
    assert len(workers.attempts) == MOST_SKIPS


def test_error_of_an_article_is_its_reason() -> None:
    workers = FewWorkers(lambda *_: Attempt([{"error": "cannot be analysed"}]))
    (each,) = annotate(workers, 1)
    assert (each.skipped, each.data) == ("cannot be analysed", to_json(Analysis(each.analysis.article_id)))


def test_thread_that_fails_is_skipped_and_one_that_is_gone_left_out(store: Store) -> None:
    def answer(job: TextJob | ThreadJob, _: float | None) -> Attempt:
        ids = cast(ThreadJob, job).ids
        if ids[0] == "crash":
            return Attempt([], "crashed")
        if ids[0] == "slow":
            return Attempt([], "took too long", True)
        return Attempt([{"done": None} if ids[0] == "gone" else {"error": "no brief"}])

    workers = FewWorkers(answer)
    with PooledExecutor(cast(Workers, workers)) as shared:
        (rows,) = shared.build_rows(store, [["bad", "gone", "crash", "slow", "bad2"]], CONFIG, NOON)
    assert rows == [
        Skip("thread", "bad", "no brief"),
        Skip("thread", "crash", "crashed"),
        Skip("thread", "slow", "took too long"),
        Skip("thread", "bad2", "no brief"),
    ]
    assert [parts for parts, _ in workers.attempts] == [5, 4, 3, 2, 1]


def test_shares_of_threads_are_started_a_few_ahead(store: Store) -> None:
    workers = FewWorkers(lambda job, _: Attempt([{"error": cast(ThreadJob, job).ids[0]}]))
    taken: list[int] = []

    def shares() -> Iterator[list[str]]:
        for number in range(9):
            taken.append(number)
            yield [str(number)]

    with PooledExecutor(cast(Workers, workers)) as shared:
        rows = shared.build_rows(store, shares(), CONFIG, NOON)
        assert next(rows) == [Skip("thread", "0", "0")]
        assert len(taken) == AHEAD + 1
        assert [len(each) for each in rows] == [1] * 8
    assert {number for _, number in workers.expected} == set(range(1, AHEAD + 2))


def test_something_else_is_done_while_rows_are_waited_for(store: Store) -> None:
    with_thread(store, "t", article("a"))
    left = [3, 2, 1, 0]
    with Workers(1) as workers, PooledExecutor(workers) as executor:  # whose process takes a while to start
        executor.meanwhile = lambda: left.pop(0)
        ((rows,),) = executor.build_rows(store, [["t"]], Config(), NOON)
    assert isinstance(rows, ThreadRows) and rows.id == "t"
    assert left == []
