"""Cleans what entries carry beside their text: files, and categories."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from briefing.model import Enclosure
from briefing.sanitizer import absolute
from briefing.sources.raw_feed import RawEnclosure

MAX_ENCLOSURES = 20
"""Maximum number of files of an article."""
MAX_CATEGORIES = 30
"""Maximum number of categories of an article."""
MAX_TITLE_CHARS = 300
"""Maximum length of the title of a file."""
MAX_CATEGORY_CHARS = 100
"""Maximum length of a category; a longer one is none."""
_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]{0,60}/[a-z0-9][a-z0-9.+-]{0,100}")


def clean_enclosures(raw: Iterable[RawEnclosure], base: str, plain: Callable[[str], str]) -> tuple[Enclosure, ...]:
    """The first files with an http(s) address, each address once.

    Args:
        raw: files as the feed names them.
        base: URL that relative ones start from.
        plain: converts a title to plain text on one line.
    """
    cleaned: dict[str, Enclosure] = {}
    for each in raw:
        if len(cleaned) == MAX_ENCLOSURES:
            break
        if (url := absolute(each.url, base)) and url not in cleaned:
            kind, length = each.type.partition(";")[0].strip().lower(), each.length.strip()
            cleaned[url] = Enclosure(
                url,
                kind if _TYPE.fullmatch(kind) else "",
                int(length) or None if re.fullmatch("[0-9]{1,15}", length) else None,
                plain(each.title)[:MAX_TITLE_CHARS],
            )
    return tuple(cleaned.values())


def clean_categories(raw: Iterable[str], plain: Callable[[str], str]) -> tuple[str, ...]:
    """The first categories, each once, whatever its case; addresses are none."""
    cleaned: dict[str, str] = {}
    for each in raw:
        if len(cleaned) == MAX_CATEGORIES:
            break
        name = plain(each)
        if name and len(name) <= MAX_CATEGORY_CHARS and "://" not in name:
            cleaned.setdefault(name.casefold(), name)
    return tuple(cleaned.values())
