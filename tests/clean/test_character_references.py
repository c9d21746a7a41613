"""References to characters: what is none keeps its letters, and none refuses a feed or a page."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.clean import clean_page, fragment_links, html_to_text
from briefing.clean.character_references import mend_html, mend_xml
from briefing.model import Source
from briefing.sources import parse_feed
from briefing.sources.subscriptions import read_list
from tests.table import table

BAD = "\ufffd"
ALIKE = {
    "AT&T": "AT&T",
    "Q&A: D&D, R&D;": "Q&A: D&D, R&D;",
    "a & b && c": "a & b && c",
    "&nosuch; &;": "&nosuch; &;",
    "&copy 2026 &Aacute &section=3": "&copy 2026 &Aacute &section=3",
    "&copy; &Aacute; &hellip;": "© Á …",
    "?a=1&copy=2&lt=3&reg_id=4&amp;x=5": "?a=1&copy=2&lt=3&reg_id=4&x=5",
    "&#xD83D;&#xDE00; &#55357;&#56832;": "😀 😀",
    "&#xD83D; &#56832;!": f"{BAD} {BAD}!",
    "&#0;&#x110000;&#99999999999;&#xFFFFFFFFFFFFFFFF;": BAD * 4,
    "&#128;5 &#145;x&#146; &#150;": "€5 ‘x’ –",
    "&#X41;&#0000066;": "AB",
    "&#;&#x;&#12 &#xZ;": "&#;&#x;&#12 &#xZ;",
    "a&#1;b&#27;[31mc": "abc",
    "&#38;lt;": "&lt;",
    "1 &lt; 2 &#60; 3 &gt; 0": "1 < 2 < 3 > 0",
}
"""What is written in XML or HTML, and what it says."""


@table("written", ALIKE)
def test_references_say_the_same_in_xml_and_html(written: str) -> None:
    assert ElementTree.fromstring(f"<a>{mend_xml(written)}</a>").text == ALIKE[written]
    assert ElementTree.fromstring(f'<a b="{mend_xml(written)}"/>').get("b") == ALIKE[written]
    assert html_to_text(written) == ALIKE[written]
    assert html_to_text(f"<p>{written}</p>") == ALIKE[written]


PLAIN = {written: says for written, says in ALIKE.items() if "&lt;" not in f"{written}{says}" and ";" not in says}


@table("written", PLAIN)
@table("broken", ["", "<x:y>&z"])
def test_a_feed_says_what_is_written(written: str, broken: str) -> None:
    item = f"<title>A {written}</title><author>{written} b</author><description>{written} c</description>"
    feed = f"<rss><channel><title>F {written}</title><item>{item}{broken}</item></channel></rss>"
    parsed = parse_feed(feed.encode(), Source("one", "feed", "x"), url="https://x.example/")
    (entry,) = parsed.entries
    said = PLAIN[written]
    assert (parsed.title, entry.title, entry.author) == (f"F {said}", f"A {said}", f"{said} b")
    assert html_to_text(entry.summary) == f"{said} c"


@table("written", ALIKE)
def test_html_in_a_feed_says_what_is_written(written: str) -> None:
    feed = f"<rss><channel><item><description><![CDATA[<p>{written}</p>]]></description></item></channel></rss>"
    (entry,) = parse_feed(feed.encode(), Source("one", "feed", "x"), url="https://x.example/").entries
    assert html_to_text(entry.summary) == ALIKE[written]


@table("written", [*list(ALIKE)[:4], *list(ALIKE)[7:11]])
def test_a_page_says_what_is_written(written: str) -> None:
    more = "".join(f"<p>The mayor opened the bridge number {number} on Monday, she said.</p>" for number in range(5))
    page = clean_page(f"<html><body><article><p>Words: {written}.</p>{more}</article></body></html>")
    assert page.text.split("\n")[0] == f"Words: {ALIKE[written]}."


@pytest.mark.parametrize("amp", ["&", "&amp;", "&#38;"])
def test_queries_of_links_stay_as_they_are(amp: str) -> None:
    link = f"https://one.example/?a=1{amp}copy=2{amp}lt=3{amp}section=4"
    said = link.replace(amp, "&")
    rss = f"<rss><channel><item><link>{link}</link><title>x</title></item></channel></rss>"
    atom = f"<feed xmlns='http://www.w3.org/2005/Atom'><entry><link href='{link}'/><title>x</title></entry></feed>"
    for feed in (rss, atom):
        (entry,) = parse_feed(feed.encode(), Source("one", "feed", "x"), url="https://x.example/").entries
        assert entry.url == said
    html = f"<p>Read <a href='{link}'>all of it</a>.</p>"
    assert [each.url for each in fragment_links(html, "Read all of it.")] == [said]
    opml = f"<opml><body><outline text='AT&T &copy;&#xD83D;&#xDE00;' xmlUrl='{link}'/></body></opml>"
    (listed,) = read_list(opml.encode()).feeds
    assert (listed.url, listed.title) == (said, "AT&T ©😀")


def test_what_is_no_text_is_left_alone() -> None:
    xml = "<a><![CDATA[&x &copy; &#55357;]]><!-- &y --><?z &a ?></a>"
    assert mend_xml(xml) == xml
    html = "<script>if (a && b) c('&copy=1')</script><style>a::before{content:'&x'}</style><!-- &y -->"
    assert mend_html(html) == html
    assert mend_xml("<!ENTITY own 'x'> &own; &copy;", entities=True) == "<!ENTITY own 'x'> &own; ©"


def test_a_space_without_its_semicolon_is_a_space() -> None:
    assert html_to_text("<p>a&nbsp<b>b</b> &nbspx</p>") == "a b &nbspx"


@given(st.text("&#;xX0123456789abcDEFlgtmp<>![CDATA]-?'\" ", max_size=60) | st.text(max_size=60))
def test_mended_text_is_fit_for_parsers_and_mending_it_again_changes_nothing(text: str) -> None:
    mended = mend_html(text)
    assert mended.encode("utf-8").decode("utf-8") == mended and mend_html(mended) == mended
    inner = mend_xml(text.replace("<", "").replace(">", ""))
    assert ElementTree.fromstring(f"<a>{inner}</a>") is not None
