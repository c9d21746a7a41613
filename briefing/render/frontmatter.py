"""Front matter: who wrote a text, where and when, in the lines of YAML that begin it."""

from __future__ import annotations

import json
import re

from briefing.codec import public_data
from briefing.hygiene import clean_line
from briefing.model import Article

_PLAIN = re.compile(r"[^\W\d_](?:[^:#\"']|:(?=\S)|(?<=\S)[#'\"])*")
_RESERVED = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))


def front_matter(article: Article) -> list[str]:
    """Return the lines, rules included; `sources` reads them again. The title comes first, even where it is empty."""
    fields = {
        "title": article.title,
        "author": article.author,
        "outlet": article.outlet,
        "date": _date(article),
        "url": article.url,
        "language": article.language,
    }
    told = {name: clean_line(value) for name, value in fields.items()}
    return [
        "---",
        *(f"{name}: {_scalar(name, value)}" for name, value in told.items() if value or name == "title"),
        "---",
    ]


def _date(article: Article) -> str:
    told = str(public_data(article.published) or "")
    return told[:10] if article.day_only else told


def _scalar(name: str, value: str) -> str:
    """Return a value as YAML reads it: in quotation marks where it could mean something else than its letters."""
    if name in ("date", "url") or (_PLAIN.fullmatch(value) and value.lower() not in _RESERVED and value[-1] != ":"):
        return value
    return json.dumps(value, ensure_ascii=False)
