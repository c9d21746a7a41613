"""The words of an article, as names, sentences and terms share them."""

from __future__ import annotations

from collections import Counter

from hypothesis import example, given
from hypothesis import strategies as st

from briefing.text.article_words import article_words
from briefing.text.terms import is_stop_word, make_terms, stem, words
from tests.table import table


@table(
    ("text", "tokens"),
    [
        ("The dam, which Duarte built, holds.", ["The", "dam", "which", "Duarte", "built", "holds."]),
        ("“Yes,” she said — twice…", ["Yes", "she", "said", "twice"]),
        ("30,000 men of the U.S. army", ["30,000", "men", "of", "the", "U.S.", "army"]),
        ("See https://dam.example/a?b=1 or WWW.dam.example now", ["See", "or", "now"]),
        ("dam/river (ferry) [town]", ["dam", "river", "ferry", "town"]),
        ("", []),
    ],
)
def test_tokens_are_separated_by_white_space_and_marks(text: str, tokens: list[str]) -> None:
    assert article_words(text).tokens == tokens


@table(
    ("text", "forms"),
    [
        ("It holds. Holds it?", {"It", "it", "holds", "Holds", "holds."}),
        ("a don’t", {"a", "don’t", "don"}),
        ("well-known", {"well-known", "well"}),
        ("ana_known", {"ana_known"}),
        ("’tis", {"’tis"}),
    ],
)
def test_forms_hold_the_first_word_of_a_token_too(text: str, forms: set[str]) -> None:
    assert article_words(text).forms == forms


@given(st.text(st.sampled_from("abAB12 .,’'-_@“é日र्\n")))
@example("A.B. a.b, 1.5,2 don't l’an b")
def test_terms_count_all_words_of_a_text(text: str) -> None:
    content = [word for word in words(text) if not is_stop_word(word) and (len(word) > 1 or not word.isascii())]
    assert make_terms("", text, ()).body == Counter(stem(word) for word in content)
