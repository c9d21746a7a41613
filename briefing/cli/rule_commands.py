"""`rules test`: tries the configuration's rules, or a new one, on the stored articles."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from briefing.cli import stderr
from briefing.cli.options import (
    display_options,
    examples,
    file_options,
    formatted,
    limit_option,
    list_width,
    query_argument,
)
from briefing.cli.pager import Screen
from briefing.cli.param_types import OneOf, Words
from briefing.cli.settings import Settings
from briefing.errors import EXIT_OK, UsageError
from briefing.render import Format
from briefing.render.text_layout import Layout


@click.group()
@file_options
def rules() -> None:
    """Test rules before you enable them.

    Rules are [[rules]] tables in the configuration with a query and an action: mute, star or read. They apply to
    articles as they arrive; `briefing undo` lists and reverts their changes.
    """


@rules.command(
    epilog=examples(
        "briefing rules test",
        "briefing rules test 'title:horoscope or outlet:gala' --action mute --since 30d",
    )
)
@query_argument
@click.option(
    "--action",
    type=OneOf(("mute", "star", "read")),
    default="mute",
    show_default=True,
    help="Action of the rule QUERY.",
)
@click.option(
    "--since", type=Words(), default="all", metavar="TIME", help="Only articles that arrived since TIME, as for daily."
)
@limit_option("articles or threads per rule", default=5)
@formatted
@display_options
@file_options
@click.pass_obj
def test(settings: Settings, query: str, action: str, since: str, limit: int, format: Format) -> int:
    """Show what rules match among the stored articles; change nothing.

    With QUERY and --action, test a rule that is not in the configuration; without, test each configured rule
    separately. No rule mutes a thread that is followed or watched, or that you have unmuted.
    """
    config = settings.load()
    from briefing import newsroom
    from briefing.config import RuleConfig
    from briefing.render.rule_effects import render_rehearsals

    candidates = None
    if query:
        if not str(newsroom.as_query(query, config)):
            raise UsageError(f"{query}: the query is empty")
        kind: newsroom.RuleAction = "star" if action == "star" else "read" if action == "read" else "mute"
        candidates = [RuleConfig(query, kind, "QUERY")]
    elif not config.rules:
        raise UsageError("the configuration has no [[rules]]; give a QUERY to test")
    now = datetime.now(UTC)
    with settings.open(readonly=True) as store:
        after = newsroom.parse_since(store, since, now)
        rehearsals = newsroom.rehearse_rules(store, config, candidates, since=after, limit=limit, now=now)
    screen = Screen.of(settings, config)
    screen.show(render_rehearsals(rehearsals, format, Layout(width=list_width(), color=screen.color)))
    if stderr.is_terminal():
        stderr.say("nothing was changed; rules apply to articles that arrive from now on")
    return EXIT_OK
