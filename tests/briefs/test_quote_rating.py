"""Order of quotes by hand-made places: how they are rated, and how often a speaker is heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from briefing.briefs.key_quotes import rank_quotes, rate_quote
from briefing.briefs.newsworthiness import News
from briefing.briefs.quote_doubts import CERTAIN
from briefing.briefs.quote_groups import Group, Place
from briefing.briefs.quote_match import read
from briefing.model import Analysis, AnnotatedArticle, Article, Name, Quote, QuoteKind, Sentence
from tests.table import table
from tests.threads.factories import hours

BARE = News({}, frozenset(), {})
"""A thread without a main event: all that counts of closeness is the place in the text."""


def place(
    words: int = 8,
    *,
    at: str = "a",
    start: int = 0,
    evidence: str = "cue after",
    confidence: float = 1.0,
    kind: QuoteKind = "direct",
    speaker: str | None = None,
    names: tuple[Name, ...] = (),
) -> Place:
    """A quote of so many words at the start of an article, or behind others."""
    word = "w" if words < 20 else "a"  # a long text of no language would load a model
    text = "a " * (start // 2) + " ".join([word] * words)
    text += " " * (100 - len(text))
    item = AnnotatedArticle(Article(at, "", "", text), Analysis(at, names=names))
    quote = Quote(start, start + 2 * words - 1, speaker, kind=kind, confidence=confidence, evidence=evidence)
    return Place(item, quote, read(text[quote.start : quote.end]), speaker, speaker is not None)


def rating(*places: Place, news: News = BARE) -> float:
    group = Group()
    for each in places:
        group.add(each)
    return rate_quote(group, news)


def test_a_certain_quote_of_eight_words_at_the_start_of_a_text_is_rated_one() -> None:
    assert rating(place()) == pytest.approx(1.0)


@table(("words", "factor"), [(1, 1 / 8), (4, 0.5), (7, 7 / 8), (8, 1.0), (45, 1.0), (50, 0.9), (90, 0.5), (200, 0.4)])
def test_a_quote_is_neither_too_short_nor_too_long(words: int, factor: float) -> None:
    assert rating(place(words)) == pytest.approx(factor)


def test_a_quote_is_rated_by_its_best_evidence_and_confidence() -> None:
    assert rating(place(evidence="colon")) == pytest.approx(0.8)
    assert rating(place(evidence="retold")) == pytest.approx(0.5)
    assert rating(place(confidence=0.6)) == pytest.approx(0.6)
    assert rating(place(confidence=0.6), place(evidence="colon", confidence=0.9)) == pytest.approx(0.72)


def test_no_evidence_weighs_more_than_a_cue_after_the_quote() -> None:
    assert all(0.7 <= weight <= CERTAIN["cue after"] == 1.0 for weight in CERTAIN.values())


def test_a_quote_that_is_nowhere_direct_is_rated_down() -> None:
    assert rating(place(kind="partial")) == pytest.approx(0.85)
    assert rating(place(kind="partial"), place()) == pytest.approx(1.0)


def test_a_quote_is_rated_by_the_standing_of_its_speaker() -> None:
    names = (Name("Ana Prado", "person", ((0, 1),)), Name("Bo Lind", "person", ((0, 1), (2, 3))))
    assert rating(place(speaker="Bo Lind", names=names)) == pytest.approx(2.0)
    assert rating(place(speaker="Ana Prado", names=names)) == pytest.approx(1.5)


def test_a_quote_is_rated_by_its_distance_from_the_start_and_the_main_event() -> None:
    assert rating(place(start=50)) == pytest.approx(0.5 + 0.5 * 0.5)
    assert rating(place(start=50), place()) == pytest.approx(1.0)
    assert rating(place(), news=News({"w": 1.0}, frozenset(), {})) == pytest.approx(1.5)


def test_each_further_report_counts_a_third() -> None:
    news = News({}, frozenset(), {"a": "Herald", "b": "Echo", "c": "Herald"})
    places = [place(at=id_) for id_ in "abc"]
    assert [rating(*places[:number], news=news) for number in (1, 2, 3)] == pytest.approx([1.0, 1.35, 1.35])


def test_only_some_places_are_looked_at_for_standing_and_closeness() -> None:
    assert rating(*[place(start=50)] * 5, place()) == pytest.approx(0.75)
    assert rating(*[place(start=50)] * 4, place()) == pytest.approx(1.0)


SAYINGS = (
    "the dam will hold for a hundred years",
    "nobody in town has to leave home tonight",
    "we are going to build it again here",
    "ships cannot pass under such low bridges now",
)


def article(id_: str, *quotes: tuple[str, str], hour: int = 0, outlet: str = "") -> AnnotatedArticle:
    """An article whose lines are `“words,” Speaker said.`"""
    lines = [f"“{words},” {speaker} said." for words, speaker in quotes]
    text = "\n".join(lines)
    starts = [text.index(line) for line in lines]
    names = tuple(
        Name(speaker, "person", tuple((start, start + 1) for start in starts))
        for speaker in dict.fromkeys(speaker for _, speaker in quotes)
    )
    made = tuple(
        Quote(
            start + 1, start + 1 + len(words), speaker, speaker,
            text.index(speaker, start), text.index(speaker, start) + len(speaker),
            "said", "direct", 0.9, "cue after",
        )
        for start, (words, speaker) in zip(starts, quotes, strict=True)
    )  # fmt: skip
    sentences = tuple(Sentence(start, start + len(lines[at]), at) for at, start in enumerate(starts))
    item = Article(id_, "", "", text, outlet or id_, fetched=hours(hour))
    return AnnotatedArticle(item, Analysis(id_, sentences, names, made))


def ranked(*members: AnnotatedArticle) -> list[tuple[str, str | None]]:
    return [(quote.text, quote.speaker) for quote in rank_quotes(members)]


def test_a_speaker_is_rated_down_with_each_further_quote() -> None:
    item = article("a", *((saying, "Ana Prado") for saying in SAYINGS[:3]), (SAYINGS[3], "Bo Lind"))
    assert [speaker for _, speaker in ranked(item)] == ["Ana Prado", "Bo Lind", "Ana Prado", "Ana Prado"]


def test_of_equally_good_quotes_the_earliest_comes_first() -> None:
    late, early = (
        article(id_, ("the dam will hold for a hundred years", speaker), hour=hour)
        for id_, speaker, hour in (("a", "Ana Prado", 2), ("b", "Eva Prado", 1))
    )
    assert [speaker for _, speaker in ranked(late, early)] == ["Eva Prado", "Ana Prado"]


@pytest.mark.parametrize(
    ("speakers", "reasons"),
    [
        (("Ana Prado", "Bo Lind", "Eva Berg"), {"a term that several use"}),
        (("Ana Prado", "Bo Lind"), {""}),
    ],
)
def test_three_words_of_three_speakers_are_a_term(speakers: Sequence[str], reasons: set[str]) -> None:
    members = [article(f"a{at}", ("hold the dam", speaker)) for at, speaker in enumerate(speakers)]
    assert {quote.reason for quote in rank_quotes(members)} == reasons
    longer = [article(f"a{at}", ("hold the big dam", speaker)) for at, speaker in enumerate(speakers)]
    assert "a term that several use" not in {quote.reason for quote in rank_quotes(longer)}


def test_words_of_two_persons_are_disputed_unless_one_is_three_times_as_certain() -> None:
    for of_ana, reason in ((1, "articles disagree on the speaker"), (2, "articles disagree on the speaker"), (3, "")):
        members = [article(f"a{at}", (SAYINGS[0], "Ana Prado")) for at in range(of_ana)]
        members.append(article("b", (SAYINGS[0], "Bo Lind")))
        reasons = {quote.speaker: quote.reason for quote in rank_quotes(members)}
        assert reasons["Ana Prado"] == reason
        assert reasons["Bo Lind"] == "articles disagree on the speaker"


def test_much_the_same_words_are_one_key_quote() -> None:
    first, other = "we will hold the dam for the whole town", "and we will hold the dam for the whole land"
    members = [article("a", (first, "Ana Prado"), (other, "Ana Prado"))]
    assert sorted(quote.reason for quote in rank_quotes(members)) == ["", "much like another quote"]
    apart = "and they will hold the dam of the whole land"
    assert {quote.reason for quote in rank_quotes([article("a", (first, "Ana Prado"), (apart, "Ana Prado"))])} == {""}


def test_without_quotes_nothing_is_ranked() -> None:
    assert rank_quotes([]) == []
    assert rank_quotes([article("a")]) == []


def test_a_quote_is_marked_with_its_thread_and_has_all_its_sources() -> None:
    one, other = article("b", (SAYINGS[0], "Ana Prado"), hour=1), article("a", (SAYINGS[0], "Ana Prado"), hour=2)
    (quote,) = rank_quotes([other, one], "thread")
    assert (quote.thread_id, quote.added, quote.kind, quote.cue) == ("thread", hours(1), "direct", "said")
    assert [source.article_id for source in quote.sources] == ["b", "a"]
    assert (quote.confidence, quote.evidence, quote.speaker_as_written) == (0.9, "cue after", "Ana Prado")


def doubtful(item: AnnotatedArticle, confidence: float) -> AnnotatedArticle:
    quotes = tuple(replace(quote, confidence=confidence) for quote in item.analysis.quotes)
    return replace(item, analysis=replace(item.analysis, quotes=quotes))


def test_quotes_of_low_confidence_are_apart() -> None:
    sure, unsure = article("a", (SAYINGS[0], "Ana Prado")), doubtful(article("b", (SAYINGS[1], "Bo Lind")), 0.4)
    again = doubtful(article("c", (SAYINGS[0], "Bo Lind")), 0.4)
    members = [sure, unsure, again]
    assert [quote.text for quote in rank_quotes(members)] == [SAYINGS[0]]
    assert [quote.text for quote in rank_quotes(members, doubtful=True)] == [SAYINGS[1]]
