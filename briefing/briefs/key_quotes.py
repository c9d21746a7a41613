"""Key quotes of a thread: equal quotes of several articles are grouped, the most important come first.

Quote and speaker detection is left to `briefing.text`, copies to `briefing.threads`, name resolution and matching to
the sibling modules. Pure and deterministic.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from briefing.briefs import quote_match
from briefing.briefs.addressees import addressee
from briefing.briefs.quote_groups import Group, Place, by_arrival, fold
from briefing.briefs.speakers import People
from briefing.model import SURE, AnnotatedArticle, Citation, KeyQuote

_BEST_WORDS = (8, 45)
"""Range of words of a quote that is both short and informative."""
_REPEAT = 0.55
"""Factor for each further quote of a speaker, so that others appear too."""
_TERM_WORDS, _TERM_VOICES = 3, 3
"""Maximum words, and minimum number of speakers, of a name or a term of the story, which is no quote."""
_RETOLD = 0.5
"""Factor for words inside another's quote: they are second hand, and already part of that quote."""
_LOOKED_AT = 5
"""Maximum number of places of a quote that are examined for the speaker's prominence."""


def key_quotes(
    members: Sequence[AnnotatedArticle],
    limit: int | None = None,
    thread_id: str = "",
    *,
    doubtful: bool = False,
    copies: Mapping[str, str] | None = None,
    people: People | None = None,
) -> list[KeyQuote]:
    """Key quotes of a thread, most important first.

    Quotes are grouped if they have the same words (see `quote_match`) and are not known to have different speakers. The
    longest form is kept with every source; other forms are its `variants`. Spellings of one person are one speaker.
    Quotes of low confidence are left out, or are all that is returned with `doubtful`.

    Args:
        members: the articles of the thread, in any order.
        limit: maximum number; None for all.
        thread_id: set in every quote returned.
        doubtful: return the quotes below the confidence `SURE` instead of the others.
        copies: result of `find_copies`, if already computed.
        people: resolved names of `members`, if already computed.
    """
    if not any((quote.confidence < SURE) is doubtful for item in members for quote in item.analysis.quotes):
        return []
    people = people or People(members)
    places = list(_places(members, people))
    if doubtful:
        sure = {place.wording.words for place in places if place.quote.confidence >= SURE}
        places = [each for each in places if each.quote.confidence < SURE and each.wording.words not in sure]
    else:
        places = [each for each in places if each.quote.confidence >= SURE]
    groups = fold(places)
    independent = {} if doubtful else _copy_classes(members, copies)
    per_speaker = Counter(group.speaker for group in groups)
    voices = Counter(group.head.wording.words for group in groups)
    eligible = [each for each in groups if doubtful or not (_is_lone(each) or _is_term(each, voices))]
    chosen = _diversified([(_merit(group, per_speaker, independent), group) for group in eligible])
    return [_key_quote(group, people, thread_id) for group in (chosen if limit is None else chosen[: max(0, limit)])]


def _places(members: Iterable[AnnotatedArticle], people: People) -> Iterator[Place]:
    for item in members:
        id_ = item.article.id
        for quote in item.analysis.quotes:
            words = quote_match.read(item.article.text[quote.start : quote.end])
            if words.words:
                speaker = people.name(id_, quote.speaker) if quote.speaker else None
                yield Place(item, quote, words, speaker, bool(speaker and people.is_person(id_, quote.speaker or "")))


def _copy_classes(members: Sequence[AnnotatedArticle], copies: Mapping[str, str] | None) -> dict[str, str]:
    """Map each article to the outlet of its original, which counts as one independent report."""
    if copies is None:
        from briefing.threads.near_duplicates import find_copies

        copies = find_copies(sorted(members, key=by_arrival))
    known = {item.article.id: item.article.outlet or item.article.id for item in members}
    return {id_: known.get(copies.get(id_, id_), id_) for id_ in known}


def _merit(group: Group, per_speaker: Counter[str | None], independent: Mapping[str, str]) -> float:
    """Score of a quote by length, kind, confidence, prominence of its speaker and number of independent outlets."""
    count = len(group.head.wording.words)
    low, high = _BEST_WORDS
    length = min(1.0, count / low) * (1.0 if count <= high else max(0.4, high / count))
    kind = 1.0 if any(place.quote.kind == "direct" for place in group.places) else 0.85
    sure = max(place.quote.confidence for place in group.places)
    carried = len({independent.get(place.item.article.id, "") for place in group.places})
    prominence = _prominence(group) + min(3, per_speaker[group.speaker]) * 0.05
    known = 1.0 if group.speaker else 0.35
    cue = 1.0 if any(place.quote.cue for place in group.places) else 0.9
    retold = _RETOLD if all(place.quote.within is not None for place in group.places) else 1.0
    return length * kind * sure * known * cue * retold * (1.0 + prominence) * (1.0 + 0.35 * (carried - 1))


