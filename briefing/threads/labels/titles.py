"""Title of a thread: its most central headline or, if none is suitable, leading names and keywords."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from briefing.model import AnnotatedArticle
from briefing.threads.labels.headline_cleaner import calm, clean_headline, is_loud, is_teaser
from briefing.threads.labels.leading_names import Leading, sample
from briefing.threads.roundups import is_loose

BETWEEN = 0.5
"""Share of a thread's articles that must have both persons for `A–B`, and least ratio of their weights."""
SHORTEST, LONGEST = 3, 18
"""Words of a headline that is neither too terse nor too long."""

HEAD = 1500
"""Characters of a text that are examined for the spelling of words."""
WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


def make_title(members: Sequence[AnnotatedArticle], names: Sequence[Leading], keywords: Sequence[str]) -> str:
    """One-line title of a thread.

    Args:
        members: of the thread, in order of arrival.
        names: most important first.
        keywords: most important first.
    """
    title = best_headline(members) or name_matter(names, keywords) or _any_headline(members)
    return (calm(title, {}) if is_loud(title) else title) or "Untitled"


def best_headline(members: Sequence[AnnotatedArticle]) -> str:
    """The headline most similar to all others, cleaned; empty if none is suitable as a title."""
    titled = [item for item in sample(members) if item.article.title.strip()]
    carried: Counter[str] = Counter()
    for item in titled:
        carried.update(item.analysis.terms.title.keys())
    outlets = {item.article.outlet for item in members} | {item.article.wire for item in members}
    forms = _forms(titled) if any(is_loud(item.article.title) for item in titled) else {}
    best, most = "", 0.0
    for item in titled:
        line = clean_headline(item.article.title, outlets, forms)
        terms = item.analysis.terms.title
        if not terms or is_teaser(line) or is_loose(item.article) or not line:
            continue
        central = sum(carried[term] for term in terms) / math.sqrt(len(terms))
        if not SHORTEST <= len(line.split()) <= LONGEST:
            central *= 0.5
        if central > most * (1.0 + 1e-9):  # the first of equals, so that the title is stable
            best, most = line, central
    return best


def name_matter(names: Sequence[Leading], keywords: Sequence[str]) -> str:
    """Leading names and keywords, such as `Trump–Petro: call, meeting`; two persons of similar weight are joined by a
    dash."""
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
    """The first headline that is no teaser."""
    outlets = {item.article.outlet for item in members}
    cleaned = (clean_headline(item.article.title, outlets) for item in members)
    return next((line for line in cleaned if line and not is_teaser(line)), "")


def _forms(members: Sequence[AnnotatedArticle]) -> dict[str, str]:
    """Lower case -> most frequent spelling of words in the texts, not counting the first word of a line."""
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for item in members:
        for line in item.article.text[:HEAD].split("\n"):
            if not is_loud(line):
                for word in WORD.findall(line)[1:]:
                    seen[word.lower()][word] += 1
    return {folded: max(forms, key=lambda form: (forms[form], form)) for folded, forms in seen.items()}
