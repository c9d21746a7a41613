"""Kinds of words that may be of two: verbs that are nouns, articles that are pronouns, by what stands around them."""

from __future__ import annotations

from briefing.text.language_packs import Kind, Shape
from briefing.text.tokens import Tokens

_OWNED = frozenset((Kind.DETERMINER, Kind.POSSESSIVE, Kind.GENITIVE))
_LONGEST_ASIDE = 6
"""Maximum number of words of a set phrase that opens a sentence."""
_NOMINAL = frozenset((Kind.NOUN, Kind.NAME))


def settle_kinds(tokens: Tokens) -> None:
    """Set the kind of each token that may be of two."""
    words, kinds = tokens.pack, tokens.kind
    modals, nouns, viewing = words.modals, words.nouns, words.viewing
    unsettled = words.fused | words.objects | words.relatives | words.latter.keys()
    is_behind_modal = False
    for at, (here, low) in enumerate(zip(kinds, tokens.low, strict=True)):
        if here is _NOUN and is_behind_modal:
            kinds[at] = _NOUN if low in nouns else Kind.VERB  # `does grasp`, `will percolate`
        elif here is _DETERMINER and low in words.verbs and tokens.kind_at(at - 1) is Kind.AUXILIARY:  # `ha dicho`
            kinds[at] = words.verbs[low].kind
        elif here in _UNSETTLED or (here is _DETERMINER and low in unsettled):
            kinds[at] = _settled(tokens, at, here, low)
        elif here is Kind.PREPOSITION and low in viewing and _is_view(tokens, at):
            kinds[at] = Kind.ACCORDING
        if kinds[at] is not _ADVERB:
            is_behind_modal = low in modals


def _settled(tokens: Tokens, at: int, here: Kind, low: str) -> Kind:
    """Kind of a token that may be of its own kind or of another."""
    if here is Kind.CUE and tokens.pack.asides and _is_aside(tokens, at):
        return Kind.ADVERB
    if here is Kind.RELATIVE:  # `a quien acusó` is not the subject of its clause
        is_object = tokens.pack.drops_subjects and tokens.kind_at(at - 1) is Kind.PREPOSITION
        return Kind.SUBORDINATOR if is_object else here
    if here is Kind.CUE or here is Kind.VERB:
        return Kind.NOUN if " " not in low and _is_noun(tokens, at) else here
    if here is Kind.ACCORDING or low in tokens.pack.objects or low in tokens.pack.relatives:
        return _resettled(tokens, at, here, low)
    return _settled_closed(tokens, at, here, low)


def _is_aside(tokens: Tokens, at: int) -> bool:
    """Whether a verb of saying is part of a set phrase between the start of a sentence and a comma."""
    first = last = at
    while first and tokens.kind[first - 1] is not Kind.STOP and at - first < _LONGEST_ASIDE:
        first -= 1
    while tokens.kind_at(last) not in (Kind.COMMA, Kind.STOP) and last - first < _LONGEST_ASIDE:
        last += 1
    return "_".join(tokens.low[first:last]) in tokens.pack.asides


def _settled_closed(tokens: Tokens, at: int, here: Kind, low: str) -> Kind:
    """Kind of a word of a closed class that may be of another, too: `that`, `what`, `himself`, `hers`."""
    after = tokens.kind_at(at + 1)
    if here is Kind.SUBORDINATOR:
        return Kind.DETERMINER if low == "that" and tokens.kind_at(at - 1) not in _BEFORE_THAT else here
    if here is Kind.DETERMINER and low in tokens.pack.latter:
        return Kind.PRONOUN if _stands_alone(tokens, at) else here
    if here is Kind.DETERMINER:
        return Kind.SUBORDINATOR if after in _SUBJECTS and tokens.low[at + 1] not in _INDEFINITE else here
    if here is Kind.PRONOUN:
        is_emphatic = low.endswith(_REFLEXIVES) and tokens.kind_at(at - 1) in _NOMINAL  # `the president himself`
        return Kind.ADVERB if is_emphatic else here
    return Kind.PRONOUN if after in _NOT_OWNED else here


def _stands_alone(tokens: Tokens, at: int) -> bool:
    """Whether a demonstrative is the speaker: `Este aseguró que`, `dijo esta.`."""
    if tokens.kind_at(at + 1) in (Kind.CLITIC, Kind.COMMA, Kind.STOP):
        return True
    verb = tokens.verb(at + 1)
    return verb is not None and verb.shape is Shape.PAST and tokens.low[at + 1] not in tokens.pack.nouns


def _resettled(tokens: Tokens, at: int, here: Kind, low: str) -> Kind:
    """Kind of an article that may be a pronoun, or of a word that names a source only beside a noun."""
    around = tokens.kind_at(at - 1), tokens.kind_at(at + 1)
    if low in tokens.pack.objects:
        return Kind.CLITIC if _is_object(tokens, at) else here
    if low in tokens.pack.relatives:  # `, die mehrere Besetzer vertritt`
        is_relative = around[1] in _IN_RELATIVE_CLAUSES or (around[1] in _NOMINAL and _ends_with_verb(tokens, at))
        return Kind.RELATIVE if at and around[0] is Kind.COMMA and is_relative else here
    is_source = not tokens.pack.is_verb_second or not _SOURCES.isdisjoint(around)
    return here if is_source else Kind.ADVERB  # `so groß wie`


