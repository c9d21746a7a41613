"""`doctor`: what is wrong with configuration, store, feeds and seeds, since when, and what to do."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from briefing.cli import output, talk
from briefing.cli.options import Settings, formatted, shared
from briefing.errors import EXIT_INTERNAL, EXIT_OK, EXIT_SOME_FAILED, EXIT_USAGE, BriefingError, ConfigError
from briefing.model import Finding
from briefing.render import Format
from briefing.render.feeds import render_findings
from briefing.render.phrases import count


@click.command(epilog="Example: briefing doctor --json | jq -r '.findings[] | select(.serious) | .subject'")
@formatted
@shared
@click.pass_obj
def doctor(settings: Settings, format: Format) -> int:
    """Tell what is wrong and what to do: configuration, store, failing, moved, gone and silent feeds, missing seeds.

    Nothing is fetched and nothing is changed. Exit codes: 0 nothing serious, 1 the store is damaged, 2 the
    configuration is wrong, 3 a feed or seed fails.
    """
    findings = _findings(settings)
    output.write(render_findings(findings, format))
    areas = {finding.area for finding in findings if finding.serious}
    if not findings:
        talk.say("nothing is wrong")
    elif talk.is_terminal():
        talk.say(count(len(findings), "finding"))
    codes = {"store": EXIT_INTERNAL, "configuration": EXIT_USAGE, "feed": EXIT_SOME_FAILED, "seed": EXIT_SOME_FAILED}
    return next((code for area, code in codes.items() if area in areas), EXIT_OK)


def _findings(settings: Settings) -> list[Finding]:
    from briefing import newsroom
    from briefing.config import Config

    found: list[Finding] = []
    config = Config()
    try:
        config = settings.load()
    except ConfigError as error:
        found.append(newsroom.config_finding(settings.config_path(), error))
    now, path = datetime.now(UTC), settings.store_path()
    try:
        if not path.exists():
            return found + newsroom.diagnose(config, None, now)
        with settings.open(readonly=True) as store:
            return found + newsroom.diagnose(config, store, now)
    except BriefingError as error:
        return [*found, newsroom.store_finding(path, error)]
