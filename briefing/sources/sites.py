"""Sites: the registrable domains of addresses, by the Public Suffix List that `tld` contains.

A host of many publishers, such as a blog platform, is a suffix too: each of its subdomains is a site.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from briefing import wordlists
from briefing.sources.article_urls import host_of

MOST = 0.6
"""Share of a feed's articles on one site from which that is the feed's site."""
MAX_LABELS = 20
"""Labels of a host that are looked at."""


def site_of(urls: Iterable[str]) -> str:
    """The site that most of the addresses belong to; empty if there is none, or if they are on a shared host."""
    sites = Counter(site(url) for url in urls)
    (best, number), *_ = sites.most_common(1) or [("", 0)]
    return best if number >= MOST * sites.total() else ""


def site(url: str) -> str:
    """Registrable domain of an address (`cbsnews.com`); empty for an IP address, a local name or a shared host."""
    return _registrable_domain(host_of(url).rstrip("."))


@lru_cache(1024)
def _registrable_domain(host: str) -> str:
    labels = host.split(".")[-MAX_LABELS:]
    if ":" in host or len(labels) < 2 or labels[-1].isdigit():
        return ""
    shared = wordlists.entries("sources", "shared_hosts")
    suffix_labels = 1
    for length in range(2, len(labels) + 1):
        name = ".".join(labels[-length:])
        if name in shared or _is_suffix(name, name.partition(".")[2]):
            suffix_labels = length
    domain = labels[-suffix_labels - 1 :]
    return ".".join(domain) if len(domain) > suffix_labels and domain[0] not in ("", "www") else ""


def _is_suffix(name: str, parent: str) -> bool:
    """Whether a name is a rule of the list, or one of `parent` covers it; the text of the list is searched, since
    parsing it takes 150 ms."""
    rules = _suffix_rules()
    return f"\n{name}\n" in rules or (f"\n*.{parent}\n" in rules and f"\n!{name}\n" not in rules)


@cache
def _suffix_rules() -> str:
    """Text of the Public Suffix List, a rule a line; empty if `tld` has none at the usual place."""
    package = find_spec("tld")  # not imported, which takes 70 ms
    path = Path((package and package.origin) or "").parent / "res" / "effective_tld_names.dat.txt"
    try:
        return path.read_text(encoding="utf-8")
    except OSError:
        return ""