def _is_view(tokens: Tokens, at: int) -> bool:
    """Whether a preposition at the start of a sentence names whose opinion follows: `Para Elena Ruiz, la ley es`."""
    if tokens.kind_at(at - 1) is not Kind.STOP:
        return False
    while tokens.kind_at(at + 1) in _OWNED:
        at += 1
    noun = tokens.noun(at + 1)
    if tokens.kind_at(at + 1) is Kind.NAME:
        return noun is None and tokens.low[at + 1] not in tokens.pack.demonyms.values()
    return noun is not None and noun.sort in _VIEWERS


def _ends_with_verb(tokens: Tokens, at: int) -> bool:
    """Whether a verb is the last token of a clause and the only one in it: `, der Weber „Betrug“ vorwirft,`."""
    for behind in range(at + 1, min(at + _LONGEST_CLAUSE, len(tokens))):
        if tokens.kind[behind] in _VERBS or tokens.kind[behind] in _CLAUSE_ENDS:
            return tokens.kind[behind] in _VERBS and tokens.kind_at(behind + 1) in _CLAUSE_ENDS
    return False


_VIEWERS = ("role", "people", "body")
"""Sorts of nouns of who has opinions."""
_LONGEST_CLAUSE = 16
"""Tokens of a relative clause in which its verb is looked for."""
_CLAUSE_ENDS = frozenset((Kind.COMMA, Kind.STOP))
_NOUN, _ADVERB, _DETERMINER = Kind.NOUN, Kind.ADVERB, Kind.DETERMINER
_UNSETTLED = frozenset(
    (Kind.RELATIVE, Kind.CUE, Kind.VERB, Kind.SUBORDINATOR, Kind.PRONOUN, Kind.POSSESSIVE, Kind.ACCORDING)
)
_SOURCES = frozenset((*_OWNED, *_NOMINAL, Kind.PRONOUN, Kind.OF, Kind.QUOTE, Kind.TIME))
"""Kinds of tokens behind or in front of a word that names a source."""
_IN_RELATIVE_CLAUSES = frozenset((*_OWNED, Kind.PREPOSITION, Kind.ADVERB, Kind.CLITIC, Kind.PRONOUN, Kind.QUOTE))
"""Kinds of tokens behind a relative pronoun that looks like an article."""
_SUBJECTS = frozenset((Kind.PRONOUN, Kind.DETERMINER, Kind.POSSESSIVE, Kind.NAME))
"""Kinds of tokens behind `what` that open the subject of its clause."""
_INDEFINITE = ("a", "an")
_VERBS = (Kind.AUXILIARY, Kind.CUE, Kind.VERB)
_REFLEXIVES = ("self", "selves")
_NOT_OWNED = frozenset(
    (
        Kind.PREPOSITION,
        Kind.TO,
        Kind.OF,
        Kind.STOP,
        Kind.COMMA,
        Kind.CONJUNCTION,
        Kind.AUXILIARY,
        Kind.SUBORDINATOR,
        Kind.TIME,
    )
)
"""Kinds of tokens behind `her` where it is no possessive."""


def _is_object(tokens: Tokens, at: int) -> bool:
    """Whether an article or a pronoun is the object of the verb behind it: `l’avait dit`, `la présentait`.

    A form of the present may be a noun; behind one and in front of a quote it is none: `Weber la juge «...»`.
    """
    after = tokens.kind_at(at + 1)
    if after not in _VERBS:
        return False
    verb = tokens.verb(at + 1)
    is_article = tokens.kind[at] in _OWNED and after is not Kind.AUXILIARY
    before = tokens.kind_at(at - 1)
    is_called = verb is not None and (
        before is Kind.NAME if verb.cue == "think" else verb.cue == "call" and before not in (Kind.PREPOSITION, Kind.OF)
    )
    is_called = is_called and tokens.kind_at(at + 2) is Kind.QUOTE
    return not is_article or is_called or (verb is not None and verb.shape is Shape.PAST)


_BEFORE_THAT = _NOMINAL | {Kind.CUE, Kind.VERB, Kind.PRONOUN, Kind.COMMA, Kind.CONJUNCTION, Kind.TIME, Kind.ADVERB}


def _is_noun(tokens: Tokens, at: int) -> bool:
    before, after, verb = tokens.kind_at(at - 1), tokens.kind_at(at + 1), tokens.verb(at)
    if tokens.pack.has_ambiguous_verbs:
        shape = verb.shape if verb else Shape.PAST if tokens.low[at].endswith("ed") else Shape.GERUND
        return _is_english_noun(tokens, at, before, after, shape)
    if before in _OWNED or (
        before is Kind.NOUN and verb and verb.shape is Shape.PRESENT and _is_finite(tokens, at + 1)
    ):
        return True  # `la principal amenaza es`
    return (
        before in (Kind.PREPOSITION, Kind.OF)
        and after is not Kind.QUOTE
        and verb is not None
        and verb.shape is not Shape.BASE
    )


