"""Documents of files, addresses and pipes, and their summaries and threads, without a store."""

from __future__ import annotations

import io
from collections.abc import Sequence
from pathlib import Path

import pytest

from briefing.config import Config, FetchConfig, OutputConfig
from briefing.errors import UsageError
from briefing.model import Article, Document, SourceFailure, Summary
from briefing.newsroom.library import document_filters
from briefing.newsroom.library.document_filters import (
    Recipe,
    known_sentences,
    read_documents,
    summarize_documents,
    summarize_stories,
)
from tests.web.server import FaultServer, answer

ONE = "The mayor of Norville opened the new bridge on Monday. Thousands came to see it."
PLAIN = Recipe()
TWO = "An earthquake shook Arequipa in Peru on Sunday. Nobody was hurt, officials said."


def reasons(*inputs: str) -> list[str]:
    return [read.reason if isinstance(read, SourceFailure) else read.article.text for read in read_documents(inputs)]


def test_limits_of_requests_are_those_of_the_configuration(server: FaultServer) -> None:
    url = server.serve("/a.txt", answer(ONE.encode()))
    for size, is_read in ((len(ONE), True), (len(ONE) - 1, False)):
        (read,) = read_documents([url], config=FetchConfig(max_body_bytes=size))
        assert isinstance(read, Document) is is_read


def document(name: str, text: str) -> Document:
    return Document(Article(name, "", f"Title {name}", text), f"{name}.txt")


def test_standard_input_is_read_once() -> None:
    (read,) = read_documents(["-"], stdin=io.BytesIO(ONE.encode()))
    assert isinstance(read, Document) and read.article.text == ONE
    assert list(read_documents(["-"])) == [SourceFailure("standard input", "it is closed")]
    with pytest.raises(UsageError, match="twice"):
        read_documents(["-", "a", "-"])


def test_files_and_folders_are_read_in_order(tmp_path: Path) -> None:
    (tmp_path / "b.txt").write_text(TWO)
    (tmp_path / "a.txt").write_text(ONE)
    (tmp_path / "empty").mkdir()
    assert reasons(str(tmp_path), str(tmp_path / "b.txt")) == [ONE, TWO, TWO]
    assert reasons(str(tmp_path / "no.txt"), str(tmp_path / "empty"), "a\0b") == [
        "there is no such file",
        "there is no text, Markdown, page or e-mail in this folder",
        "cannot be read: embedded null byte",
    ]
    assert reasons(str(tmp_path / "a.txt" / "b")) == ["cannot be read: Not a directory"]


def test_addresses_are_fetched_and_their_logins_hidden(server: FaultServer) -> None:
    url = server.serve("/a.txt", answer(ONE.encode()))
    missing = server.serve("/no", answer(status="404 Not Found"))
    (read,) = read_documents([url.replace("://", "://u:p@")])
    assert isinstance(read, Document)
    assert (read.article.text, read.location) == (ONE, url.replace("://", "://***@"))
    (failure,) = read_documents([missing])
    assert isinstance(failure, SourceFailure) and "404" in failure.reason
    assert reasons("ftp://n.example/a") == ["only http and https addresses are fetched; a file is named by its path"]


def summaries(
    reads: Sequence[Document | SourceFailure], recipe: Recipe = PLAIN, *, stories: bool = False
) -> list[Summary]:
    results = list((summarize_stories if stories else summarize_documents)(reads, recipe))
    assert [each for each in results if isinstance(each, SourceFailure)] == [
        each for each in reads if isinstance(each, SourceFailure)
    ]
    return [each for each in results if isinstance(each, Summary)]


def test_each_document_is_summed_up_and_failures_pass() -> None:
    one, two = summaries([document("one", ONE), SourceFailure("x", "no"), document("two", TWO)])
    assert (one.title, one.locations, one.update, two.id) == ("Title one", ("one.txt",), False, "two")
    assert one.lines[0].text.startswith("The mayor")
    with pytest.raises(UsageError):
        summarize_documents([], Recipe(method="none"))
    with pytest.raises(UsageError):
        summarize_stories([], Recipe(method="none"))


def test_summary_of_what_the_reader_does_not_know_is_an_update() -> None:
    known = tuple(str(each) for each in known_sentences([document("one", ONE), SourceFailure("x", "no")]))
    assert known[:2] == ("The mayor of Norville opened the new bridge on Monday.", "Thousands came to see it.")
    (summary,) = summaries([document("one", ONE)], Recipe(known=known[:2]))
    assert summary.update and not summary.lines


def test_document_that_fails_does_not_stop_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    annotate = document_filters._annotate

    def fail(article: Article) -> object:
        return 1 / 0 if article.id == "one" else annotate(article)

    monkeypatch.setattr(document_filters, "_annotate", fail)
    failure, summary = summarize_documents([document("one", ONE), document("two", TWO)], Recipe())
    assert failure == SourceFailure("one.txt", "cannot be summed up (ZeroDivisionError: division by zero)")
    assert isinstance(summary, Summary)


@pytest.mark.parametrize("stories", [False, True])
def test_long_document_is_summed_up_in_part(monkeypatch: pytest.MonkeyPatch, stories: bool) -> None:
    monkeypatch.setattr(document_filters, "MAX_CHARS", len(ONE))
    summarize = summarize_stories if stories else summarize_documents
    assert [each for each in summarize([document("one", ONE)], Recipe()) if isinstance(each, SourceFailure)] == []
    results = list(summarize([document("one", f"{ONE} {TWO}")], Recipe()))
    assert SourceFailure("one.txt", f"only the first {len(ONE)} characters are summed up") in results
    (summary,) = [each for each in results if isinstance(each, Summary)]
    assert all(line.text in ONE for line in summary.lines)
    assert " ".join(map(str, known_sentences([document("one", f"{ONE} {TWO}")]))) == ONE


