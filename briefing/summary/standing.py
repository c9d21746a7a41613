"""Whether a sentence can stand alone, by its own words: openers, questions, half quotations, length, datelines.

Works on strings only; which sentences are looked at, and what their standing is worth, is decided elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import Literal

Standing = Literal["whole", "leaning", "broken"]
"""`whole` stands alone; `leaning` needs the sentence before it; `broken` is none for a reader at all."""

SHORTEST_WORDS = 6
"""A shorter sentence is a headline, a label or an exclamation more often than news."""
LONGEST_WORDS = 70
"""A longer one is a list or a text without full stops."""

_AGENCY = r"\(\s*[A-Z][\w .&/'’-]{1,30}\)"
_PLACE = r"[A-Z][A-Z.'’-]+(?:[ /-][A-Z.'’]+){0,3}"
_REGION = r"(?:, [A-Z][\w.'’]*(?: [A-Z][\w.'’]*){0,2}){0,2}(?:,? [A-Z][a-z]{2,8}\.? \d{1,2})?"
_DASH = r"(?:--|[-–—])"
_DATELINE = re.compile(
    rf"""(?:
        (?:{_PLACE}|[A-Z][a-z]+(?:\ [A-Z][a-z]+)?){_REGION}\s*{_AGENCY}\s*(?:{_DASH}\s*)?   # LONDON, Jan 5 (Reuters) -
      | {_AGENCY}\s*(?:{_DASH}\s*)?                                           # (CNN) --
      | {_PLACE}{_REGION}(?:\s*[—–]\s*|\s+(?:--|-)\s+|:\s+)                   # WASHINGTON —
    )(?=["'“‘A-Z0-9])""".replace(r"{1,30}", "{1,30}"),
    re.VERBOSE,
)
_LONGEST_DATELINE = 90

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_OPEN_SINGLE = re.compile(r"(?:^|(?<=[\s(\[—–\-]))['‘](?=[^\W\d_])(?!(?:em|cause|til|tis|twas|n)\b)", re.IGNORECASE)
_CLOSE_SINGLE = re.compile(r"(?<=[\w.,!?…;:])\s?['’](?=$|[\s.,;:!?)\]—–-])")
_CLOSE_SURE = re.compile(r"(?<=[.,!?…])\s?['’](?=$|[\s)\]])")
_ASKS = re.compile(r"\?[\s\"'”’)\]]*$")
_ENDS = re.compile(r"[.!…。！][\s\"'”’»)\]]*$")
_TRAILS = re.compile(r"(?:[:;,]|\.\.\.|…)[\s\"'”’»)\]]*$")
_MARKS = "\"'“”‘’«»„"


@cache
def _entries(name: str) -> frozenset[str]:
    text = resources.files("briefing.summary").joinpath("data", f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))


def dateline_length(text: str) -> int:
    """Return how many code points of `text` are a dateline such as `WASHINGTON (AP) — `; 0 if none."""
    match = _DATELINE.match(text[:_LONGEST_DATELINE])
    return match.end() if match else 0


def judge(text: str) -> Standing:
    """Return how `text`, one sentence without its dateline, stands when nothing is around it."""
    size = len(text.split())
    if size < SHORTEST_WORDS or size > LONGEST_WORDS or _ASKS.search(text) or _TRAILS.search(text):
        return "broken"
    if half_quotation(text) or text[:1].islower() or _is_boilerplate(text):
        return "broken"
    if not _ENDS.search(text):
        return "leaning"
    return "leaning" if leans(text) else "whole"


def leans(text: str) -> bool:
    """Whether `text` starts with a word that points at the sentence before (`However`, `He`, `But that`)."""
    bare = text.lstrip(_MARKS + " ")
    opening = [
        match.group().lower().replace("’", "'") for match, _ in zip(_WORD.finditer(bare), range(3), strict=False)
    ]
    if any(" ".join(opening[:length]) in _entries("connectives") for length in (1, 2, 3) if len(opening) >= length):
        return True
    return bool(opening) and opening[0].split("'")[0] in _entries("pronouns")


def half_quotation(text: str) -> bool:
    """Whether a quotation opens in `text` without closing, or closes without having opened."""
    if text.count('"') % 2 or text.count("“") != text.count("”") or text.count("«") != text.count("»"):
        return True
    opened, closed = len(_OPEN_SINGLE.findall(text)), len(_CLOSE_SINGLE.findall(text))
    return opened > closed or (opened == 0 and _CLOSE_SURE.search(text) is not None)


def is_bare_quotation(text: str) -> bool:
    """Whether `text` is one quotation from its first mark to its last, with nobody said to have spoken it."""
    stripped = text.strip().rstrip(".,")
    if len(stripped) < 2 or stripped[0] not in "\"'“‘«" or stripped[-1] not in "\"'”’»":
        return False
    inner = stripped[1:-1]
    return not any(mark in inner for mark in '"“”') and not _CLOSE_SURE.search(inner)


def _is_boilerplate(text: str) -> bool:
    lowered = " ".join(text.lower().replace("’", "'").split())
    return any(phrase in lowered for phrase in _entries("boilerplate"))


def words_in(texts: Sequence[str]) -> int:
    """Return the number of white-space separated words of all `texts`, the unit of budgets."""
    return sum(len(text.split()) for text in texts)
