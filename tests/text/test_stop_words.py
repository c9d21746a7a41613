"""Lists of stop words, compared with texts of their languages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

import briefing
from briefing.text.terms import STOP_LISTED, is_stop_word, stop_words, words
from tests.table import table

LISTS = Path(briefing.__file__).parent / "text/data/stop_words"
STREAMS = Path(__file__).parents[1] / "quality/streams"
PARAGRAPHS = dict(
    line.split(" ", 1) for line in Path(__file__).with_name("language_texts.txt").read_text().splitlines()
)
LEAST_SHARE = 0.1
"""Least share of stop words in the words of a text; it is low where endings or prefixes do their work."""
LEAST_WORDS = 10
ENGLISH = """After two days of rain the river burst its banks and flooded the centre of the town. Three hundred people \
had to leave their homes, said the mayor. Schools will be closed until the water has gone down, but some are already \
on their way back. The government has promised to help all those who were hit by the flood."""


def text_of(language: str) -> str:
    """News in a language."""
    if language == "en":
        return ENGLISH
    if language in PARAGRAPHS:
        return PARAGRAPHS[language]
    lines = (STREAMS / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    return " ".join(line[2:] for line in lines)


def share(text: str, is_stop: Callable[[str], bool]) -> float:
    """Share of stop words among the words of a text."""
    tokens = words(text)
    return sum(map(is_stop, tokens)) / len(tokens)


LANGUAGES = sorted(STOP_LISTED)


def test_every_list_is_that_of_a_listed_language() -> None:
    assert {each.stem for each in LISTS.glob("*.txt")} == STOP_LISTED


@table("language", LANGUAGES)
def test_stop_words_occur_in_a_text_of_their_language(language: str) -> None:
    text = text_of(language)
    assert share(text, lambda word: is_stop_word(word, language)) >= LEAST_SHARE
    assert len({word for word in words(text) if is_stop_word(word, language)}) >= LEAST_WORDS


@table("language", LANGUAGES)
def test_stop_words_are_words_as_a_text_is_split_into_them(language: str) -> None:
    assert [word for word in sorted(stop_words(language)) if words(word) != [word]] == []


@table("language", LANGUAGES)
def test_lists_are_sorted_and_without_duplicates(language: str) -> None:
    lines = (LISTS / f"{language}.txt").read_text(encoding="utf-8").splitlines()
    assert lines == sorted(set(lines))


@pytest.mark.parametrize(
    "stop",
    [
        pytest.param(["αὐτόσ", "γάρ", "γα^", "γε", "οὐδείσ", "ἐγώ", "μέν"], id="ancient Greek"),
        pytest.param(['"את",', '"של",', '"לא",', '"על",'], id="quotation marks"),
        pytest.param(["altmýþ", "altý", "bazý", "INSERmi"], id="wrong encoding"),
    ],
)
@pytest.mark.parametrize("language", ["el", "he", "tr"])
def test_lists_whose_words_nobody_writes_would_fail(stop: list[str], language: str) -> None:
    assert share(text_of(language), stop.__contains__) < LEAST_SHARE


@table(
    ("language", "word"),
    [
        ("el", "και"),
        ("he", "של"),
        ("tr", "için"),
        ("ro", "și"),
        ("ro", "şi"),
        ("vi", "của"),
        ("ur", "میں"),
        ("ca", "del"),
    ],
)
def test_the_commonest_function_words_are_listed(language: str, word: str) -> None:
    assert word in stop_words(language)


@table(("language", "word"), [("de", "gott"), ("ru", "москва"), ("ms", "polis"), ("it", "città")])
def test_nouns_that_tell_the_subject_are_not_listed(language: str, word: str) -> None:
    assert word not in stop_words(language)


@pytest.mark.parametrize(("language", "pair"), [("ja", "水は"), ("ja", "した"), ("zh", "的水")])
def test_a_pair_with_a_function_character_is_a_stop_word(language: str, pair: str) -> None:
    assert is_stop_word(pair, language)
    assert not is_stop_word(pair, "xx")


@table(("language", "pair"), [("ja", "工場"), ("ja", "ポン"), ("zh", "中国"), ("zh", "日本")])
def test_a_pair_of_content_characters_is_none(language: str, pair: str) -> None:
    assert not is_stop_word(pair, language)
