"""Stores for a moment: documents from a pipe, or invented ones, to be read as if they were the day's news."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from briefing.config import Config, SeedConfig
from briefing.errors import SourceError
from briefing.model import Article, Document, stable_id
from briefing.newsroom.ingest.pipeline import refresh
from briefing.newsroom.maintenance.open_store import open_store
from briefing.render import render_documents
from briefing.store import articles


def store_documents(
    folder: Path, documents: Iterable[Document], config: Config, *, now: datetime | None = None
) -> Path:
    """Make a store of documents and their threads; its file.

    Args:
        folder: an empty one, for the store and copies of the documents.
        documents: as filters read them; those without text are left out.
        config: watches, lengths and methods; its sources are left out.
        now: when they arrive.

    Raises:
        SourceError: there is nothing to read in any of them.
    """
    copies = folder / "documents"
    copies.mkdir()
    number = 0
    linked: list[Article] = []
    for document in documents:
        if document.article.text.strip():
            number += 1
            if document.article.links:
                linked.append(document.article)
            # A document without an outlet is shown by the name of its file.
            told = "".join(render_documents([document], "text", width=0))
            (copies / f"document {number:03}.txt").write_text(told, encoding="utf-8", errors="replace")
    if not number:
        raise SourceError("there is no text to read in it")
    path = folder / "briefing.db"
    with open_store(path) as store:
        refresh(store, replace(config, feeds=(), seeds=(SeedConfig(copies),)), now=now)
        articles.put_links(store, linked)  # plain text has none
    return path


def demo_documents(now: datetime | None = None) -> Iterator[Document]:
    """Yield invented news of the last days."""
    now = now or datetime.now(UTC)
    body = (Path(__file__).parent / "data" / "demo.toml").read_text(encoding="utf-8")
    for told in tomllib.loads(body)["articles"]:
        url = f"https://news.example/{stable_id(told['title'])}"
        article = Article(
            id=stable_id(url),
            url=url,
            title=told["title"],
            text=told["text"].strip(),
            outlet=told["outlet"],
            published=(now - timedelta(hours=told["hours"])).replace(microsecond=0),
            fetched=now,
        )
        yield Document(article, url)
