"""sumy's methods on our sentences, and ours on sumy's documents."""

from __future__ import annotations

from collections.abc import Sequence

from sumy.models.dom import ObjectDocumentModel, Paragraph
from sumy.summarizers._summarizer import SentenceInfo

from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate
from briefing.summary.standalone import Standing
from briefing.summary.sumy_adapter import (
    LINEAR,
    STOCK,
    ArticleSummarizer,
    NumberedSentence,
    ThreadSummarizer,
    WordTokenizer,
    rank_by,
)
from briefing.text.terms import content_stems
from tests.table import table

DAM = "The dam above the town of Arvik broke on Monday morning."
TOWN = "The town of Arvik stood under water until the evening."
FERRY = "A ferry with sheep from Norland sank off the coast."
IT = "It had been built for ships of the town."


def candidate(text: str, standing: Standing = "whole", *, article: int = 0, position: int = 0) -> Candidate:
    return Candidate(text, article, position, len(text.split()), content_stems(text), standing)


@table("method", STOCK)
def test_whole_sentences_are_offered_to_a_method_in_text_order(method: str) -> None:
    candidates = [candidate(IT, "leaning"), candidate(FERRY), candidate(TOWN, "broken"), candidate(DAM)]
    assert rank_by(method, candidates, Budget()) == [1, 3]


@table("method", STOCK)
def test_where_none_is_whole_all_with_terms_are_offered(method: str) -> None:
    candidates = [candidate("And so it was.", "leaning"), candidate(FERRY, "broken"), candidate(DAM, "leaning")]
    assert rank_by(method, candidates, Budget()) == [1, 2]
    assert rank_by(method, candidates[:1], Budget()) == []
    assert rank_by(method, [], Budget()) == []


def test_a_whole_sentence_without_terms_is_not_offered() -> None:
    assert rank_by("luhn", [candidate("And so it was."), candidate(DAM)], Budget()) == [1]


def test_sentences_are_taken_up_to_the_budget_and_no_text_twice() -> None:
    candidates = [candidate(DAM), candidate(DAM.upper(), article=1), candidate(FERRY, article=1, position=1)]
    size = len(DAM.split()) + len(FERRY.split())
    assert len(rank_by("luhn", candidates, Budget(size))) == 2
    assert len(rank_by("luhn", candidates, Budget(size - 1))) == 1
    assert len(rank_by("luhn", candidates, Budget(sentences=1))) == 1


def test_of_very_many_sentences_those_at_the_start_of_their_articles_are_offered() -> None:
    candidates = [candidate(f"dam{place}", article=0, position=place) for place in range(LINEAR)]
    candidates += [candidate(f"ferry{place}", article=1, position=place) for place in range(2)]
    assert rank_by("sumbasic", candidates, Budget()) == [*range(LINEAR - 2), LINEAR, LINEAR + 1]


def test_sentences_with_one_text_are_different_sentences() -> None:
    tokenizer = WordTokenizer()
    one, other = NumberedSentence(DAM, 0, tokenizer), NumberedSentence(DAM, 1, tokenizer)
    assert one == one
    assert one != other
    assert {one: "one", other: "other"}[one] == "one"


def document(*paragraphs: tuple[str, ...]) -> ObjectDocumentModel:
    tokenizer = WordTokenizer()
    return ObjectDocumentModel(
        Paragraph([NumberedSentence(text, place, tokenizer) for place, text in enumerate(texts)])
        for texts in paragraphs
    )


def test_our_methods_give_the_sentences_of_a_document_in_its_order() -> None:
    made = document((FERRY, DAM), (), (TOWN,))
    for summarizer, best in ((ArticleSummarizer(), FERRY), (ThreadSummarizer(), TOWN)):
        assert [str(each) for each in summarizer(made, 3)] == [FERRY, DAM, TOWN]
        assert [str(each) for each in summarizer(made, 1)] == [best]
        assert [str(each) for each in summarizer(made, "67%")] == [str(each) for each in summarizer(made, 2)]
        assert summarizer(document(), 3) == ()


def test_our_methods_take_a_count_that_rates_the_sentences_itself() -> None:
    def least(infos: Sequence[SentenceInfo]) -> list[SentenceInfo]:
        return sorted(infos, key=lambda info: info.rating)[:1]

    assert [str(each) for each in ArticleSummarizer()(document((DAM, FERRY)), least)] == [FERRY]


def test_a_first_sentence_may_refer_to_what_stands_above_the_document_but_no_later_one() -> None:
    assert [str(each) for each in ArticleSummarizer()(document((IT, DAM)), 1)] == [IT]
    assert [str(each) for each in ThreadSummarizer()(document((DAM,), (FERRY, IT)), 3)] == [DAM, FERRY, IT]
    assert [str(each) for each in ThreadSummarizer()(document((DAM,), (IT, FERRY)), 2)] == [DAM, IT]


def test_a_tokenizer_gives_sentences_and_lower_case_words() -> None:
    assert WordTokenizer().to_sentences(f"{DAM} {FERRY}") == (DAM, FERRY)
    assert WordTokenizer().to_words("The dam broke.") == ("the", "dam", "broke")
