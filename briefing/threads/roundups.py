"""Articles that talk of many stories: round-ups, live blogs, briefings, and opinion.

They may join a thread, but a thread is not made of them: what they have in common with two stories does not make those
one. They are known by their headline, the section in their address, how they begin, or by times between their lines;
those that say none of it are found by what they are like (`comparing`).
"""

from __future__ import annotations

import re
from functools import cache

from briefing import wordlists
from briefing.model import Article

LONGEST = 300
"""Characters of a headline and an address that are looked at."""
OPENING = 100
"""Characters of a text that are looked at for how it begins."""
LOOKED_AT = 20_000
"""Characters of a text in which the entries of a live blog are counted."""
ENTRIES = 5
"""Lines that are a time of day, from which a text is a live blog."""

_NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}"
_LIST = re.compile(rf"(?<![\w.])(?:{_NAME}, ){{1,8}}{_NAME},? (?:and|&) {_NAME}")
_ENTRY = re.compile(
    r"^[\s*•–-]{0,4}(?:\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)\s?(?:[A-Z]{2,4}\b)?\s*(?:$|[|:–—-])",
    re.MULTILINE | re.IGNORECASE,
)


def is_loose(article: Article) -> bool:
    """Tell whether an article says of itself that it is a round-up, live blog, briefing or opinion piece."""
    title, text = article.title, article.text
    return (
        (bool(title) and _cues().search(_folded(title)) is not None)
        or _is_loose_section(article.url)
        or (bool(text) and _openings().match(_folded(text[:OPENING])) is not None)
        or (text.count("\n") >= ENTRIES and len(_ENTRY.findall(text[:LOOKED_AT])) >= ENTRIES)
    )


def lists_names(title: str) -> bool:
    """Tell whether a headline lists three names or more: `Talks on Iran, Ukraine and Gaza`."""
    return _LIST.search(title[:LONGEST]) is not None


def _is_loose_section(url: str) -> bool:
    """Tell whether an address lies in a folder for such articles; its last part is the article's own."""
    if not url:
        return False
    path = re.split(r"[?#]", url[:LONGEST], maxsplit=1)[0].lower().strip("/")
    return not _sections().isdisjoint(path.split("/")[3:-1])


def _folded(text: str) -> str:
    return " ".join(text[:LONGEST].casefold().replace("’", "'").split())


@cache
def _sections() -> frozenset[str]:
    return frozenset(wordlists.entries("threads", "loose_paths"))


@cache
def _openings() -> re.Pattern[str]:
    listed = map(re.escape, wordlists.entries("threads", "loose_openings"))
    return re.compile(
        rf"(?:(?:hello|hi|good (?:morning|evening|afternoon))[\w ]{{0,20}}[.,!:—–-]+ )?(?:{'|'.join(listed)})\b"
    )


@cache
def _cues() -> re.Pattern[str]:
    """Compile the list: a cue that ends in a colon stands at the start of a headline, any other anywhere in it."""
    listed = wordlists.entries("threads", "loose_cues")
    starts = [re.escape(cue[:-1]) for cue in listed if cue.endswith(":")]
    anywhere = [re.escape(cue) for cue in listed if not cue.endswith(":")]
    return re.compile(rf"^(?:{'|'.join(starts)})\s*[:|–—-]|\b(?:{'|'.join(anywhere)})\b")