def test_documents_of_one_event_are_one_story_largest_first() -> None:
    call = "President Trump called President Petro of Colombia on Monday. They spoke of trade and of peace in Colombia."
    reads = [
        document("quake", TWO),
        document("call", call),
        document(
            "call2", "On Monday Trump called Petro, Colombia's president. Petro and Trump spoke of peace and trade."
        ),
        document("call", "Not read, as this id is taken."),
    ]
    first, second = summaries(reads, stories=True)
    assert [set(first.locations), second.locations] == [{"call.txt", "call2.txt"}, ("quake.txt",)]
    assert list(summarize_stories([], Recipe())) == []


def test_feeds_of_a_publisher_are_one_outlet_of_its_name() -> None:
    host = "https://www.dailystar.example"

    def entry(name: str, outlet: str, text: str) -> Document:
        return Document(Article(name, f"{host}/{name}", f"Ferry sinks off Harwick {name}", text, outlet=outlet), name)

    tolls = [f"A ferry with {count} people on board sank off Harwick on Monday." for count in (90, 80)]
    reads = [entry("a", "World - DailyStar.example", tolls[0]), entry("b", "The Daily Star | Top", tolls[1])]
    (story,) = summaries(reads, stories=True)
    assert {ref.outlet for ref in story.articles} == {"The Daily Star"}
    assert {line.support for line in story.lines} == {1}
    (single, _) = summaries(reads)
    assert [ref.outlet for ref in single.articles] == ["DailyStar"]
    kept = entry("c", "Harwick Star", tolls[0])  # a name, not the title of a feed
    assert [ref.outlet for each in summaries([kept]) for ref in each.articles] == ["Harwick Star"]


def test_quotes_are_there_where_they_are_wanted() -> None:
    said = [document("one", f"{ONE} “We are proud of this bridge”, said Mayor Ann Lee.")]
    for stories in (False, True):
        assert not summaries(said, stories=stories)[0].quotes
        (quote,) = summaries(said, Recipe(quotes=True), stories=stories)[0].quotes
        assert quote.text == "We are proud of this bridge"


PLEDGE = (
    "Mayor Ann Lee of Norville pledged 300 million dollars for victims of the Avena floods on Monday. "
    "“We will spend 300 million dollars to rebuild Old Town before June 2027,” said Lee."
)
PROMESA = (
    "La alcaldesa de Norville, Ann Lee, prometió el lunes 300 millones de dólares a las víctimas de las inundaciones "
    "del Avena. «Gastaremos 300 millones de dólares para reconstruir Old Town antes de junio de 2027», dijo Lee. "
    "El agua dañó 4.812 casas del barrio de Sotomonte."
)


def pledges(preferred: tuple[str, ...] = (), recipe: Recipe = PLAIN) -> Summary:
    """Summary of one event by a report without language, which is English, and one in Spanish."""
    reports = ("one", "Lee pledges 300 million dollars", PLEDGE, ""), ("two", "Lee promete 300 millones", PROMESA, "es")
    reads = [
        Document(Article(id_, "", title, text, outlet=id_, language=language), id_)
        for id_, title, text, language in reports
    ]
    (story,) = summarize_stories(reads, recipe, Config(output=OutputConfig(languages=preferred)))
    assert isinstance(story, Summary)
    return story


def test_story_of_several_languages_is_told_once_with_what_only_the_other_has() -> None:
    story = pledges(recipe=Recipe(quotes=True))
    assert story.title == "Lee pledges 300 million dollars"
    assert [line.source.article_id for line in story.lines] == ["one", "one", "two"]
    assert story.lines[-1].text == "El agua dañó 4.812 casas del barrio de Sotomonte."
    assert [quote.text for quote in story.quotes] == [
        "We will spend 300 million dollars to rebuild Old Town before June 2027"
    ]


def test_story_is_told_in_the_first_language_of_the_configuration() -> None:
    story = pledges(("es", "en"), Recipe(quotes=True))
    assert story.title == "Lee promete 300 millones"
    assert {line.source.article_id for line in story.lines} == {"two"}
    assert [quote.text[:10] for quote in story.quotes] == ["Gastaremos"]


@pytest.mark.parametrize(("sentences", "ids"), [(2, ["one", "one"]), (3, ["one", "one", "two"])])
def test_line_in_another_language_counts_as_any_other(sentences: int, ids: list[str]) -> None:
    assert [line.source.article_id for line in pledges(recipe=Recipe(5, sentences)).lines] == ids


def test_line_in_another_language_that_the_reader_knows_is_left_out() -> None:
    assert not pledges(recipe=Recipe(known=(PLEDGE, "El agua dañó 4.812 casas del barrio de Sotomonte."))).lines
    (line,) = pledges(recipe=Recipe(known=(PLEDGE,))).lines
    assert line.text.startswith("El agua")


def test_gallery_says_nothing_for_its_story() -> None:
    images = "From the carnival in Oruro to the opening of the Norville bridge, the images. “I wept,” said Lena Brandt."
    articles = [
        Article("1", "", "Norville bridge opens after nine years", ""),
        Article("2", "", "Norville opens bridge nine years late", ""),
        Article("3", "", "In pictures: Norville bridge opens, and the week elsewhere", images),
    ]
    reads = [Document(article, article.id) for article in articles]
    (story,) = summaries(reads, Recipe(quotes=True), stories=True)
    assert (story.title, story.lines, story.quotes) == ("Norville bridge opens after nine years", (), ())
    assert [quote.text for quote in story.other_quotes] == ["I wept"]
