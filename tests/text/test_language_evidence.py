"""How much evidence identifies a language, with texts of function words and invented ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from briefing.text import languages
from briefing.text.languages import detect_language, language_by_words
from tests.table import table

FILLER = "zorbakes"
"""A word of no language."""


def words(function_word: str, count: int, size: int = 25) -> str:
    """A text of so many words, of which some are a function word."""
    return f"{function_word} " * count + f"{FILLER} " * (size - count)


Answer = Callable[[str, float], None]


@pytest.fixture
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[Answer]:
    """Sets the answer of the model; by default it must not be asked."""
    answers: list[tuple[str, float]] = []

    def classify(sample: str) -> tuple[str, float]:
        return answers[-1] if answers else pytest.fail(f"the model is asked for {sample}")

    def answer(code: str, certainty: float) -> None:
        answers.append((code, certainty))
        languages._detect_in_article.cache_clear()

    languages._detect_in_article.cache_clear()
    monkeypatch.setattr("briefing.text.language_model.classify", classify)
    yield answer
    languages._detect_in_article.cache_clear()


@table(
    ("text", "language"),
    [
        (words("the", 7), "en"),
        (words("the", 6), ""),
        (words("der", 7), "de"),
        (words("der", 6), ""),
        (words("the", 8, 8), "en"),
        (words("the", 7, 7), ""),  # too few words
        (words("in", 8, 8), "en"),  # a word of both
        (f"{words('der', 7, 20)} the the the the the", "de"),
        (f"{words('der', 7, 18)} {words('the', 7, 7)}", "en"),
        ("", ""),
        (f"{FILLER} " * 125 + "the " * 500, ""),  # only the beginning is read
    ],
)
def test_a_piece_of_text_is_in_the_language_of_a_quarter_of_its_words(text: str, language: str) -> None:
    assert language_by_words(text, ["fr", "de"]) == language


def test_of_several_languages_the_one_with_most_words_is_chosen() -> None:
    assert language_by_words(f"{words('und', 4, 4)} {words('les', 3, 3)} {FILLER} {FILLER}", ["fr", "de"]) == "de"
    assert language_by_words(f"{words('und', 3, 3)} {words('les', 4, 4)} {FILLER} {FILLER}", ["fr", "de"]) == "fr"


def test_english_by_its_words_asks_no_model(model: Answer) -> None:
    assert detect_language(words("the", 7)) == "en"
    assert detect_language(words("the", 7), "de") == "en"


def test_a_declared_language_needs_a_quarter_of_the_words(model: Answer) -> None:
    assert detect_language(words("die", 7), "nl") == "nl"
    assert detect_language(f"{words('in', 7)}", "de") == "en"  # as much English as German
    assert detect_language(f"{words('in', 7)} {words('der', 3, 3)}", "de") == "de"


def test_a_text_too_short_is_in_the_declared_language(model: Answer) -> None:
    assert detect_language(words("the", 7, 7), "de") == "de"
    assert detect_language("the of to in is it an a", "de") == "de"  # too few letters
    assert detect_language("the of to in is it at an an an", "de") == "en"
    assert detect_language("", "de") == "de"


@table(
    ("declared", "code"),
    [
        *(("en-GB", "en"), ("pt_BR", "pt"), (" DE ", "de"), ("no", "nb"), ("nn", "nb"), ("nb", "nb")),
        *(("deu", ""), ("d", ""), ("d1", ""), ("é1", ""), ("", "")),
    ],
)
def test_a_tag_begins_with_a_code_of_two_letters(declared: str, code: str) -> None:
    assert detect_language("Goal!", declared) == code


def test_a_language_is_identified_by_words_that_few_others_have(model: Answer) -> None:
    assert detect_language(words("und", 5, 33)) == "de"
    model("xx", 1.0)
    assert detect_language(words("und", 4, 26)) == "xx"  # too little evidence
    assert detect_language(words("und", 5, 34)) == "xx"  # too small a share of the words
    assert detect_language(f"{words('und', 5, 20)} dans dans dans") == "xx"  # a rival has more than half as much
    assert detect_language(f"{words('und', 6, 20)} dans dans dans") == "de"
    assert detect_language(f"{words('und', 5, 20)} þorn") == "xx"  # a letter of another language
    assert detect_language(f"{words('the', 6, 30)} of of of naïve") == "xx"  # no English word has it


def test_words_of_one_letter_and_numbers_are_no_evidence(model: Answer) -> None:
    assert detect_language(words("und", 5, 33) + " 1 2 3 4 5 x y z") == "de"


def test_a_certain_model_is_believed_and_else_the_declaration(model: Answer) -> None:
    text = words("zz", 0)
    for certainty, code in ((0.98, "sw"), (0.97, "fr")):
        model("sw", certainty)
        assert detect_language(text, "fr") == code


def test_in_another_script_half_as_certain_a_model_is_enough(model: Answer) -> None:
    cyrillic = "зорбакес " * 25
    for certainty, code in ((0.5, "mk"), (0.49, "")):
        model("mk", certainty)
        assert detect_language(cyrillic) == code
    model("mk", 0.97)
    assert detect_language("зорба zorba zorba " * 10) == "mk"  # a third of the letters are Cyrillic
    assert detect_language("зорба zorba zorba zorba " * 10) == ""
    model("sk", 1.0)
    assert detect_language("зорба zorba " * 10) == ""  # not written in these letters
    assert detect_language("\U00010450\U00010451\U00010452 zo " * 10) == ""  # nor in those of no known language


@table(
    ("certainty", "text", "language"),
    [
        (0.98, words("zz", 0), "es"),
        (0.97, words("zz", 0), ""),
        (0.7, words("para", 5), "es"),
        (0.69, words("para", 5), ""),
        (0.97, words("para", 4), ""),
        (1.0, words("ye", 1), "es"),
        (1.0, words("ye", 2), ""),  # Asturian
        (1.0, f"{words('ye', 3)} {words('y', 4, 4)}", ""),  # which has this word too
        (1.0, f"{words('ye', 3)} {words('muy', 4, 4)}", "es"),
        (1.0, f"{words('zz', 0)} þorn", ""),
    ],
)
def test_a_listed_language_needs_the_support_of_its_words(
    model: Answer, certainty: float, text: str, language: str
) -> None:
    model("es", certainty)
    assert detect_language(text) == language


@table(("code", "text"), [("vi", f"{words('zz', 0)} đo"), ("nb", words("zz", 0)), ("zh", words("zz", 0))])
def test_a_listed_language_is_written_in_its_letters(model: Answer, code: str, text: str) -> None:
    model(code, 1.0)
    assert detect_language(text) == (code if code != "zh" else "")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("ひ" + "国" * 19, "ja"),
        ("ひ" + "国" * 20, "zh"),
        ("국" * 3 + "x" * 7, "ko"),
        ("ελληνικα", "el"),
        ("עברית", "he"),
        ("ภาษาไทย", "th"),
    ],
)
def test_a_script_of_one_language_identifies_it(model: Answer, text: str, language: str) -> None:
    assert detect_language(text, "fr") == language


def test_a_little_of_another_script_identifies_nothing(model: Answer) -> None:
    assert detect_language("국국" + "x" * 7, "fr") == "fr"
    assert detect_language(f"ひ {words('the', 8)}") == "en"
    assert detect_language("ひ" * 2 + "x" * 38, "fr") == "ja"
