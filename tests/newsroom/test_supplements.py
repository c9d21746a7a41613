"""What feeds carry beside text: files, the page with comments, categories. It is listed and never fetched."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from briefing.config import Config, FeedConfig, FetchConfig
from briefing.model import Article, Enclosure, Source
from briefing.newsroom import list_threads, open_thread, refresh, search_articles
from briefing.sources import article_from_entry, parse_feed
from briefing.store import Store, articles
from tests.newsroom.site import Item, Site

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
SPACES = 'xmlns:media="http://search.yahoo.com/mrss/" xmlns:dc="http://purl.org/dc/elements/1.1/"'


def article(item: str, kind: str = "rss") -> Article:
    """The article of a feed's only entry."""
    forms = {
        "rss": f"<rss version='2.0' {SPACES}><channel><title>News</title><item><title>Talks go on</title>"
        f"<link>https://one.example/talks</link>{item}</item></channel></rss>",
        "atom": "<feed xmlns='http://www.w3.org/2005/Atom'><title>News</title><entry><title>Talks go on</title>"
        f"<id>urn:1</id><link href='https://one.example/talks'/>{item}</entry></feed>",
        "json": '{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{"id": "1",'
        f' "url": "https://one.example/talks", "title": "Talks go on", "content_text": "They do." {item}}}]}}',
    }
    source = Source("s", "feed", "https://one.example/feed")
    (entry,) = parse_feed(forms[kind].encode(), source, url=source.location).entries
    return article_from_entry(entry, source, now=NOW)


SOUND = Enclosure("https://one.example/7.mp3", "audio/mpeg", 12_345_678)


@pytest.mark.parametrize(
    ("kind", "item", "expected"),
    [
        ("rss", '<enclosure url="/7.mp3" type="audio/mpeg" length="12345678"/>', SOUND),
        ("rss", '<media:content url="https://one.example/7.mp3" type="audio/mpeg" fileSize="12345678"/>', SOUND),
        (
            "rss",
            '<media:group><media:content url="/v.mp4" medium="video"><media:thumbnail url="/v.jpg"/></media:content>'
            "</media:group>",
            Enclosure("https://one.example/v.mp4"),
        ),
        ("atom", '<link rel="enclosure" href="/7.mp3" type="audio/mpeg" length="12345678"/>', SOUND),
        (
            "atom",
            '<link rel="enclosure" title="Episode 7" href="/7.ogg" type="Audio/OGG; codecs=opus" length="0"/>',
            Enclosure("https://one.example/7.ogg", "audio/ogg", None, "Episode 7"),
        ),
        (
            "json",
            ', "attachments": [{"url": "/7.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 12345678}]',
            SOUND,
        ),
    ],
)
def test_enclosures_have_address_type_size_and_title(kind: str, item: str, expected: Enclosure) -> None:
    assert article(item, kind).enclosures == (expected,)


@pytest.mark.parametrize(
    "item",
    [
        '<enclosure url="javascript:alert(1)" type="audio/mpeg"/>',
        '<enclosure type="audio/mpeg" length="5"/>',
        '<enclosure url="file:///etc/passwd"/>',
        '<media:content url="/photo.jpg" type="image/jpeg"/>',
        '<media:content url="/photo.jpg" medium="image"/>',
        '<media:thumbnail url="/photo.jpg"/>',
    ],
)
def test_what_cannot_be_opened_and_pictures_of_the_text_are_no_enclosures(item: str) -> None:
    assert article(item).enclosures == ()


def test_hostile_values_are_bounded_and_cleaned() -> None:
    many = "".join(f'<enclosure url="/{number % 300}.mp3" length="{"9" * 400}"/>' for number in range(10_000))
    assert [each.length for each in article(many).enclosures] == [None] * 20
    odd = '<enclosure url="/1.mp3" type="audio/[31m mpeg" length="-5"/><category>\x85a\x9b31m</category>'
    (enclosure,), categories = article(odd).enclosures, article(odd).categories
    assert (enclosure.type, enclosure.length) == ("", None)
    assert not any(character in "".join(categories) for character in "\x85\x9b\x1b")
    assert len(article("".join(f"<category>c{number}</category>" for number in range(5000))).categories) == 30
    assert article(f"<category>{'long ' * 500}</category><category>https://a.example/x</category>").categories == ()


