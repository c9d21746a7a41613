"""Block quotes of pages stay block quotes, so that their words are given to whoever spoke them."""

from __future__ import annotations

import time

import pytest

from briefing.clean import clean_page
from briefing.text.quotes import extract_quotes
from briefing.text.sentence_splitter import split_sentences
from tests.clean.test_pages import PROSE, page

WROTE = "In a letter to the council, Minister Carla Sample, who had opposed the bridge for many years, wrote:"
FRIENDS = "The plan has friends in the town, and some of them are well known to those who follow its councils."
WORDS = "The bridge will stand for a century."
POST = (
    '<blockquote class="twitter-tweet"><p lang="en" dir="ltr">The bridge is a gift to us all.<br>We begin on Monday. '
    '<a href="https://t.example/x">pic.twitter.com/x1</a></p>&mdash; Ben Sample (@bsample) '
    '<a href="https://t.example/y">March 3, 2026</a></blockquote><script async src="https://t.example/w.js"></script>'
)


def read(block: str, before: str = "") -> list[tuple[str, str | None]]:
    html = page(*PROSE, before).replace("</article>", f"{block}<p>{PROSE[0]}</p></article>")
    text = clean_page(html.encode()).text
    return [(text[q.start : q.end], q.speaker) for q in extract_quotes(text) if q.evidence in ("block quote", "post")]


@pytest.mark.parametrize(
    ("before", "block", "expected"),
    [
        (
            WROTE,
            f"<blockquote><p>{WORDS}</p><p>Nobody will miss the ferry.</p></blockquote>",
            [
                ("The bridge will stand for a century", "Carla Sample"),
                ("Nobody will miss the ferry", "Carla Sample"),
            ],
        ),
        (
            FRIENDS,
            f"<blockquote><div>{WORDS}</div><footer>Carla Sample, minister</footer></blockquote>",
            [("The bridge will stand for a century", "Carla Sample")],
        ),
        (
            FRIENDS,
            f"<blockquote><p>{WORDS}</p><cite>Carla Sample</cite></blockquote>",
            [("The bridge will stand for a century", "Carla Sample")],
        ),
        (
            FRIENDS,
            POST,
            [("The bridge is a gift to us all", "Ben Sample"), ("We begin on Monday", "Ben Sample")],
        ),
        (PROSE[1], "<blockquote><p>The bridge will stand for a century, as they say.</p></blockquote>", []),
    ],
)
def test_words_are_theirs_who_are_named(before: str, block: str, expected: list[tuple[str, str | None]]) -> None:
    assert read(block, before) == expected


def test_adjacent_block_quotes_stay_separate() -> None:
    assert read(f"<blockquote><p>{WORDS}</p></blockquote>\n<div>{POST}</div>", WROTE) == [
        ("The bridge will stand for a century", "Carla Sample"),
        ("The bridge is a gift to us all", "Ben Sample"),
        ("We begin on Monday", "Ben Sample"),
    ]
    text = clean_page(page(*PROSE, "x" * 80 + f"<blockquote>{WORDS}</blockquote>" * 3 + "y", WROTE)).text
    assert text.count(f"> {WORDS}\n\n> {WORDS}\n\n> {WORDS}\n") == 1


def test_marked_lines_are_no_sentences_of_the_article() -> None:
    html = page(*PROSE, WROTE).replace("</article>", f"{POST}<p>{PROSE[2]}</p></article>")
    text = clean_page(html).text
    kinds = {text[each.start : each.end]: each.kind for each in split_sentences(text)}
    assert "> The bridge is a gift to us all." in text.split("\n")
    assert kinds["> The bridge is a gift to us all."] == "quote"
    assert kinds[WROTE] == "prose"


def test_selected_elements_keep_their_block_quotes() -> None:
    html = page(*PROSE, WROTE, "x<blockquote>The bridge will stand.</blockquote>")
    assert "> The bridge will stand." in clean_page(html, selector="article").text.split("\n")


@pytest.mark.parametrize("unit", ["<blockquote>", "<blockquote>a<br>", "<cite>", "<footer>x</footer>", "<p>a</p>"])
def test_time_grows_with_length_only(unit: str) -> None:
    began = time.process_time()
    clean_page("<html><body><article><blockquote>" + unit * 2_000 + "</blockquote></article></body></html>")
    assert time.process_time() - began < 1.5
