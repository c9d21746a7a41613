"""`sync`: sync with the configured server now, or show the state of the sync."""

from __future__ import annotations

import click

from briefing.cli import logbook, stderr
from briefing.cli.options import display_options, examples, file_options, formatted, verbosity_options
from briefing.cli.pager import Screen
from briefing.cli.settings import Settings
from briefing.config import Config
from briefing.errors import EXIT_NO_SOURCE, EXIT_OK, UsageError
from briefing.model import SyncReport, SyncStatus
from briefing.render import Format
from briefing.render.sync_reports import render_sync, summary
from briefing.render.text_layout import Layout


@click.command(epilog=examples("briefing sync", "briefing sync --status --json | jq .sync.pending"))
@click.option("--status", "only_status", is_flag=True, help="Show the state of the sync; request and change nothing.")
@formatted
@verbosity_options
@display_options
@file_options
@click.pass_obj
def sync(settings: Settings, only_status: bool, format: Format) -> int:
    """Sync marks and articles with your server.

    The server is that of [sync] in the configuration, such as FreshRSS or Miniflux. Marks made here are sent; its
    subscriptions, new articles and marks are read, without a limit of time. `briefing refresh` and `daily` do the same,
    for a minute at most.

    Exit codes: 0 success, 3 the server was read in part, 4 it could not be read; with --status 4 if the last attempt
    failed.
    """
    config = settings.load()
    if not config.sync.url:
        raise UsageError("no server to sync with is configured; `briefing man config` describes [sync]")
    if only_status:
        status = _status(settings, config)
        _show(settings, config, status, None, format)
        return EXIT_NO_SOURCE if status.error else EXIT_OK
    from briefing import newsroom

    logbook.begin("sync")
    stderr.silence_libraries()
    with settings.open() as store, stderr.Meter(settings.quiet) as meter:
        report = newsroom.sync_with_hooks(store, config, on_progress=meter.show)
    for line in stderr.failure_lines(report, 0, settings.verbose):
        stderr.say(line)
        logbook.note(line)
    for failure in report.hooks:
        stderr.say(f"{failure.location} {failure.reason}")
    if report.sync and (words := summary(report.sync)):
        logbook.note(words)
    if not settings.quiet or format != "text":
        _show(settings, config, _status(settings, config), report.sync, format)
    return report.exit_code


def _status(settings: Settings, config: Config) -> SyncStatus:
    from briefing import newsroom

    if not settings.store_path().exists():
        status = newsroom.sync_status(config, None)
    else:
        with settings.open(readonly=True) as store:
            status = newsroom.sync_status(config, store)
    assert status is not None, "a server is configured"
    return status


def _show(settings: Settings, config: Config, status: SyncStatus, done: SyncReport | None, format: Format) -> None:
    screen = Screen.of(settings, config)
    screen.show(render_sync(status, done, format, Layout(color=screen.color)))
