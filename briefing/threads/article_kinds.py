"""Kinds of articles that report no event: opinion, round-ups, galleries, lists, adverts, pages of a site.

The kind is recognised by the form of the headline, the folders in the URL, the first words of the text, and times of
day between its lines. The phrases are in `data/*_cues.txt`, each with its kind.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import islice

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
SITES = 15
"""Sites that an article links to from which it is a list of links."""
LEAST_LINKS = 5
"""Number of links from which an article that is mostly links is a list of them."""
SINGLE_SUBJECT = frozenset({"", "question", "review", "video"})
"""Kinds about one subject, which may found a thread and connect others."""

_TOKEN = re.compile(r"[^\W_]+(?:'[^\W_]+)*")
_AFTER_KICKER = re.compile(r"\s*[:|–—]|\s-|-\s")
_ENTRY = re.compile(
    r"^[\s*•–-]{0,4}(?:\d{1,2}[:.]\d{2}\s?(?:[ap]\.?m\.?)?|\d{1,2}\s?[ap]\.?m\.?)\s?(?:[A-Z]{2,4}\b)?\s*(?:$|[|:–—-])",
    re.MULTILINE | re.IGNORECASE,
)
_DIGIT = re.compile(r"\d")
_DATED = re.compile(r"(?:[-–—|,:(]|\bfor) (\w+)\.?(?: de)? (\w+)\.?,?(?: de)? \d{4}\)?$")
"""End of a headline that may be a date: `Africa today - 3 March 2026`."""
_FORMS = (
    ("fact-check", r"^(?:[^:]{2,30}: )?(?:(?:no|yes), |no evidence\b)"),
    ("fact-check", r"\b(?:photo|picture|image|video|clip|footage)s?\b.{0,80} do(?:es)?(?:n't| not) show\b"),
    ("video", r"\(\+? ?video\)$|[–—-] video$"),
    ("question", r"[?？؟]$"),
)
"""Kinds of folded headlines that no phrase shows: `No, ...`, `Old photos of the flood do not show ...`."""
_NUMBERED_FORMS = (
    ("round-up", r"^\d{1,2}/\d{1,2}(?:/\d{2,4})?:"),
    ("podcast", r"^(?:ep(?:isode)?\.? ?#?|#)\d+\b|\bep(?:isode)?\.? ?#?\d+ ?[:|–—-]"),
    ("advert", r"\b\d\d?% off\b"),
    ("list", r"^(?:the )?\d{1,3} (?:best|worst|greatest|ways|tips|reasons|things)\b"),
)
"""The same for headlines with a digit: `12/18: Evening news`, `Episode 9`, `7 tips for a dry cellar`."""


def article_kind(article: Article) -> str:
    """Kind of an article by its form; empty for a report."""
    title = _folded(article.title)
    kind = _headline_kind(title) or _section_kind(article.url) or _text_kind(article.text)
    return kind or ("round-up" if _is_link_list(article) else _kind_by_pattern(title))


def is_month(word: str) -> bool:
    """Whether a folded word is the name of a month in any language, or an abbreviation of one."""
    return (word if word.isascii() else _unaccented(word)) in _months()


def _unaccented(word: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFKD", word) if not unicodedata.combining(letter))


@lru_cache(4096)
def _headline_kind(title: str) -> str:
    """Kind by the phrases in a folded headline."""
    cues = _headline_cues()
    words = _TOKEN.findall(title)
    for start, word in enumerate(words):
        for kind, place, phrase in cues.get(word, ()):
            end = start + len(phrase)
            if tuple(words[start:end]) == phrase and (
                place == "anywhere"
                or (place == "end" and end == len(words))
                or (start == 0 and _opens(place, title, end, len(words)))
            ):
                return kind
    return ""


def _opens(place: str, title: str, length: int, words: int) -> bool:
    """Whether a phrase of `length` words that opens a headline of `words` words is in its place."""
    if place == "kicker":
        end = next(islice(_TOKEN.finditer(title), length - 1, None)).end()
        return _AFTER_KICKER.match(title, end) is not None
    return place == "start" or (place == "whole" and length == words)


@lru_cache(4096)
def _kind_by_pattern(title: str) -> str:
    """Kind by the patterns of a folded headline."""
    if _DIGIT.search(title):
        if _ends_with_date(title):
            return "round-up"
        if kind := next((kind for kind, form in _patterns(_NUMBERED_FORMS) if form.search(title)), ""):
            return kind
    return next((kind for kind, form in _patterns(_FORMS) if form.search(title)), "")


def _ends_with_date(title: str) -> bool:
    """Whether a folded headline ends in a day, month and year."""
    match = _DATED.search(title)
    if not match:
        return False
    one, other = match.groups()
    day, month = (one, other) if one.isdecimal() else (other, one)
    return day.isdecimal() and len(day) < 3 and 0 < int(day) < 32 and is_month(month)


def _section_kind(url: str) -> str:
    """Kind by the folders of a URL; its last part is the article's own."""
    if not url:
        return ""
    path = url[:LONGEST].partition("?")[0].partition("#")[0].lower().strip("/")
    cues = _section_cues()
    return next((cues[part] for part in path.split("/")[3:-1] if part in cues), "")


def _text_kind(text: str) -> str:
    """Kind by the opening phrase of a text, or by the times of day between its lines."""
    if text and (opening := _openings().match(_folded(text[:OPENING]))):
        return _opening_cues()[opening[1]]
    is_blog = text.count("\n") >= ENTRIES and len(_ENTRY.findall(text[:LOOKED_AT])) >= ENTRIES
    return "live" if is_blog else ""


def _is_link_list(article: Article) -> bool:
    """Whether an article links to many sites, or is mostly links."""
    links = article.links
    if len(links) < LEAST_LINKS:
        return False
    sites = {parts[2] for link in links if len(parts := link.url.split("/", 3)) > 2}
    return len(sites) >= SITES or 2 * sum(link.end - link.start for link in links) >= len(article.text)


def _folded(text: str) -> str:
    return " ".join(text[:LONGEST].casefold().replace("’", "'").split())


@cache
def _months() -> frozenset[str]:
    return frozenset(line.rpartition(" ")[0] for line in wordlists.entries("dates", "months"))


@cache
def _headline_cues() -> dict[str, list[tuple[str, str, tuple[str, ...]]]]:
    """Kind, place and words of each phrase, by its first word."""
    cues: dict[str, list[tuple[str, str, tuple[str, ...]]]] = {}
    for kind, place, phrase in wordlists.rows("threads", "headline_cues"):
        words = tuple(phrase.split())
        cues.setdefault(words[0], []).append((kind, place, words))
    return cues


@cache
def _section_cues() -> dict[str, str]:
    return {section: kind for kind, section in _pairs("section_cues")}


@cache
def _opening_cues() -> dict[str, str]:
    return {phrase: kind for kind, phrase in _pairs("opening_cues")}


@cache
def _openings() -> re.Pattern[str]:
    listed = map(re.escape, _opening_cues())
    return re.compile(
        rf"(?:(?:hello|hi|good (?:morning|evening|afternoon))[\w ]{{0,20}}[.,!:—–-]+ )?({'|'.join(listed)})\b"
    )


@cache
def _patterns(forms: tuple[tuple[str, str], ...]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(form)) for kind, form in forms)


def _pairs(name: str) -> list[tuple[str, str]]:
    return [(kind, phrase) for line in wordlists.entries("threads", name) for kind, _, phrase in [line.partition("\t")]]
