"""Parses date formats of feeds, pages and mail other than RFC 822 and ISO 8601, in the languages of the press.

A date is split into day, time and zone, and every other word must be one known to accompany dates;
texts with an unknown word or zone give None. Months (`data/months.txt`) and names of days (in
`data/date_words.txt`) are those of the Unicode CLDR; of ambiguous zone abbreviations,
`data/time_zones.txt` has the meaning that most feeds use (IST India, CST and EST America, BST Britain).
"""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, timedelta
from functools import cache
from typing import NamedTuple

from briefing import wordlists
from briefing.dates.utc_times import Clock, Day, parse_unix_time, utc_time

_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\ufe63\uff0d", "-") | {"ı": "i", "’": "'"})
_COMMENT = re.compile(r"[(\[]([^()\[\]]*)[)\]]")
_STAMP = re.compile(r"@?(\d{9,10}(?:\.\d+)?|\d{13}|\d{16})", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:[t ]?(\d\d)(\d\d)(\d\d)?(?:[.,]\d+)?)?(?![\d:])", re.ASCII)
_YEAR_FIRST = re.compile(r"(?<![\d.])(\d{4})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{1,2})(?!\d)\.?", re.ASCII)
_EAST_ASIAN = re.compile(r"(?<!\d)(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日号일]?", re.ASCII)
_YEAR_LAST = re.compile(r"(?<![\d.:])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?\2\s?(\d{4}|'?\d{2})(?![\d:])\.?", re.ASCII)
_WORD = re.compile(r"[^\W\d_]+")
_OF = r"(?:(?:of|de|del|din|di|d|the)[\s.']{1,3})?"
_BEFORE = re.compile(rf"(?<![\d:])(\d{{4}}|\d{{1,2}})(?:st|nd|rd|th|er|re|o|a|e|ta)?[\s.,/'-]{{0,5}}{_OF}$", re.ASCII)
_ORDINAL = re.compile(r"(?<!\d)\d{1,2}\.\s?$", re.ASCII)
_AFTER = re.compile(rf"[\s.,/'-]{{0,5}}{_OF}(\d{{4}}|\d{{1,2}})(?!\d|\s?[:h])(?:st|nd|rd|th)?", re.ASCII)
_THEN_YEAR = re.compile(r"[\s.,/'-]{0,5}(\d{4})(?![\d:])", re.ASCII)
_TIME = re.compile(r"(?<![\d.:])(\d{1,2})\s?:\s?(\d\d)(?:\s?:\s?(\d\d)(?:[.,]\d{1,12})?)?(?![\d:])", re.ASCII)
_DOTTED = re.compile(r"(?<![\d.:])(\d{1,2})\.(\d\d)(?:\.(\d\d))?(?![\d.:])", re.ASCII)
_HOUR = re.compile(
    r"(?<![\d.:])(\d{1,2})(?:\s?[時时點点시]\s?(?:(\d{1,2})\s?[分분]?\s?(?:(\d{1,2})\s?[秒초])?)?"
    r"|\s?h\s?(?:(\d\d)(?:min|m)?)?(?![^\W_])|(?=\s?(?:[ap]\.?\s?m\b|uhr\b|uur\b)))",
    re.ASCII,
)
"""Hours followed by a word in place of a colon."""
_HALF = re.compile(r"\s{0,3}([apπμ])\.?\s?[mμ]\.?(?![^\W\d_])")
_EAST_HALF = re.compile(r"(上午|午前|오전)|(下午|午後|오후)")
_OFFSET = re.compile(
    r"(?:(?:utc|gmt|ut)\s?(?=[+-]))?([+-])(?:(?<=[tc][+-])\s?)?(\d{1,2})(?:[:.]?(\d\d)(?::?00)?)?(?![\d:])",
    re.ASCII,
)
_ZONE_OF_A_DAY = re.compile(r"(?:z|[+-]\d\d:?\d\d)", re.ASCII)
_LEADING = re.compile(r"^[^\W\d_]+[.,]+\s*$")
"""A word before a date, taken for the weekday and ignored."""
_ABBREVIATION = re.compile("[a-z]{2,5}")
_PIVOT = 50
"""Two-digit years from this one on belong to the last century, as in RFC 2822."""


