"""Temporary stores of documents from a pipe."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from briefing.config import Config, SeedConfig
from briefing.errors import SourceError
from briefing.model import Article, Document
from briefing.newsroom.ingest.pipeline import refresh
from briefing.newsroom.maintenance.open_store import open_store
from briefing.render import render_documents
from briefing.render.text_layout import Layout
from briefing.store import articles


def store_documents(
    folder: Path, documents: Iterable[Document], config: Config, *, now: datetime | None = None
) -> Path:
    """Create a store of documents and their threads; returns its file.

    Args:
        folder: empty folder for the store and copies of the documents.
        documents: documents; those without text are left out.
        config: settings; its sources are ignored.
        now: arrival time of the documents.

    Raises:
        SourceError: no document has text.
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
            # A document without an outlet is listed by its file name.
            text = "".join(render_documents([document], "text", Layout(width=0)))
            (copies / f"document {number:03}.txt").write_text(text, encoding="utf-8", errors="replace")
    if not number:
        raise SourceError("there is no text to read in it")
    path = folder / "briefing.db"
    with open_store(path) as store:
        refresh(store, replace(config, feeds=(), seeds=(SeedConfig(copies),)), now=now)
        articles.put_links(store, linked)  # the plain text copies have none
    return path
