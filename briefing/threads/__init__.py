"""Story threads: clustering of articles, titles, near-duplicates, developments and timelines."""

from __future__ import annotations

from briefing.threads.agencies import sign, wire_of
from briefing.threads.clustering.clusterer import Clustered, Clusterer
from briefing.threads.clustering.placement import Assignment
from briefing.threads.clustering.similarity import Group
from briefing.threads.clustering.source_terms import Usage
from briefing.threads.clustering.state import ClusterChanges, ClusterState, Part
from briefing.threads.clustering.term_vectors import Vector
from briefing.threads.developments import developments, note_additions
from briefing.threads.grouping import group
from briefing.threads.labels.thread import make_thread
from briefing.threads.near_duplicates import find_copies
from briefing.threads.timeline import timeline

__all__ = [
    "Assignment",
    "ClusterChanges",
    "ClusterState",
    "Clustered",
    "Clusterer",
    "Group",
    "Part",
    "Usage",
    "Vector",
    "developments",
    "find_copies",
    "group",
    "make_thread",
    "note_additions",
    "sign",
    "timeline",
    "wire_of",
]
