"""Who speaks and how close a quote is to the main event, by numbers."""

from __future__ import annotations

import pytest

from briefing.briefs.newsworthiness import News
from briefing.model import Analysis, AnnotatedArticle, Article, Name, Quote, Sentence, Terms
from tests.table import table


def article(
    text: str = "", *, id_: str = "a", title: str = "", lead: str = "", names: tuple[Name, ...] = ()
) -> AnnotatedArticle:
    """An article whose lines are its sentences."""
    spans = [(text.index(line), text.index(line) + len(line)) for line in text.split("\n")]
    sentences = tuple(Sentence(start, end, place) for place, (start, end) in enumerate(spans))
    terms = Terms(title=dict.fromkeys(title.split(), 1), lead=dict.fromkeys(lead.split(), 1))
    return AnnotatedArticle(Article(id_, "", title, text), Analysis(id_, sentences, names, terms=terms))


def test_the_main_event_is_what_headlines_and_first_words_share() -> None:
    news = News.of([article(title="dam", lead="dam town"), article(title="town", lead="river")], {})
    assert news.stems == {"dam": 0.5, "town": 0.75, "river": 0.25}
    assert news.headline == {"dam", "town"}
    assert (News.of([], {}).stems, News.of([], {}).headline) == ({}, frozenset())


def test_twelve_stems_stand_for_the_main_event() -> None:
    stems = [f"stem{number:02}" for number in range(14)]
    assert sorted(News.of([article(lead=" ".join(reversed(stems)))], {}).stems) == stems[:12]


def test_articles_without_a_report_count_as_one() -> None:
    news = News.of([], {"a": "Herald"})
    assert (news.report_of(article(id_="a")), news.report_of(article(id_="b"))) == ("Herald", "")


def name(full: str, mentions: int, kind: str = "person") -> Name:
    return Name(full, kind, tuple((at, at + 1) for at in range(mentions)))  # type: ignore[arg-type]


@table(
    ("speaker", "title", "standing"),
    [
        ("Ana Prado", "", 0.5),
        ("Bo Lind", "", 1.0),
        ("Eva Berg", "", 0.0),  # not mentioned
        ("Ana Prado", "prado", 0.8),
        ("Bo Lind", "lind", 1.0),
        ("Eva Berg", "berg", 0.8),
        ("Ana Prado", "ana", 0.5),  # only the last name counts
        (None, "prado", 0.0),
    ],
)
def test_a_speaker_stands_high_if_much_mentioned_or_in_a_headline(
    speaker: str | None, title: str, standing: float
) -> None:
    item = article(title=title, names=(name("Norland", 9, "place"), name("Ana Prado", 2), name("Bo Lind", 4)))
    assert News.of([item], {}).standing(item, Quote(0, 1, speaker)) == pytest.approx(standing)


def test_a_speaker_of_an_article_without_names_stands_low() -> None:
    item = article()
    assert News.of([item], {}).standing(item, Quote(0, 1, "Ana Prado")) == 0.0


TEXT = "The dam broke.\nIt rained.\nThe town fled to the river dam."


@table(
    ("stems", "words", "shared"),
    [
        ({"dam": 1.0, "town": 1.0}, "It rained", 0.0),
        ({"dam": 1.0, "town": 1.0, "storm": 4.0}, "broke", 0.5),
        ({"dam": 1.0, "town": 1.0, "storm": 4.0}, "fled", 1.0),  # a third of the weight is enough
        ({"dam": 1.0, "storm": 5.0}, "The town", 0.5),
        ({"dam": 1.0, "storm": 1.0}, "broke.\nIt", 1.0),  # beyond the sentence too
        ({"dam": 1.0, "storm": 5.0}, "rained.\nThe town fled to the river dam", 0.5),
        ({}, "broke", 0.0),
    ],
)
def test_a_quote_is_close_by_the_words_of_its_sentence_and_by_its_place(
    stems: dict[str, float], words: str, shared: float
) -> None:
    item = article(TEXT)
    start = TEXT.index(words)
    place = 1 - start / len(TEXT)
    closeness = News(stems, frozenset(), {}).closeness(item, Quote(start, start + len(words)))
    assert closeness == pytest.approx(0.5 * shared + 0.5 * place)


def test_a_quote_before_the_first_sentence_is_read_alone() -> None:
    item = AnnotatedArticle(Article("a", "", "", TEXT), Analysis("a", (Sentence(15, 25, 0),)))
    news = News({"dam": 1.0}, frozenset(), {})
    assert news.closeness(item, Quote(4, 7)) == pytest.approx(0.5 + 0.5 * (1 - 4 / len(TEXT)))
    assert news.closeness(item, Quote(8, 13)) == pytest.approx(0.5 * (1 - 8 / len(TEXT)))
    assert news.closeness(article(), Quote(0, 0)) == 0.5
