"""Feeds with too many attributes or tags, which would take quadratic time to parse, are refused."""

from __future__ import annotations

import pytest

from briefing.errors import SourceError
from briefing.model import Source
from briefing.sources.fast_xml.elements import MAX_ATTRIBUTES
from briefing.sources.feed_parser import ParsedFeed, parse_feed
from briefing.sources.feedparser_adapter import DENSE_TAGS
from tests.table import table

SOURCE = Source("feed", "feed", "http://e.org/feed")


def attributes(count: int, quote: str = "'") -> str:
    return " ".join(f"a{number}={quote}b{quote}" for number in range(count))


def parse(body: str) -> ParsedFeed:
    return parse_feed(body.encode(), SOURCE, url=SOURCE.location)


@table(
    "tag",
    [
        f"<link {attributes(5000)}/>",
        f'<link {attributes(5000, chr(34))} rel="a"/>',
        f"<x:y\n{attributes(5000).replace(' ', chr(10))}></x:y>",
        f"<guid {attributes(5000).replace('=', ' = ')}>a</guid>",
        f"<link {attributes(5000)} href='http://e.org/?a=b&c=d'/>",
    ],
)
def test_a_tag_with_thousands_of_attributes_is_refused_with_a_reason(tag: str) -> None:
    with pytest.raises(SourceError, match=f"a tag of the feed has more than {MAX_ATTRIBUTES} attributes"):
        parse(f"<rss><channel><title>AT&T</title><item><title>b</title>{tag}</item></channel></rss>")


@pytest.mark.parametrize("start", ["", "AT&T "])
def test_attributes_up_to_the_limit_and_long_values_are_read(start: str) -> None:
    item = f"<title {attributes(MAX_ATTRIBUTES)}>b</title><link a='{'c=d ' * 5000}'>http://e.org/a</link>"
    (entry,) = parse(f"<rss><channel><title>{start}F</title><item>{item}</item></channel></rss>").entries
    assert entry.title == "b"


def test_equations_in_a_text_are_no_attributes() -> None:
    text = "a = 'b' " * 5000
    (entry,) = parse(
        f"<rss><channel><title>AT&T</title><item><description>{text}</description></item></channel></rss>"
    ).entries
    assert entry.summary.count("=") == 5000


@pytest.mark.parametrize("depth", [DENSE_TAGS, 2 * DENSE_TAGS])
@pytest.mark.parametrize("tag", ["x", "div", "a:b"])
def test_a_feed_of_tags_without_text_is_refused_with_a_reason(tag: str, depth: int) -> None:
    item = "<title>b</title>" + f"<{tag}>" * depth + f"</{tag}>" * depth
    with pytest.raises(SourceError, match="tags and hardly any text"):
        parse(f"<rss><channel><title>AT&T</title><item>{item}</item></channel></rss>")
