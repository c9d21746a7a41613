"""What outlets write stays words: in every field, in every format."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from datetime import UTC

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from briefing.model import Brief, Briefing, Citation, Health, KeyQuote, Line, SourceFailure, TimelineEvent
from briefing.render import Format, render_briefing, render_quotes, render_thread
from briefing.render.commonmark import escape, link
from briefing.render.text_layout import Layout, width_of
from tests.render.values import BRIEFING, MONDAY, RAILWAY, ref
from tests.table import table

EVIL = [
    "\x1b]0;owned\x07\x1b[2J\x9b31m",
    "\u202etxt.exe\u2066",
    "<script>alert(1)</script>",
    "[click](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "# heading\n\n- list\r\n> quote",
    "1. one",
    "+ plus",
    "--- ===",
    "`code` **bold** _it_ ~~no~~ a|b $x$ &lt;b&gt; \\[",
    "https://evil.example www.evil.example a@evil.example",
    "[bold]rich[/bold]",
    "\ud800 half",
    "\u2028line\u2029",
]


def spoilt(text: str) -> Briefing:
    """A briefing with `text` in every field that comes from outside."""
    source = Citation("a1", 0, 5, text, text, text, MONDAY)
    told = Line(text, source, 1, MONDAY)
    quote = KeyQuote(text, text, (source,), cue=text, speaker_as_written=text)
    brief = Brief(
        replace(RAILWAY.thread, title=text, names=(text,), keywords=(text,)),
        (told,),
        (told,),
        (quote,),
        (TimelineEvent(MONDAY, told),),
        (ref(source),),
        (text,),
        1,
        why=text,
    )
    health = Health(1, (SourceFailure(text, text, text),), (), MONDAY)
    return replace(BRIEFING, briefs=(brief,), health=health)


def rendered(text: str, format: Format) -> str:
    briefing = spoilt(text)
    brief = briefing.briefs[0]
    return (
        render_briefing(briefing, format, Layout(zone=UTC))
        + render_thread(brief, format, Layout(zone=UTC))
        + render_quotes(brief.quotes, format, Layout(zone=UTC))
    )


@table("text", EVIL)
def test_nothing_acts_on_a_terminal(text: str) -> None:
    for format in ("text", "markdown", "json", "jsonl"):
        out = rendered(text, format)
        assert not [c for c in out if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp") and c != "\n"]
        assert not set(out) & set("\u202e\u2066\u200f")


@table("text", EVIL)
def test_markdown_has_no_html_and_no_links_but_its_own(text: str) -> None:
    page = MarkdownIt("gfm-like").render(rendered(text, "markdown"))
    assert "<script" not in page
    assert "<img" not in page
    assert "javascript:" not in page.split('href="')[0] or 'href="javascript' not in page
    assert "evil.example" not in "".join(part.split('"')[0] for part in page.split('href="')[1:])


@given(st.text())
def test_escaped_words_read_as_they_were(text: str) -> None:
    tokens = MarkdownIt("commonmark").parse(f"- {escape(text)}")
    inline = [token.content for token in tokens if token.type == "inline"]
    shown = "".join(
        child.content for token in tokens if token.type == "inline" for child in token.children or [] if child.content
    )
    assert {token.type for token in tokens} <= {
        *("bullet_list_open", "list_item_open", "paragraph_open", "inline"),
        *("paragraph_close", "list_item_close", "bullet_list_close"),
    }
    assert shown == "".join(escape_free(text)) if inline else not escape(text)


def escape_free(text: str) -> str:
    from briefing.sanitizer import clean_line

    return clean_line(text)


def test_only_web_addresses_become_links() -> None:
    assert link("a", "https://example.org/x_(y)?a=1&b=<>") == "[a](https://example.org/x_%28y%29?a=1&b=%3C%3E)"
    for address in ("javascript:alert(1)", "file:///etc/passwd", "data:text/html,x", "https://a b", ""):
        assert link("a", address) == "a"


@example("a" * 59)  # wider than what the date before it leaves
@example("-" * 60 + "é" * 20)
@example("a" * 20 + "\u0940" * 60)  # marks that are as wide as what they stand behind lets them be
@given(st.text())
def test_text_keeps_its_columns(text: str) -> None:
    for line in rendered(text, "text").splitlines():
        assert width_of(line) <= 72 or "://" in line


@given(st.text())
def test_data_is_verbatim(text: str) -> None:
    document = json.loads(render_briefing(spoilt(text), "json"))
    assert document["briefs"][0]["lead"][0]["text"] == text
    assert document["briefs"][0]["quotes"][0]["speaker"] == text


@given(st.text())
def test_an_object_is_one_line(text: str) -> None:
    lines = render_quotes(spoilt(text).briefs[0].quotes, "jsonl").splitlines()
    assert [json.loads(line)["text"] for line in lines] == [text]
