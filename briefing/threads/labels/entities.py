"""The leading names of a thread: who and where, by how many of its articles say so and how early."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from briefing.model import AnnotatedArticle, Name, NameKind

EARLY = 300
"""Characters of a text that say what it is about; a name that stands there counts as much as a second article."""
UNSURE = 0.4
"""Weight of a name whose kind the text does not show."""
SAMPLE = 80
"""Articles of a thread that are looked at: the first and the last ones."""


@dataclass(frozen=True, slots=True)
class Leading:
    """A name with what its rank rests on."""

    full: str
    """The fullest form that any article uses, by most articles."""
    kind: NameKind
    """As most articles show it."""
    share: float
    """Share of the articles that carry it, from 0 to 1."""
    weight: float
    """What it is ranked by."""

    @property
    def short(self) -> str:
        """The last name of a person, any other name in full."""
        return self.full.split()[-1] if self.kind == "person" else self.full


def sample(members: Sequence[AnnotatedArticle]) -> list[AnnotatedArticle]:
    """Return all members, or the first and the last ones of a big thread: what a thread is about stays linear."""
    if len(members) <= SAMPLE:
        return list(members)
    return [*members[: SAMPLE // 2], *members[-SAMPLE // 2 :]]


def rank_names(members: Sequence[AnnotatedArticle]) -> list[Leading]:
    """Return the names of a thread, most important first; outlets and agencies of the articles are no names."""
    looked_at = sample(members)
    barred = {name.casefold() for item in members for name in (item.article.outlet, item.article.wire) if name}
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    kinds: dict[str, Counter[NameKind]] = defaultdict(Counter)
    carried: Counter[str] = Counter()
    weights: dict[str, float] = defaultdict(float)
    for item in looked_at:
        for name in item.analysis.names:
            if not name.full.split() or name.full.casefold() in barred:
                continue
            key = _key(name)
            forms[key][name.full] += 1
            kinds[key][name.kind] += 1
            carried[key] += 1
            weights[key] += _weight(item, name)
    found = [
        Leading(_best(forms[key]), kinds[key].most_common(1)[0][0], carried[key] / len(looked_at), weights[key])
        for key in carried
    ]
    return sorted(found, key=lambda name: (-name.weight, name.full))


def _key(name: Name) -> str:
    folded = name.full.casefold()
    return folded.split()[-1] if name.kind == "person" else folded


def _weight(item: AnnotatedArticle, name: Name) -> float:
    """Return what one article's use of a name counts for: from 0.4 to about 3."""
    early = any(start < EARLY for start, _ in name.mentions) or name.full in item.article.title
    often = min(len(name.mentions), 8) / 8.0
    return (1.0 + early + often) * (UNSURE if name.kind == "unknown" else 1.0)


def _best(forms: Counter[str]) -> str:
    """Return the form with most words that is not rare among the forms."""
    usual = [form for form, count in forms.items() if 3 * count >= max(forms.values())]
    return max(usual, key=lambda form: (len(form.split()), forms[form], form))
