"""Tokens of one line of an article with their parts of speech, each quoted stretch one token.

Words of closed classes are known by the language's pack, verbs by their forms, names by their capital; every other word
is a noun. That is enough to find clauses and noun phrases in news, and costs little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from briefing.text.language_packs import Kind, LanguagePack, Shape, pack
from briefing.text.tokens import Tokens
from briefing.text.word_kinds import KEPT_WITH_CAPITAL, known_kinds, open_kind

_ASIDE = 120
"""Maximum length of an aside in brackets, in code points."""
_NAME_BEHIND = re.compile(r" [^\W\d_a-z][a-z]{2}")
_WORD = re.compile(r"[^\W\d_]+")
_AHEAD, _WORDS_AHEAD = 90, 5
"""Code points and words behind a place by which it is the start of a sentence."""
_CLAUSE_END = re.compile(r"[,:“\"«„]|\.(?=\s|$)")
_CLOSING = "\"”’'»“‘› \u00a0\u202f"
_FULL_STOPS = tuple(f".{mark}" for mark in ('"', "”", "’", "'", "»", "“", ".”"))
_OWNED = frozenset((Kind.DETERMINER, Kind.POSSESSIVE, Kind.GENITIVE))
_NOMINAL = frozenset((Kind.NOUN, Kind.NAME))


@cache
def _pattern(language: str) -> re.Pattern[str]:
    words = pack(language)
    elided = "|".join(sorted(words.elisions, key=len, reverse=True))
    genitive = r"|(?P<genitive>(?<=\w)[’'][sS]\b|(?<=[sS])[’'](?=[ \u00a0]))|(?P<short>(?<=\w)[’'](?:m|re|ve|ll|d)\b)"
    word = r"@?\w+(?:[-’'&]\w+)*"
    if words.has_contractions:
        word = rf"@?\w+(?:[-’'&]\w+)*?(?=[’'](?:s|S|m|re|ve|ll|d)\b)|{word}"
    return re.compile(
        r"(?P<run>[a-z]++(?![\w’'&-])(?: [a-z]++(?![\w’'&-]))*+)|(?P<capital>[A-Z][a-z]++(?![\w’'&-]))"
        r"|(?P<initials>(?:[^\W\d_a-z]-)?(?:[^\W\d_a-z]\.){2,})"
        r"|(?P<number>\d+(?:[.,]\d+)+(?:st|nd|rd|th)?%?)"
        + (rf"|(?P<elision>\b(?i:{elided})[’'](?=\w))" if elided else "")
        + (genitive if words.has_contractions else "")
        + rf"|(?P<word>{word})"
        + r"|(?P<dash>[—–―]|-{2,}|(?<=\s)-(?=\s))|(?P<end>\.{2,}|[.?!…]+|;)"
        + r"|(?P<colon>:)|(?P<comma>,)|(?P<bracket>[(\[])"
    )


_KINDS = {
    "number": Kind.DETERMINER,
    "short": Kind.AUXILIARY,
    "dash": Kind.DASH,
    "end": Kind.STOP,
    "colon": Kind.COLON,
    "comma": Kind.COMMA,
}


_RUN, _CAPITAL = 1, 2
"""Numbers of the groups of words in lower case and of a word with a capital."""


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
        if text[max(open_, close - 4) : close].rstrip(_CLOSING)[-1:] in (".", "?", "!", "…"):
            _add_end(text, at, end, tokens)
    _add_words(text, at, end, tokens)
    _settle_verbs(tokens)
    return tokens


def _begins_sentence(text: str, at: int, end: int, tokens: Tokens) -> bool:
    """Whether a capital begins a sentence: `“I will.” They left`, `in the U.S. While`.

    A name behind a quote begins one unless it is the subject of a verb of saying and no words follow that it said.
    """
    stop = min(end, at + _AHEAD)
    words = [match.group() for match in islice(_WORD.finditer(text, at, stop), _WORDS_AHEAD)]
    if not words or not words[0][0].isupper() or text[at : at + 1].strip():
        return False
    if words[0].lower() in tokens.pack.closed:
        return True
    if tokens.kind_at(len(tokens) - 1) is not Kind.QUOTE:
        return False
    if not tokens.pack.has_word_features:  # the subject of a verb of saying stands behind it
        return True
    verbs = (tokens.pack.verbs.get(word.lower()) for word in words)
    is_subject = any(verb and verb.cue for verb in verbs)
    mark = _CLAUSE_END.search(text, at, stop)
    if is_subject:
        return mark is not None and mark.group() not in ",."
    return text.endswith(_FULL_STOPS, max(0, at - 3), at)


def _add_words(text: str, start: int, end: int, tokens: Tokens) -> None:
    skip, known = start, known_kinds(tokens.pack.language)
    for match in _pattern(tokens.pack.language).finditer(text, start, end):
        begin, stop = match.span()
        if begin < skip:
            continue
        word = match.group()
        if match.lastindex == _RUN:
            skip = _add_run(text, begin, word.split(" "), end, tokens)
        elif match.lastindex != _CAPITAL and (kind := known.anywhere[word]):
            tokens.add(begin, stop, word, kind)
        elif kind := known.with_capital(tokens.kind[-1] if tokens.kind else Kind.STOP)[word]:
            tokens.append(begin, stop, word.lower(), kind, kind is Kind.NAME)
        else:
            skip = _add_match(text, match, end, tokens)


def _add_run(text: str, begin: int, words: list[str], end: int, tokens: Tokens) -> int:
    """Add words in lower case that spaces join; returns where the next token may begin."""
    anywhere, phrases, stop = known_kinds(tokens.pack.language).anywhere, tokens.pack.phrases, begin
    kinds = [kind for word in words if (kind := anywhere[word])]
    if len(kinds) < len(words):
        for word in words:
            stop = _add_parts(text, begin, begin + len(word), end, tokens)
            begin = stop + 1
        return stop
    first = 0
    for at in () if phrases.keys().isdisjoint(words) else range(len(words)):
        if words[at] in phrases:
            begin = tokens.extend(begin, words[first:at], kinds[first:at])
            stop = begin + len(words[at])
            tokens.add(begin, stop, words[at], kinds[at])
            begin, first = stop + 1, at + 1
    return tokens.extend(begin, words[first:], kinds[first:]) - 1


def _add_match(text: str, match: re.Match[str], end: int, tokens: Tokens) -> int:
    """Add the tokens of a match; returns where the next may begin."""
    (begin, stop), group, low = match.span(), match.lastgroup or "", match.group().lower()
    if group in ("word", "capital"):
        return _add_parts(text, begin, stop, end, tokens)
    if group == "elision":
        tokens.add(begin, stop, low[:-1], tokens.pack.closed.get(low[:-1], Kind.DETERMINER))
    elif group == "bracket":
        close = text.find(")" if low == "(" else "]", stop, min(end, stop + _ASIDE))
        if close >= 0:
            tokens.add(begin, close + 1, "", Kind.ASIDE)
            return close + 1
    elif group == "genitive":
        is_verb = tokens.kind_at(len(tokens) - 1) in (Kind.PRONOUN, Kind.RELATIVE, Kind.SUBORDINATOR, Kind.ADVERB)
        tokens.add(begin, stop, "'s", Kind.AUXILIARY if is_verb else Kind.GENITIVE)
    elif group == "initials":
        tokens.add(begin, stop, low, Kind.NAME, is_name=True)
        _add_end(text, stop, end, tokens)
    else:
        tokens.add(begin, stop, low, _KINDS[group])
    return stop


def _add_parts(text: str, begin: int, stop: int, end: int, tokens: Tokens) -> int:
    """Add a word, its full stop included if it is an abbreviation, and the pronouns that hyphens join to it."""
    word = text[begin:stop]
    is_abbreviation = text.startswith(".", stop) and (word.lower() in tokens.pack.abbreviations or _is_initial(word))
    stop += is_abbreviation
    for first, last in _parts(text, begin, stop, tokens.pack):
        _add_word(text, first, last, tokens)
    if is_abbreviation and len(word) > 1:
        _add_end(text, stop, end, tokens)
    return stop


def _add_end(text: str, at: int, end: int, tokens: Tokens) -> None:
    """Add the end of the sentence that a full stop of something else may be, too."""
    if _begins_sentence(text, at, end, tokens):
        tokens.add(at, at, ".", Kind.STOP)


_JOINED = (Kind.PRONOUN, Kind.CLITIC)


def _parts(text: str, begin: int, stop: int, words: LanguagePack) -> Iterator[tuple[int, int]]:
    """Spans of a word and of the pronouns that hyphens join to it: `a-t-il`, `reuniu-se`."""
    head, *rest = text[begin:stop].split("-") if words.joins_pronouns else ("",)
    low = head.lower()
    is_verb = bool(rest) and (low in words.verbs or words.closed.get(low) is Kind.AUXILIARY)
    if not is_verb or any(words.closed.get(part.lower()) not in _JOINED and part != "t" for part in rest):
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
    word = text[begin:stop]
    low = word.lower().rstrip(".")
    if word[0].isupper() or (word[2:3] == "-" and word[3:4].isupper()):
        _add_capitalized(text, begin, stop, low, tokens)
    else:
        tokens.add(begin, stop, low, tokens.pack.closed.get(low) or open_kind(low, False, False, tokens.pack))


def _add_capitalized(text: str, begin: int, stop: int, low: str, tokens: Tokens) -> None:
    words = tokens.pack
    is_surname = tokens.ends_with_given_name
    is_owned = words.has_capital_nouns and tokens.kind_at(len(tokens) - 1) in _OWNED
    if is_surname or (is_owned and words.sex(low) is None and not text[begin + 1 : stop].isupper()):
        tokens.add(begin, stop, low, Kind.NAME if is_surname else Kind.NOUN, is_name=is_surname)
        return
    opens = _opens_sentence(text, begin, tokens)
    kind = _closed_kind(text, stop, low, opens, words) or open_kind(low, True, opens, words)
    is_word = low not in words.closed and (words.noun(low) is not None or low in words.verbs)
    is_name = kind is Kind.NAME and not (opens and is_word and not text[begin + 1 : stop][:1].isupper())
    tokens.add(begin, stop, low, kind, is_name=is_name)


def _closed_kind(text: str, stop: int, low: str, opens: bool, words: LanguagePack) -> Kind | None:
    """Kind of a word with a capital in a closed class; None for others and for parts of names (`He Jianxiong`)."""
    kind = words.closed.get(low)
    if kind is Kind.PRONOUN and len(low) > 1 and _NAME_BEHIND.match(text, stop):
        return None
    return kind if opens or (kind in KEPT_WITH_CAPITAL and low not in words.units) else None


def _opens_sentence(text: str, begin: int, tokens: Tokens) -> bool:
    """Whether a word has the place of a sentence's first; behind a quote with a comma the sentence goes on."""
    if not tokens.kind or tokens.kind[-1] is not Kind.QUOTE:
        return not tokens.kind or tokens.kind[-1] in (Kind.STOP, Kind.COLON)
    return "," not in text[max(0, begin - 4) : begin]


