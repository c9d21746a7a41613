"""Tokens of one line of an article with their parts of speech, each quoted stretch one token.

Words of closed classes are known by the language's pack, verbs by their forms, names by their capital; every other word
is a noun. That is enough to find clauses and noun phrases in news, and costs little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from briefing.text.language_packs import Kind, LanguagePack, Shape, Verb, pack

_ASIDE = 120
"""Maximum length of an aside in brackets, in code points."""
_SHORTEST_ADVERB, _SHORTEST_VERB = 5, 3
_OWNED = frozenset((Kind.DETERMINER, Kind.POSSESSIVE, Kind.GENITIVE))
_NOMINAL = frozenset((Kind.NOUN, Kind.NAME))
_KEPT_WITH_CAPITAL = frozenset((Kind.PRONOUN, Kind.DETERMINER, Kind.TIME, Kind.ACCORDING))
"""Closed classes whose words are no names in the middle of a sentence either."""


@dataclass(slots=True)
class Tokens:
    """Tokens as columns of equal length."""

    pack: LanguagePack
    """Language of the line."""
    start: list[int] = field(default_factory=list)
    """First code points, in the whole text."""
    end: list[int] = field(default_factory=list)
    """One past the last code points."""
    low: list[str] = field(default_factory=list)
    """Words in lower case; the mark of punctuation; empty for quotes and asides."""
    kind: list[Kind] = field(default_factory=list)
    """Parts of speech."""
    is_name: list[bool] = field(default_factory=list)
    """Whether a capital is not owed to the token's place in its sentence."""
    stretch: list[int] = field(default_factory=list)
    """Index of the stretch of a quote, else -1."""

    def add(self, start: int, end: int, low: str, kind: Kind, *, is_name: bool = False, stretch: int = -1) -> None:
        """Append a token, joined with those before it where they are one phrase of the language."""
        for words, phrase_kind in self.pack.phrases.get(low, ()):
            first = len(self.low) + 1 - len(words)
            if first >= 0 and tuple(self.low[first:]) == words[:-1]:
                start, kind, is_name = self.start[first], phrase_kind, False
                for column in (self.start, self.end, self.low, self.kind, self.is_name, self.stretch):
                    del column[first:]
                break
        self.start.append(start)
        self.end.append(end)
        self.low.append(low)
        self.kind.append(kind)
        self.is_name.append(is_name)
        self.stretch.append(stretch)

    def __len__(self) -> int:
        return len(self.kind)

    def kind_at(self, at: int) -> Kind:
        """Kind of a token; that of a full stop beyond either end."""
        return self.kind[at] if 0 <= at < len(self.kind) else Kind.STOP

    def verb(self, at: int) -> Verb | None:
        """The listed verb at a token."""
        return self.pack.verbs.get(self.low[at])


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = pack(language)
    elided = "|".join(sorted(words.elisions, key=len, reverse=True))
    genitive = r"|(?P<genitive>(?<=\w)[’'][sS]\b|(?<=[sS])[’'](?=[ \u00a0]))|(?P<short>(?<=\w)[’'](?:m|re|ve|ll|d)\b)"
    word = r"@?\w+(?:[-’'&]\w+)*"
    if words.has_genitive:
        word = rf"@?\w+(?:[-’'&]\w+)*?(?=[’'](?:s|S|m|re|ve|ll|d)\b)|{word}"
    return re.compile(
        r"(?P<initials>(?:[^\W\d_a-z]\.){2,})"
        + (rf"|(?P<elision>\b(?i:{elided})[’'](?=\w))" if elided else "")
        + (genitive if words.has_genitive else "")
        + rf"|(?P<word>{word})"
        + r"|(?P<dash>[—–]|-{2,}| - )|(?P<end>\.{2,}|[.?!…]+|;)|(?P<colon>:)|(?P<comma>,)|(?P<bracket>[(\[])"
    )


_MARKS = {"dash": Kind.DASH, "end": Kind.STOP, "colon": Kind.COLON, "comma": Kind.COMMA}


def tag(text: str, start: int, end: int, stretches: Sequence[tuple[int, int, int]], language: str) -> Tokens:
    """Tokens of `text[start:end]` with their parts of speech.

    Args:
        text: the article.
        start: first code point of the line.
        end: one past its last.
        stretches: index, opening mark and end of each quote in the line, in order.
        language: code of a language with a pack.
    """
    tokens = Tokens(pack(language))
    at = start
    for index, open_, close in stretches:
        _add_words(text, at, max(at, open_), tokens)
        tokens.add(open_, close, "", Kind.QUOTE, stretch=index)
        at = max(at, close)
    _add_words(text, at, end, tokens)
    _settle_verbs(tokens)
    return tokens


