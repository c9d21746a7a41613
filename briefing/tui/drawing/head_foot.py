"""The lines around the panes: the day and what is new at the top, keys at the bottom."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from briefing.dates_and_counts import count
from briefing.model import Health
from briefing.newsroom import Overview, Progress
from briefing.render.captions import STAGES
from briefing.render.stage_pace import time_left
from briefing.tui.drawing.styled import Styled, fit, join, styled
from briefing.tui.key_bindings import COMMANDS, Keys, PaneName, key_label

WEEKDAYS = 7
"""Days for which a day has the name of its weekday."""

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
    visited: datetime | None = None
    """When the last visit ended; None on the first one."""
    moved: int = 0
    """Number of stories with reports since then."""
    new: int = 0
    """Number of stories that are new since then."""
    help_key: str = "?"
    """Key that shows why sources failed."""


def head(line: HeadLine, width: int, now: datetime, zone: tzinfo | None = None) -> Styled:
    """The top line in exactly `width` columns: the longest forms of both sides that fit.

    The right side is shortened before the left one, and left out only if there is no room for the day.
    """
    name = styled((" briefing", "name"), "   ")
    rights = [styled(*_joined(parts), " ") for parts in _states(line, now, zone)]
    lefts = [styled(*_joined(parts)) for parts in _days(line, now, zone)]
    pairs = [(left, right) for left in lefts for right in rights[:-1]] + [(left, rights[-1]) for left in lefts]
    for left, right in pairs:
        if name.cells + left.cells + right.cells + bool(left.text) <= width:
            return join(fit(join(name, left), width - right.cells), right)
    return fit(name, width)


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


def _days(line: HeadLine, now: datetime, zone: tzinfo | None) -> list[list[Part]]:
    """Day and news of the visit, or the query; shorter and shorter, at last nothing."""
    if line.overview is None:
        return [[]]
    if line.query:
        query = (f"“{line.query}”", "query")
        return [[query, count(line.listed, "thread")], [query]]
    local = now.astimezone(zone)
    day, short = f"{local:%A} {local.day} {local:%B}", f"{local:%a} {local.day} {local:%b}"
    news = _news(line)
    if line.visited is None:
        return [[day, "first visit", *news], [short, *(news or ["first visit"])], [short]]
    told = ", ".join(news) or ("nothing new yet" if _waiting(line)[0] else "nothing new")
    since = f"since {_day_and_time(line.visited, local, zone)}: "
    return [[day, since + told], [short, since + told], [short, told], [short]]


def _news(line: HeadLine) -> list[str]:
    """Stories that moved, and new ones."""
    moved = [f"{count(line.moved, 'story')} moved"] if line.moved else []
    return moved + ([f"{line.new} new" if moved else count(line.new, "new story")] if line.new else [])


def _waiting(line: HeadLine) -> tuple[int, str]:
    """What another refresh is working on, or left undone: a number and its name; the number is 0 if that is nothing."""
    overview = line.overview or Overview(0, 0, 0, 0)
    return (overview.waiting, "article") if overview.waiting else (overview.unready, "summary")


def _day_and_time(when: datetime, local: datetime, zone: tzinfo | None) -> str:
    """A time before `local`: `15:30` today, `yesterday 15:30`, `Monday 15:30`, `1 Mar`."""
    then = when.astimezone(zone)
    days = (local.date() - then.date()).days
    if days <= 0:
        return f"{then:%H:%M}"
    if days == 1:
        return f"yesterday {then:%H:%M}"
    return f"{then:%A %H:%M}" if days < WEEKDAYS else f"{then.day} {then:%b}"


def _states(line: HeadLine, now: datetime, zone: tzinfo | None) -> list[list[Part]]:
    """Progress of the refresh, what waits for one, or when a source was read and how many failed; ever shorter."""
    if line.refreshing:
        words = _progress(line.progress, line.left)
        return [[(words, "busy")], [(words.partition(",")[0], "busy")], []]
    waiting, kind = _waiting(line)
    if waiting:
        return [[(f"{count(waiting, kind)} waiting", "busy")], [(f"{waiting:,} waiting", "busy")], []]
    health = line.overview.health if line.overview else Health()
    if health.refreshed is None:
        return [["never refreshed" if line.overview else ""], []]
    local = (health.read or health.refreshed).astimezone(zone)
    is_today = local.date() == now.astimezone(zone).date()
    when = f"{local:%H:%M}" if is_today else f"{local.day} {local:%b}"
    failed, total = len(health.failed), len(health.failed) + health.ok
    waiting_marks = _sync(line.overview)
    if not failed:
        forms: list[list[Part]] = [[f"updated {when}"], [when], []]
        return [[f"updated {when}", *waiting_marks], [when, *waiting_marks], *forms] if waiting_marks else forms
    words, short = f"{failed} of {count(total, 'source')} failed", f"{failed} of {total} failed"
    key = (line.help_key, "key")
    if failed > health.ok:  # the page has the reason
        failure = ("no source read" if failed == total else short, "failed")
        return [[*waiting_marks, failure, key], [failure, key], []]
    number = (short, "failed")
    forms = [[f"updated {when}", (words, "failed"), key], [when, number, key], [number, key], [number], []]
    return [[f"updated {when}", *waiting_marks, (words, "failed"), key], *forms] if waiting_marks else forms


def _sync(overview: Overview | None) -> list[Part]:
    """Marks that wait to be sent to the sync server, and whether it cannot be reached."""
    sync = overview.sync if overview else None
    if sync is None or not (sync.pending or sync.error):
        return []
    offline = ["sync offline"] if sync.error else []
    return [", ".join(offline + ([f"{count(sync.pending, 'mark')} to sync"] if sync.pending else []))]


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
