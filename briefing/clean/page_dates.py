"""Finds the publication date of a page.

Sources, in this order: linked data of the page's own article, `<meta>`, microdata and RDFa, the classes of
microformats, `<time>` in the head of the article. Dates of changes, events and comments, copyright years and URLs are
ignored.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from html import unescape
from itertools import dropwhile, islice
from typing import Any

from briefing import wordlists
from briefing.dates.date_parser import MAX_CHARS, parse_date
from briefing.model.days import EARLIEST_ZONE
from briefing.sanitizer import clean_line

FIRST_YEAR = 1990
_MAX_DATA = 500_000
"""Maximum code points read of one linked data script."""
_MAX_NODES = 2_000
_HEAD_WORDS = 150
"""Words after the headline within which the article's date must be."""
_BYLINE_WORDS = 12
"""Maximum words beside a date in a byline; in a longer line the date belongs to the text."""
_MOST_DATES = 50
"""Maximum number of dates examined per kind."""
_PROSE_WORDS = 25
"""Minimum words of the first paragraph of the text."""

_AMBIGUOUS = re.compile(r"\d{1,2}[/-]\d", re.ASCII)
"""`03/04/2026` is in March on one page and in April on another."""
_LAST_COMMA = re.compile(r",\s*+(?=[}\]])")
"""A comma behind the last member, which JavaScript allows."""
_OTHERS = re.compile(r"comment|reply|related|recommend|teaser|sidebar|aside|event|promo|widget|footer|popular|trending")
_CHANGED = re.compile(
    r"updat|modif|revis|edit|correct|aktualisi|geändert|stand:|actuali|mis à jour|atualiz|event|starts?\b|when:|"
    r"begin|doors|deadline|until|due\b|register|on sale",
    re.IGNORECASE,
)
_AROUND = frozenset(("aside", "dialog", "footer", "form", "nav", "template"))
_SITE = re.compile(r"site|mast|global|banner|\btop", re.IGNORECASE)
_PUBLISHED = frozenset(("datepublished", "schema:datepublished", "dcterms:issued", "dc:issued"))
_PUBLISHED_CLASSES = frozenset(("dt-published", "published", "entry-date"))
_LABELS = frozenset(("b", "dt", "em", "i", "label", "small", "span", "strong", "th"))
_ARTICLES = ("article", "blogposting", "forumposting", "socialmediaposting", "report", "recipe", "howto", "review")
_PAGES = ("webpage", "itempage", "qapage", "faqpage", "creativework")
"""Suffixes of page types, in lower case."""
_MENTIONED = (
    *("answer", "audioobject", "book", "comment", "comments", "dataset", "event", "imageobject", "jobposting"),
    *("mediaobject", "movie", "offer", "organization", "person", "place", "product", "series", "videoobject"),
)
"""Types of things that a page mentions or shows, whose dates are not its own."""
_INNER = ("@graph", "mainEntity", "mainEntityOfPage")
"""Members of linked data that lead to the page's subject; other members lead to things it mentions."""


def published_date(tree: Any, url: str = "", *, now: datetime | None = None) -> datetime | None:
    """Publication date of a page in UTC; a day if it has no time, None if there is none.

    Dates in the future or before 1990 are skipped.

    Args:
        tree: lxml tree of the page.
        url: URL of the page, which identifies its article in linked data.
        now: the latest time; None for the clock's.
    """
    latest = (now or datetime.now(UTC)) + EARLIEST_ZONE
    places = (_linked_data(tree, url), _metas(tree), _properties(tree), _microformats(tree), _article_times(tree))
    for texts in places:  # evaluated lazily
        for text in texts:
            published = _parse(text)
            if published and published.year >= FIRST_YEAR and published <= latest:
                return published
    return None


def _parse(text: str) -> datetime | None:
    text = clean_line(text[:MAX_CHARS])
    return None if _AMBIGUOUS.match(text) else parse_date(text)


def _metas(tree: Any) -> Iterator[str]:
    """Contents of `<meta>` that declare publication, in the order of `data/date_metas.txt`."""
    contents: dict[str, str] = {}
    for meta in tree.iter("meta"):
        for attribute in ("property", "name"):
            name = (meta.get(attribute) or "").strip().lower()
            if name and meta.get("content"):
                contents.setdefault(name, meta.get("content"))
    for name in wordlists.entries("clean", "date_metas"):
        if name in contents:
            yield contents[name]


