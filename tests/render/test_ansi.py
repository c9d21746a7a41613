"""Painted text is the plain text with escapes of ours, whatever outlets write."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC

from hypothesis import example, given
from hypothesis import strategies as st

from briefing.render import (
    Format,
    render_briefing,
    render_hits,
    render_quotes,
    render_summaries,
    render_thread,
    render_threads,
)
from briefing.render.ansi import Pen
from briefing.render.changes import render_changes
from briefing.render.feed_reports import render_feeds, render_findings
from briefing.render.rule_effects import render_rehearsals
from briefing.render.text_layout import Layout
from tests.render import values
from tests.render.test_hostile import EVIL, spoilt
from tests.table import table

ESCAPE = re.compile("\x1b\\[[0-9;]*m")
RENDERED: dict[str, Callable[[bool, int], str]] = {
    "briefing": lambda color, width: render_briefing(
        values.BRIEFING, layout=Layout(width=width, zone=UTC, color=color)
    ),
    "threads": lambda color, width: render_threads(values.ROWS, layout=Layout(width=width, zone=UTC, color=color)),
    "thread": lambda color, width: render_thread(values.RAILWAY, layout=Layout(width=width, zone=UTC, color=color)),
    "quotes": lambda color, width: render_quotes(values.QUOTES, layout=Layout(width=width, zone=UTC, color=color)),
    "summaries": lambda color, width: "".join(
        render_summaries(values.SUMMARIES, layout=Layout(width=width, zone=UTC, color=color))
    ),
    "feeds": lambda color, width: render_feeds(values.FEEDS, health=True, layout=Layout(zone=UTC, color=color)),
    "findings": lambda color, width: render_findings(values.FINDINGS, layout=Layout(zone=UTC, color=color)),
    "changes": lambda color, width: render_changes(values.CHANGES, layout=Layout(zone=UTC, color=color)),
    "rules": lambda color, width: render_rehearsals(
        values.REHEARSALS, layout=Layout(width=width, zone=UTC, color=color)
    ),
}


def unpainted(text: str) -> str:
    return ESCAPE.sub("", text)


@table("width", [0, 40, 72])
@table("what", RENDERED)
def test_painted_is_plain_with_escapes(what: str, width: int) -> None:
    plain, painted = RENDERED[what](False, width), RENDERED[what](True, width)
    assert "\x1b" not in plain
    assert unpainted(painted) == plain
    assert len(painted) > len(plain)
    for line in painted.splitlines():  # no line paints the next one
        assert not ESCAPE.search(line) or line.rindex("\x1b[m") > max(m.start() for m in ESCAPE.finditer(line)) - 1


def test_found_words_are_painted_instead_of_marked() -> None:
    plain = render_hits(values.HITS[:1], layout=Layout(width=0, zone=UTC))
    painted = render_hits(values.HITS[:1], layout=Layout(width=0, zone=UTC, color=True))
    marked = re.findall(r"\*([^*]+)\*", plain)
    assert marked == re.findall("\x1b\\[1;31m([^\x1b]+)\x1b", painted)
    assert "*" not in painted


def test_data_is_never_painted() -> None:
    forms: tuple[Format, ...] = ("markdown", "html", "json", "jsonl")
    for form in forms:
        assert "\x1b" not in render_briefing(values.BRIEFING, form, Layout(zone=UTC, color=True))


@table("text", EVIL)
def test_no_escape_but_ours(text: str) -> None:
    briefing = spoilt(text)
    painted = render_briefing(briefing, layout=Layout(zone=UTC, color=True)) + render_quotes(
        briefing.briefs[0].quotes, layout=Layout(zone=UTC, color=True)
    )
    assert not set(unpainted(painted)) & set("\x1b\x9b\x07")


@example("\u0600\u200d", "\u0601", 8)  # what is glue between two words may be nothing at the end of one
@given(st.text(), st.text(), st.integers(0, 30))
def test_any_words_are_painted_as_they_would_stand_plain(one: str, other: str, width: int) -> None:
    pieces = [(one, None), (other, "speaker")]
    plain = Pen(width, False).wrap(pieces, None, "  * ", "    ")  # type: ignore[arg-type]
    painted = Pen(width, True).wrap(pieces, None, "  * ", "    ")  # type: ignore[arg-type]
    assert [unpainted(line) for line in painted] == plain


def test_a_style_goes_on_over_spaces_and_lines_but_not_over_what_is_between() -> None:
    pen = Pen(14, True)
    assert pen.wrap([("one two three", "speaker"), (" four", None)]) == [
        "\x1b[36mone two three\x1b[m",
        "four",
    ]
    assert pen.wrap("one two three four", "faint", "- ") == ["- \x1b[2mone two\x1b[m", "  \x1b[2mthree four\x1b[m"]
    assert pen.line([("0123456789", "id"), ("abcdefgh", "title")]) == "\x1b[33m0123456789\x1b[m\x1b[1mabc…\x1b[m"
