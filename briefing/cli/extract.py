"""`extract`: prints the cleaned text of documents with metadata. Needs no store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefing.cli import inputs as reading
from briefing.cli.options import display_options, examples, file_options, formatted, list_width
from briefing.cli.pager import Screen
from briefing.cli.settings import Settings
from briefing.render import Format, render_documents
from briefing.render.text_layout import Layout

if TYPE_CHECKING:
    from briefing.sources import Kind


@click.command(
    epilog=examples(
        "briefing extract https://example.org/story.html | less",
        "briefing extract story.html --no-metadata | wc -w",
        "briefing extract *.html --format jsonl > stories.jsonl",
        "briefing extract newsletter.eml --format markdown > newsletter.md",
    )
)
@reading.documents
@click.option("--metadata/--no-metadata", default=True, help="Whether to begin with front matter (the default).")
@formatted
@display_options
@file_options
@click.pass_obj
def extract(settings: Settings, inputs: tuple[str, ...], kind: Kind | None, metadata: bool, format: Format) -> int:
    """Print the cleaned text and metadata of documents.

    Text and Markdown begin with title, author, outlet, date, address and language as front matter. Inputs are those of
    summarize, which can read the output in every format.

    Exit codes: 0 success, 2 wrong usage, 3 some inputs failed, 4 all inputs failed.
    """
    config = settings.load_if_any()
    tally = reading.Tally()
    documents = tally.without_failures(reading.read("extract", inputs, kind, config.fetch))
    screen = Screen.of(settings, config)
    screen.show(render_documents(documents, format, Layout(width=list_width(), metadata=metadata)))
    return tally.exit_code
