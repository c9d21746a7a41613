"""Whole pages to articles, by trafilatura: the text without navigation, and who wrote it, when and for whom."""

from __future__ import annotations

import functools
import logging
import re
from datetime import UTC, datetime
from html import unescape
from typing import TYPE_CHECKING, Any

from briefing.clean.article_body import mark_article_body
from briefing.clean.blockquotes import has_blockquote, mark_blockquotes, with_gaps
from briefing.clean.link_lists import drop_link_lists
from briefing.clean.links import page_links
from briefing.clean.newsletters import without_chrome
from briefing.clean.references import mend_html
from briefing.clean.selecting import select_text
from briefing.clean.tables import unwrap_layout_tables
from briefing.clean.visibility import drop_hidden
from briefing.clean.walls import without_walls
from briefing.hygiene import clean_line, clean_text
from briefing.model import Article, stable_id

if TYPE_CHECKING:
    from collections.abc import Callable

MAX_CHARS = 10_000_000
"""A longer page is cut, as extraction takes memory of many times its size."""
_HEAD_CHARS = 200_000
"""Metadata stand at the start of a page."""

_LANGUAGE = re.compile(r"<html\b[^>]{0,2000}?\blang\s*=\s*[\"']?([a-zA-Z]{2,3})\b", re.IGNORECASE)
_TITLE = re.compile(r"<title\b[^>]{0,500}>([^<]{0,2000})", re.IGNORECASE)
_META_TIME = re.compile(
    r"<meta\b(?=[^>]{0,500}(?:article:published_time|datePublished|parsely-pub-date))"
    r"[^>]{0,500}?\bcontent\s*=\s*[\"']([^\"'<>]{10,40})[\"']",
    re.IGNORECASE,
)
_LINKED_DATA_TIME = re.compile(r"\"datePublished\"\s*:\s*\"([^\"<>]{10,40})\"")


def clean_page(html: bytes | str, url: str = "", *, selector: str = "", details: bool = True) -> Article:
    """Return what a page says, one paragraph or heading a line; the text is empty where nothing is found.

    Pages that only tell to pay, to log in, to switch on JavaScript or that something was not found have no text, so
    that a feed's own text is kept. Never raises for what is in the page.

    Args:
        html: the page; bytes are decoded as they declare themselves, else as they look.
        url: its address, for the id, the metadata and links.
        selector: CSS selector of the elements with the text; where it finds nothing, the text is looked for.
        details: whether to look for outlet, author and day, which takes as long as finding the text.

    Raises:
        ValueError: `selector` is no CSS selector.
    """
    html = html[:MAX_CHARS]
    html = mend_html(html) if isinstance(html, str) else html
    selected = select_text(html, selector) if selector else ""
    tree, following, is_laid_out = _tree(html)
    document = _extract(html if tree is None else tree, url, details)
    if document is None and not selected:
        return Article(stable_id(url or "page\n"), url, "", "", origin="page")
    head = _head(html)
    title = clean_line(getattr(document, "title", None) or _title(head))
    lines = [clean_line(line) for line in (selected or clean_text(document.text or "")).split("\n")]
    lines = without_walls([line for line in lines if line], title)
    text = "\n".join(with_gaps(without_chrome(lines) if is_laid_out else lines, following))
    return Article(
        stable_id(url or f"{title}\n{text}"),
        url,
        title,
        text,
        outlet=clean_line(getattr(document, "sitename", None) or ""),
        author=clean_line(getattr(document, "author", None) or ""),
        published=_published(head, getattr(document, "date", None) or ""),
        language=_language(head),
        origin="page",
        links=page_links(tree, text, url),
    )


_TRIPPED = (RecursionError, ValueError, TypeError, AttributeError, LookupError, AssertionError, SyntaxError)
"""What hostile pages do to trafilatura; none of them has an article."""


def _extract(page: Any, url: str, details: bool) -> Any:
    """Return trafilatura's document; None where it finds nothing or gives up."""
    try:
        return _extractor()(page, url=url or None, fast=True, include_comments=False, with_metadata=details)
    except _TRIPPED:
        return None


def _tree(html: bytes | str) -> tuple[Any, tuple[str, ...], bool]:
    """Tree of what a reader sees of a page, its block quotes marked, and how those begin that follow another.

    None for the tree where it cannot be read. The last value is whether it was laid out by tables.
    """
    from trafilatura import load_html

    try:
        tree = load_html(html)
        if tree is None:
            return None, (), False
        drop_hidden(tree)
        is_laid_out = unwrap_layout_tables(tree)
        drop_link_lists(tree)
        mark_article_body(tree)
        return tree, mark_blockquotes(tree) if has_blockquote(html) else (), is_laid_out
    except _TRIPPED:
        return None, (), False


@functools.cache
def _extractor() -> Callable[..., Any]:
    import trafilatura

    for name in ("trafilatura", "htmldate", "courlan"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # its complaints about pages are of no use to readers
    extractor: Callable[..., Any] = trafilatura.bare_extraction
    return extractor


def _head(html: bytes | str) -> str:
    head = html[:_HEAD_CHARS]
    return head.decode("utf-8", "replace") if isinstance(head, bytes) else head


def _title(head: str) -> str:
    found = _TITLE.search(head)
    return unescape(found[1]) if found else ""


def _language(head: str) -> str:
    found = _LANGUAGE.search(head)
    return found[1].lower() if found and len(found[1]) == 2 else ""


def _published(head: str, day: str) -> datetime | None:
    """Return the time of publication that the page declares, else the day that htmldate found in it."""
    for pattern in (_META_TIME, _LINKED_DATA_TIME):
        found = pattern.search(head)
        if found and (moment := _moment(found[1])):
            return moment
    return _moment(day)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text.strip())
        moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
        moment = moment.astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    return moment if 1990 <= moment.year <= 2100 else None
