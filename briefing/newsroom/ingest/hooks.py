"""Hooks: user commands that receive JSON Lines after a refresh."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from briefing.briefs.since import in_window
from briefing.config import Config, HookConfig
from briefing.model import Briefing, SourceFailure, stable_id
from briefing.newsroom.ingest.pipeline import refresh, sync
from briefing.newsroom.library.thread_views import make_row, read_brief
from briefing.newsroom.results import Progress, RefreshReport
from briefing.newsroom.shell_command import run_command
from briefing.render import render_briefing, render_threads
from briefing.render.text_layout import Layout
from briefing.store import Store, key_values, threads, unfinished_threads

REACH = timedelta(days=7)
"""Maximum age of the items passed to a hook that has failed before."""


def refresh_with_hooks(
    store: Store,
    config: Config,
    *,
    now: datetime | None = None,
    on_progress: Callable[[Progress], None] | None = None,
    only: Collection[str] = (),
) -> RefreshReport:
    """Refresh, then run the configured hooks; arguments and errors as for `refresh`."""
    before = key_values.get(store, key_values.ARRIVED)
    report = refresh(store, config, now=now, on_progress=on_progress, only=only)
    return replace(report, hooks=run_hooks(store, config, before, now)) if config.hooks else report


def sync_with_hooks(
    store: Store,
    config: Config,
    *,
    now: datetime | None = None,
    on_progress: Callable[[Progress], None] | None = None,
) -> RefreshReport:
    """Sync, then run the configured hooks; arguments and errors as for `sync`."""
    before = key_values.get(store, key_values.ARRIVED)
    report = sync(store, config, now=now, on_progress=on_progress)
    return replace(report, hooks=run_hooks(store, config, before, now)) if config.hooks else report


def run_hooks(
    store: Store, config: Config, before: datetime | None, now: datetime | None = None
) -> tuple[SourceFailure, ...]:
    """Run the hooks for which there are new items; returns the failed ones with reasons.

    Each hook has a cursor, which moves when the command succeeds: otherwise the items are passed again after the next
    refresh. The cursor never passes threads that are behind.

    Args:
        store: open for writing, after a refresh.
        config: defines the hooks.
        before: last arrival before the refresh; start of the cursor of a hook that never ran.
        now: the current time.
    """
    now = now or datetime.now(UTC)
    failed = []
    for hook in config.hooks:
        name = "hook " + stable_id(f"{hook.on} {hook.command}")
        since = key_values.get(store, name)
        if since is None:
            since = before or now - REACH
            key_values.put(store, name, since)
        since = max(since, now - REACH)
        with store.snapshot():
            until = unfinished_threads.ready_until(store, since) or key_values.get(store, key_values.ARRIVED)
            if until is None or until <= since:
                continue
            lines = _lines(store, hook, since, until, now)
        reason = run_command(hook.command, lines, hook.on, hook.timeout) if lines else ""
        if reason:
            failed.append(SourceFailure(f"hook `{hook.command}`", reason))
        else:
            key_values.put(store, name, until)
    return tuple(failed)


def _lines(store: Store, hook: HookConfig, since: datetime, until: datetime, now: datetime) -> str:
    """Input of a hook as JSON Lines: rows of threads, or briefs of followed threads, limited to what is new."""
    rows = threads.listed(store, after=since, until=until)
    if hook.on == "refresh":
        return render_threads([make_row(row, now) for row in rows], "jsonl", Layout(width=0))
    ids = [row.thread.id for row in rows if row.thread.state.followed or row.thread.watch]
    briefs = [in_window(read_brief(store, id_, now), since, until) for id_ in ids]
    with_news = tuple(brief for brief in briefs if brief.new)
    return render_briefing(Briefing(now, since, None, with_news), "jsonl", Layout(width=0, quotes=0))
