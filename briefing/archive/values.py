"""Values that the stages of an archive run exchange, and the place of their files."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any, Literal

from briefing.codec import from_json, to_json
from briefing.config import Config
from briefing.model import AnnotatedArticle, Article, stable_id
from briefing.model.annotations import Analysis
from briefing.model.articles import Link, Origin

FORMAT = 1
"""Version of the files under `.work`; a change makes those of earlier versions unusable."""
WORK = ".work"
"""Folder with the files between the stages, in the output folder."""

PartitionKind = Literal["warc", "jsonl", "parquet", "pages"]


@dataclass(frozen=True, slots=True)
class Partition:
    """A part of the inputs that one task prepares."""

    index: int
    """Position in the order of all partitions, from 0."""
    kind: PartitionKind
    """Format of the input."""
    location: str
    """Path or URL of the file; of pages, of their folder."""
    start: int = 0
    """First byte (JSON Lines) or row group (parquet)."""
    end: int = 0
    """Byte or row group past the last one; 0 for all to the end."""
    size: int = 0
    """Bytes of it, as stored."""
    files: tuple[str, ...] = ()
    """Paths or URLs of pages."""
    since: datetime | None = None
    """Earliest time of a capture in it, as the name of a CC-NEWS file tells; None if unknown."""

    @property
    def key(self) -> str:
        """Hash of what it reads; does not depend on its position."""
        return stable_id(to_json((self.kind, self.location, self.start, self.end, self.size, self.files)), 16)

    @property
    def name(self) -> str:
        """Its name in messages."""
        if self.kind == "pages":
            return f"{self.files[0]} and {len(self.files) - 1} more" if len(self.files) > 1 else self.files[0]
        return f"{self.location} from {self.start}" if self.start else self.location


@dataclass(frozen=True, slots=True)
class Options:
    """What decides about the articles and threads of a run; the same options and inputs give the same output."""

    since: datetime | None = None
    """Earliest publication, inclusive; None for any."""
    until: datetime | None = None
    """Latest publication, exclusive; None for any."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes of the languages that are kept; empty for all."""
    sample: float = 1.0
    """Share of the articles that is kept, chosen by a hash of the id; above 0, at most 1."""
    is_compared: bool = True
    """Whether stories in several languages are compared."""
    config: Config = field(default_factory=Config)
    """The configuration; only settings of threads, titles and summaries count."""

    @property
    def filter_key(self) -> str:
        """Hash of what decides about the prepared partitions."""
        filters = (FORMAT, self.since, self.until, self.languages, self.sample, self.is_compared)
        return stable_id(to_json(filters), 16)


@dataclass(frozen=True, slots=True)
class PartitionCounts:
    """What the preparation of a partition read and kept."""

    records: int = 0
    """Pages or records read."""
    bad: int = 0
    """Records that could not be read, or exceeded the limit of time."""
    without_text: int = 0
    """Pages without an article."""
    filtered: int = 0
    """Articles of other dates or languages, or outside the sample."""
    duplicates: int = 0
    """Articles whose address or text occurs earlier in the partition."""
    kept: int = 0
    """Articles written."""

    def __add__(self, other: PartitionCounts) -> PartitionCounts:
        """Sums."""
        return PartitionCounts(
            self.records + other.records,
            self.bad + other.bad,
            self.without_text + other.without_text,
            self.filtered + other.filtered,
            self.duplicates + other.duplicates,
            self.kept + other.kept,
        )


@dataclass(frozen=True, slots=True)
class Prepared:
    """A row of a prepared partition: an article with its analysis; the columns have the names of the fields."""

    id: str
    """Id of the article."""
    url: str
    """Canonical address; empty if unknown."""
    title: str
    """Headline."""
    text: str
    """Cleaned text."""
    outlet: str
    """Publisher."""
    author: str
    """Author; empty if unknown."""
    published: datetime | None
    """Publication time; None if unknown."""
    fetched: datetime | None
    """Time of the capture; None if unknown."""
    language: str
    """ISO 639-1 code; empty if unknown."""
    origin: Origin
    """Where the text comes from."""
    wire: str
    """News agency; empty if none."""
    links: str
    """Links as JSON."""
    analysis: str
    """Analysis as JSON."""
    neutral: str
    """Terms that are compared with those of other languages, see `article_terms`; empty if not computed."""

    def article(self) -> Article:
        """The article."""
        return Article(
            self.id,
            self.url,
            self.title,
            self.text,
            outlet=self.outlet,
            author=self.author,
            published=self.published,
            fetched=self.fetched,
            language=self.language,
            origin=self.origin,
            wire=self.wire,
            links=from_json(tuple[Link, ...], self.links),
        )

    def member(self) -> AnnotatedArticle:
        """The article with its analysis."""
        return AnnotatedArticle(self.article(), from_json(Analysis, self.analysis))


def prepared_path(output: Path, partition: Partition, options: Options) -> Path:
    """File of a prepared partition; it exists if and only if the partition is done."""
    return output / WORK / "prepared" / f"{partition.key}-{options.filter_key}.parquet"


def prepared_schema() -> Any:
    """pyarrow schema of a prepared partition."""
    import pyarrow as pa

    times = {"published", "fetched"}
    fields = Prepared.__dataclass_fields__
    return pa.schema([(name, pa.timestamp("us", "UTC") if name in times else pa.string()) for name in fields])


def read_prepared(path: Path) -> list[Prepared]:
    """Rows of a prepared partition, in order."""
    from briefing.archive.tables import read_rows

    return [Prepared(**row) for row in read_rows(path)]
