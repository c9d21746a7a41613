"""Speakers in Spanish, Portuguese, French and German: only what stands plainly beside the quote, else nobody.

The rules for English would read these languages wrongly, so lines in them are left to this module. It knows verbs of
saying, titles and the commonest words, no grammar: a name is given where it is the whole subject next to such a verb.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from briefing.text.languages import ENGLISH, language_by_words
from briefing.text.names.words import entries
from briefing.text.quotes.claims import Claim
from briefing.text.quotes.foreign_names import LINKS, Name, full_name, is_known, name_in, whole
from briefing.text.quotes.marks import Stretch
from briefing.text.quotes.rayas import cue_pattern

_REACH = 400
"""How far around a quote its cue and speaker are looked for, in code points."""
LANGUAGES = ("es", "pt", "fr", "de")
_STOP = re.compile(r"[,;:()\n«»“”„‹›\"!?—–]|\.(?=\s|$)|\s(?:que|dass|y|e|et|und)\s")
_SENTENCE = re.compile(r"[.!?…][»“”\"’]*\s+(?=[^\W\d_a-zß-ÿ«„“¿¡—])|\n")
_ACCORDING = r"(?:según|segundo|selon|laut|d['’]après|so)"


def is_foreign(text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` is in one of the four languages, by its words or by those of the text around."""
    language = language_by_words(text[start:end], LANGUAGES) or _language(text)
    if language:
        return language != ENGLISH
    return bool(_patterns()[3].search(text, start, end))


@lru_cache(maxsize=2)
def _language(text: str) -> str:
    return language_by_words(text, LANGUAGES)


_FRAME = r"(?P<aux>hat|hatte|habe|haben|hatten)\s"
"""The auxiliary that German parts from its participle: `hat Weber am Montag gesagt`."""


