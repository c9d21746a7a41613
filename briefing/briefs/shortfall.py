"""Why a summary is much shorter than its budget."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model import AnnotatedArticle, Line

SHORT = 0.2
"""Share of the budget up to which a summary is short."""
_EXHAUSTED = 0.6
"""Share of all words of the sources from which the summary has what they have."""
ONLY_HEADLINES = "The sources have only headlines."
NOTHING_FIT = "No sentence is fit for a summary."
_REST = "The other sentences repeat these or cannot be read alone."


def explain_shortfall(lines: Sequence[Line], items: Sequence[AnnotatedArticle], words: int) -> str:
    """One sentence on why a summary has at most a fifth of its words; empty for a longer one.

    Args:
        lines: the summary.
        items: the articles that it was made from, without copies.
        words: its budget.
    """
    from briefing.text.terms import count_words

    used = sum(count_words(line.text) for line in lines)
    if used > SHORT * words:
        return ""
    bodies = [item.article.text for item in items if item.article.text.strip() != item.article.title.strip()]
    total = sum(map(count_words, bodies))
    if not total:
        return ONLY_HEADLINES
    if not lines:
        return NOTHING_FIT
    if used >= _EXHAUSTED * total:
        return f"The text of the sources has only {total} words."
    return _REST
