"""Cleaning of headlines for thread titles: outlet, section, kicker, tags and capitals are removed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from functools import cache

from briefing import wordlists
from briefing.sanitizer import resolve_references
from briefing.text.terms import is_stop_word, stem
from briefing.threads.clustering.background_frequencies import is_common

LONGEST = 200
"""Characters of a headline that are examined; no newspaper has longer ones."""
LOUD = 0.7
"""Share of capitalised words from which a headline is in capitals, and of capital letters from which a word is."""
LEAST_LOUD = 9
"""Least letters of a headline in capitals; excludes `NATO` and `SMITE 2`."""
ABBREVIATED = 3
"""Maximum length of an abbreviation where nothing else identifies one."""
SECTION_WORDS, LEAST_BEFORE_SECTIONS = 3, 5
"""Maximum number of words in the name of a section of a site, and minimum of the headline before sections."""
OUTLET_WORDS = 4
"""Maximum number of words in an outlet's name."""

LAST_LETTER_SIGN = "\u218f"
"""Last of the code points that have signs made of letters, such as `™`."""
_PICTOGRAPHS = ("So", "Sk", "Mn", "Cf", "Cs")
"""Unicode categories of pictographs and what modifies them."""
_LETTERS = re.compile(r"[^\W\d_]+")
_TOKEN = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_KICKER = re.compile(r"^\W*([\w&' ]{2,20}?)\s*(?::|\||–|—|\s-)\s+(?=\S)")
_TAIL = re.compile(r"\s+[-–—|•·]\s+([^-–—|•·]+)$")
_HASHTAG = re.compile(r"#[^\W\d]\w*")
_DASH = re.compile(r" [-–—|•·] ")
_SITE = re.compile(r"\.(?:com|org|net|co|de|fr|es|uk|eu|tv|gov)\b|\b(?:news|times|post|magazine|daily|online)$", re.I)


def clean_headline(title: str, outlets: Collection[str] = (), forms: Mapping[str, str] | None = None) -> str:
    """A headline without outlet and kicker, and not in capitals throughout; empty if nothing else is left.

    Args:
        title: as published.
        outlets: names of outlets, in any case.
        forms: lower case -> usual spelling of words; see `calm`.
    """
    line = resolve_references(" ".join(title.split()))
    line = _bare(line if len(line) <= LONGEST else line[:LONGEST].rpartition(" ")[0] + "…")
    known = {outlet.casefold() for outlet in outlets if outlet}
    line = _without_tags(_without_sections(line, known), known)
    if is_loud(line):
        line = calm(line, forms or {})
    line = line.strip(" -–—|:").strip()
    return "" if line.casefold() in known else line


def _bare(line: str) -> str:
    """A line without pictographs around it."""
    while line and _is_pictograph(line[0]):
        line = line[1:].lstrip()
    while line and _is_pictograph(line[-1]):
        line = line[:-1].rstrip()
    return line


def _is_pictograph(letter: str) -> bool:
    return letter > LAST_LETTER_SIGN and unicodedata.category(letter) in _PICTOGRAPHS


def _without_sections(line: str, known: Collection[str]) -> str:
    """A headline without outlets and sections of a site at its end: `... - World news - Africa - Island Post`."""
    while (tail := _TAIL.search(line)) and _is_outlet(tail[1], known):
        line = line[: tail.start()]
    first, *parts = _DASH.split(line)
    if len(first.split()) >= LEAST_BEFORE_SECTIONS and all(len(part.split()) <= SECTION_WORDS for part in parts):
        return first if any(_SITE.search(part) for part in parts) else line
    return line


def _without_tags(line: str, known: Collection[str]) -> str:
    """A headline without kickers and tags of agencies and media: `LIVE: ...`, `UPDATE 2-...`, `... (video)`."""
    kickers = (*wordlists.entries("threads", "kickers"), *known)
    while (tag := _wire_tag().match(line)) or ((tag := _KICKER.match(line)) and tag[1].casefold().strip() in kickers):
        line = line[tag.end() :]
        line = line[:1].upper() + line[1:] if line.split(" ", 1)[0].islower() else line
    while end := _end_tag().search(line, 1):
        line = line[: end.start()]
    first, *words = line.split(" ")
    while words and _HASHTAG.fullmatch(words[-1]):
        words.pop()
    return " ".join((first, *words))


def is_loud(line: str) -> bool:
    """Whether a headline is in capitals throughout.

    Short words are ignored, as abbreviations are capitalised anyway, unless there are no others:
    `ESP32-S3 USB webcam` and `FOSDEM - day 2` are not in capitals.
    """
    runs = _LETTERS.findall(line)
    if sum(map(len, runs)) < LEAST_LOUD:
        return False
    telling = [run for run in runs if len(run) > ABBREVIATED] or runs
    if len(telling) == 1 and 2 * sum(map(_is_capital, runs)) <= len(runs):
        return False
    return sum(_is_capital(run) for run in telling) > LOUD * len(telling)


def _is_capital(run: str) -> bool:
    return sum(letter.isupper() for letter in run) > LOUD * len(run)


def _is_outlet(tail: str, known: Collection[str]) -> bool:
    folded = tail.casefold().strip()
    if any(folded.startswith(outlet) or outlet.startswith(folded) for outlet in known):
        return True
    return len(folded.split()) <= OUTLET_WORDS and _SITE.search(folded) is not None


def calm(line: str, forms: Mapping[str, str]) -> str:
    """A headline in capitals in normal case.

    Words take the spelling of the texts. Of the others, English words become lower case, words with a digit and short
    words are kept as abbreviations, and the rest are capitalised as names.

    Args:
        line: the headline.
        forms: lower case -> usual spelling of words.
    """
    quiet = _TOKEN.sub(lambda token: _written(token[0], forms), line)
    for least in (ABBREVIATED + 1, 1):  # it consists of capitalised names, or only of abbreviations
        if is_loud(quiet):
            quiet = re.sub(rf"[^\W\d_]{{{least},}}", lambda run: run[0].capitalize(), quiet)
    return quiet[:1].upper() + quiet[1:]


def _written(word: str, forms: Mapping[str, str]) -> str:
    folded = word.lower()
    english = is_stop_word(folded) or is_common(stem(folded))
    form = forms.get(folded)
    if form and not (english and _is_capital(form)):
        return form
    if word == "I" or any(letter.isdigit() for letter in word):
        return word
    if english:
        return folded
    return word if len(word) <= ABBREVIATED + 1 else word.capitalize()


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