@cache
def _frames() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return what stands behind a quote from auxiliary to participle, and the auxiliary alone."""
    between = r"(?P<who>[^\n,;:()„“«»\"?!.]{2,80}?)\s"
    return re.compile(rf"[»“”\"’]?[ \u00a0]*+,?[ \u00a0]*+{_FRAME}{between}{cue_pattern()}"), re.compile(_FRAME)


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    cue = cue_pattern()
    return (
        re.compile(rf"[»“”\"’]?[ \u00a0]*+[,;]?[ \u00a0]*+(?:[—–-][ \u00a0]*+)?{cue}"),
        re.compile(rf"[ \u00a0]*+,?[ \u00a0]*+(?:[—–-][ \u00a0]*+)?(?P<cue>{_ACCORDING})\s"),
        re.compile(rf"(?<![\w-]){cue}", re.I),
        re.compile(rf"(?<![\w-]){cue}"),
        re.compile(rf"\s*(?P<cue>{_ACCORDING})\s", re.I),
    )


def attribute_foreign(text: str, span: tuple[int, int], group: list[tuple[int, Stretch]]) -> dict[int, Claim | None]:
    """Return a claim, or None, for each quote of a line, by the index of its stretch.

    Args:
        text: the article.
        span: the line, half-open.
        group: the outer stretches of the line with their index, in order.
    """
    claims: dict[int, Claim | None] = {}
    previous: tuple[Stretch, Claim | None] | None = None
    for at, (index, stretch) in enumerate(group):
        high = group[at + 1][1].open if at + 1 < len(group) else span[1]
        floor = previous[0].close if previous else span[0]
        lead = _before(text, max(floor, stretch.open - _REACH), stretch.open)
        claim = lead if lead and lead.evidence == "cue before" else None
        claim = claim or _behind(text, stretch.close, min(high, stretch.close + _REACH)) or lead
        if previous and (claim is None or claim is lead):
            claim = _carried(text, previous, stretch) or claim
        claims[index] = claim
        previous = stretch, claim
    return claims


def _claim(text: str, cue: tuple[int, int], name: Name | None, confidence: float, evidence: str) -> Claim:
    """Return the claim of a cue; without a name the cue itself is shown as the source, and nobody speaks."""
    start, end = (name[0], name[1]) if name else cue
    full = full_name(text, name[2]) if name else None
    return Claim(start, end, end, text[slice(*cue)].lower(), confidence, evidence, speaks=False, named=full)


def _behind(text: str, at: int, high: int) -> Claim | None:
    tail, according = _patterns()[:2]
    found = tail.match(text, at, high)
    if found:
        asked = found.group("asked") or (found.group("clitic") or "").endswith(("il", "elle", "on", "ils", "elles"))
        name = None if asked else _subject_right(text, found.end(), high)
        return _claim(text, found.span("cue"), name, 0.9, "cue after")
    found = _frames()[0].match(text, at, high)
    if found:
        return _claim(text, found.span("cue"), name_in(text, *found.span("who"))[0], 0.9, "cue after")
    found = according.match(text, at, high)
    return _according(text, found, high) if found else None


def _according(text: str, found: re.Match[str], high: int) -> Claim | None:
    name = _subject_right(text, found.end(), high)
    known = name is not None and is_known(text, name[2])  # `laut Bericht` names nobody
    return _claim(text, found.span("cue"), name, 0.85, "according to") if known else None


def _before(text: str, low: int, at: int) -> Claim | None:
    """Read the sentence before a quote up to its last cue, or the name before its colon."""
    for stop in _SENTENCE.finditer(text, low, at):
        low = stop.end()
    cues = list(_patterns()[2].finditer(text, low, at))
    if not cues:
        opening = _patterns()[4].match(text, low, at)
        if opening and text[low:at].rstrip()[-1:] != ":":
            return _according(text, opening, at)
        name = whole(text, low, at - len(text[low:at]) + len(text[low:at].rstrip()) - 1)
        return (
            _claim(text, (name[1], name[1] + 1), name, 0.85, "colon")
            if name and text[low:at].rstrip()[-1:] == ":"
            else None
        )
    cue = cues[-1]
    gap = text[cue.end() : at].strip()
    direct = not gap or gap.endswith(":") or gap in (",", "que", "dass", "que la", "que el", "que le")
    if not direct and not gap.startswith(("que ", "qu’", "qu'", ", dass ", "dass ")):
        return None
    name = _of_frame(text, low, cue.start()) or _subject_left(text, low, cue.start())
    if name is None and not _may_be_subject(text[low : cue.start()]) and gap.endswith(":"):
        name = _subject_right(text, cue.end(), at)
    if not direct and re.search(r"[^\W\d_a-zß-ÿ]|[,;]", gap.lstrip(", ")):
        name = None
    return _claim(text, cue.span("cue"), name, 0.9 if direct else 0.8, "cue before")


def _of_frame(text: str, low: int, high: int) -> Name | None:
    """Return the subject of a German participle: before its auxiliary, else right behind it."""
    auxiliaries = list(_frames()[1].finditer(text, low, high))
    if not auxiliaries:
        return None
    aux = auxiliaries[-1]
    if _may_be_subject(text[low : aux.start()]):
        return _subject_left(text, low, aux.start())
    return name_in(text, aux.end(), high)[0]


def _carried(text: str, previous: tuple[Stretch, Claim | None], stretch: Stretch) -> Claim | None:
    """Carry a speaker over the cue that parts a speech, or to the sentence right behind that cue."""
    one, claim = previous
    gap = text[one.close : stretch.open].strip()
    if claim is None or len(gap) > _REACH:
        return None
    if stretch.style == "—" and one.style == "—":
        return replace(claim, evidence="carried on", cue="")
    if claim.evidence not in ("cue after", "according to", "carried on", "split"):
        return None
    if claim.evidence == "carried on" and gap:
        return None
    if gap.endswith((",", ":", "—", "–")) and not _SENTENCE.search(gap):
        return replace(claim, evidence="split")
    behind = gap.rstrip(".—– ")
    plain = gap.endswith((".", "—")) and not _SENTENCE.search(behind + " ") and "," not in behind.lstrip(", ")
    return replace(claim, confidence=0.8, evidence="carried on", cue="") if plain or not gap else None


def _subject_right(text: str, at: int, high: int) -> Name | None:
    """Return the name that is the subject behind a verb, or stands in apposition to it between commas."""
    stop = _STOP.search(text, at, high)
    end = stop.start() if stop else high
    if stop and re.fullmatch(r"\s(?:y|e|et|und)\s", stop.group()) and text[stop.end() : stop.end() + 1].isupper():
        return None
    name, role = name_in(text, at, end)
    if name or not role or not stop or stop.group() != ",":
        return name
    further = _STOP.search(text, stop.end(), high)
    return whole(text, stop.end(), further.start() if further else high, 2)


def _subject_left(text: str, low: int, at: int) -> Name | None:
    """Return the name that is all of the subject before a verb."""
    parts, start = [], low
    for comma in re.finditer(",", text[low:at]):
        parts.append((start, low + comma.start()))
        start = low + comma.end()
    parts.append((start, at))
    if not text[slice(*parts[-1])].strip():
        if len(parts) == 3 and name_in(text, *parts[0])[1]:
            return whole(text, *parts[1], 2) or whole(text, *parts[0])
        return whole(text, *parts[0]) if len(parts) in (2, 3) else None
    if len(parts) == 1 or (len(parts) == 2 and not _may_be_subject(text[slice(*parts[0])])):
        name, _ = name_in(text, *parts[-1])
        rest = text[name[1] : at].split() if name else []
        return name if len(rest) < 3 and not any(word.lower() in LINKS or word[0].isupper() for word in rest) else None
    return None


def _may_be_subject(clause: str) -> bool:
    """Tell whether a clause begins with what may be a name or a phrase of its own, not with a preposition."""
    words = clause.lower().split()
    first = clause.split()[:1]
    opens = bool(first) and (words[0] in LINKS - {"a", "e"} or words[0] in entries("foreign_openers"))
    return bool(words) and not opens
