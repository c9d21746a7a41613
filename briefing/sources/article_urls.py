"""Article URLs: absolute, http or https, without tracking parameters.

Most are of a plain form that one pattern recognises, so that they need not be taken apart.
"""

from __future__ import annotations

import functools
import re
from urllib.parse import urlsplit, urlunsplit

from briefing import wordlists
from briefing.sanitizer import absolute

__all__ = ["absolute", "canonical", "host_of", "identity"]

_PORTS = {"http": 80, "https": 443}
_PLAIN = re.compile(r"https?://([a-z0-9][a-z0-9.-]*)(?::(?!80/|443/)[1-9][0-9]{1,3})?/[!-\"$->@-~]*")
"""A URL that is its canonical form, with its host."""
_START = re.compile(r"^https?://(www\.)?")


@functools.lru_cache(maxsize=64)  # `identity` asks for the same URL right after
def canonical(url: str) -> str:
    """Canonical form of a URL: no tracking parameters, fragment or default port, host in lower case.

    The rest is unchanged, because its meaning depends on the server.
    """
    if _PLAIN.fullmatch(url):
        return url
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return url
    place = f"[{host}]" if ":" in host else host
    if port is not None and port != _PORTS.get(parts.scheme):
        place += f":{port}"
    query = parts.query and "&".join(part for part in parts.query.split("&") if part and not _is_tracking(part))
    fragment = parts.fragment if parts.fragment.startswith(("!", "/")) else ""  # such fragments select other pages
    return urlunsplit((parts.scheme, place, parts.path or "/", query, fragment))


def identity(url: str) -> str:
    """Key that all URLs of one article share: scheme, `www.` and a trailing slash are ignored."""
    address = canonical(url)
    start = _START.match(address)
    return address[start.end() if start else 0 :].rstrip("/")


def host_of(url: str) -> str:
    """Host of a URL in lower case; empty if it has none, or is not valid."""
    if plain := _PLAIN.match(url):
        return plain[1]
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def _is_tracking(parameter: str) -> bool:
    name = parameter.partition("=")[0].lower()
    names, starts = _tracking_names()
    return name in names or name.startswith(starts)


@functools.cache
def _tracking_names() -> tuple[frozenset[str], tuple[str, ...]]:
    """Names of tracking parameters, and the prefixes of parameter families."""
    lines = wordlists.entries("sources", "tracking")
    starts = tuple(line[:-1] for line in lines if line.endswith("*"))
    return frozenset(line for line in lines if not line.endswith("*")), starts
