"""Splits a text into sentences and tells what kind of line each stands in.

Where a sentence ends inside a paragraph is nupunkt's decision (Kiss and Strunk 2006).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache

from briefing.model import Sentence, SentenceKind

_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_FINAL = re.compile(r"[.!?…:;,][\"'”’»)\]]*$")
_LIST_ITEM = re.compile(r"(?:[-–—*•·▪‣◦]|\(?\d{1,3}[.)]|\(?[a-z]\))\s+\S")
_BYLINE = re.compile(r"(?:By|BY|by)\s+[A-Z][\w.'’-]*(?:\s+[A-Z][\w.'’-]*){0,4}(?:\s*[,|].*|\s+and\s+.*)?$")
_CAPTION = re.compile(r"\(?(?:Photo|Image|Picture|Video|Illustration|Graphic)s?(?: credit| by|:)|FILE\s*[-–—]")
_BOILERPLATE = re.compile(
    r"(?:read (?:more|also|next)\b|sign up (?:for|to)\b|subscribe\b|click here\b|advertisement$|related:|share this\b"
    r"|follow us\b|download (?:our|the) app\b|we use cookies\b|this (?:site|website) uses cookies\b)"
    r"|all rights reserved",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"\s*[A-Z][A-Z.'’-]+(?:[ ,/]+[A-Z][A-Za-z.'’-]*)*,?(?:\s*\([^()\n]{2,30}\))?\s*(?:—|–|--|-)\s*(?=[\w\"“'‘])"
)


def split_sentences(text: str) -> list[Sentence]:
    """Return the sentences of `text` in order, as spans stripped of white space that do not overlap.

    A line break ends a sentence. Every character that is not white space is in one of them.
    """
    found: list[Sentence] = []
    for start, end in _lines(text):
        line = text[start:end]
        kind = _kind(line)
        spans = [(0, len(line))] if kind in ("heading", "byline") else _spans(line)
        for first, last in spans:
            found.append(Sentence(start + first, start + last, len(found), kind))
    return found


def dateline_end(text: str) -> int:
    """Return where the first sentence begins after a dateline such as `WASHINGTON (AP) — `; 0 if there is none."""
    match = _DATELINE.match(text[:120])
    return match.end() if match else 0


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of the lines that are not blank, white space at their ends left out."""
    for match in _LINE.finditer(text):
        line = match.group()
        start = match.start() + len(line) - len(line.lstrip())
        if stripped := line.strip():
            yield start, start + len(stripped)


def _kind(line: str) -> SentenceKind:
    if _BOILERPLATE.match(line) or (len(line) < 200 and "ll rights reserved" in line):
        return "boilerplate"
    if _CAPTION.match(line):
        return "caption"
    if _BYLINE.match(line):
        return "byline"
    if _LIST_ITEM.match(line):
        return "list"
    if not _FINAL.search(line[-8:]) and len(line) <= 120 and len(line.split()) <= 16:
        return "heading"
    return "prose"


def _spans(line: str) -> list[tuple[int, int]]:
    spans = []
    for start, end in _splitter()(line):
        piece = line[start:end]
        if stripped := piece.strip():
            first = start + len(piece) - len(piece.lstrip())
            spans.append((first, first + len(stripped)))
    return spans


@cache
def _splitter() -> Callable[[str], list[tuple[int, int]]]:
    from nupunkt import sent_spans

    return sent_spans
