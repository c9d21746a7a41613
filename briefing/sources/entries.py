"""Converts feed entries to articles: the feed's own text as plain text, with a cleaned title and URL."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import dataclass
from datetime import datetime

from briefing import wordlists
from briefing.model import Article, Entry, Source, stable_id
from briefing.model.days import not_after
from briefing.sources import document_titles
from briefing.sources.article_urls import canonical, host_of, identity
from briefing.sources.sites import site
from briefing.text.outlets import outlet_name

_SUFFIX = re.compile(r"(?<!\s)\s++[-–—|•·:»]++\s++")
_NOT_WORD = re.compile(r"[\W_]+")
_THE_POST = re.compile(r"^(?:The post )?.{0,500} (?:appeared|was) first (?:published )?(?:on|at|by) .{0,200}$")
_ELLIPSIS = re.compile(r"(?<!\s)\s*+(?:\[\s*+(?:…|\.{3})\s*+\]|\(\s*+(?:…|\.{3})\s*+\))$")

_ADDRESS_AND_NAME = re.compile(
    r"[^\s@()<>]+@[^\s@()<>]+ \(([^\s@)][^@]*)\)|([^\s@][^@(<]*) \([^\s@()]+@[^\s@()]+\)"
    r"|([^\s@][^@(<]*) <[^\s@<>]+@[^\s@<>]+>"
)


_ADDRESS = re.compile(r"[^\s@()<>]{1,200}@[^\s@()<>]{1,200}|https?://\S+")
MAX_AUTHOR_CHARS = 1000
"""Maximum length of an author field from which addresses are removed."""


@dataclass(frozen=True, slots=True)
class _Names:
    """Names of an outlet, case-folded."""

    folded: frozenset[str]
    """Names that match a title's suffix as a whole."""
    start: str
    """A name that matches a suffix by prefix."""


def article_from_entry(
    entry: Entry, source: Source, *, now: datetime, outlet: str = "", fetched: datetime | None = None
) -> Article:
    """Convert a feed entry to an article with the text that the feed carries.

    The id is that of the canonical URL, else that of the entry's guid within its source. A date in the future, as of a
    wrong clock, becomes `now`.

    Args:
        entry: what the feed says.
        source: the feed.
        now: the latest time that an article can have.
        outlet: name of the feed's publisher, unless the entry names another; empty for the title of the feed.
        fetched: when the article is stored; None if it is not.
    """
    from briefing.clean import fragment_links

    url = canonical(entry.url) if entry.url else ""
    outlet = _publisher(entry, url) or outlet or source.title
    lines, html = _text(entry)
    text = "\n".join(lines)
    title = without_outlet(entry.title, outlet, url)
    if source.title != outlet:
        title = without_outlet(title, source.title)
    return Article(
        article_id(url, source.id, entry.guid),
        url,
        title or document_titles.title_from(text),
        text,
        outlet=outlet,
        author=author_name(entry.author),
        published=not_after(entry.published, now),
        fetched=fetched,
        language=entry.language,
        origin="feed",
        source_id=source.id,
        links=fragment_links(html, text, url),
        enclosures=entry.enclosures,
        comments=entry.comments,
        categories=entry.categories,
    )


def author_name(author: str) -> str:
    """The name in an author field of RSS or Atom (`none@none.com (Reuters)`, `Reuters (none@none.com)`), without the
    e-mail address, of several ones too (`ann@a.example (Ann Lee), bo@a.example`); empty if there is only an address."""
    match = _ADDRESS_AND_NAME.fullmatch(author)
    if match:
        return (match[1] or match[2] or match[3]).strip()
    name = author.removeprefix("By ").removeprefix("by ").strip()
    if "@" not in name and "://" not in name:
        return name
    parts = (_ADDRESS.sub(" ", part).strip(" ()<>") for part in re.split("[,;]", name[:MAX_AUTHOR_CHARS]))
    return ", ".join(dict.fromkeys(" ".join(part.split()) for part in parts if part))


def _publisher(entry: Entry, url: str) -> str:
    """Name of the outlet that an entry gives; empty if it gives none, or a section."""
    if not entry.outlet:
        return ""
    own_site = site(url)
    name = outlet_name(entry.outlet, own_site)
    return name if name != own_site else ""


def article_id(url: str, source_id: str, guid: str) -> str:
    """Article id of an entry: from its canonical URL, else from its guid within its feed."""
    return stable_id(identity(url) if url else f"{source_id}\n{guid}")


def without_outlet(title: str, outlet: str, url: str = "") -> str:
    """A headline without the outlet's name at its end (`Storm hits coast - The Daily News`).

    The part behind the last dash or bar is removed if it is the outlet's name or spells the host of `url`.
    """
    last = deque(_SUFFIX.finditer(title), maxlen=1)
    if not last or not (headline := title[: last[0].start()].strip()):
        return title
    suffix = _fold(title[last[0].end() :])
    names = _names(outlet, url)
    is_name = not names.folded.isdisjoint((suffix, suffix.replace(" ", ""))) or (
        len(suffix) >= 3 and names.start.startswith(suffix + " ")
    )
    return headline if is_name else title


def _names(outlet: str, url: str) -> _Names:
    folded = _fold(outlet)
    labels = host_of(url).split(".")
    host = {label for label in labels[:-1] if len(label) > 2} | {".".join(labels), ".".join(labels[-2:])}
    names = {folded, folded.removeprefix("the "), *(_fold(name) for name in host)}
    return _Names(frozenset(names | {name.replace(" ", "") for name in names}), folded)


def _fold(name: str) -> str:
    return _NOT_WORD.sub(" ", name).strip().casefold()


def _text(entry: Entry) -> tuple[list[str], str]:
    """Paragraphs of the longer of content and teaser, and the HTML they come from."""
    from briefing.clean import html_to_text, image_captions

    html = entry.content
    text = html_to_text(html) if html else ""
    if entry.summary not in ("", entry.content):
        teaser = html_to_text(entry.summary)
        text, html = (teaser, entry.summary) if len(teaser) > len(text) else (text, html)
    if not text.strip():  # a comic, or a photograph
        text = image_captions(entry.content or entry.summary)
    lines = text.split("\n") if text else []
    if len(lines) > 1 and _fold(lines[0]) == _fold(entry.title):
        del lines[0]
    return _without_ends(lines), html


def _without_ends(lines: list[str]) -> list[str]:
    """Drop boilerplate at the end of a feed text: links to the full text and to the page."""
    lines = list(lines)
    while lines:
        kept = _without_invitation(lines[-1])
        if kept and not (len(lines) > 1 and _THE_POST.match(kept)):
            return [*lines[:-1], kept]
        lines.pop()
    return []


def _without_invitation(line: str) -> str:
    """Remove `Read more` and similar phrases and a bracketed ellipsis from the end of a line."""
    folded = line.casefold().rstrip(" .…»>→›")
    invitations = wordlists.entries("sources", "invitations")
    for words in invitations if folded.endswith(invitations) else ():
        if folded.endswith(words):
            before = line[: len(folded) - len(words)].rstrip(" [(|-–—»>→›")
            # Only after the end of a sentence or at the line's start: `sat down to continue reading` stays.
            if not before or before.endswith((".", "…", "!", "?", "”", '"', "’", ":")):
                return _with_bare_ellipsis(before)
    return _with_bare_ellipsis(line)


def _with_bare_ellipsis(line: str) -> str:
    return _ELLIPSIS.sub("…", line) if line.endswith(("]", ")")) else line
