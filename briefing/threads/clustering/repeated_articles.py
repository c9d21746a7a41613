"""Articles that repeat each other word for word in one batch: many of them are one group from the beginning.

Compared one by one, n equal articles would cost n² comparisons; all of them would end in one thread anyway.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from briefing.model import Article
from briefing.threads.clustering.one_source import SAME_DAY
from briefing.threads.clustering.similarity import Group
from briefing.threads.clustering.term_vectors import Vector, add_up

FEW = 16
"""Equal articles up to which they are compared one by one."""
MOST = 1000
"""Maximum number of articles of a group, which bounds the weights of its sum."""


def group_repeats(
    articles: Sequence[Article], times: Sequence[float | None], threads: Mapping[str, str]
) -> dict[int, list[int]]:
    """Groups of articles with the same headline and text, of one language and of one day.

    Args:
        articles: in order of time, those without one last.
        times: of the articles, in seconds since 1970; None if unknown.
        threads: former thread by article id; articles of two are not grouped.

    Returns:
        place of the first article of each group -> places of all; articles that few others repeat are left out.
    """
    equal: dict[tuple[str, str, str, str], list[int]] = {}
    for place, article in enumerate(articles):
        key = (article.language, article.title.casefold(), article.text, threads.get(article.id, ""))
        equal.setdefault(key, []).append(place)
    groups: dict[int, list[int]] = {}
    for places in equal.values():
        if len(places) > FEW:
            group: list[int] = []
            for place in places:
                if not group or len(group) == MOST or not _are_of_one_day(times[group[0]], times[place]):
                    group = groups[place] = []
                group.append(place)
    return groups


def combine(
    places: Sequence[int],
    articles: Sequence[Article],
    vectors: Sequence[Vector],
    times: Sequence[float | None],
    sources: Sequence[str],
) -> tuple[Group, Vector, tuple[str, ...]]:
    """Statistics, sum vector and sorted ids of the articles at some places."""
    total = vectors[places[0]] if len(places) == 1 else add_up([[vectors[place] for place in places]])[0]
    known = [time for place in places if (time := times[place]) is not None]
    source = sources[places[0]] if len({sources[place] for place in places}) == 1 else ""
    group = Group(len(places), total.square, min(known, default=None), max(known, default=None), source)
    return group, total, tuple(sorted([articles[place].id for place in places]))


def _are_of_one_day(one: float | None, other: float | None) -> bool:
    return one is other is None or (one is not None and other is not None and abs(other - one) <= SAME_DAY)
