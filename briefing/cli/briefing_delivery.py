"""Delivery of a briefing: build it, hand it over, and only then record it."""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.cli import logbook, stderr, stdout
from briefing.cli.options import page_width
from briefing.cli.pager import Screen
from briefing.cli.settings import Settings
from briefing.dates_and_counts import count
from briefing.query.nodes import EVERYTHING, Node
from briefing.render import Format, render_briefing
from briefing.render.text_layout import Layout

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.model import Briefing
    from briefing.newsroom import Start, Store

NAMES = 60
"""Maximum number of stories that a briefing names."""
UNNAMED: tuple[Format, ...] = ("atom", "jsonl")
"""Formats of one entry a story, without the stories beyond the limit."""


@dataclass(frozen=True, slots=True)
class DailyRequest:
    """Which briefing, and in which form."""

    since: str = "all"
    """`--since` as the user wrote it."""
    start: Start = None
    """`--since`, parsed; a span is counted back from the start of the command."""
    query: Node = EVERYTHING
    """Query that selects threads."""
    full: bool = False
    """Whether the briefing has every part of its stories."""
    limit: int | None = None
    """Maximum number of threads; None for the configuration's."""
    format: Format = "text"
    """Name of the format."""
    output: Path | None = None
    """File to write to; None for standard output."""
    to: str = ""
    """Recipients of a mail; empty for the configuration's, or the user of this machine."""
    deliver_to: str = ""
    """Shell command that receives the text and must exit with 0; empty for none."""
    remember: bool = True
    """Whether the delivery is recorded, so that the next briefing since `last` begins at its end."""


def deliver(store: Store, config: Config, settings: Settings, request: DailyRequest) -> None:
    """Build a briefing, hand it over, and only then record the delivery.

    Recorded deliveries are made by one process at a time, so that nothing is delivered twice.

    Raises:
        StoreLockedError: another process delivers one.
    """
    from briefing import newsroom

    now = datetime.now(UTC)
    is_recorded = _is_recorded(store, request)
    with store.delivery(now) if is_recorded else nullcontext():
        briefing = newsroom.build_briefing(
            store,
            now=now,
            since=newsroom.start_time(store, request.start),
            limit=request.limit or config.daily.limit,
            query=request.query,
            words=config.summary.update_words,
            ready_only=is_recorded,
            names=0 if request.format in UNNAMED else NAMES,
            pending=request.start == "last",
            alone=not settings.quiet,
        )
        briefing = replace(briefing, window=request.since)
        unready = newsroom.count_unready(store) if is_recorded else 0
        if unready and not settings.quiet:
            stderr.say(f"{count(unready, 'thread')} with news wait for a refresh to end; the next briefing has them")
        # With --quiet, JSON is still printed while news is waiting, even without stories.
        is_printed = briefing.briefs or not settings.quiet or (unready and request.format == "json")
        if is_printed and not hand_over(briefing, config, settings, request, is_recorded):
            return
        logbook.note(f"{count(len(briefing.briefs), 'story')} delivered to {_destination(request)}")
        if is_recorded:
            newsroom.commit_briefing(store, briefing)


def _is_recorded(store: Store, request: DailyRequest) -> bool:
    """Whether the delivery is recorded: the briefing leaves out nothing that was not delivered before."""
    from briefing import newsroom

    if not request.remember or request.query != EVERYTHING:
        return False
    if request.start is None or request.start == "last":
        return True
    cursor = newsroom.start_time(store, "last")
    return cursor is not None and request.start <= cursor


def hand_over(
    briefing: Briefing, config: Config, settings: Settings, request: DailyRequest, is_recorded: bool = False
) -> bool:
    """Write a briefing to its destination; False if a reader has not read all of it in time, but still may.

    Args:
        briefing: the briefing.
        config: layout, and how long to wait.
        settings: options of the command line.
        request: format and destination.
        is_recorded: whether the delivery is recorded, which requires waiting for the reader of a pipe.

    Raises:
        PipeClosedError: the reader of a pipe has closed it without reading all.
        OutputError: it cannot be written, or the command of `--deliver-to` failed.
    """
    screen = Screen.of(settings, config, request.output or (Path(os.devnull) if request.deliver_to else None))
    terminal = request.output is None and request.format != "mail" and not request.deliver_to
    text = render_briefing(
        briefing,
        request.format,
        Layout(
            width=page_width(config) if terminal else config.daily.width,
            quotes=config.daily.quotes,
            to=request.to,
            sender=config.daily.mail_from,
            full=request.full,
            color=screen.color and request.format == "text",
        ),
    )
    if request.deliver_to:
        _run_deliverer(request.deliver_to, text, config.daily.deliver_timeout)
        return True
    seconds = config.daily.reader_timeout
    with screen.paged():
        is_taken = stdout.deliver(text, request.output, seconds if is_recorded else None)
    if not is_taken:
        _report(
            f"the reader of {request.output or 'standard output'} did not read everything within {seconds:g} s; the "
            "next briefing repeats this one (see `[daily] reader_timeout`, or --deliver-to COMMAND)"
        )
    return is_taken


def _run_deliverer(command: str, text: str, timeout: float) -> None:
    from briefing import newsroom

    if reason := newsroom.run_command(command, text, "daily", timeout, keep_output=False):
        raise stdout.OutputError(f"--deliver-to `{command}` {reason}; the next briefing repeats this one")


def _report(message: str) -> None:
    stderr.say(message)
    logbook.note(message)


def _destination(request: DailyRequest) -> str:
    return f"`{request.deliver_to}`" if request.deliver_to else str(request.output or "standard output")
