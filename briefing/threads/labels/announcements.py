"""Headlines and lead sentences that announce an event: by a phrase, a verb in the future, or a day to come."""

from __future__ import annotations

import re
from datetime import datetime
from functools import cache, lru_cache

from briefing import wordlists
from briefing.text.language_packs import Shape, pack
from briefing.text.lexicon import LANGUAGES
from briefing.text.previews import is_announcement, is_preview
from briefing.threads.labels.clauses import has_verb, is_denied
from briefing.threads.labels.headline_forms import is_question

MOST_DAYS = 3
"""Days after publication up to which a weekday is one to come; a later one is more likely that of the week before."""
LEAST_FUTURE = 4
"""Minimum number of letters of a verb in the future."""

_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(1024)
def announces(line: str, language: str = "en", published: datetime | None = None) -> bool:
    """Whether a headline announces an event; a question does not."""
    if is_question(line) or language not in LANGUAGES:
        return False
    return is_preview(line, language) or _is_future(line, language) or names_coming_day(line, language, published)


def lead_announces(sentence: str, language: str, published: datetime | None) -> bool:
    """Whether a lead sentence announces an event or names a day to come, and tells nothing that has happened."""
    if language not in LANGUAGES:
        return False
    if not (names_coming_day(sentence, language, published) or is_announcement(sentence, language)):
        return False
    verbs = (pack(language).verbs.get(word.casefold()) for word in _WORD.findall(sentence))
    return not any(verb and verb.shape in (Shape.PAST, Shape.PARTICIPLE) and verb.cue != "say" for verb in verbs)


def names_coming_day(text: str, language: str, published: datetime | None) -> bool:
    """Whether the weekdays that a text names begin within `MOST_DAYS` after its publication: `Friday to Sunday`."""
    if published is None or language not in LANGUAGES:
        return False
    days = _weekdays(language)
    ahead = [(days[name[1].casefold()] - published.weekday()) % 7 for name in _weekday(language).finditer(text)]
    return bool(ahead) and ahead == sorted(ahead) and 1 <= ahead[0] <= MOST_DAYS


def _is_future(line: str, language: str) -> bool:
    """Whether the verb of a headline is in the future, by its ending or by `will` in English, and denies nothing."""
    subject, will, _ = line.partition(" will ")
    if language == "en":
        return bool(will) and not has_verb(subject) and not is_denied(line, language)
    endings = _future_endings(language)
    words = [word for word in _WORD.findall(line)[1:] if word.islower() and len(word) >= LEAST_FUTURE]
    return bool(endings) and any(word.endswith(endings) for word in words) and not is_denied(line, language)


@cache
def _weekdays(language: str) -> dict[str, int]:
    """Names of weekdays of a language in lower case, and their number from Monday, 0."""
    return {name: int(number) for of, name, number in wordlists.rows("threads", "weekdays") if of == language}


@cache
def _weekday(language: str) -> re.Pattern[str]:
    """Pattern of a weekday; a short form such as `na terça` only at the end of a clause."""
    names = [re.escape(name) + ("(?=$|[,.;])" if " " in name else "") for name in _weekdays(language)]
    return re.compile(rf"\b({'|'.join(names)})\b", re.IGNORECASE)


@cache
def _future_endings(language: str) -> tuple[str, ...]:
    return tuple(ending for of, ending in wordlists.rows("threads", "future_endings") if of == language)
