"""Stores of documents from a pipe."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.config import Config
from briefing.errors import SourceError
from briefing.model import Article, Document, Link
from briefing.newsroom import list_threads, open_store
from briefing.newsroom.maintenance.temporary_store import store_documents
from briefing.store import articles
from tests.newsroom.conftest import NOON

CALL = "President Trump called President Petro of Colombia on Monday. They spoke of trade and peace."
QUAKE = "An earthquake shook Arequipa in Peru on Sunday. Nobody was hurt, officials said."


def document(title: str, text: str, *links: Link) -> Document:
    return Document(Article(title, "", title, text, "North", published=NOON, links=links), f"{title}.txt")


def test_documents_with_text_are_stored_with_their_links(tmp_path: Path) -> None:
    made = [
        document("Trump calls Petro", CALL, Link(0, 9, "https://n.example/a")),
        document("Nothing", " \n"),
        document("Earthquake in Peru", QUAKE),
    ]
    path = store_documents(tmp_path, made, Config(), now=NOON)
    assert path == tmp_path / "briefing.db"
    names = [each.name for each in sorted((tmp_path / "documents").iterdir())]
    assert names == ["document 001.txt", "document 002.txt"]
    with open_store(path) as store:
        assert {row.thread.title for row in list_threads(store)} == {"Trump calls Petro", "Earthquake in Peru"}
        ids = [id_ for (id_,) in store.rows("SELECT id FROM article")]
        stored = {each.article.title: each.article for each in articles.find(store, ids).values()}
        assert [link.url for link in stored["Trump calls Petro"].links] == ["https://n.example/a"]
        assert stored["Earthquake in Peru"].links == ()
        assert (stored["Earthquake in Peru"].outlet, stored["Earthquake in Peru"].fetched) == ("North", NOON)


def test_documents_without_text_are_an_error(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="there is no text to read in it"):
        store_documents(tmp_path, [document("Nothing", "")], Config())
