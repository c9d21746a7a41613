"""The key quotes of a thread: the same words in several articles are one, the ones that matter come first.

Finding quotes and speakers in one text is left to `briefing.text`; which articles copy each other to
`briefing.threads`. Pure, and the same for the same members in the same order.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from briefing.model import SURE, AnnotatedArticle, Citation, KeyQuote, Quote

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_SHINGLE = 5
"""Quotes of at least this many words fold when one holds the other."""
_BEST_WORDS = (8, 45)
"""Length of a quote that can be read at a glance and still says something."""
_REPEAT = 0.55
"""Each further quote of a speaker counts this much less, so that the others are heard too."""


@dataclass(slots=True)
class _Place:
    """One quote where it stands."""

    item: AnnotatedArticle
    quote: Quote
    words: tuple[str, ...]

    @property
    def text(self) -> str:
        return self.item.article.text[self.quote.start : self.quote.end]


@dataclass(slots=True)
class _Group:
    """Places that carry the same words."""

    places: list[_Place] = field(default_factory=list)


def key_quotes(
    members: Sequence[AnnotatedArticle],
    limit: int | None = None,
    thread_id: str = "",
    *,
    doubtful: bool = False,
    copies: Mapping[str, str] | None = None,
) -> list[KeyQuote]:
    """Return the quotes of a thread, those that matter most first.

    Quotes fold into one if they have the same words (case, marks and punctuation apart) or, from five words on, if one
    holds the other. The longest form is kept with every source; other forms are its `variants`. One person under
    several spellings is one speaker. What the analysis was not sure to be a quote is left out, or is
    all that is returned, if it is asked for.

    Args:
        members: the articles of the thread.
        limit: how many at most; None for all.
        thread_id: stands in every quote returned.
        doubtful: return the quotes below the confidence `SURE` instead of the others.
        copies: as `find_copies` gives them, where they are known already.
    """
    people = _full_names(members)
    groups = _fold(sorted(_places(members, doubtful), key=_by_arrival))
    independent = {} if doubtful else _copy_classes(members, copies)
    heard = Counter(_speaker(group, people) for group in groups)
    rated = [(_merit(group, _speaker(group, people), heard, independent), group) for group in groups]
    chosen = _mixed(rated, people)
    return [_key_quote(group, people, thread_id) for group in (chosen if limit is None else chosen[: max(0, limit)])]


def _places(members: Sequence[AnnotatedArticle], doubtful: bool) -> Iterator[_Place]:
    for item in members:
        for quote in item.analysis.quotes:
            words = tuple(_WORD.findall(item.article.text[quote.start : quote.end].casefold().replace("’", "'")))
            if words and (quote.confidence < SURE) == doubtful:
                yield _Place(item, quote, words)


def _by_arrival(place: _Place) -> tuple[float, str, int]:
    when = place.item.article.fetched or place.item.article.published
    return (when.timestamp() if when else 0.0, place.item.article.id, place.quote.start)


def _fold(places: Sequence[_Place]) -> list[_Group]:
    """Group places by their words, longest first, through an index of word sequences: linear in all words."""
    groups: list[_Group] = []
    exact: dict[tuple[str, ...], _Group] = {}
    holding: dict[tuple[str, ...], list[_Group]] = {}
    order = sorted(range(len(places)), key=lambda at: (-len(places[at].words), at))
    for at in order:
        place = places[at]
        words = place.words
        group = exact.get(words)
        if group is None and len(words) >= _SHINGLE:
            joined = f" {' '.join(words)} "
            for other in holding.get(words[:_SHINGLE], ())[:50]:
                if joined in f" {' '.join(other.places[0].words)} " and _agree(other.places[0].quote, place.quote):
                    group = other
                    break
        if group is None:
            group = _Group()
            groups.append(group)
            for i in range(len(words) - _SHINGLE + 1):
                holding.setdefault(words[i : i + _SHINGLE], []).append(group)
        exact.setdefault(words, group)
        group.places.append(place)
    return groups


def _agree(one: Quote, other: Quote) -> bool:
    """Tell whether two quotes can be one person's: the last names agree, or one of them is not known."""
    if one.speaker is None or other.speaker is None:
        return True
    return _last_name(one.speaker) == _last_name(other.speaker)


def _last_name(name: str) -> str:
    words = _WORD.findall(name.casefold())
    return words[-1] if words else ""


def _full_names(members: Sequence[AnnotatedArticle]) -> dict[str, str]:
    """Map each last name that means one person in the whole thread to the fullest, most frequent form."""
    forms: dict[str, Counter[str]] = {}
    for item in members:
        for name in item.analysis.names:
            if name.kind == "person":
                forms.setdefault(_last_name(name.full), Counter())[name.full] += max(1, len(name.mentions))
    full: dict[str, str] = {}
    for last, counted in forms.items():
        firsts = {name.split()[0].casefold().rstrip(".") for name in counted if len(name.split()) > 1}
        if len({first[0] for first in firsts}) <= 1 or len(firsts) == 1:
            whole = [name for name in counted if len(name.split()) > 1] or list(counted)
            full[last] = min(whole, key=lambda name: (-counted[name], -len(name), name))
    return full


