"""Hits in bold or between asterisks, whatever stands around them."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.model import Line
from briefing.render import FORMATS, render_hits
from briefing.render.search_results import mark_matches, pieces
from tests.render.test_hostile import EVIL
from tests.render.values import HITS
from tests.table import table


def test_text_is_cut_at_hits() -> None:
    assert pieces("the call of\nPetro", [(4, 8), (12, 17)]) == (
        *(("the ", False), ("call", True), (" of ", False), ("Petro", True)),
    )
    assert mark_matches(pieces("a b", [(0, 1), (2, 3)]), "*") == "*a* *b*"
    assert pieces("", []) == ()


@given(st.text(max_size=40), st.data())
def test_words_stay_what_they_are(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    marks = list(zip(cuts[::2], cuts[1::2], strict=False))
    shown = mark_matches(pieces(text, marks), "")
    assert "".join(shown.split()) == "".join(mark_matches(pieces(text, []), "").split()) or not text.isprintable()
    assert all(char.isprintable() or char == " " for char in shown if ord(char) < 0xA0)


@table("evil", EVIL)
@table("format", FORMATS)
def test_hostile_hits_are_drawn_as_text(evil: str, format: str) -> None:
    hit = HITS[0]
    line = Line(evil, replace(hit.line.source, outlet=evil, title=evil, url=evil), 1)
    half = len(evil) // 2
    article = replace(hit.article, title=evil, outlet=evil, url=evil)
    spoilt = replace(hit, article=article, thread_title=evil, thread_id="t", line=line, marks=((0, half),))
    text = render_hits([replace(spoilt, title_marks=((half, len(evil)),))], format)  # type: ignore[arg-type]
    assert not set(text) & set("\x1b\x07\x9b\u202e\u2066\u2028\ud800")
    if format == "markdown":
        page = MarkdownIt("js-default").render(text)
        assert "<script" not in page and "javascript:" not in page.replace("(javascript:", "") and "<img" not in page
