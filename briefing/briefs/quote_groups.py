"""Grouping of the same quote in several articles. Pure.

`quote_match` decides whether two quotes have the same words, `speakers` who their speakers are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from briefing.briefs.quote_match import Wording, same
from briefing.model import AnnotatedArticle, Quote

_CROWDED = 24
"""Maximum number of groups looked up for one run of words."""
_TRIED = 12
"""Maximum number of groups that a quote is compared with: those that share most runs with it."""
UTTERANCE_WORDS = 5
"""Minimum words of one utterance where articles attribute it differently, unless both name persons."""
_UNMISTAKABLE = 10
"""Number of words from which two persons never say the same."""
OUTVOTED = 3.0
"""Ratio of certainty from which one speaker of such words wins over the other."""


@dataclass(slots=True, eq=False)
class Place:
    """One occurrence of a quote."""

    item: AnnotatedArticle
    """The article that has it, with its analysis."""
    quote: Quote
    """The quote as it was extracted from the article."""
    wording: Wording
    """Its words, parsed for comparison."""
    speaker: str | None
    """Name of the speaker in the thread."""
    person: bool
    """Whether that is a person's name."""

    @property
    def text(self) -> str:
        """The words, verbatim."""
        return self.item.article.text[self.quote.start : self.quote.end]

    @property
    def arrival(self) -> tuple[float, str, int]:
        """Sort key: arrival time, then article id and offset."""
        return (*by_arrival(self.item), self.quote.start)


@dataclass(slots=True, eq=False)
class Group:
    """Occurrences of the same words; the first has the longest form."""

    places: list[Place] = field(default_factory=list)
    """The head, then the others in the order they were added."""
    known: Place | None = None
    """The first place with a known speaker, preferably a person."""

    def add(self, place: Place) -> None:
        """Add a place; the first one is the head."""
        self.places.append(place)
        if place.speaker and (self.known is None or place.person > self.known.person):
            self.known = place

    @property
    def head(self) -> Place:
        """The longest form, with the fewest changes by an editor."""
        return self.places[0]

    @property
    def languages(self) -> set[str]:
        """Languages of the articles that have it; one may be empty."""
        return {place.item.article.language for place in self.places}

    @property
    def votes(self) -> dict[str, float]:
        """Summed confidence by speaker; persons take precedence over bodies and roles with the same words."""
        named = [place for place in self.places if place.speaker]
        persons = [place for place in named if place.person]
        votes: dict[str, float] = {}
        for place in persons or named:
            if place.speaker:
                votes[place.speaker] = votes.get(place.speaker, 0.0) + place.quote.confidence
        return votes

    @property
    def speaker(self) -> str | None:
        """The speaker with the highest vote; None if there is none."""
        votes = self.votes
        return min(votes, key=lambda name: (-votes[name], name)) if votes else None


def by_arrival(item: AnnotatedArticle) -> tuple[float, str]:
    """Sort key: the refresh in which it arrived, then article id."""
    when = item.article.refreshed or item.article.published
    return (when.timestamp() if when else 0.0, item.article.id)


def fold(places: Sequence[Place]) -> list[Group]:
    """Group places by their words; independent of order, linear in all words.

    The longest come first, so that each finds the form it was cut from.
    """
    groups: list[Group] = []
    exact: dict[tuple[str, ...], list[Group]] = defaultdict(list)
    index: dict[tuple[str, ...], list[Group]] = defaultdict(list)
    for place in sorted(places, key=_longest_first):
        words = place.wording.words
        near = _near(place, index)
        group = next((each for each in (*exact[words], *near) if _belongs(place, each)), None)
        if group is None:
            group = Group()
            groups.append(group)
            for run in sorted(place.wording.runs):
                index[run].append(group)
        if group not in exact[words]:
            exact[words].append(group)
        group.add(place)
    return _settled(_with_beginnings(groups))


def _longest_first(place: Place) -> tuple[object, ...]:
    wording = place.wording
    retold, partial = place.quote.within is not None, place.quote.kind != "direct"
    return (-len(wording.words), wording.changed, wording.words, retold, partial, *place.arrival)


def _near(place: Place, index: dict[tuple[str, ...], list[Group]]) -> list[Group]:
    """Groups that share runs of words with a place, those that share most first."""
    shared = Counter(group for run in place.wording.runs for group in index.get(run, ())[:_CROWDED])
    return sorted(shared, key=lambda group: (-shared[group], _longest_first(group.head)))[:_TRIED]


def _belongs(place: Place, group: Group) -> bool:
    head, known = group.head, group.known
    one_speaker = known is not None and known.speaker == place.speaker
    if not one_speaker and (head.quote.within is None) != (place.quote.within is None):
        return False  # a retold quote is part of the quote around it, and not its speaker's own words
    if (
        known
        and place.speaker
        and not one_speaker
        and ((place.person and known.person) or len(place.wording.words) < UTTERANCE_WORDS)
    ):
        return False
    one_article = head.item.article.id == place.item.article.id
    return same(head.wording, place.wording, one_speaker=one_speaker, one_article=one_article)


def _with_beginnings(groups: list[Group]) -> list[Group]:
    """Merge the beginning of a quote split by its cue (`“The dam,” she said, “will hold.”`) into the group of the rest.

    Its one or two words are too few to match, but they precede a place of the group in the same article, and occur in
    the same order in the complete form.
    """
    following = {}
    for group in groups:
        for place in group.places:
            following[place.item.article.id, _line(place), place.quote.start] = group
    starts: dict[tuple[str, int], list[int]] = defaultdict(list)
    for id_, line, start in sorted(following):
        starts[id_, line].append(start)
    kept = []
    for group in groups:
        place = group.head
        later = [start for start in starts[place.item.article.id, _line(place)] if start > place.quote.end]
        rest = following[place.item.article.id, _line(place), later[0]] if later else group
        if len(group.places) == 1 and rest is not group and _begins(place, rest):
            rest.add(place)
        else:
            kept.append(group)
    return kept


def _line(place: Place) -> int:
    return place.item.article.text.rfind("\n", 0, place.quote.start)


def _begins(place: Place, rest: Group) -> bool:
    head, words = rest.head.wording, place.wording.words
    if len(words) > 2 or len(rest.places) < 2 or rest.head.item is place.item or rest.speaker != place.speaker:
        return False
    own = next(each for each in rest.places if each.item is place.item)
    return f" {' '.join((*words, *own.wording.words[:2]))} " in head.joined


def _settled(groups: list[Group]) -> list[Group]:
    """Resolve long identical quotes of two speakers in favour of the one with much higher confidence."""
    by_words: dict[tuple[str, ...], list[Group]] = defaultdict(list)
    for group in groups:
        if len(group.head.wording.words) >= _UNMISTAKABLE:
            by_words[group.head.wording.words].append(group)
    gone: set[int] = set()
    for rivals in by_words.values():
        first, *others = sorted(rivals, key=lambda group: -sum(group.votes.values()))
        for other in others:
            if sum(first.votes.values()) >= OUTVOTED * sum(other.votes.values()):
                first.places += other.places
                gone.add(id(other))
    return [group for group in groups if id(group) not in gone]
