"""A thread's title: its most central headline, or, where none is fit, its leading names and the matter."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

from briefing.model import AnnotatedArticle
from briefing.threads.headlines import clean_headline, is_teaser
from briefing.threads.loose import is_loose
from briefing.threads.naming import Leading, sample

BETWEEN = 0.5
"""A story is between two persons if both are in this share of its articles, and the lesser has this share of the
greater one's weight."""
SHORTEST, LONGEST = 3, 18
"""Words of a headline that says enough and no more than enough."""


def make_title(members: Sequence[AnnotatedArticle], names: Sequence[Leading], keywords: Sequence[str]) -> str:
    """Return one line that says what the thread is about.

    Args:
        members: of the thread, in order of arrival.
        names: most important first.
        keywords: most important first.
    """
    return best_headline(members, names) or name_matter(names, keywords) or _any_headline(members) or "Untitled"


def best_headline(members: Sequence[AnnotatedArticle], names: Sequence[Leading] = ()) -> str:
    """Return the headline most like all others, cleaned; empty if none is fit to name a thread."""
    titled = [item for item in sample(members) if item.article.title.strip()]
    carried: Counter[str] = Counter()
    for item in titled:
        carried.update(item.analysis.terms.title.keys())
    outlets = {item.article.outlet for item in members} | {item.article.wire for item in members}
    full = [name.full for name in names]
    best, most = "", 0.0
    for item in titled:
        line = clean_headline(item.article.title, outlets, full)
        terms = item.analysis.terms.title
        if not terms or is_teaser(line) or is_loose(item.article) or not line:
            continue
        central = sum(carried[term] for term in terms) / math.sqrt(len(terms))
        if not SHORTEST <= len(line.split()) <= LONGEST:
            central *= 0.5
        if central > most * (1.0 + 1e-9):  # of equals the first: a title that holds
            best, most = line, central
    return best


def name_matter(names: Sequence[Leading], keywords: Sequence[str]) -> str:
    """Return leading names and the matter, such as `Trump–Petro: call, meeting`; two persons a story is between are
    joined by a dash."""
    matter = ", ".join(keywords[:2])
    persons = [name for name in names[:4] if name.kind == "person"]
    if len(persons) > 1 and _between(persons[0], persons[1]):
        who = f"{persons[0].short}–{persons[1].short}"
    else:
        who = ", ".join(name.full for name in names[:2])
    if who and matter:
        return f"{who}: {matter}"
    return who or matter[:1].upper() + matter[1:]


def _between(one: Leading, other: Leading) -> bool:
    return min(one.share, other.share) >= BETWEEN and other.weight >= BETWEEN * one.weight


def _any_headline(members: Sequence[AnnotatedArticle]) -> str:
    outlets = {item.article.outlet for item in members}
    cleaned = (clean_headline(item.article.title, outlets) for item in members)
    return next((line for line in cleaned if line), "")
