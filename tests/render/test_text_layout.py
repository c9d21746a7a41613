from __future__ import annotations

import time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from wcwidth import wcswidth

from briefing.render.text_layout import clip, pad, width_of, wrap
from briefing.sanitizer import clean_line
from tests.table import table

FAMILY = "👨\u200d👩\u200d👧"


@table(("text", "columns"), [("abc", 3), ("“é”—…", 5), ("中文", 4), ("e\u0301", 1), (FAMILY, 2), ("🇨🇴", 2), ("", 0)])
def test_columns_are_those_of_a_terminal(text: str, columns: int) -> None:
    assert width_of(text) == columns


@given(st.text())
def test_width_is_that_of_the_tables(text: str) -> None:
    line = clean_line(text)
    if (columns := wcswidth(line)) >= 0:
        assert width_of(line) == columns


def test_prefixes_count() -> None:
    assert wrap("one two three four", 11, "  * ", "    ") == ["  * one two", "    three", "    four"]
    assert wrap("one two", 0, "- ") == ["- one two"]
    assert wrap("", 10, "* ") == ["*"]


def test_word_that_a_wide_prefix_leaves_no_room_for_stands_below_it() -> None:
    assert wrap("abcdefg hi", 9, "  24 Nov  ", "  ") == ["  24 Nov", "  abcdefg", "  hi"]


def test_scripts_without_spaces_break_between_characters() -> None:
    assert wrap("see 中文字符中文", 10) == ["see 中文字", "符中文"]


def test_emoji_and_flags_stay_whole() -> None:
    assert wrap(FAMILY * 3, 4) == [FAMILY * 2, FAMILY]
    assert wrap("🇨🇴🇨🇴🇨🇴", 4) == ["🇨🇴🇨🇴", "🇨🇴"]


def test_dates_and_the_numbers_of_sources_are_not_torn() -> None:
    assert wrap("seen on 24 Nov 2026 by all", 14) == ["seen on", "24 Nov 2026 by", "all"]
    assert wrap("told (Post) [1] [2]", 12) == ["told", "(Post) [1]", "[2]"]


def test_address_is_never_broken() -> None:
    address = "https://example.org/" + "a" * 50
    assert wrap(f"see {address} there", 20) == ["see", address, "there"]


@example("𑒹00000000", 10)
@given(st.text(), st.integers(10, 100))
def test_wrapping_keeps_words_and_width(text: str, width: int) -> None:
    lines = wrap(text, width, "* ")
    assert all(width_of(line) <= width or "://" in line for line in lines)
    assert all(line == line.rstrip() for line in lines)
    assert "".join("".join(lines).split()) == "*" + "".join(clean_line(text).split())


@given(st.text(), st.integers(2, 40))
def test_clipping_keeps_the_width_and_tells_what_is_missing(text: str, width: int) -> None:
    cut, whole = clip(text, width), clean_line(text)
    assert width_of(cut) <= width
    assert cut == whole or cut.endswith("…")


def test_padding_counts_columns() -> None:
    assert pad("中", 4) + "|" == "中  |"
    assert pad("7", 3, right=True) == "  7"


@pytest.mark.parametrize(
    "text",
    ["中" * 50_000, "e" + "\u0301" * 50_000, "a " * 100_000, "x" * 100_000, "\x1b[" * 50_000],
    ids=["wide", "marks", "words", "one word", "escapes"],
)
def test_time_is_linear(text: str) -> None:
    began = time.perf_counter()
    wrap(text, 72)
    assert time.perf_counter() - began < 5


@table(
    ("text", "width", "lines"),
    [
        ("漢字" * 3, 4, ["漢字"] * 3),
        ("คนไทย" * 2, 5, ["คนไทย"] * 2),
        ("и\u0306" * 6, 3, ["и\u0306" * 3] * 2),
        ("👍🏽" * 4, 4, ["👍🏽👍🏽"] * 2),
        ("❤️" * 4, 4, ["❤️❤️"] * 2),
        ("🇨🇴" * 40, 40, ["🇨🇴" * 20] * 2),
        ("क्षि" * 4, 6, None),
        ("a" + "\u0301" * 16 + "b", 2, ["a" + "\u0301" * 16 + "b"]),
    ],
)
def test_clusters_are_measured_as_they_stand(text: str, width: int, lines: list[str] | None) -> None:
    broken = wrap(text, width)
    assert "".join(broken) == text
    assert all(width_of(line) <= width for line in broken)
    assert lines is None or broken == lines


@table("unit", ["🇨🇴", "a\u0301", "❤️", "👩\u200d👩\u200d👧", "👍🏽", "漢", "ไท", "क्ष", "\u1112\u1161\u11ab"])
def test_width_of_many_is_the_sum_of_each(unit: str) -> None:
    assert width_of(unit * 501) == 501 * width_of(unit)
