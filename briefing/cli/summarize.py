"""`summarize`: prints summaries of documents, one after the other. Needs no store."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from briefing.cli import inputs as reading
from briefing.cli.options import display_options, examples, file_options, formatted, list_width
from briefing.cli.pager import Screen
from briefing.cli.param_types import Number, Words
from briefing.cli.settings import Settings
from briefing.errors import UsageError
from briefing.render import Format, render_summaries
from briefing.render.text_layout import Layout

if TYPE_CHECKING:
    from briefing.config import SummaryConfig
    from briefing.newsroom import Recipe
    from briefing.sources import Kind


@click.command(
    epilog=examples(
        "briefing summarize story.html --words 80",
        "curl -s https://example.org/story.html | briefing summarize -",
        "briefing summarize https://example.org/feed.xml -n 1",
        "briefing summarize --threads --quotes *.eml",
        "briefing summarize --threads --known monday/ tuesday/",
        "briefing extract feed.xml --format jsonl | briefing summarize - --format jsonl | jq -r '.lines[].text'",
    )
)
@reading.documents
@click.option(
    "--words", type=Number(min=1), metavar="N", help="Maximum number of words; the configuration has the default."
)
@click.option(
    "--sentences", "-n", type=Number(min=1), metavar="N", help="Maximum number of sentences, instead of words."
)
@click.option(
    "--method",
    type=Words(),
    default="",
    metavar="NAME",
    help="Summarizer: briefing, or one of sumy's (lexrank, lsa, ...).",
)
@click.option("--quotes", is_flag=True, help="Add key quotes with their speakers.")
@click.option(
    "--known",
    multiple=True,
    type=click.Path(path_type=str),
    metavar="FILE|URL|-",
    help="Document that you know: summarize only what is new. May be repeated.",
)
@click.option("--threads", is_flag=True, help="Group the documents into threads and summarize each thread.")
@formatted
@display_options
@file_options
@click.pass_obj
def summarize(  # noqa: PLR0913 - one parameter for each option
    settings: Settings,
    inputs: tuple[str, ...],
    kind: Kind | None,
    words: int | None,
    sentences: int | None,
    method: str,
    quotes: bool,
    known: tuple[str, ...],
    threads: bool,
    format: Format,
) -> int:
    """Summarize documents in their own sentences.

    Documents are web pages, texts, Markdown, feeds, e-mail and JSON. Each entry of a feed, message of a mailbox and
    record of JSON Lines is a separate document, summarized as soon as it is read. Without an input, or with -, standard
    input is read; a folder stands for its texts, pages and e-mails.
    Needs neither a store nor a configuration. Offsets (start, end) count code points in the text that extract prints.

    Exit codes: 0 success, 2 wrong usage, 3 some inputs failed, 4 all inputs failed.
    """
    if words and sentences:
        raise UsageError("summarize: use --words or --sentences, not both")
    config = settings.load_if_any()
    recipe = _recipe(config.summary, threads, words, sentences, method, quotes)
    from briefing import newsroom

    tally = reading.Tally()
    if known:
        if "-" in known and (not inputs or "-" in inputs):
            raise UsageError("summarize: standard input can be read only once; give a file for --known")
        sentences_known = newsroom.known_sentences(reading.read("summarize", known, kind, config.fetch))
        recipe = replace(recipe, known=tuple(tally.without_failures(sentences_known)))
    reads = reading.read("summarize", inputs, kind, config.fetch)
    results = (
        newsroom.summarize_stories(reads, recipe, config) if threads else newsroom.summarize_documents(reads, recipe)
    )
    summaries = tally.without_failures(results)
    screen = Screen.of(settings, config)
    quoted = config.daily.quotes
    screen.show(render_summaries(summaries, format, Layout(width=list_width(), quotes=quoted, color=screen.color)))
    return tally.exit_code


def _recipe(
    config: SummaryConfig, threads: bool, words: int | None, sentences: int | None, method: str, quotes: bool
) -> Recipe:
    from briefing.newsroom import Recipe

    default = config.thread_words if threads else config.article_words
    return Recipe(words or default, sentences, method or config.method, quotes)
