"""Tests of how a few words between marks hang on their sentence."""

from briefing.text.quotes import extract_quotes
from tests.table import table


def shown(text: str) -> list[str]:
    """Words of the quotes that are shown."""
    return [text[quote.start : quote.end] for quote in extract_quotes(text)]


@table(
    ("text", "words"),
    [
        ("Ana Duarte called the plan “unacceptable” on Monday.", "unacceptable"),
        ("The plan was described by Ana Duarte as “unfair” on Monday.", "unfair"),
        ("Ana Duarte said it was “unfair” to the valley.", "unfair"),
        ("Ana Duarte said he had “lied” to her.", "lied"),
        ("Ana Duarte vowed to “fight back” in court.", "fight back"),
        ("“We are ready,” Ana Duarte and Paul Weber said.", "We are ready"),
        ("Paul Weber came home. His call for “a clean break” was ignored.", "a clean break"),
    ],
)
def test_few_words_are_a_quote_where_their_clause_gives_them_to_somebody(text: str, words: str) -> None:
    assert shown(text) == [words]


@table(
    "text",
    [
        "The crew of Ana Duarte works in “late” shifts, she noted, and sleeps at noon.",
        "As Paul Weber notes, ants “milk” the lice for years.",
        "I always write “fresh herbs” on the list.",
        "Paul Weber had agreed to sell the rights to “Moon Soup,” a toy.",
        "Would Paul Weber have asked to hear the “insider’s” tale?",
    ],
)
def test_few_words_are_doubtful_where_the_clause_is_about_something_else(text: str) -> None:
    assert shown(text) == []
