"""Whether a sentence that resembles a line tells the line's fact, rather than another one of the same people."""

from __future__ import annotations

from briefing.summary.candidates import Candidate
from briefing.summary.history import is_plan
from briefing.text.language_packs import Kind
from briefing.text.lexicon import LANGUAGES
from briefing.text.tagged_tokens import tag
from briefing.text.terms import content_stems

LEAST_SHARED = 1 / 3
"""Minimum share of a line's words other than names that a sentence with its fact has."""
PLAN_SHARED = 0.7
"""The same for a plan of what the line reports: it may have other words about the future."""


class Fact:
    """The fact of a line, to be looked for in sentences that resemble it."""

    def __init__(self, line: Candidate, language: str) -> None:
        self._language = language
        self._is_plan = is_plan(line.text, language)
        self._plain = set(line.terms) - _names(line.text, language)

    def is_told_by(self, other: Candidate) -> bool:
        """Whether a sentence has enough of the line's words other than names; a plan confirms no report."""
        is_only_planned = not self._is_plan and is_plan(other.text, self._language)
        least = PLAN_SHARED if is_only_planned else LEAST_SHARED
        return len(self._plain.intersection(other.terms)) >= least * len(self._plain)


def _names(text: str, language: str) -> set[str]:
    if language not in LANGUAGES:
        return set()
    tokens = tag(text, 0, len(text), (), language)
    names = (low for low, kind in zip(tokens.low, tokens.kind, strict=True) if kind == Kind.NAME)
    return {root for name in names for root in content_stems(name, language)}
