"""Names in lines of Spanish, Portuguese, French and German: the one a phrase is about, if it is all of the phrase.

Titles and articles in front are known by lists, and a last name is made full where the text has one form of it.
"""

from __future__ import annotations

import re
from functools import lru_cache

from briefing.text.names.spans import capitalised
from briefing.text.names.words import entries, folded

_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*\.?")
ARTICLES = frozenset(("el", "la", "o", "a", "le", "der", "die", "das", "ein", "eine", "un", "una", "um", "uma", "une"))
_GERMAN = frozenset(("der", "die", "das", "ein", "eine"))
_GENITIVE = frozenset(("de", "del", "du", "des", "da", "do", "dos", "das", "der", "von", "für"))
_PARTICLES = frozenset(("de", "del", "la", "da", "do", "dos", "das", "du", "di", "van", "von", "zu", "le"))
_AFTER_VON = frozenset(("der", "den", "dem"))
"""Part of a name behind `von` and `van` only; elsewhere the article of the next phrase: `sagte Weber der Zeitung`."""
_PRONOUNS = frozenset(
    (
        "er",
        "sie",
        "es",
        "man",
        "wir",
        "ich",
        "ihr",
        "ihm",
        "él",
        "ella",
        "ele",
        "ela",
        "il",
        "elle",
        "on",
        "nous",
        "me",
        "le",
    )
)
LINKS = _GENITIVE | entries("foreign_links")

Name = tuple[int, int, str]
"""A name with its span."""


def whole(text: str, low: int, high: int, least: int = 1) -> Name | None:
    """Return the name in `text[low:high]` if nothing but an article, a title and it stands there."""
    name, _ = name_in(text, low, high)
    if name is None or text[name[1] : high].strip() or len(name[2].split()) < least:
        return None
    before = [word.lower() for word in text[low : name[0]].split()]
    plain = len(before) < 5 and not any(word in LINKS - ARTICLES for word in before)
    return name if plain and name[2].lower() not in folded("places") else None


def name_in(text: str, low: int, high: int) -> tuple[Name | None, bool]:
    """Return the name a phrase is about, and whether it is a role instead, to which a name may stand in apposition."""
    words = [(m.group(), m.start(), m.end()) for m in _WORD.finditer(text, low, high)]
    first = next((at for at, (word, _, _) in enumerate(words) if word[0].isupper() and not _is_article(words, at)), -1)
    if first < 0:
        return None, bool(words) and words[0][0].lower() in ARTICLES
    before = [word.lower() for word, _, _ in words[:first]]
    if any(word in _PRONOUNS and word not in ARTICLES for word in before):
        return None, False
    article = bool(before) and before[0] in ARTICLES
    links = [
        word for word in (before[1:] if article else before) if word in LINKS or word[:2] in ("d’", "d'", "l’", "l'")
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
    return at == 0 and (low in ARTICLES or low in LINKS or low in entries("foreign_openers"))


def _run(words: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Return the capitalised words in front, particles between them included, a place behind `of` left out."""
    end = at = 1
    while at < len(words):
        word = words[at][0]
        if word[0].isupper():
            if words[at - 1][0] in _PARTICLES and word.lower() in folded("places"):
                break
            end = at + 1
        elif word not in _PARTICLES and not (word in _AFTER_VON and words[at - 1][0] in ("von", "van")):
            break
        at += 1
    return words[:end]


def _is_title(word: str) -> bool:
    low = word.lower().rstrip(".")
    titles = entries("foreign_titles")
    if not titles.isdisjoint((low, low.removesuffix("s"), low.removesuffix("en"))):  # `des Trainers`, `des Präsidenten`
        return True
    return any(len(title) > 3 and low.endswith(title) for title in titles if len(title) < len(low))


@lru_cache(maxsize=2)
def _forms(text: str) -> dict[str, set[str]]:
    """Return for each last word of a name the longer names of the text that end with it, titles left out."""
    forms: dict[str, set[str]] = {}
    for run in capitalised(text):
        words = [(word.group(), word.start()) for word in _WORD.finditer(run.group())]
        while words and (_is_title(words[0][0]) or words[0][0].lower() in entries("foreign_words")):
            words = words[1:]
        words = words[_lead(words) :]
        if len(words) > 1:
            forms.setdefault(words[-1][0], set()).add(run.group()[words[0][1] :])
    return forms


def _lead(words: list[tuple[str, int]]) -> int:
    """How many words only lead up to a name: `Mannschaft von Trainer Timo Berg`, `Elf von Timo Berg`."""
    for at in range(len(words) - 2, 0, -1):
        before, word = words[at - 1][0], words[at][0]
        if word[0].isupper() and before in _PARTICLES and (_is_title(word) or before == "von"):
            return at + _is_title(word)
    return 0


def full_name(text: str, name: str) -> str | None:
    """Return the full form of a last name, itself where there is none, None where several have it."""
    forms = set() if " " in name else _forms(text).get(name, set())
    return name if not forms else next(iter(forms)) if len(forms) == 1 else None


def is_known(text: str, name: str) -> bool:
    """Tell whether a name has several words, or is the last name of somebody the text names in full."""
    return " " in name or name in _forms(text)
