"""Which articles of a thread count as one report."""

from __future__ import annotations

from dataclasses import replace

from briefing.model import AnnotatedArticle
from briefing.summary.independence import independent_outlets
from tests.summary.factories import report
from tests.table import table

FACTS = [
    f"{place} reported heavy snow on all roads of the north {day}."
    for place, day in zip(
        ("Arvik", "Harwick", "Norland", "Tarn", "Veld", "Oster"),
        ("today", "again", "at noon", "this week", "in May", "at last"),
        strict=True,
    )
]


def outlet_numbers(*texts: str) -> list[int]:
    """Numbers of articles of different outlets."""
    return independent_outlets([report(text, outlet=f"Outlet {place}") for place, text in enumerate(texts)])


def at(url: str, outlet: str = "", wire: str = "") -> AnnotatedArticle:
    item = report(f"{url} {outlet} {wire}", outlet=outlet, wire=wire)
    return replace(item, article=replace(item.article, url=url))


def test_outlets_are_numbered_in_order_of_appearance() -> None:
    assert outlet_numbers(*FACTS[:3]) == [0, 1, 2]
    assert independent_outlets([]) == []


@table(
    ("first", "second", "is_one"),
    [
        (at("https://example.org/a", "Times"), at("https://example.com/b", "TIMES"), True),
        (at("https://www.example.org/a"), at("https://Example.org/b?c"), True),
        (at("https://example.org/a"), at("https://example.com/a"), False),
        (at("https://example.org/a", "Times"), at("https://example.org/b", "Post"), False),
        (at("https://example.org/a", "Times", "AP"), at("https://example.com/b", "Post", "ap"), True),
        (at("https://example.org/a", "Times", "AP"), at("https://example.org/b", "Times"), False),
        (at(""), replace(at(""), article=replace(at("").article, id="other")), False),
    ],
)
def test_one_agency_outlet_or_host_is_one_publisher(
    first: AnnotatedArticle, second: AnnotatedArticle, is_one: bool
) -> None:
    assert independent_outlets([first, second]) == [0, 0 if is_one else 1]


def test_an_article_is_a_copy_if_half_of_its_sentences_stand_in_an_earlier_one() -> None:
    original = " ".join(FACTS[:3])
    assert outlet_numbers(original, " ".join([FACTS[0], FACTS[4]])) == [0, 0]
    assert outlet_numbers(original, " ".join([FACTS[0], FACTS[4], FACTS[5]])) == [0, 1]


def test_a_copy_belongs_to_the_article_with_most_of_its_sentences() -> None:
    assert outlet_numbers(FACTS[0], " ".join(FACTS[1:3]), " ".join(FACTS[:3])) == [0, 1, 1]


def test_a_sentence_belongs_to_the_article_that_had_it_first() -> None:
    assert outlet_numbers(FACTS[0], f"{FACTS[0]} {FACTS[1]} {FACTS[2]}", FACTS[0]) == [0, 1, 0]


def test_a_copy_uses_up_no_number() -> None:
    assert outlet_numbers(FACTS[0], FACTS[0], FACTS[1]) == [0, 0, 1]


def test_short_sentences_and_headings_are_not_compared() -> None:
    assert outlet_numbers("Heavy snow fell on Arvik.", "Heavy snow fell on Arvik.") == [0, 1]
    assert outlet_numbers("Heavy snow fell on Arvik town.", "HEAVY snow fell  on Arvik town.") == [0, 0]
    heading = "Heavy snow on the roads of Arvik"
    assert outlet_numbers(f"{heading}\n{FACTS[0]}", f"{heading}\n{FACTS[1]}") == [0, 1]
