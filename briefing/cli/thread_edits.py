"""`split` and `join`: the user's manual changes of threads."""

from __future__ import annotations

import click

from briefing.cli import stderr, stdout
from briefing.cli.options import actor, examples, file_options, formatted, list_width
from briefing.cli.param_types import ThreadName, Words
from briefing.cli.settings import Settings
from briefing.dates_and_counts import count
from briefing.errors import EXIT_OK, UsageError
from briefing.render import Format, render_threads
from briefing.render.text_layout import Layout


@click.command(epilog=examples("briefing thread floods --why", "briefing split floods 3"))
@click.argument("thread", metavar="THREAD", type=ThreadName())
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True, type=Words())
@click.option(
    "--unfold", is_flag=True, help="Keep the articles in the thread, but as independent reports instead of copies."
)
@formatted
@file_options
@click.pass_obj
def split(settings: Settings, thread: str, articles: tuple[str, ...], unfold: bool, format: Format) -> int:
    """Move articles out of a thread into a new one.

    Later refreshes keep them separate. THREAD is an id, the beginning of one, or words that match only one thread.
    ARTICLE is an id or the beginning of one, an address, or a number in the thread's list, as shown by
    `briefing thread THREAD --why`. Prints both threads.
    """
    config = settings.load()
    from briefing import newsroom

    with settings.open(existing=True) as store:
        change = newsroom.unfold_articles if unfold else newsroom.split_thread
        rows = change(store, config, thread, articles, by=actor())
    if unfold:
        stderr.say(
            f"{count(len(set(articles)), 'article')} of {rows[0].thread.id}: no longer folded into other reports"
        )
    else:
        old, new = (row.thread.id for row in rows)
        moved = count(rows[1].articles, "article")
        stderr.say(f"{moved} of {old} moved to thread {new}; `briefing join {old} {new}` reverts this")
    stdout.write(render_threads(rows, format, Layout(width=list_width())))
    return EXIT_OK


@click.command(epilog=examples("briefing join k7f3qa 9jtxxadx"))
@click.argument("threads", metavar="THREAD THREAD...", nargs=-1, required=True, type=ThreadName())
@formatted
@file_options
@click.pass_obj
def join(settings: Settings, threads: tuple[str, ...], format: Format) -> int:
    """Merge threads into one.

    The merged thread has the id of the oldest; the other ids remain valid for it. Later refreshes keep the articles
    together. THREAD is an id, the beginning of one, or words that match only one thread. Prints the merged thread.
    """
    if len(threads) < 2:
        raise UsageError("join: name two threads or more")
    config = settings.load()
    from briefing import newsroom

    with settings.open(existing=True) as store:
        rows = newsroom.join_threads(store, config, threads, by=actor())
    stderr.say(f"joined as thread {rows[0].thread.id}")
    stdout.write(render_threads(rows, format, Layout(width=list_width())))
    return EXIT_OK
