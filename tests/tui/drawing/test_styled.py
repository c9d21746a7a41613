from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from rich.cells import cell_len

from briefing.tui.drawing.styled import Span, Styled, fit, join, printable, styled, wrap

CHARACTERS = "ab  東京é\u0301\u200b\u200d\ufe0f\u263aשלום🙂\x1b\t\n\u202e\ud800"
ODD = st.text(alphabet=st.one_of(st.sampled_from(CHARACTERS), st.characters()))


@given(ODD)
def test_printable_text_has_the_same_length_and_nothing_a_terminal_obeys(text: str) -> None:
    safe = printable(text)
    assert len(safe) == len(text)
    assert not any(ord(c) < 0x20 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in safe)
    safe.encode("utf-8")


def test_line_breaks_become_spaces_and_escapes_are_seen() -> None:
    assert printable("a\nb\t\x1b[31mred\u202e\ud800") == "a b \ufffd[31mred\ufffd\ufffd"


@example("a\u263a\ufe0f", 2, 2)  # a mark that makes the character before it wide
@example("a \u263a\ufe0f\u263a\ufe0f b", 3, 2)
@given(ODD.map(printable), st.integers(2, 30), st.integers(2, 30))
def test_wrapped_lines_fit_and_lose_nothing_but_spaces(text: str, first: int, rest: int) -> None:
    lines = wrap(text, first, rest)
    assert lines
    for number, (start, end) in enumerate(lines):
        assert cell_len(text[start:end]) <= (rest if number else first)
    assert "".join(text[start:end] for start, end in lines).replace(" ", "") == text.replace(" ", "")
    assert all(one[1] <= other[0] for one, other in pairwise(lines))


def test_marks_above_a_letter_are_no_line_of_their_own() -> None:
    text = "0000000\u0300\u0300\u0300\u0300 \u030000"
    assert wrap(text, 2, 2) == [(0, 2), (2, 4), (4, 6), (6, 11), (12, 15)]


def test_a_space_that_does_not_break_is_kept() -> None:
    assert wrap("10\xa0", 10, 10) == [(0, 3)]
    assert wrap("10 ", 10, 10) == [(0, 2)]


def test_lines_break_between_words() -> None:
    text = "the quick brown fox jumps"
    assert [text[a:b] for a, b in wrap(text, 10, 12)] == ["the quick", "brown fox", "jumps"]


def test_words_too_long_are_broken_and_wide_ones_in_cells() -> None:
    text = "東京都知事 abcdefghij"
    assert [text[a:b] for a, b in wrap(text, 5, 5)] == ["東京", "都知", "事", "abcde", "fghij"]


def test_lines_break_between_ideographs_but_not_before_closing_marks() -> None:
    text = "• 東京都知事選挙の結果。「現職」が abc東京 勝った”\xa0—\xa0Ana"
    lines = ["• 東京都知", "事選挙の結", "果。「現", "職」が abc", "東京 勝っ", "た”\xa0—\xa0Ana"]
    assert [text[a:b] for a, b in wrap(text, 10, 10)] == lines


def test_a_no_break_space_holds_words_together() -> None:
    text = "said by BBC\xa0World"
    assert [text[a:b] for a, b in wrap(text, 12, 12)] == ["said by", "BBC\xa0World"]


def test_wrapping_takes_linear_time() -> None:
    assert len(wrap("x" * 400_000, 80, 80)) == 5_000
    assert len(wrap("é\u0301" * 200_000, 80, 80)) >= 2_500
    assert len(wrap("a " * 200_000, 80, 80)) == 5_000
    assert len(wrap("東" + "“" * 200_000, 80, 80)) >= 2_500
    assert len(wrap("京都" * 50_000, 80, 80)) == 2_500


@example("\u200d", 1)  # joins the filler to itself
@example("ab\u200dcd", 3)
@example("\u263a\ufe0f\u263a\ufe0f", 3)
@given(ODD.map(printable), st.integers(0, 30))
def test_fitted_text_has_exactly_the_width(text: str, width: int) -> None:
    assert fit(Styled(text), width).cells == width


def test_what_does_not_fit_ends_in_an_ellipsis_with_its_style() -> None:
    assert fit(styled(("a long headline", "title")), 8) == Styled("a long… ", (Span(0, 7, "title"),))


@pytest.mark.parametrize(
    ("start", "end", "runs"),
    [
        (0, None, [("ab", ()), ("cd", ("x",)), ("ef", ("x", "y")), ("gh", ("y",))]),
        (3, 5, [("d", ("x",)), ("e", ("x", "y"))]),
        (8, 8, []),
    ],
)
def test_runs_carry_all_styles_that_lie_over_them(
    start: int, end: int | None, runs: list[tuple[str, tuple[str, ...]]]
) -> None:
    text = Styled("abcdefgh", (Span(2, 6, "x"), Span(4, 8, "y")))
    assert list(text.runs(start, end)) == runs


def test_joined_texts_keep_their_styles() -> None:
    both = join(styled("a ", ("b", "x")), styled(("c", "y")))
    assert list(both.runs()) == [("a ", ()), ("b", ("x",)), ("c", ("y",))]


def test_joined_words_that_are_longer_than_a_line_break_between_them() -> None:
    text = "a transport\xa0minister"
    assert [text[start:end] for start, end in wrap(text, 12, 12)] == ["a", "transport\xa0", "minister"]
    assert [text[start:end] for start, end in wrap(text, 19, 19)] == ["a", "transport\xa0minister"]
