"""Quality of quotes, for development and held-out rows, with and without lines whose marks the reference cannot pair.

The reference pairs marks by a pattern: a curly mark with a curly one, a straight one with the next straight one of its
line. Where a line mixes the two styles, leaves a straight mark open, or opens each paragraph of a quote with a straight
one, its stretches are no quotes for a reader. Such lines are excluded by their marks alone, before extraction, from the
reference and from the answers.

    python benchmarks/quote_report.py ../shared/eval
"""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import briefing

Span = tuple[int, int]
_MARKS = re.compile("[“”„\"]|''|``|’’")
_CURLY = re.compile("(?:“”)*“?")


class Count(NamedTuple):
    """Numbers of reference quotes, extracted quotes, and matches."""

    gold: int
    answers: int
    hits: int

    def __str__(self) -> str:
        precision, recall = self.hits / (self.answers or 1), self.hits / (self.gold or 1)
        f1 = 2 * precision * recall / (precision + recall or 1)
        figures = f"P {100 * precision:.1f}  R {100 * recall:.1f}  F1 {100 * f1:.1f}"
        return f"{figures}  ({self.gold} quotes, {self.answers} answers)"


def uneven(text: str) -> list[Span]:
    """Lines of `text` that mix styles of marks or leave a straight mark open."""
    spans, start = [], 0
    lines = text.split("\n")
    for at, line in enumerate(lines):
        marks = "".join(_MARKS.findall(line))
        following = next((later.lstrip() for later in lines[at + 1 :] if later.strip()), "")
        curly = bool(_CURLY.fullmatch(marks)) and (len(marks) % 2 == 0 or following.startswith("“"))
        straight = not marks.strip('"') and len(marks) % 2 == 0
        if not curly and not straight:
            spans.append((start, start + len(line)))
        start += len(line) + 1
    return spans


def count(row: dict[str, Any], scorer: Any, plain_only: bool) -> Count:
    """Match the extracted quotes of one article with its reference."""
    text = row["text"]
    gold: list[Span] = [scorer.stripped(text, quote["start"], quote["end"]) for quote in scorer.gold_quotes(row)]
    answers: list[Span] = [scorer.stripped(text, each.start, each.end) for each in briefing.extract_quotes(text)]
    if plain_only:
        aside = uneven(text)
        gold, answers = _outside(gold, aside), _outside(answers, aside)
    free, hits = list(answers), 0
    for span in gold:
        best = max(free, key=lambda other: scorer.iou(span, other), default=None)
        if best is not None and scorer.iou(span, best) >= 0.8:
            free.remove(best)
            hits += 1
    return Count(len(gold), len(answers), hits)


def _outside(spans: Sequence[Span], lines: Sequence[Span]) -> list[Span]:
    return [span for span in spans if not any(span[0] < end and start < span[1] for start, end in lines)]


def main(folder: Path) -> None:
    """Print the figures."""
    sys.path.insert(0, str(folder))
    import common
    import score_quotes

    rows = common.load("quotes")
    groups: dict[str, Callable[[int], bool]] = {
        "developed on": lambda at: at % 4 != 0,
        "kept aside": lambda at: at % 4 == 0,
        "all": lambda at: True,
    }
    for name, chosen in groups.items():
        part = [row for at, row in enumerate(rows) if chosen(at)]
        for label, plain_only in (("all lines", False), ("lines with even marks", True)):
            total = Count(*map(sum, zip(*(count(row, score_quotes, plain_only) for row in part), strict=True)))
            print(f"{name:13} detection, {label:21} {total}")
        score = score_quotes.score(part, briefing.extract_quotes)
        print(f"{name:13} speaker {score['speaker accuracy']:.1f}  joint F1 {score['joint F1']:.1f}")
    began = time.process_time()
    for row in rows:
        briefing.extract_quotes(row["text"])
    seconds = time.process_time() - began
    print(f"{sum(len(row['text']) for row in rows) / seconds / 1e6:.2f} million code points a second of one core")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/eval"))
