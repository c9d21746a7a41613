"""News agencies: which one a text or an author line names, and which names open a dateline."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache

from briefing.model import Article
from briefing.text.lexicon import lines, table

START, END = 250, 400
"""Characters at the start and the end of a text where an agency is searched."""

_SIGNS = ("opyright", "©", "ource:", "ith files from")
"""Of which a signature has one, unless it is in brackets."""


def with_agency(article: Article) -> Article:
    """An article with the agency that its text or its author line names, unless it has one."""
    wire = article.wire or find_agency(article.text, article.author)
    return replace(article, wire=wire) if wire != article.wire else article


def find_agency(text: str, author: str = "") -> str:
    """Short name of the agency that a text or author line names; empty if none.

    It is `AP` for a text that begins `BOGOTA (AP) —` or ends `Copyright 2026 The Associated Press`, and for the author
    line `By A. Writer, Associated Press`.
    """
    dateline, byline, signature = _patterns()
    match = dateline.match(text.lstrip()[:START]) or byline.search(author[:START])
    ending = text.rstrip()[-END:]
    if not match and (ending.endswith(")") or any(sign in ending for sign in _SIGNS)):
        match = signature.search(ending)
    return _short_names()[next(group for group in match.groups() if group)] if match else ""


def signs_datelines(name: str) -> bool:
    """Whether a name in brackets at the start of a text is that of an agency or a broadcaster, or a desk of one."""
    name = name.lower()
    return name in table("agencies") or name.split(" ")[0] in table("agencies")  # `CNN Business` is a desk of `CNN`


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """Patterns for an agency at the start of a text, in an author line, and at the end of a text."""
    agency = f"({'|'.join(map(re.escape, sorted(_short_names(), key=len, reverse=True)))})"
    return (
        re.compile(rf"\A(?:[^\n(]{{0,80}}\(\s*{agency}\s*\)|(?:[A-Z][\w.'’]*,? ){{1,5}}{agency}\s*[-–—]+\s)"),
        re.compile(rf"\b{agency}\b"),
        re.compile(rf"(?:[Cc]opyright|©|[Ss]ource:|[Ww]ith files from)[^\n]{{0,60}}?\b{agency}\b|\({agency}\)\s*\Z"),
    )


@cache
def _short_names() -> dict[str, str]:
    """Short name by name, as written; without broadcasters, which sign datelines but have no short name."""
    rows = (line.partition(": ") for line in lines("agencies"))
    return {name: short for name, _, short in rows if short}
