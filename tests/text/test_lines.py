"""Lines of a text: wrapped paragraphs are joined, and parts that a page has joined come apart."""

from __future__ import annotations

import pytest

from briefing.text.line_spans import glued_points, line_spans
from tests.table import table


def lines(text: str) -> list[str]:
    return [text[start:end] for start, end in line_spans(text)]


def wrapped(*words: int, width: int = 20) -> str:
    """Lines of lower-case words of these lengths, wrapped to a width."""
    rows, row = [], ""
    for length in words:
        if len(row) + (1 if row else 0) + length > width:
            rows.append(row)
            row = ""
        row += (" " if row else "") + "x" * length
    return "\n".join([*rows, row])


PARAGRAPH = wrapped(*[5, 8, 4] * 6)


def test_lines_are_stripped_and_blank_ones_left_out() -> None:
    assert lines("  One\n\n \t\n Two  \n") == ["One", "Two"]
    assert lines("One\u2028Two\r\nThree") == ["One", "Two", "Three"]
    assert lines("") == []


def test_a_wrapped_paragraph_is_one_line() -> None:
    assert lines(PARAGRAPH) == [PARAGRAPH]
    assert lines(f"{PARAGRAPH}\n\n{PARAGRAPH}") == [PARAGRAPH, PARAGRAPH]
    assert lines(f"{PARAGRAPH}\n  \n{PARAGRAPH}") == [PARAGRAPH, PARAGRAPH]
    assert lines(PARAGRAPH.replace("\n", "  \n  ")) == [PARAGRAPH.replace("\n", "  \n  ")]
    assert lines(PARAGRAPH.replace("\n", "\n" + " " * 30)) != [PARAGRAPH]


@table(
    ("text", "count"),
    [
        ("xxxxx xxxxx\nxxxxx xxxxx\nxxxxx", 1),
        ("xxxxx xxxxx\nxxxxx xxxxx", 2),  # one break is no proof
        ("xxxxx xxxxx.\nxxxxx xxxxx\nXxxxx", 3),
        ("xxxxx xxxxx\nXxxxx xxxxx\nXxxxx", 3),
    ],
)
def test_two_breaks_in_mid_sentence_show_that_a_text_is_wrapped(text: str, count: int) -> None:
    assert len(lines(text)) == count


def test_a_text_is_not_wrapped_where_the_next_word_would_have_fitted() -> None:
    short = "xxxxx xxxxx xxxxx xx"
    assert len(lines("\n".join([short] * 9 + ["xx"] * 3))) != 1


@pytest.mark.parametrize(("word", "count"), [("Xxxxx", 2), ("Xxxxxx", 1)])
def test_a_line_of_a_wrapped_text_ends_where_the_next_word_would_just_have_fitted(word: str, count: int) -> None:
    full, ended = "xxxxx xxxxx xxxxx xx", "xxxxx xxxxxxxx"
    assert len(full) == len(f"{ended} Xxxxx")
    assert len(lines("\n".join([full, full, full, ended, f"{word} xxxxx"]))) == count


def test_nine_in_ten_breaks_are_where_the_next_word_does_not_fit() -> None:
    full, loose = "xxxxx xxxxx xxxxx xx", "xxxxx xxxxx"
    for others, is_wrapped in ((18, True), (16, False)):
        text = "\n".join([*[full] * others, loose, loose, full])
        assert (len(lines(text)) < others) is is_wrapped


def test_a_quarter_of_the_breaks_are_in_mid_sentence() -> None:
    fold, ended = "xxxxx xxxxx xxxxx xx", "Xxxx xxxxx xxxxx xx."
    for ends, is_wrapped in ((6, True), (7, False)):
        text = "\n".join([*[fold] * 3, *[ended] * ends])
        assert (len(lines(text)) == 1) is is_wrapped


def test_long_lines_are_not_wrapped() -> None:
    assert len(lines("\n".join(["x" * 60 + " " + "x" * 71] * 4))) == 1
    assert len(lines("\n".join(["x" * 60 + " " + "x" * 72] * 4))) == 4


def test_an_item_of_a_list_begins_a_line_of_a_wrapped_text() -> None:
    for mark in ("-", "*", "•", "1.", "(2)", "a)", ">"):
        item = f"{mark} xxxxx xxxxx xxxxx"
        assert lines(f"{PARAGRAPH}\n{item}") == [PARAGRAPH, item]


def parts(line: str) -> list[str]:
    """Parts of a line at its glued points."""
    ends = sorted(glued_points(line))
    return [line[start:end].strip() for start, end in zip([0, *ends], [*ends, len(line)], strict=True)]


@table(
    "line",
    [
        *("The mayor in the hall|He was late for the vote.", "The mayor in the hall|They've been late for it."),
        *("The mayor in 2019|In the hall she spoke.", "The mayor (left)|On the day she spoke."),
        *("Ana Ruiz of Harwick Party|He was late for the vote.", "Ana Ruiz of Harwick|On Tuesday, the council met."),
        *("The gel|Image: Jane Doe", "The gel|Photo credits: Jane", "The tracks|Video: Jane"),
        *("Ants heal themselves|Tuesday, September 1, 2015", "Ants in “cities”|Tuesday, 1 September 2015"),
        *("Tuesday, September 1, 2015|Ants heal", "Sep 1, 2015|Ants heal", "Sunday, May 3, 2020|Ants heal"),
        "Ants of 2014|Monday, May 4, 2015",
    ],
)
def test_two_lines_that_are_joined_come_apart(line: str) -> None:
    assert parts(line.replace("|", " ")) == line.split("|")


@table(
    "line",
    [
        *("The song It Was A Very Good Year", "THE MAYOR In the hall she spoke."),
        *("He was late for the vote.", "The mayor a He was late.", "They spoke In the Hall of it."),
        *("The title:Image: none", "The subimage: none", "A reel of Video clips"),
        *("He died on Tuesday, September 1, 2015", "It was Tuesday, September 1, 2015", "News, Tuesday, May 5, 2015"),
        *("Tuesday, September 1, was late", "Sep 1, 2015, was late", "Mondays of 2015 Ants"),
        *("Tuesday, September 1, 2015", "x" * 60 + " in 2015"),
    ],
)
def test_one_line_stays_one(line: str) -> None:
    assert parts(line) == [line]