def _settle_verbs(tokens: Tokens) -> None:
    """Make nouns of the forms of verbs that are nouns or adjectives by what stands around them."""
    words, kinds = tokens.pack, tokens.kind
    modals, nouns, unsettled = words.modals, words.nouns, words.fused | words.objects | words.relatives
    is_behind_modal = False
    for at, (here, low) in enumerate(zip(kinds, tokens.low, strict=True)):
        if here is _NOUN:
            if is_behind_modal and low not in nouns:  # `does grasp`, `will percolate`
                kinds[at] = Kind.VERB
        elif here in _UNSETTLED or (here is _DETERMINER and low in unsettled):
            kinds[at] = _settled(tokens, at, here, low)
        if kinds[at] is not _ADVERB:
            is_behind_modal = low in modals


def _settled(tokens: Tokens, at: int, here: Kind, low: str) -> Kind:
    """Kind of a token that may be of its own kind or of another."""
    if here is Kind.CUE or here is Kind.VERB:
        return Kind.NOUN if " " not in low and _is_noun(tokens, at) else here
    if here is Kind.ACCORDING or low in tokens.pack.objects or low in tokens.pack.relatives:
        return _resettled(tokens, at, here, low)
    return _settled_closed(tokens, at, here, low)


def _settled_closed(tokens: Tokens, at: int, here: Kind, low: str) -> Kind:
    """Kind of a word of a closed class that may be of another, too: `that`, `what`, `himself`, `hers`."""
    after = tokens.kind_at(at + 1)
    if here is Kind.SUBORDINATOR:
        return Kind.DETERMINER if low == "that" and not _joins_clause(tokens, at) else here
    if here is Kind.DETERMINER:
        return Kind.SUBORDINATOR if after in _SUBJECTS and tokens.low[at + 1] not in _INDEFINITE else here
    if here is Kind.PRONOUN:
        return Kind.ADVERB if _is_emphatic(tokens, at) else here
    return Kind.PRONOUN if after in _NOT_OWNED else here


