"""`refresh`, `daily`, and `briefing` without a terminal: refresh, deliver the briefing, then record the delivery."""

from __future__ import annotations

import os
from contextlib import nullcontext
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import click

from briefing.cli import logbook, stderr, stdout
from briefing.cli.options import (
    display_options,
    examples,
    file_options,
    format_option,
    limit_option,
    page_width,
    user,
    verbosity_options,
)
from briefing.cli.pager import Screen
from briefing.cli.param_types import OneOf, Words
from briefing.cli.settings import Settings
from briefing.dates_and_counts import count
from briefing.errors import EXIT_NO_SOURCE, EXIT_OK, UsageError
from briefing.query.nodes import EVERYTHING, Node
from briefing.render import BRIEFING_FORMATS, Format, render_briefing
from briefing.render.text_layout import Layout

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.model import Briefing
    from briefing.newsroom import RefreshReport, Start, Store


FailOn = Literal["none", "all", "any"]


@dataclass(frozen=True, slots=True)
class DailyRequest:
    """Which briefing, and in which form."""

    since: str = "all"
    """`--since` as the user wrote it."""
    start: Start = None
    """`--since`, parsed; a span is counted back from the start of the command."""
    query: Node = EVERYTHING
    """Query that selects threads."""
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


@click.command(epilog=examples("briefing refresh", "briefing refresh 'BBC World' --verbose"))
@click.argument("only", metavar="[SOURCE]...", nargs=-1, type=Words())
@verbosity_options
@file_options
@click.pass_obj
def refresh(settings: Settings, only: tuple[str, ...]) -> int:
    """Fetch the sources and update the threads.

    SOURCE is an address or part of a title: only these sources are fetched, at once. Without SOURCE, all are, except
    those that are paused: servers can ask for a pause, and feeds that keep failing are fetched less often.
    """
    logbook.begin("refresh")
    config = settings.load()
    with settings.open() as store:
        report = refresh_store(store, config, settings, only)
    if not settings.quiet:
        stderr.say(_summary(report))
    return report.exit_code


@click.command(
    epilog=examples(
        "briefing daily --since 24h",
        "briefing daily --quiet --deliver-to 'mail -E -s Briefing me'",
        "briefing daily --format mail --to me@example.org --deliver-to 'sendmail -t -i'",
        "briefing daily --format html --output briefing.html",
        "briefing daily --no-refresh --json | jq -r '.briefs[].thread.title'",
        "briefing daily --date 2026-01-31",
    )
)
@click.option(
    "--since",
    type=Words(),
    default="last",
    show_default=True,
    metavar="TIME",
    help="Start of the news: last (the end of the last briefing), 24h, 7d, yesterday, a date, or all.",
)
@click.option("--date", type=Words(), default="", metavar="DATE", help="Print the briefing of that day again.")
@click.option(
    "--query",
    type=Words(),
    default="",
    metavar="QUERY",
    help="Only threads that match QUERY, as for threads.",
)
@limit_option("threads; [daily] limit of the configuration by default")
@format_option(BRIEFING_FORMATS)
@click.option(
    "--to", type=Words(), multiple=True, metavar="ADDRESS", help="Recipient of --format mail; may be repeated."
)
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, atomically.")
@click.option(
    "--deliver-to",
    metavar="COMMAND",
    help="Pipe the text into a shell command; exit code 0 confirms the delivery.",
)
@click.option("--refresh/--no-refresh", "fresh", default=True, help="Whether to refresh first (the default).")
@click.option(
    "--fail-on",
    type=OneOf(get_args(FailOn)),
    default="any",
    show_default=True,
    help="Failures of sources that set the exit code, and that --quiet reports.",
)
@click.option("--dry-run", is_flag=True, help="Print the briefing from the store; fetch, deliver and record nothing.")
@verbosity_options
@display_options
@file_options
@click.pass_obj
def daily(  # noqa: PLR0913 - one parameter for each option
    settings: Settings,
    since: str,
    date: str,
    query: str,
    limit: int | None,
    format: Format,
    to: tuple[str, ...],
    output: Path | None,
    deliver_to: str | None,
    fresh: bool,
    fail_on: FailOn,
    dry_run: bool,
) -> int:
    """Refresh, deliver a briefing, and record the delivery.

    The next briefing with --since last begins where this one ends. The next run repeats a briefing that could not be
    delivered: a pipe counts as delivered when its reader has read everything, --deliver-to when the command exits with
    code 0. A briefing that leaves out news (--query, or a --since after the last briefing) is not recorded.
    --format mail writes a message for `sendmail -t -i`.

    With --quiet, nothing is printed if nothing is new; of failed sources, one line is printed on standard error if they
    set the exit code (see --fail-on).

    With --date, nothing is fetched or recorded: the last briefing delivered on that day is printed again, in any
    format; 2026-01-31T18:00 selects the last one before that time.
    """
    from briefing import newsroom

    config = settings.load()
    recipients = _recipients(to, format, config)
    command = _command(deliver_to, output)
    if dry_run and (command or output):
        raise UsageError("daily: --dry-run prints to standard output; leave out --output and --deliver-to")
    if date:
        if query or since != "last":
            raise UsageError("--date prints a recorded briefing; it cannot be combined with --since or --query")
        print_past(
            config,
            settings,
            date,
            DailyRequest(limit=limit, format=format, output=output, to=recipients, deliver_to=command),
        )
        return EXIT_OK
    start, conditions = newsroom.parse_start(since, datetime.now(UTC)), newsroom.as_query(query, config)
    request = DailyRequest(since, start, conditions, limit, format, output, recipients, command, remember=not dry_run)
    if dry_run:
        with settings.open(readonly=True) as store:
            deliver(store, config, settings, request)
        return EXIT_OK
    logbook.begin("daily")
    return _refresh_and_deliver(settings, config, request, fresh, fail_on)


