"""Chunks of a line: noun phrases with their complements and appositions, and the tokens between them.

Adverbs, days and asides are no chunks: they stand between a verb and its subject and change nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from briefing.text.language_packs import Kind
from briefing.text.tokens import Tokens
from briefing.text.words_or_names import place_before_name

_SKIPPED = frozenset((Kind.ADVERB, Kind.TIME, Kind.ASIDE, Kind.CLITIC))
_HEADS = frozenset((Kind.NOUN, Kind.NAME))
_OPENERS = frozenset((Kind.DETERMINER, Kind.POSSESSIVE))
_STARTS = _HEADS | _OPENERS
_PREPOSITIONS = frozenset((Kind.PREPOSITION, Kind.TO, Kind.OF))
_PRONOUNS = frozenset((Kind.PRONOUN, Kind.RELATIVE))
MENTIONS = frozenset(("np", "pp", "pron", "rel"))
"""Kinds of chunks that may name a speaker."""
_BEHIND_SUBJECTS = frozenset((Kind.CUE, Kind.VERB, Kind.AUXILIARY, Kind.RELATIVE))
_COMPLEMENTS = 3
"""Phrases with a preposition that an apposition and what it explains may each have."""
_SHORTEST_SHARED = 2
_NO_NAME = (-1, -1)


@dataclass(slots=True)
class Chunk:
    """A phrase, or a token between phrases; half-open in tokens."""

    kind: str
    """`np`, `pp`, `pron`, `rel`, `acc`, or the kind of the token."""
    first: int
    """Its first token; that of the noun phrase in a `pp`."""
    stop: int
    """One past its last."""
    head: int = -1
    """Token of the noun that the phrase is about."""
    name: tuple[int, int] = _NO_NAME
    """Tokens of the name in it, that of an apposition included; (-1, -1) without."""
    preposition: str = ""
    """Preposition of a `pp`."""
    owners: tuple[tuple[int, int], ...] = ()
    """Tokens of the names that its complements have: `el abogado de Ana Ruiz`."""

    @property
    def is_mention(self) -> bool:
        """Whether it may name a speaker."""
        return self.kind in MENTIONS

    @property
    def has_name(self) -> bool:
        """Whether somebody or something is called by a name."""
        return self.name[0] >= 0


def chunk(tokens: Tokens) -> list[Chunk]:
    """Chunks of a line in order."""
    return _with_appositions(tokens, list(plain_chunks(tokens)))


def plain_chunks(tokens: Tokens) -> Iterator[Chunk]:
    """Chunks without their appositions."""
    kind, size = tokens.kind, len(tokens.kind)
    at = 0
    while at < size:
        here = kind[at]
        if here in _SKIPPED:
            at += 1
        elif here in _PREPOSITIONS:
            chunks = list(_after_preposition(tokens, at))
            yield from chunks
            at = chunks[-1].stop if chunks else at + 2
        elif here in _PRONOUNS:
            yield Chunk("pron" if here is Kind.PRONOUN else "rel", at, at + 1, at)
            at += 1
        elif here in _STARTS and (phrase := _noun_phrase(tokens, at)):
            if _is_oblique(tokens, phrase):
                phrase.kind = "pp"
            yield phrase
            at = phrase.stop
        elif here in _OPENERS:
            first, stop, at = at, *_behind_openers(tokens, at)
            if tokens.kind_at(at) in _BEHIND_SUBJECTS:  # `some said`, `those who`, `to her on Friday`
                yield Chunk("pron", first, stop, stop - 1)
        else:
            yield Chunk(here, at, at + 1)
            at += 1


def _behind_openers(tokens: Tokens, first: int) -> tuple[int, int]:
    """The token behind determiners without a noun, and the one behind what may stand between them and their verb."""
    at = stop = _after_openers(tokens, first)
    while tokens.kind_at(at) is Kind.CLITIC:  # `este le respondió`
        at += 1
    is_alone = tokens.pack.has_contractions and stop == first + 1 and tokens.low[first] in tokens.pack.indefinite
    if is_alone and tokens.kind_at(at) is Kind.ADVERB and tokens.kind_at(at + 1) is Kind.CUE:
        at += 1  # `another reportedly said`
    return stop, at


def _is_oblique(tokens: Tokens, phrase: Chunk) -> bool:
    """Whether the article of a phrase shows that it is no subject: `dem Sender`, `der Zeitung`."""
    sex = tokens.pack.oblique.get(tokens.low[phrase.first])
    if sex is None or tokens.kind_at(phrase.first - 1) is Kind.ACCORDING:
        return False
    return not sex or ((noun := tokens.noun(phrase.head)) is not None and noun.gender == sex)


def _after_preposition(tokens: Tokens, at: int) -> Iterator[Chunk]:
    """The phrase that a preposition opens; nothing before a day."""
    following = tokens.kind_at(at + 1)
    inner = _noun_phrase(tokens, at + 1)
    word = tokens.low[at]
    if inner is None:
        if following in _PRONOUNS:
            yield Chunk("pp", at + 1, at + 2, at + 1, preposition=word)
        elif following is not Kind.TIME:
            yield Chunk(tokens.kind[at], at, at + 1)
        return
    split = _second_name(tokens, inner)
    if split:
        first = inner.name[0] if inner.name[0] < split else split - 1
        name = (first, split) if tokens.is_name[first] else _NO_NAME
        yield Chunk("pp", inner.first, split, split - 1, name, word)
        yield Chunk("np", split, inner.stop, inner.stop - 1, (split, inner.stop))
    else:
        yield Chunk("pp", inner.first, inner.stop, inner.head, inner.name, word, inner.owners)


def _noun_phrase(tokens: Tokens, at: int) -> Chunk | None:
    """The noun phrase that begins at a token, with what `of` and owners add; None if none does."""
    first, core = at, _core_start(tokens, at)
    stop = _core_stop(tokens, core)
    if stop == core:
        return None
    head = stop - 1
    name = _name_in(tokens, core, stop)
    is_owner = tokens.pack.has_capital_nouns and name[1] == head and tokens.low[head - 1].endswith("s")
    if is_owner and tokens.noun(head):  # `Merkels Sprecher`
        return _with_complements(tokens, Chunk("np", first, stop, head, _NO_NAME, owners=(name,)))
    phrase = Chunk("np", first, stop, head, name)
    return phrase if phrase.has_name and tokens.noun(head) is None else _with_complements(tokens, phrase)


def _core_start(tokens: Tokens, at: int) -> int:
    """The token behind what opens a noun phrase: `the very`, `one of the`."""
    first, kind = at, tokens.kind
    while at < len(kind) and (kind[at] in _OPENERS or (at > first and kind[at] is Kind.ADVERB)):
        at += 1
    return _after_openers(tokens, at + 1) if at > first and tokens.kind_at(at) is Kind.OF else at


def _with_complements(tokens: Tokens, phrase: Chunk) -> Chunk:
    """A phrase with what `of` and genitives add to it, the names among that as owners."""
    low, genitives = tokens.low, tokens.pack.genitives
    while phrase.stop < len(low) and (tokens.kind[phrase.stop] is Kind.OF or low[phrase.stop] in genitives):
        first = _after_openers(tokens, phrase.stop + 1)
        stop = _core_stop(tokens, first)
        if stop == first:
            break
        phrase.stop = stop = _shared_stop(tokens, first, stop)
        if not phrase.has_name and (split := _given_name(tokens, first, stop)):
            phrase.name = (split, stop)
            break
        owner = _name_in(tokens, first, stop)
        phrase.owners += (owner,) if owner[0] >= 0 else ()
    return phrase


def _shared_stop(tokens: Tokens, first: int, stop: int) -> int:
    """One past a noun that two names share: `officials of the Dutch and Danish navies`."""
    if not all(tokens.is_name[first:stop]) or tokens.kind_at(stop) is not Kind.CONJUNCTION:
        return stop
    second = _core_stop(tokens, stop + 1)
    is_shared = second - stop > _SHORTEST_SHARED and tokens.is_name[stop + 1] and tokens.kind[second - 1] is Kind.NOUN
    return second if is_shared else stop


def _after_openers(tokens: Tokens, at: int) -> int:
    while tokens.kind_at(at) in _OPENERS:
        at += 1
    return at


def _core_stop(tokens: Tokens, at: int) -> int:
    """One past the nouns and names at a token, owners and particles between them included."""
    kind, words, start = tokens.kind, tokens.pack, at
    while at < len(kind) and not (words.has_capital_nouns and _ends_name(tokens, start, at)):
        if kind[at] in _HEADS:
            at += 1
        elif at == start:
            break
        elif kind[at] is Kind.GENITIVE or (kind[at] is Kind.DETERMINER and kind[at - 1] is Kind.GENITIVE):
            at += 1  # `the Army’s 3rd Division`
        elif tokens.low[at] in words.particles and (stop := _particle_stop(tokens, at)):
            at = stop
        else:
            break
    return at - 1 if at > start and kind[at - 1] is Kind.GENITIVE else at


def _ends_name(tokens: Tokens, first: int, stop: int) -> bool:
    """Whether a full name ends where a noun with a capital may follow: `hat Karin Holm Vorwürfe erhoben`."""
    words = tokens.pack
    return (
        stop - first > 1
        and all(tokens.is_name[stop - 2 : stop])
        and tokens.low[stop - 2] in words.given_names
        and tokens.low[stop - 1] not in words.given_names
    )


def _particle_stop(tokens: Tokens, at: int) -> int:
    """One past the particles of a name at a token, if the name goes on behind them; else 0."""
    start = at
    if tokens.low[at] in tokens.pack.oblique:  # `Bremer der Zeitung`, but `von der Heide`
        return 0
    while at < len(tokens) and at - start < _COMPLEMENTS and tokens.low[at] in tokens.pack.particles:
        at += 1
    return at if tokens.is_name[start - 1] and at < len(tokens) and tokens.is_name[at] else 0


def _name_in(tokens: Tokens, first: int, stop: int) -> tuple[int, int]:
    """The last run of names in a phrase, with particles and without titles."""
    words = tokens.pack
    particles, nouns = words.particles, words.nouns
    at = stop
    while at > first and not tokens.is_name[at - 1]:
        at -= 1
    end = at
    while at > first and (tokens.is_name[at - 1] or tokens.low[at - 1] in particles):
        at -= 1
    while at < end and (tokens.low[at] in particles or ((noun := nouns.get(tokens.low[at])) and noun.sort != "body")):
        at += 1
    if words.has_capital_nouns:  # `Bäckerin Ulrike Vollmer`
        at = next((each for each in range(at, end - 1) if words.sex(tokens.low[each]) is not None), at)
    return (at, end) if end > at else _NO_NAME


def _second_name(tokens: Tokens, phrase: Chunk) -> int:
    """First token of a person's name in a phrase about something else: `a EFE Nubia Tello`; 0 if there is none.

    A noun of no list may tell how somebody speaks: `con sorna Nubia Tello`.
    """
    first, stop = phrase.name
    if first < 0 or stop != phrase.stop:
        return 0
    if first > phrase.first:
        noun = tokens.noun(first - 1)
        if (
            tokens.is_name[first - 1]
            and noun is not None
            and noun.sort == "agency"
            and tokens.low[first] in tokens.pack.given_names
        ):
            return first
        is_manner = noun is None and first - phrase.first == 1 and tokens.kind[phrase.first] is Kind.NOUN
        if (
            is_manner
            and tokens.pack.has_noun_first
            and stop - first > 1
            and tokens.low[first] in tokens.pack.given_names
        ):
            return first
    return _given_name(tokens, first, stop)


def _given_name(tokens: Tokens, first: int, stop: int) -> int:
    """First token of a person's name behind another name: `de Energía Álvaro Tobón`; 0 if there is none."""
    words = tokens.pack
    if place := place_before_name(tokens.low[first:stop]):
        return first + place
    if tokens.low[first] in words.given_names:
        return 0
    for at in range(first, stop - 1):
        if tokens.is_name[at] and tokens.is_name[at + 1] and tokens.low[at] in words.given_names:
            before = tokens.noun(at - 1)
            owns = before is not None and before.sort in ("work", "place")
            return 0 if owns or tokens.low[at - 1] in words.particles else at
    return 0


