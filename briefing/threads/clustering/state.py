"""State of clustering between batches, as plain values for storage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing.threads.clustering.similarity import Group
from briefing.threads.clustering.source_terms import Usage
from briefing.threads.clustering.term_vectors import Vector


@dataclass(frozen=True, slots=True)
class Part:
    """Articles of a thread that are never separated again by clustering.

    A thread has a few parts, the last branches of its dendrogram. Later evidence may recombine them.
    """

    number: int
    """Lower numbers are older. Numbers are not reused."""
    born: str
    """Id of the thread that it founds if it is the oldest part of one."""
    thread_id: str
    """The thread it belongs to; empty before it is first settled."""
    group: Group
    """Statistics of its articles."""
    vector: Vector
    """Sum of its articles' unit vectors, without the lightest terms."""
    articles: tuple[str, ...]
    """Ids of its articles, sorted."""
    bond: str = ""
    """Parts with the same bond were joined by hand and stay in one thread; empty for none."""
    neutral: str = ""
    """Language -> terms that are compared with those of other languages, as JSON; empty if unknown."""


@dataclass(frozen=True, slots=True)
class ClusterState:
    """Everything that is kept between batches."""

    parts: tuple[Part, ...] = ()
    """Parts of all open threads."""
    terms: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Term -> number, and count of articles, halved as they age."""
    usages: Mapping[str, Usage] = field(default_factory=dict)
    """Source -> document counts of its terms."""
    seen: int = 0
    """Articles that were counted, halved as they age."""
    next: int = 0
    """Number of the next new part."""
    newest: float | None = None
    """Time of the newest article when threads were last closed, in seconds since 1970; None if that never happened."""


@dataclass(frozen=True, slots=True)
class ClusterChanges:
    """Changes of the state by one or more batches."""

    parts: tuple[Part, ...]
    """New or changed parts."""
    gone: tuple[int, ...]
    """Numbers of parts that were merged into another or closed."""
    homes: Mapping[str, int]
    """Article id -> part number, for new articles and those that changed parts."""
    terms: Mapping[str, tuple[int, int]]
    """Terms that are new or have changed counts; all of them if `recounted`."""
    usages: Mapping[str, Usage]
    """Those of the sources of new articles."""
    recounted: bool
    """Whether `terms` replaces all earlier terms."""
    seen: int
    """Articles that were counted in all, halved as they age."""
    next: int
    """Number of the next new part."""
    newest: float | None
    """Time of the newest article when threads were last closed, in seconds since 1970; None for never."""
