"""Detection of articles about many stories: round-ups, live blogs, briefings, and opinion.

They may join a thread but neither found nor link threads, as they resemble unrelated stories. Here they are recognised
by headline, section in the URL, opening words or time stamps between lines; all others are recognised by their
similarity to several unrelated stories (`clustering.candidate_threads.is_round_up`).
"""

from __future__ import annotations

import re
from functools import cache

from briefing import wordlists
from briefing.model import Article

LONGEST = 300
"""Characters of a headline and a URL that are searched."""
OPENING = 100
"""Characters of a text that are searched for an opening phrase."""
LOOKED_AT = 20_000
"""Characters of a text in which the entries of a live blog are counted."""
ENTRIES = 5
"""Lines starting with a time of day that make a text a live blog."""

_NAME = r"[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*){0,2}"
_LIST = re.compile(rf"(?<![\w.])(?:{_NAME}, ){{1,8}}{_NAME},? (?:and|&) {_NAME}")
_ENTRY = re.compile(
    r"^[\s*•–-]{0,4}(?:\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)\s?(?:[A-Z]{2,4}\b)?\s*(?:$|[|:–—-])",
    re.MULTILINE | re.IGNORECASE,
)


def is_loose(article: Article) -> bool:
    """Whether headline, URL, opening or time stamps mark a round-up, live blog, briefing or opinion piece."""
    title, text = article.title, article.text
    return (
        (bool(title) and _cues().search(_folded(title)) is not None)
        or _is_loose_section(article.url)
        or (bool(text) and _openings().match(_folded(text[:OPENING])) is not None)
        or (text.count("\n") >= ENTRIES and len(_ENTRY.findall(text[:LOOKED_AT])) >= ENTRIES)
    )


def lists_names(title: str) -> bool:
    """Whether a headline lists three names or more: `Talks on Iran, Ukraine and Gaza`."""
    return _LIST.search(title[:LONGEST]) is not None


def _is_loose_section(url: str) -> bool:
    """Whether a URL has a folder for such articles; its last part is the article's own."""
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
    """Pattern of the cue list: cues that end in a colon match at the start of a headline, others anywhere."""
    listed = wordlists.entries("threads", "loose_cues")
    starts = [re.escape(cue[:-1]) for cue in listed if cue.endswith(":")]
    anywhere = [re.escape(cue) for cue in listed if not cue.endswith(":")]
    return re.compile(rf"^(?:{'|'.join(starts)})\s*[:|–—-]|\b(?:{'|'.join(anywhere)})\b")
