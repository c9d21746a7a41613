"""First stage: one partition read, filtered, cleaned, deduplicated and analysed, as one parquet file.

A record that ends the process twice, by a limit of time or memory, is left out. For that the number of the record in
work is kept in a small file beside the result, which the next attempt reads.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from functools import cache
from pathlib import Path

from briefing.archive.records import BadRecord, Record, read_records
from briefing.archive.tables import TableWriter, read_metadata
from briefing.archive.values import Options, Partition, PartitionCounts, Prepared, prepared_path, prepared_schema
from briefing.clean import clean_page
from briefing.codec import from_json, to_json
from briefing.errors import BriefingError
from briefing.model import Article, stable_id
from briefing.sources.sites import site
from briefing.text.agencies import with_agency
from briefing.text.analysis import analyse
from briefing.text.languages import detect_article_language
from briefing.threads.clustering.neutral_profiles import article_terms

ATTEMPTS = 2
"""Ends of the process at one record after which the record is left out."""
SECONDS = 30.0
"""Limit of processor time for a record; what exceeds it ends the process."""
SAMPLE = "The minister said on Monday that “talks would go on”."
"""A text that every installation can analyse."""
BATCH = 500
"""Rows written at once."""


def prepare(
    partition: Partition, options: Options, output: Path, seconds: float = SECONDS, limit: int | None = None
) -> PartitionCounts:
    """Prepare a partition, unless it is done; its file then exists as a whole.

    Args:
        partition: the partition.
        options: filters.
        output: the output folder.
        seconds: processor time for a record, after which this process ends; 0 for no limit.
        limit: records that are read, for estimates; None for all.

    Raises:
        OSError: the input cannot be opened, or the result not be written.
    """
    path = prepared_path(output, partition, options)
    if path.exists():
        return read_counts(path)
    _check_analysis()
    path.parent.mkdir(parents=True, exist_ok=True)
    guard = Guard(path.with_suffix(".at"), seconds)
    tally = _Tally(options, guard, limit)
    with TableWriter(path, prepared_schema()) as writer:
        rows = []
        for row in tally.rows(read_records(partition)):
            rows.append(asdict(row))
            if len(rows) == BATCH:
                writer.write(rows)
                rows = []
        writer.write(rows)
        writer.metadata = {"counts": to_json(tally.counts)}
    guard.end()
    return tally.counts


@cache
def _check_analysis() -> None:
    """Analyse a sample, so that a broken installation is not taken for pages that cannot be read."""
    page = clean_page(f"<html><body><article><p>{SAMPLE}</p></article></body></html>")
    analysed_row(replace(page, language="en"), True)


def read_counts(path: Path) -> PartitionCounts:
    """Counts of a partition that is done."""
    return from_json(PartitionCounts, read_metadata(path)["counts"])


class Guard:
    """Limits the time of each record, and knows which ones have ended the process before."""

    def __init__(self, path: Path, seconds: float) -> None:
        self._path, self._seconds = path, seconds
        self._ends: dict[int, int] = {}
        with suppress(OSError, ValueError):
            self._ends = from_json(dict[int, int], path.with_suffix(".ends").read_text())
        with suppress(OSError, ValueError):
            at = int(path.read_bytes() or b"-1")
            if at >= 0:
                self._ends[at] = self._ends.get(at, 0) + 1
                path.with_suffix(".ends").write_text(to_json(self._ends))
        self._file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o600)

    def begin(self, number: int) -> bool:
        """Note the record in work; False if it has ended the process too often."""
        if self._ends.get(number, 0) >= ATTEMPTS:
            return False
        os.pwrite(self._file, b"%12d" % number, 0)
        if self._seconds:
            signal.setitimer(signal.ITIMER_PROF, self._seconds)
        return True

    def pause(self) -> None:
        """Lift the limit."""
        if self._seconds:
            signal.setitimer(signal.ITIMER_PROF, 0)

    def end(self) -> None:
        """Forget the notes, as the partition is done."""
        os.close(self._file)
        for path in (self._path, self._path.with_suffix(".ends")):
            path.unlink(missing_ok=True)


@dataclass(slots=True)
class _Tally:
    """Chooses records and counts them."""

    options: Options
    guard: Guard
    limit: int | None
    counts: PartitionCounts = field(default_factory=PartitionCounts)
    _ids: set[str] = field(default_factory=set)
    _texts: set[str] = field(default_factory=set)

    def rows(self, records: Iterator[Record | BadRecord]) -> Iterator[Prepared]:
        """Rows of the articles that are kept."""
        for number, record in enumerate(records):
            if number == self.limit:
                return
            self._count("records")
            if isinstance(record, BadRecord) or not self.guard.begin(number):
                self._count("bad")
                continue
            try:
                row = self._row(record)
            except MemoryError:
                raise
            except Exception as error:  # hostile input can raise anything in a parser
                row = "without_text" if isinstance(error, BriefingError) else "bad"
            finally:
                self.guard.pause()
            self._count(row if isinstance(row, str) else "kept")
            if not isinstance(row, str):
                yield row

    def _count(self, name: str) -> None:
        self.counts = replace(self.counts, **{name: getattr(self.counts, name) + 1})

    def _row(self, record: Record) -> Prepared | str:
        """The row of a record, or the count of those that are left out for the same reason."""
        if record.id and not is_sampled(record.id, self.options.sample):
            return "filtered"
        if record.id in self._ids:
            return "duplicates"
        article = record.parse()
        if not article.text:
            return "without_text"
        article = replace(article, language=detect_article_language(article))
        if not self._is_wanted(article):
            return "filtered"
        text = stable_id(f"{site(article.url)}\n{article.text}", 32)
        if article.id in self._ids or text in self._texts:
            return "duplicates"
        row = analysed_row(article, self.options.is_compared)
        self._ids.add(article.id)
        self._texts.add(text)
        return row

    def _is_wanted(self, article: Article) -> bool:
        """Whether sample, languages and dates keep it; limits of dates leave out an article without a date."""
        if not is_sampled(article.id, self.options.sample):
            return False
        if self.options.languages and article.language not in self.options.languages:
            return False
        since, until = self.options.since, self.options.until
        if not since and not until:
            return True
        when = article.when
        return bool(when) and (not since or when >= since) and (not until or when < until)  # type: ignore[operator]


def is_sampled(id_: str, rate: float) -> bool:
    """Whether an article is in a sample: the same ones in each run, and those of a smaller sample in a larger one."""
    return rate >= 1 or int(stable_id(f"sample {id_}", 8), 16) < rate * 0x1_0000_0000


def analysed_row(article: Article, is_compared: bool) -> Prepared:
    """The row of an article whose language is known."""
    article = with_agency(article)
    return Prepared(
        article.id,
        article.url,
        article.title,
        article.text,
        article.outlet,
        article.author,
        article.published,
        article.fetched,
        article.language,
        article.origin,
        article.wire,
        to_json(article.links),
        to_json(analyse(article)),
        article_terms(article) if is_compared else "",
    )
