"""Pages to articles, and to nothing where there is none."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from briefing.clean import clean_page
from tests.conftest import SHARED_EVAL
from tests.table import table

PROSE = (
    "The city council of Norville voted on Tuesday to rebuild the old harbour bridge, which was closed in May after "
    "engineers had found cracks in two of its pillars. The work is to begin in autumn and will take three years.",
    '"We have waited long enough for this day," said Mayor Ann Example, who had asked for the money for two years. '
    "Opponents of the plan say that a ferry would have cost a tenth, and want to go to court over the decision.",
    "The bridge carries twenty thousand cars a day in summer, and the detour through the valley takes half an hour. "
    "Shops at the harbour say that they have lost a third of their customers since it was closed to all traffic.",
)


def page(*paragraphs: str, title: str = "Council votes for the bridge", head: str = "", lang: str = "en") -> str:
    told = "".join(f"<p>{text}</p>" for text in paragraphs)
    return (
        f"<!doctype html><html lang='{lang}'><head><title>{title}</title>{head}</head><body><nav><a href=/>Home</a>"
        f"<a href=/news>News</a></nav><article><h1>{title}</h1>{told}</article><footer>About us</footer></body></html>"
    )


def test_article_is_extracted_from_the_page_around_it() -> None:
    head = (
        '<meta property="og:site_name" content="Norville News"><meta name="author" content="Ann Writer">'
        '<meta property="article:published_time" content="2026-03-01T10:15:00+02:00">'
    )
    article = clean_page(page(*PROSE, head=head, lang="en-GB"), "https://norville.example/bridge")
    assert [line for line in article.text.split("\n") if line != article.title] == list(PROSE)
    assert (article.title, article.outlet, article.author) == (
        "Council votes for the bridge",
        "Norville News",
        "Ann Writer",
    )
    assert article.published == datetime(2026, 3, 1, 8, 15, tzinfo=UTC)
    assert (article.language, article.origin, article.url) == ("en", "page", "https://norville.example/bridge")


def test_bytes_are_decoded_as_they_declare_themselves() -> None:
    html = page(*PROSE, "Der Bürgermeister sagte: „Schön ist das nicht, aber nötig.“ Mehr wollte er dazu nicht sagen.")
    head = '<meta charset="windows-1252">'
    assert "Schön" in clean_page(html.replace("<title>", head + "<title>").encode("cp1252")).text
    assert "Schön" in clean_page(html.encode("utf-8")).text


@table(
    "words",
    [
        "Please enable JavaScript and cookies to continue.",
        "Subscribe to continue reading this article. Already a subscriber? Sign in.",
        "We use cookies to give you the best experience. Accept all cookies or manage your choices.",
        "Checking your browser before accessing the site. Verify you are human by completing the action below.",
    ],
)
def test_page_that_is_only_a_wall_says_nothing(words: str) -> None:
    assert clean_page(page("Council votes for the bridge.", words, title="Norville News")).text == ""


def test_beginning_of_an_article_is_kept_without_the_wall_behind_it() -> None:
    text = clean_page(page(*PROSE[:2], "Subscribe to continue reading.")).text
    assert PROSE[1] in text and "Subscribe" not in text


def test_article_about_walls_is_an_article() -> None:
    about = "Readers who see the words enable JavaScript on their screens give up, the study of the university found."
    assert about in clean_page(page(*PROSE, about, *PROSE, title="Why readers give up")).text


@table("title", ["404 Not Found", "Page not found", "Just a moment...", "Access Denied"])
def test_error_page_with_a_status_of_200_says_nothing(title: str) -> None:
    assert (
        clean_page(page("Sorry, we could not find what you were looking for on our site today.", title=title)).text
        == ""
    )


@pytest.mark.parametrize(
    "html",
    [b"", "", b"\x00\xff" * 500, "<div>" * 20_000, "<p>", "plain words", b"%PDF-1.7", "<html>" + "<a href=" * 5000],
)
def test_page_without_article_gives_an_empty_text(html: bytes | str) -> None:
    article = clean_page(html, "https://norville.example/x")
    assert article.text in ("", "plain words")
    assert article.url == "https://norville.example/x"


def test_controls_do_not_come_through() -> None:
    text = clean_page(page(PROSE[0] + " \x1b[31m\u202eEvil\u202c &#27;[2J", *PROSE[1:])).text
    assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", text)


def real_pages() -> list[dict[str, Any]]:
    with gzip.open(SHARED_EVAL / "data" / "pages.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


@pytest.mark.skipif(not SHARED_EVAL.exists(), reason="needs ../shared/eval")
def test_real_pages_give_their_articles() -> None:
    scores = []
    for item in real_pages()[::3]:
        found, wanted = (Counter(re.findall(r"\w+", text)) for text in (clean_page(item["html"]).text, item["text"]))
        both = (found & wanted).total()
        scores.append(2 * both / max(1, found.total() + wanted.total()))
    assert sum(scores) / len(scores) > 0.95
