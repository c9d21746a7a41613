from __future__ import annotations

import time
from collections.abc import Callable
from itertools import groupby
from unicodedata import category, normalize
from urllib.parse import urljoin, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sanitizer import absolute, clean_line, clean_text, hide_login, resolve_references
from briefing.sources.article_urls import canonical, host_of
from tests.table import table

HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x00\x07\x1b[]P\\m;\x9b\x9d\x9c\u200d\u200c\u202e\u2066\ufeff\u2028\x85\r\n\t \xa0\ud83d\ude00"
        ),
        st.sampled_from("👩🔬❤️\ufe0fनक्षمی\U0001f3f4\U000e0067\U000e007f\u115f\u061c"),
    )
)


@given(HOSTILE)
def test_cleaning_twice_changes_nothing_more(text: str) -> None:
    assert clean_text(clean_text(text)) == clean_text(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@given(HOSTILE)
def test_cleaned_text_can_be_encoded_and_has_no_terminal_controls(text: str) -> None:
    cleaned = clean_text(text)
    cleaned.encode("utf-8")
    assert all(char == "\n" or char.isprintable() or ord(char) > 0xA0 for char in cleaned)
    assert not set(cleaned) & set("\x1b\x9b\x07\u202e\u2066\u200b\ufeff\u2028\xa0\t\r")


@given(HOSTILE)
def test_a_line_has_no_break_and_text_no_white_space_at_the_ends_of_lines(text: str) -> None:
    assert len(clean_line(text).splitlines()) <= 1
    assert all(line == line.strip() for line in clean_text(text).split("\n"))


@given(st.text("abc äß漢字é\n.,“”", max_size=200))
def test_plain_text_keeps_every_visible_character(text: str) -> None:
    assert clean_text(text).split() == text.split()


@table(
    ("raw", "cleaned"),
    [
        ("\x1b[1;31mred\x1b[0m", "red"),
        ("\x9b31mred", "red"),
        ("\x1b]0;owned\x07title", "title"),
        ("\x1b]8;;http://x.example\x1b\\link\x1b]8;;\x1b\\", "link"),
        ("\x1bP+q544e\x1b\\text", "text"),
        ("an \x1b]0;unfinished title must not swallow the rest", "an 0;unfinished title must not swallow the rest"),
        ("\x1b(Bcharset", "charset"),
        ("bell\x07 null\x00 delete\x7f", "bell null delete"),
    ],
)
def test_terminal_sequences_go_with_all_their_parts(raw: str, cleaned: str) -> None:
    assert clean_line(raw) == cleaned


@table(
    ("raw", "cleaned"),
    [
        ("evil\u202etxt.exe", "eviltxt.exe"),
        ("\u2067isolated\u2069", "isolated"),
        ("zero\u200bwidth", "zerowidth"),
        ("soft\xadhyphen", "softhyphen"),
        ("\ufefftext", "text"),
        ("a\u2060b\u115fc\ufffed", "abcd"),
    ],
)
def test_invisible_characters_are_removed(raw: str, cleaned: str) -> None:
    assert clean_line(raw) == cleaned


@table(
    "emoji",
    ["👩‍🔬", "👨‍👩‍👧‍👦", "❤️‍🔥", "🏳️‍🌈", "👋🏽", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f"],
)
def test_joined_emoji_stay_whole(emoji: str) -> None:
    assert clean_line(f"so {emoji} it is") == f"so {emoji} it is"


def test_joiners_stay_where_they_are_spelling_and_go_where_they_hide() -> None:
    assert clean_line("می‌خواهم") == "می‌خواهم"
    assert clean_line("क्‍ष") == "क्‍ष"
    assert clean_line("pass\u200dword \u200cx") == "password x"
    assert clean_line("👩\u200d") == "👩"


def test_surrogates_become_the_character_they_meant_or_a_mark() -> None:
    assert clean_line("\ud83d\ude00") == "😀"
    assert clean_line("a\ud800b\udc00") == "a\ufffdb\ufffd"


def test_every_kind_of_white_space_is_folded() -> None:
    assert clean_line("  a\t\tb\xa0\u2009c\u3000\u202fd \r\n e ") == "a b c d e"


def test_every_kind_of_break_becomes_a_line_feed() -> None:
    assert clean_text("a\r\nb\rc\u2028d\x85e\x0bf") == "a\nb\nc\nd\ne\nf"


def test_paragraphs_keep_one_blank_line() -> None:
    assert clean_text("\n\n one \n \t\n\n\n two\n") == "one\n\ntwo"


def test_markup_is_text() -> None:
    assert clean_line("[red]<b>1 & 2</b>[/red]") == "[red]<b>1 & 2</b>[/red]"


@pytest.mark.parametrize(
    "unit",
    ["\x1b", "\x1b[", "\x1b]", "\x1b[0;", "\u200d", "👩\u200d", " \n", "\U0001f3f4\U000e0067", "\ud800", "\x9d0"],
)
def test_time_is_linear_in_hostile_text(unit: str) -> None:
    began = time.process_time()
    clean_text(unit * (250_000 // len(unit)))
    assert time.process_time() - began < 1.5


@table(
    ("text", "shown"),
    [
        ("http://ann:pw@a.example/x", "http://***@a.example/x"),
        ("http://t0ken@a.example", "http://***@a.example"),
        ("ann:p@ss:w@rd://x", "ann:p@ss:w@rd://x"),
        (
            "see http://ann:p@ss@a.example/x, https://b:c@d.example?q",
            "see http://***@a.example/x, https://***@d.example?q",
        ),
        ("https://a.example/@ann", "https://a.example/@ann"),
        ("https://a.example?mail=me@b.example", "https://a.example?mail=me@b.example"),
        ("mail me@b.example", "mail me@b.example"),
        ("http://:pw@[::1]:80/", "http://***@[::1]:80/"),
        ("http://***@a.example/", "http://***@a.example/"),
        ("http://a.example/rss?token=a1&page=2", "http://a.example/rss?token=***&page=2"),
        ("<https://a.example/?n=1&API_Key=a1#top>", "<https://a.example/?n=1&API_Key=***#top>"),
        ("http://a.example/?access-token=a%201, later", "http://a.example/?access-token=*** later"),
        ("http://ann:pw@a.example/?auth=a1&sig=b2", "http://***@a.example/?auth=***&sig=***"),
        ("http://a.example/?author=ann&monkeys=3&key=", "http://a.example/?author=ann&monkeys=3&key="),
        ("choose key=value or ?token=a1", "choose key=value or ?token=a1"),
    ],
)
def test_logins_of_addresses_are_hidden(text: str, shown: str) -> None:
    assert hide_login(text) == shown
    assert hide_login(shown) == shown


FAMILY = "👨🏽\u200d👩🏽\u200d👧🏽\u200d👦🏽"
SCOTLAND = "\U0001f3f4\U000e0067\U000e0062\U000e0073\U000e0063\U000e0074\U000e007f"


@table("line", [1, 15, 16])
@table("mark", ["\u0301", "\u05b8", "\u0483", "\u20dd", "\u0e49", "\u093f", "\ufe0f", "\u11a8"])
def test_marks_that_writing_may_have_are_kept(mark: str, line: int) -> None:
    assert clean_line("a" + mark * line + "b") == "a" + mark * line + "b"


@table("clean", [clean_line, clean_text])
@table("mark", ["\u0301", "\u05b8", "\u0483", "\u20dd", "\u0e49", "\u093f", "\ufe0f", "\u11a8"])
def test_a_letter_keeps_sixteen_marks(clean: Callable[[str], str], mark: str) -> None:
    assert clean("x" + mark * 17 + "y" + mark * 5000 + "z") == f"x{mark * 16}y{mark * 16}z"


@table(
    "stack",
    [
        "a" + "\u0301\u0489\u20dd\u0316" * 50,
        "क" + "\u093c\u200d" * 50,
        "❤" + "\ufe0f\u200d" * 50 + "❤",
        "a" + "\u0301\u034f" * 50,
        "e\u0301" * 3 + "\u0301" * 100,
        "\u0301" * 100,
    ],
)
def test_stacks_of_any_marks_are_cut(stack: str) -> None:
    cleaned = clean_line(stack)
    longest = max(
        (len(list(run)) for is_mark, run in groupby(cleaned, lambda c: category(c)[0] == "M") if is_mark), default=0
    )
    assert 0 < longest <= 16
    assert clean_line(cleaned) == cleaned


@table(
    "text",
    [
        "ที่นี่น้ำแข็งกว่านั้น เพื่อนผู้ใหญ่",
        "क्षत्रिय प्रधानमंत्री ने कहा कि र्‍या",
        "בְּרֵאשִׁית בָּרָא אֱלֹהִים אֵת הַשָּׁמַיִם",
        "قَالَ اللَّهُ تَعَالَىٰ می\u200cخواهم",
        normalize("NFD", "Người Việt Nam đã nói chuyện với chúng tôi về thế giới"),
        normalize("NFD", "한국어 문장입니다 각하"),
        "བོད་སྐད་རྒྱལ་རྫོང་",
        "မြန်မာစာ ကြွေးကြော်",
        f"{FAMILY}{FAMILY} {SCOTLAND} 🏳️\u200d🌈🏳️\u200d⚧️ 1️⃣2️⃣ ❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️❤️",
        "»»»»»»»»»»»»»»»»»»»»»»»»»»» ————————————————————— ★★★★★★★★★★★★★★★★★★★★★★",
    ],
)
def test_no_writing_loses_a_mark(text: str) -> None:
    assert clean_line(text) == text


@table(
    ("line", "resolved"),
    [
        ("Q&amp;A", "Q&A"),
        ("Q&amp;amp;A", "Q&A"),
        ("5\\&nbsp;km", "5 km"),
        ("5&amp;nbsp;km", "5 km"),
        ("Mayor&#8217;s &#x201c;no&#x201D;", "Mayor’s “no”"),
        ("a &lt;b&gt; c", "a <b> c"),
        ("a&#27;[31m &#8203;b", "a[31m b"),
        ("AT&T &copy 2 &unknown; & more", "AT&T &copy 2 &unknown; & more"),
        ("a\\b", "a\\b"),
        ("Q&amp;amp;amp;A", "Q&amp;A"),  # nobody escapes four times
    ],
)
def test_character_references_of_a_headline_are_resolved_twice(line: str, resolved: str) -> None:
    assert resolve_references(line) == resolved


@given(HOSTILE)
def test_a_line_with_resolved_references_is_clean(text: str) -> None:
    line = resolve_references(clean_line(text))
    assert clean_line(line) == line


@given(
    st.sampled_from(("http", "https", "HTTP")),
    st.sampled_from(("a.example", "A.example", "a.example:80", "a.example:8080", "127.0.0.1", "[::1]")),
    st.text("ab/.;?#&=%~\\", max_size=12),
    st.sampled_from(("", "http://b.example/c/d?e", "https://b.example")),
)
def test_the_short_way_for_ordinary_addresses_gives_the_same_as_joining(
    scheme: str, host: str, rest: str, base: str
) -> None:
    url = f"{scheme}://{host}/{rest}"
    assert absolute(url, base) == urljoin(base, url)
    parts = urlsplit(url)
    assert host_of(url) == parts.hostname
    assert urlsplit(canonical(url))[1:3] == (parts.netloc.lower().removesuffix(_default(parts.scheme)), parts.path)


def _default(scheme: str) -> str:
    return {"http": ":80", "https": ":443"}[scheme]
