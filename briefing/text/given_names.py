"""Given names of many countries with their gender."""

from __future__ import annotations

from functools import cache

from briefing.text.lexicon import LANGUAGES, rows, table


@cache
def given_names() -> dict[str, str]:
    """Given names with their gender, that of a language's list first; empty where lists differ."""
    names: dict[str, str] = {}
    for language in LANGUAGES:
        for sex, words in rows(language, "given_names"):
            differing = [word for word in words if names.get(word, sex) != sex]
            names |= dict.fromkeys(words, sex.strip("-")) | dict.fromkeys(differing, "")
    return table("given_names") | names


@cache
def _american_names() -> dict[str, str]:
    return {name: sex.strip("-") for sex, names in rows("en", "american_names") for name in names}


def gender_in_america(name: str) -> str:
    """Gender of a given name in lower case as most Americans have it, else as in other languages; empty for both."""
    lists = (_american_names(), table("given_names"), given_names())
    return next((names[name].strip("-") for names in lists if name in names), "")
