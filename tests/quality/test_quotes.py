"""Floors of quotes and speakers on invented news sentences: a change may raise them, and not lower them unseen."""

from __future__ import annotations

from functools import cache

import pytest

from briefing import extract_quotes
from briefing.model import Quote
from tests.quality.quotes import TRAINING, Example, Score, load, score
from tests.table import table


@cache
def _quotes(text: str) -> list[Quote]:
    return extract_quotes(text)


@cache
def _score(name: str) -> Score:
    return score(load(name), _quotes)


@pytest.mark.parametrize(
    ("name", "count", "detection", "joint"),
    [
        ("quotes_en", 60, 95.0, 72.0),
        ("quotes_en_held", 60, 92.0, 73.0),
        ("quotes_es", 60, 97.0, 94.0),
        ("quotes_es_held", 35, 96.0, 78.0),
        ("quotes_pt_held", 23, 96.0, 78.0),
        ("quotes_fr_held", 33, 95.0, 71.0),
        ("quotes_de_held", 33, 95.0, 76.0),
        ("quotes_es_news", 50, 96.0, 89.0),
        ("quotes_pt_news", 28, 96.0, 89.0),
        ("quotes_fr_news", 28, 97.0, 85.0),
        ("quotes_de_news", 28, 95.0, 83.0),
    ],
)
def test_quotes_and_speakers_do_not_get_worse(name: str, count: int, detection: float, joint: float) -> None:
    assert len(load(name)) >= count
    result = _score(name)
    assert result.detection >= detection and result.joint >= joint, result


@pytest.mark.parametrize(
    ("name", "wrong"),
    [
        ("es_held", 3),
        ("pt_held", 1),
        ("fr_held", 8),
        ("de_held", 7),
        ("es_news", 4),
        ("pt_news", 2),
        ("fr_news", 3),
        ("de_news", 3),
    ],
)
def test_names_shown_are_right_rather_than_many(name: str, wrong: int) -> None:
    assert _score(f"quotes_{name}").wrong <= wrong


@table("example", [each for name in ("quotes_en", "quotes_es") for each in load(name) if not each.is_open])
def test_example_that_is_right_stays_right(example: Example) -> None:
    assert example.is_right(_quotes(example.text))


@pytest.mark.soak  # by default, `text/test_answers.py` keeps the answers to these sentences as they are
def test_most_sentences_from_which_weights_are_fitted_are_right() -> None:
    result = score(load("quote_training", TRAINING, without="en"), extract_quotes)
    assert result.detection >= 98 and result.right >= 1100 and result.wrong <= 70, result
