"""Sentence boundaries inside one line: every stop is a candidate, and rules reject those that end no sentence.

Lines, headings and paragraphs are handled by `briefing.text.sentence_splitter`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from briefing import wordlists
from briefing.text.lazy_regex import late

_CLOSERS = "\"'”’»“)\\]}*_›"
_STOP = re.compile(
    # It begins with one set of characters, which the engine skips to much faster than to a choice of patterns. A row
    # of stops is looked at from its first one only.
    r"(?P<stop>[.!?…。！？｡](?:(?<=\.)(?: \.)+|(?<=[!?])(?: [!?])+"
    r"|(?<=[.!?…])(?<![.!?…]{2})[.!?…]*+(?<![^\s.!?…]\.(?=\w))"
    r"|(?<=[。！？｡])[。！？｡]*+))"
    rf"(?P<close>[{_CLOSERS}」』）]*(?:\[\d{{1,3}}\]|[ \xa0][”»](?=\s|\Z))*)"
    r"(?:(?=\s|\Z)|(?<=[。！？｡」』）])(?=\S))"
)
_TOKEN = re.compile(r"[\w.&’']*\Z")
_NEXT = re.compile(r"[\"'“‘«„‹(\[{*_¿¡#@$€£-]*(?P<word>[^\s]*)")
_LETTERED = re.compile(r"\(?[a-z0-9]\)\Z")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\)?\Z")
_SMILEY = re.compile(r"\s?(?:[:;=]['’]?-?[()DPp]|<3)(?=\s|$)")
_ATTRIBUTION = late(r"\s*(?:—|–|--?|―)\s*(?:[A-Z][\w.'’-]*(?:,|\s|$)\s*|(?:of|the|de|van|von|al)\s+){1,8}$")
_SPEAKER_AND_VERB = late(r"\s*[A-Z][\w.’'-]*(?:\s+[A-Z][\w.’'-]*){0,4}(?:, [^,\"“”]{1,40},)?\s+(?P<verb>[a-z]+)\b")
_SMALL_SUBJECT = late(r"\s(?:i|you|he|she|it|we|they)(?:['’][a-z]+)?\s(?P<verb>[a-z]+)")
_QUOTED = re.compile("[\"'”’»]")
_CLOSING_MARK = re.compile('["”](?!\\w)')
_EYES = (":", ";", "=", "<")
_LEAST_WORD = 5
_LONGEST_INITIAL = 2
_LEAST_SENTENCE = 12
_LONGEST_EMBEDDED = 400
_LOOK_BACK = 32
_LOOK_AHEAD = 80


def boundaries(line: str) -> Iterator[int]:
    """Ends of the sentences of `line` in order, except the last, which ends with the line.

    An end is the offset past the last stop and its closing quotation marks and brackets. Linear in the length of
    `line`: each candidate examines a few dozen characters on either side.
    """
    start = embedded_end = 0
    embeds = 'that "' in line or "that “" in line
    for match in _STOP.finditer(line):
        at, end = match.span()
        if at < embedded_end or end == len(line):
            continue
        if not _is_plain(line, at, end, start):
            end = _end(line, match, start)
        embedded_end = _embedded_end(line, start, at) if end and embeds else 0
        if end and embedded_end <= end:
            yield end
            start = end


def _is_plain(line: str, at: int, end: int, start: int) -> bool:
    """Fast path for nine in ten stops: whether a single stop is between a common word and a capital."""
    if end != at + 1 or line[at] != "." or at - start < _LEAST_SENTENCE or line[end] != " ":
        return False
    if not line[end + 1 : end + 2].isupper():
        return False
    token = line[max(line.rfind(" ", start, at) + 1, start, at - _LOOK_BACK) : at]
    return 2 < len(token) < _LOOK_BACK and token.isalpha() and token.islower() and token not in _shortened()


def _embedded_end(line: str, start: int, at: int) -> int:
    """Offset of the end of a quotation that `that` opens before `at`; 0 if there is none.

    Such a quotation belongs to its sentence as a whole: `They said that "It is over. We agree."`
    """
    if (opened := line.rfind('that "', start, at)) < 0 and (opened := line.rfind("that “", start, at)) < 0:
        return 0
    opened += len('that "')
    close = _CLOSING_MARK.search(line, opened, opened + _LONGEST_EMBEDDED)
    return close.start() if close and close.start() > at else 0


def _end(line: str, match: re.Match[str], start: int) -> int:
    """Offset of the end of the sentence that `match` may close; 0 if the sentence goes on."""
    at, end = match.span()
    more = _length_behind(line[max(start, at - _LOOK_BACK) : at], *match.groups(), line[end : end + _LOOK_AHEAD])
    return end + more if more is not None else 0


@lru_cache(maxsize=1 << 12)
def _length_behind(before: str, stop: str, close: str, after: str) -> int | None:
    """Length of the start of `after` that belongs to the sentence before it, such as a smiley; None if that goes on.

    Cached, since lists and tables repeat the same characters.
    """
    rest = after.lstrip()
    if rest[:1] in _EYES and (smiley := _SMILEY.match(after)):
        return smiley.end()
    following = _NEXT.match(rest)
    word = following["word"] if following else ""
    if not following or not following.group():
        return None
    if len(before) < _LEAST_SENTENCE and _ENUMERATOR.fullmatch(before.strip()) and len(before.strip()) < 6:
        return None
    return 0 if _ends(before, stop, close, word, after) else None


def _ends(before: str, stop: str, close: str, word: str, after: str) -> bool:
    """Whether the sentence ends between `before` + `stop` + `close` and `word`, the first word of `after`."""
    first = after.lstrip()[:1]
    lower = word[:1].islower() and word.islower() and first not in "(["
    if (lower and _LETTERED.match(word)) or (first in ",;:—–-" and _goes_on(word, after)):
        return False
    if stop == "!" and not close and _is_called_so(before):
        return word.rstrip(",;:'\"”’") in _listed("starters")
    if stop[0] in "!?":
        return _ends_at_mark(close, after, lower)
    if len(stop) > 1 or stop == "…":
        return not lower and word not in _listed("continuers")
    return stop in "。！？｡" or _ends_at_period(before, close, word, lower)


def _goes_on(word: str, after: str) -> bool:
    """Whether a sentence goes on behind a stop with a dash or the like, before a small letter or a signature."""
    return not word[:1].isupper() or _ATTRIBUTION().match(after) is not None


def _ends_at_mark(close: str, after: str, lower: bool) -> bool:
    """Whether a question or an exclamation ends its sentence."""
    return not close and _starts_small(after) if lower else not (_QUOTED.search(close) and _is_attributed(after))


def _is_called_so(before: str) -> bool:
    """Whether the mark after `before` is part of a name: `E! News`, `Yahoo! Finance`."""
    token = before.rpartition(" ")[2]
    return token in _listed("exclaiming_names") or (len(token) == 1 and token.isupper() and token != "I")


def _starts_small(after: str) -> bool:
    """Whether `after` is a sentence without capitals, as in posts: `What a day! you won.`"""
    match = _SMALL_SUBJECT().match(after)
    return match is not None and match["verb"] not in _listed("verbs")


def _is_attributed(after: str) -> bool:
    """Whether `after`, which follows a quoted question or exclamation, continues with its attribution."""
    match = _SPEAKER_AND_VERB().match(after)
    return match is not None and match["verb"] in _listed("verbs")


def _ends_at_period(before: str, close: str, word: str, lower: bool) -> bool:
    """Whether the single stop after `before` ends a sentence, and not just an abbreviation."""
    match = _TOKEN.search(before)
    token = match.group().strip("'’&") if match else ""
    folded = token.lower()
    if token in _listed("titles") or folded in _listed("titles"):
        return False
    if folded in _listed("before_number") and word[:1].isdigit():
        return False
    if folded in ("a.m", "p.m"):
        return word[:1].isupper() and word.rstrip(".,;)") not in _listed("timezones")
    if _abbreviates(token) or folded in _listed("abbreviations"):
        return word.rstrip(",;:'\"”’") in _listed("starters")
    if lower:
        return ")" not in close and folded != "etc" and (token.islower() or len(token) >= _LEAST_WORD or not token)
    return True


def _abbreviates(token: str) -> bool:
    """Whether `token`, without its last stop, is an initial, a row of initials or an abbreviation by its case."""
    if len(token) == 1:
        return token.isupper()
    if "." in token:
        return all(part.isalpha() and len(part) <= _LONGEST_INITIAL for part in token.split("."))
    return token in _listed("abbreviations")


@cache
def _shortened() -> frozenset[str]:
    """Words that may be abbreviations before a stop."""
    return _listed("abbreviations") | _listed("titles") | _listed("before_number")


@cache
def _listed(name: str) -> frozenset[str]:
    """Entries of one of this module's word lists."""
    return frozenset(wordlists.entries("text", f"sentence_{name}"))
