"""Detects the kind of a document: by its first lines, else by its name and `Content-Type`."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Literal, get_args
from urllib.parse import urlsplit

from briefing.sources.encodings import decode_document
from briefing.sources.markdown_parser import looks_like_markdown

Kind = Literal["text", "markdown", "html", "feed", "email", "mbox", "json"]
KINDS: tuple[Kind, ...] = get_args(Kind)
"""Names of the kinds, as option values."""

HEAD_CHARS = 5000
"""Length of the beginning that is examined."""
HEAD_BYTES = 20_000
"""Bytes that hold that beginning in any encoding."""

_SUFFIXES: dict[str, Kind] = {
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".md": "markdown",
    ".markdown": "markdown",
    ".txt": "text",
    ".eml": "email",
    ".mbox": "mbox",
    ".json": "json",
    ".jsonl": "json",
    ".ndjson": "json",
}
_TYPES: dict[str, Kind] = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/markdown": "markdown",
    "text/plain": "text",
    "message/rfc822": "email",
    "application/mbox": "mbox",
    "application/x-ndjson": "json",
    "application/jsonl": "json",
}
# Possessive, so that input other than a page takes one pass: comments match in one way only.
_MISC = r"\s++|<\?[^>]*+>|<!--(?>.*?-->)"
_BEFORE = rf"(?:{_MISC})*+"
_PAGE_TAGS = (
    "head|body|title|meta|link|script|style|base|div|p|article|section|main|header|nav|h[1-6]|table|[uo]l|blockquote|"
    "figure|span|center|font"
)
_PAGE = re.compile(rf"{_BEFORE}<(?:!doctype\s+html|html\b)", re.IGNORECASE | re.DOTALL)
_FRAGMENT = re.compile(rf"{_BEFORE}<(?:{_PAGE_TAGS})(?=[\s>/])", re.IGNORECASE | re.DOTALL)
"""An HTML fragment without a page's frame; Markdown may begin so too."""
_FEED = re.compile(
    rf"(?:{_MISC}|<!doctype[^>]*+>)*+<(?:[\w.-]{{1,40}}:)?(?:rss|rdf|feed|channel)(?=[\s>])", re.IGNORECASE | re.DOTALL
)
_JSON = re.compile(r"\s*(?:\{\s*(?:\"|\}|$)|\[\s*(?:\{|$))")
"""Start of a JSON document, as opposed to a sentence in brackets."""
_ENVELOPE = re.compile(rb"From \S+\s.{0,100}\d\d:\d\d.{0,40}\d{4}")
"""Separator line of a mailbox: address and time."""
_FIELD = re.compile(rb"([!-9;-~]{1,76}):")
_MAIL_FIELDS = frozenset(
    b"from to subject date message-id received return-path mime-version delivered-to content-type reply-to cc sender "
    b"list-id list-unsubscribe x-mailer user-agent dkim-signature arc-seal in-reply-to references".split()
)
_SENT_FIELDS = frozenset(b"from received return-path delivered-to message-id mime-version".split())


def kind_of(body: bytes, *, name: str = "", content_type: str = "") -> Kind:
    """Detect the kind of a document.

    Pages, feeds, e-mail and JSON are detected by their beginning, whatever their name; plain text and Markdown by
    the name or the `Content-Type`, else by Markdown headings.

    Args:
        body: the document, or its beginning.
        name: its file name or address.
        content_type: the server's `Content-Type`.
    """
    declared = _TYPES.get(content_type.partition(";")[0].strip().lower()) or _SUFFIXES.get(suffix_of(name))
    if declared in ("email", "mbox", "json"):
        return declared
    head = decode_document(body[:HEAD_BYTES], "latin-1")[:HEAD_CHARS]
    if detected := _mail(body) or _kind_by_start(head):
        return detected
    if declared != "markdown" and _FRAGMENT.match(head):
        return "html"
    return declared or ("markdown" if looks_like_markdown(head) else "text")


def _mail(body: bytes) -> Kind | None:
    first, _, second = body[:HEAD_CHARS].lstrip().partition(b"\n")
    if _ENVELOPE.match(first) and _FIELD.match(second.removeprefix(b">")):
        return "mbox"
    return "email" if starts_mail(body) else None


def _kind_by_start(head: str) -> Kind | None:
    """Kind detected from the beginning of a text; None for plain text and Markdown."""
    kinds: tuple[tuple[re.Pattern[str], Kind], ...] = ((_JSON, "json"), (_FEED, "feed"), (_PAGE, "html"))
    return next((kind for pattern, kind in kinds if pattern.match(head)), None)


def starts_mail(body: bytes) -> bool:
    """Whether a document begins with an e-mail header: some known fields and only header lines."""
    names = set()
    lines = body[:HEAD_BYTES].removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n").split(b"\n")
    for number, line in enumerate(lines):
        if not line.strip():
            break
        field = _FIELD.match(line)
        if field:
            names.add(field[1].lower())
        elif number + 1 < len(lines) and not (number and line.startswith((b" ", b"\t"))):
            return False
    return len(names & _MAIL_FIELDS) >= 2 and not names.isdisjoint(_SENT_FIELDS)


def suffix_of(name: str) -> str:
    """Suffix of a file name or of a URL's path, in lower case."""
    if name.lower().startswith(("http://", "https://")):
        try:
            name = urlsplit(name).path
        except ValueError:
            return ""
    return PurePosixPath(name).suffix.lower()
