"""Surroundings of a quote, which make it a statement, a term in a sentence, or words that were never spoken. Pure.

The word classes come from the language packs of `briefing.text`; only short windows are read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from briefing import wordlists
from briefing.model import Quote
from briefing.text.language_packs import Kind, LanguagePack, Shape, Verb

_WINDOW = 160
"""Code points read before and behind a quote."""
_TERM_WORDS = 3
"""Maximum number of words of a term."""
_WORD_REACH = 3
"""Maximum number of words from a cue to a single word that it quotes: `said it was “unfair”`."""
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*|[^\w\s]")
_MARKS = frozenset("\"'“”„‘’‚«»‹›")
_STOPS = frozenset(".!?;")
_INSIDE = frozenset((Kind.DETERMINER, Kind.POSSESSIVE, Kind.ADVERB))
"""Kinds of words between a verb and its object."""
_AS = frozenset(("as", "like", "como", "comme", "als"))
_BY = (["by"], ["por"], ["par"], ["von"])
_AGENT = 40
"""Code points before an agent in which its verb is looked for."""
_SAYING = frozenset(("say", "tell", "call", "ask"))
"""Classes of verbs of saying."""
_CUE_BEHIND = frozenset(("cue after", "cue at end", "split"))
_NAME_BEFORE = re.compile(r"(?<![\w.])[A-Z][\w.]+ [\"'“‘«]$")
_NAME_REACH = 40
"""Code points before a quote in which a given name is looked for."""
_NAME_BEHIND = re.compile(r"[\"'”’»] [A-Z]")
_MACHINE_REACH = 4
"""Maximum number of words between a word of `data/machine_text.txt` and the quote."""


@dataclass(frozen=True, slots=True)
class Context:
    """A quote and the words of its sentence."""

    quote: Quote
    """The quote itself."""
    words: tuple[str, ...]
    """The words between its marks."""
    before: tuple[str, ...]
    """Words and punctuation before it, up to its sentence's start, lower case."""
    behind: tuple[str, ...]
    """Words and punctuation behind it, lower case; marks are left out."""
    ends: bool
    """Whether its own punctuation ends a sentence."""


def read_context(text: str, quote: Quote) -> Context:
    """Read a quote with its surroundings."""
    before = _words_before(text, quote)
    behind = _words(text[quote.end : quote.end + _WINDOW].partition("\n")[0])
    words = text[quote.start : quote.end]
    return Context(
        quote,
        tuple(words.split()),
        tuple(before),
        tuple(behind),
        words.rstrip("\"'”’»)")[-1:] in "!?",
    )


def is_term(context: Context, words: LanguagePack) -> bool:
    """Whether up to three words are a term or a scare word in somebody's sentence, and no statement.

    A statement is what is said (`said: “too late”`), what something is said to be (`was “too late”`, `described as
    “too late”`, `called it “a shame”`) or to do (`said he “lied”`, `vowed to “fight back”`).
    """
    if context.quote.kind == "direct" or context.ends or not 0 < len(context.words) <= _TERM_WORDS:
        return False
    following = context.behind[0] if context.behind else "."
    return (following[:1].isalpha() and _goes_on(following, context, words)) or _is_term_of_verb(context, words)


def _is_term_of_verb(context: Context, words: LanguagePack) -> bool:
    """Whether what stands before a few words makes them a term: `what they call the “high tide”`."""
    before = context.before[: _governor(context.before, words)]
    end = len(before)
    is_one = end < len(context.before) and context.before[-1] in _entries("indefinite_articles")
    governing = _last(before, _is_verb, words)
    verb = words.verbs[before[governing]] if governing >= 0 else Verb("", "", Shape.BASE)
    if is_predicate(context, words):
        return False
    if verb.cue != "call" and len(context.words) == 1 and 0 <= _last(before, is_saying, words) < end - _WORD_REACH:
        return True
    if before[-1:] in ((), (",",)) or (is_one and governing == end - 2):  # `warned of a “flood”`
        return False
    if governing == end - 1:  # `praised the “tide”`
        is_own = is_one or end == len(context.before) or verb.lemma in _entries("voicing")
        return not verb.cue or not is_own
    return verb.cue != "call" and _is_in_phrase(context, before[-1], words)


