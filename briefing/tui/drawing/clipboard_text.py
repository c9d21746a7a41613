"""Text for the clipboard: the content under the cursor with its source."""

from __future__ import annotations

from datetime import tzinfo

from briefing.model import Article, ArticleRef, Brief, Citation, KeyQuote, Line
from briefing.render import captions
from briefing.render.story_view import quote_item
from briefing.sanitizer import clean_line
from briefing.tui.drawing.attributions import key_of


def copied(brief: Brief, key: str, zone: tzinfo | None) -> str:
    """Content under the cursor on a thread's page, in one line with speaker, source and URL.

    Args:
        brief: the thread.
        key: of the block; empty for the thread as a whole.
        zone: for dates.
    """
    for quote in (*brief.quotes, *brief.other_quotes):
        if quote.sources and key == key_of("quote", quote.sources[0]):
            return copied_quote(quote, zone)
    for section, lines in (
        ("new", brief.new),
        ("lead", brief.lead),
        ("event", tuple(event.line for event in brief.timeline)),
    ):
        for line in lines:
            if key == key_of(section, line.source):
                return copied_line(line, zone)
    for ref in brief.articles:
        if key == f"article {ref.id}":
            return copied_article(ref, zone)
    return clean_line(brief.thread.title)


def copied_quote(quote: KeyQuote, zone: tzinfo | None) -> str:
    """A quote with its speaker, first source and URL."""
    item = quote_item(quote, zone)
    return " ".join(filter(None, (f"“{item.text}” — {item.speaker} ({item.origin})", item.link)))


def copied_line(line: Line, zone: tzinfo | None) -> str:
    """A sentence with its source and URL."""
    origin = f"({captions.origin([line.source], zone)})"
    return " ".join(filter(None, (clean_line(line.text), origin, _link(line.source))))


def copied_article(item: Article | ArticleRef, zone: tzinfo | None) -> str:
    """A headline with outlet, date and URL."""
    source = Citation(item.id, 0, 0, item.outlet, item.title, item.url, item.published)
    title = clean_line(item.title) or "Untitled"
    return " ".join(filter(None, (title, f"({captions.origin([source], zone)})", _link(source))))


def file_name(title: str, suffix: str) -> str:
    """File name made of the first words of a title, without path separators."""
    words = "".join(char if char.isalnum() else " " for char in clean_line(title).casefold()).split()
    return ("-".join(words)[:40].strip("-") or "thread") + suffix


def _link(source: Citation) -> str:
    return captions.link(source.url)
