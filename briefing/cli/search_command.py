"""`search`: full text search over all articles."""

from __future__ import annotations

import click

from briefing.cli import stderr
from briefing.cli.options import Form, examples, limit, list_width, listed_as, looking, query, shared
from briefing.cli.pager import Screen
from briefing.cli.param_types import OneOf
from briefing.cli.settings import Settings
from briefing.errors import EXIT_OK, UsageError
from briefing.render import stream_hits
from briefing.render.record_fields import HITS

FOUND = 20
"""Default of `--limit`: number of articles shown."""


@click.command(
    epilog=examples(
        "briefing search 'speaker:petro (drugs or cocaine)'",
        "briefing search --json tariffs since:7d | jq -r '.hits[].article.url'",
    )
)
@query
@click.option(
    "--sort",
    "order",
    type=OneOf(("relevance", "date")),
    default="relevance",
    show_default=True,
    help="Best first by words and age, or newest first.",
)
@limit
@listed_as(HITS)
@looking
@shared
@click.pass_obj
def search(settings: Settings, query: str, order: str, limit: int | None, form: Form) -> int:
    """Find articles by words in title, text, quotes and speakers, and show where they stand.

    QUERY: words, "phrases", beginnings*, title:, text:, quote:, speaker:, outlet:, feed:, tag:, is:unread, since:2d,
    before:2026-01-31, and, or, not ( ), @saved. As text an article with the sentence that has the words, coloured
    or between asterisks. In JSON, article_id, start and end are the place of that sentence in the stored text, marks
    those of the words in the sentence, in code points.
    """
    config = settings.load()
    from briefing import newsroom

    asked = newsroom.as_query(query, config)
    if not str(asked):
        raise UsageError("what to search for? `briefing search WORDS`; `briefing threads` lists all that is stored")
    with settings.open(readonly=True) as store:
        by: newsroom.SearchOrder = "date" if order == "date" else "relevance"
        found = newsroom.search_articles(store, asked, limit=limit or FOUND, order=by)
    screen = Screen.of(settings, config)
    screen.show(stream_hits(found, form.format, form.layout(list_width(), screen.color)))
    if not found and stderr.is_terminal():
        stderr.say(f"no article is found by {asked}")
    return EXIT_OK
