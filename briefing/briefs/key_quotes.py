"""Quotes of a thread: equal quotes of several articles are grouped, the certain and newsworthy ones come first.

Quote and speaker detection is left to `briefing.text`, copies to `briefing.threads`; name resolution, matching, doubts
and the final choice to the sibling modules. Pure and deterministic.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from briefing.briefs.addressees import addressee, described
from briefing.briefs.newsworthiness import News
from briefing.briefs.quote_doubts import CERTAIN, find_doubt
from briefing.briefs.quote_groups import OUTVOTED, UTTERANCE_WORDS, Group, Place, by_arrival, fold
from briefing.briefs.quote_translations import join_translations
from briefing.briefs.quoted_places import QuotedPlaces
from briefing.briefs.speakers import People
from briefing.model import SURE, AnnotatedArticle, Citation, KeyQuote, Translation
from briefing.threads.contributing_articles import contributing_articles
from briefing.threads.reading_language import preference

_BEST_WORDS = (8, 45)
"""Range of words of a quote that is both short and informative."""
_REPEAT = 0.55
"""Factor for each further quote of a speaker, so that others appear too."""
_TERM_WORDS, _TERM_VOICES = 3, 3
"""Maximum words, and minimum number of speakers, of a name or a term of the story, which is no quote."""
_CROWDED = 24
"""Maximum number of groups looked up for one run of words."""
_LOOKED_AT = 5
"""Maximum number of places of a quote that are examined for its newsworthiness."""
_MAYBE_TRANSLATED = "may be a translation of a key quote"
_NO_REPORT = "only in articles that report no event"


def rank_quotes(  # noqa: PLR0913 - one parameter for each option
    members: Sequence[AnnotatedArticle],
    thread_id: str = "",
    *,
    doubtful: bool = False,
    copies: Mapping[str, str] | None = None,
    quoted: QuotedPlaces | None = None,
    kinds: Mapping[str, str] | None = None,
    languages: Sequence[str] = (),
) -> list[KeyQuote]:
    """Quotes of a thread: the certain ones first, then the others; each most newsworthy first.

    Quotes are grouped if they have the same words (see `quote_match`) and are not known to have different speakers. The
    longest form is kept with every source; other forms are its `variants`. Spellings of one person are one speaker.
    A quote that is not certain has the `reason`; `choose_key_quotes` takes the key quotes from the others. Quotes of
    low confidence are left out, or are all that is returned with `doubtful`.

    Args:
        members: the articles of the thread, in any order.
        thread_id: set in every quote returned.
        doubtful: return the quotes below the confidence `SURE` instead of the others.
        copies: result of `find_copies`, if already computed.
        quoted: the quotes of `members` in place, if already read.
        kinds: of the articles, by id, if known; else they are recognised by form alone.
        languages: of the reader, best first: so are the quotes ordered, and so is the text of a quote with translations
            chosen.
    """
    quoted = quoted or QuotedPlaces(members)
    if not (offered := quoted.doubtful if doubtful else quoted.sure):
        return []
    groups = join_translations(fold(offered), languages)
    contributing = contributing_articles(members, kinds)
    news = News.of(contributing, {} if doubtful else _copy_classes(members, copies))
    rivals = _rivals(groups)
    doubts = _doubts(groups, rivals, quoted, {item.article.id for item in contributing})
    rated = [(rate_quote(group, news), group) for group in groups]
    certain = _by_language(_diversified([each for each in rated if not doubts[id(each[1])]]), languages)
    others = _diversified([each for each in rated if doubts[id(each[1])]])
    doubts |= {id(group): _MAYBE_TRANSLATED for group in _in_other_languages(certain, languages)}
    doubts |= {id(group): "much like another quote" for group in _repeats(certain, rivals)}
    ordered = sorted((*certain, *others), key=lambda group: bool(doubts[id(group)]))
    return [_key_quote(group, quoted.people, thread_id, doubts[id(group)]) for group in ordered]


def _repeats(groups: Iterable[Group], rivals: Mapping[int, Sequence[Group]]) -> Iterator[Group]:
    """Groups that are rivals of an earlier one that is none itself."""
    seen: set[int] = set()
    for group in groups:
        if seen.isdisjoint(map(id, rivals[id(group)])):
            seen.add(id(group))
        else:
            yield group


def _by_language(groups: Iterable[Group], languages: Sequence[str]) -> list[Group]:
    """Groups with those in the reader's languages first, best first; in input order for each language."""
    return sorted(groups, key=lambda group: min(preference(language, languages) for language in group.languages))


