"""Seed files and documents to articles."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.errors import SourceError
from briefing.model import Article
from briefing.model.days import whole_day
from briefing.sources import article_from_bytes, find_seeds, read_seed
from briefing.sources.front_matter import split_front_matter
from briefing.sources.markdown_parser import plain_lines
from tests.conftest import SEED
from tests.table import table

LEAD = "The mayor of Norville opened the new bridge on Monday, after three years of work."
MORE = "Thousands came to see it. It cost forty million."


def seed(folder: Path, body: str | bytes, name: str = "bridge-opening.txt") -> Article:
    path = folder / name
    path.write_bytes(body if isinstance(body, bytes) else body.encode())
    os.utime(path, (1_700_000_000, 1_700_000_000))
    return read_seed(path)


def document(text: str | bytes, name: str = "-") -> Article:
    return article_from_bytes(text.encode() if isinstance(text, str) else text, name=name)


def test_bundled_seed_is_named_by_its_main_clause_and_dated_by_its_front_matter() -> None:
    article = read_seed(SEED)
    _, front_matter, text = SEED.read_text("utf-8").split("---\n")
    assert article.published == whole_day(date.fromisoformat(front_matter.removeprefix("date: ").strip()))
    assert article.title.startswith("US President Donald Trump and Colombian President Gustavo Petro have held")
    assert article.text.split("\n") == [line for line in text.split("\n") if line]


def test_first_line_is_the_headline_where_it_is_one(tmp_path: Path) -> None:
    article = seed(tmp_path, f"Mayor opens the bridge\n\n{LEAD}\n{MORE}\n")
    assert (article.title, article.text) == ("Mayor opens the bridge", f"{LEAD}\n{MORE}")
    assert (article.outlet, article.origin, article.url) == ("bridge-opening", "file", "")
    assert article.published == datetime.fromtimestamp(1_700_000_000, UTC)


def test_first_line_that_is_a_sentence_stays_text(tmp_path: Path) -> None:
    article = seed(tmp_path, f"{LEAD}\n{MORE}\n")
    assert article.text == f"{LEAD}\n{MORE}"
    assert article.title == "The mayor of Norville opened the new bridge on Monday, after three years of work"


def test_front_matter_counts(tmp_path: Path) -> None:
    fields = "title: 'Bridge: open at last'\ndate: 2026-03-01 09:00\nsource: Norville News\nauthor: Ann\nlang: en-GB"
    article = seed(tmp_path, f"---\n{fields}\nurl: https://n.example/bridge?utm_source=x\n---\n{LEAD}\n")
    assert (article.title, article.text, article.outlet) == ("Bridge: open at last", LEAD, "Norville News")
    assert article.published == datetime(2026, 3, 1, 9, tzinfo=UTC)
    assert (article.author, article.language, article.url) == ("Ann", "en", "https://n.example/bridge")


def test_rule_at_the_start_is_no_front_matter() -> None:
    text = "---\nThis is prose, and not a field.\n---\nMore of it."
    assert split_front_matter(text) == ({}, text)


MARKDOWN = """# Bridge *opens*

The **mayor** of [Norville](https://n.example/ "title") opened
the _new_ bridge. `code` ![picture](x.png)

## What it means
Heading with underline
----------------------
> Quoted words, she said.

* one
* two
1. first

| a | b |
|---|---|
| c | d |

```
snippet_of_code *here*
```
[ref]: https://n.example
"""


def test_markdown_is_read_without_its_marks() -> None:
    article = document(MARKDOWN, "bridge.md")
    assert article.title == "Bridge opens"
    assert article.text.split("\n") == [
        "The mayor of Norville opened the new bridge. code",
        "What it means",
        "Heading with underline",
        "> Quoted words, she said.",
        "- one",
        "- two",
        "1. first",
        "a b",
        "c d",
        "snippet_of_code *here*",
    ]


def test_html_file_is_read_as_a_page(tmp_path: Path) -> None:
    paragraphs = "".join(f"<p>{LEAD} {MORE} Number {number}.</p>" for number in range(5))
    html = f"<html lang=en><head><title>Bridge opens</title></head><body><article>{paragraphs}</article></body></html>"
    for name in ("bridge.html", "-"):
        article = document(html, name)
        assert (article.title, article.language) == ("Bridge opens", "en")
        assert LEAD in article.text and "<p>" not in article.text
    assert document("<html><p>Few words.</p></html>").text == "Few words."


def test_lines_broken_to_fit_are_joined() -> None:
    wrapped = [
        "The mayor of Norville opened the new bridge across the river on",
        "Monday, after three years of work. Thousands came to see the fireworks",
        "and the parade.",
        "",
        "It cost forty million.",
    ]
    assert plain_lines("\n".join(wrapped)) == [" ".join(wrapped[:3]), wrapped[4]]
    assert plain_lines("Short.\nLines.\nStay.") == ["Short.", "Lines.", "Stay."]


@table("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "windows-1252"])
def test_files_in_any_encoding_are_read(encoding: str) -> None:
    assert "“Zoë”" in document(f"{LEAD} “Zoë” was there.".encode(encoding)).text


@pytest.mark.parametrize(
    "body",
    [b"%PDF-1.7 x", b"PK\x03\x04rest", bytes(range(256)) * 20, b"x" * (10 * 1024 * 1024 + 1)],
    ids=["pdf", "zip", "bytes", "huge"],
)
def test_binary_data_is_refused_with_a_one_line_reason(tmp_path: Path, body: bytes) -> None:
    with pytest.raises(SourceError, match=r"story\.txt: [^\n]+$"):
        seed(tmp_path, body, "story.txt")


def test_what_cannot_be_read_is_named(tmp_path: Path) -> None:
    for path in (tmp_path, tmp_path / "missing.txt"):
        with pytest.raises(SourceError, match=str(path)):
            read_seed(path)
    with pytest.raises(SourceError, match="no text"):
        seed(tmp_path, " \n ", "empty.txt")


def test_folder_gives_its_texts_in_order(tmp_path: Path) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("secret")
    folder = tmp_path / "seeds"
    (folder / "deeper.txt").mkdir(parents=True)
    for name in ("b.md", "a.txt", "c.HTML", ".hidden.txt", "image.png"):
        (folder / name).write_text("x")
    (folder / "link.txt").symlink_to(outside)
    assert [path.name for path in find_seeds(folder)] == ["a.txt", "b.md", "c.HTML"]
    assert find_seeds(outside) == [outside]
    with pytest.raises(SourceError, match="no such seed file or folder"):
        find_seeds(tmp_path / "missing")


@given(st.binary(), st.sampled_from(["-", "a.txt", "a.md", "a.html"]))
def test_documents_of_any_bytes(body: bytes, name: str) -> None:
    try:
        article = document(body, name)
    except SourceError:
        return
    assert "\x1b" not in article.text and "\n" not in article.title