def _linked_data(tree: Any, url: str) -> Iterator[str]:
    """`datePublished` of the page's own article in linked data, else of the page itself."""
    nodes = [node for script in tree.iter("script") for node in _nodes(script)]
    articles = _own_nodes([node for node in nodes if _is_type(node, _ARTICLES)], _addresses(tree, url))
    for node in [*articles, *(node for node in nodes if _is_type(node, _PAGES))]:
        value = node.get("datePublished")
        value = value[0] if isinstance(value, list) and value else value
        value = value.get("@value") if isinstance(value, dict) else value
        if isinstance(value, str):
            yield value


def _own_nodes(articles: list[Mapping[str, Any]], own: set[str]) -> list[Mapping[str, Any]]:
    """Articles of linked data with a URL of the page, else those without URL, else the only one."""
    addresses = [_node_addresses(node) for node in articles]
    matching = [node for node, each in zip(articles, addresses, strict=True) if own & each]
    unnamed = [node for node, each in zip(articles, addresses, strict=True) if not each]
    return matching or unnamed or (articles if len(articles) == 1 else [])


def _nodes(script: Any) -> list[Mapping[str, Any]]:
    """Top-level objects of a linked data script, those of its graph, and the page's subject."""
    if "ld+json" not in (script.get("type") or "").lower() or not script.text:
        return []
    text = script.text[:_MAX_DATA].strip().removeprefix("<!--").removesuffix("-->")
    text = text.replace("//<![CDATA[", "").replace("//]]>", "").replace("<![CDATA[", "").replace("]]>", "")
    data = _json(text) or _json(unescape(text)) or _json(_LAST_COMMA.sub("", text))
    nodes: list[Mapping[str, Any]] = []
    waiting = [data]
    while waiting and len(nodes) < _MAX_NODES:
        value = waiting.pop(0)
        if isinstance(value, list):
            waiting[:0] = value[:_MAX_NODES]
        elif isinstance(value, dict):
            nodes.append(value)
            waiting += [value[name] for name in _INNER if isinstance(value.get(name), dict | list)]
    return nodes


def _json(text: str) -> Any:
    try:
        return json.loads(text.strip().rstrip(";"), strict=False)
    except (ValueError, RecursionError):
        return None


def _is_type(node: Mapping[str, Any], endings: tuple[str, ...]) -> bool:
    types = node.get("@type")
    return any(str(each).lower().endswith(endings) for each in (types if isinstance(types, list) else [types]))


def _addresses(tree: Any, url: str) -> set[str]:
    links = [link.get("href") for link in tree.iter("link") if (link.get("rel") or "").lower() == "canonical"]
    metas = [meta.get("content") for meta in tree.iter("meta") if meta.get("property") == "og:url"]
    return {_folded(address) for address in (url, *links, *metas) if address}


def _node_addresses(node: Mapping[str, Any]) -> set[str]:
    page = node.get("mainEntityOfPage")
    values = (node.get("url"), node.get("@id"), page.get("@id") if isinstance(page, dict) else page)
    return {_folded(value) for value in values if isinstance(value, str)}


def _folded(address: str) -> str:
    return address.partition("#")[0].partition("?")[0].rstrip("/").lower().removeprefix("https:").removeprefix("http:")


def _properties(tree: Any) -> Iterator[str]:
    """Dates of microdata and RDFa that belong to the page's article."""
    marked = tree.xpath("//*[@itemprop or @property]")
    names = (f"{each.get('itemprop') or ''} {each.get('property') or ''}".lower().split() for each in marked)
    dates = (each for each, own in zip(marked, names, strict=True) if not _PUBLISHED.isdisjoint(own))
    return (_value(each) for each in islice(dates, _MOST_DATES) if _is_own(each))


