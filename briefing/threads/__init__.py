"""Story threads: which articles tell one story, what it is called, what repeats and what is new in it."""

from __future__ import annotations

from briefing.threads.changes import developments, note_additions
from briefing.threads.clusters import Clustered, Clusterer
from briefing.threads.copies import find_copies
from briefing.threads.grouping import group
from briefing.threads.likeness import Group
from briefing.threads.making import make_thread
from briefing.threads.placing import Assignment
from briefing.threads.state import ClusterChanges, ClusterState, Part
from briefing.threads.timeline import timeline
from briefing.threads.usage import Usage
from briefing.threads.vectors import Vector
from briefing.threads.wires import sign, wire_of

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
