"""Decides where a sentence ends inside one line: every stop is a candidate, and a few rules say which of them count.

Knows nothing of lines, headings or paragraphs: that is `briefing.text.sentences`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_CLOSERS = "\"'”’»“)\\]}*_›"
_STOP = re.compile(
    r"(?P<stop>\.(?: \.)+|[.!?…]+(?<![^\s.!?…]\.(?=\w))|[。！？｡])"
    rf"(?P<close>[{_CLOSERS}」』）]*(?:\[\d{{1,3}}\])*)"
    r"(?:(?=\s)|(?<=[。！？｡」』）])(?=\S))"
)
_TOKEN = re.compile(r"[\w.&’']*\Z")
_NEXT = re.compile(r"[\"'“‘«„‹(\[{*_¿¡#@$€£-]*(?P<word>[^\s]*)")
_ENUMERATOR = re.compile(r"\(?(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})\)?\Z")
_SMILEY = re.compile(r"\s?(?:[:;=]['’]?-?[()DPp]|<3)(?=\s|$)")
_ATTRIBUTION = re.compile(r"\s*(?:—|–|--?|―)\s*(?:[A-Z][\w.'’-]*(?:,|\s|$)\s*|(?:of|the|de|van|von|al)\s+){1,8}$")
_SPEAKER_AND_VERB = re.compile(r"\s*(?:[A-Z][\w.’'-]*\s+){1,5}(?P<verb>[a-z]+)\b")
_LOOK_BACK = 32
_LOOK_AHEAD = 80


def boundaries(line: str) -> Iterator[int]:
    """Yield, in order, the ends of the sentences of `line` but for the last, which ends with the line.

    An end is the offset behind the last stop and the quotation marks and brackets that close with it. Linear in the
    length of `line`: each candidate looks at no more than a few dozen characters on either side.
    """
    start = 0
    for match in _STOP.finditer(line):
        end = _end(line, match, start)
        if end:
            yield end
            start = end


def _end(line: str, match: re.Match[str], start: int) -> int:
    """Return where the sentence ends that `match` may close, 0 if it goes on."""
    stop, end = match["stop"], match.end()
    if smiley := _SMILEY.match(line, end):
        return smiley.end()
    following = _NEXT.match(line[end : end + _LOOK_AHEAD].lstrip())
    word = following["word"] if following else ""
    if not following or not following.group():
        return 0
    before = line[max(start, match.start() - _LOOK_BACK) : match.start()]
    if _ENUMERATOR.fullmatch(line[start : match.start()].strip()[:8]) and len(before.strip()) < 6:
        return 0
    return end if _ends(before, stop, match["close"], word, line[end : end + _LOOK_AHEAD]) else 0


def _ends(before: str, stop: str, close: str, word: str, after: str) -> bool:
    """Tell whether the sentence ends between `before` + `stop` + `close` and `word`, the first of `after`."""
    lower = word[:1].islower()
    if after.lstrip()[:1] in ",;:—–-" and (not word[:1].isupper() or _ATTRIBUTION.match(after)):
        return False
    if stop[0] in "!?":
        if lower:
            return False
        quoted = any(mark in "\"'”’»" for mark in close)
        speaker = _SPEAKER_AND_VERB.match(after) if quoted else None
        return not (speaker and speaker["verb"] in _listed("verbs"))
    if len(stop) > 1 or stop == "…":
        return not lower and word not in ("I", "I'm", "I’m", "I'll", "I’ll", "I'd", "I’d", "I've", "I’ve")
    if stop in "。！？｡":
        return True
    return _ends_at_period(before, word)


def _ends_at_period(before: str, word: str) -> bool:
    """Tell whether the single stop behind `before` ends a sentence and not just an abbreviation."""
    match = _TOKEN.search(before)
    token = match.group().strip("'’&") if match else ""
    folded = token.lower()
    first = word[:1]
    if token in _listed("titles") or folded in _listed("titles"):
        return False
    if folded in _listed("before_number") and first.isdigit():
        return False
    if folded in ("a.m", "p.m"):
        return first.isupper() and word.rstrip(".,;)") not in _listed("timezones")
    initial = len(token) == 1 and token.isalpha() and token.isupper()
    dotted = "." in token and all(part.isalpha() and len(part) <= 2 for part in token.split("."))
    if initial or dotted or token in _listed("abbreviations") or folded in _listed("abbreviations"):
        return word.rstrip(",;:'\"”’") in _listed("starters")
    if folded == "etc":
        return first.isupper()
    return True


@cache
def _listed(name: str) -> frozenset[str]:
    """Return the entries of one of this module's word lists."""
    listed = files("briefing.text").joinpath("data", f"sentence_{name}.txt").read_text(encoding="utf-8")
    return frozenset(listed.split())
