"""`extract`: prints the cleaned text of documents with metadata. Needs no store."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefing.cli import inputs as reading
from briefing.cli.options import examples, formatted, list_width, looking, shared
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
@click.option(
    "--metadata/--no-metadata", default=True, help="Begin with title, outlet, date, ... (the default), or not."
)
@formatted
@looking
@shared
@click.pass_obj
def extract(settings: Settings, inputs: tuple[str, ...], kind: Kind | None, metadata: bool, format: Format) -> int:
    """Print the cleaned text of pages, texts, Markdown, feeds, e-mail and JSON, with what is known of it.

    As text and Markdown, title, author, outlet, date, address and language stand before it as front matter. Inputs are
    those of summarize, which reads the output in every format.

    Exit codes: 0 done, 2 wrong usage, 3 some could not be read, 4 none could.
    """
    config = settings.load_if_any()
    tally = reading.Tally()
    told = tally.without_failures(reading.read("extract", inputs, kind, config.fetch))
    screen = Screen.of(settings, config)
    screen.show(render_documents(told, format, Layout(width=list_width(), metadata=metadata)))
    return tally.exit_code
