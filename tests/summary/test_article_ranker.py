"""Order of the sentences of one article: each letter is a word with a term, each dash a word without."""

from __future__ import annotations

from briefing.summary.article_ranker import rank_article
from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate
from briefing.summary.references import References
from briefing.summary.standalone import Standing


def article(*sentences: str | tuple[str, Standing], follows: bool = True) -> list[Candidate]:
    candidates = []
    pairs: list[tuple[str, Standing]] = [(each, "whole") if isinstance(each, str) else each for each in sentences]
    for place, (text, standing) in enumerate(pairs):
        words = text.split()
        terms = tuple(word for word in words if word != "-")
        candidates.append(Candidate(text, 0, place, len(words), terms, standing, follows=follows and place > 0))
    return candidates


def test_nothing_is_taken_of_nothing() -> None:
    assert rank_article([], Budget()) == []


def test_the_first_sentence_leads_and_denser_ones_are_taken_before_others() -> None:
    assert rank_article(article("a b c d e f", "g h i j k l", "a b m n o p g h"), Budget()) == [0, 1, 2]
    assert rank_article(article("a b c d e f", "g h i j k l - - -", "m n o p q r"), Budget()) == [0, 2, 1]


def test_lines_are_taken_until_the_words_are_used_up() -> None:
    sentences = article("a b c d e f", "g h i j k l", "m n o p q r")
    for words, taken in ((11, [0]), (12, [0, 1]), (17, [0, 1]), (18, [0, 1, 2])):
        assert rank_article(sentences, Budget(words)) == taken


def test_a_shorter_sentence_takes_the_place_of_one_that_does_not_fit() -> None:
    assert rank_article(article("a b c d e f", "g h i j k l m n", "o p q r s t"), Budget(12)) == [0, 2]


def test_a_sentence_with_less_than_a_third_of_the_density_of_the_lines_so_far_is_left_out() -> None:
    assert rank_article(article("a b c d e f", "g h i j - - - - -"), Budget()) == [0, 1]
    assert rank_article(article("a b c d e f", "g h i j - - - - - -"), Budget()) == [0]


def test_a_text_without_terms_still_fills_the_budget() -> None:
    sentences = [Candidate(f"Line {place}.", 0, place, 6) for place in range(3)]
    assert rank_article(sentences, Budget(12)) == [0, 1]


def test_a_repetition_is_passed_over_for_the_next_best() -> None:
    candidates = article("a b c d e f", "a b c g", "h i j k l m n o p")
    assert rank_article(candidates, Budget(), headline=["g"]) == [0, 2]


def test_a_sentence_that_depends_on_another_is_taken_only_after_it() -> None:
    leaning: tuple[str, Standing] = ("m n o p q r", "leaning")
    assert rank_article(article("a b c d e f", leaning, "g h i j k l"), Budget()) == [0, 1, 2]
    assert rank_article(article("a b c d e f", "g h i j k l", leaning), Budget(12)) == [0, 1]
    assert rank_article(article("a b c d e f", leaning, follows=False), Budget()) == [0]
    assert rank_article(article("a b c d e f", ("m n o p q r", "broken")), Budget()) == [0]


def test_a_chain_of_dependent_sentences_is_taken_in_turn() -> None:
    chain = article("a b c d e f", ("g h i j k l", "leaning"), ("m n o p q r", "leaning"))
    assert rank_article(chain, Budget()) == [0, 1, 2]
    assert rank_article(chain, Budget(12)) == [0, 1]


def test_a_sentence_about_a_stranger_waits_until_a_line_introduces_him() -> None:
    candidates = article("a b c d e f", "g h i j k l", "m n o p q r")
    known = References(presumes=frozenset({"Ana Prado"}))
    introduces = References(introduces=frozenset({"Ana Prado"}))
    first, second, third = candidates
    stranger = Candidate(second.text, 0, 1, 6, second.terms, references=known)
    assert rank_article([first, stranger, third], Budget(12)) == [0, 2]
    host = Candidate(first.text, 0, 0, 6, first.terms, references=introduces)
    assert rank_article([host, stranger, third], Budget(12)) == [0, 1]


def test_a_stranger_is_no_line_below_a_headline_unless_a_line_introduces_him_or_half_the_budget_is_left() -> None:
    first, second, third = article("a b c d e f", "g h i j k l", "m n o p q r")
    stranger = second._replace(references=References(presumes=frozenset({"Ana Prado"})))
    host = third._replace(references=References(introduces=frozenset({"Ana Prado"})))
    assert rank_article([first, stranger, third], Budget(18)) == [0, 2, 1]
    assert rank_article([first, stranger, third], Budget(18), headline=["a"]) == [0, 2]
    assert rank_article([host._replace(position=0), first._replace(position=1), stranger], Budget(18), ["a"]) == [
        0,
        1,
        2,
    ]
    assert rank_article([first, stranger], Budget(18), headline=["a"]) == [0, 1]


def test_a_passed_over_stranger_comes_back_once_a_later_line_introduces_him() -> None:
    first, second, third = article("a b c d e f", "g h i j k l", "m n o p q r")
    host = second._replace(references=References(introduces=frozenset({"Ana Prado"})))
    stranger = third._replace(references=References(presumes=frozenset({"Ana Prado"})))
    assert rank_article([first, host, stranger], Budget(18), headline=["a", "m", "n", "o"]) == [0, 1, 2]


def test_a_lead_off_the_topic_of_the_headline_is_left_out() -> None:
    candidates = article("a b c d e f", "g h i j k l", "m n o p q r")
    assert rank_article(candidates, Budget(12), headline=["g", "h", "m"]) == [1, 2]
