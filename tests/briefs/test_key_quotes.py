"""Which quotes of a thread matter, and which of them are the same."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from briefing.briefs.quotes import key_quotes
from briefing.model import AnnotatedArticle, Article
from briefing.text import analyse

NOON = datetime(2026, 1, 5, 12, tzinfo=UTC)


def item(text: str, outlet: str = "Herald", hours: int = 0) -> AnnotatedArticle:
    article = Article.from_text(text, outlet=outlet, url=f"https://{outlet.lower()}.example/{hours}")
    article = replace(article, fetched=NOON + timedelta(hours=hours))
    return AnnotatedArticle(article, analyse(article))


LONG = "Mayor Ana Duarte opened the dam. “The dam will hold for a hundred years and more,” Duarte said on Monday."
SHORT = "In town, Ms. Duarte said: “the dam will hold for a hundred years.” Nobody answered her in the hall."


def test_same_words_fold_and_keep_the_longest_form() -> None:
    (quote,) = key_quotes([item(SHORT, "Echo", 1), item(LONG, "Herald", 2)])
    assert quote.text == "The dam will hold for a hundred years and more"
    assert [source.outlet for source in quote.sources] == ["Herald", "Echo"]
    assert quote.variants == ("the dam will hold for a hundred years",)


def test_one_person_under_two_spellings() -> None:
    (quote,) = key_quotes([item(SHORT, "Echo", 1), item(LONG, "Herald", 2)])
    assert quote.speaker == "Ana Duarte"


def test_added_is_the_first_arrival() -> None:
    (quote,) = key_quotes([item(LONG, "Herald", 2), item(SHORT, "Echo", 1)])
    assert quote.added == NOON + timedelta(hours=1)


def test_same_words_of_two_people_stay_apart() -> None:
    other = "Senator Paul Weber spoke. “The dam will hold for a hundred years,” Weber said."
    assert {quote.speaker for quote in key_quotes([item(LONG), item(other, "Echo")])} == {"Ana Duarte", "Paul Weber"}


def test_speakers_are_mixed() -> None:
    text = (
        "Ana Duarte spoke. “The dam will hold for a hundred years,” Duarte said. “We built it for the whole valley,” "
        "Duarte said. “Nobody in the valley has to leave home,” Duarte said. "
        "“This dam is a danger to every one of us,” Senator Paul Weber said."
    )
    assert "Paul Weber" in [quote.speaker for quote in key_quotes([item(text)], 2)]


def test_limit_and_thread() -> None:
    (quote,) = key_quotes([item(LONG), item("“It is far too late for talks now,” Paul Weber said.", "Echo")], 1, "t1")
    assert quote.thread_id == "t1"


def test_order_does_not_depend_on_the_run() -> None:
    members = [item(LONG), item(SHORT, "Echo", 1)]
    assert key_quotes(members) == key_quotes(list(members))


def test_sources_are_verbatim() -> None:
    members = [item(LONG), item(SHORT, "Echo", 1)]
    texts = {member.article.id: member.article.text for member in members}
    for quote in key_quotes(members):
        first = quote.sources[0]
        assert texts[first.article_id][first.start : first.end] == quote.text


def test_quote_without_known_speaker_comes_last() -> None:
    text = "“It is all over for us and for the valley,” she said. “The dam will hold for long,” Mayor Paul Weber said."
    assert [quote.speaker for quote in key_quotes([item(text)])] == ["Paul Weber", None]


def test_doubtful_quotes_are_apart_and_say_why() -> None:
    film = item(LONG + " Her film “The Long River” opens today.")
    assert [quote.text for quote in key_quotes([film])] == ["The dam will hold for a hundred years and more"]
    (doubted,) = key_quotes([film], thread_id="t1", doubtful=True)
    assert (doubted.text, doubted.thread_id, doubted.doubtful) == ("The Long River", "t1", True)
    assert doubted.evidence
