"""Lists of feeds in and out, and the configuration's text as it is changed."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.config import FeedConfig
from briefing.errors import ConfigError, SourceError
from briefing.hygiene import clean_line
from briefing.sources.discovery import feeds_of_page
from briefing.sources.subscriptions import (
    read_list,
    read_opml,
    read_urls,
    with_feeds,
    without_feeds,
    write_opml,
    write_urls,
)

WORD = st.text(max_size=20).map(clean_line).filter(lambda w: w and not set(w) & set(",") and w == w.strip("/!~ "))
FEEDS = st.lists(
    st.builds(
        FeedConfig, st.integers(0, 999).map("https://a.example/{}".format), WORD, st.lists(WORD, unique=True).map(tuple)
    ),
    unique_by=lambda feed: feed.url,
    max_size=6,
)


@given(FEEDS)
def test_opml_and_urls_say_the_same_when_read_again(feeds: list[FeedConfig]) -> None:
    assert list(read_opml(write_opml(feeds).encode()).feeds) == feeds
    assert list(read_urls(write_urls(feeds).encode()).feeds) == feeds


@given(st.binary(max_size=200) | st.text(alphabet="<>/&;!?\"'= opmlutine~#\n\\", max_size=200).map(str.encode))
def test_any_bytes_are_parsed_or_raise_a_source_error(body: bytes) -> None:
    try:
        read_list(body)
        read_list(b"<opml>" + body)
    except SourceError:
        pass


def test_nested_outlines_become_tags_and_bare_ampersands_are_read() -> None:
    body = (
        b'<opml><body><outline text="A"><outline text="B"><outline xmlUrl="http://x.example/?a=1&b=2" category="c,/d"/>'
    )
    read = read_opml(body + b'</outline></outline><outline text="f" xmlUrl="file:///etc/passwd"/></body></opml>')
    assert read.feeds == (FeedConfig("http://x.example/?a=1&b=2", "", ("A", "B", "c", "d")),)
    assert len(read.skipped) == 1


@pytest.mark.parametrize("number", [0, 1])
def test_feed_is_taken_out_and_comments_stay(number: int) -> None:
    tables = ['[[feeds]]\nurl = "https://a.example/"\ntags = [\n  "x",\n]\n', '[[feeds]]\nurl = "https://b.example/"\n']
    text = f"# top\n{tables[0]}# between\n{tables[1]}# before daily\n[daily]\nlimit = 3\n"
    assert without_feeds(text, [number]) == text.replace(tables[number], "")


def test_feeds_written_in_line_are_refused() -> None:
    text = 'feeds = [{url = "https://a.example/"}]\n'
    with pytest.raises(ConfigError, match="by hand"):
        with_feeds(text, [FeedConfig("https://b.example/")])
    with pytest.raises(ConfigError, match="by hand"):
        without_feeds(text, [0])


@given(FEEDS)
def test_added_feeds_are_taken_out_again(feeds: list[FeedConfig]) -> None:
    text = "# mine\n[fetch]\ntimeout = 5.0\n"
    added = with_feeds(text, feeds)
    assert [feed["url"] for feed in tomllib.loads(added).get("feeds", [])] == [feed.url for feed in feeds]
    assert without_feeds(added, range(len(feeds))).rstrip() == text.rstrip()


def test_page_names_its_feeds_those_of_comments_last() -> None:
    page = (
        b'<base href="/x/"><link rel="alternate" type="application/rss+xml" title="Comments" href="c">'
        b'<link rel="ALTERNATE home" type="application/atom+xml" href="a"><link rel=alternate hreflang=de href=de>'
    )
    assert [feed.url for feed in feeds_of_page(page, "https://a.example/")] == [
        "https://a.example/x/a",
        "https://a.example/x/c",
    ]
    assert [
        f.url for f in feeds_of_page(b"<a href=/news/rss.xml>RSS</a><a href=/feedback>no</a>", "https://a.example/")
    ] == ["https://a.example/news/rss.xml"]


def test_a_byte_order_mark_stays_before_the_configuration_that_is_changed() -> None:
    feed = FeedConfig("https://one.example/feed", "Köln")
    for text in ("", "[daily]\r\nlimit = 3\r\n", "[[feeds]]\r\nurl = 'https://two.example/'\r\n"):
        added = with_feeds("\ufeff" + text, [feed])
        assert added == "\ufeff" + with_feeds(text, [feed])
        assert without_feeds(added, [added.count("[[feeds]]") - 1]).removeprefix("\ufeff") == text
    assert without_feeds("\ufeff[[feeds]]\nurl = 'https://two.example/'\n", [0]) == "\ufeff"


@pytest.mark.parametrize("acting", ["\x1b[31m", "\x1b]0;x\x07", "\x9b31m", "\u202e", "\n"])
def test_addresses_in_a_list_cannot_act_on_a_terminal(acting: str) -> None:
    feeds = [FeedConfig(f"http://a.example/{acting}x", "", (f"t{acting}",))]
    for text in (write_urls(feeds), write_opml(feeds)):
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text) and "http://a.example/" in text
    assert len(write_urls(feeds).splitlines()) == 1
