"""HTML fragments to plain text."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.clean import html_to_text, image_captions
from tests.table import table


@table(
    ("html", "text"),
    [
        ("<p>One &amp; two</p><p>Three</p>", "One & two\nThree"),
        ("one<br>two<br/><br/>three", "one\ntwo\nthree"),
        ("tail <b>bo</b>ld &#8220;said&#8221;", "tail bold “said”"),
        ("<h2>Heading</h2>Text", "Heading\nText"),
        ("<ul><li>one</li><li><p>two</p><p>more</p></li></ul>after", "- one\n- two\nmore\nafter"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><th>c</th></tr></table>", "a b\nc"),
        ("a<script>alert('x')</script><style>p{}</style><!-- no -->b", "ab"),
        ('<img src=x alt="Two people on a bridge"><p>Text</p>', "Text"),
        ('<img src=x alt="Two people on a bridge">', ""),
        (
            '<p>Well done <img class="emoji" alt="\U0001f389" src=x>, all <img alt="\U0001f1e9\U0001f1ea">',
            "Well done \U0001f389, all \U0001f1e9\U0001f1ea",
        ),
        ("<figure><img src=x><figcaption>Photo: Ann</figcaption></figure><p>Text</p>", "Text"),
        (
            "<p>She wrote:</p><blockquote><p>One.</p><p>Two.</p></blockquote><p>End</p>",
            "She wrote:\n> One.\n> Two.\nEnd",
        ),
        ("<blockquote>One<br>two<footer>Ann Writer</footer></blockquote>end", "> One\n> two\n> — Ann Writer\nend"),
        ("<blockquote><p>One</p><cite>— Ann Writer</cite></blockquote>", "> One\n> — Ann Writer"),
        ("<blockquote><p><cite>The Daily</cite> has it.</p></blockquote>", "> The Daily has it."),
        ("<blockquote><ul><li>one</li><li>two</li></ul></blockquote>", "- one\n- two"),
        (
            "<blockquote class=twitter-tweet><p>No. <a>#dam</a></p>&mdash; Ann (@ann) <a>May 3</a></blockquote>",
            "> No. #dam\n> — Ann (@ann) May 3",
        ),
        (
            "<blockquote>One</blockquote> <blockquote>Two</blockquote>x<blockquote>3</blockquote>",
            "> One\n\n> Two\nx\n> 3",
        ),
        ("First line\n\nSecond line", "First line\nSecond line"),
        ("One.&amp;nbsp; Two\\&amp;nbsp;km&amp;nbsp;: yes", "One. Two km : yes"),
        ("<p>One.&amp;nbsp; Two</p>", "One. Two"),
        ("<p>Write <code>&amp;nbsp;</code> there</p>", "Write &nbsp; there"),
        ("<p>One.&amp;nbsp; Bug&amp;nbsp;#1: <code>&lt;b&gt;&amp;nbsp;</code></p>", "One. Bug #1: <b>&nbsp;"),
        ("Tom &amp; Jerry < 3 & > 2", "Tom & Jerry < 3 & > 2"),
        ("<p>a\x1b[31mred\x1b[0m &#27;[2J \u202eevil\u202c</p>", "ared evil"),
        ("<p>un<i>closed", "unclosed"),
        ("", ""),
    ],
)
def test_fragment_becomes_lines(html: str, text: str) -> None:
    assert html_to_text(html) == text


@given(st.text() | st.text(alphabet="<>/&;!-\"'= abpdivliulockqte#x0\n"))
def test_hostile_fragments_give_text(html: str) -> None:
    text = html_to_text(html)
    assert text == text.strip() and "\n\n\n" not in text
    assert all(line == line.strip() for line in text.split("\n"))
    assert all(after.startswith("> ") for after in text.split("\n\n")[1:])


@pytest.mark.parametrize(
    "unit",
    [
        "<div>",
        "<b><i>",
        "<",
        "<a ",
        "<!--",
        "&amp",
        "<ul><li>x",
        "<table><tr><td>",
        "</p>",
        "<blockquote>x",
        "<blockquote><cite>x</cite>",
    ],
)
def test_depth_and_length_cost_no_more_than_they_must(unit: str) -> None:
    start = time.process_time()
    html_to_text(unit * 20_000 + "the end")
    assert time.process_time() - start < 2


def test_words_at_any_depth_are_kept() -> None:
    assert html_to_text("<div>" * 10_000 + "deep" + "</div>" * 10_000) == "deep"


def test_fragments_do_not_know_of_each_other() -> None:
    texts = ["<ul><li>", "a", "<p>b</p>", "<script>x", "<div>c<br>d", "<b>" * 3000 + "e", "<p>f</p>"]
    alone = ["", "a", "b", "", "c\nd", "e", "f"]
    assert [html_to_text(text) for text in texts] == alone
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(html_to_text, texts * 20)) == alone * 20


@table(
    "html, captions",
    [
        ('<img src=x alt="A drawing" title="Two people talk of a bridge.">', "A drawing\nTwo people talk of a bridge."),
        ('<p><img src=x alt="Two people"></p><p>Text</p><img src=x alt=" Two  people">', "Two people"),
        ('<img src=x alt="photo"><img src=x alt="IMG_12.png"><img src=x alt="some words.jpg">', "some words.jpg"),
        ('<img src=x width=1 height=1 alt="counts your visit"><div hidden><img alt="not this one"></div>', ""),
        ("plain text", ""),
    ],
)
def test_images_say_what_their_texts_are(html: str, captions: str) -> None:
    assert image_captions(html) == captions
