"""People, organisations and places of a text, from its capital letters, titles and repetitions alone.

What a name does in a sentence, such as speaking, is left to `briefing.text.quotes`.
"""

from __future__ import annotations

from briefing.model import Name
from briefing.text.names.entities import LONGEST_TEXT, names_of, read_cast

__all__ = ["find_names"]


def find_names(text: str, title: str = "") -> list[Name]:
    """Return the people, organisations and places that `text` names, most mentioned first.

    Args:
        text: the article; mentions are half-open spans of its code points, the first 300,000 of them.
        title: its headline, which may hold a fuller form of a name; never a mention.

    Returns:
        One `Name` for each, under its longest form without title; `Trump` is a mention of `Donald Trump`.
    """
    return names_of(read_cast(text[:LONGEST_TEXT], title))
