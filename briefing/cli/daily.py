"""`refresh`, `daily`, and `briefing` alone where there is no terminal: read the sources, deliver, then remember."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import click

from briefing.cli import logbook, output, talk
from briefing.cli.options import Settings, examples, formatted_as, limit, looking, page_width, shared, talking, user
from briefing.cli.screen import Screen
from briefing.cli.types import OneOf, Words
from briefing.errors import EXIT_NO_SOURCE, EXIT_OK, UsageError
from briefing.render import BRIEFING_FORMATS, Format, render_briefing
from briefing.render.phrases import count

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.model import Briefing
    from briefing.newsroom import RefreshReport, Store


FailOn = Literal["none", "all", "any"]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which briefing, and in which form."""

    since: str = "all"
    """As the user writes it."""
    query: str = ""
    """Which threads, as the user writes it."""
    limit: int | None = None
    """Threads at most; None for the configuration's."""
    format: Format = "text"
    """Name of the format."""
    output: Path | None = None
    """File to write to; None for standard output."""
    to: str = ""
    """Whom a mail is for; empty for the configuration's, or the user of this machine."""
    remember: bool = True
    """Whether the next briefing since `last` may begin where this one ends."""


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
        talk.say(_told(report))
    return report.exit_code


@click.command(
    epilog=examples(
        "briefing daily --since 24h",
        "briefing daily --format mail --to me@example.org | sendmail -t",
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
@click.option("--to", type=Words(), default="", metavar="ADDRESS", help="Whom --format mail is for.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write to FILE, at once or not at all.")
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
    to: str,
    output: Path | None,
    fresh: bool,
    fail_on: FailOn,
    dry_run: bool,
) -> int:
    """Refresh, deliver the briefing, then remember.

    The next briefing since last begins where this one ends. What could not be delivered is told again by the next
    run. A briefing that leaves something out, by --query or a later --since, is not remembered. If there is nothing
    new, --quiet prints nothing. --format mail is a message for `sendmail -t`.

    With --date nothing is read or remembered: the last briefing delivered on that day is printed as it was, in any
    form; 2026-01-31T18:00 means the last one up to then.
    """
    config = settings.load()
    if format == "mail":
        to = _address(to or config.daily.mail_to or user() or "root")
    elif to:
        raise UsageError(f"daily: --to is for --format mail, not {format}")
    if date:
        if query or since != "last":
            raise UsageError("--date prints a briefing as it was; --since and --query cannot change it")
        past = Wanted(limit=limit, format=format, output=None if dry_run else output, to=to)
        print_past(config, settings, date, past)
        return EXIT_OK
    if dry_run:
        with settings.open(readonly=True) as store:
            deliver(store, config, settings, Wanted(since, query, limit, format, to=to, remember=False))
        return EXIT_OK
    wanted = Wanted(since, query, limit, format, output, to)
    logbook.begin("daily")
    return _told_after_refresh(settings, config, wanted, fresh, fail_on)


def print_past(config: Config, settings: Settings, date: str, wanted: Wanted) -> None:
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
    return _told_after_refresh(settings, settings.load(), Wanted(remember=False))


def _told_after_refresh(
    settings: Settings, config: Config, wanted: Wanted, fresh: bool = True, fail_on: FailOn = "any"
) -> int:
    from briefing import newsroom

    # A mistake is told before the work.
    output.check_place(wanted.output)
    newsroom.as_query(wanted.query, config)
    with _open(settings, fresh) as store:
        newsroom.parse_since(store, wanted.since, datetime.now(UTC))
        code = refresh_store(store, config, settings).exit_code if fresh else EXIT_OK
        deliver(store, config, settings, wanted)
    return code if fail_on == "any" or (fail_on == "all" and code == EXIT_NO_SOURCE) else EXIT_OK


def _open(settings: Settings, fresh: bool) -> Store:
    """Open the store for writing; without a refresh it must be there, as an empty one would tell nothing."""
    if not fresh and not settings.store_path().exists():
        return settings.open(readonly=True)  # which raises the error that tells what to do
    return settings.open()


def refresh_store(store: Store, config: Config, settings: Settings, only: tuple[str, ...] = ()) -> RefreshReport:
    """Read all sources, or only some by hand, with progress on standard error, and tell which failed."""
    from briefing import newsroom

    talk.silence_libraries()
    with talk.Meter(settings.quiet) as meter:
        report = newsroom.refresh_with_hooks(store, config, on_progress=meter.tell, only=only)
    if not settings.quiet:
        talk.report_failures(report, len(config.feeds), settings.verbose)
    for failure in report.hooks:
        talk.say(f"{failure.location} {failure.reason}")
    for line in talk.failure_lines(report, len(config.feeds), verbose=True):
        logbook.note(line)
    for failure in report.hooks:
        logbook.note(f"{failure.location} {failure.reason}")
    logbook.note(_told(report))
    return report


def deliver(store: Store, config: Config, settings: Settings, wanted: Wanted) -> None:
    """Build a briefing, hand it over, and only then remember that it was told."""
    from briefing import newsroom

    now = datetime.now(UTC)
    since = newsroom.parse_since(store, wanted.since, now)
    query = newsroom.as_query(wanted.query, config)
    made = newsroom.build_briefing(
        store,
        now=now,
        since=since,
        limit=wanted.limit or config.daily.limit,
        query=query,
        words=config.summary.update_words,
    )
    made = replace(made, window=wanted.since)
    if made.briefs or not settings.quiet:
        _hand_over(made, config, settings, wanted)
    logbook.note(f"{count(len(made.briefs), 'story')} delivered to {wanted.output or 'standard output'}")
    if wanted.remember and not wanted.query and _covers(since, newsroom.parse_since(store, "last", now)):
        newsroom.commit_briefing(store, made)


def _hand_over(made: Briefing, config: Config, settings: Settings, wanted: Wanted) -> None:
    screen = Screen.of(settings, config, wanted.output)
    terminal = wanted.output is None and wanted.format != "mail"
    text = render_briefing(
        made,
        wanted.format,
        width=page_width(config) if terminal else config.daily.width,
        quotes=config.daily.quotes,
        to=wanted.to,
        sender=config.daily.mail_from,
        color=screen.color and wanted.format == "text",
    )
    with screen.paged():
        output.deliver(text, wanted.output)


def _address(words: str) -> str:
    """Return a mail address as it was given; a mistake is told before the work."""
    from briefing.render.mail import parse_address

    try:
        parse_address(words)
    except ValueError as error:
        raise UsageError(f"daily: --to {words}: this is no mail address") from error
    return words


def _covers(since: datetime | None, cursor: datetime | None) -> bool:
    """Tell whether a briefing since then leaves out nothing that was not told before."""
    return since is None or (cursor is not None and since <= cursor)


def _told(report: RefreshReport) -> str:
    """Return what a refresh did, in a line."""
    return (
        f"{count(report.sources - len(report.failed), 'source')} read, {report.unchanged} unchanged, "
        f"{len(report.failed)} failed; {count(report.new_articles, 'new article')}, {report.updated_articles} updated; "
        f"{count(report.changed_threads, 'thread')} made anew"
    )