def _microformats(tree: Any) -> Iterator[str]:
    """Dates of hAtom and h-entry, and those of `<time pubdate>`."""
    dates = (
        each
        for each in tree.iter("abbr", "span", "time")
        if "pubdate" in each.attrib or not _PUBLISHED_CLASSES.isdisjoint((each.get("class") or "").lower().split())
    )
    own = (each for each in islice(dates, _MOST_DATES) if _is_own(each, has_footer=True))
    return (_value(each, or_text=each.tag == "time") for each in own)


def _article_times(tree: Any) -> Iterator[str]:
    """`<time datetime>` between the headline and the first paragraph of the article, changes left out."""
    headlines = [each for path in ("//article//h1", "//main//h1", "//h1") for each in tree.xpath(path)]
    headline = next((each for each in headlines if not _is_masthead(each)), None)
    if headline is None:
        return
    articles = set(headline.iterancestors("article"))
    times = (each for each in _head_elements(tree, headline) if each.tag == "time" and each.get("datetime"))
    for element in islice(times, _MOST_DATES):
        if articles.issuperset(element.iterancestors("article")) and _is_byline(element):
            yield element.get("datetime")


def _head_elements(tree: Any, headline: Any) -> Iterator[Any]:
    """The elements from the one that holds the headline to the first paragraph of the article."""
    start = next(headline.iterancestors("header", "article"), None)
    if start is None:
        parent = headline.getparent()
        start = parent if parent is not None and parent.tag in ("div", "section") else headline
    words = 0
    for element in dropwhile(lambda each: each is not start, tree.iter()):
        if not isinstance(element.tag, str):
            continue
        words += len((element.text or "").split()) + len((element.tail or "").split())
        if words > _HEAD_WORDS or (element.tag == "p" and len("".join(element.itertext()).split()) >= _PROSE_WORDS):
            return
        yield element


def _is_masthead(headline: Any) -> bool:
    """Whether a headline is the name of the site at the top of the page."""
    header = next(headline.iterancestors("header"), None)
    if header is None or next(header.iterancestors("article", "main"), None) is not None:
        return False
    parent = header.getparent()
    is_first = parent is None or parent.getparent() is None or parent.tag == "body" or parent.getparent().tag == "html"
    return (
        is_first or header.find(".//nav") is not None or bool(_SITE.search(f"{header.get('class')} {header.get('id')}"))
    )


def _is_byline(time: Any) -> bool:
    """Whether a date is in a short line that mentions no change and no event."""
    line = time.getparent()
    loose = " ".join([line.text or "", *(child.tail or "" for child in line)])
    classes = f"{time.get('class') or ''} {line.get('class') or ''}"
    return (
        len(loose.split()) <= _BYLINE_WORDS
        and _is_own(time)
        and not _CHANGED.search(f"{classes} {_label(time)[-60:]} {time.text or ''}")
    )


def _label(time: Any) -> str:
    """Words directly before a date, on its line or in the preceding element."""
    before = time.getprevious()
    if before is not None:
        words = "" if before.tag == "time" or not isinstance(before.tag, str) else "".join(before.itertext())
        return f"{words} {before.tail or ''}"
    line = time.getparent()
    if (line.text or "").strip() or (above := line.getprevious()) is None or above.tag not in _LABELS:
        return line.text or ""
    return "".join(above.itertext())


def _is_own(element: Any, *, has_footer: bool = False) -> bool:
    """Whether an element belongs to the page's article, and not to a comment, an event or page furniture.

    Args:
        element: a date.
        has_footer: whether the date may be in the article's footer.
    """
    articles = 0
    for each in element.iterancestors():
        if each.tag in _AROUND and not (has_footer and each.tag == "footer"):
            return False
        articles += each.tag == "article"
        kind = (each.get("itemtype") or each.get("typeof") or "").lower().rstrip("/")
        if kind.endswith(_MENTIONED):
            return False
        if each.tag not in ("html", "body", "article", "main") and _OTHERS.search(
            f"{each.get('class') or ''} {each.get('id') or ''}".lower()
        ):
            return False
    return articles < 2  # a nested article is a comment or a teaser


def _value(element: Any, *, or_text: bool = True) -> str:
    declared = (
        element.get("datetime") or element.get("content") or (element.get("title") if element.tag == "abbr" else "")
    )
    return str(declared or ("".join(element.itertext()) if or_text else ""))
