"""Entries of feeds to articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Entry, Source
from briefing.sources import article_from_entry
from briefing.sources.article_urls import absolute, canonical, identity
from briefing.sources.entries import author_name, without_outlet
from tests.table import table

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SOURCE = Source("one", "feed", "https://one.example/rss", "One News")
ENTRY = Entry("one", "g1", "https://one.example/storm", "Storm hits the coast", "Ann", NOW, "<p>A teaser.</p>")


def text(entry: Entry = ENTRY, **changes: str) -> str:
    return article_from_entry(replace(entry, **changes), SOURCE, now=NOW).text  # type: ignore[arg-type]


def test_article_has_the_fields_of_its_entry() -> None:
    article = article_from_entry(ENTRY, SOURCE, now=NOW)
    assert (article.title, article.text, article.outlet, article.author) == (
        "Storm hits the coast",
        "A teaser.",
        "One News",
        "Ann",
    )
    assert (article.url, article.published, article.origin, article.source_id) == (ENTRY.url, NOW, "feed", "one")


def test_one_article_in_two_feeds_is_one_article() -> None:
    other = Source("two", "feed", "https://two.example/rss")
    first = article_from_entry(ENTRY, SOURCE, now=NOW)
    for url in (
        "https://one.example/storm?utm_source=rss&utm_medium=feed",
        "http://www.one.example/storm/#comments",
        "HTTPS://ONE.example:443/storm",
    ):
        assert article_from_entry(replace(ENTRY, url=url), other, now=NOW).id == first.id
    assert article_from_entry(replace(ENTRY, url="https://one.example/Storm"), other, now=NOW).id != first.id


def test_entries_without_url_differ_by_guid_and_source() -> None:
    entry = replace(ENTRY, url="")
    ids = {
        article_from_entry(replace(entry, guid=guid), replace(SOURCE, id=source), now=NOW).id
        for guid in ("g1", "g2")
        for source in ("one", "two")
    }
    assert len(ids) == 4


def test_date_of_the_future_is_now() -> None:
    future = replace(ENTRY, published=NOW + timedelta(days=9))
    assert article_from_entry(future, SOURCE, now=NOW).published == NOW


def test_longer_of_content_and_teaser_is_the_text() -> None:
    assert text(content="<p>One.</p><p>Two, and more than that.</p>") == "One.\nTwo, and more than that."
    assert text(content="<img src=x>") == "A teaser."
    assert text(summary="<p>One.</p>", content="<p>Two.</p>") == "Two."
    assert text(summary="", content="<p>Two.</p>") == "Two."
    assert text(summary="") == ""


@table(
    ("html", "plain"),
    [
        ("<h1>Storm hits the coast</h1><p>It rained.</p>", "It rained."),
        ("<p>It rained. <a href=x>Continue reading...</a></p>", "It rained."),
        ("It rained and then [&hellip;]", "It rained and then…"),
        ("It rained and then (...) [Read more]", "It rained and then (...) [Read more]"),
        ("It rained. (...) [Read more]", "It rained. (...) [Read more]"),
        ("Storm hits the coast", "Storm hits the coast"),
        ("<p>Storm hits the coast</p><p>Read more</p>", ""),
        ("Read more", ""),
        ("The post Storm appeared first on One.", "The post Storm appeared first on One."),
        ("<p>It rained.</p><p>Read more</p><p>The post Storm was first published at One</p>", "It rained."),
        ("<p>It rained.</p><p>Storm appeared first on One.</p><p>Source</p>", "It rained."),
        ("<p>It rained.</p><p><a href=x>Read more</a></p>", "It rained."),
        ("<p>It rained.</p><p>The post <a>Storm</a> appeared first on <a>One</a>.</p>", "It rained."),
        ("<p>She sat down to continue reading</p>", "She sat down to continue reading"),
    ],
)
def test_trimmings_of_feeds_are_taken_off(html: str, plain: str) -> None:
    assert text(summary=html) == plain


@table(
    ("title", "outlet", "url", "headline"),
    [
        ("Storm hits coast - One News", "One News", "", "Storm hits coast"),
        ("Storm hits coast | The Guardian", "", "https://www.theguardian.com/x", "Storm hits coast"),
        ("Storm hits coast – BBC News", "BBC News World", "", "Storm hits coast"),
        ("Storm hits - coast - One News", "The One News", "", "Storm hits - coast"),
        ("Storm hits coast | ONE.NEWS", "One News", "", "Storm hits coast"),
        ("Storm hits coast – BBC", "BBC World", "", "Storm hits coast"),
        ("Storm hits coast – US", "US News", "", "Storm hits coast – US"),
        ("Storm hits coast – New", "BBC News", "", "Storm hits coast – New"),
        ("Storm hits coast | BBC", "", "https://www.bbc.co.uk/x", "Storm hits coast"),
        ("Storm hits coast | co", "", "https://www.bbc.co.uk/x", "Storm hits coast | co"),
        ("Storm hits coast | com", "", "https://www.theguardian.com/x", "Storm hits coast | com"),
        ("Storm hits coast | theguardian.com", "", "https://www.theguardian.com/x", "Storm hits coast"),
        ("Storm hits coast | www.theguardian.com", "", "https://www.theguardian.com/x", "Storm hits coast"),
        ("Storm - what we know", "One News", "", "Storm - what we know"),
        ("Trump - Petro", "One News", "", "Trump - Petro"),
        ("One News", "One News", "", "One News"),
        (" - One News", "One News", "", " - One News"),
    ],
)
def test_name_of_the_outlet_is_no_part_of_a_headline(title: str, outlet: str, url: str, headline: str) -> None:
    assert without_outlet(title, outlet, url) == headline


def test_entry_without_title_gets_one_of_its_text() -> None:
    entry = replace(ENTRY, title="", summary="<p>In a sudden move, the mayor closed the bridge. Nobody knows why.</p>")
    assert article_from_entry(entry, SOURCE, now=NOW).title == "The mayor closed the bridge"


@table(
    ("url", "clean"),
    [
        ("https://a.example/x?id=3&utm_campaign=y&fbclid=z", "https://a.example/x?id=3"),
        ("https://a.example/x?CMP=rss#top", "https://a.example/x"),
        ("https://a.example/#!/story/3", "https://a.example/#!/story/3"),
        ("https://a.example:8443?b=%20&a", "https://a.example:8443/?b=%20&a"),
    ],
)
def test_urls_lose_tracking_parameters(url: str, clean: str) -> None:
    assert canonical(url) == clean
    assert canonical(clean) == clean


@given(st.text(), st.sampled_from(["", "https://a.example/b/"]))
def test_addresses_of_any_text(link: str, base: str) -> None:
    url = absolute(link, base)
    assert url == "" or url.startswith(("http://", "https://"))
    assert isinstance(identity(link), str)


@given(st.text(), st.text(), st.text())
def test_entries_of_any_text(title: str, summary: str, outlet: str) -> None:
    entry = replace(ENTRY, title=title, summary=summary, outlet=outlet)
    article = article_from_entry(entry, SOURCE, now=NOW)
    assert article == article_from_entry(entry, SOURCE, now=NOW)


def test_headline_loses_the_name_of_the_publisher_and_the_title_of_the_feed() -> None:
    source = replace(SOURCE, title="The Harbour Valley Gazette | All stories")
    for suffix in ("HVGazette", "The Harbour Valley Gazette"):
        entry = replace(ENTRY, title=f"Storm hits coast - {suffix}")
        assert article_from_entry(entry, source, now=NOW, outlet="HVGazette").title == "Storm hits coast"


@table(
    "named, url, outlet",
    [
        ("", "https://post.example/a", "Post"),
        ("World - CBSNews.com", "https://www.cbsnews.com/a", "CBS News"),
        ("Reuters", "https://post.example/a", "Reuters"),
        ("World", "https://post.example/a", "Post"),
        ("Reuters", "", "Reuters"),
    ],
)
def test_an_entry_may_name_its_publisher_but_not_by_a_section(named: str, url: str, outlet: str) -> None:
    entry = replace(ENTRY, url=url, outlet=named)
    assert article_from_entry(entry, SOURCE, now=NOW, outlet="Post").outlet == outlet


@table(
    "field, name",
    [
        ("none@none.example (Reuters)", "Reuters"),
        ("Ann Lee (ann@post.example)", "Ann Lee"),
        ("Ann Lee <ann@post.example>", "Ann Lee"),
        ("Ann Lee (Lima)", "Ann Lee (Lima)"),
        ("ann@post.example", ""),
        ("ann@post.example ()", ""),
        ("ann@post.example (Ann Lee), bo@post.example (Bo)", "Ann Lee, Bo"),
        ("Ann Lee <ann@post.example>; Bo; Ann Lee", "Ann Lee, Bo"),
        ("https://post.example/authors/ann", ""),
        ("Ann Lee https://post.example/ann", "Ann Lee"),
        ("By Ann Lee and Bo Roe", "Ann Lee and Bo Roe"),
        ("Byron Lee", "Byron Lee"),
        ("Ann Lee", "Ann Lee"),
        ("", ""),
    ],
)
def test_author_is_a_name_without_its_address(field: str, name: str) -> None:
    assert author_name(field) == name
