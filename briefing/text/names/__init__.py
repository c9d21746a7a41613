"""Named entity recognition by capitalisation, titles and repetition: people, organisations and places of a text.

The role of a name in a sentence, such as speaker, is left to `briefing.text.quotes`.
"""

from __future__ import annotations

from briefing.model import Name
from briefing.text.names.entities import LONGEST_TEXT, names_of, read_cast

__all__ = ["find_names"]


def find_names(text: str, title: str = "") -> list[Name]:
    """People, organisations and places that `text` names, most mentioned first.

    Args:
        text: the article; mentions are half-open spans of code points, within the first 300,000.
        title: its headline, which may contribute a fuller form of a name, but no mention.

    Returns:
        One `Name` per entity, under its longest form without title; `Trump` is a mention of `Donald Trump`.
    """
    return names_of(read_cast(text[:LONGEST_TEXT], title))
