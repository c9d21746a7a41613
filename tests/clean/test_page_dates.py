"""When pages were published: only what they declare."""

from __future__ import annotations

from datetime import UTC, datetime

from briefing.clean import clean_page
from briefing.model.days import is_whole_day, whole_day
from tests.table import table

URL = "https://norville.example/bridge"
PROSE = (
    "<p>The city council of Norville voted on Tuesday to rebuild the old harbour bridge, which was closed in May after "
    "engineers had found cracks in two of its pillars. The work is to begin in autumn and will take three years.</p>"
    "<p>Opponents of the plan say that a ferry would have cost a tenth, and want to go to court over the decision, "
    "which the mayor called painful but needed. Shops at the harbour have lost a third of their customers.</p>"
)
QUARTER = datetime(2024, 11, 25, 14, 15, tzinfo=UTC)
DAY = whole_day(datetime(2024, 11, 25))


def published(head: str = "", top: str = "", end: str = "", url: str = URL) -> datetime | None:
    html = (
        f"<!doctype html><html lang=en><head><title>Bridge</title>{head}</head><body><nav>Home</nav><article>"
        f"<h1>Bridge closes</h1>{top}{PROSE}</article>{end}</body></html>"
    )
    return clean_page(html, url).published


def data(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


@table(
    ("head", "top"),
    [
        ('<meta property="article:published_time" content="2024-11-25T15:15:00+01:00">', ""),
        ("<meta content='2024-11-25T14:15Z' name='parsely-pub-date'>", ""),
        (data('{"@type": "NewsArticle", "datePublished": "2024-11-25T14:15:00Z",\n}'), ""),
        (data('[{"@type": "Article", "keywords": ["a", "b",], "datePublished": "2024-11-25T14:15:00Z"}, ]'), ""),
        ('<meta name="sailthru.date" content="2024-11-25 15:15:00 +0100">', ""),
        ('<meta name="DC.date.issued" content="Mon, 25 Nov 2024 14:15:00 GMT">', ""),
        ('<meta itemprop="datePublished" content="2024-11-25T14:15:00.000Z">', ""),
        (data('{"@type": "NewsArticle", "datePublished": "2024-11-25T15:15:00+0100"}'), ""),
        (data('[{"@type": ["Article", "BlogPosting"], "datePublished": ["2024-11-25T14:15:00Z"]}]'), ""),
        (data('{"@graph": [{"@type": "WebPage", "datePublished": "2024-11-25T14:15:00Z"}]}'), ""),
        (data('{"@type":"WebPage","mainEntity":{"@type":"Article","datePublished":"2024-11-25T14:15:00Z"}}'), ""),
        (
            data(
                '//<![CDATA[\n{"@type":"NewsArticle","headline":"a\nb","datePublished":"2024-11-25T14:15:00Z"}\n//]]>'
            ),
            "",
        ),
        ("", '<p class=byline>By Ann Lee, <time datetime="2024-11-25T15:15+01:00">Monday</time></p>'),
        ("", '<header><time datetime="2024-11-25T14:15Z" class="entry-date">Monday</time></header>'),
        ("", '<time pubdate datetime="2024-11-25T14:15Z">Monday</time>'),
        ("", '<div style="display:none"><span itemprop=datePublished content="2024-11-25T14:15Z"></span></div>'),
        ("", '<abbr class=published title="2024-11-25T14:15:00Z">Monday</abbr>'),
        (
            "",
            '<p><time datetime="2024-11-26">Updated</time> <time datetime="2024-11-25T14:15Z">Monday</time></p>',
        ),
    ],
)
def test_declared_time_keeps_its_hour_and_zone(head: str, top: str) -> None:
    assert published(head, top) == QUARTER


@table(
    "head",
    [
        '<meta name="date" content="2024-11-25">',
        '<meta name="pubdate" content="20241125">',
        '<meta name="citation_publication_date" content="2024/11/25">',
        '<meta name="dcterms.issued" content="25.11.2024">',
        '<meta name="DC.date" content="November 25, 2024">',
        '<meta property="article:published_time" content="2024-11-25T00:00:00">',
        data('{"@type": "Article", "datePublished": "2024-11-25"}'),
    ],
)
def test_declared_day_is_a_day(head: str) -> None:
    assert published(head) == DAY
    assert is_whole_day(published(head))


@table(
    ("head", "top", "end"),
    [
        ("", "", "<footer><p>© 2019 Norville News</p></footer>"),
        ("", "", "<footer><p>Copyright 2024-11-25 <time datetime='2024-11-25'>now</time></p></footer>"),
        ("", "", "<section class=comments><article><time datetime='2024-11-25T14:15Z'>said</time></article></section>"),
        ("", "<aside><time datetime='2024-11-25T14:15Z'>Elsewhere</time></aside>", ""),
        ("", "<p class=event-date><time datetime='2024-11-25T14:15Z'>Concert</time></p>", ""),
        ("", "<p>Doors open <time datetime='2024-11-25T19:00Z'>at seven</time></p>", ""),
        (
            "",
            "<div itemscope itemtype='//schema.org/Event'><time itemprop=startDate datetime=2024-11-25>x</time></div>",
            "",
        ),
        (
            "",
            "<div itemscope itemtype='//schema.org/Comment'><meta itemprop=datePublished content=2024-11-25></div>",
            "",
        ),
        ("", '<script>var built = \'2024-11-25\'; var page = {"datePublished": "2024-11-25"};</script>', ""),
        ("", "<img src='/media/2024/11/25/bridge-20241125.jpg'>", ""),
        ("", "<!-- 2024-11-25 -->", ""),
        ("", "<p>Updated <time datetime='2024-11-25T14:15Z'>today</time></p>", ""),
        ("", "", "<div class=related><article><time datetime='2024-11-25T14:15Z'>Monday</time></article></div>"),
        ("", "<article><h2>Other</h2><time datetime='2024-11-25T14:15Z'>Monday</time></article>", ""),
        ("", "", "<p>On <time datetime='2024-11-25T14:15Z'>Monday</time> it rained.</p>"),
        ("<meta property='article:modified_time' content='2024-11-25T14:15Z'>", "", ""),
        ("<meta http-equiv=last-modified content='Mon, 25 Nov 2024 14:15:00 GMT'>", "", ""),
        ("<meta property='og:updated_time' content='2024-11-25T14:15Z'>", "", ""),
        ("<meta name=copyright content='2024-11-25'>", "", ""),
        (data('{"@type": "NewsArticle", "dateModified": "2024-11-25T14:15Z"}'), "", ""),
        (data('{"@type": "Event", "startDate": "2024-11-25", "datePublished": "2024-11-25"}'), "", ""),
        (data('{"@type": "NewsArticle", "comment": [{"@type": "Comment", "datePublished": "2024-11-25"}]}'), "", ""),
        (
            data('{"@type": "ItemList", "itemListElement": [{"@type": "Article", "datePublished": "2024-11-25"}]}'),
            "",
            "",
        ),
        (data('{"@type": "Book", "datePublished": "2024-11-25"}'), "", ""),
        (data('{"@type": "JobPosting", "datePosted": "2024-11-25", "datePublished": "2024-11-25"}'), "", ""),
        ("<meta name=date content='1970-01-01T00:00:00Z'>", "", ""),
        ("<meta name=date content='2999-01-01'>", "", ""),
        ("<meta name=date content='2024-13-45'>", "", ""),
        ("<meta name=date content='2024'>", "", ""),
        ("<meta name=date content='yesterday'>", "", ""),
    ],
)
def test_other_dates_are_not_the_publication_date(head: str, top: str, end: str) -> None:
    assert published(head, top, end) is None


@table(
    "head",
    [
        '<div class=post><span><time datetime="2024-11-25T15:15+01:00">Monday</time></span><h1>Bridge</h1>{}</div>',
        '<div><h1>Bridge</h1><p>By Ann Lee | <time datetime="2024-11-25T15:15+01:00">Monday</time></p>{}</div>',
        '<h1>Bridge</h1><time datetime="2024-11-25T14:15:00Z">Monday</time>{}',
        '<main><header><h1>Bridge</h1></header><div><time datetime="2024-11-25T14:15Z">Mon</time></div>{}</main>',
        '<dl><dt>Updated</dt><dd><time datetime="2024-11-26">x</time></dd></dl><article><h1>B</h1>'
        '<time datetime="2024-11-25T14:15Z">Mon</time>{}</article>',
    ],
)
def test_time_in_the_head_of_an_article_counts_wherever_that_is(head: str) -> None:
    html = f"<html><head><title>B</title></head><body><nav>Home</nav>{head.format(PROSE)}</body></html>"
    assert clean_page(html, URL).published == QUARTER


def test_no_date_is_taken_from_an_address() -> None:
    assert published(url="https://norville.example/2024/11/25/bridge") is None


def test_masthead_with_the_time_of_today_is_no_publication() -> None:
    html = (
        f"<body><header><h1>News</h1><time datetime=2024-11-25>Monday</time></header><div><h2>Bridge</h2>{PROSE}</div>"
    )
    assert clean_page(html, URL).published is None


def test_the_page_s_own_article_counts_among_several_in_linked_data() -> None:
    other = '{"@type": "NewsArticle", "url": "https://norville.example/snow", "datePublished": "2024-01-01T00:00:00Z"}'
    own = (
        '{"@type": "NewsArticle", "mainEntityOfPage": {"@id": "URL/#a"}, "datePublished": "2024-11-25T14:15Z"}'.replace(
            "URL", URL
        )
    )
    assert published(data(f"[{other}, {own}]")) == QUARTER
    assert published(data(f"[{other}, {other}]")) is None
    undated = '{"@type": "NewsArticle", "url": "URL"}'.replace("URL", URL)
    assert published(data(f"[{other}, {undated}]")) is None


def test_declarations_that_differ_count_in_their_order() -> None:
    meta = '<meta property="article:published_time" content="2024-01-01T00:00:00Z">'
    assert published(meta + data('{"@type": "Article", "datePublished": "2024-11-25T14:15Z"}')) == QUARTER
    assert (
        published('<meta name=date content="2024-01-01T10:00Z"><meta name=pubdate content="2024-11-25T14:15Z">')
        == QUARTER
    )
    broken = '<meta property="article:published_time" content="soon"><meta name=date content="2024-11-25T14:15Z">'
    assert published(broken) == QUARTER


@table(
    ("text", "date"),
    [
        ("2024-11-25T24:00:00Z", datetime(2024, 11, 26, tzinfo=UTC)),
        ("2024-11-25T00:00:00Z", datetime(2024, 11, 25, tzinfo=UTC)),
        ("Mon Nov 25 2024 15:15:00 GMT+0100 (CET)", QUARTER),
        ("Nov 25, 2024 2:15 PM", QUARTER),
        ("25 Nov 2024 15:15 CET", QUARTER),
        ("25 de noviembre de 2024", DAY),
        ("1732544100", QUARTER),
        ("2024-11", None),
        ("11/12/2024", None),
        ("12-11-2024", None),
        ("", None),
        ("9999-12-31T23:59:59-14:00", None),
    ],
)
def test_declared_dates_are_read_as_those_of_feeds_unless_day_and_month_are_ambiguous(
    text: str, date: datetime | None
) -> None:
    assert published(f"<meta name=date content='{text}'>") == date
