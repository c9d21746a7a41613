"""Leading names of a thread, ranked by the number of its articles that mention them and how early."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.model import AnnotatedArticle, Name, NameKind

EARLY = 300
"""Characters at the start of a text in which a name counts as much as a second article."""
UNSURE = 0.4
"""Weight of a name of unknown kind."""
SAMPLE = 80
"""Maximum number of articles of a thread that are examined: the first and the last ones."""


@dataclass(frozen=True, slots=True)
class Leading:
    """A name of a thread with its rank."""

    full: str
    """The form with the most words among those that are common in the articles."""
    kind: NameKind
    """Its most frequent kind."""
    share: float
    """Share of the examined articles that mention it, from 0 to 1."""
    weight: float
    """The value it is ranked by."""

    @property
    def short(self) -> str:
        """The last name of a person, any other name in full."""
        return self.full.split()[-1] if self.kind == "person" else self.full


def sample(members: Sequence[AnnotatedArticle]) -> list[AnnotatedArticle]:
    """All members, or the first and the last ones of a big thread, which bounds the cost of labels."""
    if len(members) <= SAMPLE:
        return list(members)
    return [*members[: SAMPLE // 2], *members[-SAMPLE // 2 :]]


def rank_names(members: Sequence[AnnotatedArticle]) -> list[Leading]:
    """Names of a thread, most important first, without the outlets and agencies of its articles."""
    examined = sample(members)
    barred = {name.casefold() for item in members for name in (item.article.outlet, item.article.wire) if name}
    forms: dict[str, dict[str, int]] = defaultdict(dict)
    kinds: dict[str, dict[NameKind, int]] = defaultdict(dict)
    articles_with: dict[str, int] = defaultdict(int)
    weights: dict[str, float] = defaultdict(float)
    for item in examined:
        for name in item.analysis.names:
            if not name.full.split() or name.full.casefold() in barred:
                continue
            key = _key(name)
            forms[key][name.full] = forms[key].get(name.full, 0) + 1
            kinds[key][name.kind] = kinds[key].get(name.kind, 0) + 1
            articles_with[key] += 1
            weights[key] += _weight(item, name)
    names = [
        Leading(
            _best(forms[key]),
            max(kinds[key], key=kinds[key].__getitem__),
            articles_with[key] / len(examined),
            weights[key],
        )
        for key in articles_with
    ]
    return sorted(names, key=lambda name: (-name.weight, name.full))


def _key(name: Name) -> str:
    folded = name.full.casefold()
    return folded.split()[-1] if name.kind == "person" else folded


def _weight(item: AnnotatedArticle, name: Name) -> float:
    """Weight of a name in one article: from 0.4 to about 3."""
    early = any(start < EARLY for start, _ in name.mentions) or name.full in item.article.title
    often = min(len(name.mentions), 8) / 8.0
    return (1.0 + early + often) * (UNSURE if name.kind == "unknown" else 1.0)


def _best(forms: Mapping[str, int]) -> str:
    """The form with the most words among those at least a third as frequent as the most frequent one."""
    if len(forms) == 1:
        return next(iter(forms))
    most = max(forms.values())
    usual = [form for form, count in forms.items() if 3 * count >= most]
    return max(usual, key=lambda form: (len(form.split()), forms[form], form))
