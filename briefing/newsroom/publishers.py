"""Publishers of documents that were not read from a feed of the store."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.model import Article
from briefing.text.outlets import FeedTitle, has_parts, outlet_names


def with_publishers(articles: Sequence[Article]) -> list[Article]:
    """`articles` with the names of their publishers for the titles of feeds: CBS News for `World - CBSNews.com`.

    A name without parts is kept, and is that of the other articles of its site.
    """
    if not any(has_parts(article.outlet) for article in articles):
        return list(articles)
    from briefing.sources.sites import site

    titles = [FeedTitle(article.outlet, site(article.url), not has_parts(article.outlet)) for article in articles]
    names = outlet_names(titles)
    return [replace(article, outlet=name or article.outlet) for article, name in zip(articles, names, strict=True)]
