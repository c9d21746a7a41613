"""Functions that read outside text take linear time over hostile strings; `benchmarks/bench_hostile.py` tries all."""

from __future__ import annotations

import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

sys.path.append(str(Path(__file__).resolve().parents[1] / "benchmarks"))

from bench_hostile import GROWTH_A_DOUBLING, all_kinds, run_function
from hostile_functions import FUNCTIONS, REFUSALS

QUICK = 0.05
"""Seconds at 40 kB that are too few to tell growth from noise; a hang or a quadratic step takes longer."""
ATTACKS = [
    ("sources.mail text", "mail: signature lines"),
    ("sources.mail", "mail: parts nested"),
    ("sources.mail below a header", "mail: header semicolons"),
    ("sources.kind_of", "html: comments"),
    ("sources.kind_of", "html: comments and spaces"),
    ("sources.inline", "markdown: backticks"),
    ("sources.inline", "markdown: double stars"),
    ("sources.heading_of", "markdown: heading and spaces"),
    ("sources.markdown_lines", "markdown: open comments"),
    ("sources.markdown_lines", "markdown: table rule of spaces"),
    ("sources.markdown_lines", "markdown: spaces before"),
    ("sources.read_urls", "list: addresses of one feed"),
    ("sources.make_headline", "U+003B SEMICOLON"),
    ("sources.feed content", "html: attributes"),
    ("sources.feeds_of_page", "html: attributes without value"),
    ("clean.fragment_links", "html: links of one text"),
    ("clean.clean_page without details", "html: attributes"),
    ("clean.clean_page without details", "html: cells of many columns"),
    ("render.wrap wide", "U+1F1E9 REGIONAL INDICATOR SYMBOL LETTER D"),
    ("render.cut", "U+0301 COMBINING ACUTE ACCENT"),
    ("tui.fit wide", "U+FE0F VARIATION SELECTOR-16"),
]


def seconds(function: str, string: str) -> float:
    start = time.process_time()
    with suppress(*REFUSALS):
        FUNCTIONS[function](string)
    return time.process_time() - start


@pytest.mark.parametrize(("function", "kind"), ATTACKS)
def test_time_grows_as_the_string(function: str, kind: str) -> None:
    make = all_kinds()[kind]
    seconds(function, make(1000))  # loads what it needs
    if seconds(function, longest := make(40_000)) >= QUICK:
        small = min(seconds(function, make(10_000)) for _ in range(2))
        limit = max(QUICK, small * GROWTH_A_DOUBLING**2 * 1.5)
        assert any(seconds(function, longest) < limit for _ in range(2))


@pytest.mark.soak
@pytest.mark.parametrize("function", [name for name in FUNCTIONS if not name.startswith(("text.", "api."))])
def test_no_kind_takes_more_than_linear_time(function: str) -> None:
    cases = run_function(function, list(all_kinds()), worst=1)
    assert [(case.kind, case.seconds, case.problem) for case in cases if case.is_bad] == []
