"""What a text says of itself in YAML or TOML."""

from __future__ import annotations

import pytest

from briefing.sources import article_from_bytes
from briefing.sources.front_matter import split_front_matter


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
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


@pytest.mark.parametrize(
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
