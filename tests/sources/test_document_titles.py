"""Headlines of texts: which first lines are one, and how one is made of a sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.document_titles import (
    CLAUSE_CHARS,
    HEADLINE_CHARS,
    HEADLINE_WORDS,
    TITLE_CHARS,
    is_headline,
    make_headline,
    title_from,
)
from tests.table import table

PROSE = ["The mayor opened the bridge on Monday."]


@table(
    ("line", "is_one"),
    [
        ("Mayor opens the bridge", True),
        ("Will the bridge open?", True),
        ("", False),
        ("x" * HEADLINE_CHARS, True),
        ("x" * (HEADLINE_CHARS + 1), False),
        ("a " * HEADLINE_WORDS, True),
        ("a " * (HEADLINE_WORDS + 1), False),
        ("The mayor opened the bridge.", False),
        ("The bridge, the mayor,", False),
        ("What the mayor said:", False),
        ("Bridge to open…", False),
        ("Bridge opens for John Smith Jr.", True),
        ("Bridge opens in the U.S.", True),
    ],
)
def test_headline_is_short_and_no_sentence(line: str, is_one: bool) -> None:
    assert is_headline(line, PROSE) is is_one


def test_headline_stands_above_prose() -> None:
    assert is_headline("Mayor opens the bridge", ["One of many lines", "It cost “forty million.”"])
    assert not is_headline("Mayor opens the bridge", ["One of many lines", "and another"])
    assert not is_headline("Mayor opens the bridge", [])


@table(
    ("text", "title"),
    [
        ("The mayor came. The band played.", "The mayor came"),
        ("- one item\n- two items\nThe mayor came. The band played.", "The mayor came"),
        ("one two three\nfour", "One two three"),
        ("", ""),
    ],
)
def test_title_is_that_of_the_first_prose_sentence(text: str, title: str) -> None:
    assert title_from(text) == title


@table(
    ("sentence", "title"),
    [
        ("In a surprising turn, President Lee met Prime Minister Ito.", "President Lee met Prime Minister Ito"),
        ("in short, after long talks, both sides agreed on a treaty.", "Both sides agreed on a treaty"),
        ("In Lima on Monday, workers went on strike.", "In Lima on Monday, workers went on strike"),
        ("After talks in Lima, both sides agreed on it.", "After talks in Lima, both sides agreed on it"),
        ("After the 4th round, both sides agreed on it.", "After the 4th round, both sides agreed on it"),
        ("Nobody knew, but both sides agreed on it.", "Nobody knew, but both sides agreed on it"),
        ("After three hours, both sides agreed now.", "After three hours, both sides agreed now"),
        ("After three hours, both sides had agreed now.", "Both sides had agreed now"),
    ],
)
def test_opening_phrase_is_dropped_unless_it_has_a_name_or_most_of_the_words(sentence: str, title: str) -> None:
    assert make_headline(sentence) == title


@table(
    ("sentence", "title"),
    [
        ("Short.", "Short"),
        ("", ""),
        ("the storm has hit the coast at last?”", "The storm has hit the coast at last"),
        ("The summit ended in the capital of the U.S.", "The summit ended in the capital of the U.S."),
        ("The council voted at once; the mayor resigned.", "The council voted at once; the mayor resigned"),
        ("The  council\nvoted", "The council voted"),
    ],
)
def test_sentence_that_fits_stays_whole(sentence: str, title: str) -> None:
    assert make_headline(sentence) == title


VOTE = "The council of the old town of Norville voted for the new budget on Monday evening"


@table(
    "rest",
    [
        "; the mayor resigned",
        ": the mayor resigned",
        " – the mayor resigned",
        "—the mayor resigned",
        " which led the mayor to resign",
        ", and the mayor resigned",
        ", leaving the mayor alone",
        ", who then resigned, and went home; which is far away",
    ],
)
def test_long_sentence_ends_with_its_last_clause_that_fits(rest: str) -> None:
    assert make_headline(VOTE + rest) == VOTE


@pytest.mark.parametrize(
    ("sentence", "title"),
    [
        (
            "President Ana Silva and Chancellor Jan Berg signed the treaty in Geneva, ending a dispute of twenty years "
            "over the waters of the lake.",
            "President Ana Silva and Chancellor Jan Berg signed the treaty in Geneva",
        ),
        (
            "The court ruled on Friday that the law was void, and the government said that it would appeal against it.",
            "The court ruled on Friday that the law was void",
        ),
    ],
)
def test_titles_are_made_of_main_clauses(sentence: str, title: str) -> None:
    assert make_headline(sentence) == title


@table(
    "rest", [" and went home at midnight", ", the mayor resigned", " leaving the mayor alone", " at 20:30 CET or so"]
)
def test_long_sentence_of_one_clause_stays_whole(rest: str) -> None:
    assert len(VOTE + rest) > TITLE_CHARS
    assert make_headline(VOTE + rest) == VOTE + rest


def test_several_clauses_are_kept_where_they_fit() -> None:
    start = "The council voted on Monday evening, and the mayor resigned"
    assert make_headline(f"{start}; the deputy of many years follows him into office") == start


@pytest.mark.parametrize(("open_", "close"), ["“”", '""'])
def test_no_title_ends_within_a_quote(open_: str, close: str) -> None:
    start = f"The mayor of the old town {open_}will resign; nobody believes him{close} as the paper of the town has it"
    assert len(start) > TITLE_CHARS
    assert make_headline(f"{start}; the council voted") == start


def test_first_clause_may_be_longer_than_a_title_but_not_short() -> None:
    clause = "x" * 40 + " " + "y" * (CLAUSE_CHARS - 41)
    assert make_headline(f"{clause}; rest") == clause.capitalize()
    assert make_headline(f"The council, which {'voted ' * 30}") == f"The council, which {'voted ' * 10}voted…"
    assert make_headline(f"{'a' * 25}; {'voted ' * 30}") == "A" + "a" * 24


@table(
    ("words", "title"),
    [
        ("word " * 40, "Word" + " word" * 17 + "…"),
        ("word " * 15 + "with the, of a " + "word " * 40, "Word" + " word" * 14 + "…"),
        ("a the of with " + "x" * 200, "A the of…"),
        ("word " * 14 + "words, of the" + " x" + "y" * 80, "Word" + " word" * 13 + " words…"),
    ],
)  # fmt: skip
def test_sentence_without_clauses_breaks_off_before_weak_words(words: str, title: str) -> None:
    assert make_headline(words) == title


@given(st.text(alphabet='abc ABC ,;:–—"“”.as in ', max_size=400))
def test_titles_are_short_and_on_one_line(sentence: str) -> None:
    title = make_headline(sentence)
    assert len(title) <= CLAUSE_CHARS + 1 and "\n" not in title
