"""Front matter in YAML: the metadata at the start of a text."""

from __future__ import annotations

import json
import re

from briefing.model import Article
from briefing.render.public_data import public_data
from briefing.sanitizer import clean_line

_PLAIN = re.compile(r"[^\W\d_](?:[^:#\"']|:(?=\S)|(?<=\S)[#'\"])*")
_RESERVED = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))


def front_matter(article: Article) -> list[str]:
    """Lines of the front matter with its delimiters, as `sources` parses them. The title comes first, even if empty."""
    fields = {
        "title": article.title,
        "author": article.author,
        "outlet": article.outlet,
        "date": _date(article),
        "url": article.url,
        "language": article.language,
    }
    values = {name: clean_line(value) for name, value in fields.items()}
    return [
        "---",
        *(f"{name}: {_scalar(name, value)}" for name, value in values.items() if value or name == "title"),
        "---",
    ]


def _date(article: Article) -> str:
    published = str(public_data(article.published) or "")
    return published[:10] if article.day_only else published


def _scalar(name: str, value: str) -> str:
    """A YAML scalar, quoted where plain text would be ambiguous."""
    if name in ("date", "url") or (_PLAIN.fullmatch(value) and value.lower() not in _RESERVED and value[-1] != ":"):
        return value
    return json.dumps(value, ensure_ascii=False)