def print_past(config: Config, settings: Settings, date: str, request: DailyRequest) -> None:
    """Print a briefing that was delivered, as it was; with a limit only its first threads."""
    from briefing import newsroom

    with settings.open(readonly=True) as store:
        briefing = newsroom.past_briefing(store, date)
    briefs = briefing.briefs[: request.limit]
    left_out = briefing.left_out + len(briefing.briefs) - len(briefs)
    _hand_over(replace(briefing, briefs=briefs, left_out=left_out), config, settings, request)


def print_all(settings: Settings) -> int:
    """Refresh and print everything stored, without recording a delivery."""
    return _refresh_and_deliver(settings, settings.load(), DailyRequest(remember=False))


def _refresh_and_deliver(
    settings: Settings, config: Config, request: DailyRequest, fresh: bool = True, fail_on: FailOn = "any"
) -> int:
    stdout.check_place(request.output)  # reported before the refresh
    with _open(settings, fresh) as store:
        code = exit_code(refresh_store(store, config, settings, fail_on=fail_on), fail_on) if fresh else EXIT_OK
        deliver(store, config, settings, request)
    return code


def exit_code(report: RefreshReport, fail_on: FailOn) -> int:
    """Exit code of a refresh; 0 for failures that `fail_on` ignores."""
    is_ignored = fail_on == "none" or (fail_on == "all" and report.exit_code != EXIT_NO_SOURCE)
    return EXIT_OK if is_ignored else report.exit_code


def _open(settings: Settings, fresh: bool) -> Store:
    """Open the store for writing; without a refresh it must exist, as an empty one has nothing to report."""
    if not fresh and not settings.store_path().exists():
        return settings.open(readonly=True)  # raises the error with its remedy
    return settings.open()


def refresh_store(
    store: Store, config: Config, settings: Settings, only: tuple[str, ...] = (), fail_on: FailOn = "any"
) -> RefreshReport:
    """Refresh all sources, or only the given ones, with progress and failures on standard error.

    With `--quiet`, failures are reported in one line, and only if they set the exit code.
    """
    from briefing import newsroom

    stderr.silence_libraries()
    with stderr.Meter(settings.quiet) as meter:
        report = newsroom.refresh_with_hooks(store, config, on_progress=meter.show, only=only)
    feeds = len(config.feeds)
    if not settings.quiet:
        stderr.report_failures(report, feeds, settings.verbose)
        stderr.report_skips(report, settings.verbose)
    elif exit_code(report, fail_on):
        for line in stderr.failure_lines(report, feeds, settings.verbose, named=1)[: None if settings.verbose else 1]:
            stderr.say(line)
    hooks = [f"{failure.location} {failure.reason}" for failure in report.hooks]
    for line in hooks:
        stderr.say(line)
    refused = [f"{failure.location} {failure.reason}" for failure in report.refused]
    details = stderr.failure_lines(report, feeds, verbose=True) + stderr.skip_lines(report, verbose=True)
    for line in (*details, *hooks, *refused, _summary(report)):
        logbook.note(line)
    return report


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
        )
        briefing = replace(briefing, window=request.since)
        unready = newsroom.count_unready(store) if is_recorded else 0
        if unready and not settings.quiet:
            stderr.say(f"{count(unready, 'thread')} with news wait for a refresh to end; the next briefing has them")
        # With --quiet, JSON is still printed while news is waiting, even without stories.
        is_printed = briefing.briefs or not settings.quiet or (unready and request.format == "json")
        if is_printed and not _hand_over(briefing, config, settings, request, is_recorded):
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


def _hand_over(
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


def _recipients(to: tuple[str, ...], format: Format, config: Config) -> str:
    """Recipients of a mail, separated by commas; errors are reported before the refresh."""
    if format != "mail":
        if to:
            raise UsageError(f"daily: --to is for --format mail, not {format}")
        return ""
    from briefing.mail_addresses import parse_addresses

    recipients = ", ".join(to) or config.daily.mail_to or user() or "root"
    try:
        parse_addresses(recipients)
    except ValueError as error:
        raise UsageError(f"daily: --to {error}") from error
    return recipients


def _command(deliver_to: str | None, output: Path | None) -> str:
    """The command of `--deliver-to`; empty if there is none."""
    if deliver_to is None:
        return ""
    if output:
        raise UsageError("daily: use --output or --deliver-to, not both")
    if not deliver_to.strip():
        raise UsageError("daily: --deliver-to needs a command, such as 'mail -E -s Briefing me'")
    return deliver_to


def _summary(report: RefreshReport) -> str:
    """Result of a refresh in one line."""
    return (
        f"{count(report.sources - len(report.failed), 'source')} read, {report.unchanged} unchanged, "
        f"{len(report.failed)} failed; {count(report.new_articles, 'new article')}, {report.updated_articles} updated; "
        f"{count(report.changed_threads, 'thread')} updated"
    )
