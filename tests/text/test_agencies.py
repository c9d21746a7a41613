from __future__ import annotations

from dataclasses import replace

from briefing.model import Article
from briefing.text.agencies import END, find_agency, signs_datelines, with_agency
from tests.table import table


@table(
    ("text", "author", "agency"),
    [
        ("BOGOTA, Colombia (AP) — The president said", "", "AP"),
        ("LONDON, Jan 5 (Reuters) - Prices rose", "", "Reuters"),
        ("MADRID (EFE).- El gobierno", "", "EFE"),
        ("Prices rose.", "John Smith, Associated Press", "AP"),
        ("Prices rose.\nCopyright 2026 The Associated Press. All rights reserved.", "", "AP"),
        ("Prices rose, Reuters reported on Monday.", "", ""),
        ("An ap is a small thing (ap) in the middle.", "", ""),
        ("BOGOTA, Colombia (BBC) — The president said", "", ""),
        ("", "", ""),
    ],
)
def test_agency_is_named_where_the_text_is_signed(text: str, author: str, agency: str) -> None:
    assert find_agency(text, author) == agency


@table("name", ["AP", "Reuters", "Associated Press", "BBC", "CNN Business", "dpa"])
def test_agencies_and_broadcasters_sign_datelines(name: str) -> None:
    assert signs_datelines(name)


@table("name", ["", "laughs", "Business CNN", "Apple"])
def test_other_words_in_brackets_are_no_signature(name: str) -> None:
    assert not signs_datelines(name)


@table(
    ("text", "agency"),
    [
        ("  \n LIMA (AP) It rained.", "AP"),
        ("Lima, Peru, Reuters - It rained.", "Reuters"),
        ("Source: AP", "AP"),
        ("It rained.\nWith files from Reuters", "Reuters"),
        ("It rained. (Reuters)\n ", "Reuters"),
        (f"It rained{'.' * 80} (Reuters) on Monday.", ""),
        (f"{'L' * 80}(AP) It rained.", "AP"),
        (f"{'L' * 81}(AP) It rained.", ""),
        (f"It rained.\n(c) x\nSource: AP{'.' * (END - 10)}", "AP"),
        (f"It rained.\n(c) x\nSource: AP{'.' * END}", ""),
    ],
)
def test_agencies_are_looked_for_at_the_edges_of_a_text(text: str, agency: str) -> None:
    assert find_agency(text) == agency


def test_an_agency_at_the_beginning_is_named_before_the_author_and_the_end() -> None:
    assert find_agency("LIMA (AP) — It rained.\nSource: Reuters", "Jane Doe, EFE") == "AP"
    assert find_agency("It rained.\nSource: Reuters", "Jane Doe, EFE") == "EFE"


def test_an_article_keeps_the_agency_it_has() -> None:
    article = Article.from_text("LIMA (AP) — It rained.")
    assert with_agency(article).wire == "AP"
    signed = replace(article, wire="EFE")
    assert with_agency(signed) is signed
    plain = Article.from_text("It rained.")
    assert with_agency(plain) is plain
    assert with_agency(replace(plain, author="Jane Doe, Reuters")).wire == "Reuters"