def _is_term(group: Group, voices: Mapping[tuple[str, ...], int]) -> bool:
    """Whether it is a name or a term of the story, which several speakers use."""
    words = group.head.wording.words
    return len(words) <= _TERM_WORDS and voices[words] >= _TERM_VOICES


def _is_lone(group: Group) -> bool:
    """Whether it is a single common word from the speaker's sentence: too little to be shown alone."""
    return len(group.head.wording.words) == 1 and group.head.quote.kind == "partial" and group.head.text[0].islower()


def _prominence(group: Group) -> float:
    """Mentions of the speaker relative to the most mentioned name of the article, from 0 to 1."""
    best = 0.0
    for place in group.places[:_LOOKED_AT]:
        names = place.item.analysis.names
        most = max((len(name.mentions) for name in names if name.kind != "place"), default=0)
        own = next((len(name.mentions) for name in names if name.full == place.quote.speaker), 0)
        best = max(best, own / most if most else 0.0)
    return best


def _diversified(rated: Sequence[tuple[float, Group]]) -> list[Group]:
    """Groups by merit, with each further quote of one speaker rated down."""
    seen: Counter[str | None] = Counter()
    rated_down = []
    for merit, group in sorted(rated, key=lambda each: (-each[0], each[1].head.arrival)):
        rated_down.append((merit * _REPEAT ** seen[group.speaker], group))
        seen[group.speaker] += 1
    return [group for _, group in sorted(rated_down, key=lambda each: (-each[0], each[1].head.arrival))]


def _key_quote(group: Group, people: People, thread_id: str) -> KeyQuote:
    first, speaker = group.head, group.speaker
    sources = [first, *sorted((p for p in group.places if p is not first), key=lambda place: place.arrival)]
    best = max(sources, key=lambda place: place.quote.confidence)
    # Details of the attribution are taken from places with the chosen speaker.
    attributed = [place for place in sources if place.speaker == speaker] or sources
    return KeyQuote(
        text=first.text,
        speaker=speaker,
        sources=tuple(_citation(place) for place in sources),
        kind="direct" if any(place.quote.kind == "direct" for place in sources) else "partial",
        cue=next((place.quote.cue for place in attributed if place.quote.cue), ""),
        speaker_as_written=next((p.quote.speaker_as_written for p in attributed if p.quote.speaker_as_written), ""),
        confidence=best.quote.confidence,
        added=_earliest(place.item.added_at(place.quote.start) for place in sources),
        thread_id=thread_id,
        variants=tuple(dict.fromkeys(place.text for place in sources[1:] if place.text != first.text)),
        evidence=best.quote.evidence,
        continues=first.quote.continues,
        addressee=_addressee(attributed, people),
        speaker_variants=people.spellings(speaker) if speaker else (),
        speaks_for=_principal(attributed, people),
        within=first.quote.within,
        quoted_by=_retelling(sources, people),
    )


def _addressee(places: Iterable[Place], people: People) -> str:
    for place in places:
        article = place.item.article
        as_written = addressee(article.text, place.item.analysis, place.quote)
        if as_written and (name := people.name(article.id, as_written)) != place.speaker:
            return name
    return ""


def _principal(places: Iterable[Place], people: People) -> str | None:
    """Principal of the speaker, by its name in the thread; None if there is none."""
    named = [(place, place.quote.speaks_for) for place in places]
    principals = (people.name(place.item.article.id, name) for place, name in named if name and place.speaker)
    return next(principals, None)


def _retelling(places: Sequence[Place], people: People) -> str:
    """Speaker of the quote around a retold one; empty if a place has it at first hand."""
    if any(place.quote.within is None for place in places):
        return ""
    first = places[0]
    around = (each.speaker for each in first.item.analysis.quotes if each.start == first.quote.within and each.speaker)
    return next((people.name(first.item.article.id, name) for name in around), "")


def _earliest(times: Iterator[datetime | None]) -> datetime | None:
    return min((time for time in times if time is not None), default=None)


def _citation(place: Place) -> Citation:
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
