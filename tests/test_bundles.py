"""The bundles of feeds: what is shipped, and what a file of bundles may say."""

from __future__ import annotations

import pytest

from briefing.config import bundled, load_config
from briefing.config.bundles import named_bundles, read_bundles, shipped_bundles
from briefing.errors import ConfigError, UsageError
from briefing.sources.article_urls import identity
from tests.table import table

FEEDS = "feeds = [{url = 'https://a.example/'}]"


def test_five_topics_are_there_in_two_languages_with_at_least_four_feeds_each() -> None:
    bundles = shipped_bundles()
    topics = ["World", "Latin America", "Business", "Technology", "Science"]
    assert [(bundle.topic, bundle.language) for bundle in bundles] == [
        (t, code) for t in topics for code in ("en", "es")
    ]
    assert all(len(bundle.feeds) >= 4 for bundle in bundles)
    feeds = [feed for bundle in bundles for feed in bundle.feeds]
    assert len({identity(feed.url) for feed in feeds}) == len({feed.title for feed in feeds}) == len(feeds)
    assert all(feed.url.startswith("https://") and feed.title and feed.tags for feed in feeds)


def test_feeds_of_the_shipped_configuration_are_in_the_first_bundles_as_they_are() -> None:
    bundles = named_bundles(["world", "latin-america"])
    feeds = [feed for bundle in bundles for feed in bundle.feeds]
    assert set(load_config(bundled() / "config.toml").feeds) <= set(feeds)


def test_bundles_are_named_each_once() -> None:
    assert [bundle.name for bundle in named_bundles(["science", "world", "science"])] == ["science", "world"]
    with pytest.raises(UsageError, match="there is no such bundle; did you mean world"):
        named_bundles(["wrld"])


@table(
    ("text", "problem"),
    [
        ("bundles = [", "b.toml: not valid TOML"),
        ("", "bundles: missing"),
        (f"[[bundles]]\nname = 'a'\ntopic = 'A'\n{FEEDS}", r"bundles\[1\].language: missing"),
        (f"[[bundles]]\nname = 'a'\ntopic = 'A'\nlanguage = 'en'\nlang = 'es'\n{FEEDS}", "lang: unknown key"),
        ("[[bundles]]\nname = 'a'\ntopic = 'A'\nlanguage = 'en'\nfeeds = []", "a: has no feeds"),
        (
            "[[bundles]]\nname = 'a'\ntopic = 'A'\nlanguage = 'en'\nfeeds = [{url = 'ftp://x'}]",
            r"a.feeds\[1\].url: 'ftp://x' is not an http",
        ),
        (
            f"[[bundles]]\nname = 'a'\ntopic = 'A'\nlanguage = 'en'\n{FEEDS}\n"
            f"[[bundles]]\nname = 'a'\ntopic = 'B'\nlanguage = 'en'\n{FEEDS}",
            "two bundles have the name 'a'",
        ),
        (
            f"[[bundles]]\nname = 'a'\ntopic = 'A'\nlanguage = 'en'\n{FEEDS}\n"
            f"[[bundles]]\nname = 'b'\ntopic = 'A'\nlanguage = 'en'\n{FEEDS}",
            "two bundles have the topic and language 'A, en'",
        ),
    ],
)
def test_mistakes_in_a_file_of_bundles_are_named(text: str, problem: str) -> None:
    with pytest.raises(ConfigError, match=problem):
        read_bundles(text, "b.toml")
