"""Names, attributes and texts of XML elements, normalized as feedparser does. No I/O."""

from __future__ import annotations

import contextlib
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_PLAIN = (
    "",
    "http://backend.userland.com/rss",
    "http://blogs.law.harvard.edu/tech/rss",
    "http://purl.org/rss/1.0/",
    "http://my.netscape.com/rdf/simple/0.9/",
    "http://example.com/newformat#",
    "http://example.com/necho",
    "http://purl.org/echo/",
    "uri/of/echo/namespace#",
    "http://purl.org/pie/",
    "http://purl.org/atom/ns#",
    "http://www.w3.org/2005/atom",
    "http://purl.org/rss/1.0/modules/rss091#",
)
_SPACES = {
    **dict.fromkeys(_PLAIN, ""),
    "http://webns.net/mvcb/": "admin",
    "http://creativecommons.org/ns#license": "cc",
    "http://web.resource.org/cc/": "cc",
    "http://cyber.law.harvard.edu/rss/creativecommonsrssmodule.html": "creativecommons",
    "http://backend.userland.com/creativecommonsrssmodule": "creativecommons",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://rssnamespace.org/feedburner/ext/1.0": "feedburner",
    "http://www.w3.org/2003/01/geo/wgs84_pos#": "geo",
    "http://www.georss.org/georss": "georss",
    "http://www.opengis.net/gml": "gml",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
    "http://example.com/dtds/podcast-1.0.dtd": "itunes",
    "http://search.yahoo.com/mrss": "media",
    "http://search.yahoo.com/mrss/": "media",
    RDF: "rdf",
    "http://www.w3.org/1999/xhtml": "xhtml",
    "http://podlove.org/simple-chapters": "psc",
}
"""Namespaces that feedparser knows, in lower case, and its prefixes for them."""
_KNOWN = frozenset(_SPACES.values())
_STARTS = ("http://start.example/a/b", "https://start.example/a/b", "start")

_SLASHES = re.compile(r"^([A-Za-z][A-Za-z0-9+\-.]*://)(/*)(.*?)")
_C1 = re.compile("[\x80-\x9f]")
_CP1252 = {number: bytes((number,)).decode("cp1252", "ignore") or chr(number) for number in range(128, 160)}


MAX_ATTRIBUTES = 500


class UnusualError(Exception):
    """The feed has a construct that only feedparser handles."""


class Names:
    """feedparser's element names: `prefix_name` in lower case, with the prefix of feedparser's own list."""

    def __init__(self) -> None:
        self._names: dict[tuple[str, str | None], str] = {}
        self._bound: dict[str, str] = {}

    def of(self, element: Element) -> str:
        """feedparser's name of an element.

        Raises:
            UnusualError: it is no element, or its prefix and its namespace disagree.
        """
        key = (element.tag, element.prefix)
        name = self._names.get(key)
        if name is None:
            name = self._names[key] = self._make(*key)
        return name

    def _make(self, tag: object, prefix: str | None) -> str:
        if not isinstance(tag, str):
            raise UnusualError  # an entity
        uri, _, local = tag.rpartition("}")
        uri, given = uri.removeprefix("{").lower(), (prefix or "").lower()
        if "backend.userland.com/rss" in uri:
            uri = "http://backend.userland.com/rss"
        space = _SPACES.get(uri)
        if given and self._bound.setdefault(given, uri) != uri:
            raise UnusualError
        if space is None:
            if given in _KNOWN - {""} or (not given and uri in self._bound.values()):
                raise UnusualError
            space = given
        elif given in _KNOWN and given not in ("", space):
            raise UnusualError
        return f"{space}_{local}".lower() if space else local.lower()


def attributes(element: Element) -> dict[str, str]:
    """Attributes of an element: names, and the values of `rel` and `type`, in lower case.

    Raises:
        UnusualError: there are more than `MAX_ATTRIBUTES`; reading them takes quadratic time.
    """
    count = len(element.attrib)
    if not count:
        return {}
    if count > MAX_ATTRIBUTES:
        raise UnusualError
    items = element.items()
    attrs = {name.lower(): value for name, value in items}
    for name in ("rel", "type"):
        if name in attrs:
            attrs[name] = attrs[name].lower()
    return attrs


def bare_text(element: Element) -> str:
    """Text of an element without children.

    Raises:
        UnusualError: it has child elements.
    """
    if len(element):
        raise UnusualError
    return element.text or ""


def resolved(address: str, based: bool) -> str:
    """A URL with the right number of slashes behind its scheme.

    Args:
        address: from an element or attribute.
        based: whether the feed sets a base URL anywhere.

    Raises:
        UnusualError: a base URL is set and affects this address.
    """
    if ":///" in address:
        address = _SLASHES.sub(r"\1\3", address)
    if based and address and any(_joined(start, address) != address for start in _STARTS):
        raise UnusualError
    return address


def _joined(start: str, address: str) -> str:
    try:
        return urljoin(start, address)
    except ValueError:
        return ""


def repaired(text: str) -> str:
    """Repair text that was encoded in UTF-8 twice, and map C1 controls to the characters of Windows-1252."""
    if text.isascii():
        return text
    with contextlib.suppress(UnicodeError):
        text = text.encode("iso-8859-1").decode("utf-8")
    return text.translate(_CP1252) if _C1.search(text) else text
