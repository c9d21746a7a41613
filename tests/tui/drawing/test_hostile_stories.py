"""Stories of hostile text: every line fits its page and has no terminal controls, at every width."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC

import pytest
from rich.cells import cell_len

from briefing.model import Brief
from briefing.tui.drawing.attributions import PageContext
from briefing.tui.drawing.quote_blocks import View
from briefing.tui.drawing.thread_blocks import thread_blocks
from tests.tui.drawing.drawn import drawn
from tests.tui.library import CALL, NOW, OLD, TALKS, line, quote

HOSTILE = {
    "escape": "\x1b[2J\x1b]0;owned\x07 " * 5,
    "markup": "[bold red]x[/] [link=file:///etc/passwd]y[/link] " * 5,
    "wide": "東京都知事選挙の結果" * 30,
    "rtl": "שלום עולם \u202eevil\u202c " * 10,
    "combining": "e" + "\u0301" * 500,
    "emoji": "👩\u200d👩\u200d👧 ☺\ufe0f " * 40,
    "unbroken": "x" * 10_000,
    "joined": "x\xa0" * 5_000,
    "surrogate": "\ud800 \udfff " * 10,
    "blank": " \u200b ",
}
WIDTHS = (20, 21, 33, 46, 60, 77, 84, 90, 104, 220)
CONTEXT = PageContext(NOW, UTC, teasers={TALKS.articles[0].id: HOSTILE["unbroken"]}, is_unfolded=True)


def hostile(text: str) -> Brief:
    """A thread in which every text is this one."""
    source = replace(line(CALL, "The two presidents spoke by telephone on Saturday.").source, outlet=text, title=text)
    other = replace(line(OLD, "New tariffs were announced on Thursday.").source, outlet=text, title=text)
    spoken = replace(
        quote(CALL, "It was a good and long talk,", text),
        text=text,
        addressee=text,
        speaker_as_written=f"{text} {text}",
    )
    named = replace(spoken, speaker="Ana Restrepo", sources=(other,), reason=text)
    return replace(
        TALKS,
        thread=replace(TALKS.thread, title=text, state=replace(TALKS.thread.state, tags=(text,))),
        lead=tuple(replace(each, text=text, source=source) for each in TALKS.lead),
        quotes=(replace(spoken, sources=(source,)), named),
        other_quotes=(named,),
        timeline=tuple(replace(each, line=replace(each.line, text=text)) for each in TALKS.timeline),
        articles=tuple(replace(ref, title=text, outlet=text, wire=text, tags=(text,)) for ref in TALKS.articles),
        outlets=(text, "b"),
    )


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("view", ["story", "exchange", "speakers", "why"])
def test_every_line_fits_and_is_printable(name: str, view: View) -> None:
    began = time.process_time()
    blocks = thread_blocks(hostile(HOSTILE[name]), CONTEXT, view)
    for width in WIDTHS:
        for shown in drawn(blocks, width):
            assert cell_len(shown) <= width
            assert not any(ord(char) < 32 or char in "\x7f\u202e\ud800" for char in shown)
    assert time.process_time() - began < 20
