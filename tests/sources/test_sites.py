"""The site of a feed is the registrable domain of its articles, or nothing if publishers share it."""

from briefing.sources.sites import site, site_of
from tests.table import table


@table(
    "url, domain",
    [
        ("https://www.cbsnews.com/news/a", "cbsnews.com"),
        ("https://feeds.news.bbc.co.uk/a?b=c", "bbc.co.uk"),
        ("https://WWW.SMH.com.au:443/", "smh.com.au"),
        ("https://ann.blogspot.com/2026/a.html", "ann.blogspot.com"),
        ("https://ann.github.io/blog/", "ann.github.io"),
        ("https://ann.wordpress.com/", "ann.wordpress.com"),
        ("https://ann.substack.com/p/a", "ann.substack.com"),
        ("https://www.youtube.com/watch?v=a", ""),
        ("https://youtube.com/watch?v=a", ""),
        ("https://medium.com/@ann/a", ""),
        ("https://www.reddit.com/r/news/", ""),
        ("http://127.0.0.1:8000/a", ""),
        ("http://[::1]/a", ""),
        ("http://localhost/a", ""),
        ("https://co.uk/", ""),
        ("https://[broken/", ""),
        ("", ""),
        ("https://news.example/a", "news.example"),
        ("https://a.b.ck/", "a.b.ck"),  # a rule with a wildcard
        ("https://www.ck/", ""),
        (f"https://{'a.' * 500}com/", "a.com"),
    ],
)
def test_site_of_an_address(url: str, domain: str) -> None:
    assert site(url) == domain


def test_site_of_a_feed_is_that_of_most_articles() -> None:
    own, other = "https://www.post.example/a", "https://other.example/b"
    assert site_of([own] * 3 + [other] * 2) == "post.example"


def test_feed_of_many_sites_has_none() -> None:
    assert site_of([f"https://site{number}.example/" for number in range(5)]) == ""
    assert site_of(["https://one.example/", "https://two.example/"]) == ""
    assert site_of([]) == ""