def _with_appositions(tokens: Tokens, chunks: Sequence[Chunk]) -> list[Chunk]:
    """Join a phrase and one behind a comma that says who it is: `Ana Duarte, the mayor, said`."""
    kept: list[Chunk] = []
    at = 0
    while at < len(chunks):
        here = chunks[at]
        kept.append(here)
        stop = _apposition_stop(tokens, chunks, at) if here.kind in ("np", "pp") else 0
        if stop:
            inner = chunks[at + 1 : stop]
            named = next(each for each in inner if each.kind == "np")
            if not here.has_name:
                here.name = named.name
            here.owners += tuple(span for each in inner for span in each.owners)
            here.stop = inner[-1].stop if inner[-1].kind != Kind.COMMA else inner[-2].stop
        at = stop or at + 1
    return kept


def _apposition_stop(tokens: Tokens, chunks: Sequence[Chunk], at: int) -> int:
    """One past the apposition to a phrase, the comma behind it included; 0 without."""
    here = chunks[at]
    comma = _after_complements(chunks, at + 1)
    if [each.kind for each in chunks[comma : comma + 2]] != [Kind.COMMA, "np"]:
        return 0
    second = chunks[comma + 1]
    if not _are_one(tokens, here, second):
        return 0
    stop = _after_complements(chunks, comma + 2)
    if stop == len(chunks) or chunks[stop].kind == Kind.STOP:
        return stop
    if chunks[stop].kind == Kind.QUOTE:  # no role in `en opinión de Ana Duarte, la ciudad “vive”`
        return stop if second.has_name or _has_role(tokens, second) else 0
    if here.kind == "np" and here.has_name and chunks[stop].kind == Kind.CUE and _has_role(tokens, second):
        return stop
    return stop + 1 if chunks[stop].kind == Kind.COMMA else 0