class _WrittenDay(NamedTuple):
    """A day in a text, and the text before and after it."""

    day: Day
    before: str
    after: str


def parse_written_date(text: str) -> datetime | None:
    """Parse a date, as `parse_date` does."""
    folded = _folded(text)
    if match := _STAMP.fullmatch(folded):
        return parse_unix_time(float(match[1]))
    comments = _COMMENT.findall(folded)
    folded = _COMMENT.sub(" ", folded).strip()
    for read in (_compact, _numeric, _named):
        if (written := read(folded)) and (parsed := _with_time(written, comments)):
            return parsed
    return None


def _with_time(written: _WrittenDay, comments: list[str]) -> datetime | None:
    """Time of a day from the text around it; None if that text has unknown words."""
    after = written.after
    written = written._replace(before=_LEADING.sub("", written.before))
    if not written.before.strip() and _ZONE_OF_A_DAY.fullmatch(after):
        return utc_time(written.day)
    for words, rest in ((after, written.before), (written.before, after)):
        clock = _clock(words)
        if clock and not _has_unknown(rest):
            time, zone = clock
            return _in_zone(written.day, time, zone, comments)
    after = " ".join(word for word in after.split() if word not in _zones())
    return utc_time(written.day) if not _has_unknown(written.before + " " + after) else None


def _in_zone(day: Day, time: Clock, text: str, comments: list[str]) -> datetime | None:
    """Time in UTC of a day and clock time, in the zone named after it, else in a comment."""
    words = [word for word in text.replace(",", " ").split() if not _stands_after_time(word.strip("."))]
    zone = " ".join(words) or next(filter(_names_zone, comments), "")
    if not zone:
        return utc_time(day, time if any(time) else None)
    match = _OFFSET.match(zone)
    if match:
        hours, minutes, rest = int(match[2]), int(match[3] or 0), zone[match.end() :]
        offset: timedelta | None = timedelta(hours=hours, minutes=minutes) * (-1 if match[1] == "-" else 1)
        if minutes > 59 or rest.strip() not in ("", *_zones()):
            return None
    else:
        offset = offset_of(zone.strip("."), day, time)
    return None if offset is None else utc_time(day, time, offset)


def _names_zone(comment: str) -> bool:
    """Whether a comment is a zone, known or not: `(CET)`, `(UTC+1)`, but neither `(Wed)` nor a note."""
    if comment in _zones() or _OFFSET.fullmatch(comment):
        return True
    return _ABBREVIATION.fullmatch(comment) is not None and comment not in _words()


def _stands_after_time(word: str) -> bool:
    """Whether a word does not name a zone; single letters would be military zones."""
    return word not in _zones() and not _has_unknown(word) and (word in ("h", "u") or not re.fullmatch("[a-z]", word))


def offset_of(name: str, day: Day, time: Clock) -> timedelta | None:
    """UTC offset of a zone at a time; None for an unknown zone, or without a time zone database."""
    zone = _zones().get(name, "")
    if zone.startswith(("+", "-")):
        offset = timedelta(hours=int(zone[1:3]), minutes=int(zone[4:]))
        return -offset if zone[0] == "-" else offset
    if not zone:
        return None
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return datetime(*day, time[0] % 24, time[1], tzinfo=ZoneInfo(zone)).utcoffset()
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


def _compact(text: str) -> _WrittenDay | None:
    """A day, and optionally a time, in digits only: `20261125T151500Z`."""
    match = _COMPACT.match(text)
    if not match:
        return None
    year, month, day, hour, minute, second = match.groups()
    time = f" {hour}:{minute}:{second or '00'}" if hour else ""
    return _WrittenDay((int(year), int(month), int(day)), "", time + text[match.end() :])


def _numeric(text: str) -> _WrittenDay | None:
    if match := _YEAR_FIRST.search(text):
        day = (int(match[1]), int(match[3]), int(match[4]))
    elif match := _EAST_ASIAN.search(text):
        day = (int(match[1]), int(match[2]), int(match[3]))
    elif match := _YEAR_LAST.search(text):
        if len(match[4]) < 4 and match[2] == "-":
            return None  # ambiguous: 25-11-26 is in 2026 or in 2025
        first, second = int(match[1]), int(match[3])
        first, second = (second, first) if second > 12 >= first else (first, second)
        day = (_year(match[4]), second, first)
    else:
        return None
    return _WrittenDay(day, text[: match.start()], text[match.end() :])