@pytest.mark.parametrize(
    ("kind", "item", "categories"),
    [
        ("rss", "<category>World News</category><category domain='x'>Peru</category>", ("World News", "Peru")),
        (
            "rss",
            "<category>Peru</category><category> peru </category><dc:subject>Coast</dc:subject>",
            ("Peru", "Coast"),
        ),
        ("rss", "<category><![CDATA[Q&amp;A <b>live</b>]]></category>", ("Q&A live",)),
        ("atom", "<category term='pe'/><category term='co' label='Coast'/>", ("pe", "Coast")),
        ("json", ', "tags": ["World", 3, "Coast"]', ("World", "Coast")),
    ],
)
def test_categories_are_names(kind: str, item: str, categories: tuple[str, ...]) -> None:
    assert article(item, kind).categories == categories


@pytest.mark.parametrize(
    ("kind", "item", "comments"),
    [
        ("rss", "<comments>https://one.example/talks#comments</comments>", "https://one.example/talks#comments"),
        ("rss", "<comments>/talks/c</comments>", "https://one.example/talks/c"),
        ("rss", "<comments>12</comments><comments>javascript:x()</comments>", ""),
        ("atom", "<link rel='replies' type='text/html' href='/talks/c'/>", "https://one.example/talks/c"),
        ("atom", "<link rel='replies' type='application/atom+xml' href='/talks/c.atom'/>", ""),
    ],
)
def test_comments_have_a_page(kind: str, item: str, comments: str) -> None:
    assert article(item, kind).comments == comments


def test_supplements_are_stored_listed_and_queried_and_nothing_of_them_is_fetched(store: Store, site: Site) -> None:
    site.bodies[
        "/feed"
    ] = f"""<rss version='2.0'><channel><title>News</title><item><title>Bridge over the Ebro closes</title>
        <link>{site.url}/bridge</link><comments>{site.url}/talk</comments><category>Traffic Reports</category>
        <enclosure url='{site.url}/bridge.mp3' type='audio/mpeg' length='2000'/>
        <description>The bridge over the Ebro closes on Monday, the mayor said.</description></item></channel></rss>
        """.encode()
    config = Config(feeds=(FeedConfig(f"{site.url}/feed", full_text="never"),), fetch=FetchConfig(host_delay=0))
    refresh(store, config, now=NOW)
    (row,) = list_threads(store)
    (ref,) = open_thread(store, row.thread.id).articles
    (hit,) = search_articles(store, 'tag:"traffic reports"')
    stored = articles.annotated(store, ref.id)
    assert stored
    for each in (ref, hit.article, stored.article):
        assert each.enclosures == (Enclosure(f"{site.url}/bridge.mp3", "audio/mpeg", 2000),)
        assert (each.comments, each.categories) == (f"{site.url}/talk", ("Traffic Reports",))
    assert [list_threads(store, query) != [] for query in ("tag:traffic-reports", "tag:traffic", "-tag:sport")] == [
        True,
        False,
        True,
    ]
    assert {path for path, _ in site.requests} == {"/feed"}
    store.run("DELETE FROM article")
    assert store.rows("SELECT * FROM supplement") == []


def test_schedule_of_a_feed_holds_after_answers_without_content_too(store: Store, site: Site) -> None:
    site.feed("/feed", "News", Item("/a", "Bridge closes", "The bridge closes on Monday."))
    site.bodies["/feed"] = site.bodies["/feed"].replace(b"<item>", b"<ttl>60</ttl><item>", 1)
    config = Config(feeds=(FeedConfig(f"{site.url}/feed", full_text="never"),), fetch=FetchConfig(host_delay=0))
    for minutes in (0, 5, 28, 30, 40, 61, 62):
        refresh(store, config, now=NOW + timedelta(minutes=minutes))
    assert site.requests == {("/feed", 200): 1, ("/feed", 304): 2}


def test_records_and_streams_have_them_too() -> None:
    from briefing import read_articles

    body = (
        b'<rss version="2.0"><channel><title>N</title><item><title>T</title><enclosure url="https://a.example/1.mp3"/>'
    )
    (read,) = read_articles(body + b"<description>Text.</description></item></channel></rss>")
    assert [each.url for each in read.enclosures] == ["https://a.example/1.mp3"]
    assert json.dumps([each.url for each in read.enclosures])