def _are_one(tokens: Tokens, one: Chunk, other: Chunk) -> bool:
    """Whether two phrases may mean one person, the second an apposition: a name and a role, or a role and a name."""
    if one.has_name:
        noun = tokens.noun(one.head)
        is_agency = noun is not None and noun.sort == "agency"  # `according to AFP, one user posted`
        return not is_agency and (not other.has_name or tokens.kind[other.first] in _OPENERS)
    if not other.has_name or not _has_role(tokens, one):
        return False
    is_described = tokens.kind[other.first] in _OPENERS and _has_description(tokens, other)
    if other.name[0] == other.first or is_described:
        return True
    is_titled = _is_role(tokens, other.name[0] - 1)  # `le chef d’état-major, le général Diarra`
    return is_titled and not tokens.pack.has_capital_roles


def _has_description(tokens: Tokens, phrase: Chunk) -> bool:
    """Whether a full name follows words that are no role: `el verde Ulla Nygaard`."""
    first, stop = phrase.name
    is_full = stop - first > 1 and first - phrase.first == 2 and tokens.low[first] not in tokens.pack.nouns
    return is_full and not phrase.owners and not _has_role(tokens, phrase)


def _after_complements(chunks: Sequence[Chunk], at: int) -> int:
    start = at
    while at < len(chunks) and chunks[at].kind == "pp" and at - start < _COMPLEMENTS:
        at += 1
    return at


def _has_role(tokens: Tokens, phrase: Chunk) -> bool:
    return any(_is_role(tokens, at) for at in range(phrase.first, phrase.stop))


def _is_role(tokens: Tokens, at: int) -> bool:
    noun = tokens.noun(at)
    return noun is not None and noun.sort == "role"
