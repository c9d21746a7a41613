"""The words around a quote: whether it is a statement, a term in somebody's sentence, or never spoken. Pure.

The word classes come from the language packs of `briefing.text`; only short windows are read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from briefing import wordlists
from briefing.model import Quote
from briefing.text.language_packs import Kind, LanguagePack, Shape

_WINDOW = 160
"""Code points that are read before and behind a quote."""
_TERM_WORDS = 3
"""Maximum number of words of a term."""
_WORD_REACH = 3
"""Maximum number of words from a cue to a single word that it quotes: `said it was “unfair”`."""
_CHAIN = 4
"""Maximum number of auxiliaries and adverbs before a cue."""
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|[^\w\s]")
_MARKS = frozenset("\"'“”„‘’‚«»‹›")
_STOPS = frozenset(".!?;")
_INSIDE = frozenset((Kind.DETERMINER, Kind.POSSESSIVE, Kind.ADVERB))
"""Kinds of words between a verb and what it takes."""
_AS = frozenset(("as", "like", "como", "comme", "als"))
_IN_FACT = frozenset(("later", "eventually", "only", "soon", "repeatedly", "often", "always"))
"""Adverbs with which words of `data/never_said.txt` say what was said: `would later say`."""
_SUPPOSING = frozenset(("if", "unless", "imagine", "suppose", "si", "wenn", "falls"))
_CONDITION = 24
"""Code points before a speaker in which such a word is looked for."""
_CONDITIONAL = re.compile(r"r(?:ía|ían|ait|aient)$")
_SAYING = frozenset(("say", "tell", "call", "ask"))
"""Classes of verbs of saying."""
_MACHINE_REACH = 4
"""Maximum number of words between such a word and the quote."""


@dataclass(frozen=True, slots=True)
class Context:
    """A quote and the words of its sentence."""

    quote: Quote
    """The quote."""
    words: tuple[str, ...]
    """Its words."""
    before: tuple[str, ...]
    """Words and punctuation before it, up to its sentence's start, lower case."""
    behind: tuple[str, ...]
    """Words and punctuation behind it, lower case; marks are left out."""
    ends: bool
    """Whether it ends a sentence by its own punctuation."""


def read_context(text: str, quote: Quote) -> Context:
    """Read a quote with its surroundings."""
    before = _words(text[max(0, quote.start - _WINDOW) : quote.start].rpartition("\n")[2])
    stops = [at for at, word in enumerate(before) if word in _STOPS]
    behind = _words(text[quote.end : quote.end + _WINDOW].partition("\n")[0])
    words = text[quote.start : quote.end]
    return Context(
        quote,
        tuple(words.split()),
        tuple(before[stops[-1] + 1 :] if stops else before),
        tuple(behind),
        words.rstrip("\"'”’»)")[-1:] in "!?",
    )


def is_term(context: Context, words: LanguagePack) -> bool:
    """Whether up to three words are a term or a scare word in somebody's sentence, and no statement.

    A statement is what is said (`said: “too late”`), what something is said to be (`was “too late”`, `described as
    “too late”`, `called it “a shame”`) or to do (`said he “lied”`, `vowed to “fight back”`).
    """
    quote, before = context.quote, context.before
    if quote.kind == "direct" or context.ends or not 0 < len(context.words) <= _TERM_WORDS:
        return False
    following = context.behind[0] if context.behind else "."
    if following[:1].isalpha() and _goes_on(following, words):
        return True
    end = _governor(before, words)
    last = before[end - 1] if end else ","
    kind, is_cue = words.closed.get(last), last == quote.cue.lower()
    if len(context.words) == 1 and context.words[0][:1].islower() and not _is_calling(quote.cue, words):
        at = before.index(quote.cue.lower()) if quote.cue.lower() in before else 0
        if end - at > _WORD_REACH:
            return True
    if last == "," or is_predicate(context, words):
        return False
    if is_cue or _is_calling(quote.cue, words):
        return (
            is_cue and end < len(before) and before[-1] not in _entries("indefinite_articles")
        )  # `what they call the “high tide”`
    verb = words.verbs.get(last)
    return kind in (Kind.PREPOSITION, Kind.OF) or (kind is None and verb is not None and not verb.cue)


def is_predicate(context: Context, words: LanguagePack) -> bool:
    """Whether the words are what something is said to be: `was a “great honour”`, `as “good”`, `: “good”`."""
    end = _governor(context.before, words)
    last = context.before[end - 1] if end else ","
    return last == ":" or last in _AS or words.closed.get(last) is Kind.AUXILIARY


def is_spoken(context: Context, words: LanguagePack) -> bool:
    """Whether the words were said, and not only might be: `would say`, `did not say`, `if she says`."""
    cue = context.quote.cue.lower()
    if not cue:
        return True
    if _CONDITIONAL.search(cue) and words.language in ("es", "fr", "pt"):
        return False
    line = context.behind if cue in context.behind and cue not in context.before else context.before
    at = max((place for place, word in enumerate(line) if word == cue), default=-1)
    chain: list[str] = []
    while at > 0 and len(chain) < _CHAIN and _is_chained(line[at - 1], words):
        at -= 1
        chain.append(line[at])
    return not _entries("never_said").intersection(chain) or bool(_IN_FACT.intersection(chain))


def has_word_of_saying(quote: Quote, words: LanguagePack) -> bool:
    """Whether the cue is a verb or a noun of saying, and not of doing (`offers “x”`) or wording (`the word “x”`)."""
    cue = quote.cue.lower()
    verb, noun = words.verbs.get(cue), words.nouns.get(cue)
    if verb is not None and verb.cue:
        return verb.cue in _SAYING
    return noun is not None and noun.sort == "cue" and cue not in _entries("wordings")


def is_supposed(text: str, quote: Quote) -> bool:
    """Whether a condition introduces the speaker: `if the minister says “no”`."""
    if quote.source_start is None:
        return False
    floor = quote.end if quote.end <= quote.source_start else 0
    before = _words(text[max(floor, quote.source_start - _CONDITION) : quote.source_start])
    return any(word in _SUPPOSING for word in before[-2:])


def is_machine_text(context: Context) -> bool:
    """Whether the words were typed for a machine: `the prompt “write a poem”`."""
    return any(word in _entries("machine_text") for word in context.before[-_MACHINE_REACH:])


def _governor(before: tuple[str, ...], words: LanguagePack) -> int:
    """Offset past the word before a quote that its determiners and adverbs depend on."""
    end = len(before)
    while end and words.closed.get(before[end - 1]) in _INSIDE:
        end -= 1
    return end


def _is_chained(word: str, words: LanguagePack) -> bool:
    return word in _entries("never_said") or words.closed.get(word) in (Kind.AUXILIARY, Kind.ADVERB, Kind.TO)


def _goes_on(word: str, words: LanguagePack) -> bool:
    """Whether a word behind a quote makes it the subject or a modifier of a clause: a verb or a noun."""
    kind, verb = words.closed.get(word), words.verbs.get(word)
    if kind is Kind.AUXILIARY:
        return True
    if kind is not None or (verb and verb.cue):
        return False
    return verb is None or verb.shape in (Shape.BASE, Shape.PRESENT, Shape.PAST)


def _is_calling(cue: str, words: LanguagePack) -> bool:
    verb = words.verbs.get(cue.lower())
    return verb is not None and verb.cue == "call"


@cache
def _entries(name: str) -> frozenset[str]:
    return frozenset(wordlists.entries("briefs", name))


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower().replace("’", "'")) if word not in _MARKS]