def _in_other_languages(groups: Iterable[Group], languages: Sequence[str]) -> Iterator[Group]:
    """Groups in other languages than the first of their speaker: what may be one sentence in two translations."""
    spoken: dict[str | None, str] = {}
    for group in groups:
        best = min(group.languages, key=lambda language: (preference(language, languages), language))
        if "" not in group.languages and spoken.setdefault(group.speaker, best) not in group.languages:
            yield group


def _rivals(groups: Sequence[Group]) -> dict[int, list[Group]]:
    """For each group, by identity, those with half of its runs of words or more, or whose own half it has."""
    runs = {id(group): _long_runs(group.head.wording.words) for group in groups}
    index: dict[tuple[str, ...], list[Group]] = defaultdict(list)
    for group in groups:
        for run in runs[id(group)]:
            if len(index[run]) < _CROWDED:
                index[run].append(group)
    rivals: dict[int, list[Group]] = defaultdict(list)
    for group in groups:
        shared = Counter(id(other) for run in runs[id(group)] for other in index[run])
        by_id = {id(other): other for run in runs[id(group)] for other in index[run] if other is not group}
        for id_, other in by_id.items():
            if 2 * shared[id_] >= min(len(runs[id_]), len(runs[id(group)])):
                rivals[id(group)].append(other)
    return rivals


def _long_runs(words: tuple[str, ...]) -> frozenset[tuple[str, ...]]:
    return frozenset(words[at : at + UTTERANCE_WORDS] for at in range(len(words) - UTTERANCE_WORDS + 1))


def _copy_classes(members: Sequence[AnnotatedArticle], copies: Mapping[str, str] | None) -> dict[str, str]:
    """Map each article to the outlet of its original, which counts as one independent report."""
    if copies is None:
        from briefing.threads.near_duplicates import find_copies

        copies = find_copies(sorted(members, key=by_arrival))
    known = {item.article.id: item.article.outlet or item.article.id for item in members}
    return {id_: known.get(copies.get(id_, id_), id_) for id_ in known}


def _doubts(
    groups: Sequence[Group],
    rivals: Mapping[int, Sequence[Group]],
    quoted: QuotedPlaces,
    contributing: Collection[str],
) -> dict[int, str]:
    """Reason why each group is no key quote, by identity; empty for those that may be.

    Args:
        groups: occurrences of the words of each quote.
        rivals: of each group, by its identity.
        quoted: the quotes of the articles in place.
        contributing: ids of those that contribute to the thread.
    """
    voices = Counter(group.head.wording.words for group in groups)
    return {
        id(group): _doubt(group, voices, rivals[id(group)], quoted)
        if any(place.item.article.id in contributing for place in group.places)
        else _NO_REPORT
        for group in groups
    }


def _doubt(
    group: Group,
    voices: Mapping[tuple[str, ...], int],
    rivals: Sequence[Group],
    quoted: QuotedPlaces,
) -> str:
    """Reason why the words are not certain; empty if a place with their speaker is.

    Args:
        group: occurrences of the words.
        voices: number of speakers of the same words.
        rivals: groups with nearly the same words and another speaker.
        quoted: the quotes of the articles in place.
    """
    speaker = group.speaker
    own = [place for place in group.places if place.speaker == speaker]
    if all(place.quote.confidence < SURE for place in own):
        return group.head.quote.evidence or "doubtful"
    words = group.head.wording.words
    if len(words) <= _TERM_WORDS and voices[words] >= _TERM_VOICES:
        return "a term that several use"
    if len(words) >= UTTERANCE_WORDS and _is_disputed(group, rivals):
        return "articles disagree on the speaker"
    reasons = []
    for place in own:
        reasons.append(find_doubt(quoted.indexed(place.item), place.quote))
        if not reasons[-1]:
            return ""
    return reasons[0]


