"""Similarity of titles and texts."""

from __future__ import annotations

from briefing.newsroom.ingest.text_similarity import MOST_WORDS, has_same_numbers, text_likeness, title_likeness
from tests.table import table

SEVEN = "a b c d e f g"


@table(
    ("one", "other", "likeness"),
    [
        ("Storm hits coast", "STORM hits the coast!", 3 / 4),
        ("Storm", "storm", 1),
        ("Storm", "Snow", 0),
        ("", "", 1),
        ("!", "", 1),
        ("Storm", "", 0),
        ("", "Storm", 0),
        ("市長は", "市長の", 2 / 4),
        ("AI 市長", "AI 町長", 2 / 4),
    ],
)
def test_titles_share_words_or_characters(one: str, other: str, likeness: float) -> None:
    assert title_likeness(one, other) == likeness


@table(
    ("one", "other", "is_same"),
    [("Version 7.9", "version 9, 7", True), ("Day 1", "Day 2", False), ("Day", "Day 2", False), ("Day", "Night", True)],
)
def test_numbers_of_titles(one: str, other: str, is_same: bool) -> None:
    assert has_same_numbers(one, other) is is_same


@table(
    ("one", "other", "likeness"),
    [
        (SEVEN, f"{SEVEN} h i j", 1),
        (f"x {SEVEN} y", SEVEN, 1),
        (SEVEN, "A, b c D e f x", 4 / 5),
        (SEVEN, "g f e d c b a", 0),
        ("a b c d e f", "a b c d e f", 1),
        ("a b c d e f", SEVEN, 0),
        ("", "", 0),
        ("", SEVEN, 0),
        (SEVEN, " ", 0),
    ],
)
def test_texts_share_runs_of_three_words(one: str, other: str, likeness: float) -> None:
    assert text_likeness(one, other) == text_likeness(other, one) == likeness


def test_beginnings_of_texts_are_compared() -> None:
    start = " ".join(f"w{number}" for number in range(MOST_WORDS))
    assert text_likeness(f"{start} {SEVEN}", f"{start} other words") == 1
