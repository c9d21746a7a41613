"""Trees of pages: those that trafilatura makes itself, and without what it never reads."""

from __future__ import annotations

import re

from lxml import etree
from trafilatura import load_html, xpaths

from briefing.clean import clean_page
from briefing.clean.page_tree import READ, drop_attributes, drop_unread, drop_widgets, parse_page
from tests.clean.test_pages import PROSE
from tests.table import table

XHTML = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Strict//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd">'


@table(
    "html",
    [
        "<!doctype html><html lang=en><head><title>A</title><body><p>Text é漢😀.</p></html>\n",
        f"{XHTML}\n<html xmlns='http://www.w3.org/1999/xhtml'><body><p>Text.</p></body></html>",
        "<!DOCTYPE html SYSTEM 'about:legacy-compat'/>\n<html><body><p>Text.</p></body></html>",
        "<html/>\n<body><p>Text.</p><p>More.</p></body>",
        "<div><p>A fragment.</p></div><p>More.</p>",
        "<p>One.</p>",
        "plain words",
        "",
        "<html><body><p>a\x00b\x0bc\x1f \ufffe\uffff</p><!-- a --><?b ?></body></html>",
        "<!-- html --><head><meta charset=latin-1></head><body>é<p>é</p>",
        "<html><body>" + "<div>" * 3000 + "deep",
    ],
)
def test_tree_is_that_of_trafilatura(html: str) -> None:
    expected, (tree, markup) = load_html(html), parse_page(html)
    assert (tree is None) == (expected is None)
    if tree is not None:
        assert etree.tostring(tree) == etree.tostring(expected)
        assert markup.tags >= {element.tag for element in tree.iter()}


def test_halves_of_characters_are_joined() -> None:
    tree, _ = parse_page("<html><body><p>\ud83d\ude00 \ud83d</p></body></html>")
    assert tree.findtext(".//p") == "😀 \ufffd"


def test_page_in_bytes_is_surveyed_too() -> None:
    tree, markup = parse_page("<meta charset=latin-1><p class='a b' id=c>Bogotá</p>".encode("latin-1"))
    assert "Bogotá" in "".join(tree.itertext())
    assert (markup.classes, markup.attributes) == ({"a b"}, {"charset", "class", "id"})


def test_what_no_extraction_reads_is_dropped_but_the_words_behind_it() -> None:
    page = (
        "<html><head><meta name=a><title>T</title></head><body><script>a()</script>one <aside>b</aside>two"
        "<svg><text>c</text></svg> three<script type='application/ld+json'>{}</script>"
        "<footer>d<script type='application/ld+json'>{}</script></footer></body></html>"
    )
    tree, _ = parse_page(page)
    drop_unread(tree)
    assert "".join(tree.itertext()) == "Tone two three{}{}"
    assert tree.xpath("//footer|//aside|//svg") == []
    assert tree.find(".//meta") is None


def test_words_of_linked_data_in_a_footer_are_extracted() -> None:
    words = " ".join(PROSE)
    data = f'<script type="application/ld+json">{{"@type": "NewsArticle", "articleBody": "{words[:190]}"}}</script>'
    html = f"<html><body><div id=app></div><footer>{data}</footer></body></html>"
    assert clean_page(html, details=False).text == words[:190]


def test_widgets_are_dropped_but_the_words_behind_them() -> None:
    page = (
        "<html><body><nav><ul><li><a href=/>Home</a></ul></nav>one <button>b</button>two<img src=c><figure><img src=d>"
        "<figcaption>e</figcaption></figure> three<select><option>f</select><noscript>g</noscript></body></html>"
    )
    tree, _ = parse_page(page)
    drop_widgets(tree)
    assert "".join(tree.itertext()) == "one two three"


def test_paragraphs_and_tables_in_widgets_stay() -> None:
    page = "<html><body><noscript><p>one</p></noscript><figure><table><tr><td>two</table></figure></body></html>"
    tree, _ = parse_page(page)
    drop_widgets(tree)
    assert "".join(tree.itertext()) == "onetwo"


def test_article_without_scripts_is_extracted() -> None:
    paragraphs = "".join(f"<p>{line}</p>" for line in PROSE)
    page = f"<html><body><div id=app></div><noscript>{paragraphs}</noscript></body></html>"
    assert clean_page(page, details=False).text == "\n".join(PROSE)


def test_attributes_that_trafilatura_reads_stay() -> None:
    expressions = " ".join(
        each.path
        for name, paths in vars(xpaths).items()
        if name.startswith(("BODY", "COMMENTS", "REMOVE", "RAW", "OVERALL", "TEASER", "DISCARD"))
        for each in paths
    )
    read = set(re.findall(r"@([\w-]+)", expressions))
    assert "class" in read
    assert read <= READ
    tree, markup = parse_page("<html><body><p class=a data-b=c><a href=/d onclick=e()>f</a></p></body></html>")
    drop_attributes(tree, markup)
    assert [dict(each.attrib) for each in tree.iter("p", "a")] == [{"class": "a"}, {"href": "/d"}]
