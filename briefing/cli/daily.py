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
from briefing.cli.options import examples, formatted_as, limit, looking, page_width, shared, talking, user
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
@talking
@shared
@click.pass_obj
def refresh(settings: Settings, only: tuple[str, ...]) -> int:
    """Read the sources and make their stories.

    Without SOURCE all of them, but those that are to be left alone for a while: servers ask for it, and feeds that
    fail again and again are asked less and less often. With SOURCE, the address or a part of the title, only these,
    and at once.
    """
    logbook.begin("refresh")
    config = settings.load()
    with settings.open() as store:
        report = refresh_store(store, config, settings, only)
    if not settings.quiet:
        stderr.say(_told(report))
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
    help="last (the end of the last briefing), 24h, 7d, yesterday, a date, or all.",
)
@click.option("--date", type=Words(), default="", metavar="DATE", help="Print the briefing of that day again.")
@click.option("--query", type=Words(), default="", metavar="QUERY", help="Only threads it finds, as for threads.")
@limit
@formatted_as(BRIEFING_FORMATS)
@click.option(
    "--to", type=Words(), multiple=True, metavar="ADDRESS", help="Whom --format mail is for; may be repeated."
)
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, at once or not at all.")
@click.option(
    "--deliver-to",
    metavar="COMMAND",
    help="Give the text to a shell command; only if it ends with exit code 0 is the briefing remembered.",
)
@click.option("--refresh/--no-refresh", "fresh", default=True, help="Read the sources first (the default), or not.")
@click.option(
    "--fail-on",
    type=OneOf(get_args(FailOn)),
    default="any",
    show_default=True,
    help="Which failures of sources the exit code tells.",
)
@click.option("--dry-run", is_flag=True, help="Print what is stored; fetch, write and remember nothing.")
@talking
@looking
@shared
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
    """Refresh, deliver the briefing, then remember.

    The next briefing since last begins where this one ends. What could not be delivered is told again by the next
    run: a pipe counts as delivered once its reader has read all, a command of --deliver-to once it has succeeded. A
    briefing that leaves something out, by --query or a later --since, is not remembered. If there is nothing
    new, --quiet prints nothing. --format mail is a message for `sendmail -t -i`.

    With --date nothing is read or remembered: the last briefing delivered on that day is printed as it was, in any
    form; 2026-01-31T18:00 means the last one up to then.
    """
    from briefing import newsroom

    config = settings.load()
    recipients = _recipients(to, format, config)
    command = _command(deliver_to, output)
    if date:
        if query or since != "last":
            raise UsageError("--date prints a briefing as it was; --since and --query cannot change it")
        past = DailyRequest(limit=limit, format=format, to=recipients)
        if not dry_run:
            past = replace(past, output=output, deliver_to=command)
        print_past(config, settings, date, past)
        return EXIT_OK
    start, conditions = newsroom.parse_start(since, datetime.now(UTC)), newsroom.as_query(query, config)
    wanted = DailyRequest(since, start, conditions, limit, format, output, recipients, command)
    if dry_run:
        with settings.open(readonly=True) as store:
            deliver(store, config, settings, replace(wanted, output=None, deliver_to="", remember=False))
        return EXIT_OK
    logbook.begin("daily")
    return _told_after_refresh(settings, config, wanted, fresh, fail_on)


def print_past(config: Config, settings: Settings, date: str, wanted: DailyRequest) -> None:
    """Print a briefing that was delivered, as it was; with a limit only its first threads."""
    from briefing import newsroom

    with settings.open(readonly=True) as store:
        found = newsroom.past_briefing(store, date)
    briefs = found.briefs[: wanted.limit]
    _hand_over(
        replace(found, briefs=briefs, left_out=found.left_out + len(found.briefs) - len(briefs)),
        config,
        settings,
        wanted,
    )


def print_all(settings: Settings) -> int:
    """Refresh and print all that is stored; as this is only a look, nothing is remembered."""
    return _told_after_refresh(settings, settings.load(), DailyRequest(remember=False))


def _told_after_refresh(
    settings: Settings, config: Config, wanted: DailyRequest, fresh: bool = True, fail_on: FailOn = "any"
) -> int:
    stdout.check_place(wanted.output)  # reported before the refresh
    with _open(settings, fresh) as store:
        code = refresh_store(store, config, settings).exit_code if fresh else EXIT_OK
        deliver(store, config, settings, wanted)
    return code if fail_on == "any" or (fail_on == "all" and code == EXIT_NO_SOURCE) else EXIT_OK


def _open(settings: Settings, fresh: bool) -> Store:
    """Open the store for writing; without a refresh it must exist, as an empty one has nothing to report."""
    if not fresh and not settings.store_path().exists():
        return settings.open(readonly=True)  # raises the error with its remedy
    return settings.open()


