"""Small articles, annotated, for the tests of summaries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from briefing.model import Analysis, AnnotatedArticle, Article, Line
from briefing.text.analysis import analyse
from briefing.text.sentence_splitter import split_sentences

START = datetime(2026, 1, 7, 8, tzinfo=UTC)


def report(text: str, *, outlet: str = "", hour: int = 0, wire: str = "") -> AnnotatedArticle:
    made = Article.from_text(text, outlet=outlet, published=START + timedelta(hours=hour), url="")
    article = Article(
        f"{made.id}{hour}", "", "", text, outlet, published=made.published, fetched=made.published, wire=wire
    )
    return AnnotatedArticle(article, Analysis(article.id, tuple(split_sentences(text))))


def analysed(text: str, *, title: str = "", hour: int = 0) -> AnnotatedArticle:
    """Return a report with all annotations, names and headline among them, by an outlet of its own."""
    article = Article.from_text(text, title=title, outlet=f"Outlet {hour}", published=START + timedelta(hours=hour))
    return AnnotatedArticle(article, analyse(article))


def texts(lines: list[Line]) -> list[str]:
    return [line.text for line in lines]
