"""Keys and addresses of the entries of a feed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.model import Article, Entry, stable_id
from briefing.newsroom.ingest.entry_keys import address_of, guid_hash, parsed_entry, possible_ids, title_hash
from tests.newsroom.conftest import NOON
from tests.table import table

FEED = "https://n.example/feed"
ENTRY = Entry("one", "guid", "https://n.example/a", "Title", published=NOON, has_guid=True)
ARTICLE = Article("id", "https://n.example/a", "Title", "Text.")


@pytest.mark.parametrize(
    "same",
    [
        ("https://n.example/a", "http://www.n.example/a/?utm_source=x"),
        ("https://n.example/a#b", "http://n.example/a/#b"),
        ("tag:1", "tag:1"),
    ],
)
def test_identifiers_that_are_one(same: tuple[str, str]) -> None:
    assert guid_hash(same[0], FEED) == guid_hash(same[1], FEED) != ""


def test_identifiers_that_differ() -> None:
    guids = ["tag:1", "tag:1/", "https://n.example/a", "https://n.example/b", "https://n.example/a#b", "n.example/a"]
    assert len({guid_hash(guid, FEED) for guid in guids}) == len(guids)


@table("guid", ["", "https://n.example", "http://www.n.example/", FEED, f"{FEED}/", f"{FEED}#x"])
def test_identifier_of_a_whole_site_or_feed_is_none(guid: str) -> None:
    assert guid_hash(guid, FEED) == ""


def test_address_is_that_of_the_article_else_its_identifier_else_its_title() -> None:
    bare = replace(ENTRY, has_guid=False)
    assert address_of(ENTRY, ARTICLE) == address_of(bare, ARTICLE) == "id"
    assert address_of(ENTRY, replace(ARTICLE, url="")) == "id"
    assert address_of(bare, replace(ARTICLE, url="")) == stable_id(f"one\n{title_hash('Title')}")


def test_form_of_an_entry() -> None:
    entry = parsed_entry(ENTRY, ARTICLE, FEED)
    assert (entry.form.guid, entry.form.address, entry.form.title) == (
        guid_hash("guid", FEED),
        "id",
        title_hash("title!"),
    )
    assert (entry.form.published, entry.form.article_id) == (NOON, "id")
    assert parsed_entry(replace(ENTRY, has_guid=False), ARTICLE, FEED).form.guid == ""
    assert possible_ids(entry) == {"id", stable_id(f"id\n{title_hash('Title')}")}
