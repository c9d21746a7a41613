"""`rules test`: tries the configuration's rules, or a new one, on the stored articles."""

from __future__ import annotations

from datetime import UTC, datetime

import click

from briefing.cli import stderr
from briefing.cli.options import examples, formatted, limit, list_width, looking, query, shared
from briefing.cli.pager import Screen
from briefing.cli.param_types import OneOf, Words
from briefing.cli.settings import Settings
from briefing.errors import EXIT_OK, UsageError
from briefing.render import Format
from briefing.render.text_layout import Layout

SHOWN = 5
"""Default of `--limit`: articles or threads shown per rule."""


@click.group()
@shared
def rules() -> None:
    """Try rules before they are switched on.

    Rules stand in the configuration as [[rules]] with a query and an action: mute, star or read. They are asked of
    articles as they arrive; what they do is in the journal, and `briefing undo` takes it back.
    """


@rules.command(
    epilog=examples(
        "briefing rules test",
        "briefing rules test 'title:horoscope or outlet:gala' --action mute --since 30d",
    )
)
@query
@click.option(
    "--action",
    type=OneOf(("mute", "star", "read")),
    default="mute",
    show_default=True,
    help="What a rule with QUERY would do.",
)
@click.option("--since", type=Words(), default="all", metavar="TIME", help="Only what came in since; as for daily.")
@limit
@formatted
@looking
@shared
@click.pass_obj
def test(settings: Settings, query: str, action: str, since: str, limit: int | None, format: Format) -> int:
    """Show what rules would have caught among all that is stored; nothing is changed.

    QUERY: a rule that is not in the configuration, with --action. Without it those of the configuration are tried, each
    alone. No rule mutes a thread that is followed or watched, or that you have brought back.
    """
    config = settings.load()
    from briefing import newsroom
    from briefing.config import RuleConfig
    from briefing.render.rule_effects import render_rehearsals

    wanted = None
    if query:
        if not str(newsroom.as_query(query, config)):
            raise UsageError(f"{query}: asks for nothing")
        kind: newsroom.RuleAction = "star" if action == "star" else "read" if action == "read" else "mute"
        wanted = [RuleConfig(query, kind, "QUERY")]
    elif not config.rules:
        raise UsageError("the configuration has no [[rules]]; name a QUERY to try")
    now = datetime.now(UTC)
    with settings.open(readonly=True) as store:
        after = newsroom.parse_since(store, since, now)
        found = newsroom.rehearse_rules(store, config, wanted, since=after, limit=limit or SHOWN, now=now)
    screen = Screen.of(settings, config)
    screen.show(render_rehearsals(found, format, Layout(width=list_width(), color=screen.color)))
    if stderr.is_terminal():
        stderr.say("nothing was changed; rules work on what arrives from now on")
    return EXIT_OK
