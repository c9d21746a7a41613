"""Tokens of one line of an article with their parts of speech, each quoted stretch one token.

Words of closed classes are known by the language's pack, verbs by their forms, names by their capital; every other word
is a noun. That is enough to find clauses and noun phrases in news, and costs little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from briefing.text.ambiguous_kinds import settle_kinds
from briefing.text.language_packs import Kind, LanguagePack, pack
from briefing.text.languages import ENGLISH
from briefing.text.tokens import Tokens
from briefing.text.word_kinds import KEPT_WITH_CAPITAL, known_kinds, open_kind
from briefing.text.words_or_names import begins_name

_ASIDE = 120
"""Maximum length of an aside in brackets, in code points."""
_NAME_BEHIND = re.compile(r" [^\W\d_a-z][a-z]{2}")
_WORD = re.compile(r"[^\W\d_]+")
_AHEAD = 90
"""Code points behind a place by which it is the start of a sentence."""
_SENTENCE_END = re.compile(r"[:“\"«„]|[.?!;](?=\s|$)")
_OPENING = ':“"«„'
"""Marks of the words of another quote."""
_CLOSING = "\"”’'»“‘› \u00a0\u202f"
_FULL_STOPS = tuple(f".{mark}" for mark in ('"', "”", "’", "'", "»", "“", ".”"))
_OWNED = frozenset((Kind.DETERMINER, Kind.POSSESSIVE, Kind.GENITIVE))


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
    settle_kinds(tokens)
    return tokens


def _begins_sentence(text: str, at: int, end: int, tokens: Tokens) -> bool:
    """Whether a capital begins a sentence: `“I will.” They left`, `in the U.S. While`.

    A name behind a quote begins one unless it is the subject of a verb of saying and no words follow that it said.
    """
    stop = min(end, at + _AHEAD)
    word = _WORD.search(text, at, stop)
    if word is None or not word.group()[0].isupper() or text[at : at + 1].strip():
        return False
    low = word.group().lower()
    if low in tokens.pack.closed and not _is_part_of_name(text, word.end(), low, tokens.pack):
        return True
    if tokens.kind_at(len(tokens) - 1) is not Kind.QUOTE:
        return False
    is_behind_stop = text.endswith(_FULL_STOPS, max(0, at - 3), at)
    if not tokens.pack.has_word_features or (is_behind_stop and _is_request(low, tokens.pack)):
        return True  # the subject of a verb of saying stands behind it; `“A funny game.” Read our review`
    return _is_complete(text[at:stop], tokens.pack, is_behind_stop=is_behind_stop)


def _is_complete(behind: str, words: LanguagePack, *, is_behind_stop: bool) -> bool:
    """Whether a sentence needs no words of the quote in front of it: `Weber said he would stay.`, `Weber laughed.`

    Args:
        behind: the text behind the quote.
        words: lists of its language.
        is_behind_stop: whether a full stop ends the quote, so that verbs stand alone that may do so.
    """
    mark = _SENTENCE_END.search(behind)
    matches = [*_WORD.finditer(behind, 0, mark.start() if mark else len(behind))]
    verb = next((at for at, word in enumerate(matches) if (each := words.verbs.get(word.group())) and each.cue), -1)
    if verb < 0:
        return is_behind_stop
    clause = behind[matches[verb].end() : mark.start() if mark else len(behind)].partition(",")[0]
    is_told = (mark is not None and mark.group() in _OPENING) or _has_clause(clause, words)
    return is_told or (is_behind_stop and words.verbs[matches[verb].group()].lemma not in words.transitive)


def _has_clause(words_behind: str, words: LanguagePack) -> bool:
    """Whether a clause follows a verb of saying: `that the dam would hold`, `he would`, `the BBC he had`."""
    low = [word.group().lower() for word in _WORD.finditer(words_behind)]
    for word, following in pairwise([*low, ""]):
        kind = words.closed.get(word)
        if word in words.complementizers or kind is Kind.AUXILIARY:
            return True
        if kind in (Kind.SUBORDINATOR, Kind.RELATIVE, Kind.CONJUNCTION):
            return False
        if kind is Kind.PRONOUN and (following in words.verbs or f"'{following}" in words.closed):  # `he’d go`
            return True
    return False


def _is_request(low: str, words: LanguagePack) -> bool:
    """Whether a word is the bare form of a verb and no given name."""
    verb = words.verbs.get(low)
    return verb is not None and low == verb.lemma and words.sex(low) is None


def _add_words(text: str, start: int, end: int, tokens: Tokens) -> None:
    skip, known = start, known_kinds(tokens.pack.language)
    for match in _pattern(tokens.pack.language).finditer(text, start, end):
        begin, stop = match.span()
        if begin < skip:
            continue
        word = match.group()
        if match.lastindex == _RUN:
            skip = _add_run(text, begin, word.split(" "), end, tokens, known.anywhere)
        elif match.lastindex != _CAPITAL and (kind := known.anywhere[word]):
            tokens.add(begin, stop, word, kind)
        elif (kind := known.with_capital(tokens.kind[-1] if tokens.kind else Kind.STOP)[word]) and not (
            kind is Kind.TIME and tokens.ends_with_given_name  # `Ana Dias`
        ):
            tokens.append(begin, stop, word.lower(), kind, kind is Kind.NAME)
        else:
            skip = _add_match(text, match, end, tokens)


def _add_run(
    text: str, begin: int, words: list[str], end: int, tokens: Tokens, anywhere: Mapping[str, Kind | None]
) -> int:
    """Add words in lower case that spaces join; returns where the next token may begin."""
    phrases, stop = tokens.pack.phrases, begin
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
    is_abbreviation = text.startswith(".", stop) and (
        word.lower() in tokens.pack.abbreviations or (len(word) == 1 and word.isupper())
    )
    stop += is_abbreviation
    for first, last in _parts(text, begin, stop, tokens.pack):
        if first > begin and tokens.pack.closed[text[first:last].lower()] not in _PRONOUNS:  # `queixa-se`: `se` is `if`
            tokens.add(first, last, text[first:last].lower(), Kind.CLITIC)
        else:
            _add_word(text, first, last, tokens)
    if is_abbreviation and len(word) > 1:
        _add_end(text, stop, end, tokens)
    return stop


def _add_end(text: str, at: int, end: int, tokens: Tokens) -> None:
    """Add the end of the sentence that a full stop of something else may be, too."""
    if _begins_sentence(text, at, end, tokens):
        tokens.add(at, at, ".", Kind.STOP)


_PRONOUNS = (Kind.PRONOUN, Kind.CLITIC)
_JOINED = (*_PRONOUNS, Kind.SUBORDINATOR, Kind.DETERMINER)


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


def _is_part_of_name(text: str, stop: int, low: str, words: LanguagePack) -> bool:
    if words.closed.get(low) is Kind.PRONOUN and len(low) > 1 and _NAME_BEHIND.match(text, stop):
        return True
    return words.language == ENGLISH and begins_name(text, low, stop - len(low))


def _closed_kind(text: str, stop: int, low: str, opens: bool, words: LanguagePack) -> Kind | None:
    """Kind of a word with a capital in a closed class; None for others and for parts of names (`He Jianxiong`)."""
    kind = words.closed.get(low)
    if _is_part_of_name(text, stop, low, words):
        return None
    return kind if opens or (kind in KEPT_WITH_CAPITAL and low not in words.units) else None


def _opens_sentence(text: str, begin: int, tokens: Tokens) -> bool:
    """Whether a word has the place of a sentence's first; behind a quote with a comma the sentence goes on."""
    if not tokens.kind or tokens.kind[-1] is not Kind.QUOTE:
        return not tokens.kind or tokens.kind[-1] in (Kind.STOP, Kind.COLON)
    return "," not in text[max(0, begin - 4) : begin]
