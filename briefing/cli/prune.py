"""`prune`: removes old threads and frees their disk space."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import click

from briefing.cli import stderr, stdout
from briefing.cli.options import examples, file_options, formatted
from briefing.cli.param_types import Number, OneOf
from briefing.cli.settings import Settings
from briefing.config import Kept
from briefing.dates_and_counts import count
from briefing.errors import EXIT_OK
from briefing.render import Format
from briefing.render.prune_summary import render_pruned

if TYPE_CHECKING:
    from briefing.newsroom import PruneReport


@click.command(epilog=examples("briefing prune --keep-days 90 --keep starred --keep followed --dry-run"))
@click.option(
    "--keep-days",
    type=Number(min=0),
    metavar="N",
    help="Delete threads without arrivals for N days; 0 deletes none by age.",
)
@click.option("--max-megabytes", type=Number(min=0), metavar="N", help="Maximum size of the store; 0 for no limit.")
@click.option(
    "--keep",
    multiple=True,
    type=OneOf([*get_args(Kept), "none"]),
    help="Threads to keep (none: no exceptions); may be repeated.",
)
@click.option("--dry-run", is_flag=True, help="Show what would be deleted by age; change nothing.")
@formatted
@file_options
@click.pass_obj
def prune(
    settings: Settings,
    keep_days: int | None,
    max_megabytes: int | None,
    keep: tuple[str, ...],
    dry_run: bool,
    format: Format,
) -> int:
    """Delete old threads permanently and free their disk space.

    By default, starred, followed, tagged and unread threads are kept; threads that daily has not delivered yet always
    are. [store] of the configuration has the defaults of the options. Feeds do not bring back deleted articles.
    """
    options = settings.load().store
    if keep_days is not None:
        options = replace(options, keep_days=keep_days)
    if max_megabytes is not None:
        options = replace(options, max_megabytes=max_megabytes)
    if keep:
        options = replace(options, keep=tuple(each for each in get_args(Kept) if each in keep))
    from briefing import newsroom

    with settings.open(readonly=dry_run, existing=True) as store:
        report = newsroom.prune(store, options, rehearse=dry_run)
    stdout.write(render_pruned(report, format, rehearsed=dry_run))
    if not settings.quiet and report.kept:
        stderr.say(_kept(report))
    if report.too_large:
        stderr.say(f"still larger than {options.max_megabytes} MB: the remaining threads are kept; see --keep")
    return EXIT_OK


def _kept(report: PruneReport) -> str:
    reasons = ", ".join(f"{number} {word}" for word, number in report.kept.items())
    return f"{count(sum(report.kept.values()), 'old thread')} kept: {reasons}"
