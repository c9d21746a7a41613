"""`prune`: removes old threads and frees their disk space."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, get_args

import click

from briefing.cli import stderr, stdout
from briefing.cli.options import examples, formatted, shared
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
@click.option("--keep-days", type=Number(min=0), metavar="N", help="Instead of the configuration's; 0: all.")
@click.option("--max-megabytes", type=Number(min=0), metavar="N", help="The same; 0: no limit.")
@click.option(
    "--keep", multiple=True, type=OneOf([*get_args(Kept), "none"]), help="What stays; may repeat. none: nothing."
)
@click.option("--dry-run", is_flag=True, help="Tell what would go by its age, and change nothing.")
@formatted
@shared
@click.pass_obj
def prune(
    settings: Settings,
    keep_days: int | None,
    max_megabytes: int | None,
    keep: tuple[str, ...],
    dry_run: bool,
    format: Format,
) -> int:
    """Let go of threads in which nothing has arrived for long, for ever, and give their space back.

    What is starred, followed, tagged or unread stays, and so does what `daily` has not told yet. [store] of the
    configuration says how old, how large, and what stays. No feed brings an article again that was let go.
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
        stderr.say(f"still larger than {options.max_megabytes} MB: all the rest is kept; see --keep")
    return EXIT_OK


def _kept(report: PruneReport) -> str:
    told = ", ".join(f"{number} {word}" for word, number in report.kept.items())
    return f"{count(sum(report.kept.values()), 'old thread')} kept: {told}"
