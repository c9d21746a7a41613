"""Renders values of `briefing.model` as text, Markdown, HTML, mail, Atom, JSON and tables.

Pure: values in, one string out, ending with a line feed unless it is empty. A format is a module with one function
for each kind of value (`Renderer`). External text is escaped: no control character, no markup and no link
gets through. Renderers do not read the store.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from datetime import datetime, tzinfo
from typing import TYPE_CHECKING, Literal, Protocol, cast

from briefing.render.text_layout import Layout

if TYPE_CHECKING:
    from briefing.model import Brief, Briefing, Document, KeyQuote, SearchHit, Summary, ThreadRow

Format = Literal["text", "markdown", "html", "mail", "atom", "json", "jsonl", "tsv"]
"""Names of the formats, as option values."""
FORMATS: tuple[Format, ...] = ("text", "markdown", "json", "jsonl")
"""Formats that every value supports."""
BRIEFING_FORMATS: tuple[Format, ...] = ("text", "markdown", "html", "mail", "atom", "json", "jsonl")
"""Formats of a briefing."""
THREAD_FORMATS: tuple[Format, ...] = ("text", "markdown", "html", "json", "jsonl")
"""Formats of a thread."""
TABLE_FORMATS: tuple[Format, ...] = (*FORMATS, "tsv")
"""Formats of a list of feeds."""
LIST_FORMATS: tuple[Format, ...] = (*TABLE_FORMATS, "html")
"""Formats of a list of threads, quotes or articles."""

_MODULES: dict[Format, str] = {
    "text": "plain",
    "markdown": "commonmark",
    "mail": "mail_message",
    "json": "json_documents",
    "jsonl": "json_lines",
}
"""Modules of formats whose name differs."""


BLOCK_CHARS = 1 << 16
"""Minimum size of a block of list output in characters."""


class Renderer(Protocol):
    """Interface of a format's module; modules of `BRIEFING_FORMATS` only need `briefing`, and so on."""

    def briefing(self, briefing: Briefing, layout: Layout) -> str:
        """Render a briefing: its threads, their news, the state of the sources."""

    def threads(self, rows: Iterable[ThreadRow], layout: Layout) -> str | Iterator[str]:
        """Render a list of threads."""

    def thread(self, brief: Brief, layout: Layout) -> str:
        """Render one thread with all its parts."""

    def quotes(self, quotes: Iterable[KeyQuote], layout: Layout) -> str | Iterator[str]:
        """Render a list of quotes."""

    def hits(self, hits: Iterable[SearchHit], layout: Layout) -> str | Iterator[str]:
        """Render search results."""

    def summaries(self, summaries: Iterable[Summary], layout: Layout) -> Iterator[str]:
        """Render summaries part by part, each as soon as it is available."""

    def documents(self, documents: Iterable[Document], layout: Layout) -> Iterator[str]:
        """Render extracted texts part by part, each as soon as it is available."""


def render_briefing(  # noqa: PLR0913 - one parameter for each thing a reader can ask for
    briefing: Briefing,
    format: Format = "text",
    *,
    width: int = 72,
    quotes: int = 3,
    zone: tzinfo | None = None,
    to: str = "",
    sender: str = "",
    color: bool = False,
) -> str:
    """Render a briefing with its threads, their news, and the state of the sources.

    Args:
        briefing: the briefing.
        format: one of `BRIEFING_FORMATS`; `json` is one document, `jsonl` one object for each thread.
        width: columns of the text format; 0 for no limit.
        quotes: maximum key quotes of a thread in formats for people; data always has all.
        zone: time zone of the dates in formats for people; None for the system's. Times in data are UTC.
        to: recipients of a mail, separated by commas.
        sender: sender of a mail; empty for the recipient.
        color: whether text is styled for a terminal.

    Raises:
        ValueError: `to` or `sender` is no mail address.
    """
    return _renderer(format).briefing(briefing, Layout(width, quotes, zone, to=to, sender=sender, color=color))


def render_threads(  # noqa: PLR0913 - as above
    rows: Iterable[ThreadRow],
    format: Format = "text",
    *,
    width: int = 72,
    zone: tzinfo | None = None,
    fields: tuple[str, ...] = (),
    header: bool = True,
    color: bool = False,
) -> str:
    """Render a list of threads; arguments as for `render_briefing`.

    Args:
        rows: the threads; text iterates them twice.
        format: one of `LIST_FORMATS`.
        width: see there.
        zone: see there.
        fields: fields of data and tables, by the names of `render.record_fields`; empty for all.
        header: whether a table has a header.
        color: whether text is styled for a terminal.
    """
    layout = Layout(width, zone=zone, fields=fields, header=header, color=color)
    return "".join(_renderer(format).threads(rows, layout))


