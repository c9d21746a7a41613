"""Reasons why a quote is not certain enough for a key quote. Pure.

A quote is certain if its speaker is named beside a verb or a noun of saying, or if it continues a quote of the same
speaker.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from briefing.briefs.never_said import is_never_said
from briefing.briefs.quote_context import (
    Context,
    has_word_of_saying,
    is_machine_text,
    is_nickname,
    is_object_of_preposition,
    is_predicate,
    is_term,
    read_context,
)
from briefing.model import AnnotatedArticle, Quote
from briefing.text.language_packs import Kind, LanguagePack, pack
from briefing.text.lexicon import LANGUAGES, table

CERTAIN = {
    "cue after": 1.0,
    "carried on": 1.0,
    "according to": 0.95,
    "cue before": 0.95,
    "signature": 0.9,
    "colon": 0.8,
    "headline": 0.8,
    "near": 0.8,
}
"""Kinds of evidence that name a speaker, with their weight.

The share of quotes with the right speaker decides: 96 % with the cue after the quote, 94 carried on, 87 with the cue
before, 76 with a noun (1,728 quotes of political news, `../shared/eval`). Without a word of saying it is 67 or less.
"""
_REASONS = {"title": "a title or name", "nickname": "a title or name", "term": "a term, no statement"}
"""Reasons by the kinds of evidence that speak against a quote."""
_ANY_CUE = frozenset(("cue after", "according to", "signature", "headline"))
"""Kinds of evidence for which any verb is enough (`“It is late,” Weber laughed`), or none is needed."""
_PARTS = 20
"""Maximum number of quotes that a speech goes on for."""
_LEAST = 0.6
"""Minimum confidence of a certain quote of more than `_PART_WORDS` words; shorter ones have less, whoever speaks."""
_PART_WORDS = 3
"""Maximum number of words of a part that is not shown without the rest of its statement."""
_TITLE_WORDS = 14
"""Maximum number of words of a title."""
_CODE = re.compile(r"[{}\\<>|=]|::|://|\w\(\)|\w_\w|\$[A-Za-z_]")
_CODE_NEAR = re.compile(r"</?[A-Za-z]\w*[^<>]{0,80}>|=>|==|::|= ?[\"']|\w\([\"']|[\[{][\"']|[{}] ?[;)}]")
_SYNTAX = re.compile(r"[{}\\<>|=:_$(\[]")
"""Characters of which code has one."""
_AROUND = ",.;:!?…()[]«»“”„\"'"
_SENTENCE_END = re.compile(r"[.?!…]\s|\n")
_OWNER = re.compile("['’]s$")
_NEAR = 60
"""Code points around a quote in which markup or syntax makes it code."""
_FORMS = {"caption": "a caption", "byline": "a byline", "boilerplate": "not part of the text"}
_SMALL = frozenset(("a", "an", "and", "as", "at", "by", "for", "from", "in", "of", "on", "or", "the", "to", "with"))
_PLACES = frozenset(("body", "agency", "place"))
"""Sorts of nouns that head the name of an institution."""
_NO_PERSONS = frozenset(("", "organization", "place"))
"""Kinds of names that no pronoun with a gender stands for."""
_COUNTED = frozenset(("a", "an", "another", "any", "each", "every", "many", "one", "several", "some", "three", "two"))
"""Determiners of an institution that is not named: `one Italian newspaper`."""
_BODIES = frozenset(("police", "authorities"))
"""Groups that are quoted as one institution."""


@dataclass(frozen=True, slots=True)
class IndexedArticle:
    """An article, indexed for the checks of its quotes."""

    item: AnnotatedArticle
    """The article with its analysis."""
    kinds: Mapping[str, str]
    """Kind of each name."""
    words: frozenset[str]
    """All words of names and of the headline."""
    small: frozenset[str]
    """All words that the text has in lower case."""
    counted: frozenset[str]
    """Those behind `a`, `each` or a number."""
    previous: Mapping[int, Quote]
    """The quote before each outermost one, by start."""
    continued: frozenset[int]
    """Starts of quotes that another one continues."""

    @classmethod
    def of(cls, item: AnnotatedArticle) -> IndexedArticle:
        """Index an article; linear."""
        names, quotes = item.analysis.names, item.analysis.quotes
        outer = [quote for quote in quotes if quote.within is None]
        words = [word.strip(_AROUND) for word in item.article.text.split()] if quotes else []
        return cls(
            item,
            {name.full: name.kind for name in names},
            frozenset(word for name in names for word in name.full.split()) | frozenset(item.article.title.split()),
            frozenset(filter(str.islower, words)),
            frozenset(word for before, word in pairwise(words) if before in _COUNTED and word.islower()),
            {quote.start: earlier for earlier, quote in pairwise(outer)},
            frozenset(quote.continues for quote in quotes if quote.continues is not None),
        )


def find_form(item: AnnotatedArticle, quote: Quote) -> str:
    """Form of a stretch between marks that is no speech: `code`, `a caption`; empty for a quote."""
    text = item.article.text
    around = text[max(0, quote.start - _NEAR) : quote.end + _NEAR]
    if _SYNTAX.search(around) and (_CODE.search(text, quote.start, quote.end) or _CODE_NEAR.search(around)):
        return "code"
    sentences = item.analysis.sentences
    at = bisect_right(sentences, quote.start, key=lambda sentence: sentence.start) - 1
    kind = sentences[at].kind if at >= 0 else "prose"
    if kind in _FORMS and quote.start < sentences[at].end:
        return _FORMS[kind]
    return "a prompt" if is_machine_text(text, quote) else ""


def find_doubt(article: IndexedArticle, quote: Quote) -> str:
    """Reason why a quote in an article is not certain, in a few words; empty if it is."""
    if quote.within is not None or quote.evidence in _REASONS:
        return _REASONS[quote.evidence] if quote.within is None else "repeated by somebody else"
    if not quote.speaker:
        return "no speaker is named"
    words = _pack_of(article.item, quote)
    context = read_context(article.item.article.text, quote)
    if is_never_said(article.item.article.text, context, words):
        return "never said"
    if quote.evidence not in CERTAIN or not _has_speaker_named(article, quote, words):
        return "no word of saying names the speaker"
    if not _is_named(article, quote.speaker, words) or _is_common_noun(article, quote, words):
        return "the speaker has no name"
    return _doubt_in_context(article, context, words)


def _doubt_in_context(article: IndexedArticle, context: Context, words: LanguagePack) -> str:
    """Reason why the words around a quote make it uncertain; empty if they do not."""
    text, quote = article.item.article.text, context.quote
    is_weak = quote.confidence < _LEAST and len(context.words) > _PART_WORDS
    if is_weak or _is_misread_pronoun(article, quote, words) or _is_owner_only(text, quote):
        return "the speaker is uncertain"
    if is_nickname(text, quote) or (_is_title(quote, context.words) and not is_predicate(context, words)):
        return "a title or name"
    if is_term(context, words) or is_object_of_preposition(context, words):
        return "a term, no statement"
    return "part of a statement" if _is_part(article, quote, context.words) else ""


def _pack_of(item: AnnotatedArticle, quote: Quote) -> LanguagePack:
    """Word lists of the article's language; of the cue's where a text is too short to recognise, or in several."""
    language, cue = item.language, quote.cue.lower()
    languages = sorted(LANGUAGES, key=lambda each: each != language)
    is_word = cue.isalpha() and cue != "according"
    return pack(next((each for each in languages if not is_word or _knows(pack(each), cue)), languages[0]))


def _knows(words: LanguagePack, cue: str) -> bool:
    return cue in words.verbs or cue in words.nouns or cue in words.closed


def _has_speaker_named(article: IndexedArticle, quote: Quote, words: LanguagePack) -> bool:
    """Whether a word of saying, or a name and a colon, stand beside a quote or the one that it goes on from."""
    speaker, steps = quote.speaker, 0
    while quote.evidence == "carried on":
        earlier, steps = article.previous.get(quote.start), steps + 1
        if earlier is None or earlier.speaker != speaker or earlier.evidence not in CERTAIN or steps > _PARTS:
            return False
        quote = earlier
    if quote.evidence in _ANY_CUE:
        return True
    text = article.item.article.text
    if quote.evidence == "near" and _SENTENCE_END.search(text, quote.source_end or 0, quote.start):
        return False
    if quote.cue.strip(":") or quote.evidence == "near":
        return has_word_of_saying(text, quote, words)
    return article.kinds.get(speaker or "") == "person" and _is_label(text, quote)


def _is_label(text: str, quote: Quote) -> bool:
    """Whether only a colon separates the speaker and the quote: `Weber: “It is late.”`"""
    return quote.source_end is not None and text[quote.source_end : quote.start].strip(" \n\"“„«‘'") == ":"


def _is_named(article: IndexedArticle, speaker: str, words: LanguagePack) -> bool:
    """Whether a speaker is a named person or institution: `Ana Duarte`, `Chilean government`, `Weber’s wife`."""
    parts = speaker.split()
    proper = [part for part in parts if part[:1].isupper()]
    if article.kinds.get(speaker) in ("person", "organization", "place") or any(map(_OWNER.search, proper)):
        return True
    if len(parts) > 1:
        return _is_institution(article, parts, words)
    sort = _sort(speaker, words)
    is_word = sort or speaker.lower() in words.verbs
    return bool(proper) and (sort in _PLACES if is_word else speaker in article.words)


def _is_common_noun(article: IndexedArticle, quote: Quote, words: LanguagePack) -> bool:
    """Whether a word behind an article is no name: the text has it in lower case, one for a body behind `a`, too."""
    speaker, (determiner, *_) = (quote.speaker or "").lower(), quote.speaker_as_written.lower().split() or [""]
    is_kind = words.closed.get(determiner) is Kind.DETERMINER and article.kinds.get(quote.speaker or "") != "person"
    as_noun = article.counted if _sort(speaker, words) in _PLACES else article.small
    return is_kind and speaker in as_noun and not words.has_capital_nouns


def _is_institution(article: IndexedArticle, parts: Sequence[str], words: LanguagePack) -> bool:
    """Whether several words name an institution: `Chilean government`, `gobierno de Chile`."""
    first, sort = parts[0], _sort(parts[-1], words)
    proper = [part for part in parts if part[:1].isupper() or part in words.demonyms]
    is_opening = proper == [first] and first not in article.words and first.lower() not in table("demonyms")
    if not proper or is_opening or first.lower() in _COUNTED:
        return False  # the only capital may be that of a sentence
    if parts[-1] in words.demonyms:  # `le ministère chilien`
        return any(_sort(part, words) in _PLACES for part in parts)
    if sort in ("role", "people"):
        return parts[-1] in _BODIES
    return parts[-1] in proper or sort in _PLACES or _sort(first, words) in _PLACES


def _sort(word: str, words: LanguagePack) -> str:
    """Sort of a listed noun; empty for other words."""
    noun = words.nouns.get(word.lower())
    return noun.sort if noun else ""


def _is_misread_pronoun(article: IndexedArticle, quote: Quote, words: LanguagePack) -> bool:
    """Whether `he` or `she` is read as a place or an institution."""
    mention = quote.speaker_as_written.lower()
    kind = article.kinds.get(quote.speaker or "", "")
    return bool(words.closed.get(mention) is Kind.PRONOUN and words.gender.get(mention)) and kind in _NO_PERSONS


def _is_owner_only(text: str, quote: Quote) -> bool:
    """Whether somebody of the speaker's speaks: `Weber’s family said`."""
    end = quote.source_end
    return end is not None and text[end : end + 2] in ("’s", "'s") and quote.speaker_as_written[-2:] not in ("’s", "'s")


def _is_title(quote: Quote, parts: tuple[str, ...]) -> bool:
    """Whether all long words are capitalised and no punctuation ends them, as in the titles of works."""
    if quote.evidence == "cue after" or not 1 < len(parts) <= _TITLE_WORDS:
        return False
    long = [part for part in parts if part.lower() not in _SMALL]
    return (
        len(long) > 1
        and all(part[:1].isupper() or part[:1].isdigit() for part in long)
        and not all(part.isupper() for part in long)
        and parts[-1][-1] not in ".!?…"
    )


def _is_part(article: IndexedArticle, quote: Quote, parts: tuple[str, ...]) -> bool:
    """Whether it is a piece of a statement that a cue divides: a short one, or one that begins in a sentence.

    `“A dry year,” he said, “and one night of rain.”` is shown by its first piece.
    """
    is_short = len(parts) <= _PART_WORDS
    if quote.continues is None:
        return is_short and quote.start in article.continued
    return is_short or next(filter(str.isalpha, "".join(parts)), "").islower()
