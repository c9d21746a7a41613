"""Addresses of articles: absolute, http or https, and without what only tells who sent the reader."""

from __future__ import annotations

import functools
import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from briefing import wordlists
from briefing.hygiene import clean_line

MAX_CHARS = 4096
"""No browser takes much longer addresses."""
_PORTS = {"http": 80, "https": 443}
_SPACE = re.compile(r"\s")


def absolute(link: str, base: str = "") -> str:
    """Return an address made absolute, or nothing where it is no http or https one."""
    link = clean_line(link)
    try:
        url = urljoin(base, link) if link else ""
        parts = urlsplit(url)
        usable = parts.scheme in _PORTS and parts.hostname and (parts.port or 1) > 0
    except ValueError:
        return ""
    return _SPACE.sub("%20", url) if usable and len(url) <= MAX_CHARS else ""


def canonical(url: str) -> str:
    """Return an address without tracking parameters, fragment and default port, its host in lower case.

    The rest is left as it is, because only the server knows what it means.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS.get(parts.scheme):
        place += f":{port}"
    query = "&".join(part for part in parts.query.split("&") if part and not _tracks(part))
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""  # these lead to other pages
    return urlunsplit((parts.scheme, place, parts.path or "/", query, fragment))


def identity(url: str) -> str:
    """Return what two addresses of one article have in common: neither scheme nor `www.` nor a last slash count."""
    return re.sub(r"^https?://(www\.)?", "", canonical(url)).rstrip("/")


def _tracks(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    names, starts = _tracking()
    return name in names or name.startswith(starts)


@functools.cache
def _tracking() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the names of tracking parameters, and the starts of those of which there are many."""
    lines = wordlists.entries("sources", "tracking")
    starts = tuple(line[:-1] for line in lines if line.endswith("*"))
    return frozenset(line for line in lines if not line.endswith("*")), starts
