"""What a text says of itself in YAML or TOML."""

from __future__ import annotations

import pytest

from briefing.sources import article_from_bytes
from briefing.sources.front_matter import MAX_CHARS, MAX_ITEMS, MAX_LINES, split_front_matter
from tests.table import table


@table(
    ("head", "fields"),
    [
        ("title: Bridge opens", {"title": "Bridge opens"}),
        ("title: >\n  Bridge opens\n  at last: today", {"title": "Bridge opens at last: today"}),
        ("title: >-\n  Bridge\n\n  opens\nlang: en", {"title": "Bridge opens", "lang": "en"}),
        ("summary: |\n  One\n  two\ntitle: T", {"summary": "One two", "title": "T"}),
        ('title: "Bridge: \\u201copen\\u201d"', {"title": "Bridge: “open”"}),
        ("title: 'It''s open'", {"title": "It's open"}),
        ("title: Bridge\n  opens", {"title": "Bridge opens"}),
        ("title: Bridge: a vote", {"title": "Bridge: a vote"}),
        ("title: no\ndate: 2024-11-25", {"title": "no", "date": "2024-11-25"}),
        ("authors: [Ann, Bob]", {"authors": "Ann, Bob"}),
        ("authors:\n- Ann\n- name: Bob\n  email: b@x", {"authors": "Ann, Bob"}),
        ("extra:\n  deep: {a: 1}\nTitle: T # said", {"extra": "", "title": "T"}),
        ("# only said\ntitle: T", {"title": "T"}),
        ("a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]", {"a": "x, x", "b": "", "c": ""}),
    ],
)
def test_yaml_front_matter_is_read(head: str, fields: dict[str, str]) -> None:
    assert split_front_matter(f"---\n{head}\n---\nThe text.\nMore.") == (fields, "The text.\nMore.")


@table(
    ("head", "fields"),
    [
        ('title = "Bridge \\"opens\\""', {"title": 'Bridge "opens"'}),
        ("title = '''\nBridge\nopens'''\ndate = 2024-11-25", {"title": "Bridge opens", "date": "2024-11-25"}),
        ("date = 2024-11-25T15:15:00+01:00", {"date": "2024-11-25T15:15:00+01:00"}),
        ("authors = ['Ann', 'Bob']\n[extra]\ntoc = true", {"authors": "Ann, Bob", "extra": ""}),
        ("[author]\nname = 'Ann'", {"author": "Ann"}),
    ],
)
def test_toml_front_matter_is_read(head: str, fields: dict[str, str]) -> None:
    assert split_front_matter(f"+++\n{head}\n+++\nThe text.") == (fields, "The text.")


@table(
    "text",
    [
        "---\nThis is prose, and not a field.\n---\nMore of it.",
        "---\n- one\n- two\n---\nText",
        "---\ntitle: T\nno end",
        "+++\ntitle: T\n+++\nText",
        "+++\ntitle = \n+++\nText",
        "---\n" + "[" * 15_000 + "\n---\nText",
        "+++\na = " + "[" * 15_000 + "\n+++\nText",
        "Text\n---\ntitle: T\n---",
    ],
)
def test_what_cannot_be_read_is_text(text: str) -> None:
    assert split_front_matter(text) == ({}, text)


def test_fields_of_a_block_scalar_are_those_of_the_article() -> None:
    body = "---\r\ntitle: >\r\n  Bridge opens\r\n  in Norville\r\ndate: 2024-11-25T14:15Z\r\n---\r\nThe mayor came.\r\n"
    article = article_from_bytes(body.encode(), name="a.md")
    assert (article.title, article.text) == ("Bridge opens in Norville", "The mayor came.")
    assert article.published and article.published.isoformat() == "2024-11-25T14:15:00+00:00"


@table(
    ("value", "text"),
    [
        ('"a \\u201cb\\u201d: c"', "a “b”: c"),
        ('"a: \\x"', "a: \\x"),
        ("'it''s: b'", "it's: b"),
        ('"', '"'),
        ("'", "'"),
        ("\"a: b'", "\"a: b'"),
        ('a: "', 'a: "'),
        ('""', ""),
        ("''", ""),
        ("", ""),
    ],
)
def test_quotation_marks_of_fields_in_invalid_yaml(value: str, text: str) -> None:
    assert split_front_matter(f"---\nnote: a: b\nx:\n  y\n- z\n# c\nTitle: {value}\n---\nT")[0] == {
        "note": "a: b",
        "x": "",
        "title": text,
    }


def test_prose_in_invalid_yaml_makes_it_text() -> None:
    text = "---\ntitle: a: b\n\nprose here\n---\nText"
    assert split_front_matter(text) == ({}, text)


@pytest.mark.parametrize("end", ["", "\n"])
def test_front_matter_without_a_text_behind_it(end: str) -> None:
    assert split_front_matter(f"---\ntitle: T\n---{end}") == ({"title": "T"}, "")


def test_front_matter_of_no_fields_is_left_out() -> None:
    assert split_front_matter("---\n---\nText") == ({}, "Text")


def test_front_matter_is_short() -> None:
    for lines, is_read in ((MAX_LINES - 2, True), (MAX_LINES - 1, False)):
        text = "---\n" + "a: b\n" * lines + "---\nText"
        assert split_front_matter(text) == (({"a": "b"}, "Text") if is_read else ({}, text))
    for chars, is_read in ((MAX_CHARS - 11, True), (MAX_CHARS - 10, False)):
        text = "---\na: " + "b" * chars + "\n---\nText"
        assert bool(split_front_matter(text)[0]) is is_read


def test_lists_are_short() -> None:
    names = [f"n{number}" for number in range(MAX_ITEMS + 1)]
    assert split_front_matter(f"---\nauthors: [{', '.join(names)}]\n---\nT")[0] == {"authors": ", ".join(names[:-1])}
