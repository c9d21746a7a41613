"""The first line of a story whose main event a truncated sentence tells: a whole one, if there is one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.summary.candidates import Candidate
from briefing.summary.main_event import FIRST, SHORTEST, MainEvent
from briefing.summary.vectors import Vectors

TOLD = 0.3
"""Cosine from which a whole sentence tells what a truncated one does; the rest of that is unknown. Of six truncated
first lines of a day, 0.3 finds the one with a whole counterpart, and others are at 0.18 or below."""


def told_whole(event: MainEvent, candidates: Sequence[Candidate], vectors: Vectors) -> MainEvent:
    """`event` with the whole sentence that is most like its truncated one; itself if it is whole or none is like it.

    Only the first sentences of reports that are not about what came before it are compared.
    """
    if not candidates[event.index].cut:
        return event
    likeness = vectors.project(vectors.row(event.index))
    offered = [
        index
        for index, candidate in enumerate(candidates)
        if candidate.standing == "whole" and not candidate.cut and candidate.words >= SHORTEST
        if candidate.position < FIRST and candidate.article not in event.before and index not in event.overtaken
        if likeness[index] >= TOLD
    ]
    best = max(offered, key=lambda index: (float(likeness[index]), -index), default=event.index)
    return replace(event, index=best)
