"""Detection of the news agency of an article, by its text or its author line."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from briefing import wordlists
from briefing.model import Article

START, END = 250, 400
"""Characters at the start and the end of a text where an agency is searched."""


def sign(article: Article) -> Article:
    """An article with the agency that its text or its author line names, unless it has one."""
    wire = article.wire or wire_of(article.text, article.author)
    return replace(article, wire=wire) if wire != article.wire else article


def wire_of(text: str, author: str = "") -> str:
    """Short name of the agency that a text or author line names; empty if none.

    It is `AP` for a text that begins `BOGOTA (AP) —` or ends `Copyright 2026 The Associated Press`, and for the author
    line `By A. Writer, Associated Press`.
    """
    dateline, byline, signature = _patterns()
    found = dateline.search(text.lstrip()[:START]) or byline.search(author[:START])
    found = found or signature.search(text.rstrip()[-END:])
    return _agencies()[next(group for group in found.groups() if group)] if found else ""


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns for an agency at the start of a text, in an author line, and at the end of a text."""
    agency = f"({'|'.join(map(re.escape, sorted(_agencies(), key=len, reverse=True)))})"
    return (
        re.compile(rf"\A[^\n(]{{0,80}}\(\s*{agency}\s*\)|\A(?:[A-Z][\w.'’]*,? ){{1,5}}{agency}\s*[-–—]+\s"),
        re.compile(rf"\b{agency}\b"),
        re.compile(rf"(?:[Cc]opyright|©|[Ss]ource:|[Ww]ith files from)[^\n]{{0,60}}?\b{agency}\b|\({agency}\)\s*\Z"),
    )


@cache
def _agencies() -> dict[str, str]:
    rows = (line.partition("\t") for line in wordlists.entries("threads", "agencies"))
    return {said: short for said, _, short in rows}