def _resettled(tokens: Tokens, at: int, here: Kind, low: str) -> Kind:
    """Kind of an article that may be a pronoun, or of a word that names a source only beside a noun."""
    around = tokens.kind_at(at - 1), tokens.kind_at(at + 1)
    if low in tokens.pack.objects:
        return Kind.CLITIC if _is_object(tokens, at) else here
    if low in tokens.pack.relatives:  # `, die mehrere Besetzer vertritt`
        return Kind.RELATIVE if at and around[0] is Kind.COMMA and around[1] in _IN_RELATIVE_CLAUSES else here
    is_source = not tokens.pack.is_verb_second or not _SOURCES.isdisjoint(around)
    return here if is_source else Kind.ADVERB  # `so groß wie`


_NOUN, _ADVERB, _DETERMINER = Kind.NOUN, Kind.ADVERB, Kind.DETERMINER
_UNSETTLED = frozenset((Kind.CUE, Kind.VERB, Kind.SUBORDINATOR, Kind.PRONOUN, Kind.POSSESSIVE, Kind.ACCORDING))
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
    (Kind.PREPOSITION, Kind.TO, Kind.STOP, Kind.COMMA, Kind.CONJUNCTION, Kind.AUXILIARY, Kind.SUBORDINATOR, Kind.TIME)
)
"""Kinds of tokens behind `her` where it is no possessive."""


