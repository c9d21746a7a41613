"""`site`: refresh, and write the day as static pages."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from briefing.cli import logbook, stderr
from briefing.cli.daily import exit_code, open_for, refresh_store
from briefing.cli.options import (
    FailOn,
    examples,
    file_options,
    limit_option,
    query_option,
    refresh_options,
    verbosity_options,
)
from briefing.cli.param_types import Words
from briefing.cli.settings import Settings
from briefing.cli.site_folder import SiteFolder
from briefing.dates_and_counts import count
from briefing.errors import EXIT_OK, UsageError
from briefing.render.text_layout import Layout
from briefing.sanitizer import absolute

STORIES = 200
"""Default maximum number of stories."""


@click.command(
    epilog=examples(
        "briefing site public/news",
        "briefing site public/news --since 7d --query 'climate or energy' --title 'Climate'",
        "briefing site /srv/www/news --base-url https://news.example.org/ --quiet --fail-on all",
    )
)
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option(
    "--since",
    type=Words(),
    default="24h",
    show_default=True,
    metavar="TIME",
    help="Start of the news, as for daily: 24h, 7d, yesterday, a date, last, or all.",
)
@query_option
@limit_option("stories", STORIES)
@click.option("--title", type=Words(), default="Briefing", show_default=True, metavar="TEXT", help="Title of the site.")
@click.option(
    "--base-url",
    type=Words(),
    default="",
    metavar="URL",
    help="Address of the site; then the feed leads to its pages, else to the articles.",
)
@refresh_options
@verbosity_options
@file_options
@click.pass_obj
def site(  # noqa: PLR0913 - one parameter for each option
    settings: Settings,
    directory: Path,
    since: str,
    query: str,
    limit: int,
    title: str,
    base_url: str,
    fresh: bool,
    fail_on: FailOn,
) -> int:
    """Refresh, and write the day as static pages.

    DIR gets a front page (index.html), a page for each story, and an Atom feed (feed.xml). It must be new, empty, or
    the site of an earlier run. Only files that differ are written, each atomically, the front page last; pages of
    stories that have left the window are removed. Nothing else in DIR is touched.

    The pages need no script and load nothing. They are the same for everybody: marks, tags and what was read stay out.
    What daily delivers does not depend on them.
    """
    from briefing import newsroom
    from briefing.render.site import SiteOptions, site_files, site_pages

    config = settings.load()
    start, conditions = newsroom.parse_start(since, datetime.now(UTC)), newsroom.as_query(query, config)
    options = SiteOptions(title or "Briefing", _base(base_url))
    folder = SiteFolder(directory)
    folder.check()  # reported before the refresh
    logbook.begin("site")
    with open_for(settings, fresh) as store:
        code = exit_code(refresh_store(store, config, settings, fail_on=fail_on), fail_on) if fresh else EXIT_OK
        briefing = newsroom.build_briefing(
            store,
            since=newsroom.start_time(store, start),
            limit=limit,
            query=conditions,
            words=config.summary.update_words,
        )
    changes = folder.write(site_files(briefing), site_pages(briefing, Layout(quotes=config.daily.quotes), options))
    report = (
        f"{count(len(briefing.briefs), 'story')} in {directory}: {count(changes.written, 'file')} written, "
        f"{changes.unchanged} unchanged, {changes.removed} removed"
    )
    logbook.note(report)
    if not settings.quiet:
        stderr.say(report)
    return code


def _base(url: str) -> str:
    """Address of the site, with a slash at its end; empty if there is none."""
    if not url:
        return ""
    address = absolute(url)
    if not address or "?" in address or "#" in address:
        raise UsageError(f"site: --base-url {url}: give an http or https address such as https://news.example.org/")
    return address.rstrip("/") + "/"