def _named(text: str) -> _WrittenDay | None:
    """A day whose month has a name."""
    months = _months()
    for word in _WORD.finditer(text):
        # Of two languages with one name, Croatian has a full stop behind the day (`25. listopada`) and Polish has none.
        is_ordinal = _ORDINAL.search(text[max(0, word.start() - 6) : word.start()])
        month = (months.get(f". {word[0]}") if is_ordinal else None) or months.get(word[0])
        if month and (written := _around(text, word.start(), word.end(), month)):
            return written
    return None


def _around(text: str, start: int, end: int, month: int) -> _WrittenDay | None:
    """The day around a month name at `start` to `end`: `25 Nov 2026`, `2026 Nov 25`, `Nov 25, 2026`."""
    before, after = _BEFORE.search(text[:start]), _AFTER.match(text, end)
    first, rest = text[: before.start() if before else start], text[after.end() if after else end :]
    if before and after:
        one, other = before[1], after[1]
        day = (int(one), month, int(other)) if len(one) == 4 else (_year(other), month, int(one))
        return _WrittenDay(day, first, rest)
    number = before or after
    if number is None or len(number[1]) == 4:
        return None
    if after and (then := _THEN_YEAR.match(rest)):
        return _WrittenDay((int(then[1]), month, int(number[1])), first, rest[then.end() :])
    rest, _, year = rest.rpartition(" ")
    if re.fullmatch("[0-9]{4}", year) and _clock(rest):
        return _WrittenDay((int(year), month, int(number[1])), first, rest)
    return None


def _clock(text: str) -> tuple[Clock, str] | None:
    """The clock time in a text and the rest; None if there is none, or another word precedes it."""
    text = _HOUR.sub(_with_colons, text)
    match = _TIME.search(text) or _DOTTED.search(text)
    if not match:
        return None
    hour, minute, second = (int(group or 0) for group in match.groups())
    before, after = text[: match.start()], text[match.end() :]
    if half := _HALF.match(after):
        is_late, after = half[1] in "pμ", after[half.end() :]
    elif half := _EAST_HALF.search(before):
        is_late, before = half[2] is not None, before[: half.start()] + before[half.end() :]
    if half:
        if hour > (23 if is_late else 12) or (is_late and hour == 0):
            return None
        hour = hour if hour > 12 else hour % 12 + 12 * is_late
    if _has_unknown(before) or before.endswith(("+", "-")):
        return None
    return (hour, minute, second), after


def _with_colons(match: re.Match[str]) -> str:
    hour, minute, second, other = match.groups()
    return f"{hour}:{minute or other or '00'}:{second or '00'} "


def _has_unknown(text: str) -> bool:
    """Whether a text has words or marks other than those known to accompany dates."""
    if re.search(r"[\d_+]", text):
        return True
    return any(word not in _words() for word in _WORD.findall(text))


def _year(digits: str) -> int:
    number = int(digits.lstrip("'"))
    if len(digits.lstrip("'")) > 2:
        return number
    return number + (1900 if number >= _PIVOT else 2000)


def _folded(text: str) -> str:
    """Lower case, without accents and unusual dashes."""
    text = unicodedata.normalize("NFKD", text.casefold()).translate(_DASHES)
    letters = (letter for letter in text if unicodedata.category(letter) not in ("Mn", "Cf"))
    text = "".join(str(unicodedata.decimal(letter, letter)) for letter in letters)
    return " ".join(unicodedata.normalize("NFC", text).split())


@cache
def _months() -> dict[str, int]:
    return {
        name: int(number) for name, _, number in (line.rpartition(" ") for line in wordlists.entries("dates", "months"))
    }


@cache
def _words() -> frozenset[str]:
    return frozenset(wordlists.entries("dates", "date_words"))


@cache
def _zones() -> dict[str, str]:
    return {name: zone for name, _, zone in (line.partition(" ") for line in wordlists.entries("dates", "time_zones"))}
