"""The bytes of every format, as they are promised to cron and to other programs."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC

import pytest

from briefing.render import (
    BRIEFING_FORMATS,
    FORMATS,
    LIST_FORMATS,
    TABLE_FORMATS,
    THREAD_FORMATS,
    Format,
    render_briefing,
    render_documents,
    render_hits,
    render_quotes,
    render_summaries,
    render_thread,
    render_threads,
)
from briefing.render.feed_reports import render_feeds, render_findings
from briefing.render.text_layout import Layout
from tests.render import values
from tests.table import table

Compare = Callable[[str, str], None]
SUFFIX = {"text": "txt", "markdown": "md", "mail": "eml"}


def name(what: str, format: Format) -> str:
    return f"{what}.{SUFFIX.get(format, format)}"


@pytest.mark.parametrize("format", BRIEFING_FORMATS)
def test_briefing(golden: Compare, format: Format) -> None:
    to = "Zoë <zoe@example.org>"
    golden(name("briefing", format), render_briefing(values.BRIEFING, format, Layout(quotes=3, zone=UTC, to=to)))


@pytest.mark.parametrize("format", THREAD_FORMATS)
def test_thread(golden: Compare, format: Format) -> None:
    golden(name("thread", format), render_thread(values.RAILWAY, format, Layout(quotes=2, zone=UTC)))


@pytest.mark.parametrize("format", LIST_FORMATS)
def test_threads(golden: Compare, format: Format) -> None:
    golden(name("threads", format), render_threads(values.ROWS, format, Layout(zone=UTC)))


@pytest.mark.parametrize("format", LIST_FORMATS)
def test_quotes(golden: Compare, format: Format) -> None:
    golden(name("quotes", format), render_quotes((*values.QUOTES, values.DOUBTED), format, Layout(zone=UTC)))


@pytest.mark.parametrize("format", LIST_FORMATS)
def test_hits(golden: Compare, format: Format) -> None:
    golden(name("hits", format), render_hits(values.HITS, format, Layout(zone=UTC)))


@pytest.mark.parametrize("format", TABLE_FORMATS)
def test_feeds(golden: Compare, format: Format) -> None:
    golden(name("feeds", format), render_feeds(values.FEEDS, format, Layout(zone=UTC)))
    if format in ("text", "markdown"):
        golden(name("feeds-check", format), render_feeds(values.FEEDS, format, Layout(zone=UTC), health=True))
    assert render_feeds([], "text", health=True) == ""


@pytest.mark.parametrize("format", FORMATS)
def test_findings(golden: Compare, format: Format) -> None:
    golden(name("findings", format), render_findings(values.FINDINGS, format, Layout(zone=UTC)))


@pytest.mark.parametrize("format", FORMATS)
def test_summaries(golden: Compare, format: Format) -> None:
    golden(name("summaries", format), "".join(render_summaries(values.SUMMARIES, format, Layout(zone=UTC))))


@pytest.mark.parametrize("format", FORMATS)
def test_documents(golden: Compare, format: Format) -> None:
    golden(name("documents", format), "".join(render_documents(values.DOCUMENTS, format)))


@table("format", FORMATS)
def test_nothing_is_told_of_no_documents(format: Format) -> None:
    assert "".join(render_summaries([], format)) == "".join(render_documents([], format)) == ""


def test_every_document_and_every_line_of_data_carries_the_schema() -> None:
    for text in (
        render_briefing(values.BRIEFING, "json"),
        render_thread(values.RAILWAY, "json"),
        render_threads(values.ROWS, "json"),
        render_quotes(values.QUOTES, "json"),
        *render_briefing(values.BRIEFING, "jsonl").splitlines(),
        *render_threads(values.ROWS, "jsonl").splitlines(),
        *render_quotes(values.QUOTES, "jsonl").splitlines(),
    ):
        assert json.loads(text)["schema"] == "briefing/1"
