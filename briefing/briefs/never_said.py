"""Words that nobody said: denied, negated, supposed, from fiction, or written on a sign. Pure.

The lists of `data/never_said.txt` hold the words for each language; an underscore joins several to one entry.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache

from briefing import wordlists
from briefing.briefs.quote_context import Context, is_adverbial, is_saying
from briefing.text.language_packs import Kind, LanguagePack, Shape

_CHAIN = 4
"""Maximum number of auxiliaries and adverbs before a verb of saying."""
_BREAKS = frozenset(",;:—–-()")
"""Punctuation that ends a clause."""
_CLAUSE_STARTS = (Kind.CONJUNCTION, Kind.SUBORDINATOR, Kind.RELATIVE)
"""Words that begin a clause."""
_AS = frozenset(("as", "como", "comme", "als"))
_CONDITIONAL = re.compile(r"r(?:ía|ían|ait|aient)$")
_PLAYED = re.compile(r" \([A-Z]\w+ [A-Z][\w ]*\)")
"""The actor behind a character: `Weber (Tom Ebert) tells his wife`."""


def is_never_said(text: str, context: Context, words: LanguagePack) -> bool:
    """Whether the words of a quote were said by nobody, or only might be.

    `would say`, `did not say`, `nobody said`, `denied telling him to`, `it is false that Weber said`, `if she says`,
    `imagine Weber said`, `in the film, Weber says`, `a shirt that said`.

    Args:
        text: the article's text.
        context: the quote in its sentence.
        words: the pack of the quote's language.
    """
    lists = _lists(words.language)
    before, name = context.before, _name(context)
    is_sign = any(word in lists["signs"] for word in context.quote.speaker_as_written.split())
    return (
        is_sign
        or _is_unsaid(context, name, words)
        or _has_no_speaker(context, words)
        or (bool(before) and _ends(before[:4], lists["imagining"], 0) > 0)
        or _is_refused(context, words)
        or _is_supposed(context, words)
        or _is_fiction(text, context, words)
    )


def _is_unsaid(context: Context, name: Sequence[str], words: LanguagePack) -> bool:
    """Whether the quote's verb of saying is negated or conditional: `would say`, `sagte nicht`."""
    cue, before, lists = context.quote.cue.lower().split(" ")[-1], context.before, _lists(words.language)
    line = context.behind if cue in context.behind and cue not in before else before
    at = verb = max((at for at, word in enumerate(line) if word == cue), default=0)
    if verb and words.language in ("es", "fr", "pt") and _CONDITIONAL.search(cue):
        return True
    chain = list(line[verb + 1 : verb + 2]) if words.is_verb_second else []
    while at > max(0, verb - _CHAIN) and _is_chained(line[at - 1], words):
        at -= 1
        chain.append(line[at])
    return not (lists["unsaid"] | lists["supposing"]).isdisjoint(set(chain).difference(name)) and lists[
        "actual"
    ].isdisjoint(chain)


def _has_no_speaker(context: Context, words: LanguagePack) -> bool:
    """Whether nobody or a sign is the subject of the verb of saying in front: `nobody said`, `a shirt that said`."""
    before, lists, end = context.before, _lists(words.language), len(context.before)
    last = end - (before[-1:] in ((":",), (",",)))
    if not (words.is_verb_second and context.behind[:1] == (context.quote.cue.lower(),)):  # `niemand habe „...“ gesagt`
        end = next((at for at in reversed(range(last)) if is_saying(before[at], words)), 0)
    if not end or not _BREAKS.isdisjoint(before[end:last]):
        return False
    start = end
    while start and before[start - 1] not in _BREAKS and words.closed.get(before[start - 1]) not in _CLAUSE_STARTS:
        start -= 1
    is_relative = words.closed.get(before[end - 1]) in (Kind.RELATIVE, Kind.SUBORDINATOR)
    is_sign = is_relative and not lists["signs"].isdisjoint(before[max(0, end - 2) : end - 1])
    return is_sign or _ends(before[max(0, start - 1) : end], lists["nobody"]) > 0


def _is_refused(context: Context, words: LanguagePack) -> bool:
    """Whether a verb of denying or refusing governs the quote: `denied that he had said`, `stopped short of calling`.

    A new clause ends what it governs, and whoever is named behind it speaks: `denied the claim by Weber that`.
    """
    before = context.before
    end = _ends(before, _lists(words.language)["refusing"])
    if not end or before[-1:] in ((":",), (",",)) or before[-1] in _AS:
        return False
    scope = before[end:]
    if any(word in scope for word in _name(context)[-1:]):
        return False
    breaks = _BREAKS - {","} if words.is_verb_second else _BREAKS
    return not any(
        word in breaks or words.closed.get(word) is Kind.CONJUNCTION or _is_new_saying(scope, at, words)
        for at, word in enumerate(scope)
    )


def _is_new_saying(scope: Sequence[str], at: int, words: LanguagePack) -> bool:
    """Whether a relative clause with its own verb of saying begins: `denied it in a letter that said`."""
    is_relative = words.closed.get(scope[at]) is Kind.RELATIVE or scope[at] in words.complementizers
    following = words.verbs.get(scope[at + 1]) if at + 1 < len(scope) else None
    return bool(is_relative and following and following.cue and following.shape in (Shape.PRESENT, Shape.PAST))


def _is_supposed(context: Context, words: LanguagePack) -> bool:
    """Whether a condition introduces the speaker: `if the minister says “no”`."""
    quote = context.quote
    is_behind = quote.source_start is not None and quote.source_start >= quote.end
    line = context.behind if is_behind else context.before
    name = _name(context)
    at = next((at for at in range(len(line)) if name and list(line[at : at + len(name)]) == name), -1)
    return at > 0 and not _lists(words.language)["supposing"].isdisjoint(line[max(0, at - 2) : at])


def _is_fiction(text: str, context: Context, words: LanguagePack) -> bool:
    """Whether a character speaks: `In the film, Weber says`, `Weber (Tom Ebert) tells his wife`."""
    fictions = _lists(words.language)["fictions"]
    opening = context.before[: context.before.index(",")] if "," in context.before else context.before[:4]
    opens = words.closed.get(context.before[0]) is Kind.PREPOSITION if context.before else False
    end = context.quote.source_end
    return (opens and not fictions.isdisjoint(opening[1:4])) or (end is not None and bool(_PLAYED.match(text, end)))


def _name(context: Context) -> list[str]:
    """Words of the speaker as written, in lower case."""
    return context.quote.speaker_as_written.lower().replace("’", "'").split()


def _is_chained(word: str, words: LanguagePack) -> bool:
    lists = _lists(words.language)
    is_listed = word in lists["unsaid"] or word in lists["supposing"]
    return is_adverbial(word, words) or is_listed or words.closed.get(word) in (Kind.TO, Kind.CLITIC)


def _ends(line: Sequence[str], phrases: frozenset[str], first: int | None = None) -> int:
    """Index past the last phrase of a list in a line, or past one that begins at `first`; 0 without."""
    starts = range(len(line) - 1, -1, -1) if first is None else (first,)
    for start in starts:
        for size in range(4, 0, -1):
            if "_".join(line[start : start + size]) in phrases:
                return min(start + size, len(line))
    return 0


@cache
def _lists(language: str) -> Mapping[str, frozenset[str]]:
    """The lists of a language by name."""
    lists: dict[str, frozenset[str]] = {"actual": frozenset()}
    for row in wordlists.entries("briefs", "never_said"):
        head, _, entries = row.partition(": ")
        if head.startswith(language):
            lists[head.partition(" ")[2]] = frozenset(entries.split())
    return lists
