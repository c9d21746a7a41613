"""A quote is verified against the stored text, or reported as different."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from briefing.newsroom import list_threads, open_store, refresh, verify_quotes
from briefing.store import Store, removal
from tests.conftest import SEED
from tests.newsroom.conftest import NOON
from tests.newsroom.content import configure, list_quotes


def test_every_quote_of_the_seed_is_proven(store: Store) -> None:
    refresh(store, configure(seeds=(SEED,)), now=NOON)
    quotes = list_quotes(store)
    assert len(quotes) == 5
    assert verify_quotes(store, quotes) == []


def test_a_text_that_has_changed_proves_nothing(store: Store, tmp_path: Path) -> None:
    refresh(store, configure(seeds=(SEED,)), now=NOON)
    quotes = list_quotes(store)
    store.run("UPDATE content SET text = 'x' || text")
    wrong = verify_quotes(store, quotes)
    assert [each.quote for each in wrong] == quotes
    assert all(each.stored and each.quote.text.startswith(each.stored[1:]) for each in wrong)


def test_a_variant_proves_only_a_further_source(store: Store) -> None:
    refresh(store, configure(seeds=(SEED,)), now=NOON)
    quote = list_quotes(store)[0]
    (source,) = quote.sources
    shorter = replace(source, end=source.end - 1)
    twice = replace(quote, sources=(source, shorter))
    assert [each.source for each in verify_quotes(store, [twice])] == [shorter]
    assert verify_quotes(store, [replace(twice, variants=(quote.text[:-1],))]) == []
    gone = replace(quote, sources=(replace(source, article_id="gone"),))
    assert [each.stored for each in verify_quotes(store, [gone])] == [None]


def test_what_is_pruned_while_quotes_are_read_again_is_no_false_alarm(store: Store, path: Path) -> None:
    refresh(store, configure(seeds=(SEED,)), now=NOON)
    with open_store(path, readonly=True) as reader, reader.snapshot():
        quotes = list_quotes(reader)
        removal.remove(store, [row.thread.id for row in list_threads(store)])
        assert quotes and verify_quotes(reader, quotes) == []
    assert list_quotes(store) == []


def test_quotes_are_proven_by_the_text_they_were_taken_from_until_a_correction_is_worked_in(store: Store) -> None:
    refresh(store, configure(seeds=(SEED,)), now=NOON)
    store.run("UPDATE content SET before = text, text = 'x' || text")
    assert verify_quotes(store, list_quotes(store)) == []
