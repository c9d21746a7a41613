"""Speakers in Spanish, Portuguese, French and German: only what stands plainly beside the quote, else nobody.

The rules for English would read these languages wrongly, so lines in them are left to this module. It knows verbs of
saying, titles and the commonest words, no grammar: a name is given where it is the whole subject next to such a verb.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache, lru_cache

from briefing.text.names.runs import capitalised
from briefing.text.names.words import entries, folded
from briefing.text.quotes.claims import Claim
from briefing.text.quotes.marks import Stretch
from briefing.text.quotes.rayas import cue_pattern

_REACH = 400
"""How far around a quote its cue and speaker are looked for, in code points."""
_SAMPLE = 6000
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*\.?")
_ENGLISH = frozenset(("the", "of", "and", "to", "is", "that", "for", "with", "he", "she", "said", "it", "his", "be"))
_ARTICLES = frozenset(("el", "la", "o", "a", "le", "der", "die", "das", "ein", "eine", "un", "una", "um", "uma", "une"))
_GERMAN = frozenset(("der", "die", "das", "ein", "eine"))
_GENITIVE = frozenset(("de", "del", "du", "des", "da", "do", "dos", "das", "der", "von", "für"))
_PARTICLES = frozenset(
    ("de", "del", "la", "da", "do", "dos", "das", "du", "di", "van", "von", "der", "den", "zu", "le")
)
_LINKS = _GENITIVE | entries("foreign_links")
_STOP = re.compile(r"[,;:()\n«»“”„‹›\"!?—–]|\.(?=\s|$)|\s(?:que|dass|y|e|et|und)\s")
_SENTENCE = re.compile(r"[.!?…][»“”\"’]*\s+(?=[^\W\d_a-zß-ÿ«„“¿¡—])|\n")
_ACCORDING = r"(?:según|segundo|selon|laut|d['’]après|so)"

Name = tuple[int, int, str]
"""A name with its span."""


def is_foreign(text: str, start: int, end: int) -> bool:
    """Tell whether `text[start:end]` is in one of the four languages, by its common words; if it is short, by all."""
    other, english = _counts(text[start : min(end, start + _SAMPLE)])
    if other + english < 4:
        other, english = _counts(text[:_SAMPLE])
    return other > english or (not english and bool(_patterns()[3].search(text, start, end)))


@lru_cache(maxsize=4)
def _counts(piece: str) -> tuple[int, int]:
    """Return how many different common words of the other languages and of English a piece has."""
    words = set(piece.lower().split())
    return len(words & entries("foreign_words")), len(words & _ENGLISH)


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    cue = cue_pattern()
    return (
        re.compile(rf"[»“”\"’]?[ \u00a0]*[,;]?[ \u00a0]*(?:[—–-][ \u00a0]*)?{cue}"),
        re.compile(rf"[ \u00a0]*,?[ \u00a0]*(?:[—–-][ \u00a0]*)?(?P<cue>{_ACCORDING})\s"),
        re.compile(rf"(?<![\w-]){cue}", re.I),
        re.compile(rf"(?<![\w-]){cue}"),
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
    full = _full(text, name[2]) if name else None
    return Claim(start, end, end, text[slice(*cue)].lower(), confidence, evidence, speaks=False, named=full)


def _behind(text: str, at: int, high: int) -> Claim | None:
    tail, according = _patterns()[:2]
    found = tail.match(text, at, high)
    if found:
        asked = found.group("asked") or (found.group("clitic") or "").endswith(("il", "elle", "on", "ils", "elles"))
        name = None if asked else _subject_right(text, found.end(), high)
        return _claim(text, found.span("cue"), name, 0.9, "cue after")
    found = according.match(text, at, high)
    if found:
        name = _subject_right(text, found.end(), high)
        return _claim(text, found.span("cue"), name, 0.85, "according to") if name else None
    return None


def _before(text: str, low: int, at: int) -> Claim | None:
    """Read the sentence before a quote up to its last cue, or the name before its colon."""
    for stop in _SENTENCE.finditer(text, low, at):
        low = stop.end()
    cues = list(_patterns()[2].finditer(text, low, at))
    if not cues:
        name = _whole(text, low, at - len(text[low:at]) + len(text[low:at].rstrip()) - 1)
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
    name = _subject_left(text, low, cue.start())
    if name is None and not _may_be_subject(text[low : cue.start()]) and gap.endswith(":"):
        name = _subject_right(text, cue.end(), at)
    if not direct and re.search(r"[^\W\d_a-zß-ÿ]|[,;]", gap.lstrip(", ")):
        name = None
    return _claim(text, cue.span("cue"), name, 0.9 if direct else 0.8, "cue before")


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
    name, role = _name_in(text, at, end)
    if name or not role or not stop or stop.group() != ",":
        return name
    further = _STOP.search(text, stop.end(), high)
    return _whole(text, stop.end(), further.start() if further else high, 2)


def _subject_left(text: str, low: int, at: int) -> Name | None:
    """Return the name that is all of the subject before a verb."""
    parts, start = [], low
    for comma in re.finditer(",", text[low:at]):
        parts.append((start, low + comma.start()))
        start = low + comma.end()
    parts.append((start, at))
    if not text[slice(*parts[-1])].strip():
        if len(parts) == 3 and _name_in(text, *parts[0])[1]:
            return _whole(text, *parts[1], 2) or _whole(text, *parts[0])
        return _whole(text, *parts[0]) if len(parts) in (2, 3) else None
    if len(parts) == 1 or (len(parts) == 2 and not _may_be_subject(text[slice(*parts[0])])):
        name, _ = _name_in(text, *parts[-1])
        rest = text[name[1] : at].split() if name else []
        return name if len(rest) < 3 and not any(word.lower() in _LINKS or word[0].isupper() for word in rest) else None
    return None


def _may_be_subject(clause: str) -> bool:
    """Tell whether a clause begins with what may be a name or a phrase of its own, not with a preposition."""
    words = clause.lower().split()
    first = clause.split()[:1]
    opens = bool(first) and (words[0] in _LINKS - {"a", "e"} or words[0] in entries("foreign_openers"))
    return bool(words) and not opens


def _whole(text: str, low: int, high: int, least: int = 1) -> Name | None:
    """Return the name in `text[low:high]` if nothing but an article, a title and it stands there."""
    name, _ = _name_in(text, low, high)
    if name is None or text[name[1] : high].strip() or len(name[2].split()) < least:
        return None
    before = [word.lower() for word in text[low : name[0]].split()]
    plain = len(before) < 5 and not any(word in _LINKS - _ARTICLES for word in before)
    return name if plain and name[2].lower() not in folded("places") else None


def _name_in(text: str, low: int, high: int) -> tuple[Name | None, bool]:
    """Return the name a phrase is about, and whether it is a role instead, to which a name may stand in apposition."""
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text, low, high)]
    first = next((at for at, (word, _, _) in enumerate(words) if word[0].isupper() and not _is_article(words, at)), -1)
    if first < 0:
        return None, bool(words) and words[0][0].lower() in _ARTICLES
    before = [word.lower() for word, _, _ in words[:first]]
    article = bool(before) and before[0] in _ARTICLES
    links = [
        word for word in (before[1:] if article else before) if word in _LINKS or word[:2] in ("d’", "d'", "l’", "l'")
    ]
    if links:
        return None, article and all(word in _GENITIVE or word[:2] in ("d’", "d'") for word in links)
    run = _run(words[first:])
    german = article and before[0] in _GERMAN
    titled = 0
    while titled < len(run) and _is_title(run[titled][0]):
        titled += 1
    if german and not titled and len(run) > 1 and len(before) < 3:
        titled = 1  # `die Ökonomin Clara Busch`: the noun has a capital
    run = run[titled:]
    if not run or (article and len(run) == 1 and len(before) == 1 and not titled):
        return None, article
    if any(word.lower() in folded("not_names") or word.lower() in entries("foreign_words") for word, _, _ in run[:1]):
        return None, article
    start, end = run[0][1], run[-1][2]
    return (start, end, " ".join(text[start:end].split())), False


def _is_article(words: list[tuple[str, int, int]], at: int) -> bool:
    """Tell whether a capitalised word only opens the sentence: an article, or any common word."""
    low = words[at][0].lower()
    return at == 0 and (low in _ARTICLES or low in _LINKS or low in entries("foreign_openers"))


def _run(words: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Return the capitalised words in front, particles between them included, a place behind `of` left out."""
    end = at = 1
    while at < len(words):
        word = words[at][0]
        if word[0].isupper():
            if words[at - 1][0] in _PARTICLES and word.lower() in folded("places"):
                break
            end = at + 1
        elif word not in _PARTICLES:
            break
        at += 1
    return words[:end]


def _is_title(word: str) -> bool:
    low = word.lower().rstrip(".")
    titles = entries("foreign_titles")
    return low in titles or any(len(title) > 3 and low.endswith(title) for title in titles if len(title) < len(low))


@lru_cache(maxsize=2)
def _forms(text: str) -> dict[str, set[str]]:
    """Return for each last word of a name the longer names of the text that end with it, titles left out."""
    forms: dict[str, set[str]] = {}
    for run in capitalised(text):
        words = [(word.group(), word.start()) for word in _WORD.finditer(run.group())]
        while words and (_is_title(words[0][0]) or words[0][0].lower() in entries("foreign_words")):
            words = words[1:]
        if len(words) > 1:
            forms.setdefault(words[-1][0], set()).add(run.group()[words[0][1] :])
    return forms


def _full(text: str, name: str) -> str | None:
    """Return the full form of a last name, itself where there is none, None where several have it."""
    forms = set() if " " in name else _forms(text).get(name, set())
    return name if not forms else next(iter(forms)) if len(forms) == 1 else None
