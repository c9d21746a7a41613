"""Renders values of `briefing.model` as text, Markdown, HTML, mail, Atom, JSON and tables.

Pure: values in, text out, ending with a line feed unless it is empty. A format is a module with one function
for each kind of value (`Renderer`). External text is escaped: no control character, no markup and no link
gets through. Renderers do not read the store.
"""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal, Protocol, cast

from briefing.render.text_layout import DEFAULT_LAYOUT, Layout

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


def render_briefing(briefing: Briefing, format: Format = "text", layout: Layout = DEFAULT_LAYOUT) -> str:
    """Render a briefing with its threads, their news, and the state of the sources, in one of `BRIEFING_FORMATS`.

    `json` is one document, `jsonl` one object for each thread.

    Raises:
        ValueError: `layout.to` or `layout.sender` is no mail address.
    """
    return _renderer(format).briefing(briefing, layout)


def render_thread(brief: Brief, format: Format = "text", layout: Layout = DEFAULT_LAYOUT) -> str:
    """Render one thread with its summary, quotes, timeline and articles, in one of `THREAD_FORMATS`."""
    return _renderer(format).thread(brief, layout)


def render_threads(rows: Iterable[ThreadRow], format: Format = "text", layout: Layout = DEFAULT_LAYOUT) -> str:
    """Render a list of threads in one of `LIST_FORMATS`; text iterates the rows twice."""
    return "".join(_renderer(format).threads(rows, layout))


def render_quotes(quotes: Iterable[KeyQuote], format: Format = "text", layout: Layout = DEFAULT_LAYOUT) -> str:
    """Render quotes with their speakers and sources in one of `LIST_FORMATS`.

    In data, `article_id`, `start` and `end` of the first source are fields beside `text` too.
    """
    return "".join(_renderer(format).quotes(quotes, layout))


def render_hits(hits: Iterable[SearchHit], format: Format = "text", layout: Layout = DEFAULT_LAYOUT) -> str:
    """Render search results, each with its matching sentence, in one of `LIST_FORMATS`.

    In data, `article_id`, `start` and `end` of the sentence are fields beside its `text`.
    """
    return "".join(_renderer(format).hits(hits, layout))


def stream_threads(rows: Iterable[ThreadRow], format: Format, layout: Layout) -> Iterator[str]:
    """Yield the output of `render_threads` in parts, incrementally except in Markdown and HTML."""
    return _blocks(_renderer(format).threads(rows, layout))


def stream_quotes(quotes: Iterable[KeyQuote], format: Format, layout: Layout) -> Iterator[str]:
    """Yield the output of `render_quotes` in parts, as `stream_threads`."""
    return _blocks(_renderer(format).quotes(quotes, layout))


def stream_hits(hits: Iterable[SearchHit], format: Format, layout: Layout) -> Iterator[str]:
    """Yield the output of `render_hits` in parts, as `stream_threads`."""
    return _blocks(_renderer(format).hits(hits, layout))


def render_summaries(
    summaries: Iterable[Summary], format: Format = "text", layout: Layout = DEFAULT_LAYOUT
) -> Iterator[str]:
    """Yield summaries in one of `FORMATS` as they are made, in constant memory; the parts make up one text.

    Yields nothing without summaries; `jsonl` is one object for each.
    """
    return _renderer(format).summaries(summaries, layout)


def render_documents(
    documents: Iterable[Document], format: Format = "text", layout: Layout = DEFAULT_LAYOUT
) -> Iterator[str]:
    """Yield extracted texts as they are read, as `render_summaries`.

    Text and Markdown begin with front matter if `layout.metadata` is set; such output can be parsed again.
    """
    return _renderer(format).documents(documents, layout)


def _blocks(parts: str | Iterator[str]) -> Iterator[str]:
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
