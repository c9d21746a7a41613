"""Whom a quote is said to (`told Ana Duarte`, `wrote to Weber`), or who is called so (`called Weber a “…”`).

Only where the text names them. Uncertain cases are left out: pronouns, two persons, and possessives
(`told Weber's lawyer`).
Pure.
"""

from __future__ import annotations

import re

from briefing.model import Analysis, Name, Quote
from briefing.text.language_packs import Kind, LanguagePack, pack
from briefing.text.lexicon import LANGUAGES, entries, table

_NEAR = 120
"""Maximum distance of the cue from the speaker, in code points."""
_STOP = re.compile(r"[.!?;:“”\"«»\n]")
_WORD = re.compile(r"\s*(?P<article>the\s+)?(?P<word>[^\W\d_](?:[\w.’'-]*\w)?)", re.IGNORECASE)
_GAP = re.compile(r"\s{0,2}")
_POSSESSIVE = re.compile(r"[’']s ")
_TITLE = re.compile(r"[^\W\d_][\w.-]*")
_AFTER = re.compile(
    r"\s*(?:[,.;:)”\"“–—]|$|(?:about|after|as|at|before|by|during|from|in|last|on|over|that|this|through|via|when|while"
    r"|yesterday|today|earlier|early|late|to|how|why|what|who|he|she|it|they|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
_NAMING = frozenset((Kind.DETERMINER, Kind.OF, Kind.PREPOSITION, Kind.SUBORDINATOR, Kind.AUXILIARY))
"""Kinds of the words between a name and what its bearer is called: `accused Weber of being a “…”`."""
_BEFORE_QUOTE = re.compile(r"(?:\s+[^\W\d_]+){0,3}\s+[“”„«\"'‘]\s?")
_LEADING = 4
"""Maximum number of title words between the cue and the name."""


def addressee(text: str, analysis: Analysis, quote: Quote) -> str:
    """Addressee of a quote, as the full name in the article or a group (`reporters`); empty if uncertain."""
    cue = quote.cue.lower()
    direct = cue in entries("verbs_telling")
    if quote.source_end is None or not (direct or cue in entries("verbs_saying_to")):
        return ""
    to = "" if direct else r"\s+to"
    cue_match = re.compile(rf"\b{re.escape(cue)}{to}\b", re.IGNORECASE).search(
        text, quote.source_end, quote.source_end + _NEAR
    )
    if not cue_match or _STOP.search(text, quote.source_end, cue_match.start()):
        return ""
    group = _WORD.match(text, cue_match.end())
    if group and table("roles").get(group["word"].lower()) == "p" and _AFTER.match(text, group.end()):
        return group["word"].lower()
    return _name_after(text, analysis, cue_match.end(), quote.speaker)


def described(text: str, analysis: Analysis, quote: Quote, language: str) -> str:
    """Who is called what the quote says, as the full name in the article; empty if uncertain.

    Args:
        text: of the article.
        analysis: of the text.
        quote: one of its quotes.
        language: of the article, an ISO 639-1 code.
    """
    words = pack(language) if language in LANGUAGES else None
    verb = words.verbs.get(quote.cue) if words else None
    if words is None or verb is None or verb.cue != "call" or quote.source_end is None:
        return ""
    start = _end_of_cue(text, quote, quote.source_end)
    if start < 0:
        return ""
    to = _TITLE.match(text, start + 1)  # `acusó a Weber`
    if to and words.closed.get(to[0]) == Kind.PREPOSITION:
        start = to.end()
    name, end = _name_at(text, analysis, start)
    is_he = name is None or name.full == quote.speaker
    return name.full if name and not is_he and _names(text[end : quote.start], words) else ""


def _end_of_cue(text: str, quote: Quote, start: int) -> int:
    """Offset past the last cue between the speaker, who ends at `start`, and the quote; -1 if there is none."""
    cues = list(re.compile(rf"\b{re.escape(quote.cue)}\b", re.IGNORECASE).finditer(text, start, quote.start))
    return cues[-1].end() if cues and not _STOP.search(text, start, cues[-1].start()) else -1


def _names(between: str, words: LanguagePack) -> bool:
    """Whether what stands between a name and a quote says that its bearer is called so: ` a “`, ` of being “`."""
    linking = (word.lower() for word in _TITLE.findall(between))
    known = (word in words.comparing or words.closed.get(word) in _NAMING for word in linking)
    return _BEFORE_QUOTE.fullmatch(between) is not None and all(known)


def _name_after(text: str, analysis: Analysis, start: int, speaker: str | None) -> str:
    name, end = _name_at(text, analysis, start)
    if name and (possessive := _POSSESSIVE.match(text, end)):
        inner, inner_end = _name_at(text, analysis, possessive.end())  # `told CNN's Ana Duarte`
        name, end = (inner, inner_end) if inner and inner.kind == "person" else (None, end)
    if name is None or name.full == speaker or name.kind == "place" or not _AFTER.match(text, end):
        return ""
    return name.full


def _name_at(text: str, analysis: Analysis, start: int) -> tuple[Name | None, int]:
    """The name at a position, after an article and titles, and the offset past it; None if there is none."""
    places = {begin: (name, end) for name in analysis.names for begin, end in name.mentions}
    titles = table("titles").keys() | table("demonyms").keys() | entries("title_modifiers") | {"the"}
    at = start
    for _ in range(_LEADING):
        if (gap := _GAP.match(text, at)) and (at := gap.end()) in places:
            return places[at]
        word = _TITLE.match(text, at)
        if not word or word[0].lower() not in titles:
            break
        at = word.end()
    return None, start