def refresh_store(store: Store, config: Config, settings: Settings, only: tuple[str, ...] = ()) -> RefreshReport:
    """Refresh all sources, or only the given ones, with progress and failures on standard error."""
    from briefing import newsroom

    stderr.silence_libraries()
    with stderr.Meter(settings.quiet) as meter:
        report = newsroom.refresh_with_hooks(store, config, on_progress=meter.tell, only=only)
    if not settings.quiet:
        stderr.report_failures(report, len(config.feeds), settings.verbose)
        stderr.report_skips(report, settings.verbose)
    for failure in report.hooks:
        stderr.say(f"{failure.location} {failure.reason}")
    for line in stderr.failure_lines(report, len(config.feeds), verbose=True):
        logbook.note(line)
    for line in stderr.skip_lines(report, verbose=True):
        logbook.note(line)
    for failure in (*report.hooks, *report.refused):
        logbook.note(f"{failure.location} {failure.reason}")
    logbook.note(_told(report))
    return report


def deliver(store: Store, config: Config, settings: Settings, wanted: DailyRequest) -> None:
    """Build a briefing, hand it over, and only then remember that it was told.

    Recorded deliveries are made by one process at a time, so that nothing is delivered twice.

    Raises:
        StoreLockedError: another process delivers one.
    """
    from briefing import newsroom

    now = datetime.now(UTC)
    is_lasting = _is_lasting(store, wanted)
    with store.delivery(now) if is_lasting else nullcontext():
        made = newsroom.build_briefing(
            store,
            now=now,
            since=newsroom.start_time(store, wanted.start),
            limit=wanted.limit or config.daily.limit,
            query=wanted.query,
            words=config.summary.update_words,
            ready_only=is_lasting,
        )
        made = replace(made, window=wanted.since)
        waiting = newsroom.count_unready(store) if is_lasting else 0
        if waiting and not settings.quiet:
            stderr.say(f"{count(waiting, 'thread')} with news wait for a refresh to end; the next briefing has them")
        # With --quiet, JSON is still printed while news is waiting, even without stories.
        is_said = made.briefs or not settings.quiet or (waiting and wanted.format == "json")
        if is_said and not _hand_over(made, config, settings, wanted, is_lasting):
            return
        logbook.note(f"{count(len(made.briefs), 'story')} delivered to {_destination(wanted)}")
        if is_lasting:
            newsroom.commit_briefing(store, made)


def _is_lasting(store: Store, wanted: DailyRequest) -> bool:
    """Whether a briefing is remembered: it leaves out nothing that was not told before."""
    from briefing import newsroom

    if not wanted.remember or wanted.query != EVERYTHING:
        return False
    if wanted.start is None or wanted.start == "last":
        return True
    cursor = newsroom.start_time(store, "last")
    return cursor is not None and wanted.start <= cursor


def _hand_over(
    made: Briefing, config: Config, settings: Settings, wanted: DailyRequest, is_lasting: bool = False
) -> bool:
    """Write a briefing to where it is to go; False if a reader has not taken all of it in time, but still may.

    Args:
        made: the briefing.
        config: says how it looks, and how long to wait.
        settings: options of the command line.
        wanted: form and place.
        is_lasting: whether it is recorded, which requires waiting for the reader of a pipe.

    Raises:
        PipeClosedError: the reader of a pipe has closed it without reading all.
        OutputError: it cannot be written, or the command of `--deliver-to` failed.
    """
    screen = Screen.of(settings, config, wanted.output or (Path(os.devnull) if wanted.deliver_to else None))
    terminal = wanted.output is None and wanted.format != "mail" and not wanted.deliver_to
    text = render_briefing(
        made,
        wanted.format,
        Layout(
            width=page_width(config) if terminal else config.daily.width,
            quotes=config.daily.quotes,
            to=wanted.to,
            sender=config.daily.mail_from,
            color=screen.color and wanted.format == "text",
        ),
    )
    if wanted.deliver_to:
        _run_deliverer(wanted.deliver_to, text, config.daily.deliver_timeout)
        return True
    seconds = config.daily.reader_timeout
    with screen.paged():
        is_taken = stdout.deliver(text, wanted.output, seconds if is_lasting else None)
    if not is_taken:
        _report(
            f"the reader of {wanted.output or 'standard output'} has not read all within {seconds:g} s; the next "
            "briefing has the same again (`[daily] reader_timeout`, or --deliver-to COMMAND)"
        )
    return is_taken


def _run_deliverer(command: str, text: str, timeout: float) -> None:
    from briefing import newsroom

    if reason := newsroom.run_command(command, text, "daily", timeout, keep_output=False):
        raise stdout.OutputError(f"--deliver-to `{command}` {reason}; the briefing counts as not delivered")


def _report(message: str) -> None:
    stderr.say(message)
    logbook.note(message)


def _destination(wanted: DailyRequest) -> str:
    return f"`{wanted.deliver_to}`" if wanted.deliver_to else str(wanted.output or "standard output")


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
        raise UsageError("daily: say --output or --deliver-to, not both")
    if not deliver_to.strip():
        raise UsageError("daily: --deliver-to wants a command, such as 'mail -E -s Briefing me'")
    return deliver_to


def _told(report: RefreshReport) -> str:
    """Result of a refresh in one line."""
    return (
        f"{count(report.sources - len(report.failed), 'source')} read, {report.unchanged} unchanged, "
        f"{len(report.failed)} failed; {count(report.new_articles, 'new article')}, {report.updated_articles} updated; "
        f"{count(report.changed_threads, 'thread')} made anew"
    )
