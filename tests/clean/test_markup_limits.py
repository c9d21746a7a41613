from __future__ import annotations

import pytest

from briefing.clean import fragment_links, html_to_text
from briefing.clean.markup_limits import MAX_ATTRIBUTES, MAX_CELLS, MAX_ELEMENTS, limit_markup
from tests.table import table

PROSE = "<p>The council of Lagos voted on Tuesday to rebuild the old harbour bridge, which was closed in May.</p>"


def attributes(number: int, value: str = "='b'") -> str:
    return " ".join(f"a{place}{value}" for place in range(number))


@table(
    "html",
    [
        "",
        "no markup " * 5000,
        PROSE * 200,
        PROSE * 200 + "<table>" + "<tr><td colspan=2>a</td><td>b</td></tr>" * 400 + "</table>",
        PROSE * 200 + f"<p {attributes(MAX_ATTRIBUTES)}>a</p>",
        "<!-- a -->" * 5000,
    ],
)
def test_ordinary_html_stays_as_it_is(html: str) -> None:
    assert limit_markup(html) is html
    assert limit_markup(raw := html.encode()) is raw


@table("value", ["='b'", "=b", "", "='>'", '="<p>"', "='&amp;'"])
def test_tag_with_too_many_attributes_keeps_the_known_ones(value: str) -> None:
    html = f"<p>See <a {attributes(5000, value)} href='http://e.org/?a&amp;b'>the report</a> of May.</p>"
    assert limit_markup(html) == (
        '<html><body><p>See <a href="http://e.org/?a&amp;b">the report</a> of May.</p></body></html>'
    )


def test_links_of_a_tag_with_many_attributes_are_kept() -> None:
    html = f"<p>Hello <a href='http://e.org/a' {attributes(30_000)}>the link words</a> are here.</p>"
    text = html_to_text(html)
    (link,) = fragment_links(html, text, "http://e.org/")
    assert (text[link.start : link.end], link.url) == ("the link words", "http://e.org/a")


def test_page_with_too_many_elements_keeps_its_beginning() -> None:
    page = f"<article>{PROSE * 20}{'<i>a</i>' * (MAX_ELEMENTS + 5)}<p>The end.</p></article>"
    assert "The end." not in limit_markup(page)
    assert limit_markup(page).startswith(f"<html><body><article>{PROSE}")
    assert limit_markup(page).count("<i>") < MAX_ELEMENTS


def test_cells_beyond_the_limit_become_text() -> None:
    page = f"<table><tr>{'<td>a</td>' * (MAX_CELLS + 2)}</tr></table>"
    assert limit_markup(page).count("<td>") == MAX_CELLS
    assert limit_markup(page).endswith("</td> a a</table></body></html>")


@pytest.mark.parametrize("span", ["colspan", "rowspan"])
def test_cells_of_many_columns_in_long_tables_are_cells_like_others(span: str) -> None:
    page = f"<table>{f'<tr><td {span}=100>a</td></tr>' * 2000}</table>"
    assert limit_markup(page).count("<tr><td>a</td></tr>") == 2000


def test_rows_below_a_wide_one_lose_their_cells() -> None:
    page = f"<table><tr>{'<td>a</td>' * 100}</tr>{'<tr><td>b</td></tr>' * 2000}</table>"
    assert "<td>" not in limit_markup(page)
    assert limit_markup(page).count("b") > 2000


def test_scripts_entities_and_quotes_are_unchanged() -> None:
    page = f"<script>if (a < b && c) {{}}</script><p title='\"'>AT&amp;T &lt;b&gt;</p><br><p {attributes(501)}>é漢</p>"
    written = limit_markup(page + " " * 10_000)
    assert "<script>if (a < b && c) {}</script>" in written
    assert '<p title="&quot;">AT&amp;T &lt;b&gt;</p><br><p>é漢</p>' in written


def test_bytes_are_decoded_as_they_declare_themselves() -> None:
    page = f"<meta charset='iso-8859-1'><p {attributes(5000)}>Bogotá</p>".encode("latin-1")
    assert "Bogotá" in limit_markup(page)
