"""The proof of quotes: each place a quote names is read again in the stored text."""

from __future__ import annotations

from collections.abc import Collection

from briefing.model import Citation, KeyQuote
from briefing.newsroom.reports import Mismatch
from briefing.store import Store, articles


def verify_quotes(store: Store, quotes: Collection[KeyQuote]) -> list[Mismatch]:
    """Places whose stored text is neither the quote nor one of its variants; none if all are proven.

    Args:
        store: the open store, in the snapshot that the quotes were listed in: what is pruned or corrected meanwhile
            would look as if they were wrong.
        quotes: as `list_quotes` gives them.
    """
    ids = {source.article_id for quote in quotes for source in quote.sources}
    texts = articles.analysed_texts(store, ids)
    return [
        Mismatch(quote, source, found)
        for quote in quotes
        for place, source in enumerate(quote.sources)
        if (found := _cut(texts, source)) != quote.text and (place == 0 or found not in quote.variants)
    ]


def _cut(texts: dict[str, str], source: Citation) -> str | None:
    text = texts.get(source.article_id)
    return None if text is None else text[source.start : source.end]
