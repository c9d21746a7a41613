"""The lines around the panes: counts and age of the data at the top, keys at the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from briefing.dates_and_counts import ago, count
from briefing.newsroom import Overview, Progress
from briefing.render.captions import STAGES
from briefing.render.stage_pace import time_left
from briefing.tui.drawing.styled import Styled, fit, join, styled
from briefing.tui.key_bindings import COMMANDS, Keys, PaneName, key_label

FULL_WORDS_FROM = 80
"""Columns from which optional words are shown."""

Part = str | tuple[str, str]


@dataclass(frozen=True, slots=True)
class HeadLine:
    """Content of the top line."""

    overview: Overview | None = None
    """None until the store has been read."""
    query: str = ""
    """Query of the list."""
    listed: int = 0
    """Number of threads in the list, loaded or not."""
    refreshing: bool = False
    """Whether a refresh is running."""
    progress: Progress | None = None
    """Progress of the refresh, None before its first step."""
    left: float | None = None
    """Estimated seconds to the end of the refresh's stage; None if unknown."""


def head(line: HeadLine, width: int, now: datetime) -> Styled:
    """The top line in exactly `width` columns; the least important parts are dropped first."""
    left, right = _counts(line), _state(line, now, short=width < FULL_WORDS_FROM)
    while left or right:
        counts = join(styled((" briefing  ", "name")), styled(*_joined(left)))
        state = styled(*_joined(right), " ")
        free = width - counts.cells - state.cells
        if free >= 1 or len(left) + len(right) <= 1:
            return fit(join(counts, styled(" " * max(free, 1)), state), width)
        # Counts are dropped first, from the last one; the age of the data stays longest.
        (left if len(left) > 1 or len(right) == 1 else right).pop()
    return fit(styled((" briefing", "name")), width)


def foot(pane: PaneName, keys: Keys, width: int) -> Styled:
    """Keys of a pane in exactly `width` columns, as many as fit; always help and quit."""
    commands = [command for command in COMMANDS if pane in command.panes and command.short]
    last = [command for command in commands if command.name in ("help", "quit")]
    items = [_key(keys[c.name][0], c.short) for c in commands if c not in last]
    ending = join(*(_key(keys[c.name][0], c.short) for c in last))
    line = styled(" ")
    for item in items:
        if line.cells + item.cells + ending.cells > width:
            break
        line = join(line, item)
    return fit(join(line, ending), width)


def _key(key: str, short: str) -> Styled:
    return styled((key_label(key), "key"), " ", (short, "label"), "  ")


def _counts(line: HeadLine) -> list[Part]:
    overview = line.overview
    if overview is None:
        return []
    if line.query:
        return [(f"“{line.query}”", "query"), count(line.listed, "thread")]
    return [f"{overview.unread:,} unread", count(overview.threads, "thread"), count(overview.quotes, "quote")]


def _state(line: HeadLine, now: datetime, *, short: bool) -> list[Part]:
    parts: list[Part] = []
    if line.refreshing:
        parts.append((_progress(line.progress, line.left), "busy"))
    elif line.overview and line.overview.health.refreshed:
        parts.append(f"updated {ago(line.overview.health.refreshed, now)}")
    elif line.overview:
        parts.append("never refreshed")
    if line.overview and (failed := len(line.overview.health.failed)) and not line.refreshing:
        total = failed + line.overview.health.ok
        parts.append((f"{failed} of {total if short else count(total, 'source')} failed", "failed"))
    return parts


def _progress(progress: Progress | None, left: float | None) -> str:
    if progress is None:
        return "refreshing …"
    words = f"{STAGES[progress.stage]} {progress.done:,}/{progress.total:,}"
    return f"{words}, {time_left(left)}" if time_left(left) else words


def _joined(parts: Sequence[Part]) -> list[Part]:
    joined: list[Part] = []
    for part in parts:
        joined += [" · ", part] if joined else [part]
    return joined
