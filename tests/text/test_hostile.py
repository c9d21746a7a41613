"""No text makes the functions over texts raise, or take more than linear time."""

from __future__ import annotations

import sys
from collections.abc import Callable

import pytest

from briefing import extract_quotes, split_sentences, summarize_article
from briefing.model import Article
from briefing.text.analysis import analyse
from briefing.text.boilerplate import is_title_case, tags_start
from briefing.text.languages import detect_language
from briefing.text.names.entities import find_names
from tests.table import table

LANGUAGES = ("en", "de", "es", "fr", "ja", "zh", "ar", "hi", "ru", "tr", "th", "cs", "xx", "")
ODD = [
    "",
    " ",
    "\n \n",
    "\0",
    "\ud83d",
    "\udc00 Ana Duarte said. \ud83d\ude00",
    "“\ud83d”, said Ana Duarte.",
    "\uffff",
    "﷽" * 40,
    "#",
    "##",
    "# #a",
    ".",
    "...",
    ". 1. 2. .",
    "1.",
    "。。。「」",
    "“”‘’„“«»",
    "” said Ana “",
    "“It is late,” said Mr",
    ":\nA:\n",
    "Q:\nA:\nQ: x\nA: y",
    "> > >\n>",
    "- — –",
    "Mr. Mr. Mr.",
    "’s",
    "\u0301\u0301",
    "\u200d\ufe0f\U0001f1e9",
    "A.A.A.A",
    "٣. Ⅷ. ². ½.",
    "z. B.",
    "L’",
    "d’. l’.",
]


def _all_of(text: str, language: str = "en") -> None:
    """Call every public function over texts, and compare what they must hold to."""
    for sentence in split_sentences(text, language):
        assert text[sentence.start : sentence.end].strip() == text[sentence.start : sentence.end] != ""
    for quote in extract_quotes(text, text, turns=True, inner=True):
        assert 0 <= quote.start <= quote.end <= len(text)
    find_names(text, text)
    detect_language(text, language)
    tags_start(text)
    is_title_case(text)
    analyse(Article.from_text(text))
    summarize_article(text)


@table("text", ODD)
def test_no_text_makes_them_raise(text: str) -> None:
    for language in LANGUAGES:
        split_sentences(text, language)
    _all_of(text)
    _all_of(f"Der {text} sagte: {text}. Danach {text} 3. {text}")


@table(
    ("text", "tags"),
    [
        ("The dam held. #dam #news", "#dam #news"),
        ("#dam #news", "#dam #news"),
        ("The dam #dam", ""),
        ("The dam #a#b #c", ""),
        ("The dam #a\n#b  #c \n", "#a\n#b  #c"),
        ("The dam # #", ""),
        ("no tags", ""),
    ],
)
def test_the_row_of_tags_at_the_end(text: str, tags: str) -> None:
    assert text[tags_start(text) :].strip() == tags
    assert text[: tags_start(text)] == text[: tags_start(text)].rstrip()


@table(
    ("text", "expected"),
    [
        ("Minister Petro Meets Ana Duarte in Bogota", True),
        ("U.S.-U.K. Trade Deal Fails at Last Hurdle", True),
        ("AT&T and T-Mobile Merge With Great Fanfare in Texas", True),
        ("Minister Petro meets Ana Duarte", False),
        ("Four Capital Words Here", False),
        ("Great News: 10 Facts About the Dam of Lyon!", True),
        ("Aa-bb Cc-dd Ee-ff Gggg Hhhh Iiii Jjjj", True),
        ("", False),
    ],
)
def test_headlines_inside_a_text(text: str, expected: bool) -> None:
    assert is_title_case(text) is expected


def _steps(call: Callable[[], object]) -> int:
    """How many lines of Python a call runs: unlike time the same on a busy machine."""
    count = 0

    def trace(frame: object, event: str, argument: object) -> object:
        nonlocal count
        count += 1
        return trace

    earlier = sys.gettrace()
    sys.settrace(trace)  # type: ignore[arg-type]
    try:
        call()
    finally:
        sys.settrace(earlier)
    return count


def _word(number: int) -> str:
    return "N" + "".join(chr(97 + number // 26**place % 26) for place in range(3))


PIECES: dict[str, Callable[[int], str]] = {
    "one surname": lambda number: f"{_word(number)} Paz met. ",
    "one surname alone": lambda number: f"Mr. {_word(number)} Paz met. Mrs. Paz said no. ",
    "initials of one surname": lambda number: f"{chr(65 + number % 26)}. {_word(number)} Paz met. ",
    "two surnames": lambda number: f"{_word(number)} Ruiz Salgado met. Ruiz Salgado said no. ",
    "capital pronouns": lambda number: "He ",
    "capital negations": lambda number: "NOT ",
    "labels": lambda number: f"{_word(number)} Paz: yes we can.\n",
    "labels twice": lambda number: f"{_word(number // 2)} Paz: yes we can.\n",
    "capital labels": lambda number: f"{_word(number // 2).upper()}: We can.\n",
    "one role": lambda number: f"Minister {_word(number)} Paz left. “No,” the minister said. ",
    "signed posts": lambda number: f"> We will do it now.\n> — {_word(number)} Paz (@a) May 1\n\n",
    "German ordinals": lambda number: "Der 1. FC Bonn siegte. ",
}


@pytest.mark.parametrize("kind", PIECES)
def test_work_grows_with_the_text(kind: str) -> None:
    def work(times: int) -> int:
        text = "".join(map(PIECES[kind], range(100 * times, 101 * times)))  # other names each time: they are kept
        language = "de" if kind.startswith("German") else "en"
        return _steps(
            lambda: (
                find_names(text),
                extract_quotes(text, turns=True, inner=True),
                split_sentences(text, language),
            )
        )

    work(20)  # fills the caches
    assert work(160) < 2.5 * work(80)


def test_names_and_quotes_of_a_book_are_those_of_its_beginning() -> None:
    said = "“We will do it,” said Ana Duarte.\n"
    text = said + "the dam of the town held all day and all night.\n" * 7000 + said
    assert len(text) > 300_000
    assert [quote.start for quote in extract_quotes(text)] == [1]
    assert [name.mentions for name in find_names(text)] == [((said.index("Ana"), said.index(".")),)]