def stream_threads(rows: Iterable[ThreadRow], format: Format, layout: Layout) -> Iterator[str]:
    """Yield the output of `render_threads` in parts, incrementally except in Markdown and HTML."""
    return _joined(_renderer(format).threads(rows, layout))


def render_thread(  # noqa: PLR0913 - as above
    brief: Brief,
    format: Format = "text",
    *,
    width: int = 72,
    quotes: int = 5,
    zone: tzinfo | None = None,
    since: datetime | None = None,
    color: bool = False,
) -> str:
    """Render one thread with its summary, quotes, timeline and articles; other arguments as for `render_briefing`.

    Args:
        brief: the thread with its news.
        since: start of the news; None for when it was last read.
        color: whether text is styled for a terminal.
    """
    return _renderer(format).thread(brief, Layout(width, quotes, zone, since, color=color))


def render_quotes(  # noqa: PLR0913 - as above
    quotes: Iterable[KeyQuote],
    format: Format = "text",
    *,
    width: int = 72,
    zone: tzinfo | None = None,
    fields: tuple[str, ...] = (),
    header: bool = True,
    color: bool = False,
) -> str:
    """Render quotes with their speakers and sources; arguments as for `render_threads`.

    In data, `article_id`, `start` and `end` of the first source are fields beside `text` too.
    """
    layout = Layout(width, zone=zone, fields=fields, header=header, color=color)
    return "".join(_renderer(format).quotes(quotes, layout))


def stream_quotes(quotes: Iterable[KeyQuote], format: Format, layout: Layout) -> Iterator[str]:
    """Yield the output of `render_quotes` in parts, incrementally except in Markdown and HTML."""
    return _joined(_renderer(format).quotes(quotes, layout))


def render_hits(  # noqa: PLR0913 - as above
    hits: Iterable[SearchHit],
    format: Format = "text",
    *,
    width: int = 72,
    zone: tzinfo | None = None,
    fields: tuple[str, ...] = (),
    header: bool = True,
    color: bool = False,
) -> str:
    """Render search results, each with its matching sentence; arguments as for `render_threads`.

    In data, `article_id`, `start` and `end` of the sentence are fields beside its `text`.
    """
    layout = Layout(width, zone=zone, fields=fields, header=header, color=color)
    return "".join(_renderer(format).hits(hits, layout))


def stream_hits(hits: Iterable[SearchHit], format: Format, layout: Layout) -> Iterator[str]:
    """Yield the output of `render_hits` in parts, incrementally except in Markdown and HTML."""
    return _joined(_renderer(format).hits(hits, layout))


def render_summaries(
    summaries: Iterable[Summary],
    format: Format = "text",
    *,
    width: int = 72,
    quotes: int = 5,
    zone: tzinfo | None = None,
    color: bool = False,
) -> Iterator[str]:
    """Render summaries as they are made, in constant memory; the parts make up one text.

    Yields nothing without summaries. Arguments as for `render_briefing`; `jsonl` is one object a summary.
    """
    return _renderer(format).summaries(summaries, Layout(width, quotes, zone, color=color))


def render_documents(
    documents: Iterable[Document], format: Format = "text", *, width: int = 72, metadata: bool = True
) -> Iterator[str]:
    """Render extracted texts as they are read; as `render_summaries`.

    Text and Markdown begin with front matter if `metadata` is set; such output can be parsed again.
    """
    return _renderer(format).documents(documents, Layout(width, metadata=metadata))


def _joined(parts: str | Iterator[str]) -> Iterator[str]:
    """Join short parts into blocks of at least `BLOCK_CHARS`."""
    block, size = list[str](), 0
    for part in [parts] if isinstance(parts, str) else parts:
        block.append(part)
        size += len(part)
        if size >= BLOCK_CHARS:
            yield "".join(block)
            block, size = [], 0
    if block:
        yield "".join(block)


def _renderer(format: Format) -> Renderer:
    """Load the module of a format."""
    return cast(Renderer, importlib.import_module(f"briefing.render.{_MODULES.get(format, format)}"))
