"""Renders changes of state in every format; as text one line per change, with the number for `undo`."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import tzinfo

from briefing.dates_and_counts import count, iso_minute
from briefing.model import JournalEntry
from briefing.render import Format
from briefing.render.ansi import Pen, Style
from briefing.render.commonmark import escape
from briefing.render.json_documents import encode
from briefing.render.public_data import public_data
from briefing.render.text_layout import DEFAULT_LAYOUT, Layout
from briefing.sanitizer import clean_line


def render_changes(changes: Sequence[JournalEntry], format: Format = "text", layout: Layout = DEFAULT_LAYOUT) -> str:
    """Render changes in the order given."""
    if format == "json":
        return encode({"changes": public_data(changes)}, 2)
    if format == "jsonl":
        return "".join(encode(public_data(change)) for change in changes)
    if format == "markdown":
        return "".join(f"- {escape(_line(change, layout.zone, Pen(0, False)))}\n" for change in changes)
    pen = Pen(0, layout.color)
    return "".join(f"{_line(change, layout.zone, pen)}\n" for change in changes)


def phrase(change: JournalEntry) -> str:
    """Short description of a change: `read: 3 articles of Floods in the north`."""
    done = f"{change.kind} {change.detail}".strip()
    named = clean_line(change.title) or change.subject
    where = count(change.threads, "thread") if change.threads > 1 else named
    of_articles = change.articles > 0
    return f"{done}: {count(change.articles, 'article')} of {where}" if of_articles else f"{done}: {where}"


def _line(change: JournalEntry, zone: tzinfo | None, pen: Pen) -> str:
    by = clean_line(f"{change.via} {change.who}".strip())
    undone = f"undone {iso_minute(change.undone, zone)}" if change.undone else ""
    parts: tuple[tuple[str, Style | None], ...] = (
        (str(change.number), "id"),
        (iso_minute(change.at, zone), "faint"),
        (by, None),
        (change.subject, "id"),
        (phrase(change), "faint" if undone else "title"),
        (undone, "faint"),
    )
    return "  ".join(pen.paint(part, style) for part, style in parts if part)
