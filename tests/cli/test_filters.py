from __future__ import annotations

import json

from tests.cli.conftest import Program
from tests.conftest import SEED

PAGE = b"""<html><head><title>Ministers meet</title></head><body><article><h1>Ministers meet</h1>
<p>The ministers of Ruritania and Graustark met on Monday in the town of Strelsau to speak about the railway line.</p>
<p>They agreed that the work on the bridge across the border river begins in May and ends in two years at most.</p>
<p>The opposition in both countries called the plan a waste of money, and announced that it would vote against it.</p>
</article></body></html>"""


def test_summary_of_a_file_is_verbatim(program: Program, seed_text: str) -> None:
    lines = program.text("summarize", str(SEED), "--words", "80").splitlines()
    assert lines
    assert all(line in seed_text for line in lines)
    assert sum(len(line.split()) for line in lines) <= 80
    assert not program.store.exists()


def test_standard_input_by_dash_or_by_nothing(program: Program) -> None:
    body = SEED.read_bytes()
    assert program.text("summarize", "-", stdin=body) == program.text("summarize", stdin=body) != ""


def test_page_is_cleaned(program: Program) -> None:
    told = program.text("summarize", "-", stdin=PAGE)
    assert "Strelsau" in told
    assert "<p>" not in told


def test_data_tells_the_place_of_each_sentence(program: Program) -> None:
    document = json.loads(program.text("summarize", str(SEED), "--json"))
    assert document["schema"] == "briefing/1"
    assert all(line["end"] - line["start"] == len(line["text"]) for line in document["lines"])


def test_what_cannot_be_summed_up(program: Program) -> None:
    assert "there is no such file" in program.error("summarize", "nothing.txt", code=2)
    assert "no text" in program.error("summarize", "-", code=4)
    assert "lexrnk" in program.error("summarize", str(SEED), "--method", "lexrnk", code=2)
