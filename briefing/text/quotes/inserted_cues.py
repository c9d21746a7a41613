"""Cues inside the marks, as French and Spanish have them: `« Nous irons, a dit Weber, demain »`, `«Ven —dijo Ana—»`.

A stretch is divided around such a cue, so that what the writer says of the speaker is not among the quoted words. A cue
between commas counts only with a pronoun (`dit-il`) or a name that is all of its subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from briefing.text.language_packs import Kind, LanguagePack, Shape, pack
from briefing.text.quotes.quotation_marks import Stretch
from briefing.text.tagged_tokens import tag
from briefing.text.tokens import Tokens

_STYLES = '«“"„'
_ROOM = 3000
"""Code points of a stretch in which cues are looked for."""
_LONGEST = 12
"""Maximum length of a cue with its subject, in tokens."""
_LONGEST_APPOSITION = 24
"""Maximum length of what it says of the speaker, in tokens."""
_MARKS = (Kind.COMMA, Kind.STOP)
_CLAUSE = frozenset((Kind.PRONOUN, Kind.AUXILIARY, Kind.CUE))
"""Kinds of tokens of a clause of its own."""
_HELPERS = (Kind.CLITIC, Kind.AUXILIARY, Kind.ADVERB)
_PAUSE = re.compile(r"[,—–-][ \u00a0]?(\w+(?:[ \u00a0’'-]\w+){0,3})")
_BETWEEN_WORDS = re.compile(r"[ \u00a0’'-]")
_ADVERBS = ("ly", "mente")
"""Endings of adverbs."""
_MAY_HAVE = re.compile(r"\w[ \u00a0]?[—–]|,[ \u00a0]\w+(?:[ \u00a0]\w+)?[ \u00a0-]\w[^,]{0,80}[,.]")
_NOMINAL = frozenset(
    (Kind.DETERMINER, Kind.POSSESSIVE, Kind.NOUN, Kind.NAME, Kind.OF, Kind.TIME, Kind.ADVERB, Kind.PREPOSITION)
)
"""Kinds of the tokens of a speaker with a role."""
_SPEAKERS = ("role", "body", "people")
_SAID = (Shape.PRESENT, Shape.PAST, Shape.PARTICIPLE)


def divide(text: str, stretch: Stretch, language: str) -> Iterator[Stretch]:
    """A stretch, or its parts around the cues inside its marks.

    Args:
        text: the article.
        stretch: what stands between two marks.
        language: code of a language with a pack.
    """
    end = min(stretch.end, stretch.start + _ROOM)
    if stretch.style not in _STYLES or not _may_have_cue(text, stretch.start, end, pack(language)):
        yield stretch
        return
    tokens = tag(text, stretch.start, end, (), language)
    start = open_ = stretch.start
    is_divided = False
    for pause, resume in _cues(tokens):
        yield replace(
            stretch,
            open=open_ if is_divided else stretch.open,
            start=start,
            end=pause,
            close=pause,
            continues=stretch.continues or is_divided,
        )
        start = open_ = resume
        is_divided = True
    if start < end or not is_divided:
        yield replace(stretch, open=open_, start=start, continues=True) if is_divided else stretch


def _may_have_cue(text: str, start: int, end: int, words: LanguagePack) -> bool:
    """Whether a verb of saying follows a comma or dash, helpers and adverbs between them left aside."""
    if not _MAY_HAVE.search(text, start, end):
        return False
    for pause in _PAUSE.finditer(text, start, end):
        for word in _BETWEEN_WORDS.split(pause[1].lower()):
            verb = words.verbs.get(word)
            if verb and verb.cue:
                return True
            if words.closed.get(word) not in _HELPERS and not word.endswith(_ADVERBS):
                break
    return False


def _cues(tokens: Tokens) -> Iterator[tuple[int, int]]:
    """Offsets at which the words pause for a cue and continue behind it."""
    at = 1
    while at < len(tokens):
        is_dash = tokens.kind[at] is Kind.DASH
        stop = _cue_stop(tokens, at + 1, is_dash) if is_dash or tokens.kind[at] is Kind.COMMA else 0
        if stop:
            behind = stop + 1
            while behind < len(tokens) and tokens.kind[behind] in (Kind.COMMA, Kind.STOP, Kind.COLON):
                behind += 1
            if behind >= len(tokens):
                if Kind.COMMA in tokens.kind[at + 1 : stop]:
                    yield tokens.end[at - 1], tokens.end[-1]
                return
            yield tokens.end[at - 1], tokens.start[behind]
            at = behind
        at += 1


def _cue_stop(tokens: Tokens, at: int, is_dash: bool) -> int:
    """The token that ends a cue which begins at a token; 0 if none does."""
    start = at
    while at < len(tokens) and tokens.kind[at] in _HELPERS:
        at += 1
    verb = tokens.verb(at) if at < len(tokens) and tokens.kind[at] is Kind.CUE else None
    if verb is None or verb.shape not in _SAID:
        return 0
    subject = at + 1
    ends = (Kind.DASH,) if is_dash else _MARKS
    for end in range(subject, min(len(tokens), start + _LONGEST)):
        if tokens.kind[end] in ends:
            if is_dash:
                return end
            if not _is_speaker(tokens, start, subject, end):
                return 0
            is_pronoun = Kind.PRONOUN in tokens.kind[start:end]
            return end if is_pronoun else _apposition_end(tokens, start - 1, end)
    return 0


def _apposition_end(tokens: Tokens, pause: int, comma: int) -> int:
    """The mark that ends what a cue says of its speaker behind commas: `dit Ana Ruiz, 36 ans, maire de Lyon.`"""
    stop = min(len(tokens), comma + _LONGEST_APPOSITION)
    while tokens.kind[comma] is Kind.COMMA:
        end = next((at for at in range(comma + 1, stop) if tokens.kind[at] in _MARKS), -1)
        if end < 0 or not _is_apposition(tokens, pause, comma + 1, end):
            break
        comma = end
    return comma


def _is_apposition(tokens: Tokens, pause: int, first: int, stop: int) -> bool:
    """Whether tokens tell the role of a speaker, the age, the origin, or something in a relative or participle clause.

    `maire de Lyon`, `âgé de 36 ans`, `de la CGT`, `qui vit ici`, `née à Tulle`. What the words pause in front of is no
    such clause: `C’est Ana, dit Paul, qui part`, `Il est, dit Paul, parti hier`.
    """
    kinds = tokens.kind[first:stop]
    if not kinds or kinds[0] is Kind.RELATIVE:
        noun = tokens.noun(pause - 1)
        is_of_words = tokens.kind[pause - 1] in (Kind.PRONOUN, Kind.NAME) or (noun and noun.sort in _SPEAKERS)
        return bool(kinds) and not is_of_words
    if kinds[0] in (Kind.VERB, Kind.CUE):
        verb = tokens.verb(first)
        is_part = verb is not None and verb.shape is Shape.PARTICIPLE
        return is_part and tokens.kind[pause - 1] is not Kind.AUXILIARY
    return _CLAUSE.isdisjoint(kinds) and (_is_age(tokens, first) or _is_role(tokens, first))


def _is_age(tokens: Tokens, at: int) -> bool:
    at += tokens.kind[at] is Kind.NOUN and tokens.kind_at(at + 1) is Kind.OF
    at += tokens.kind[at] is Kind.OF
    return tokens.kind_at(at + 1) is Kind.TIME and tokens.low[at][:1].isdigit()


def _is_role(tokens: Tokens, at: int) -> bool:
    """Whether a role follows, or the name or noun of what the speaker is from."""
    is_of = tokens.kind[at] is Kind.OF
    at += is_of
    at += tokens.kind_at(at) is Kind.DETERMINER
    noun = tokens.noun(at)
    return (is_of and tokens.kind_at(at) is Kind.NAME) or bool(noun and noun.sort == ("body" if is_of else "role"))


def _is_speaker(tokens: Tokens, start: int, subject: int, end: int) -> bool:
    """Whether a pronoun, a name, or a phrase about somebody or a body, and nothing else, stands beside the verb."""
    end -= tokens.kind[end - 1] is Kind.ASIDE
    kinds = tokens.kind[subject:end]
    if Kind.PRONOUN in tokens.kind[start:end] and len(kinds) < 2:
        return True
    named = [at for at in range(subject, end) if tokens.is_name[at] or tokens.low[at] in tokens.pack.particles]
    speaks = any((noun := tokens.noun(at)) and noun.sort in _SPEAKERS for at in range(subject, end))
    return len(kinds) > 0 and (len(named) == len(kinds) or (speaks and _NOMINAL.issuperset(kinds)))
