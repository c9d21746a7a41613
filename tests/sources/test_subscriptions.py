"""Lists of feeds in and out, and the configuration's text as it is changed."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.command_lines import Command
from briefing.config import FeedConfig, check_text, load_config
from briefing.errors import ConfigError, SourceError
from briefing.sanitizer import clean_line
from briefing.secrets import Secret
from briefing.sources.subscriptions import (
    newsboat_urls,
    read_list,
    read_opml,
    read_urls,
    with_feeds,
    without_feeds,
    write_opml,
    write_urls,
)
from briefing.sources.subscriptions.subscription_list import MAX_CHARS, MAX_REASONS, MAX_TAGS, feed_of
from tests.table import table

WORD = st.text(max_size=20).map(clean_line).filter(lambda w: w and w == w.strip("!~ "))
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


A, B, C = (f'[[feeds]]\nurl = "https://{name}.example/"\n' for name in "abc")
DAILY = "[daily]\nlimit = 3\n"


@table(
    ("text", "numbers", "rest"),
    [
        (A, [0], ""),
        (f"{DAILY}\n{A}", [0], DAILY),
        (f"{A}\n{B}\n{DAILY}", [1], f"{A}\n{DAILY}"),
        (f"{A}\n{B}\n{DAILY}", [0], f"\n{B}\n{DAILY}"),
        (f"{A}{B}{DAILY}", [0, 1], DAILY),
        (f"{A}{B}{C}", [2, 0], B),
        (f"{DAILY}\n{A}\n# end\n", [0], f"{DAILY}\n# end\n"),
        (f"{DAILY}\n{A}# b\n{B}", [0], f"{DAILY}\n# b\n{B}"),
        (f"{A}tags = [\n  # no tag\n  'x',\n]\n\n# b\n\n{B}", [0], f"\n# b\n\n{B}"),
        (f"  [[ feeds ]] # mine\n{A.partition(chr(10))[2]}[ 'my'.table ] # x\n", [0], "[ 'my'.table ] # x\n"),
        (f"{A}{B}", [], f"{A}{B}"),
    ],
)
def test_feeds_are_taken_out_with_one_of_two_blank_lines(text: str, numbers: list[int], rest: str) -> None:
    assert without_feeds(text, numbers) == rest


@table(
    ("text", "start"),
    [("", ""), (DAILY, f"{DAILY}\n"), (DAILY.rstrip(), f"{DAILY}\n"), (f"{DAILY}\n", f"{DAILY}\n\n")],
)
def test_feeds_are_added_below_a_blank_line(text: str, start: str) -> None:
    assert with_feeds(text, [FeedConfig("https://a.example/"), FeedConfig("https://b.example/")]) == f"{start}{A}\n{B}"
    assert with_feeds(text, []) in (text, f"{text}\n")


def test_fields_of_a_feed_that_are_not_the_default_are_written() -> None:
    feed = FeedConfig("https://a.example/", 'A "B"\x7f', ("x", "é"), "never", "div.text")
    (table,) = tomllib.loads(with_feeds("", [feed]))["feeds"]
    assert table == {
        "url": feed.url,
        "title": feed.title,
        "tags": ["x", "é"],
        "full_text": "never",
        "selector": "div.text",
    }


@pytest.mark.parametrize(
    "text", [f"{A}[[feeds.x]]\n", 'x = """\n[[feeds]]\n"""\n', '[[feeds]]\nx = """\n[daily]\n"""\n']
)
def test_what_cannot_be_edited_safely_is_left(text: str) -> None:
    with pytest.raises(ConfigError, match="by hand"):
        without_feeds(text, [0])


def test_addresses_for_feed_readers_are_web_addresses() -> None:
    body = "feed://a.example/rss\nfeed:https://b.example/rss\nFEED:http://c.example/rss\nfeed:x\n"
    read = read_list(body.replace("feed:x\n", "feed:x://y\n").encode())
    assert [feed.url for feed in read.feeds] == [
        "http://a.example/rss",
        "https://b.example/rss",
        "http://c.example/rss",
    ]


def test_folders_of_opml_are_tags_at_any_depth() -> None:
    folders = [f"folder {number}" for number in range(40)]
    inner = "".join(f'<outline text="{name}">' for name in folders)
    body = f'<opml><body>{inner}<outline xmlUrl="https://a.example/f"/>{"</outline>" * 40}</body></opml>'
    (feed,) = read_list(body.encode()).feeds
    assert feed.tags == tuple(folders)


def test_urls_of_newsboat() -> None:
    body = """
        # my feeds
        https://a.example/feed "~A title" news "two words" !hidden # the best
        https://b.example/ "a \\"b\\"" ~B ~C
        https://www.a.example/feed more
        exec: x
        file:///etc/passwd
        query:unread:unread = "yes"
        gopher://x.example/
        words
    """
    read = read_list(body.encode())
    assert read.feeds == (
        FeedConfig("https://a.example/feed", "A title", ("news", "two words", "hidden", "more")),
        FeedConfig("https://b.example/", "B", ('a "b"',)),
    )
    assert [line.partition(":")[0] for line in read.skipped] == [f"line {n}" for n in (3, 6, 7, 8, 9, 10)]
    assert read.skipped[0] == "line 3: https://a.example/feed is hidden (!) in newsboat; here it is shown"
    assert [line.rpartition(": ")[2].split(",")[0].split(";")[0] for line in read.skipped[1:]] == [
        "no program",
        "a local file",
        "it ends too early",
        "no web address",
        "no web address",
    ]


def test_programs_of_newsboat_are_commands_for_the_shell(tmp_path: Path) -> None:
    body = """
        "exec:~/bin/weather --days 3 | head -5" "~Weather" home
        "filter:~/bin/no-ads -q:https://a.example/feed" news
        filter:sort:words
        filter::https://b.example/feed
    """
    read = read_list(body.encode())
    weather, news = read.feeds
    assert (weather.title, weather.tags, news.url) == ("Weather", ("home",), "https://a.example/feed")
    assert weather.command and weather.command.words == ["/bin/sh", "-c", "~/bin/weather --days 3 | head -5"]
    assert news.filter and news.filter.words == ["/bin/sh", "-c", "~/bin/no-ads -q"]
    assert [line.partition(": ")[2] for line in read.skipped] == [
        "weather *** will be run by /bin/sh with every refresh",
        "no-ads *** will be run by /bin/sh with every refresh",
        "'filter:sort:words' passed over: no program, or no web address behind it",
        "'filter::https://b.example/feed' passed over: no program, or no web address behind it",
    ]
    path = tmp_path / "config.toml"
    path.write_text(with_feeds("", read.feeds))
    assert load_config(path).feeds == read.feeds


def test_many_lines_that_are_no_feeds_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(newsboat_urls, "MAX_REASONS", 2)
    assert len(read_urls(b"a\nb\n").skipped) == 2
    assert read_urls(b"a\nb\nc\nd\n").skipped[2:] == ("2 more lines are passed over, as they are no feeds",)


def test_tags_that_newsboat_would_take_for_marks_lose_them() -> None:
    feed = FeedConfig("https://a.example/", "A\\", ("!x", "~y", "!~", "z"))
    assert write_urls([feed]) == 'https://a.example/ "x" "y" "z" "~A\\\\"\n'


def test_opml_has_the_first_tag_as_folder_and_the_others_as_categories() -> None:
    feeds = [
        FeedConfig("https://a.example/?a&b", "A <1>", ("x", "y z", "w")),
        FeedConfig("https://b.example/", "", ("x",)),
        FeedConfig("https://c.example/", "C"),
        FeedConfig("https://d.example/", "D", ("x", "y,z", "w")),
    ]
    lines = write_opml(feeds, "A & <b>").splitlines()
    assert lines[3] == "    <title>A &amp; &lt;b></title>"
    assert lines[6:-2] == [
        '    <outline text="x">',
        '      <outline type="rss" text="A &lt;1&gt;" title="A &lt;1&gt;" xmlUrl="https://a.example/?a&amp;b"'
        ' category="y z,w"/>',
        '      <outline type="rss" text="https://b.example/" title="https://b.example/" xmlUrl="https://b.example/"/>',
        "    </outline>",
        '    <outline type="rss" text="C" title="C" xmlUrl="https://c.example/"/>',
        '    <outline text="x">',
        '      <outline text="y,z">',
        '        <outline type="rss" text="D" title="D" xmlUrl="https://d.example/" category="w"/>',
        "      </outline>",
        "    </outline>",
    ]
    assert read_opml(write_opml(feeds).encode()).feeds == tuple(feeds)


def test_pages_that_freshrss_reads_by_rules_are_no_feeds() -> None:
    body = """<opml xmlns:frss="https://freshrss.org/opml"><body>
        <outline text="A" type="rss" xmlUrl="https://a.example/f" frss:priority="main" frss:cssFullContent="article"/>
        <outline text="B" type="HTML+XPath" xmlUrl="https://ann:secret@b.example/" frss:xPathItem="//article"/>
        <outline text="C" type="JSON+DotNotation" xmlUrl="https://c.example/" frss:jsonItem="items"/>
        <outline text="D" type="JSONFeed" xmlUrl="https://d.example/feed.json"/>
    </body></opml>"""
    read = read_opml(body.encode())
    assert [feed.title for feed in read.feeds] == ["A", "D"]
    assert read.skipped == (
        "outline 'B': 'https://***@b.example/' is read by FreshRSS as HTML+XPath; here it is no feed",
        "outline 'C': 'https://c.example/' is read by FreshRSS as JSON+DotNotation; here it is no feed",
    )


def test_tags_and_reasons_of_a_hostile_list_are_bounded() -> None:
    many = range(2000)
    folders = "".join(f'<outline text="{n}"><outline xmlUrl="https://a.example/"/></outline>' for n in many)
    categories = ",".join(map(str, many))
    others = "".join(f'<outline xmlUrl="ftp://{n}.example/"/>' for n in many)
    body = f'{folders}<outline xmlUrl="https://b.example/" category="{categories}"/>{others}'
    read = read_opml(f"<opml><body>{body}</body></opml>".encode())
    assert [feed.tags for feed in read.feeds] == [tuple(map(str, range(MAX_TAGS)))] * 2
    assert len(read.skipped) == MAX_REASONS + 1
    assert read.skipped[-1] == "1,000 more outlines are passed over, as they are no feeds"


@table(
    ("outline", "title", "tags"),
    [
        ('<outline text="A" title="B" xmlUrl="{}"/>', "B", ()),
        ('<outline text="A" XMLURL="{}"/>', "A", ()),
        ('<outline text=" {} " xmlUrl="{}"/>', "", ()),
        ('<outline title="x"><outline text="A" xmlUrl="{}"/></outline>', "A", ("x",)),
        ('<outline text="x"><outline text="y"/><outline text="A" xmlUrl="{}"/></outline>', "A", ("x",)),
        ('<outline xmlUrl="{}" category="/a/, b"><outline text="x"/></outline>', "", ("a", "b")),
        ("".join(f'<outline text="{n}">' for n in range(60)) + '<outline xmlUrl="{}"/>' + "</outline>" * 60,
         "", tuple(map(str, range(50)))),
    ],
)  # fmt: skip
def test_outlines_of_opml(outline: str, title: str, tags: tuple[str, ...]) -> None:
    url = "https://a.example/"
    body = outline.replace("{}", url)
    assert read_list(f" <opml><body>{body}</body></opml>".encode()).feeds == (FeedConfig(url, title, tags),)


def test_feeds_of_opml_stand_in_order() -> None:
    body = "".join(f'<outline text="f{n}"><outline xmlUrl="https://{n}.example/"/></outline>' for n in "abc")
    feeds = read_opml(f"<opml><body>{body}</body></opml>".encode()).feeds
    assert [feed.url for feed in feeds] == [f"https://{n}.example/" for n in "abc"]


@table(
    ("body", "reason"),
    [
        (b"SQLite format 3\x00", "this is a database"),
        (b"<rss/>", "not OPML: it begins with <rss>"),
        (b"<opml>", "the XML cannot be read"),
        (b"<!DOCTYPE x [<!ENTITY a 'b'>]><opml>&a;</opml>", "defines XML entities"),
    ],
)
def test_file_that_is_no_list_is_refused(body: bytes, reason: str) -> None:
    with pytest.raises(SourceError, match=reason):
        read_list(body)


def test_feed_with_the_address_of_another_adds_its_title_and_tags() -> None:
    body = b'https://a.example/ x\nhttp://www.a.example "~A" y x\nhttps://a.example "~B"\n'
    assert read_urls(body).feeds == (FeedConfig("https://a.example/", "A", ("x", "y")),)


def test_titles_and_tags_are_short_and_clean() -> None:
    feed = feed_of("https://a.example/", " a\n" + "b" * MAX_CHARS, ["c" * (MAX_CHARS + 1), " ", "d", "d "])
    assert feed == FeedConfig("https://a.example/", "a " + "b" * (MAX_CHARS - 2), ("c" * MAX_CHARS, "d"))


def test_a_byte_order_mark_stays_before_the_configuration_that_is_changed() -> None:
    feed = FeedConfig("https://one.example/feed", "Köln")
    for text in ("", "[daily]\r\nlimit = 3\r\n", "[[feeds]]\r\nurl = 'https://two.example/'\r\n"):
        added = with_feeds("\ufeff" + text, [feed])
        assert added == "\ufeff" + with_feeds(text, [feed])
        assert without_feeds(added, [added.count("[[feeds]]") - 1]).removeprefix("\ufeff") == text
    assert without_feeds("\ufeff[[feeds]]\nurl = 'https://two.example/'\n", [0]) == "\ufeff"


@table("acting", ["\x1b[31m", "\x1b]0;x\x07", "\x9b31m", "\u202e", "\n"])
def test_addresses_in_a_list_cannot_act_on_a_terminal(acting: str) -> None:
    feeds = [FeedConfig(f"http://a.example/{acting}x", "", (f"t{acting}",))]
    for text in (write_urls(feeds), write_opml(feeds)):
        assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(text) and "http://a.example/" in text
    assert len(write_urls(feeds).splitlines()) == 1


def test_commands_and_logins_are_written_as_they_are_read(tmp_path: Path) -> None:
    feeds = (
        FeedConfig("https://a.example/x", user="ann", password_command=Command("pass 'show it'")),
        FeedConfig("https://b.example/x", headers={"X-Token": Secret('a "b"')}, cookie=Secret("c=d")),
        FeedConfig(command=Command(("~/bin/wind", "-v")), title="Wind", tags=("sea",)),
        FeedConfig("https://c.example/", command=Command("wind | cat"), shell=True),
        FeedConfig("https://d.example/x", filter=Command("sed s/a/b/"), password_file=None),
    )
    assert check_text(with_feeds("", feeds), tmp_path / "config.toml").feeds == feeds