def _is_object(tokens: Tokens, at: int) -> bool:
    """Whether an article or a pronoun is the object of the verb behind it: `l’avait dit`, `la présentait`."""
    after = tokens.kind_at(at + 1)
    if after not in _VERBS:
        return False
    verb = tokens.verb(at + 1)
    is_article = tokens.kind[at] in _OWNED and after is not Kind.AUXILIARY
    return not is_article or (verb is not None and verb.shape is Shape.PAST)


def _is_emphatic(tokens: Tokens, at: int) -> bool:
    """Whether a reflexive pronoun belongs to the noun before it: `the president himself`."""
    return tokens.low[at].endswith(_REFLEXIVES) and tokens.kind_at(at - 1) in _NOMINAL


_BEFORE_THAT = _NOMINAL | {Kind.CUE, Kind.VERB, Kind.PRONOUN, Kind.COMMA, Kind.CONJUNCTION, Kind.TIME, Kind.ADVERB}


def _joins_clause(tokens: Tokens, at: int) -> bool:
    return at > 0 and tokens.kind[at - 1] in _BEFORE_THAT


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


def _is_plural(word: str) -> bool:
    return (word.endswith("s") and not word.endswith("ss") and word != "news") or word in _PLURALS


def _is_caused(tokens: Tokens, at: int) -> bool:
    """Whether a form stands behind the object of a verb of causing or seeing: `made Ana Duarte believe`."""
    start = at - 1
    while start >= 0 and at - start < _LONGEST_OBJECT and tokens.kind[start] in _OBJECT_WORDS:
        start -= 1
    return start >= 0 and tokens.low[start] in tokens.pack.causatives


def _is_noun_after_noun(tokens: Tokens, at: int, after: Kind, shape: Shape) -> bool:
    """Whether a form behind a noun does not agree with it: `campaign claim`, `officials says`."""
    plural = _is_plural(tokens.low[at - 1])
    if shape is Shape.BASE and tokens.is_name[at - 1] and after in (Kind.CUE, Kind.VERB, Kind.AUXILIARY):
        return True  # `the Sanders campaign rejected`
    if shape is Shape.BASE and _is_caused(tokens, at):
        return False
    if (shape is Shape.BASE and not plural) or (shape is Shape.PRESENT and plural and not tokens.is_name[at - 1]):
        return True
    if after in (Kind.SUBORDINATOR, Kind.QUOTE):
        return False
    ends = after in (Kind.PREPOSITION, Kind.OF, Kind.CONJUNCTION, Kind.STOP, Kind.COMMA)
    return tokens.kind_at(at - 2) is Kind.PREPOSITION and not tokens.is_name[at - 1] and shape is Shape.PRESENT and ends
