"""`summarize`: a document in, its summary out. Needs no store."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from briefing.cli import output, talk
from briefing.cli.options import Settings, Words, formatted, list_width, shared
from briefing.errors import EXIT_OK, NotFoundError, SourceError, UsageError
from briefing.render import Format, render_lines


@click.command()
@click.argument("file", required=False, type=click.Path(path_type=Path))
@click.option(
    "--words", "-n", type=click.IntRange(min=1), metavar="N", help="Length; the configuration's if not given."
)
@click.option(
    "--method", type=Words(), default="", metavar="NAME", help="briefing, or one of sumy's: lexrank, lsa, ..."
)
@formatted
@shared
@click.pass_obj
def summarize(settings: Settings, file: Path | None, words: int | None, method: str, format: Format) -> int:
    """Sum up a page or a text; needs no store.

    FILE is HTML, Markdown or plain text; - is standard input. The sentences are the document's own, each on a line.
    """
    config = settings.load()
    from briefing import newsroom

    talk.silence_libraries()
    lines = newsroom.summarize_document(
        _read(file),
        name=str(file) if file else "-",
        words=words or config.summary.article_words,
        method=method or config.summary.method,
    )
    output.write(render_lines(lines, format, width=list_width()))
    return EXIT_OK


def _read(file: Path | None) -> bytes:
    """Return the document's bytes.

    Raises:
        UsageError: no file is named, and nothing comes through a pipe.
        NotFoundError: there is no such file.
        SourceError: it cannot be read.
    """
    if file is None or str(file) == "-":
        if sys.stdin is None or (file is None and sys.stdin.isatty()):
            raise UsageError("summarize: name a file, or pipe a document into it")
        return sys.stdin.buffer.read()
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise NotFoundError(f"{file}: there is no such file") from None
    except OSError as error:
        raise SourceError(f"{file}: cannot read: {error.strerror}") from error