def _is_disputed(group: Group, rivals: Sequence[Group]) -> bool:
    """Whether another speaker is not clearly less certain, by the votes of all places.

    An article with both, as where one quote repeats another, does not dispute what it says itself.
    """
    articles = {place.item.article.id for place in group.places}
    others = (each for each in rivals if articles.isdisjoint(place.item.article.id for place in each.places))
    votes: dict[str, float] = defaultdict(float)
    for each in (group, *others):
        for name, vote in each.votes.items():
            votes[name] += vote
    own = votes.pop(group.speaker or "", 0.0)
    return max(votes.values(), default=0.0) * OUTVOTED > own


def rate_quote(group: Group, news: News) -> float:
    """Newsworthiness by evidence, length, speaker, independent outlets, and closeness to the main event."""
    count = len(group.head.wording.words)
    low, high = _BEST_WORDS
    length = min(1.0, count / low) * (1.0 if count <= high else max(0.4, high / count))
    evidence = max(CERTAIN.get(place.quote.evidence, 0.5) * place.quote.confidence for place in group.places)
    kind = 1.0 if any(place.quote.kind == "direct" for place in group.places) else 0.85
    places = group.places[:_LOOKED_AT]
    standing = max(news.standing(place.item, place.quote) for place in places)
    closeness = max(news.closeness(place.item, place.quote) for place in places)
    carried = len({news.report_of(place.item) for place in group.places})
    return length * evidence * kind * (1.0 + standing) * (0.5 + closeness) * (1.0 + 0.35 * (carried - 1))


def _diversified(rated: Sequence[tuple[float, Group]]) -> list[Group]:
    """Groups by merit, with each further quote of one speaker rated down."""
    seen: Counter[str | None] = Counter()
    rated_down = []
    for merit, group in sorted(rated, key=lambda each: (-each[0], each[1].head.arrival)):
        rated_down.append((merit * _REPEAT ** seen[group.speaker], group))
        seen[group.speaker] += 1
    return [group for _, group in sorted(rated_down, key=lambda each: (-each[0], each[1].head.arrival))]


def _key_quote(group: Group, people: People, thread_id: str, reason: str) -> KeyQuote:
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
        cue=_first(place.quote.cue for place in attributed),
        speaker_as_written=_first(place.quote.speaker_as_written for place in attributed),
        confidence=best.quote.confidence,
        added=_earliest(place.item.added_at(place.quote.start) for place in sources),
        thread_id=thread_id,
        variants=tuple(dict.fromkeys(place.text for place in sources[1:] if place.text != first.text)),
        evidence=best.quote.evidence,
        continues=first.quote.continues,
        addressee=_addressee(attributed, people),
        about=_about(attributed, people),
        speaker_variants=people.spellings(speaker) if speaker else (),
        speaks_for=_principal(attributed, people),
        within=first.quote.within,
        quoted_by=_retelling(sources, people),
        reason=reason,
        translations=_translations(group),
    )


def _translations(group: Group) -> tuple[Translation, ...]:
    """The longest form in each language other than that of the first."""
    longest: dict[str, str] = {}
    for place in group.places:
        language = place.item.article.language
        if len(place.text) > len(longest.get(language, "")):
            longest[language] = place.text
    own = group.head.item.article.language
    return tuple(Translation(code, text) for code, text in longest.items() if code not in (own, "") and own)


def _first(words: Iterable[str]) -> str:
    """The first that is not empty; empty if there is none."""
    return next(filter(None, words), "")


def _addressee(places: Iterable[Place], people: People) -> str:
    for place in places:
        article = place.item.article
        as_written = addressee(article.text, place.item.analysis, place.quote)
        if as_written and (name := people.name(article.id, as_written)) != place.speaker:
            return name
    return ""


def _about(places: Iterable[Place], people: People) -> str:
    for place in places:
        article = place.item.article
        as_written = described(article.text, place.item.analysis, place.quote, place.item.language)
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
