"""Cleaning of headlines for thread titles: outlet, section, kicker, tags and capitals are removed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache

from briefing import wordlists
from briefing.sanitizer import resolve_references
from briefing.threads.labels.capitals import calm, is_loud

LONGEST = 200
"""Characters of a headline that are examined; no newspaper has longer ones."""
SECTION_WORDS, LEAST_BEFORE_SECTIONS = 3, 5
"""Maximum number of words in the name of a section of a site, and minimum of the headline before sections."""
LEAST_INITIALS = 3
"""Minimum number of initials that stand for an outlet."""
OUTLET_WORDS = 4
"""Maximum number of words in an outlet's name."""

LAST_LETTER_SIGN = "\u218f"
"""Last of the code points that have signs made of letters, such as `™`."""
_PICTOGRAPHS = ("So", "Sk", "Mn", "Cf", "Cs")
"""Unicode categories of pictographs and what modifies them."""
_KICKER = re.compile(r"^[^\w#]*#?([\w&' -]{2,20}?)\s*(?::|\||–|—|\s-|\s?\+{2,3})\s+(?=\S)")
_CAPITAL_KICKER = re.compile(r"^((?:[^\W\d_a-zà-ÿ]| ){3,20})\. (?=\S)")
_TAIL = re.compile(r"(?:\s+[-–—|•·]|;)\s+([^-–—|•·;]+)$")
_COLON_TAIL = re.compile(r" : ([^:]+)$| \(([^()]+)\)$")
_DATE = re.compile(r"\d{1,2}[./-]\d{1,2}[./-]\d{2,4}")
_PLUS_SIGNS = re.compile(r"^\+{2,3} | \+{2,3}$")
_HASHTAG = re.compile(r"#[^\W\d]\w*")
_DASH = re.compile(r" [-–—|•·] ")
_SITE = re.compile(
    r"\.(?:com|org|net|co|de|fr|es|br|mx|pt|ar|uk|eu|tv|gov)\b"
    r"|\b(?:news|times|post|magazine|daily|online|zeitung|nachrichten|noticias|notícias)$",
    re.IGNORECASE,
)


def clean_headline(
    title: str, outlets: Collection[str] = (), forms: Mapping[str, str] | None = None, language: str = "en"
) -> str:
    """A headline without outlet and kicker, and not in capitals throughout; empty if nothing else is left.

    Args:
        title: as published.
        outlets: names of outlets, in any case.
        forms: lower case -> usual spelling of words; see `calm`.
        language: ISO 639-1 code.
    """
    line = resolve_references(" ".join(title.split()))
    line = _bare(line if len(line) <= LONGEST else line[:LONGEST].rpartition(" ")[0] + "…")
    known = {name for outlet in outlets if outlet for name in (outlet.casefold(), _initials(outlet)) if name}
    line = _without_tags(_without_sections(line, known), known)
    if is_loud(line):
        line = calm(line, forms or {}, language)
    line = line.strip(" -–—|:").strip()
    return "" if line.casefold() in known else line


def _bare(line: str) -> str:
    """A line without pictographs and plus signs around it."""
    while line and _is_pictograph(line[0]):
        line = line[1:].lstrip()
    while line and _is_pictograph(line[-1]):
        line = line[:-1].rstrip()
    return _PLUS_SIGNS.sub("", line)


def _is_pictograph(letter: str) -> bool:
    return letter > LAST_LETTER_SIGN and unicodedata.category(letter) in _PICTOGRAPHS


def _without_sections(line: str, known: Collection[str]) -> str:
    """A headline without outlets and sections of a site at its end: `... - World news - Africa - Island Post`."""
    while (tail := _TAIL.search(line)) and (_is_outlet(tail[1], known) or _is_tag(tail[1])):
        line = line[: tail.start()]
    if (tail := _COLON_TAIL.search(line)) and _is_known(tail[1] or tail[2], known):
        line = line[: tail.start()]
    first, *parts = _DASH.split(line)
    if len(first.split()) >= LEAST_BEFORE_SECTIONS and all(len(part.split()) <= SECTION_WORDS for part in parts):
        return first if any(_SITE.search(part) for part in parts) else line
    return line


def _without_tags(line: str, known: Collection[str]) -> str:
    """A headline without kickers and tags of agencies and media: `LIVE: ...`, `UPDATE 2-...`, `... (video)`."""
    kickers = (*wordlists.entries("threads", "kickers"), *known)
    while (tag := _wire_tag().match(line)) or (
        (tag := _KICKER.match(line) or _CAPITAL_KICKER.match(line)) and tag[1].casefold().strip() in kickers
    ):
        line = line[tag.end() :]
        line = line[:1].upper() + line[1:] if line.split(" ", 1)[0].islower() else line
    while end := _end_tag().search(line, 1):
        line = line[: end.start()]
    first, *words = line.split(" ")
    while words and _HASHTAG.fullmatch(words[-1]):
        words.pop()
    return " ".join((first, *words))


def _is_outlet(tail: str, known: Collection[str]) -> bool:
    folded = tail.casefold().strip()
    if _is_known(folded, known) or folded in wordlists.entries("threads", "outlet_names"):
        return True
    return len(folded.split()) <= OUTLET_WORDS and _SITE.search(folded) is not None


def _is_known(name: str, known: Collection[str]) -> bool:
    """Whether a name begins that of an outlet, or with it."""
    folded = name.casefold().strip()
    return any(folded.startswith(outlet) or outlet.startswith(folded) for outlet in known)


def _initials(outlet: str) -> str:
    """Initials of an outlet of three words or more without an article: `nyt`; empty for others."""
    words = outlet.casefold().removeprefix("the ").split()
    return "".join(word[0] for word in words) if len(words) >= LEAST_INITIALS else ""


def _is_tag(tail: str) -> bool:
    """Whether the end of a headline is a kind of article, or a date."""
    return tail.casefold().strip() in wordlists.entries("threads", "kickers") or bool(_DATE.fullmatch(tail.strip()))


def is_background(title: str) -> bool:
    """Whether a headline as published has an agency's tag of background: `FACTBOX-...`, `TIMELINE-...`."""
    tag = _wire_tag().match(title)
    return tag is not None and any(_folded_tag(part) in _tags("background") for part in tag[0].split("-"))


def _folded_tag(tag: str) -> str:
    return tag.rstrip(" 0123456789").casefold()


def _tags(kind: str) -> tuple[str, ...]:
    """Tags of agencies of a kind: `background` or `news`."""
    return tuple(
        tag for line in wordlists.entries("threads", "wire_tags") for of, _, tag in [line.partition("\t")] if of == kind
    )


@cache
def _wire_tag() -> re.Pattern[str]:
    """Tags of agencies and media in front of a headline: `UPDATE 2-`, `(2nd LD)`, `[Video]`."""
    tags = "|".join(re.escape(tag.upper()) for tag in (*_tags("news"), *_tags("background")))
    return re.compile(rf"(?:(?:{tags})(?: \d{{1,3}})?-)+(?=\S)|{_in_brackets(r'(?:[0-9]..[ ])?(?:', ')')}[:\s]*")


@cache
def _end_tag() -> re.Pattern[str]:
    """Tags behind it: `(+ video)`, `[2]`."""
    return re.compile(rf"\s?{_in_brackets('[+]?[ ]?(?:', '|[0-9]{1,2})')}$")


def _in_brackets(before: str, behind: str) -> str:
    tags = "|".join(map(re.escape, wordlists.entries("threads", "bracketed_tags")))
    return rf"[(\[](?i:{before}{tags}{behind})[)\]]"
