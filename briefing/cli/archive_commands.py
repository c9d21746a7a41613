"""`archive`: stories over archives beyond one machine, by Dask. Needs the extra `briefing-news[archive]`."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefing.cli import stderr, stdout
from briefing.cli.options import (
    Form,
    display_options,
    examples,
    file_options,
    formatted,
    limit_option,
    list_options,
    list_width,
    page_width,
    verbosity_options,
)
from briefing.cli.pager import Screen
from briefing.cli.param_types import Number, Words
from briefing.cli.settings import Settings
from briefing.dates_and_counts import count, size
from briefing.errors import EXIT_OK, EXIT_SOME_FAILED, UsageError
from briefing.render import Format, render_thread, stream_quotes
from briefing.render.record_fields import QUOTES
from briefing.render.text_layout import Layout

if TYPE_CHECKING:
    from briefing.archive.plan import Plan
    from briefing.archive.run import Step

EVERY = 10.0
"""Seconds between two lines of progress."""
NAMED = 5
"""Failures that are named."""


@click.group()
@file_options
def archive() -> None:
    """Make stories of whole archives, on all cores or a cluster.

    Needs more packages: pip install 'briefing-news[archive]'. The output is parquet, which pandas, DuckDB and others
    read; the store is not used.
    """


@archive.command(
    epilog=examples(
        "briefing archive run news/*.warc.gz --output stories --dry-run",
        "briefing archive run news/*.warc.gz --output stories --languages en,es",
        "briefing archive run s3://bucket/2024/ --output /shared/stories --scheduler tcp://10.0.0.5:8786",
    )
)
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True)
@click.option(
    "--output", required=True, metavar="DIR", type=click.Path(path_type=Path), help="Folder of the result; must be new."
)
@click.option("--scheduler", type=Words(), default="", metavar="ADDRESS", help="Dask scheduler, as tcp://host:8786.")
@click.option("--workers", type=Number(min=1), default=None, metavar="N", help="Local processes; default: one a core.")
@click.option("--from", "since", type=Words(), default="", metavar="DATE", help="Only articles from this day (UTC).")
@click.option("--to", "until", type=Words(), default="", metavar="DATE", help="Only articles to the end of this day.")
@click.option("--languages", type=Words(), default="", metavar="CODES", help="Only these languages, such as en,es.")
@click.option(
    "--sample", type=click.FloatRange(0, 1, min_open=True), default=1.0, metavar="RATE", help="Share of the articles."
)
@click.option("--dry-run", is_flag=True, help="Sample the inputs, and print what the run will cost.")
@verbosity_options
@file_options
@click.pass_obj
def run(  # noqa: PLR0913 - one parameter for each option
    settings: Settings,
    inputs: tuple[str, ...],
    output: Path,
    scheduler: str,
    workers: int | None,
    since: str,
    until: str,
    languages: str,
    sample: float,
    dry_run: bool,
) -> int:
    """Read INPUTs, thread their articles, and write stories, quotes and summaries as parquet.

    INPUT is a WARC file (.warc, .warc.gz), JSON Lines, parquet, a page, a folder of these, a glob, or a URL that fsspec
    opens. A run that was ended goes on when the same command is run again.

    Exit codes: 0 success, 2 wrong usage, 3 some inputs failed, 75 another run writes to DIR.
    """
    from datetime import timedelta

    from briefing.archive.tables import require_extra
    from briefing.archive.values import Options

    require_extra()
    last = _day(until, "--to")
    options = Options(
        _day(since, "--from"),
        last + timedelta(days=1) if last else None,
        tuple(sorted({code.strip().lower() for code in languages.split(",") if code.strip()})),
        sample,
        config=settings.load_if_any(),
    )
    if dry_run:
        from briefing.archive.plan import plan_run

        stdout.write(_plan_text(plan_run(inputs, options)))
        return EXIT_OK
    from briefing.archive.run import run_archive

    progress = _ProgressLines(settings.quiet)
    report = run_archive(
        inputs,
        output,
        options,
        scheduler=scheduler,
        workers=workers or 0,
        on_step=progress.show,
        on_dashboard=lambda address: None if settings.quiet else stderr.say(f"dashboard: {address}"),
    )
    for name, reason in report.failures[:NAMED]:
        stderr.say(f"archive: {name}: {reason}")
    if report.failures:
        stderr.say(
            f"archive: {count(len(report.failures), 'part')} failed, so that stories are missing; run the command "
            "again, or leave out the inputs that cannot be read and name a new --output"
        )
        return EXIT_SOME_FAILED
    if not settings.quiet:
        read, written = report.partitions, report.stories
        stderr.say(
            f"{count(written.threads, 'story')} of {count(written.articles, 'article')} in {output}; "
            f"{count(read.records, 'page')} read, {read.bad} unreadable, {read.without_text} without text, "
            f"{read.filtered} filtered, {read.duplicates} repeated"
        )
    return EXIT_OK


_folder = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@archive.command(epilog=examples("briefing archive show stories 'Norrland dam'"))
@_folder
@click.argument("words", metavar="ID|WORDS...", nargs=-1, required=True, type=Words())
@formatted
@display_options
@file_options
@click.pass_obj
def show(settings: Settings, folder: Path, words: tuple[str, ...], format: Format) -> int:
    """Show a story of the archive in DIR.

    ID is the story's id or the beginning of it, WORDS are words in its title. Prints summary, key quotes, timeline and
    articles, as `briefing thread` does.
    """
    from briefing.archive.queries import find_story
    from briefing.archive.tables import require_extra

    require_extra()
    config = settings.load_if_any()
    brief = find_story(folder, " ".join(words))
    screen = Screen.of(settings, config)
    layout = Layout(width=page_width(config), quotes=config.tui.quotes, color=screen.color)
    screen.show(render_thread(brief, format, layout))
    return EXIT_OK


@archive.command(epilog=examples("briefing archive quotes stories --speaker Petro --format jsonl | jq -r .text"))
@_folder
@click.option("--speaker", type=Words(), default="", metavar="NAME", help="Only quotes of speakers with these words.")
@click.option("--thread", type=Words(), default="", metavar="ID", help="Only quotes of this story.")
@limit_option("quotes")
@list_options(QUOTES)
@display_options
@file_options
@click.pass_obj
def quotes(settings: Settings, folder: Path, speaker: str, thread: str, limit: int | None, form: Form) -> int:
    """List the key quotes of the archive in DIR with their speakers, by the day of their story."""
    from briefing.archive.queries import each_quote
    from briefing.archive.tables import require_extra

    require_extra()
    screen = Screen.of(settings, settings.load_if_any())
    found = each_quote(folder, speaker=speaker, thread=thread, limit=limit)
    screen.show(stream_quotes(found, form.format, form.layout(list_width(), screen.color)))
    return EXIT_OK


@archive.command(epilog=examples("briefing archive stats stories"))
@_folder
@file_options
@click.pass_obj
def stats(settings: Settings, folder: Path) -> int:
    """Tell what the archive in DIR holds: rows and size of each table, days, versions."""
    from briefing.archive.queries import read_stats
    from briefing.archive.tables import require_extra

    require_extra()
    read = read_stats(folder)
    for table, number in read.rows.items():
        stdout.write(f"{table}: {number:,}, {size(read.size[table])}\n")
    stdout.write(f"days: {read.first} to {read.last}\n" if read.first else "")
    stdout.write("" if read.manifest else "The run that wrote it has not ended; run the same command again.\n")
    return EXIT_OK


class _ProgressLines:
    """A line of progress every few seconds; nothing if `quiet`."""

    def __init__(self, quiet: bool) -> None:
        self._quiet, self._shown_at = quiet, time.monotonic()

    def show(self, step: Step) -> None:
        """Show a step, unless the last one was shown a moment ago."""
        from briefing.render.stage_pace import time_left

        now = time.monotonic()
        if self._quiet or now - self._shown_at < EVERY:
            return
        self._shown_at = now
        left = time_left(step.seconds_left)
        stderr.say(f"{step.stage}: {step.done} of {step.total}{f', {left}' if left else ''}")


def _day(words: str, option: str) -> datetime | None:
    try:
        return datetime.strptime(words, "%Y-%m-%d").replace(tzinfo=UTC) if words else None
    except ValueError:
        raise UsageError(f"archive run: {option} {words}: give a day such as 2026-01-31") from None


def _plan_text(plan: Plan) -> str:
    return (
        f"Inputs: {count(plan.partitions, 'partition')}, {plan.input_bytes / 1e6:.1f} MB\n"
        f"Pages, about: {plan.pages}\n"
        f"Articles kept, about: {plan.articles}\n"
        f"Core hours, about: {plan.core_hours:.2f}, of which {plan.sequential_hours:.2f} in one process\n"
        f"Disk, about: {plan.disk_bytes / 1e6:.1f} MB\n"
    )
