"""A run gives the stories of one process, wherever it is killed."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from briefing.archive.inputs import list_partitions
from briefing.archive.manifest import check_parameters, locked, run_parameters
from briefing.archive.partitions import prepare
from briefing.archive.stories import build_group, group_threads
from briefing.archive.tables import read_rows
from briefing.archive.threading import thread_articles
from briefing.archive.values import Options, prepared_path, read_prepared
from briefing.config import Config
from briefing.errors import StoreLockedError, UsageError
from briefing.threads.article_groups import group_articles
from tests.archive.warcs import write_warcs

PROGRAM = (sys.executable, "-m", "briefing", "archive", "run")


def _stories_of_one_process(folder: Path, output: Path) -> dict[str, list[str]]:
    """Articles of each thread, by `group_articles`."""
    members = []
    for part in list_partitions([str(folder)]):
        prepare(part, Options(), output)
        members += [row.member() for row in read_prepared(prepared_path(output, part, Options()))]
    members.sort(key=lambda member: (member.article.fetched or member.article.published, member.article.id))
    return {thread.id: list(thread.article_ids) for thread in group_articles(members)}


def _rows(output: Path, table: str) -> list[dict[str, object]]:
    return [row for path in sorted((output / table).rglob("*.parquet")) for row in read_rows(path)]


def _hashes(output: Path) -> dict[str, str]:
    """Hash of each parquet file, those between the stages included."""
    files = output.rglob("*.parquet")
    return {str(path.relative_to(output)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def test_stages_give_the_threads_of_one_process(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    write_warcs(folder, 60, 3)
    expected = _stories_of_one_process(folder, tmp_path / "one")
    assert 5 < len(expected) < 60
    output, options = tmp_path / "out", Options()
    parts = list_partitions([str(folder)])
    for part in reversed(parts):
        prepare(part, options, output)
    threads = thread_articles([prepared_path(output, part, options) for part in parts], options, lambda *_: None)
    groups = group_threads(threads, size=7)
    for group in reversed(groups):
        build_group(group, options, output)
    rows = _rows(output, "threads")
    assert {row["thread"]: row["articles"] for row in rows} == expected
    assert all(row["title"] and json.loads(str(row["brief"]))["lead"] for row in rows)
    assert {row["id"] for row in _rows(output, "articles")} == {id_ for ids in expected.values() for id_ in ids}
    assert {row["thread"] for row in _rows(output, "quotes")} <= set(expected)
    texts = {row["id"]: str(row["text"]) for row in _rows(output, "articles")}
    assert all(texts[row["article"]][row["start"] : row["end"]] == row["text"] for row in _rows(output, "summaries"))  # type: ignore[index]
    before = _hashes(output)
    assert build_group(groups[0], options, output).threads == 7
    assert _hashes(output) == before


def test_a_folder_with_other_parameters_files_or_a_running_run_is_refused(tmp_path: Path) -> None:
    parts = list_partitions([str(path) for path in write_warcs(tmp_path / "in", 4, 1)])
    output = tmp_path / "out"
    with locked(output):
        check_parameters(output, run_parameters(parts, Options()))
        check_parameters(output, run_parameters(parts, Options(config=Config())))
        with pytest.raises(UsageError, match="other languages and sample"):
            check_parameters(output, run_parameters(parts, Options(languages=("en",), sample=0.5)))
        with pytest.raises(UsageError, match="other inputs"):
            check_parameters(output, run_parameters([], Options()))
        with pytest.raises(StoreLockedError, match="another run"), locked(output):
            pass
    with pytest.raises(UsageError, match="other files"), locked(tmp_path / "in"):
        pass


def _run(folder: Path, output: Path, **options: Any) -> subprocess.Popen[str]:
    process: subprocess.Popen[str] = subprocess.Popen(
        [*PROGRAM, str(folder), "--output", str(output), "--workers", "2"],
        stderr=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONWARNINGS": "ignore", "PYTHONDONTWRITEBYTECODE": "1"},
        **options,
    )
    return process


def _done(process: subprocess.Popen[str]) -> str:
    _, errors = process.communicate(timeout=300)
    assert process.returncode == 0, errors
    return str(errors)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """A folder of WARC files, and the hashes of what a run makes of them."""
    folder = tmp_path_factory.mktemp("archive")
    write_warcs(folder / "in", 400, 8)
    assert "stories of 400 articles" in _done(_run(folder / "in", folder / "out"))
    assert json.loads((folder / "out/manifest.json").read_text())["counts"]["read"]["kept"] == 400
    expected = _stories_of_one_process(folder / "in", folder / "one")
    assert {row["thread"]: row["articles"] for row in _rows(folder / "out", "threads")} == expected
    return folder / "in", _hashes(folder / "out")


def _workers(pid: int) -> list[int]:
    """Worker processes of a run."""
    with contextlib.suppress(OSError):
        tasks = Path(f"/proc/{pid}/task").glob("*/children")
        children = [int(child) for task in tasks for child in task.read_text().split()]
        return [child for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
    return []


@pytest.mark.soak
@pytest.mark.parametrize("seed", range(10))
def test_killed_workers_change_nothing(archive: tuple[Path, dict[str, str]], tmp_path: Path, seed: int) -> None:
    folder, expected = archive
    chance = random.Random(seed)
    process = _run(folder, tmp_path / "out")
    killed = 0
    time.sleep(2)
    while process.poll() is None and killed < 3:
        time.sleep(chance.uniform(0, 1.5))
        if workers := _workers(process.pid):
            os.kill(chance.choice(workers), signal.SIGKILL)
            killed += 1
    _done(process)
    assert killed and _hashes(tmp_path / "out") == expected


@pytest.mark.soak
def test_a_killed_run_goes_on_where_it_was(archive: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    folder, expected = archive
    output = tmp_path / "out"
    done: dict[str, int] = {}
    for seconds in (3.0, 4.0, 5.0):
        process = _run(folder, output)
        time.sleep(seconds)
        process.kill()
        process.communicate()
        kept = {path: (output / path).stat().st_mtime_ns for path in _hashes(output)}
        assert all(kept[path] == at for path, at in done.items())  # nothing that was done is done again
        done = kept
    _done(_run(folder, output))
    assert all((output / path).stat().st_mtime_ns == at for path, at in done.items())
    assert _hashes(output) == expected
    assert not list(output.rglob("*.tmp"))


@pytest.mark.soak
def test_a_full_disk_is_reported_and_a_later_run_goes_on(archive: tuple[Path, dict[str, str]], tmp_path: Path) -> None:
    import resource

    folder, expected = archive
    limit = lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))  # noqa: E731
    process = _run(folder, tmp_path / "out", preexec_fn=limit)
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 1 and "file size limit" in errors and errors.count("\n") == 1
    assert set(_hashes(tmp_path / "out").items()) <= set(expected.items())
    _done(_run(folder, tmp_path / "out"))
    assert _hashes(tmp_path / "out") == expected
