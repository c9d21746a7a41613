from __future__ import annotations

from pathlib import Path

import pytest

from briefing.repeated_facts import repeats_fact, repeats_title, repeats_words
from tests.table import table

FILE = Path(__file__).with_name("repeated_facts.txt")
ROWS = [row for row in FILE.read_text(encoding="utf-8").splitlines() if not row.startswith("#")]
PAIRS = list(zip(ROWS[::3], ROWS[1::3], ROWS[2::3], strict=True))
BRIDGE = "The new bridge costs 240 ferry workers their jobs, their union said on Monday."


@pytest.mark.parametrize(("kind", "told", "line"), PAIRS)
def test_what_tells_nothing_but_a_fact_of_another_line_repeats_it(kind: str, told: str, line: str) -> None:
    is_same, is_known_error = kind.startswith("same"), kind.endswith("!")
    assert repeats_fact(line, [told]) is (is_same ^ is_known_error)


def test_few_pairs_are_judged_wrongly() -> None:
    kinds = [kind.split()[0] for kind, _, _ in PAIRS if kind.endswith("!")]
    assert (len(PAIRS), kinds.count("same"), kinds.count("other")) == (61, 1, 1)


@table(
    ("line", "is_repeated"),
    [
        ("Some 240 jobs would be lost.", True),
        ("Some 241 jobs would be lost.", False),  # another number
        ("Some 240 houses would be lost.", False),  # of other things
        ("The union said 240 workers would lose their jobs.", True),
        ("The 240 will be retrained, Minister Jonas Vik promised crews.", False),  # most of it is new
        ("240 jobs", False),  # too short
    ],
)
def test_numbers_agree_with_what_they_count(line: str, is_repeated: bool) -> None:
    assert repeats_fact(line, [BRIDGE]) is is_repeated


@table(
    ("told", "line", "is_repeated"),
    [
        ("It cost 12,500 crowns to mend.", "Mending cost 12.500 crowns.", True),
        ("The tunnel is 4.2 kilometres long.", "The long tunnel has 42 kilometres.", False),
        ("The tunnel is 4,2 kilometres long.", "The long tunnel has 4.2 kilometres.", True),
        ("The A380 landed late in Varden.", "The 380 late guests landed in Varden.", False),  # a name, not a number
        ("Alpha hotel tango.", "Alpha hotel tango delta.", True),  # three of four
        ("Alpha hotel tango delta whisky.", "Alpha hotel tango delta whisky november zulu.", False),  # five of seven
        ("All ferries reached Varden.", "The ferry reached Varden.", True),
        ("乌克兰总统泽连斯基访问华沙 今天 晚上", "乌克兰总统泽连斯基访问柏林 今天 晚上", False),
    ],
)
def test_words_and_numbers_are_compared_as_they_are_written(told: str, line: str, is_repeated: bool) -> None:
    assert repeats_fact(line, [told]) is is_repeated


def test_lines_together_tell_what_each_tells_in_part() -> None:
    halves = ["Pilots ended their strike on Monday.", "The company offered seven percent more wages."]
    assert repeats_fact("Pilots ended their strike, as the company offered seven percent more.", halves)
    assert not repeats_fact("Pilots ended their strike, as the company offered seven percent more.", halves[:1])
    assert not repeats_fact("Pilots ended their strike.", [])


@table(
    ("text", "is_repeated"),
    [
        ("we now have a CLEARER path,", True),
        ("we have a clearer path", False),
        ("ow have a clearer path", False),
        ("a clearer", True),
    ],
)
def test_words_are_repeated_whole_and_in_their_order(text: str, is_repeated: bool) -> None:
    lines = ["Other.", 'Tehran says "we now have a clearer path ahead."']
    assert repeats_words(text, lines) is is_repeated


def test_a_title_is_repeated_whatever_its_marks_and_capitals() -> None:
    assert repeats_title("Ski jumping is back.", "Ski Jumping is back")
    assert not repeats_title("Ski jumping is back again.", "Ski Jumping is back")
