"""`refresh`, `daily`, and `briefing` without a terminal: refresh, deliver the briefing, then record the delivery."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli import logbook, stderr, stdout
from briefing.cli.briefing_delivery import DailyRequest, deliver, hand_over
from briefing.cli.options import (
    FailOn,
    display_options,
    examples,
    file_options,
    format_option,
    limit_option,
    query_option,
    refresh_options,
    user,
    verbosity_options,
)
from briefing.cli.param_types import Words
from briefing.cli.settings import Settings
from briefing.dates_and_counts import count
from briefing.errors import EXIT_NO_SOURCE, EXIT_OK, UsageError
from briefing.render import BRIEFING_FORMATS, Format

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.model import Brief, Briefing, Mention
    from briefing.newsroom import RefreshReport, Store


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
@query_option
@limit_option("threads; [daily] limit of the configuration by default")
@format_option(BRIEFING_FORMATS)
@click.option(
    "--full", is_flag=True, help="All lines and sources of each story, in any length; in text, Markdown, HTML and mail."
)
@click.option(
    "--to", type=Words(), multiple=True, metavar="ADDRESS", help="Recipient of --format mail; may be repeated."
)
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, atomically.")
@click.option(
    "--deliver-to",
    metavar="COMMAND",
    help="Pipe the text into a shell command; exit code 0 confirms the delivery.",
)
@refresh_options
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
    full: bool,
    to: tuple[str, ...],
    output: Path | None,
    deliver_to: str | None,
    fresh: bool,
    fail_on: FailOn,
    dry_run: bool,
) -> int:
    """Refresh, deliver a briefing, and record the delivery.

    The briefing is read in a minute: headlines, then each story in a few lines, other stories by name, and the
    addresses. Stories that it does not name are kept for the next one.

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
            DailyRequest(full=full, limit=limit, format=format, output=output, to=recipients, deliver_to=command),
        )
        return EXIT_OK
    start, conditions = newsroom.parse_start(since, datetime.now(UTC)), newsroom.as_query(query, config)
    request = DailyRequest(
        since, start, conditions, full, limit, format, output, recipients, command, remember=not dry_run
    )
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
    also = tuple(as_mention(brief, briefing) for brief in briefing.briefs[len(briefs) :]) + briefing.also
    left_out = briefing.left_out + len(briefing.briefs) - len(briefs)
    hand_over(replace(briefing, briefs=briefs, also=also, left_out=left_out), config, settings, request)


def as_mention(brief: Brief, briefing: Briefing) -> Mention:
    """A story of a briefing by name only."""
    from briefing.model import Mention

    since = briefing.since_of(brief)
    known = since is not None and any(ref.added and ref.added <= since for ref in brief.articles)
    return Mention(brief.thread.id, brief.thread.title, len(brief.outlets), len(brief.articles), known)


def print_all(settings: Settings) -> int:
    """Refresh and print everything stored, without recording a delivery."""
    return _refresh_and_deliver(settings, settings.load(), DailyRequest(full=True, remember=False))


def _refresh_and_deliver(
    settings: Settings, config: Config, request: DailyRequest, fresh: bool = True, fail_on: FailOn = "any"
) -> int:
    stdout.check_place(request.output)  # reported before the refresh
    with open_for(settings, fresh) as store:
        code = exit_code(refresh_store(store, config, settings, fail_on=fail_on), fail_on) if fresh else EXIT_OK
        deliver(store, config, settings, request)
    return code


def exit_code(report: RefreshReport, fail_on: FailOn) -> int:
    """Exit code of a refresh; 0 for failures that `fail_on` ignores."""
    is_ignored = fail_on == "none" or (fail_on == "all" and report.exit_code != EXIT_NO_SOURCE)
    return EXIT_OK if is_ignored else report.exit_code


def open_for(settings: Settings, fresh: bool) -> Store:
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
    from briefing.render.sync_reports import summary as sync_summary

    return (
        f"{f'sync: {words}; ' if report.sync and (words := sync_summary(report.sync)) else ''}"
        f"{count(report.sources - len(report.failed), 'source')} read, {report.unchanged} unchanged, "
        f"{len(report.failed)} failed; {count(report.new_articles, 'new article')}, {report.updated_articles} updated; "
        f"{count(report.changed_threads, 'thread')} updated"
        f"{f'; {stderr.page_summary(report)}' if report.failed_pages else ''}"
    )
