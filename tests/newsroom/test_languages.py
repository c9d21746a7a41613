"""Stored threads of several languages: they meet in any refresh and are told in the language that the user prefers."""

from __future__ import annotations

from dataclasses import replace

from briefing.config import Config, OutputConfig
from briefing.model import Article, Brief
from briefing.newsroom import list_threads, open_thread
from briefing.newsroom.stories.build_threads import thread_pending
from briefing.store import Store, clusters
from tests.briefs.test_foreign_facts import VOTE, VOTO
from tests.store.factories import store_drafts
from tests.threads.factories import CALL, hours, item


def refresh(store: Store, at: float, *arrived: Article, languages: tuple[str, ...] = ()) -> Config:
    config = Config(output=OutputConfig(languages=languages))
    if arrived:
        store_drafts(store, *(replace(article, fetched=hours(at)) for article in arrived))
    thread_pending(store, config, hours(at), lambda progress: None)
    return config


def only_thread(store: Store) -> Brief:
    (row,) = [row for row in list_threads(store) if row.articles == 2]
    return open_thread(store, row.thread.id)


def test_a_report_in_another_language_joins_in_a_later_refresh(store: Store) -> None:
    other = item("Un barco de pesca se hundió en la ría de Vigo con once marineros a bordo.", at=hours(0)).article
    refresh(store, 1, VOTE.article, replace(other, language="es"))
    refresh(store, 3, VOTO.article)
    told = only_thread(store)
    assert {ref.title for ref in told.articles} == {VOTE.article.title, VOTO.article.title}
    assert "ramiro salcedo" in told.articles[0].why.lower()


def test_a_second_language_meets_the_threads_that_are_open_when_it_arrives(store: Store) -> None:
    other = item("A fishing boat sank off Leeds with eleven sailors.", at=hours(0)).article
    refresh(store, 1, VOTE.article, other)
    refresh(store, 3, VOTO.article)
    assert {ref.title for ref in only_thread(store).articles} == {VOTE.article.title, VOTO.article.title}
    neutral = [text for (text,) in store.rows("SELECT neutral FROM part")]
    assert len(neutral) == 3 and not any(":{}" in text for text in neutral)


def test_a_store_with_terms_for_other_languages_says_so(store: Store) -> None:
    refresh(store, 1, VOTE.article)
    assert not clusters.has_several_languages(store)
    refresh(store, 3, VOTO.article)
    assert clusters.has_several_languages(store)


def test_a_thread_is_told_again_when_the_languages_change(store: Store) -> None:
    refresh(store, 3, VOTE.article, VOTO.article, languages=("en", "es"))
    english = only_thread(store)
    assert english.thread.title == VOTE.article.title
    refresh(store, 4, languages=("es",))
    spanish = only_thread(store)
    assert spanish.thread.title == VOTO.article.title and spanish.thread.id == english.thread.id
    assert {line.source.article_id for line in spanish.lead} == {VOTO.article.id}
    refresh(store, 5)
    assert only_thread(store).thread.title == VOTE.article.title


def test_threads_in_one_language_are_not_told_again(store: Store) -> None:
    refresh(store, 1, item(CALL, at=hours(0)).article)
    store.run("UPDATE thread SET title = 'As it was'")
    refresh(store, 2, languages=("es",))
    assert [row.thread.title for row in list_threads(store)] == ["As it was"]
