"""Floor of sentence boundaries in several languages."""

from __future__ import annotations

from pathlib import Path

from briefing import split_sentences


def boundaries() -> tuple[int, int, int]:
    """Boundaries of the gold sentences, boundaries found, and those that are the same."""
    gold = found = same = 0
    for line in (Path(__file__).parent / "sentences.txt").read_text(encoding="utf-8").splitlines()[1:]:
        language, _, marked = line.partition(": ")
        parts = [part.strip() for part in marked.split("|")]
        text = ("" if language == "ja" else " ").join(parts)
        ends: set[int] = set()
        for part in parts:
            ends.add(text.index(part, max(ends, default=0)) + len(part))
        answers = {sentence.end for sentence in split_sentences(text, language)}
        gold, found, same = gold + len(ends), found + len(answers), same + len(ends & answers)
    return gold, found, same


def test_sentence_boundaries_do_not_get_worse() -> None:
    gold, found, same = boundaries()
    assert gold >= 50
    assert same / found >= 0.92 and same == gold, (gold, found, same)
