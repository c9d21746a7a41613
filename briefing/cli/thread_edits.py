"""`split` and `join`: the user's manual changes of threads."""

from __future__ import annotations

import click

from briefing.cli import stderr, stdout
from briefing.cli.options import actor, examples, formatted, list_width, shared
from briefing.cli.param_types import ThreadName, Words
from briefing.cli.settings import Settings
from briefing.dates_and_counts import count
from briefing.errors import EXIT_OK, UsageError
from briefing.render import Format, render_threads
from briefing.render.text_layout import Layout


@click.command(epilog=examples("briefing thread floods --why", "briefing split floods 3"))
@click.argument("thread", metavar="THREAD", type=ThreadName())
@click.argument("articles", metavar="ARTICLE...", nargs=-1, required=True, type=Words())
@click.option("--unfold", is_flag=True, help="Leave them in the thread, but as reports of their own, not as copies.")
@formatted
@shared
@click.pass_obj
def split(settings: Settings, thread: str, articles: tuple[str, ...], unfold: bool, format: Format) -> int:
    """Take articles out of a thread and make a thread of them.

    They stay apart for ever, whatever a refresh finds. THREAD is an id, the beginning of one, or words that only one
    thread has. ARTICLE is an id or the beginning of one, an address, or the number in the thread's list;
    `briefing thread THREAD --why` shows them. Printed are the threads as they are now.
    """
    config = settings.load()
    from briefing import newsroom

    with settings.open(existing=True) as store:
        change = newsroom.unfold_articles if unfold else newsroom.split_thread
        rows = change(store, config, thread, articles, by=actor())
    if unfold:
        stderr.say(f"{count(len(set(articles)), 'article')} of {rows[0].thread.id}: never folded with others again")
    else:
        old, new = (row.thread.id for row in rows)
        moved = count(rows[1].articles, "article")
        stderr.say(f"{moved} of {old} now thread {new}; `briefing join {old} {new}` takes it back")
    stdout.write(render_threads(rows, format, Layout(width=list_width())))
    return EXIT_OK


@click.command(epilog=examples("briefing join k7f3qa 9jtxxadx"))
@click.argument("threads", metavar="THREAD THREAD...", nargs=-1, required=True, type=ThreadName())
@formatted
@shared
@click.pass_obj
def join(settings: Settings, threads: tuple[str, ...], format: Format) -> int:
    """Make one thread of several, for ever.

    The oldest one's id lives on; the others answer to theirs. Each THREAD is an id, the beginning of one, or words
    that only one thread has. Printed is the thread as it is now.
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
