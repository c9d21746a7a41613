"""Nouns of speech: `his warning that`, `a letter from the mayor:`, `the crowd took up the chant`."""

from __future__ import annotations

from briefing.text.names.words import entries
from briefing.text.quotes.claims import OWNERS, Lead, make_claim
from briefing.text.quotes.passives import is_passive
from briefing.text.quotes.phrases import Phrase, head_of, is_person, phrase_left, phrase_right
from briefing.text.quotes.subjects import subject_of
from briefing.text.quotes.tokens import Tokens


def noun_cue(t: Tokens, noun: int, at: int, low: int) -> Lead | None:
    """Attribute by a noun of speech: `his warning that`, `a letter from the mayor:`, `her calls to end the`."""
    for i in range(noun + 1, at):
        if t.tag[i : i + 2] == [",", "C"]:
            return None
        if t.tag[i] in "Q;" or (t.tag[i] in "BV" and t.tag[i - 1] not in "TX" and not t.low[i].endswith("ing")):
            return None
        if t.tag[i] == "X" and t.low[noun + 1] != "that" and any(t.tag[j] not in "XR,:" for j in range(i, at)):
            return None  # `his comment is false` tells what is said of it, `his comment was, “...”` what it is
    found = _noun_source(t, noun, at, low) or (_of_giver(t, noun, low) if at - noun <= 2 else None)
    return (noun, make_claim(t, found, noun, 0.84, "noun cue"), True) if found else None


def owner_of(t: Tokens, phrase: Phrase, low: int, at: int, shared: bool) -> Phrase | None:
    """For `Trump's statement saying`, `a letter from him saying`, `he sent a letter saying` return who it is from."""
    head = head_of(t, phrase)
    if t.low[head] not in entries("cue_nouns"):
        return None
    found = _noun_source(t, head, at, low)
    if found:
        return found
    if shared and phrase.first > low and t.tag[phrase.first - 1] in "BV":
        return subject_of(t, phrase.first - 1, low)
    return None


def _of_giver(t: Tokens, noun: int, low: int) -> Phrase | None:
    """Return who gives what stands right before a quote: `the crowd took up the old chant “...”`."""
    i = noun - 1
    while i > low and i > noun - 6 and t.tag[i] in "DNR":
        i -= 1
    if i <= low or t.tag[i] not in "BV" or t.low[i].endswith("ing") or is_passive(t, i, low):
        return None
    found = subject_of(t, i, low)
    return found if found and is_person(t, found) else None


def _noun_source(t: Tokens, noun: int, at: int, low: int) -> Phrase | None:
    """Return whose statement, letter or claim a noun of speech is, by possessive or by `from` and `by`."""
    i = noun - 1
    while i >= low and i > noun - 6 and (t.tag[i] in "NBVR" or t.low[i] in ("most", "first", "second")):
        i -= 1
    if i > low and t.tag[i] == "G":
        found = phrase_left(t, i - 1, low)
        return Phrase(max(found.first, _last_core(t, found)), i) if found else None
    if i >= low and t.low[i] in OWNERS:
        return Phrase(i, i + 1)
    if noun + 2 < at and t.low[noun + 1] in ("from", "by", "of") and t.tag[noun + 2] in "DNP":
        found = phrase_right(t, noun + 2, at)
        return found if found and (t.low[noun + 1] != "of" or is_person(t, found)) else None
    return None


def _last_core(t: Tokens, phrase: Phrase) -> int:
    """Return where the last run of nouns of a phrase begins: in `a post on Smith's page` the page is Smith's."""
    for i in range(phrase.stop - 1, phrase.first - 1, -1):
        if t.tag[i] in "ITC":
            return i + 1
    return phrase.first
