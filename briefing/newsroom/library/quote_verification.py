"""Verification of quotes against the stored texts they cite."""

from __future__ import annotations

from collections.abc import Collection

from briefing.model import Citation, KeyQuote
from briefing.newsroom.results import Mismatch
from briefing.store import Store, articles


def verify_quotes(store: Store, quotes: Collection[KeyQuote]) -> list[Mismatch]:
    """Citations whose stored text differs from the quote: all but the first may also be one of its variants.

    Args:
        store: the open store, in the snapshot in which the quotes were listed, as articles may be pruned or corrected
            in between.
        quotes: as returned by `each_quote`.
    """
    ids = {source.article_id for quote in quotes for source in quote.sources}
    texts = articles.analysed_texts(store, ids)
    return [
        Mismatch(quote, source, text)
        for quote in quotes
        for place, source in enumerate(quote.sources)
        if (text := _cut(texts, source)) != quote.text and (place == 0 or text not in quote.variants)
    ]


def _cut(texts: dict[str, str], source: Citation) -> str | None:
    text = texts.get(source.article_id)
    return None if text is None else text[source.start : source.end]
