"""Headlines of texts: the first line if it is a headline, else a shortened lead sentence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing import wordlists

HEADLINE_CHARS = 140
HEADLINE_WORDS = 22
"""Maximum length of a headline in words; a longer first line is a paragraph."""
TITLE_CHARS = 90
"""Length in which a generated title ends at a clause boundary if there is one."""
CLAUSE_CHARS = 130
"""Maximum length of a first clause that is kept whole."""
MIN_CLAUSE_CHARS = 25
LEAD_CHARS = 5000
"""Part of the text searched for the lead sentence."""

_STOP = re.compile(r"[.!?…][\"'”’)\]]*$")
_OPENER = re.compile(r"([^,;:.!?]{1,80}),\s+(?=\S)")
_BOUNDARY = re.compile(r" ?(?:;|:(?= )| [–—-] |—)|,? (?=([A-Za-z]++)\b)|,(?= )")
"""Clause boundary in a sentence with collapsed white space."""


def is_headline(line: str, rest: Sequence[str]) -> bool:
    """Whether a text's first line is its headline: short, without a full stop, and followed by prose."""
    if not line or len(line) > HEADLINE_CHARS or len(line.split()) > HEADLINE_WORDS:
        return False
    if line.endswith((".", ",", ";", ":", "…")) and not line.endswith((" Jr.", " Sr.", " U.S.", " U.N.")):
        return False
    return any(_STOP.search(following) for following in rest)


def title_from(text: str) -> str:
    """Generate a title from the first prose sentence of a text; empty if there is no text."""
    from briefing.text.sentence_splitter import split_sentences

    start = text[:LEAD_CHARS]
    sentences = [sentence for sentence in split_sentences(start) if sentence.kind == "prose"] if start else []
    lead = start[sentences[0].start : sentences[0].end] if sentences else start.partition("\n")[0]
    return make_headline(lead)


def make_headline(sentence: str) -> str:
    """Shorten a sentence to a title: its own words, cut at the end of a clause.

    An opening phrase without names is left out (`In a surprising move, ...`).
    The title has at most `CLAUSE_CHARS` characters; where no clause ends in time it is broken off between words.
    """
    title = _without_openers(" ".join(sentence[:LEAD_CHARS].split()))
    title = _STOP.sub("", title) if not title.endswith(("U.S.", "U.N.")) else title
    if len(title) > TITLE_CHARS:
        title = _first_clauses(title)
    return title[:1].upper() + title[1:]


def _without_openers(sentence: str) -> str:
    """Drop opening phrases without names and numbers; they are of no use in a list."""
    starts = frozenset(wordlists.entries("sources", "openers"))
    while opening := _OPENER.match(sentence):
        words = opening[1].split()
        is_specific = any(word[:1].isupper() or word[:1].isdigit() for word in words[1:])
        rest = sentence[opening.end() :]
        if is_specific or words[0].lower() not in starts or len(rest.split()) < 5:
            break
        sentence = rest
    return sentence


def _first_clauses(title: str) -> str:
    """As many clauses as fit; if the first one is too long, as many of its words."""
    ends = [end for end in _clause_ends(title) if end >= MIN_CLAUSE_CHARS]
    fitting = [end for end in ends if end <= TITLE_CHARS]
    if fitting:
        return title[: fitting[-1]].rstrip(" ,;:–—-")
    if (ends and ends[0] <= CLAUSE_CHARS) or len(title) <= CLAUSE_CHARS:
        return title[: ends[0]].rstrip(" ,;:–—-") if ends else title
    weak = frozenset(wordlists.entries("sources", "weak_ends"))
    words = title[:TITLE_CHARS].rsplit(" ", 1)[0].split()
    while len(words) > 3 and words[-1].strip(",").lower() in weak:
        words.pop()
    return " ".join(words).rstrip(" ,;:–—-") + "…"


def _clause_ends(title: str) -> list[int]:
    """Offsets at which a clause ends: before a semicolon, dash or colon, and before a word that opens another clause.

    No clause ends within quotation marks, because half a quote would misrepresent it.
    """
    joints, after_comma = (
        frozenset(wordlists.entries("sources", "clause_joints")),
        frozenset(wordlists.entries("sources", "comma_joints")),
    )
    ends = []
    for boundary in _BOUNDARY.finditer(title):
        word, has_comma = (boundary[1] or "").lower(), boundary[0].startswith(",")
        opens = word in joints or (has_comma and (word in after_comma or word.endswith("ing")))
        if (opens or (not word and not has_comma)) and not _within_quotes(title[: boundary.start()]):
            ends.append(boundary.start())
    return ends


def _within_quotes(before: str) -> bool:
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
