"""Renders the state of the sync and what a sync has done, in every format."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import tzinfo

from briefing.dates_and_counts import count, iso_minute
from briefing.model import SyncReport, SyncStatus
from briefing.render import Format
from briefing.render.ansi import Pen, Style
from briefing.render.text_layout import DEFAULT_LAYOUT, Layout
from briefing.sanitizer import clean_line


def render_sync(
    status: SyncStatus, done: SyncReport | None = None, format: Format = "text", layout: Layout = DEFAULT_LAYOUT
) -> str:
    """Render the state of a sync; with `done`, formats for people begin with what it has done."""
    if format in ("json", "jsonl"):
        from briefing.render.json_documents import encode
        from briefing.render.public_data import public_data

        document = {"sync": public_data(status), "done": public_data(done) if done else None}
        return encode(document, 2) if format == "json" else encode(public_data(status))
    pen, prefix = Pen(0, layout.color and format == "text"), "- " if format == "markdown" else ""
    first: list[tuple[str, Style | None]] = [(words, "title")] if done and (words := summary(done)) else []
    lines = [*first, *_state(status, layout.zone)]
    return "".join(f"{prefix}{pen.paint(clean_line(line), style)}\n" for line, style in lines)


def summary(done: SyncReport) -> str:
    """What a sync has done, in one line; empty if it has failed before it did anything."""
    undo = f" (`briefing undo {done.change}` takes that back)" if done.change else ""
    parts = [
        f"{count(done.sent, 'mark')} sent" if done.sent else "",
        count(done.new, "new article") if done.new else "",
        f"{count(done.marked, 'article')} marked as on the server{undo}" if done.marked else "",
    ]
    return ", ".join(part for part in parts if part) or ("" if done.failure else "nothing new to sync")


def _state(status: SyncStatus, zone: tzinfo | None) -> Iterator[tuple[str, Style | None]]:
    yield f"{status.url}, {status.user}" + (f": {status.server}" if status.server else ""), None
    if status.last_success:
        counts = f"{count(status.feeds, 'subscription')}, {count(status.items, 'item')}"
        yield f"last sync {iso_minute(status.last_success, zone)}, {counts}", None
    else:
        yield "never synced", "warning"
    if status.error:
        since = f" since {iso_minute(status.failing_since, zone)}" if status.failing_since else ""
        yield f"failing{since}: {status.error}", "bad"
    if status.ask_after:
        yield f"the server asks to wait until {iso_minute(status.ask_after, zone)}", "warning"
    if status.pending:
        yield f"{count(status.pending, 'mark')} waiting to be sent", "warning"
    for note in status.notes:
        yield note, "warning"
