"""Links found again in cleaned text."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from briefing.clean import clean_page, fragment_links, html_to_text
from tests.table import table

BASE = "https://news.example/world/story"


def found(html: str, base: str = BASE) -> list[tuple[str, str]]:
    text = html_to_text(html)
    return [(text[link.start : link.end], link.url) for link in fragment_links(html, text, base)]


@table(
    ("html", "links"),
    [
        ("<p>She told <a href='https://a.example/x'>the daily</a> so.</p>", [("the daily", "https://a.example/x")]),
        (
            "<p>They <a href='/v'>voted</a> and <a href='w'>left</a>.</p>",
            [("voted", "https://news.example/v"), ("left", "https://news.example/world/w")],
        ),
        ("<ul><li><a href='/one'>One story</a></li></ul>", [("One story", "https://news.example/one")]),
        ("<p>The vote. Then <a href='/v'>the <b>vote</b></a> was lost.</p>", [("the vote", "https://news.example/v")]),
        ("<p>said <em><a href='/v'>Ann</a></em>, who was there</p>", [("Ann", "https://news.example/v")]),
        ("<blockquote><a href='/q'>Words</a> of hers</blockquote>", [("Words", "https://news.example/q")]),
        ("First of all<br><a href='/b'>a line</a><br>last of all", [("a line", "https://news.example/b")]),
        ("<p>space <a href='/s'> around it </a> here</p>", [("around it", "https://news.example/s")]),
        ("<p>same word and <a href='/w'>word</a> again</p>", [("word", "https://news.example/w")]),
        ("<p>a <a href='javascript:alert(1)'>bad</a> and <a href='file:///x'>worse</a> one</p>", []),
        ("<p>a <a name='x'>place</a> and <a href='/e'></a> nothing</p>", []),
        ("<script>x</script><p>a <a href='http://[bad'>broken</a> one</p>", []),
    ],
)
def test_link_is_located_at_its_words(html: str, links: list[tuple[str, str]]) -> None:
    assert found(html) == links


def test_relative_links_need_a_base() -> None:
    assert found("<p>They <a href='/v'>voted</a> today.</p>", base="") == []


def test_each_of_two_links_with_the_same_words_has_its_place() -> None:
    html = "<p>See <a href='/1'>here</a> now.</p><p>See <a href='/2'>here</a> now.</p>"
    text = html_to_text(html)
    links = fragment_links(html, text, BASE)
    assert [(link.start, link.url[-1]) for link in links] == [(4, "1"), (text.rindex("here"), "2")]


def test_page_keeps_the_links_of_its_text_and_no_menus() -> None:
    told = "The council voted for the plan on Tuesday after a long debate about what it would cost the town. "
    html = (
        "<html><body><nav><a href='/c'>council</a> <a href='/p'>plan</a></nav><article><h1>Vote</h1>"
        f"<p>{told * 3}</p><p>{told}It was <a href='/earlier'>first told</a> in May by the clerk.</p>"
        f"<blockquote><p>I did <a href='https://x.example/post'>not say</a> that at all.</p></blockquote><p>{told}</p>"
        "</article><footer><a href='/t'>Tuesday</a></footer></body></html>"
    )
    article = clean_page(html, BASE)
    got = [(article.text[link.start : link.end], link.url) for link in article.links]
    assert got == [("first told", "https://news.example/earlier"), ("not say", "https://x.example/post")]


@given(st.text(alphabet="ab <>/=\"'\n&;-lipr") | st.text())
def test_links_are_disjoint_spans_of_the_text(html: str) -> None:
    html = f"<p>{html} <a href='/x'>{html[:5]}</a> {html}"
    text = html_to_text(html)
    end = 0
    for link in fragment_links(html, text, BASE):
        assert end <= link.start < link.end <= len(text)
        assert text[link.start : link.end].strip()
        end = link.end


def test_hostile_pages_take_linear_time() -> None:
    html = "<p>" + "word <a href='/x'>word</a> " * 10_000
    text = html_to_text(html)
    began = time.process_time()
    assert len(fragment_links(html, text, BASE)) <= 200
    deep = "<i>" * 2_000 + "<a href='/x'>w</a>" * 2_000
    fragment_links(deep, html_to_text(deep), BASE)
    assert time.process_time() - began < 2
