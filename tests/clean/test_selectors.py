"""Articles where a CSS selector says they are."""

from __future__ import annotations

import pytest

from briefing.clean import clean_page
from briefing.clean.pages import select_text
from tests.table import table

HTML = (
    "<html lang=en><head><title>Bridge &amp; tunnel</title></head><body><nav>Home</nav><div class='story lead'><p>One."
    "<p>Two. <b>Bold</b><script>evil()</script></div><aside>Ad</aside>"
    "<div class=story><div class=story>Three.</div></div>"
)


def test_elements_are_selected_in_document_order_and_once() -> None:
    assert select_text(HTML, "div.story") == "One.\nTwo. Bold\nThree."
    assert select_text(HTML, ".lead > p:first-child") == "One."
    assert select_text(HTML, "article") == select_text("", "p") == ""


def test_page_with_a_selector_keeps_its_title() -> None:
    article = clean_page(HTML, "https://a.example/x", selector=".lead", details=False)
    assert (article.title, article.text, article.language) == ("Bridge & tunnel", "One.\nTwo. Bold", "en")


def test_selector_without_matches_falls_back_to_extraction() -> None:
    prose = "".join(f"<p>The council voted on Tuesday to rebuild the old bridge, part {n} of it.</p>" for n in range(9))
    assert "rebuild" in clean_page(f"<html><body><article>{prose}</article>", selector=".no-such-class").text


@table("selector", ["div[", "p:no-such-thing(", "..x", ""])
def test_invalid_selector_is_an_error(selector: str) -> None:
    with pytest.raises(ValueError, match="no CSS selector"):
        select_text(HTML, selector)


def test_wall_is_a_wall_even_where_it_was_selected() -> None:
    wall = "<div id=a><p>Subscribe to continue reading.</p></div>"
    assert clean_page(f"<html><body>{wall}", selector="#a").text == ""