def _is_in_phrase(context: Context, last: str, words: LanguagePack) -> bool:
    """Whether words belong to the phrase in front of them: `a new kind of “sand battery”`, `had “information”`."""
    kind, opening = words.closed.get(last), context.words[0].lower()
    is_clause = opening in words.verbs or opening in words.closed or is_adverbial(opening, words)  # `Weber “lied”`
    is_noun = kind is None and last.isalpha() and last not in words.verbs
    return last in _entries("have_forms") or kind in (Kind.PREPOSITION, Kind.OF) or (is_noun and not is_clause)


def is_object_of_preposition(context: Context, words: LanguagePack) -> bool:
    """Whether a preposition governs words whose verb follows: `After “Rivers of Light,” Weber published`."""
    before = context.before
    is_behind = before and words.closed.get(before[-1]) in (Kind.PREPOSITION, Kind.OF)
    has_verb = any(_is_verb(word, words) or words.closed.get(word) is Kind.AUXILIARY for word in before)
    return bool(is_behind) and not has_verb and context.quote.evidence == "cue after"


def is_predicate(context: Context, words: LanguagePack) -> bool:
    """Whether the words are what something is said to be: `was a “great honour”`, `as “good”`, `: “good”`."""
    end = _governor(context.before, words)
    last = context.before[end - 1] if end else ","
    if last in _entries("have_forms"):  # `had “lied”`, and not `had “information”`
        opening = context.words[0].lower()
        return opening in words.verbs or words.closed.get(opening) is Kind.ADVERB
    return last == ":" or last in _AS or words.closed.get(last) is Kind.AUXILIARY


def has_word_of_saying(text: str, quote: Quote, words: LanguagePack) -> bool:
    """Whether a verb or a noun of saying joins speaker and quote, and not one of doing or wording: `the word “x”`."""
    between: list[str] = []
    if quote.source_start is not None and quote.source_end is not None:
        first, last = sorted(((quote.source_start, quote.source_end), (quote.start, quote.end)))
        between = _words(text[max(first[1], last[0] - _WINDOW) : last[0]])
        stops = [at for at, word in enumerate(between) if word in _STOPS]
        between = between[stops[-1] + 1 if stops else 0 :]
    cue = quote.cue.lower()
    if (cue not in between and is_saying(cue, words)) or _is_agent(text, quote, words):
        return True
    places = [at for at, word in enumerate(between) if is_saying(word, words)]
    if _is_anothers(between, places, cue, words):
        return False
    return any(not _is_passive(between, at, words) and not _is_continued(between, at, words) for at in places)


def _is_agent(text: str, quote: Quote, words: LanguagePack) -> bool:
    """Whether the speaker is the agent of a verb of saying: `described by Weber as “x”`."""
    if quote.source_start is None:
        return False
    before = _words(text[max(0, quote.source_start - _AGENT) : quote.source_start].rpartition("\n")[2])
    return before[-1:] in _BY and any(is_saying(word, words) for word in before[:-1])


def _is_anothers(line: Sequence[str], saying: Sequence[int], cue: str, words: LanguagePack) -> bool:
    """Whether the last verb of saying has a subject that follows the first: `Weber says the towns agreed on “x”`."""
    if len(saying) < 2 or line[saying[-1]] == cue:
        return False
    verb, at = words.verbs.get(line[saying[-1]]), saying[-1]
    while at and is_adverbial(line[at - 1], words):
        at -= 1
    subject = line[at - 1] if at - 1 > saying[0] else ","
    return verb is not None and verb.shape is not Shape.GERUND and subject.isalpha() and subject not in words.closed


