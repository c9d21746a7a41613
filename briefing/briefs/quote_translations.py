"""Recognition of one quote in several languages, which outlets have translated.

Two groups of words are one quote if one person said both within days, and their numbers, names and places agree. Their
other words cannot be compared one by one; enough of them must be the same concepts or cognates, and no other quote of
the person may be as similar. Where that is not sure, the quotes stay apart. Pure.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from briefing.briefs.quote_groups import Group
from briefing.threads.clustering.event_evidence import Profile, compare
from briefing.threads.cross_language.event_words import concepts_of
from briefing.threads.cross_language.neutral_terms import NAME, NUMBER, PLACE, SCORE, neutral_terms
from briefing.threads.reading_language import preference

DAYS = 3.0
"""Days between the first sources of a quote and of its translation."""
LONGER = 1.8
"""Maximum ratio of the numbers of words."""
LEAST_WORDS = 5
"""Words of the shortest quote that is compared."""
LEAST_TOPICS, LEAST_SHARE = 3, 0.5
"""Topics that two quotes must share, and the share of all topics of the one that has fewer."""
LEAST_SHARE_UNANCHORED = 0.7
"""The same share where neither has a number, name or place."""
BETTER = 1.3
"""Factor by which a match must exceed the next of either quote."""
_FIRM = (NUMBER, SCORE, NAME, PLACE)
"""Kinds of terms that must agree."""
_DAY = 86400.0


@dataclass(frozen=True, slots=True)
class _Quoted:
    """A group of one language, arranged for comparison."""

    group: Group
    language: str
    profile: Profile
    firm: frozenset[str]
    """Its numbers, names and places."""
    topics: int
    """Number of its terms."""

    @classmethod
    def of(cls, group: Group) -> _Quoted:
        language = group.head.item.article.language
        terms = neutral_terms("", group.head.text, language)
        firm = frozenset(
            term for term in terms if term[0] in _FIRM and not (term[0] == NAME and concepts_of(term[1:], language))
        )
        return cls(group, language, Profile.of(terms), firm, sum(term[0] != "&" for term in terms))


def join_translations(groups: Sequence[Group], languages: Sequence[str]) -> list[Group]:
    """Groups with the translations of a quote joined to one group, in the order given.

    Args:
        groups: as `fold` gives them.
        languages: of the reader, best first: the text of a quote is the one in the first of these.
    """
    if len({place.item.article.language for group in groups for place in group.places} - {""}) < 2:
        return list(groups)
    heads: dict[int, Group] = {}
    for quoted in _by_speaker(groups):
        ordered = sorted(quoted, key=lambda each: preference(each.language, languages))
        heads.update((id(each.group), each.group) for each in ordered)
        rank = {id(each.group): place for place, each in enumerate(ordered)}
        for one in ordered:
            for other in ordered:
                pair = heads[id(one.group)], heads[id(other.group)]
                kept, added = sorted(pair, key=lambda group: rank[id(group)])
                if kept.languages.isdisjoint(added.languages) and _match(one, other, quoted):
                    kept.places += added.places
                    heads.update({key: kept for key, head in heads.items() if head is added})
    return [group for group in groups if heads.get(id(group), group) is group]


def _by_speaker(groups: Iterable[Group]) -> Iterable[list[_Quoted]]:
    """The quotes of each person that are long enough."""
    by_speaker: dict[str, list[_Quoted]] = defaultdict(list)
    for group in groups:
        if group.known and group.known.person and group.speaker and len(group.head.wording.words) >= LEAST_WORDS:
            by_speaker[group.speaker].append(_Quoted.of(group))
    return by_speaker.values()


def _match(one: _Quoted, other: _Quoted, quoted: Sequence[_Quoted]) -> bool:
    """Whether two quotes are translations of each other, and nothing else is as similar to either."""
    likeness = _likeness(one, other)
    if not likeness:
        return False
    rivals = [_likeness(one, each) for each in quoted if each is not other and each.language == other.language]
    rivals += [_likeness(each, other) for each in quoted if each is not one and each.language == one.language]
    return likeness >= BETTER * max(rivals, default=0.0)


def _likeness(one: _Quoted, other: _Quoted) -> float:
    """How similar two quotes are; 0 if they cannot be one."""
    sizes = sorted(len(each.group.head.wording.words) for each in (one, other))
    if sizes[1] > LONGER * sizes[0] or _days_between(one.group, other.group) > DAYS or not _agree(one, other):
        return 0.0
    topics = compare(one.profile, other.profile, lambda term: 0.0, 0.0).topics
    share = len(topics) / max(min(one.topics, other.topics), 1)
    least = LEAST_SHARE if one.firm or other.firm else LEAST_SHARE_UNANCHORED
    return share * len(topics) if len(topics) >= LEAST_TOPICS and share >= least else 0.0


def _agree(one: _Quoted, other: _Quoted) -> bool:
    """Whether each has all numbers and places of the other, and the names that are words of the other."""
    for first, second in ((one, other), (other, one)):
        missing = first.firm - second.firm
        if any(term[0] != NAME or term[1:] not in second.profile.words for term in missing):
            return False
    return True


def _days_between(one: Group, other: Group) -> float:
    """Days between the first articles of two groups; 0 if a time is unknown."""
    first, second = (
        min((when for place in group.places if (when := place.item.article.when)), default=None)
        for group in (one, other)
    )
    return abs((first - second).total_seconds()) / _DAY if first and second else 0.0
