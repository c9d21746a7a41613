"""Documents made to keep a parser busy are parsed in linear time."""

from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from briefing.errors import SourceError
from briefing.sources import article_from_bytes, kind_of
from briefing.sources.markdown_parser import inline, markdown_lines
from briefing.sources.subscriptions import read_urls
from briefing.sources.subscriptions.subscription_list import MAX_TAGS
from tests.table import table

LETTER = "From: Ana <ana@x.example>\nSubject: Notes\n\nThe council decided that the bridge would open in May.\n"
BODY = "The council decided that the bridge would open in May."


@pytest.fixture(autouse=True)
def patience() -> Iterator[None]:
    """No document here may take two seconds of the processor."""
    start = time.process_time()
    yield
    assert time.process_time() - start < 2


@table(
    "lines",
    [
        ["Ana Duarte, secretary"] * 12,
        ["Ana Duarte"],
        [],
        ["a" * 200] * 3,
        ["", "Ana", "", "Town hall"],
    ],
)
def test_a_signature_is_left_out(lines: list[str]) -> None:
    text = "\n".join([LETTER, "-- ", *lines])
    assert article_from_bytes(text.encode(), kind="email").text == BODY
    assert article_from_bytes(text.replace("\n", "\r\n").encode() + b"\r\n", kind="email").text == BODY


@pytest.mark.parametrize(
    "lines",
    [["Item of the list"] * 13, ["a" * 40] * 100, ["b"] * 20_000, ["a" * 201], ["x" * 5000] * 20],
    ids=["13 lines", "100 lines", "20,000 lines", "long line", "long lines"],
)
def test_block_too_long_for_a_signature_is_text(lines: list[str]) -> None:
    text = article_from_bytes("\n".join([LETTER, "-- ", *lines]).encode(), kind="email").text
    assert text.startswith(BODY)
    assert lines[-1] in text


def test_the_first_mark_in_reach_begins_the_signature() -> None:
    text = "\n".join([LETTER, "-- ", "Ana", "-- ", "Sent from a telephone"])
    assert article_from_bytes(text.encode(), kind="email").text == BODY


@pytest.mark.parametrize(
    "header",
    [
        "Content-Type: text/plain" + ";" * 500_000,
        "Content-Type: text/plain; a=b" + "; x=y" * 90_000,
        "X-A: b\n" * 15_000,
    ],
    ids=["semicolons", "parameters", "fields"],
)
def test_long_headers_do_not_keep_a_letter_from_being_read(header: str) -> None:
    assert article_from_bytes(f"{header.rstrip()}\n{LETTER}".encode(), kind="email").text == BODY


@pytest.mark.parametrize("depth", [500, 5_000, 20_000])
def test_mail_nested_without_end_is_refused(depth: int) -> None:
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    with pytest.raises(SourceError, match="e-mail"):
        article_from_bytes(f"From: a@b\nSubject: S\n{parts}".encode(), kind="email")


def nested_mail(depth: int) -> bytes:
    parts = "".join(f'Content-Type: multipart/mixed; boundary="b{n}"\n\n--b{n}\n' for n in range(depth))
    return f"From: a@b\nSubject: S\n{parts}Content-Type: text/plain\n\n{BODY}\n".encode()


@pytest.mark.parametrize("depth", [1, 50])
def test_text_of_a_mail_is_read_in_fifty_levels(depth: int) -> None:
    assert article_from_bytes(nested_mail(depth), kind="email").text == BODY


def test_text_of_a_mail_below_fifty_levels_is_not_read() -> None:
    assert article_from_bytes(nested_mail(51), kind="email").text == ""


@table(
    ("before", "kind"),
    [
        ("<!--a-->" * 40, "html"),
        ("<!--a-->\n \n" * 400, "html"),
        ("<?xml version='1.0'?>" + "<!-- a -- b -->" * 200, "html"),
        ("<!--" + "-" * 3000 + "-->", "html"),
        ("\n" * 4000, "html"),
    ],
)
def test_a_page_behind_comments_is_a_page(before: str, kind: str) -> None:
    assert kind_of(f"{before}<html><p>Hello".encode()) == kind
    assert kind_of(f"{before}<rss version='2.0'>".encode()) == "feed"


@table("text", ["<!--a-->" * 5000, "<!--" * 5000, "<!--a--> " * 40 + "Hello", "<?" * 5000, " " * 90_000])
def test_comments_without_a_page_are_text(text: str) -> None:
    assert kind_of(text.encode()) == "text"


@pytest.mark.parametrize(
    ("marked", "plain"),
    [
        ("x " + "`" * 100_000, "x " + "`" * 100_000),
        ("`code` and ``more``", "code and more"),
        ("``code`", "``code`"),
        ("**a** __b__ **c", "a b **c"),
        ("***a***", "a"),
        ("**a **b** c", "a **b c"),
        ("**a " * 50_000 + "b", "**a " * 50_000 + "b"),
        (f"**{'a' * 1999}** **{'b' * 2001}**", f"{'a' * 1999} **{'b' * 2001}**"),
        ("![" * 50_000, "![" * 50_000),
        ("![a ![b](c) d", "![a  d"),
        ("[a](" * 50_000, "[a](" * 50_000),
        ("[a](b(c)d) [e][f]", "a e"),
    ],
)
def test_marks_of_lines_are_taken_off(marked: str, plain: str) -> None:
    assert inline(marked) == plain


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("# a" + " " * 100_000 + "b", ["a" + " " * 100_000 + "b"]),
        ("# a" + " " * 100_000 + "##", ["a"]),
        ("## a ## b ##\n###\t\nc", ["a ## b", "c"]),
        ("# #a#", ["#a#"]),
        ("<!-- " * 50_000 + "end", ["<!-- " * 50_000 + "end"]),
        ("a <!-- b --> c <!-- d", ["a  c <!-- d"]),
        ("|--" * 50_000 + "x", ["-- " * 49_999 + "--x"]),
        ("a\n" * 20_000, ["a " * 19_999 + "a"]),
        (" " * 100_000 + "- x", ["- x"]),
        ("* " * 50_000, []),
        ("| a | b |\n|:--|--:|\n| c | d |", ["a b", "c d"]),
    ],
)
def test_lines_are_read(text: str, lines: list[str]) -> None:
    assert markdown_lines(text) == lines


def test_tags_of_a_repeated_feed_are_collected() -> None:
    listed = read_urls("".join(f"https://e.example/feed tag{n}\n" for n in range(8_000)).encode())
    assert [len(feed.tags) for feed in listed.feeds] == [MAX_TAGS]