def _is_finite(tokens: Tokens, at: int) -> bool:
    """Whether a token, or the one behind adverbs there, is a verb that may have a subject."""
    while tokens.kind_at(at) in (Kind.ADVERB, Kind.CLITIC):
        at += 1
    verb = tokens.verb(at) if at < len(tokens) else None
    is_verb = tokens.kind_at(at) in (Kind.CUE, Kind.VERB) and verb and verb.shape in (Shape.PRESENT, Shape.PAST)
    return tokens.kind_at(at) is Kind.AUXILIARY or bool(is_verb)


_PRONOUNS = (Kind.PRONOUN, Kind.RELATIVE)
_BEFORE_NOUN = _OWNED | {Kind.PREPOSITION, Kind.OF, Kind.TO, Kind.AUXILIARY, *_PRONOUNS}
_BEFORE_VERB = frozenset(_PRONOUNS)
_BEFORE_INFINITIVE = _BEFORE_VERB | {Kind.TO, Kind.AUXILIARY}
_VERBAL = (Kind.CUE, Kind.VERB)
_FINITE = (Shape.BASE, Shape.PRESENT)
_CLAUSAL = ("say", "tell", "think")
"""Classes of verbs behind which a clause may stand without a conjunction."""
_PLURALS = frozenset(("children", "men", "people", "police", "women"))
_OPENING = frozenset(
    (Kind.STOP, Kind.COMMA, Kind.COLON, Kind.QUOTE, Kind.DASH, Kind.CONJUNCTION, Kind.ASIDE, Kind.SUBORDINATOR)
)
_BEHIND_ADJECTIVE = _NOMINAL | {Kind.CUE, Kind.VERB}
_OBJECT_WORDS = _NOMINAL | {Kind.DETERMINER, Kind.POSSESSIVE, Kind.GENITIVE}
_LONGEST_OBJECT = 6
_OBJECTS = _NOMINAL | {Kind.DETERMINER, Kind.POSSESSIVE, Kind.PRONOUN, Kind.QUOTE, Kind.TO, Kind.SUBORDINATOR}


def _is_english_noun(tokens: Tokens, at: int, before: Kind, after: Kind, shape: Shape) -> bool:
    """Whether an English form that may be a verb is a noun or adjective."""
    if shape in (Shape.PAST, Shape.PARTICIPLE):
        return before in _OWNED and after in _BEHIND_ADJECTIVE
    if shape is Shape.GERUND or before is Kind.ADVERB:
        return before in _OWNED or (shape in _FINITE and tokens.kind_at(at - 2) in _OWNED)
    if before in _BEFORE_NOUN:
        return before not in (_BEFORE_VERB if shape is Shape.PRESENT else _BEFORE_INFINITIVE)
    if before in _NOMINAL:
        return _is_noun_after_noun(tokens, at, after, shape)
    if shape is Shape.PRESENT and before in _VERBAL:
        return True  # `faced claims`
    return shape is Shape.BASE and (
        after in _NOMINAL if before in _VERBAL else before in _OPENING and after not in _OBJECTS
    )


def _is_plural(word: str) -> bool:
    return (word.endswith("s") and not word.endswith("ss") and word != "news") or word in _PLURALS


def _is_caused(tokens: Tokens, at: int) -> bool:
    """Whether a form stands behind the object of a verb of causing or seeing: `made Ana Duarte believe`."""
    start = at - 1
    while start >= 0 and at - start < _LONGEST_OBJECT and tokens.kind[start] in _OBJECT_WORDS:
        start -= 1
    return start >= 0 and tokens.low[start] in tokens.pack.causatives


def _is_name_of_event(tokens: Tokens, at: int, after: Kind) -> bool:
    """Whether a form behind an article and a name is a noun: `described the Geneva talks`, `the Geneva talks were`."""
    if not tokens.is_name[at - 1] or tokens.kind_at(at - 2) is not Kind.DETERMINER:
        return False
    verb = tokens.verb(at - 3) if at > 2 else None
    return after is Kind.AUXILIARY or (verb is not None and verb.cue not in _CLAUSAL)


def _is_noun_after_noun(tokens: Tokens, at: int, after: Kind, shape: Shape) -> bool:
    """Whether a form behind a noun does not agree with it: `campaign claim`, `officials says`."""
    plural, is_name = _is_plural(tokens.low[at - 1]), tokens.is_name[at - 1]
    if shape is Shape.BASE:
        if is_name and after in (Kind.CUE, Kind.VERB, Kind.AUXILIARY):
            return True  # `the Sanders campaign rejected`
        return not plural and not _is_caused(tokens, at)
    if shape is not Shape.PRESENT:
        return False
    if (plural and not is_name) or _is_name_of_event(tokens, at, after):
        return True
    ends = after in (Kind.PREPOSITION, Kind.OF, Kind.CONJUNCTION, Kind.STOP, Kind.COMMA)
    return tokens.kind_at(at - 2) is Kind.PREPOSITION and not is_name and ends
