"""The answers to all invented texts are those that are kept: each change is seen, and kept on purpose."""

from __future__ import annotations

import pytest

from tests.text.answers import FILE, blocks

PART = 3
"""One of so many texts is read by default, all in the long form."""


@pytest.mark.parametrize("step", [PART, pytest.param(1, marks=pytest.mark.soak)], ids=["some", "all"])
def test_answers_are_those_that_are_kept(step: int) -> None:
    kept = FILE.read_text(encoding="utf-8").split("\n\n")[::step]
    answers = "\n".join(blocks(step)).split("\n\n")
    assert [each for each in answers if each not in kept] == [], "look at them, then run `python -m tests.text.answers`"
    assert answers == kept
