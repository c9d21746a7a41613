"""Addressee of a quote, where the text names one beside the cue: `told Ana Duarte`, `wrote to Weber`.

Uncertain cases are left out: pronouns, two addressees, and possessives (`told Weber's lawyer`).
Pure.
"""

from __future__ import annotations

import re

from briefing.model import Analysis, Name, Quote
from briefing.text.lexicon import entries, table

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
