"""The answers to all invented texts are those that are kept: each change is seen, and kept on purpose."""

from __future__ import annotations

from tests.text.answers import FILE, blocks


def test_answers_are_those_that_are_kept() -> None:
    kept = FILE.read_text(encoding="utf-8").split("\n\n")
    answers = "\n".join(blocks()).split("\n\n")
    assert [each for each in answers if each not in kept] == [], "look at them, then run `python -m tests.text.answers`"
    assert answers == kept