def _add_words(text: str, start: int, end: int, tokens: Tokens) -> None:
    words = tokens.pack
    skip = start
    for match in _pattern(words.language).finditer(text, start, end):
        begin, stop = match.span()
        if begin < skip:
            continue
        group, found = match.lastgroup or "", match.group()
        if group == "word":
            if text.startswith(".", stop) and (found.lower() in words.abbreviations or _is_initial(found)):
                stop = skip = stop + 1
            for first, last in _parts(text, begin, stop, words):
                _add_word(text, first, last, tokens)
        elif group == "elision":
            low = found[:-1].lower()
            tokens.add(begin, stop, low, words.closed.get(low, Kind.DETERMINER))
        elif group == "bracket":
            close = text.find(")" if found == "(" else "]", stop, min(end, stop + _ASIDE))
            if close >= 0:
                tokens.add(begin, close + 1, "", Kind.ASIDE)
                skip = close + 1
        elif group == "genitive":
            is_verb = tokens.kind_at(len(tokens) - 1) in (Kind.PRONOUN, Kind.RELATIVE, Kind.SUBORDINATOR, Kind.ADVERB)
            tokens.add(begin, stop, "'s", Kind.AUXILIARY if is_verb else Kind.GENITIVE)
        elif group == "short":
            tokens.add(begin, stop, found.lower(), Kind.AUXILIARY)
        elif group == "initials":
            tokens.add(begin, stop, found.lower(), Kind.NAME, is_name=True)
        else:
            tokens.add(begin, stop, found, _MARKS[group])


def _parts(text: str, begin: int, stop: int, words: LanguagePack) -> Iterator[tuple[int, int]]:
    """Spans of a word and of the pronouns that hyphens join to it: `a-t-il`, `reuniu-se`."""
    head, *rest = text[begin:stop].split("-")
    low = head.lower()
    is_verb = low in words.verbs or words.closed.get(low) is Kind.AUXILIARY
    joined = all(part == "t" or words.closed.get(part.lower()) in (Kind.PRONOUN, Kind.CLITIC) for part in rest)
    if not rest or words.has_genitive or not is_verb or not joined:
        yield begin, stop
        return
    at = begin + len(head)
    yield begin, at
    for part in rest:
        if part != "t":
            yield at + 1, at + 1 + len(part)
        at += 1 + len(part)


def _is_initial(word: str) -> bool:
    return len(word) == 1 and word.isupper()


def _add_word(text: str, begin: int, stop: int, tokens: Tokens) -> None:
    words = tokens.pack
    word = text[begin:stop]
    low = word.lower().rstrip(".")
    capital = word[0].isupper() or (word[2:3] == "-" and word[3:4].isupper())
    if (
        words.has_capital_nouns
        and capital
        and low not in words.given_names
        and tokens.kind_at(len(tokens) - 1) in _OWNED
    ):
        tokens.add(begin, stop, low, Kind.NOUN)
        return
    opens = capital and _opens_sentence(text, begin, tokens)
    kind = words.closed.get(low)
    if kind is None or (capital and not opens and kind not in _KEPT_WITH_CAPITAL):
        kind = _open_kind(low, capital, opens, words)
    is_sure = word[1:2].isupper() or (low not in words.nouns and low not in words.verbs)
    tokens.add(begin, stop, low, kind, is_name=kind is Kind.NAME and (not opens or is_sure))


def _open_kind(low: str, capital: bool, opens: bool, words: LanguagePack) -> Kind:
    """Kind of a word of no closed class."""
    if low[0].isdigit():
        return Kind.DETERMINER
    noun = words.nouns.get(low)
    is_common = noun is not None and (words.has_capital_nouns or (noun.sort == "role" and not words.has_genitive))
    if capital and not opens and not is_common:
        return Kind.NAME
    verb = words.verbs.get(low)
    if verb is not None:
        return Kind.CUE if verb.cue else Kind.VERB
    return Kind.NOUN if noun is not None else _kind_by_form(low, capital, words)


def _kind_by_form(low: str, capital: bool, words: LanguagePack) -> Kind:
    """Kind of a word of no list, by its ending and its capital."""
    if low.endswith(("mente", "ly")) and len(low) > _SHORTEST_ADVERB:
        return Kind.ADVERB
    if low.endswith(("n't", "n’t")):
        return Kind.AUXILIARY
    is_verb = len(low) > _SHORTEST_VERB and not capital and low.endswith(words.endings)
    return Kind.VERB if is_verb else Kind.NAME if capital else Kind.NOUN


