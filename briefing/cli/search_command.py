"""`search`: full text search over all articles."""

from __future__ import annotations

import click

from briefing.cli import stderr
from briefing.cli.options import (
    Form,
    display_options,
    examples,
    file_options,
    limit_option,
    list_options,
    list_width,
    query_argument,
)
from briefing.cli.pager import Screen
from briefing.cli.param_types import OneOf
from briefing.cli.settings import Settings
from briefing.errors import EXIT_OK, UsageError
from briefing.render import stream_hits
from briefing.render.record_fields import HITS


@click.command(
    epilog=examples(
        "briefing search 'speaker:petro (drugs or cocaine)'",
        "briefing search --json tariffs since:7d | jq -r '.hits[].article.url'",
    )
)
@query_argument
@click.option(
    "--sort",
    "order",
    type=OneOf(("relevance", "date")),
    default="relevance",
    show_default=True,
    help="Order: relevance (by words and age) or date (newest first).",
)
@limit_option("articles", default=20)
@list_options(HITS)
@display_options
@file_options
@click.pass_obj
def search(settings: Settings, query: str, order: str, limit: int, form: Form) -> int:
    """Search articles and show the matching sentences.

    QUERY has words, "phrases", prefixes*, title:, text:, quote:, speaker:, outlet:, feed:, tag:, is:unread, since:2d,
    before:2026-01-31, and, or, not, ( ) and @saved queries. Text output shows matches coloured or between asterisks.
    In JSON, article_id, start and end locate the sentence in the stored text and marks the matches in the sentence,
    in code points.
    """
    config = settings.load()
    from briefing import newsroom

    conditions = newsroom.as_query(query, config)
    if not str(conditions):
        raise UsageError("the query is empty; `briefing search WORDS` searches, `briefing threads` lists all threads")
    with settings.open(readonly=True) as store:
        by: newsroom.SearchOrder = "date" if order == "date" else "relevance"
        hits = newsroom.search_articles(store, conditions, limit=limit, order=by)
    screen = Screen.of(settings, config)
    screen.show(stream_hits(hits, form.format, form.layout(list_width(), screen.color)))
    if not hits and stderr.is_terminal():
        stderr.say(f"no article matches {conditions}")
    return EXIT_OK
