"""Kinds of words by the lists of a language and by their form, whatever stands around them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

from briefing.text.language_packs import Kind, LanguagePack, pack
from briefing.text.lexicon import table

_SHORTEST_ADVERB, _SHORTEST_VERB = 5, 3
KEPT_WITH_CAPITAL = frozenset((Kind.PRONOUN, Kind.DETERMINER, Kind.TIME, Kind.ACCORDING))
"""Closed classes whose words are no names in the middle of a sentence either."""
_PERSONS = ("role", "title")
"""Sorts of nouns in front of names, which have no capital of their own in most languages."""
_PUNCTUATION = {Kind.COMMA: ",", Kind.COLON: ":", Kind.DASH: "—–―-", Kind.STOP: ".?!…;"}
_MOST_KEPT = 20_000
"""Maximum number of tokens whose kinds are kept."""


class _Kinds(dict[str, Kind | None]):
    """A function of tokens that remembers its answers for many of them."""

    def __init__(self, kind_of: Callable[[str], Kind | None]) -> None:
        """Remember nothing yet."""
        self._kind_of = kind_of
        super().__init__((mark, kind) for kind, marks in _PUNCTUATION.items() for mark in marks)

    def __missing__(self, token: str) -> Kind | None:
        kind = self._kind_of(token)
        if len(self) < _MOST_KEPT:
            self[token] = kind
        return kind


class KnownKinds:
    """Kinds of tokens that do not depend on what stands around them, None for others."""

    def __init__(self, words: LanguagePack) -> None:
        """Remember no word of a language yet."""
        self.anywhere = _Kinds(partial(_kind_anywhere, words))
        """Of tokens that are the same wherever they stand."""
        self._inside = _Kinds(partial(_kind_with_capital, words, opens=False))
        self._opening = _Kinds(partial(_kind_with_capital, words, opens=True))
        self._unknown = _Kinds(lambda token: None)

    def with_capital(self, before: Kind) -> dict[str, Kind | None]:
        """Of words with a capital behind a token of a kind."""
        if before is Kind.STOP or before is Kind.COLON:
            return self._opening
        return self._unknown if before is Kind.QUOTE else self._inside


def _kind_anywhere(words: LanguagePack, token: str) -> Kind | None:
    is_word = token[0].isalnum() and token == token.lower() and not token.endswith(("’", "'")) and "-" not in token
    if not is_word or token in words.abbreviations:
        return None
    return words.closed.get(token) or open_kind(token, False, False, words)


def _kind_with_capital(words: LanguagePack, token: str, opens: bool) -> Kind | None:
    low = token.lower()
    kind = words.closed.get(low)
    is_word = token[0].isupper() and token[1:].isalnum() and low not in words.abbreviations
    is_word = is_word and low not in table("first_names_or_words")
    if not is_word or kind is Kind.PRONOUN or low in words.phrases or words.has_capital_nouns:
        return None
    if opens:
        return _kind_in_opening(words, low, kind)
    if kind in KEPT_WITH_CAPITAL and low not in words.units:
        return kind
    kind = open_kind(low, True, False, words)
    return None if kind is Kind.NOUN and not words.has_capital_roles else kind  # `Nadège Boulanger`


def _kind_in_opening(words: LanguagePack, low: str, closed: Kind | None) -> Kind | None:
    kind = closed or open_kind(low, True, True, words)
    return None if kind is Kind.NAME and (low in words.nouns or low in words.verbs or low in words.closed) else kind


@cache
def known_kinds(language: str) -> KnownKinds:
    """Kinds of the tokens of a language with a pack."""
    return KnownKinds(pack(language))


def open_kind(low: str, capital: bool, opens: bool, words: LanguagePack) -> Kind:
    """Kind of a word of no closed class."""
    if low[0].isdigit():
        return Kind.NOUN if "-" in low and low[-1].isalpha() else Kind.DETERMINER
    noun = words.noun(low)
    is_person = noun is not None and noun.sort in _PERSONS and not words.has_capital_roles
    is_common = is_person or (noun is not None and words.has_capital_nouns)
    if capital and not opens and not is_common:
        return Kind.NAME
    verb = words.verbs.get(low)
    if verb is not None:
        return verb.kind
    return Kind.NOUN if noun is not None else _kind_by_form(low, capital, words)


def _kind_by_form(low: str, capital: bool, words: LanguagePack) -> Kind:
    """Kind of a word of no list, by its ending and its capital."""
    if low.endswith(("mente", "ly")) and len(low) > _SHORTEST_ADVERB:
        return Kind.ADVERB
    if low in words.demonyms:  # `la embajada suiza`
        return Kind.NAME if capital else Kind.NOUN
    if low.endswith(("n't", "n’t")):
        return Kind.AUXILIARY
    is_verb = len(low) > _SHORTEST_VERB and not capital and low.endswith(words.endings) and "-" not in low
    return Kind.VERB if is_verb else Kind.NAME if capital else Kind.NOUN