def _is_continued(line: Sequence[str], at: int, words: LanguagePack) -> bool:
    """Whether a verb of going on takes a deed, and no words: `continued to “fund”`."""
    verb = words.verbs.get(line[at])
    is_deed = at + 1 < len(line) and words.closed.get(line[at + 1]) is Kind.TO
    return is_deed and verb is not None and verb.lemma == "continue"


def is_nickname(text: str, quote: Quote) -> bool:
    """Whether a quote stands inside a name: `Paul “Big Dog” Weber`."""
    return bool(_NAME_BEFORE.search(text[max(0, quote.start - _NAME_REACH) : quote.start])) and bool(
        _NAME_BEHIND.match(text, quote.end)
    )


def _is_passive(line: Sequence[str], cue: int, words: LanguagePack) -> bool:
    """Whether the verb at `cue` is said of what stands before it: `was described as “x”`, `a plan called “x”`."""
    if words.is_passive(line, cue):
        return True
    verb, at = words.verbs.get(line[cue]), cue
    if verb is None or verb.cue != "call" or verb.shape not in (Shape.PAST, Shape.PARTICIPLE) or cue < len(line) - 1:
        return False
    while at and is_adverbial(line[at - 1], words):
        at -= 1
    return at > 0 and line[at - 1].isalpha() and line[at - 1] not in words.closed


def is_adverbial(word: str, words: LanguagePack) -> bool:
    """Whether a word in lower case is an adverb or an auxiliary."""
    return word.endswith("ly") or words.closed.get(word) in (Kind.AUXILIARY, Kind.ADVERB)


def _is_verb(word: str, words: LanguagePack) -> bool:
    return word in words.verbs and word not in words.closed


def _last(line: Sequence[str], fits: Callable[[str, LanguagePack], bool], words: LanguagePack) -> int:
    """Index of the last word that fits; -1 if there is none."""
    return next((at for at in range(len(line) - 1, -1, -1) if fits(line[at], words)), -1)


def is_saying(word: str, words: LanguagePack) -> bool:
    """Whether a word in lower case is a verb or a noun of saying, and not one of wording."""
    verb, noun = words.verbs.get(word), words.nouns.get(word)
    if verb is not None and verb.cue:
        return verb.cue in _SAYING or verb.lemma in _entries("voicing")
    is_noun = noun is not None and noun.sort == "cue" and word not in words.closed
    return is_noun and word not in _entries("wordings")


def is_machine_text(text: str, quote: Quote) -> bool:
    """Whether the words were typed for a machine: `the prompt “write a poem”`."""
    return any(word in _entries("machine_text") for word in _words_before(text, quote)[-_MACHINE_REACH:])


def _governor(before: tuple[str, ...], words: LanguagePack) -> int:
    """Index past the last word before a quote and its determiners and adverbs."""
    end = len(before)
    while end and words.closed.get(before[end - 1]) in _INSIDE:
        end -= 1
    return end


def _goes_on(word: str, context: Context, words: LanguagePack) -> bool:
    """Whether a word behind a quote makes it the subject or a modifier of a clause: a verb or a noun."""
    kind, verb = words.closed.get(word), words.verbs.get(word)
    if kind is not None:
        return kind is Kind.AUXILIARY
    if verb is not None and verb.cue and (context.quote.evidence in _CUE_BEHIND or words.is_verb_second):
        return False
    return verb is None or verb.shape in (Shape.BASE, Shape.PRESENT, Shape.PAST)


@cache
def _entries(name: str) -> frozenset[str]:
    return frozenset(wordlists.entries("briefs", name))


def _words_before(text: str, quote: Quote) -> list[str]:
    """Words and punctuation before a quote, up to its sentence's start, lower case."""
    before = _words(text[max(0, quote.start - _WINDOW) : quote.start].rpartition("\n")[2])
    stop = next((at for at in range(len(before), 0, -1) if before[at - 1] in _STOPS), 0)
    return before[stop:]


def _words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text.lower().replace("’", "'")) if word not in _MARKS]
