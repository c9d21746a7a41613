"""A quote is proven by the stored text, or told as wrong."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from briefing.newsroom import list_quotes, refresh, verify_quotes
from briefing.store import Store
from tests.conftest import SEED
from tests.newsroom.conftest import NOON
from tests.newsroom.content import configure


def test_every_quote_of_the_seed_is_proven(store: Store) -> None:
    refresh(store, configure(seeds=(SEED,)), now=NOON)
    found = list_quotes(store)
    assert len(found) == 5
    assert verify_quotes(store, found) == []


def test_a_text_that_has_changed_proves_nothing(store: Store, tmp_path: Path) -> None:
    refresh(store, configure(seeds=(SEED,)), now=NOON)
    found = list_quotes(store)
    store.run("UPDATE content SET text = 'x' || text")
    wrong = verify_quotes(store, found)
    assert [each.quote for each in wrong] == found
    assert all(each.found and each.quote.text.startswith(each.found[1:]) for each in wrong)


def test_a_variant_proves_only_a_further_source(store: Store) -> None:
    refresh(store, configure(seeds=(SEED,)), now=NOON)
    quote = list_quotes(store)[0]
    (source,) = quote.sources
    shorter = replace(source, end=source.end - 1)
    twice = replace(quote, sources=(source, shorter))
    assert [each.source for each in verify_quotes(store, [twice])] == [shorter]
    assert verify_quotes(store, [replace(twice, variants=(quote.text[:-1],))]) == []
    gone = replace(quote, sources=(replace(source, article_id="gone"),))
    assert [each.found for each in verify_quotes(store, [gone])] == [None]