def _opens_sentence(text: str, begin: int, tokens: Tokens) -> bool:
    """Whether a word may owe its capital to its place; behind a quote with a comma the sentence goes on."""
    if not tokens.kind or tokens.kind[-1] is not Kind.QUOTE:
        return not tokens.kind or tokens.kind[-1] in (Kind.STOP, Kind.COLON)
    return "," not in text[max(0, begin - 4) : begin]


def _settle_verbs(tokens: Tokens) -> None:
    """Make nouns of the forms of verbs that are nouns or adjectives by what stands around them."""
    for at, here in enumerate(tokens.kind):
        if tokens.low[at] == "that" and here is Kind.SUBORDINATOR and not _joins_clause(tokens, at):
            tokens.kind[at] = Kind.DETERMINER
        elif here in (Kind.CUE, Kind.VERB) and _is_noun(tokens, at):
            tokens.kind[at] = Kind.NOUN


_BEFORE_THAT = _NOMINAL | {Kind.CUE, Kind.VERB, Kind.PRONOUN, Kind.COMMA, Kind.CONJUNCTION, Kind.TIME, Kind.ADVERB}


def _joins_clause(tokens: Tokens, at: int) -> bool:
    return at > 0 and tokens.kind[at - 1] in _BEFORE_THAT


def _is_noun(tokens: Tokens, at: int) -> bool:
    before, after, verb = tokens.kind_at(at - 1), tokens.kind_at(at + 1), tokens.verb(at)
    if tokens.pack.has_genitive:
        shape = verb.shape if verb else Shape.PAST if tokens.low[at].endswith("ed") else Shape.GERUND
        return _is_english_noun(tokens, at, before, after, shape)
    if before in _OWNED:
        return True
    return (
        before in (Kind.PREPOSITION, Kind.OF)
        and after is not Kind.QUOTE
        and verb is not None
        and verb.shape is not Shape.BASE
    )


_PRONOUNS = (Kind.PRONOUN, Kind.RELATIVE)
_BEFORE_NOUN = _OWNED | {Kind.PREPOSITION, Kind.OF, Kind.TO, Kind.AUXILIARY, *_PRONOUNS}
_PLURALS = frozenset(("children", "men", "people", "police", "women"))
_OPENING = frozenset(
    (Kind.STOP, Kind.COMMA, Kind.COLON, Kind.QUOTE, Kind.DASH, Kind.CONJUNCTION, Kind.ASIDE, Kind.SUBORDINATOR)
)
_OBJECTS = _NOMINAL | {Kind.DETERMINER, Kind.POSSESSIVE, Kind.PRONOUN, Kind.QUOTE, Kind.TO, Kind.SUBORDINATOR}


def _is_english_noun(tokens: Tokens, at: int, before: Kind, after: Kind, shape: Shape) -> bool:
    """Whether an English form that may be a verb is a noun or adjective."""
    if shape in (Shape.PAST, Shape.PARTICIPLE):
        return before in _OWNED and (after in _NOMINAL or after in (Kind.CUE, Kind.VERB))
    is_base = shape in (Shape.BASE, Shape.PRESENT)
    if shape is Shape.GERUND or before is Kind.ADVERB:
        return before in _OWNED or (is_base and tokens.kind_at(at - 2) in _OWNED)
    if before in _BEFORE_NOUN:
        return before not in (Kind.TO, Kind.AUXILIARY, *_PRONOUNS) or (
            shape is Shape.PRESENT and before not in _PRONOUNS
        )
    if before in _NOMINAL:
        return _is_noun_after_noun(tokens, at, after, shape)
    is_object = before in (Kind.CUE, Kind.VERB) and after in _NOMINAL
    return shape is Shape.BASE and (is_object or (before in _OPENING and after not in _OBJECTS))


def _is_noun_after_noun(tokens: Tokens, at: int, after: Kind, shape: Shape) -> bool:
    """Whether a form behind a noun does not agree with it: `campaign claim`, `officials says`."""
    word = tokens.low[at - 1]
    plural = (word.endswith("s") and not word.endswith("ss") and word != "news") or word in _PLURALS
    if (shape is Shape.BASE and not plural) or (shape is Shape.PRESENT and plural and not tokens.is_name[at - 1]):
        return True
    ends = after in (Kind.PREPOSITION, Kind.OF, Kind.CONJUNCTION, Kind.STOP, Kind.COMMA)
    return tokens.kind_at(at - 2) is Kind.PREPOSITION and not tokens.is_name[at - 1] and shape is Shape.PRESENT and ends
