"""`threads`, `thread` and `quotes`: print what is stored, read-only."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from typing import TYPE_CHECKING, Generic, TypeVar

import click

from briefing.cli import stderr
from briefing.cli.options import (
    Form,
    display_options,
    examples,
    file_options,
    format_option,
    limit_option,
    list_options,
    list_width,
    page_width,
    query_argument,
)
from briefing.cli.pager import Screen
from briefing.cli.param_types import Number, ThreadName, Words
from briefing.cli.settings import Settings
from briefing.dates_and_counts import count
from briefing.errors import EXIT_INTERNAL, EXIT_OK
from briefing.render import THREAD_FORMATS, Format, captions, render_thread, stream_quotes, stream_threads
from briefing.render.record_fields import QUOTES, THREADS
from briefing.render.text_layout import Layout

if TYPE_CHECKING:
    from briefing.config import Config
    from briefing.errors import StoreError
    from briefing.model import KeyQuote
    from briefing.newsroom import Mismatch, Store


FEW = 1000
"""Maximum number of rows held in memory; longer lists are read again."""
T = TypeVar("T")


class Listing(Generic[T]):
    """Rows of a list; long lists are read again on each iteration instead of being held."""

    def __init__(self, read: Callable[[], Iterator[T]]) -> None:
        """Read the first rows."""
        self._read = read
        self._first = list(islice(read(), FEW + 1))

    def __iter__(self) -> Iterator[T]:
        return iter(self._first) if len(self._first) <= FEW else self._read()

    def __bool__(self) -> bool:
        return bool(self._first)


@click.command(
    epilog=examples(
        "briefing threads tariffs is:unread",
        "briefing threads --fields id,title --no-header",
    )
)
@query_argument
@limit_option("threads")
@click.option("--why", is_flag=True, help="Add the reason for each rank: a second line, in data the field why.")
@list_options(THREADS)
@display_options
@file_options
@click.pass_obj
def threads(settings: Settings, query: str, limit: int | None, why: bool, form: Form) -> int:
    """List story threads, most important first.

    QUERY has words of title, names and keywords, title:, text:, quote:, speaker:, outlet:, feed:, tag:, is:unread,
    since:2d, and, or, not, ( ) and @saved queries. Text output is one line per thread: id, title, counts and date.
    """
    config = settings.load()
    from briefing import newsroom

    conditions = newsroom.as_query(query, config)
    now = datetime.now(UTC)
    with settings.open(readonly=True) as store, store.snapshot():
        rows = Listing(lambda: newsroom.each_thread(store, conditions, limit=limit, why=why, now=now))
        idle = newsroom.idle_watches(store, config) if why else []
        screen = Screen.of(settings, config)
        screen.show(stream_threads(rows, form.format, form.layout(list_width(), screen.color)))
    if not rows and stderr.is_terminal():
        empty = "no thread is stored; `briefing refresh` fetches news"
        stderr.say(f"no thread matches {conditions}" if str(conditions) else empty)
    for watch in idle:
        stderr.say(f"watch {watch.name}: no thread matches {watch.query}")
    return EXIT_OK


@click.command(
    epilog=examples(
        "briefing thread trump petro",
        "briefing thread k7f3qa --format markdown > call.md",
    )
)
@click.argument("words", metavar="ID|WORDS", nargs=-1, required=True, type=ThreadName())
@click.option("--quotes", "shown", type=Number(min=0), metavar="N", help="Maximum number of key quotes.")
@click.option(
    "--since",
    type=Words(),
    metavar="TIME",
    help="Start of the news, as for daily; by default, when you last read the thread.",
)
@click.option("--why", is_flag=True, help="Print only the reason for each article, with its number and id.")
@format_option(THREAD_FORMATS)
@display_options
@file_options
@click.pass_obj
def thread(
    settings: Settings, words: tuple[str, ...], shown: int | None, since: str | None, why: bool, format: Format
) -> int:
    """Show one thread.

    ID is the thread's id or the beginning of it, WORDS are words in its title. Prints what is new since the thread was
    last read, then summary, key quotes, timeline and articles.
    """
    config = settings.load()
    from briefing import newsroom

    _complete(settings, config, " ".join(words))
    with settings.open(readonly=True) as store, store.snapshot():
        after = newsroom.parse_since(store, since, datetime.now(UTC)) if since else None
        brief = newsroom.open_thread(store, " ".join(words), since=after if since else "read")
    if shown is not None:
        brief = replace(brief, quotes=brief.quotes[:shown])
    screen = Screen.of(settings, config)
    if why and format in ("text", "markdown", "html"):  # data formats always include it
        screen.show("".join(f"{line}\n" for line in captions.reasons(brief)))
        return EXIT_OK
    quotes = config.tui.quotes if shown is None else shown
    width = page_width(config)
    screen.show(render_thread(brief, format, Layout(width=width, quotes=quotes, since=after, color=screen.color)))
    return EXIT_OK


@click.command(
    epilog=examples(
        "briefing quotes --speaker Petro --since 7d",
        "briefing quotes --verify --format jsonl | jq -r .text",
    )
)
@query_argument
@click.option(
    "--speaker",
    type=Words(),
    default="",
    metavar="NAME",
    help="Only quotes of speakers with these words in their name.",
)
@click.option("--thread", type=ThreadName(), default="", metavar="ID|WORDS", help="Only quotes of this thread.")
@click.option(
    "--since", type=Words(), default="all", metavar="TIME", help="Only quotes that arrived since TIME, as for daily."
)
@click.option("--verify", is_flag=True, help="Compare each quote with the stored text; exit code 1 if one differs.")
@click.option("--all", "doubtful", is_flag=True, help="Add doubtful quotes (titles, nicknames, terms) at the end.")
@limit_option("quotes")
@list_options(QUOTES)
@display_options
@file_options
@click.pass_obj
def quotes(  # noqa: PLR0913 - one parameter for each option
    settings: Settings,
    query: str,
    speaker: str,
    thread: str,
    since: str,
    verify: bool,
    doubtful: bool,
    limit: int | None,
    form: Form,
) -> int:
    """List quotes with their speakers, key quotes first.

    QUERY is as for `briefing threads`; its words are searched in the quote, its speaker, and the thread's title, names
    and keywords. Text output is one line per quote, with outlet, date and address. In JSON, article_id, start and end
    locate the quote in the stored text, in code points; reason says why a quote is not a key quote.
    """
    config = settings.load()
    from briefing import newsroom

    conditions = newsroom.as_query(query, config)
    now = datetime.now(UTC)
    failure = _complete(settings, config, thread) if thread else None
    with settings.open(readonly=True) as store, store.snapshot():
        after = newsroom.parse_since(store, since, now)
        rows = Listing(
            lambda: newsroom.each_quote(
                store, conditions, speaker=speaker, thread=thread, since=after, limit=limit, doubtful=doubtful, now=now
            )
        )
        number, places, wrong = _verify(store, rows) if verify else (0, 0, [])
        screen = Screen.of(settings, config)
        screen.show(stream_quotes(rows, form.format, form.layout(list_width(), screen.color)))
    if not rows and stderr.is_terminal():
        stderr.say(_no_match(query, speaker, thread, since))
    code = _report_verification(number, places, wrong) if verify else EXIT_OK
    return failure.exit_code if failure else code


def _complete(settings: Settings, config: Config, name: str) -> StoreError | None:
    """Analyse the article of a thread that is deferred; if that is not possible now, tell and return why."""
    from briefing import newsroom

    if failure := newsroom.complete_thread(settings.store_path(), config, name):
        stderr.say(f"{name}: its article is not analysed yet: {failure}")
    return failure


def _no_match(query: str, speaker: str, thread: str, since: str) -> str:
    """Message for an empty result with the filters used; it is no failure."""
    filters = {"QUERY": query, "--speaker": speaker, "--thread": thread, "--since": since if since != "all" else ""}
    used = ", ".join(f"{name} {value}" for name, value in filters.items() if value)
    return f"no quote for {used}" if used else "no quote is stored; `briefing refresh` fetches news"


def _verify(store: Store, quotes: Iterable[KeyQuote]) -> tuple[int, int, list[Mismatch]]:
    """Number of quotes and of their places, and the places with another text; in batches."""
    from briefing import newsroom

    number, places, wrong, remaining = 0, 0, list[newsroom.Mismatch](), iter(quotes)
    while batch := list(islice(remaining, FEW)):
        number += len(batch)
        places += sum(len(quote.sources) for quote in batch)
        wrong += newsroom.verify_quotes(store, batch)
    return number, places, wrong


def _report_verification(quotes: int, places: int, wrong: Sequence[Mismatch]) -> int:
    """Report on standard error whether all quotes match their places; returns the exit code."""
    for each in wrong:
        place = f"{each.source.article_id} {each.source.start}-{each.source.end}"
        stored = "the article is not stored" if each.stored is None else f"the stored text is “{each.stored}”"
        stderr.say(f"mismatch: “{each.quote.text}” at {place}: {stored}")
    stderr.say(f"verified {places - len(wrong)} of {places} places of {count(quotes, 'quote')}")
    return EXIT_INTERNAL if wrong else EXIT_OK
