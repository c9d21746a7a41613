"""Renders the result of a pruning in every format."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from briefing.dates_and_counts import count
from briefing.render import Format
from briefing.render.json_documents import encode


class Report(Protocol):
    """Protocol of `newsroom.PruneReport`, which `render` does not import."""

    @property
    def threads(self) -> int:
        """Number of removed threads."""

    @property
    def articles(self) -> int:
        """Number of articles in the removed threads."""

    @property
    def kept(self) -> Mapping[str, int]:
        """Number of kept threads by reason."""

    @property
    def bytes_before(self) -> int:
        """Size of the store before."""

    @property
    def bytes_after(self) -> int:
        """Size of the store afterwards."""


def render_pruned(report: Report, format: Format = "text", *, rehearsed: bool = False) -> str:
    """Render what was removed, or would be; in data `bytes_before` and `bytes_after` are the sizes of the store."""
    if format in ("json", "jsonl"):
        record = {
            "threads": report.threads,
            "articles": report.articles,
            "kept": dict(report.kept),
            "bytes_before": report.bytes_before,
            "bytes_after": report.bytes_after,
            "rehearsed": rehearsed,
        }
        return encode({"pruned": record}, 2) if format == "json" else encode(record)
    what = f"{count(report.threads, 'thread')} with {count(report.articles, 'article')}"
    size = f"{_megabytes(report.bytes_before)} MB"
    after = f"{_megabytes(report.bytes_after)} MB"
    line = f"would delete {what}; {size} now" if rehearsed else f"deleted {what}; {size} before, {after} now"
    return ("- " if format == "markdown" else "") + line + "\n"


def _megabytes(number: int) -> str:
    return f"{number / 1_000_000:,.1f}"
