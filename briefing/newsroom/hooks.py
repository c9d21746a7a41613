"""Hooks: commands of the user that get JSON Lines after a refresh."""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
from collections.abc import Callable, Collection
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import IO

from briefing.briefs import since_cursor
from briefing.config import Config, HookConfig
from briefing.hygiene import clean_line
from briefing.model import Briefing, SourceFailure, stable_id
from briefing.newsroom.reading import make_row, read_brief
from briefing.newsroom.refreshing import refresh
from briefing.newsroom.values import Progress, RefreshReport
from briefing.render import render_briefing, render_threads
from briefing.store import Store, moments, records, threads

REACH = timedelta(days=7)
"""What is older is not told any more by a hook that has failed for so long."""


def refresh_with_hooks(
    store: Store,
    config: Config,
    *,
    now: datetime | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    only: Collection[str] = (),
) -> RefreshReport:
    """Refresh, and then run the hooks of the configuration; arguments and errors as for `refresh`."""
    before = moments.get(store, records.ARRIVED)
    report = refresh(store, config, now=now, on_progress=on_progress, only=only)
    return replace(report, hooks=run_hooks(store, config, before, now)) if config.hooks else report


def run_hooks(
    store: Store, config: Config, before: datetime | None, now: datetime | None = None
) -> tuple[SourceFailure, ...]:
    """Run the hooks that have something to tell; those that failed, with the reason.

    Each hook has a cursor, which moves when the command has ended well: what it could not take is told again after
    the next refresh.

    Args:
        store: open for writing, after a refresh.
        config: with the hooks.
        before: when the last thing arrived before the refresh; there a hook begins that never ran.
        now: the time.
    """
    now = now or datetime.now(UTC)
    until = moments.get(store, records.ARRIVED)
    failed = []
    for hook in config.hooks:
        name = "hook " + stable_id(f"{hook.on} {hook.command}")
        since = moments.get(store, name)
        if since is None:
            since = before or now - REACH
            moments.put(store, name, since)
        since = max(since, now - REACH)
        if until is None or until <= since:
            continue
        lines = _lines(store, hook, since, now)
        reason = _run(hook, lines) if lines else ""
        if reason:
            failed.append(SourceFailure(f"hook `{hook.command}`", reason))
        else:
            moments.put(store, name, until)
    return tuple(failed)


def _lines(store: Store, hook: HookConfig, since: datetime, now: datetime) -> str:
    """Return what a hook gets: rows of threads, or briefs of those that are followed, cut to what is new."""
    with store.snapshot():
        found = threads.listed(store, after=since)
        if hook.on == "refresh":
            return render_threads([make_row(each, now) for each in found], "jsonl", width=0)
        wanted = [each.thread.id for each in found if each.thread.state.followed or each.thread.watch]
        briefs = [since_cursor(read_brief(store, id_, now), since) for id_ in wanted]
    told = tuple(brief for brief in briefs if brief.new)
    return render_briefing(Briefing(now, since, None, told), "jsonl", width=0, quotes=0)


def _run(hook: HookConfig, lines: str) -> str:
    """Run the command in a group of its own; the reason if it failed, with the last line it printed, else nothing."""
    with tempfile.TemporaryFile() as printed:
        try:
            running = subprocess.Popen(
                ["/bin/sh", "-c", hook.command],
                stdin=subprocess.PIPE,
                stdout=printed,
                stderr=printed,
                env={**os.environ, "BRIEFING_EVENT": hook.on},
                start_new_session=True,
            )
        except OSError as error:
            return f"cannot be run: {error.strerror}"
        with running:
            try:
                running.communicate(lines.encode("utf-8", "replace"), hook.timeout)
            except subprocess.TimeoutExpired:
                with suppress(ProcessLookupError):
                    os.killpg(running.pid, signal.SIGKILL)
                return f"was killed after {hook.timeout:g} s"
        return f"ended with exit code {running.returncode}{_last_line(printed)}" if running.returncode else ""


def _last_line(printed: IO[bytes]) -> str:
    printed.seek(max(printed.seek(0, os.SEEK_END) - 500, 0))
    lines = [clean_line(line) for line in printed.read().decode("utf-8", "replace").splitlines()]
    return next((f": {line}" for line in reversed(lines) if line), "")