def _speaker(group: _Group, people: Mapping[str, str]) -> str | None:
    """Return the speaker most places agree on, the surest first, under the thread's form of the name."""
    votes: dict[str, float] = {}
    for place in group.places:
        if place.quote.speaker:
            votes[_spelled(place, people)] = votes.get(_spelled(place, people), 0.0) + place.quote.confidence
    return min(votes, key=lambda name: (-votes[name], name)) if votes else None


def _spelled(place: _Place, people: Mapping[str, str]) -> str:
    name = place.quote.speaker or ""
    known = people.get(_last_name(name))
    if known and (
        len(name.split()) == 1 or any(each.full == name and each.kind == "person" for each in place.item.analysis.names)
    ):
        return known
    return name


def _copy_classes(members: Sequence[AnnotatedArticle], copies: Mapping[str, str] | None) -> dict[str, str]:
    if copies is None:
        from briefing.threads import find_copies

        copies = find_copies(members)
    return {item.article.id: copies.get(item.article.id, item.article.id) for item in members}


def _merit(group: _Group, speaker: str | None, heard: Counter[str | None], independent: Mapping[str, str]) -> float:
    """Rate a quote by length, kind, certainty, weight of its speaker and how many independent outlets carry it."""
    first = group.places[0]
    count = len(first.words)
    low, high = _BEST_WORDS
    length = min(1.0, count / low) * (1.0 if count <= high else max(0.4, high / count))
    kind = 1.0 if any(place.quote.kind == "direct" for place in group.places) else 0.85
    sure = max(place.quote.confidence for place in group.places)
    carried = len({independent.get(p.item.article.id, "") for p in group.places})
    prominence = _prominence(group, speaker) + min(3, heard[speaker]) * 0.05
    known = 1.0 if speaker else 0.35
    cue = 1.0 if any(place.quote.cue for place in group.places) else 0.9
    return length * kind * sure * known * cue * (1.0 + prominence) * (1.0 + 0.35 * (carried - 1))


def _prominence(group: _Group, speaker: str | None) -> float:
    """Return how much of the article's naming is the speaker's, from 0 to 1."""
    if not speaker:
        return 0.0
    best = 0.0
    for place in group.places[:5]:
        names = place.item.analysis.names
        most = max((len(name.mentions) for name in names if name.kind != "place"), default=0)
        own = next((len(name.mentions) for name in names if name.full == place.quote.speaker), 0)
        best = max(best, own / most if most else 0.0)
    return best


def _mixed(rated: list[tuple[float, _Group]], people: Mapping[str, str]) -> list[_Group]:
    """Order groups by merit, each further quote of one speaker rated down."""
    ordered = sorted(rated, key=lambda each: (-each[0], *_by_arrival(each[1].places[0])))
    seen: Counter[str | None] = Counter()
    mixed = []
    for merit, group in ordered:
        speaker = _speaker(group, people)
        mixed.append((merit * _REPEAT ** seen[speaker], group))
        seen[speaker] += 1
    return [group for _, group in sorted(mixed, key=lambda each: (-each[0], *_by_arrival(each[1].places[0])))]


def _key_quote(group: _Group, people: Mapping[str, str], thread_id: str) -> KeyQuote:
    first = group.places[0]
    sources = [first, *sorted((p for p in group.places if p is not first), key=_by_arrival)]
    best = max(group.places, key=lambda place: place.quote.confidence)
    told = next((p for p in group.places if p.quote.speaker), first)
    return KeyQuote(
        text=first.text,
        speaker=_speaker(group, people),
        sources=tuple(_citation(place) for place in sources),
        kind="direct" if any(place.quote.kind == "direct" for place in group.places) else "partial",
        cue=next((place.quote.cue for place in (first, told, *group.places) if place.quote.cue), ""),
        speaker_as_written=told.quote.speaker_as_written or first.quote.speaker_as_written,
        confidence=best.quote.confidence,
        added=_earliest(place.item.article.fetched for place in group.places),
        thread_id=thread_id,
        variants=tuple(dict.fromkeys(place.text for place in sources[1:] if place.text != first.text)),
        evidence=best.quote.evidence,
        continues=first.quote.continues,
    )


def _earliest(times: Iterator[datetime | None]) -> datetime | None:
    return min((time for time in times if time is not None), default=None)


def _citation(place: _Place) -> Citation:
    article = place.item.article
    return Citation(
        article.id,
        place.quote.start,
        place.quote.end,
        outlet=article.outlet,
        title=article.title,
        url=article.url,
        published=article.published,
    )
