"""Markdown and plain text to paragraphs, one a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.sources.markdown_parser import (
    HEAD_CHARS,
    MAX_STRONG_CHARS,
    MIN_WRAP_COLUMNS,
    WRAP_COLUMNS,
    heading_of,
    inline,
    looks_like_markdown,
    markdown_lines,
    plain_lines,
)
from tests.table import table


@table(
    ("line", "heading"),
    [
        ("# Bridge *opens*", "Bridge opens"),
        ("###### Bridge", "Bridge"),
        ("   ## Bridge ##", "Bridge"),
        ("# Issue #", "Issue"),
        ("# Issue #5#", "Issue #5#"),
        ("#", ""),
        ("#tag", ""),
        ("    # code", ""),
        ("####### seven", ""),
    ],
)
def test_heading_is_what_stands_behind_its_hashes(line: str, heading: str) -> None:
    assert heading_of(line) == heading


def test_text_with_a_heading_near_its_start_looks_like_markdown() -> None:
    assert looks_like_markdown("Words\n# Heading")
    assert not looks_like_markdown("Words\n#5 of the list")
    assert looks_like_markdown("\n" * (HEAD_CHARS - 3) + "# A")
    assert not looks_like_markdown("\n" * HEAD_CHARS + "# A")


@table(
    ("text", "lines"),
    [
        ("one\ntwo\n\nthree", ["one two", "three"]),
        ("one  \ntwo\nthree", ["one", "two three"]),
        ("# a\nb\n## c ##\nd #", ["a", "b", "c", "d #"]),
        ("a\n===\nb\n---\nc\n***\nd\n[ref]: http://x.example y\ne", ["a", "b", "c", "d", "e"]),
        ("- a\n  b\n* c\n+ d\n1. e\n2) f", ["- a b", "- c", "- d", "1. e", "2) f"]),
        ("    - a", ["- a"]),
        ("a\n| b | c |\nd | e", ["a", "b c d | e"]),
        ("| a | b |\n|---|---|\n| c | d |", ["a b", "c d"]),
        ("", []),
    ],
)
def test_blocks_are_lines(text: str, lines: list[str]) -> None:
    assert markdown_lines(text) == lines


@table(
    ("text", "lines"),
    [
        ("> a\n> b\n\n> c\nd", ["> a b", "> c d"]),
        ("> a\nb\n> c", ["> a b c"]),
        ("> > a\n> b", ["> a b"]),
        ("a\n> b\nc", ["a", "> b c"]),
        ("> a > b", ["> a > b"]),
        ("> # a\n> - b", ["> a", "> - b"]),
        ("> a\n\nb\n> c", ["> a", "b", "> c"]),
    ],
)
def test_quote_goes_on_until_a_blank_line(text: str, lines: list[str]) -> None:
    assert markdown_lines(text) == lines


@pytest.mark.parametrize("fence", ["```", "~~~", "  ```python"])
def test_lines_between_fences_stay_as_they_are(fence: str) -> None:
    code = ["> a", "# b", "---", "c *d*", "| e |", "- f"]
    assert markdown_lines("\n".join(["x", fence, *code, "", fence[:5], "y", "*z*"])) == ["x", *code, "y z"]


@table(
    ("text", "lines"),
    [
        ("<!-- x -->a", ["a"]),
        ("a<!---->b<!----->c", ["abc"]),
        ("a<!-- b\nc -->d<!-- e -->f", ["adf"]),
        ("a <!-- b", ["a <!-- b"]),
        ("a<!--->b-->c", ["ac"]),
        ("-->a", ["-->a"]),
    ],
)
def test_comments_are_left_out(text: str, lines: list[str]) -> None:
    assert markdown_lines(text) == lines


@table(
    ("text", "words"),
    [
        ("*a* _b_ ***c***", "a b c"),
        ("snake_case_here 2*3*4 * a * b_", "snake_case_here 2*3*4 * a * b_"),
        ("~~a~~ `b*c*d` ``e`f`` x`", "a b*c*d ``e`f`` x`"),
        ("[a](https://n.example/ 'b') [c][d] ![e](f.png)[g](h_(i))", "a c g"),
        ("<https://n.example/> <mailto:a@n.example>", "https://n.example/ mailto:a@n.example"),
        ("<b>a</b> < b &amp; c", "a < b & c"),
        ("a < b &amp; c", "a < b &amp; c"),
        (r"2 \* 3 \_ \\ \a", r"2 * 3 _ \ \a"),
        (r"*a* \*b\* \_c\_ \*\*d\*\* **e**", "a *b* _c_ **d** e"),
        ("  a  ", "a"),
    ],
)
def test_marks_within_a_line_are_removed(text: str, words: str) -> None:
    assert inline(text) == words


@table(
    ("text", "words"),
    [
        ("**a** b __c__", "a b c"),
        ("x **a** b **c d**", "x a b c d"),
        ("**a __b** c__ **d**", "a __b c__ d"),
        ("**a", "**a"),
        ("a**", "a**"),
        ("****", "****"),
        ("a** b **c**", "a** b c"),
        ("** a** **b**", "** a** b"),
        ("**a **b** c**", "a **b c**"),
    ],
)
def test_strong_emphasis_ends_at_the_first_mark_of_its_kind(text: str, words: str) -> None:
    assert inline(text) == words


def test_strong_emphasis_is_short_and_on_one_line() -> None:
    most = "a" * MAX_STRONG_CHARS
    assert inline(f"x **{most}** y") == f"x {most} y"
    assert inline(f"x **{most}a** **b**") == f"x **{most}a** b"
    assert inline("**a\nb** **c**") == "**a\nb** c"


WRAPPED = [
    "The mayor of Norville opened the new bridge across the river on",
    "Monday, after three years of work. Thousands came to see the fireworks",
    "and the parade.",
]


def test_lines_of_one_width_are_joined() -> None:
    assert plain_lines("\n".join([*WRAPPED, "", *WRAPPED])) == [" ".join(WRAPPED)] * 2
    assert plain_lines("\n".join([*WRAPPED, "It cost forty million."])) == [" ".join(WRAPPED), "It cost forty million."]


def test_half_of_the_full_lines_may_end_a_sentence() -> None:
    end = "The band of the fire brigade played for them until midnight."
    assert plain_lines("\n".join([WRAPPED[0], end, *WRAPPED[:1], end, "Now."])) == [
        " ".join([WRAPPED[0], end, WRAPPED[0], end, "Now."])
    ]


@table("columns", [MIN_WRAP_COLUMNS - 1, MIN_WRAP_COLUMNS, WRAP_COLUMNS, WRAP_COLUMNS + 1])
def test_width_of_a_wrapped_file_has_limits(columns: int) -> None:
    lines = ["x" * columns, "y " * (columns // 2 - 1) + "y", "end"]
    is_wrapped = MIN_WRAP_COLUMNS <= columns <= WRAP_COLUMNS
    assert plain_lines("\n".join(lines)) == ([" ".join(lines)] if is_wrapped else lines)


@pytest.mark.parametrize(
    "lines",
    [
        [
            "One paragraph that is about as long as all the others here.",
            "The next one is as long as the first one, or nearly so.",
        ],
        [
            "The first full line of this text ends without a full stop or",
            "so.",
            "The second full line of this text ends, as it were, with one.",
            "The third of the full lines of this text ends with one, too.",
            "No.",
        ],
        ["short", "lines"],
    ],
)
def test_paragraphs_of_one_line_stay_apart(lines: list[str]) -> None:
    assert plain_lines("\n".join(["", *lines, ""])) == lines


@table(
    ("first", "second", "is_joined"),
    [
        ("x" * 40, "y" * 22, True),
        ("x" * 40, "y" * 21, False),
        ("x" * 40, "y" * 22 + " z", True),
        ("x" * 40, "y" * 21 + " z", False),
        ("x" * 32, "y" * 30, True),
        ("x" * 31, "y" * 40, False),
    ],
)
def test_line_is_full_if_the_next_word_would_not_have_fitted(first: str, second: str, is_joined: bool) -> None:
    widest = ["a" * 60 + " b", "c" * 50]
    joined = [f"{first} {second}"] if is_joined else [first, second]
    assert plain_lines("\n".join([*widest, "", first, second])) == [" ".join(widest), *joined]


@given(st.text() | st.text(alphabet="#*_[]()!`~>-|\\ \nab<:"))
def test_lines_of_any_text_are_stripped(text: str) -> None:
    assert all(line == line.strip() for line in markdown_lines(text))
