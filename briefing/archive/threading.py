"""Second stage: articles of all partitions, in order of arrival, assigned to threads by one clusterer."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from briefing.archive.partitions import BATCH as GROUP
from briefing.archive.values import Options, Prepared
from briefing.model import AnnotatedArticle
from briefing.threads.clustering.clusterer import Clusterer
from briefing.threads.source_profiles import profile_collection

BATCH = 1000
"""Articles that are threaded at once, as in `group_articles`."""
OPEN_GROUPS = 64
"""Row groups kept in memory."""
_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Place:
    """Where an article is."""

    path: str
    """File of the prepared partition."""
    row: int
    """Row in it."""


@dataclass(frozen=True, slots=True)
class ArchiveThread:
    """A thread with the places of its articles."""

    id: str
    """Id of the thread."""
    first: datetime | None
    """Time of its earliest article; None if none has a time."""
    places: tuple[Place, ...]
    """Places of its articles, in order of arrival."""


class PreparedFiles:
    """Reads rows of prepared partitions at any place; the row groups used last stay in memory."""

    def __init__(self) -> None:
        self._groups: OrderedDict[tuple[str, int], Any] = OrderedDict()

    def read(self, places: Iterable[Place]) -> list[Prepared]:
        """The rows at these places."""
        return [Prepared(**self._group(place).slice(place.row % GROUP, 1).to_pylist()[0]) for place in places]

    def _group(self, place: Place) -> Any:
        import pyarrow.parquet as pq

        key = (place.path, place.row // GROUP)
        if key not in self._groups:
            with pq.ParquetFile(place.path) as file:
                self._groups[key] = file.read_row_group(key[1])
            if len(self._groups) > OPEN_GROUPS:
                self._groups.popitem(last=False)
        self._groups.move_to_end(key)
        return self._groups[key]


def thread_articles(
    paths: Sequence[Path], options: Options, on_progress: Callable[[int, int], None]
) -> list[ArchiveThread]:
    """Threads of the articles in prepared partitions, the thread of the first article first.

    Articles are taken by time of capture, else of publication, those without any last; of equal ids the first counts.
    The result depends on the partitions only, and is that of `threads.article_groups.group_articles`.

    Args:
        paths: files of the partitions.
        options: settings of threads.
        on_progress: called with the number of articles that are done, and of all.
    """
    places, titles, times = _arrivals(paths)
    files, ids = PreparedFiles(), list(places)
    profiles = profile_collection(item.article for item in _members(files, (places[id_] for id_ in ids)))
    clusterer = Clusterer(options.config.threads, profiles=profiles, headline=titles.__getitem__)
    homes: dict[str, str] = {}
    for start in range(0, len(ids), BATCH):
        batch = list(_members(files, (places[id_] for id_ in ids[start : start + BATCH])))
        lacking = clusterer.articles_without_terms({item.article.language for item in batch})
        clusterer.supply_terms(list(_members(files, (places[id_] for id_ in lacking))))
        result = clusterer.add_all(batch)
        heirs = {old: new for old, new, _ in result.merged}
        homes = {id_: heirs.get(home, home) for id_, home in homes.items()} if heirs else homes
        homes.update((id_, home) for id_, home, _ in result.moved)
        homes.update((item.article.id, each.thread_id) for item, each in zip(batch, result.assignments, strict=True))
        on_progress(start + len(batch), len(ids))
    members: dict[str, list[str]] = {}
    for id_ in ids:
        members.setdefault(homes[id_], []).append(id_)
    return [
        ArchiveThread(
            thread,
            min((time for id_ in its if (time := times[id_])), default=None),
            tuple(places[id_] for id_ in its),
        )
        for thread, its in members.items()
    ]


def _members(files: PreparedFiles, places: Iterable[Place]) -> Iterator[AnnotatedArticle]:
    for place in places:
        for row in files.read([place]):
            yield row.member()


def _arrivals(paths: Sequence[Path]) -> tuple[dict[str, Place], dict[str, str], dict[str, datetime | None]]:
    """Places, headlines and times of all articles by id, in order of arrival."""
    import pyarrow.parquet as pq

    rows = []
    for path in paths:
        with pq.ParquetFile(path) as file:
            table = file.read(["id", "title", "published", "fetched"]).to_pylist()
        for number, row in enumerate(table):
            arrival = row["fetched"] or row["published"] or _NEVER
            time = row["published"] or row["fetched"]
            rows.append((arrival, row["id"], Place(str(path), number), row["title"], time))
    places: dict[str, Place] = {}
    titles, times = {}, {}
    for _, id_, place, title, time in sorted(rows, key=lambda row: row[:2]):  # stable: of equal ids the first file
        if id_ not in places:
            places[id_], titles[id_], times[id_] = place, title, time
    return places, titles, times
