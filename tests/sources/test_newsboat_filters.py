"""newsboat's filters as queries, its killfile as rules, and the feeds of rss2email."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.query.parser import parse
from briefing.sources.subscriptions import read_list
from briefing.sources.subscriptions.newsboat_filters import UntranslatableError, translate


@pytest.mark.parametrize(
    ("text", "query"),
    [
        ('unread = "yes"', "is:unread"),
        ('unread != "yes"', "is:read"),
        ('title =~ "horoscope"', "title:horoscope"),
        ('title !~ "horoscope"', "-title:horoscope"),
        ('title =~ "(bridge|dam of Norrland)"', 'title:bridge or title:"dam of Norrland"'),
        (r'title =~ "\bbridge\b"', "title:bridge"),
        (r'title =~ "\<bridge\>"', "title:bridge"),
        (r'title =~ "U\.S\."', "title:U.S."),
        ('content =~ ".*election.*"', "text:election"),
        ('tags # "news"', "tag:news"),
        ('tags !# "two words"', '-tag:"two words"'),
        ('feedtitle =~ "Gala"', "feed:Gala"),
        ("age < 7", "since:7d"),
        ("age <= 7", "since:8d"),
        ("age > 7", "before:8d"),
        ("age between 2:5", "since:6d before:2d"),
        ("age between 0:5", "since:6d"),
        ('unread = "yes" and tags # "news"', "is:unread tag:news"),
        ('(title =~ "a" or title =~ "b") and unread="yes"', "(title:a or title:b) is:unread"),
        ('title =~ "a" and title =~ "b" and title !~ "c"', "title:a title:b -title:c"),
    ],
)
def test_filters_become_queries(text: str, query: str) -> None:
    translated, _ = translate(text)
    assert str(translated) == query
    assert parse(query) == translated


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('author =~ "Doe"', "no counterpart"),
        ('link =~ "sports"', "no counterpart"),
        ('title = "Exactly this"', "no counterpart"),
        ('title =~ "^Breaking"', "more than words"),
        ('title =~ "colou?r"', "more than words"),
        ('title =~ "[0-9]+ things"', "more than words"),
        ('title =~ "a.b"', "more than words"),
        ('title =~ ""', "more than words"),
        (r'title =~ "\\bbridge\\b"', "more than words"),
        (r'title =~ "\sbridge"', "more than words"),
        (r'tags # "a\"b"', "no counterpart"),
        ('title =~ "a" and title =~ "b" or title =~ "c"', "without parentheses"),
        ('(title =~ "a"', "ends too early"),
        ('title =~ "a") ', "not expected"),
        ("title =~", "ends too early"),
        ("age < x", "no counterpart"),
        ("age < 0", "no counterpart"),
        ('flags # "s"', "no counterpart"),
        ("", "ends too early"),
        ("(" * 1000, "too deeply"),
        ('title =~ "a" ' * 1000, "too long"),
        ("{}", "cannot be read"),
    ],
)
def test_what_cannot_be_said_is_not_translated(text: str, why: str) -> None:
    with pytest.raises(UntranslatableError, match=why):
        translate(text)


def test_rules_cannot_depend_on_what_is_read() -> None:
    with pytest.raises(UntranslatableError):
        translate('unread = "yes"', with_states=False)


def test_rules_do_not_hide_what_a_negated_pattern_lets_through_within_words() -> None:
    with pytest.raises(UntranslatableError, match="would hide more here"):
        translate('title =~ "news" and title !~ "python"', with_states=False)


@pytest.mark.parametrize(
    ("written", "queries"),
    [
        (r"title =~ \"\\btrump\\b\"", ["title:trump"]),  # matches the word in newsboat 2.21
        (r"title =~ \"\\\btrump\\\b\"", ["title:trump"]),  # so does this
        (r"title =~ \"\\\\btrump\"", []),  # matches a backslash
        (r"title =~ \"t\\rump\"", []),  # matches no word
        (r"title =~ \"U\\.S\\.A\"", ["title:U.S.A"]),
        (r"title =~ \"U\.S\.A\"", []),  # a point is any character
        (r"title=~\"trump\"", ["title:trump"]),
    ],
)
def test_backslashes_are_read_as_newsboat_reads_them(written: str, queries: list[str]) -> None:
    read = read_list(f'ignore-article "*" "{written}"\n'.encode())
    assert [rule.query for rule in read.rules] == queries
    assert len(read.skipped) == 1


@given(st.text(alphabet='title =~!#<>"()\\| andor age0123456789:unread yesxé\n', max_size=60))
def test_any_text_is_translated_to_a_query_or_refused(text: str) -> None:
    try:
        query, _ = translate(text)
    except UntranslatableError:
        return
    assert parse(str(query)) == query


CONFIG = r"""
# colours and keys are of no interest
color background white black
bind-key j next
ignore-article "*" "title =~ \"horoscope|gala\""
ignore-article "https://a.example/feed" "title =~ \"live\""
ignore-article "https://a.example/feed" "author =~ \"Doe\""
ignore-article "regex:https://.*" "title =~ \"x\""
ignore-article "*"
include "~/more"
"""


def test_killfile_becomes_rules_and_what_does_not_is_named() -> None:
    read = read_list(CONFIG.encode())
    assert [(rule.query, rule.action, rule.name) for rule in read.rules] == [
        ("title:horoscope or title:gala", "mute", "newsboat 5"),
        ('feed:"https://a.example/feed" title:live', "mute", "newsboat 6"),
    ]
    assert [line.partition(":")[0] for line in read.skipped] == [f"line {number}" for number in (5, 6, 7, 8, 9, 10)]
    assert "match whole words here: title:horoscope or title:gala" in read.skipped[0]
    assert "`author =~ Doe` has no counterpart" in read.skipped[2]
    assert "import ~/more too" in read.skipped[5]


def test_query_feeds_become_saved_queries_and_what_does_not_is_named() -> None:
    body = r"""
"query:Unread News:unread = \"yes\" and tags # \"news\"" tag
"query:Tech!:title =~ \"chip|phone\""
"query:By Doe:author =~ \"Doe\""
"query::unread = \"yes\""
https://a.example/feed news
"""
    read = read_list(body.encode())
    assert dict(read.queries) == {"unread-news": "is:unread tag:news", "tech": "title:chip or title:phone"}
    assert [feed.url for feed in read.feeds] == ["https://a.example/feed"]
    assert len(read.skipped) == 3 and "'By Doe' is not taken over" in read.skipped[1]


def test_query_feeds_of_one_name_are_named() -> None:
    body = b'"query:A B:age < 1"\n"query:a-b:age < 2"\n"query:A b:age < 1"\n'
    read = read_list(body)
    assert read.queries == (("a-b", "since:1d"),)
    assert read.skipped == ("line 2: the query feed 'a-b' is not taken over: another one became @a-b",)


def test_feeds_of_rss2email() -> None:
    body = """
[DEFAULT]
from = user@rss2email.invalid
to = ann@a.example

[feed.daily-news]
url = https://a.example/feed
active = False

[feed.100%]
url = https://b.example/rss?x=%20y

[feed.local]
url = /home/ann/feed
"""
    read = read_list(body.encode())
    assert [(feed.title, feed.url) for feed in read.feeds] == [
        ("daily-news", "https://a.example/feed"),
        ("100%", "https://b.example/rss?x=%20y"),
    ]
    assert "is paused" in read.skipped[0] and "no web address" in read.skipped[1]
