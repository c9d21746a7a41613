"""Detection of article versions that are worse than the stored one: garbled, empty, truncated, or an error page. Pure
functions."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing import wordlists
from briefing.model import Article
from briefing.newsroom.ingest.text_similarity import text_likeness

CUT = 10
"""A text shorter than the stored one by this factor is truncated, not edited."""
LONG = 200
"""Minimum length in code points of a stored text for truncation to be detected."""
OF_TEXT = ("text", "links", "origin", "language", "wire")
"""Fields of an article that belong to its text."""
REPLACED = "\N{REPLACEMENT CHARACTER}"
MANY_REPLACED = 0.005
"""Minimum share of replacement characters in a garbled text."""
ALIKE = 0.6
"""Minimum share of common shingles for a text to be the stored one rather than an edit."""

_LOST_LETTER = re.compile(r"\?(?=[^\W_]|\?\?)")
"""A question mark before a letter or before others, as programs write for a letter that an encoding lacks."""
_FOREIGN = re.compile(r"[^\x00-\x7f\ufffd]+")
_CODECS = ("cp1252", "latin-1", "cp1250", "cp1251", "koi8-r")
"""Encodings that UTF-8 is most often mistaken for."""
_WIDE_CODECS = ("gb18030", "shift_jis")
"""Double-byte encodings of the same kind, in which correct text may be partly valid UTF-8 by chance."""
FIRST_OTHER = "\u0370"
"""First code point beyond the Latin blocks."""
SAMPLE_CHARS = 1000
"""Beginning of a text whose script is examined."""
MOST_CHARS = 20_000
"""Beginning of a text that is searched for misread letters."""

_ELLIPSIS = re.compile(r"(?:…|\.{3}|\[ ?(?:…|\.{3}) ?\])$")


def without_damage(old: Article, new: Article) -> tuple[Article, str]:
    """A new version with the stored title or text wherever its own is worse, and the reason, empty if nothing is.

    A short notice in place of a long text (`This article was withdrawn`) counts as truncated: the stored text is kept.
    """
    title, text = title_damage(old, new), text_damage(old, new)
    if text:
        new = replace(new, **{name: getattr(old, name) for name in OF_TEXT})
    if title:
        new = replace(new, title=old.title)
    return new, "; ".join(filter(None, (title, text)))


def text_damage(old: Article, new: Article) -> str:
    """Why a text is worse than the stored one; empty if it is not."""
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
    """Why a title is worse than the stored one; empty if it is not."""
    if not old.title.strip() or new.title == old.title:
        return ""
    if is_placeholder(new.title) or _is_made_up(new) > _is_made_up(old):
        return "its title is empty"
    if _is_garbled(old.title, new.title):
        return "its title is garbled by a wrong encoding"
    return "its title is cut" if _is_cut(old.title, new.title) else ""


def _is_cut(old: str, new: str) -> bool:
    """Whether a title is a truncated form of another: with an ellipsis, cut within a word, or at most half as long."""
    start = _ELLIPSIS.sub("", new).rstrip()
    if not old.startswith(start) or len(start) >= len(_ELLIPSIS.sub("", old).rstrip()):
        return False
    return start != new or 2 * len(start) <= len(old) or (start[-1:].isalnum() and old[len(start)].isalnum())


def is_placeholder(title: str) -> bool:
    """Whether a title is empty, or a word that programs put in the place of none."""
    bare = " ".join(title.split()).strip("()[]<>-–—.…*").casefold()
    return not bare or bare in wordlists.entries("newsroom", "placeholder_titles")


def _is_made_up(article: Article) -> bool:
    """Whether a title was generated from the beginning of the text, as for an entry without a title."""
    from briefing.sources.document_titles import title_from

    return bool(article.text) and article.title == title_from(article.text)


def _is_wall(article: Article) -> bool:
    from briefing.clean.paywalls import without_walls

    return not without_walls(article.text.split("\n"), article.title)


def _is_garbled(old: str, new: str) -> bool:
    replaced = new.count(REPLACED)
    if replaced > old.count(REPLACED) and (replaced >= MANY_REPLACED * len(new) or text_likeness(old, new) >= ALIKE):
        return True
    if _has_question_marks_for_letters(old, new):
        return True
    return garbled_share(new) >= max(1 / 3, 2 * garbled_share(old)) or _has_lost_its_script(old, new)


def _has_question_marks_for_letters(old: str, new: str) -> bool:
    """Whether question marks within words stand where characters beyond ASCII stood: `M?ller` for `Müller`."""
    marks = len(_LOST_LETTER.findall(new)) - len(_LOST_LETTER.findall(old))
    lost = sum(not char.isascii() for char in old) - sum(not char.isascii() for char in new)
    return marks >= MANY_REPLACED * len(new) and lost >= marks


def _has_lost_its_script(old: str, new: str) -> bool:
    """Whether letters of another script were replaced by accented Latin letters: bytes decoded one by one."""
    before, start = old[:SAMPLE_CHARS], new[:SAMPLE_CHARS]
    if sum(char >= FIRST_OTHER for char in before) < len(before) / 3:
        return False
    others, accented = sum(char >= FIRST_OTHER for char in start), sum("\x7f" < char < FIRST_OTHER for char in start)
    return accented > len(start) / 3 and others < accented


def garbled_share(text: str) -> float:
    """Share of the non-ASCII runs that are UTF-8 decoded as another encoding, such as `Ã©` for `é`."""
    runs = _FOREIGN.findall(text[:MOST_CHARS])
    return sum(map(_is_misread, runs)) / len(runs) if runs else 0.0


def _is_misread(run: str) -> bool:
    for codec in (*_CODECS, *_WIDE_CODECS):
        data = run.encode(codec, "ignore")
        letters = [char for char in data.decode("utf-8", "replace") if char > "\x7f" and char.isprintable()]
        good = sum(char != REPLACED for char in letters)
        # Bytes undefined in the codec are lost: most of the letters must be intact, not all.
        least = len(letters) if codec in _WIDE_CODECS else len(letters) / 2
        if 0 < good < len(run) and good >= least:
            return True
    return False
