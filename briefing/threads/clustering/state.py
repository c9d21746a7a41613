"""What clustering must remember between batches, as plain values for whoever stores them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from briefing.threads.clustering.similarity import Group
from briefing.threads.clustering.source_terms import Usage
from briefing.threads.clustering.term_vectors import Vector


@dataclass(frozen=True, slots=True)
class Part:
    """Articles of a thread that stay together for good.

    A thread is made of a few parts, the last branches of its dendrogram. Later evidence may put them together anew.
    """

    number: int
    """Lower numbers are older. A number is never used again."""
    born: str
    """The id of the thread that it founds if it is the oldest part of one."""
    thread_id: str
    """The thread it belongs to; empty before it is settled for the first time."""
    group: Group
    """Measures of its articles taken together."""
    vector: Vector
    """Sum of its articles' unit vectors, the lightest terms left out; its terms are numbers."""
    articles: tuple[str, ...]
    """Their ids, sorted."""
    bond: str = ""
    """Parts with the same bond were joined by hand and are of one thread for ever; empty for none."""


@dataclass(frozen=True, slots=True)
class ClusterState:
    """All that must be remembered."""

    parts: tuple[Part, ...] = ()
    """Those of all open threads."""
    terms: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """By term its number and how many articles had it, old ones fading."""
    usages: Mapping[str, Usage] = field(default_factory=dict)
    """By source how often its articles have terms."""
    seen: int = 0
    """Articles that were counted, old ones fading."""
    next: int = 0
    """The number of the next new part."""
    newest: float | None = None
    """Time of the newest article when threads were last closed, in seconds since 1970; None if that never happened."""


@dataclass(frozen=True, slots=True)
class ClusterChanges:
    """What a batch, or several, have changed of it."""

    parts: tuple[Part, ...]
    """Parts that are new or changed."""
    gone: tuple[int, ...]
    """Numbers of parts that were joined to another or closed."""
    homes: Mapping[str, int]
    """The part of each article that is new or went to another part, by article id."""
    terms: Mapping[str, tuple[int, int]]
    """Terms that are new or whose count changed; all of them if `recounted`."""
    usages: Mapping[str, Usage]
    """Those of the sources that articles came from."""
    recounted: bool
    """Whether `terms` takes the place of all terms there were."""
    seen: int
    """As in `ClusterState`."""
    next: int
    """As in `ClusterState`."""
    newest: float | None
    """As in `ClusterState`."""
