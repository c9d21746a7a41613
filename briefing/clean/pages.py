"""Extracts articles from whole pages by trafilatura: the text without navigation, author, date and outlet."""

from __future__ import annotations

import functools
import logging
import re
from dataclasses import dataclass
from datetime import datetime
from html import unescape
from typing import TYPE_CHECKING, Any

from briefing.clean.article_body import mark_article_body
from briefing.clean.blockquotes import mark_blockquotes, with_gaps
from briefing.clean.character_references import mend_html
from briefing.clean.fragments import html_to_text
from briefing.clean.layout_tables import unwrap_layout_tables
from briefing.clean.link_lists import drop_link_lists
from briefing.clean.link_spans import page_links
from briefing.clean.markup_limits import limit_markup
from briefing.clean.newsletters import without_chrome
from briefing.clean.page_dates import published_date
from briefing.clean.page_tree import drop_attributes, drop_unread, drop_widgets, parse_page
from briefing.clean.paywalls import without_walls
from briefing.clean.visibility import drop_hidden
from briefing.model import Article, stable_id
from briefing.sanitizer import clean_line, clean_lines

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_CHARS = 10_000_000
"""Maximum length of a page; a longer one is cut, as extraction needs memory of many times its size."""
_HEAD_CHARS = 200_000
"""Length of the beginning that is searched for metadata."""

_LANGUAGE = re.compile(r"<html\b[^<>]{0,2000}?\blang\s*=\s*[\"']?([a-zA-Z]{2,3})\b", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^<>]{0,500}+>([^<]{0,2000}+)", re.IGNORECASE)


def clean_page(html: bytes | str, url: str = "", *, selector: str = "", details: bool = True) -> Article:
    """Extract the article of a page, one paragraph or heading a line; the text is empty if none is found.

    Paywalls, login pages, requests to enable JavaScript and error pages give no text, so that a feed's own text is
    kept. Never raises because of the page's content.

    Args:
        html: the page; bytes are decoded as declared, else as detected.
        url: its address, for the id, the metadata and links.
        selector: CSS selector of the elements with the text; if it matches nothing, the text is extracted.
        details: whether to extract outlet, author and date, which takes as long as the text.

    Raises:
        ValueError: `selector` is no CSS selector.
    """
    html = html[:MAX_CHARS]
    html = mend_html(html) if isinstance(html, str) else html
    selected = select_text(limit_markup(html), selector) if selector else ""
    page = _read_page(html, url, details)
    document = _extract(limit_markup(html) if page.tree is None else page.tree, url, details)
    if details and page.tree is not None:
        drop_unread(page.tree)  # only now, as the metadata is in it
    if document is None and not selected:
        return Article(stable_id(url or "page\n"), url, "", "", origin="page")
    head = _head(html)
    title = _field(document, "title") or clean_line(_title(head))
    lines = without_walls(clean_lines(selected or document.text or ""), title)
    text = "\n".join(with_gaps(without_chrome(lines) if page.is_laid_out else lines, page.following))
    return Article(
        stable_id(url or f"{title}\n{text}"),
        url,
        title,
        text,
        outlet=_field(document, "sitename"),
        author=_field(document, "author").replace("; ", ", "),
        published=page.published,
        language=_language(head),
        origin="page",
        links=page_links(page.tree, text, url),
    )


def _field(document: Any, name: str) -> str:
    """A field of trafilatura's document as one line; empty if there is none."""
    return clean_line(getattr(document, name, None) or "")


_TRIPPED = (RecursionError, ValueError, TypeError, AttributeError, LookupError, AssertionError, SyntaxError)
"""Exceptions that hostile pages cause in trafilatura; such pages have no article."""


def _extract(page: Any, url: str, details: bool) -> Any:
    """trafilatura's document; None if it finds nothing or fails."""
    try:
        return _extractor()(
            page,
            url=url or None,
            fast=True,
            include_comments=False,
            with_metadata=details,
            date_extraction_params={"original_date": True, "extensive_search": False, "max_date": None},
        )
    except _TRIPPED:
        return None


@dataclass(frozen=True, slots=True)
class _Page:
    """A parsed page, reduced to its visible content."""

    tree: Any = None
    """Tree without hidden elements, with layout tables unwrapped and block quotes marked; None if parsing failed."""
    published: datetime | None = None
    following: tuple[str, ...] = ()
    """Beginnings of block quotes that directly follow another."""
    is_laid_out: bool = False
    """Whether it uses layout tables, as newsletters do."""


def _read_page(html: bytes | str, url: str, details: bool) -> _Page:
    try:
        tree, markup = parse_page(html)
        if tree is None:
            return _Page()
        published = published_date(tree, url) if details else None  # first, as declarations are hidden elements
        drop_widgets(tree)
        drop_hidden(tree, markup)
        is_laid_out = "table" in markup.tags and unwrap_layout_tables(tree)
        drop_link_lists(tree)
        mark_article_body(tree, markup)
        following = mark_blockquotes(tree) if "blockquote" in markup.tags else ()
        if not details:
            drop_unread(tree)
            drop_attributes(tree, markup)
        return _Page(tree, published, following, is_laid_out)
    except _TRIPPED:
        return _Page()


def select_text(html: bytes | str, selector: str) -> str:
    """Text of the elements that `selector` matches, in document order, one block a line; empty if none match.

    Nested matches are output once.

    Raises:
        ValueError: `selector` is no CSS selector.
    """
    from cssselect import HTMLTranslator, SelectorError
    from lxml import etree
    from trafilatura import load_html

    try:
        path = etree.XPath(HTMLTranslator().css_to_xpath(selector))
    except (SelectorError, etree.XPathError) as error:
        raise ValueError(f"{selector!r} is no CSS selector: {error}") from error
    tree = load_html(html)
    if tree is None:
        return ""
    matches = list(path(tree))
    matching = set(matches)
    outer = [element for element in matches if matching.isdisjoint(element.iterancestors())]
    texts = (etree.tostring(element, encoding="unicode", method="html", with_tail=False) for element in outer)
    return "\n".join(filter(None, map(html_to_text, texts)))


@functools.cache
def _extractor() -> Callable[..., Any]:
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # its warnings about pages are of no use to readers
    extractor: Callable[..., Any] = trafilatura.bare_extraction
    return extractor


def _head(html: bytes | str) -> str:
    head = html[:_HEAD_CHARS]
    return head.decode("utf-8", "replace") if isinstance(head, bytes) else head


def _title(head: str) -> str:
    title = _TITLE.search(head)
    return unescape(title[1]) if title else ""


def _language(head: str) -> str:
    declared = _LANGUAGE.search(head)
    return declared[1].lower() if declared and len(declared[1]) == 2 else ""
