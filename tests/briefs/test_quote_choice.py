"""Choice of key quotes among those of a thread."""

from __future__ import annotations

from briefing.briefs.quote_choice import KEY_QUOTES, PER_SPEAKER, choose_key_quotes
from briefing.model import KeyQuote


def said(words: str, speaker: str = "", reason: str = "") -> KeyQuote:
    return KeyQuote(words, speaker or f"Speaker of {words}", (), reason=reason)


def test_at_most_five_are_chosen() -> None:
    key, others = choose_key_quotes([said(str(number)) for number in range(7)])
    assert [quote.text for quote in key] == ["0", "1", "2", "3", "4"]
    assert {quote.reason for quote in others} == {"others matter more"}
    assert len(key) == KEY_QUOTES


def test_at_most_two_are_of_one_speaker() -> None:
    key, others = choose_key_quotes([said(word, "Ana Duarte") for word in "abc"] + [said("d", "Paul Weber")])
    assert [quote.text for quote in key] == ["a", "b", "d"]
    assert [(quote.text, quote.reason) for quote in others] == [("c", "the speaker has two key quotes")]
    assert PER_SPEAKER == 2


def test_uncertain_quotes_fill_no_place() -> None:
    doubted = said("a", reason="no speaker is named")
    assert choose_key_quotes([doubted, said("b")]) == ((said("b"),), (doubted,))


def test_a_quote_that_others_displaced_is_chosen_without_them() -> None:
    _, others = choose_key_quotes([said(str(number)) for number in range(7)])
    key, _ = choose_key_quotes(others)
    assert [(quote.text, quote.reason) for quote in key] == [("5", ""), ("6", "")]


def test_no_quotes_give_no_key_quotes() -> None:
    assert choose_key_quotes([]) == ((), ())
