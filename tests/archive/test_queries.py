"""Stories of an archive are shown and listed as those of the store."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")
pytest.importorskip("fastwarc")

from briefing.archive.inputs import list_partitions
from briefing.archive.partitions import prepare
from briefing.archive.queries import each_quote, find_story, read_stats
from briefing.archive.stories import TABLES, build_group, group_threads
from briefing.archive.threading import thread_articles
from briefing.archive.values import WORK, Options
from briefing.cli.entry_point import run
from briefing.errors import NotFoundError, StoreError, UsageError
from tests.archive.warcs import write_warcs


@pytest.fixture(scope="module")
def stories(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The stories of 60 pages, made in this process."""
    folder, options = tmp_path_factory.mktemp("archive"), Options()
    write_warcs(folder / "in", 60, 3)
    output = folder / "out"
    parts = list_partitions([str(folder / "in")])
    for part in parts:
        prepare(part, options, output)
    write_stories(output)
    return output


def write_stories(output: Path) -> None:
    """Second and third stage over the prepared partitions."""
    options, paths = Options(), sorted((output / WORK / "prepared").glob("*.parquet"))
    for group in group_threads(thread_articles(paths, options, lambda done, total: None)):
        build_group(group, options, output)


def test_a_story_is_found_by_its_id_and_by_words_of_its_title(stories: Path) -> None:
    quote = next(each_quote(stories))
    brief = find_story(stories, quote.thread_id)
    assert quote in brief.quotes
    assert find_story(stories, brief.thread.id[:6]) == find_story(stories, brief.thread.title.upper()) == brief
    with pytest.raises(NotFoundError, match="no story matches 'zeppelin moon'"):
        find_story(stories, "zeppelin moon")
    with pytest.raises(NotFoundError, match=r"\d+ stories match ''"):
        find_story(stories, "")


def test_quotes_are_chosen_by_speaker_story_and_number(stories: Path) -> None:
    quotes = list(each_quote(stories))
    assert len(quotes) == read_stats(stories).rows["quotes"] > 5
    speaker = next(quote.speaker for quote in quotes if quote.speaker)
    words = speaker.casefold().split()
    assert list(each_quote(stories, speaker=speaker.upper())) == [
        quote for quote in quotes if all(word in (quote.speaker or "").casefold() for word in words)
    ]
    assert list(each_quote(stories, thread=quotes[3].thread_id)) == [
        quote for quote in quotes if quote.thread_id == quotes[3].thread_id
    ]
    assert list(each_quote(stories, limit=4)) == quotes[:4]


def test_commands_print_stories_quotes_and_counts(stories: Path, capsys: pytest.CaptureFixture[str]) -> None:
    quote = next(each_quote(stories))
    assert run(["archive", "show", str(stories), quote.thread_id]) == 0
    assert quote.text in " ".join(capsys.readouterr().out.split())
    assert run(["archive", "show", str(stories), quote.thread_id, "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["brief"]["thread"]["id"] == quote.thread_id
    assert run(["archive", "quotes", str(stories), "--limit", "3", "--format", "jsonl"]) == 0
    assert [json.loads(line)["text"] for line in capsys.readouterr().out.splitlines()][:1] == [quote.text]
    assert run(["archive", "stats", str(stories)]) == 0
    out = capsys.readouterr().out
    assert out.startswith("articles: 60, ") and "days: 20" in out and "has not ended" in out


def test_a_folder_without_stories_is_wrong_usage(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(UsageError, match="there are no stories in this folder"):
        find_story(tmp_path, "x")
    assert run(["archive", "quotes", str(tmp_path)]) == 2
    assert "briefing archive run" in capsys.readouterr().err


@pytest.mark.parametrize("damage", [lambda data: b"", lambda data: data[:-20], lambda data: b"PAR1" + data[9:]])
def test_a_damaged_file_is_named_with_a_remedy(
    stories: Path, tmp_path: Path, damage: Callable[[bytes], bytes], capsys: pytest.CaptureFixture[str]
) -> None:
    output = tmp_path / "out"
    shutil.copytree(stories, output)
    path = next((output / "threads").glob("day=*/*.parquet"))
    path.write_bytes(damage(path.read_bytes()))
    for arguments in (["show", str(output), "zeppelin"], ["quotes", str(output)]):
        assert run(["archive", *arguments]) == 1
        err = capsys.readouterr().err
        assert f"{path}: cannot be read" in err and "remove it and run" in err and err.count("\n") == 1


def test_a_damaged_file_is_made_anew_as_its_error_says(stories: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    shutil.copytree(stories, output)
    for table in TABLES:
        path = next((output / table).glob("day=*/*.parquet"))
        whole = path.read_bytes()
        path.write_bytes(whole[:-20])
        with pytest.raises(StoreError, match=f"{path}: cannot be read.*; remove it and run"):
            read_stats(output)
        path.unlink()
        write_stories(output)
        assert path.read_bytes() == whole, table


def test_a_damaged_manifest_is_named(stories: Path, tmp_path: Path) -> None:
    output = tmp_path / "out"
    shutil.copytree(stories, output)
    (output / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(StoreError, match=r"manifest\.json: cannot be read.*remove it and run"):
        read_stats(output)
