"""`doctor`: diagnoses configuration, store, feeds and seeds, with start dates and remedies."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import click

from briefing.cli import logbook, stderr
from briefing.cli.options import display_options, examples, file_options, formatted
from briefing.cli.pager import Screen
from briefing.cli.settings import Settings
from briefing.config import Config
from briefing.dates_and_counts import count
from briefing.errors import EXIT_INTERNAL, EXIT_OK, EXIT_SOME_FAILED, EXIT_USAGE, BriefingError, ConfigError
from briefing.model import Finding
from briefing.render import Format
from briefing.render.feed_reports import render_findings
from briefing.render.text_layout import Layout


@click.command(epilog=examples("briefing doctor --json | jq -r '.findings[] | select(.serious) | .subject'"))
@formatted
@display_options
@file_options
@click.pass_obj
def doctor(settings: Settings, format: Format) -> int:
    """Diagnose problems and show their remedies.

    Checks the configuration, the store (integrity, permissions, disk space, search index), feeds (failing, moved, gone,
    silent), seeds and the sync server. Nothing is fetched or changed. Exit codes: 0 no serious problem, 1 the store is
    damaged or cannot be written, 2 the configuration is invalid, 3 a feed, seed or the sync server fails.
    """
    config, findings = _diagnose(settings)
    screen = Screen.of(settings, config)
    screen.show(render_findings(findings, format, Layout(color=screen.color)))
    areas = {finding.area for finding in findings if finding.serious}
    if not findings:
        stderr.say("no problems found")
    elif stderr.is_terminal():
        stderr.say(count(len(findings), "finding"))
    codes = {"store": EXIT_INTERNAL, "configuration": EXIT_USAGE, "feed": EXIT_SOME_FAILED}
    codes |= dict.fromkeys(("seed", "sync"), EXIT_SOME_FAILED)
    return next((code for area, code in codes.items() if area in areas), EXIT_OK)


def _diagnose(settings: Settings) -> tuple[Config, list[Finding]]:
    """The configuration, or the defaults if it is invalid, and all findings."""
    from briefing import newsroom

    config, findings = Config(), list[Finding]()
    try:
        config = settings.load()
    except ConfigError as error:
        findings.append(newsroom.config_finding(settings.config_path(), error))
    path = settings.store_path()
    place = newsroom.store_place(path)
    findings += place
    with suppress(RuntimeError):  # without a home directory there is no log
        findings += newsroom.state_places([logbook.log_path()])
    is_reported = any(finding.serious for finding in place)
    return config, findings + _in_store(settings, config, path, is_reported=is_reported)


def _in_store(settings: Settings, config: Config, path: Path, *, is_reported: bool) -> list[Finding]:
    """Findings in the store; an error on opening it is included unless it was already reported."""
    from briefing import newsroom

    now = datetime.now(UTC)
    try:
        if not path.exists():
            return newsroom.diagnose(config, None, now)
        with settings.open(readonly=True) as store:
            return newsroom.diagnose(config, store, now)
    except OSError:
        return []  # the folder is not accessible, which is already reported
    except BriefingError as error:
        return [] if is_reported else [newsroom.store_finding(path, error)]
