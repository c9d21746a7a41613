"""Which versions of a stored article are clearly worse than what is stored: garbled, empty, cut, or a page that is no
article. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing import wordlists
from briefing.model import Article
from briefing.newsroom.ingest.text_similarity import text_likeness

CUT = 10
"""A text of so small a part of the stored one is what is left of it, and no edit."""
LONG = 200
"""Code points a text must have for its end to be missed."""
OF_TEXT = ("text", "links", "origin", "language", "wire")
"""Fields of an article that belong to its text."""
REPLACED = "\N{REPLACEMENT CHARACTER}"
MANY_REPLACED = 1 / 200
"""Share of characters that could not be read from which on a text is garbled."""
ALIKE = 0.6
"""Share of a text's shingles from which on it is the stored one and not an edit that has as much to say."""

_ASKED = re.compile(r"\?(?=[^\W_]|\?\?)")
"""A question mark that ends nothing: what programs write for a letter that an encoding does not have."""
_FOREIGN = re.compile(r"[^\x00-\x7f\ufffd]+")
_CODECS = ("cp1252", "latin-1", "cp1250", "cp1251", "koi8-r")
"""What UTF-8 is most often mistaken for."""
_WIDE_CODECS = ("gb18030", "shift_jis")
"""The same of two bytes a character, where true text may be UTF-8 in part by chance."""
FIRST_OTHER = "\u0370"
"""The first letter that is not Latin."""

_ELLIPSIS = re.compile(r"(?:…|\.{3}|\[ ?(?:…|\.{3}) ?\])$")


def without_damage(old: Article, new: Article) -> tuple[Article, str]:
    """A new version with the stored title or text where its own is clearly worse; and why, empty where nothing is.

    A notice of some words in place of a long text (`This article was withdrawn`) counts as cut: what was stored stays.
    """
    title, text = title_damage(old, new), text_damage(old, new)
    if text:
        new = replace(new, **{name: getattr(old, name) for name in OF_TEXT})
    if title:
        new = replace(new, title=old.title)
    return new, "; ".join(filter(None, (title, text)))


def text_damage(old: Article, new: Article) -> str:
    """Why a text is worse than the stored one, in some words; empty if it is not."""
    if not old.text.strip() or new.text == old.text:
        return ""
    if not new.text.strip():
        return "its text is empty"
    if _is_garbled(old.text, new.text):
        return "its text is garbled by a wrong encoding"
    if len(old.text) >= LONG and len(new.text) * CUT <= len(old.text):
        return f"its text is cut from {len(old.text):,} to {len(new.text):,} characters"
    if len(new.text) < len(old.text) and _is_wall(new) and not _is_wall(old):
        return "its text is that of a wall or an error page"
    return ""


def title_damage(old: Article, new: Article) -> str:
    """Why a title is worse than the stored one, in some words; empty if it is not."""
    if not old.title.strip() or new.title == old.title:
        return ""
    if _is_placeholder(new.title) or _is_made_up(new) > _is_made_up(old):
        return "its title is empty"
    if _is_garbled(old.title, new.title):
        return "its title is garbled by a wrong encoding"
    return "its title is cut" if _is_cut(old.title, new.title) else ""


def _is_cut(old: str, new: str) -> bool:
    """Whether a title is the beginning of another: with an ellipsis, within a word, or half of it at most."""
    start = _ELLIPSIS.sub("", new).rstrip()
    if not old.startswith(start) or len(start) >= len(_ELLIPSIS.sub("", old).rstrip()):
        return False
    return start != new or 2 * len(start) <= len(old) or (start[-1:].isalnum() and old[len(start)].isalnum())


def _is_placeholder(title: str) -> bool:
    """Whether a title is empty, or a word that programs put in the place of none."""
    bare = " ".join(title.split()).strip("()[]<>-–—.…*").casefold()
    return not bare or bare in wordlists.entries("newsroom", "placeholder_titles")


def _is_made_up(article: Article) -> bool:
    """Whether a title is only the beginning of the text, as that of an entry without one."""
    from briefing.sources.headlines import title_from

    return bool(article.text) and article.title == title_from(article.text)


def _is_wall(article: Article) -> bool:
    from briefing.clean.walls import without_walls

    return not without_walls(article.text.split("\n"), article.title)


def _is_garbled(old: str, new: str) -> bool:
    replaced = new.count(REPLACED)
    if replaced > old.count(REPLACED) and (
        replaced >= MANY_REPLACED * len(new) or text_likeness(old, new) >= ALIKE or len(new) < LONG
    ):
        return True
    if _has_question_marks_for_letters(old, new):
        return True
    return garbled_share(new) >= max(1 / 3, 2 * garbled_share(old)) or _has_lost_its_script(old, new)


def _has_question_marks_for_letters(old: str, new: str) -> bool:
    """Whether question marks within words stand where characters beyond ASCII stood: `M?ller` for `Müller`."""
    marks = len(_ASKED.findall(new)) - len(_ASKED.findall(old))
    lost = sum(char > "\x7f" for char in old) - sum(char > "\x7f" for char in new)
    return marks > 0 and marks >= MANY_REPLACED * len(new) and lost >= marks


def _has_lost_its_script(old: str, new: str) -> bool:
    """Whether accented Latin letters stand where those of another script stood: bytes one by one, some of them lost."""
    if sum(char >= FIRST_OTHER for char in old[:1000]) < len(old[:1000]) / 3:
        return False
    start = new[:1000]
    others, accented = sum(char >= FIRST_OTHER for char in start), sum("\x7f" < char < FIRST_OTHER for char in start)
    return accented > len(start) / 3 and others < accented


def garbled_share(text: str) -> float:
    """Share of the runs of letters beyond ASCII that are UTF-8 read as another encoding, such as `Ã©` for `é`."""
    runs = _FOREIGN.findall(text[:20_000])
    return sum(map(_is_misread, runs)) / len(runs) if runs else 0.0


def _is_misread(run: str) -> bool:
    for codec in (*_CODECS, *_WIDE_CODECS):
        data = run.encode(codec, "ignore")
        letters = [char for char in data.decode("utf-8", "replace") if char > "\x7f" and char.isprintable()]
        good = sum(char != REPLACED for char in letters)
        # Bytes that no character stands for are lost on the way: most of the letters must be whole, not all.
        least = len(letters) if codec in _WIDE_CODECS else len(letters) / 2
        if 0 < good < len(run) and good >= least:
            return True
    return False
