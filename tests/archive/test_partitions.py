"""A partition is read, filtered, cleaned and analysed as a whole or not at all; damaged records are counted."""

from __future__ import annotations

import gzip
import json
import os
import resource
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from briefing.archive.inputs import list_partitions
from briefing.archive.partitions import is_sampled, prepare, read_counts
from briefing.archive.values import Options, Partition, PartitionCounts, Prepared, prepared_path, read_prepared
from briefing.errors import NotFoundError, UsageError
from tests.archive.warcs import START, compressed, pages, record, write_warcs

PAGES = list(pages(6))
MEMBERS = [gzip.compress(record(*each), mtime=0) for each in PAGES]


def _prepared(location: Path, output: Path, options: Options | None = None) -> tuple[PartitionCounts, list[Prepared]]:
    options = options or Options()
    (partition,) = list_partitions([str(location)])
    counts = prepare(partition, options, output)
    return counts, read_prepared(prepared_path(output, partition, options))


def test_pages_of_a_warc_become_articles_with_address_capture_outlet_and_analysis(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(compressed(PAGES))
    counts, rows = _prepared(path, tmp_path / "out")
    assert counts == PartitionCounts(records=6, kept=6)
    assert [row.url for row in rows] == [url for url, _, _ in PAGES]
    first = rows[0]
    assert (first.fetched, first.published, first.language) == (START, None, "en")
    assert first.outlet == PAGES[0][0].split("/")[2].removeprefix("www.")
    assert first.member().analysis.sentences


@pytest.mark.parametrize(
    ("content", "bad", "kept"),
    [
        (b"".join([*MEMBERS[:2], MEMBERS[2][:20] + b"\xff" * 20 + MEMBERS[2][40:], *MEMBERS[3:]]), 1, [0, 1, 3, 4, 5]),
        (b"".join([*MEMBERS[:2], b"no member of gzip", *MEMBERS[2:]]), 1, [0, 1, 2, 3, 4, 5]),
        (b"".join(MEMBERS)[:-60], 1, [0, 1, 2, 3, 4]),
        (b"".join(MEMBERS[:1]) + os.urandom(5000) + b"".join(MEMBERS[1:]), 1, [0, 1, 2, 3, 4, 5]),
        (b"".join(record(*each) for each in PAGES[:2]) + b"garbage\n" * 9 + record(*PAGES[5]), 1, [0, 1, 5]),
        (b"", 0, []),
    ],
    ids=["damaged data", "text between members", "cut off", "random bytes", "not compressed", "empty"],
)
def test_reading_goes_on_after_a_damaged_record(tmp_path: Path, content: bytes, bad: int, kept: list[int]) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(content)
    counts, rows = _prepared(path, tmp_path / "out")
    assert [row.url for row in rows] == [PAGES[index][0] for index in kept]
    assert counts.bad == bad


def test_the_same_address_and_the_same_text_on_a_site_count_once(tmp_path: Path) -> None:
    url, when, body = PAGES[0]
    path = tmp_path / "a.warc.gz"
    path.write_bytes(compressed([PAGES[0], (url + "?utm_source=x", when, b"<p>other"), (url + "-2", when, body)]))
    counts, rows = _prepared(path, tmp_path / "out")
    assert (counts.duplicates, [row.url for row in rows]) == (2, [url])


def test_what_is_no_page_is_left_out(tmp_path: Path) -> None:
    url, when, body = PAGES[0]
    path = tmp_path / "a.warc"
    path.write_bytes(record(url, when, body, "image/png") + record("file:///etc/passwd", when, body))
    assert _prepared(path, tmp_path / "out")[0] == PartitionCounts()


def test_filters_by_date_language_and_sample(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(compressed(list(pages(40))))
    late = Options(since=datetime(2024, 1, 31, 2, tzinfo=UTC), until=datetime(2024, 1, 31, 3, tzinfo=UTC))
    times = [row.fetched for row in _prepared(path, tmp_path / "out", late)[1]]
    assert times and all(time and time.hour == 2 for time in times)
    assert _prepared(path, tmp_path / "out", Options(languages=("es",)))[0].filtered == 40
    half, quarter = (
        {row.id for row in _prepared(path, tmp_path / "out", Options(sample=rate))[1]} for rate in (0.5, 0.25)
    )
    assert 10 < len(half) < 30 and quarter < half
    assert all(is_sampled(id_, 0.5) for id_ in half)


def test_slices_of_json_lines_hold_each_line_once(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [json.dumps({"title": f"Title {i}", "text": f"Talks went on in town {i}."}) for i in range(50)]
    path.write_text("\n".join([*lines[:20], "{broken", *lines[20:]]))
    for size in (64, 1000, 10**6):
        titles, bad = [], 0
        for part in list_partitions([str(path)], slice_bytes=size):
            output = tmp_path / f"out{size}"
            bad += prepare(part, Options(), output).bad
            titles += [row.title for row in read_prepared(prepared_path(output, part, Options()))]
        assert (bad, titles) == (1, [f"Title {i}" for i in range(50)])


def test_parquet_and_folders_of_pages_are_read(tmp_path: Path) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    folder = tmp_path / "in"
    (folder / "deep" / ".hidden").mkdir(parents=True)
    for place in ("deep/b.html", "a.html", "deep/.hidden/c.html", ".d.html"):
        (folder / place).write_bytes(PAGES[len(place) % 6][2])
    table = pa.table({"title": ["Talks"], "text": ["Talks went on, he said."], "published": [START]})
    pq.write_table(table, folder / "t.parquet")
    parts = list_partitions([str(folder), str(folder / "*.html")])
    assert [(part.kind, len(part.files)) for part in parts] == [("parquet", 0), ("pages", 1), ("pages", 1)]
    assert sum(prepare(part, Options(), tmp_path / "out").kept for part in parts) == 3
    row = read_prepared(prepared_path(tmp_path / "out", parts[0], Options()))[0]
    assert (row.title, row.published) == ("Talks", START)


@pytest.mark.parametrize("given", ["missing.warc.gz", "*.warc", "."])
def test_inputs_without_files_are_named(tmp_path: Path, given: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NotFoundError, match="no such file or folder"):
        list_partitions([given])


def test_a_file_that_is_no_parquet_and_an_unknown_protocol_are_wrong_usage(tmp_path: Path) -> None:
    (tmp_path / "a.parquet").write_text("no")
    for given in (str(tmp_path / "a.parquet"), "nothing://host/a.warc"):
        with pytest.raises(UsageError):
            list_partitions([given])


def test_partitions_are_in_the_order_of_captures(tmp_path: Path) -> None:
    paths = write_warcs(tmp_path, 8, 4)
    parts = list_partitions([str(path) for path in reversed(paths)])
    assert [part.location for part in parts] == [str(path) for path in paths]
    assert [part.since for part in parts] == sorted(part.since for part in parts if part.since)


def test_a_result_that_cannot_be_written_leaves_no_file_and_the_next_attempt_has_the_same_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(compressed(list(pages(20))))
    (partition,) = list_partitions([str(path)])
    prepare(partition, Options(), tmp_path / "again")  # no module is compiled under the limit
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2000, hard))
    try:
        with pytest.raises(OSError, match="too large"):
            prepare(partition, Options(), tmp_path / "out")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    result = prepared_path(tmp_path / "out", partition, Options())
    assert not list(result.parent.glob("*.parquet")) and not list(result.parent.glob(".*"))
    prepare(partition, Options(), tmp_path / "out")
    assert result.read_bytes() == prepared_path(tmp_path / "again", partition, Options()).read_bytes()
    assert read_counts(result).kept == 20


def test_a_record_that_ends_the_process_twice_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.warc.gz"
    path.write_bytes(compressed(PAGES))
    (partition,) = list_partitions([str(path)])
    for attempt in range(3):
        child = os.fork()
        if not child:
            _prepare_with_a_page_that_never_ends(partition, tmp_path / "out")
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status) == (attempt < 2)
    result = prepared_path(tmp_path / "out", partition, Options())
    assert [row.url for row in read_prepared(result)] == [url for i, (url, _, _) in enumerate(PAGES) if i != 3]
    assert read_counts(result) == PartitionCounts(records=6, bad=1, kept=5)
    assert [file.name for file in result.parent.iterdir() if not file.name.endswith(".tmp")] == [result.name]


def _prepare_with_a_page_that_never_ends(partition: Partition, output: Path) -> None:
    from briefing.archive import records

    parse = records._page

    def hang(body: bytes, url: str, *rest: object) -> object:
        while url == PAGES[3][0]:
            pass
        return parse(body, url, *rest)  # type: ignore[arg-type]

    records._page = hang  # type: ignore[assignment]
    try:
        prepare(partition, Options(), output, seconds=0.3)
    finally:
        os._exit(0)


def test_a_name_depends_on_the_input_and_the_filters(tmp_path: Path) -> None:
    partition = Partition(0, "warc", "a.warc", size=5)
    names = {
        prepared_path(tmp_path, part, options).name
        for part in (partition, replace(partition, size=6), replace(partition, index=7))
        for options in (Options(), Options(sample=0.5))
    }
    assert len(names) == 4
