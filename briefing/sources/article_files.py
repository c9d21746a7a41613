"""Reads files and standard input that hold one document each; `streams` handles several documents in one input."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from briefing.dates.date_parser import parse_date
from briefing.dates.utc_times import to_utc
from briefing.errors import SourceError
from briefing.files import read_file
from briefing.model import Article, stable_id
from briefing.sanitizer import clean_line, clean_text
from briefing.sources import document_titles, markdown_parser
from briefing.sources.article_urls import absolute, canonical, identity
from briefing.sources.encodings import MAX_BYTES, charset_of, decode
from briefing.sources.front_matter import split_front_matter
from briefing.sources.mailboxes import is_maildir
from briefing.sources.media_types import Kind, kind_of

SEED_SUFFIXES = frozenset((".eml", ".htm", ".html", ".markdown", ".md", ".txt", ".xhtml"))
"""File name suffixes read from a folder."""

_FIELDS = {
    "title": ("title", "headline"),
    "date": ("date", "published", "pubdate", "time"),
    "outlet": ("outlet", "publisher", "source", "site"),
    "author": ("author", "authors", "by", "byline"),
    "url": ("url", "link", "canonical"),
    "language": ("language", "lang"),
}


def find_seeds(path: Path) -> list[Path]:
    """Files to read: `path` itself, or the text, Markdown, HTML and e-mail files of a folder, sorted by name.

    A Maildir is read as a whole, like a file.

    Hidden files, folders within the folder and links that lead out of it are left out.

    Raises:
        SourceError: the path does not exist.
    """
    try:
        if path.is_dir() and not is_maildir(path):
            folder = path.resolve()
            files = [file for file in path.iterdir() if file.suffix.lower() in SEED_SUFFIXES]
            return sorted(file for file in files if _is_seed(file, folder))
        if path.exists():
            return [path]
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: cannot read the folder: {_words(error)}") from error
    raise SourceError(f"{path}: no such seed file or folder; correct the path of [[seeds]] or create it")


def _is_seed(file: Path, folder: Path) -> bool:
    return not file.name.startswith(".") and file.is_file() and file.resolve().is_relative_to(folder)


def read_seed(path: Path) -> Article:
    """Read a file as an article; the date is that of its front matter, page or e-mail, else the modification time.

    Raises:
        SourceError: it cannot be read, is binary, or has no text; the message names the file.
    """
    return article_from_seed(path, seed_bytes(path))


def seed_bytes(path: Path) -> bytes:
    """Bytes of a seed file.

    Raises:
        SourceError: it cannot be read, is no file, or is too large; the message names it.
    """
    try:
        return read_file(path, MAX_BYTES)
    except FileNotFoundError as error:
        raise SourceError(f"{path}: no such seed file") from error
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: cannot read the seed: {_words(error)}") from error


def article_from_seed(path: Path, body: bytes) -> Article:
    """The article that the bytes of a seed file hold; errors as for `read_seed`."""
    try:
        changed = _changed(path)
    except (OSError, ValueError, OverflowError) as error:
        raise SourceError(f"{path}: cannot read the seed: {_words(error)}") from error
    article = article_from_bytes(body, name=str(path))
    if not article.text:
        raise SourceError(f"{path}: there is no text in it")
    return replace(article, outlet=article.outlet or clean_line(path.stem), published=article.published or changed)


def _changed(path: Path) -> datetime | None:
    """Modification time of a file; None if the year is implausible."""
    try:
        return to_utc(datetime.fromtimestamp(path.stat().st_mtime, UTC))
    except (ValueError, OverflowError):
        return None


def article_from_bytes(
    body: bytes, *, name: str = "", url: str = "", content_type: str = "", kind: Kind | None = None
) -> Article:
    """Parse a page, Markdown, plain text or e-mail; the kind is detected from its first lines or its name.

    The id is that of the address in `url` or in the front matter, else that of the content. The text may be empty.

    Args:
        body: the document.
        name: its file name or address, or `-`; used in error messages if given.
        url: its URL, if it has one.
        content_type: `Content-Type` of the response.
        kind: its kind; None to detect it. A feed, a mailbox or JSON is read as plain text.

    Raises:
        SourceError: it is too large or no text.
    """
    kind = kind or kind_of(body, name=name, content_type=content_type)
    try:
        if kind == "email":
            from briefing.sources.mail_parser import article_from_mail

            return article_from_mail(body)
        text = decode(body, charset_of(content_type))
    except SourceError as error:
        raise SourceError(f"{name}: {error}" if name else str(error)) from None
    return article_from_html(text, url) if kind == "html" else article_from_text(text, url, markup=kind == "markdown")


def article_from_text(text: str, url: str = "", *, markup: bool = False) -> Article:
    """Parse a text with optional front matter; the article's text may be empty.

    Args:
        text: lines may be broken to fit into columns.
        url: its URL; empty to use that of the front matter.
        markup: whether it is Markdown.
    """
    fields, text = split_front_matter(text)
    text = clean_text(text)
    lines = markdown_parser.markdown_lines(text) if markup else markdown_parser.plain_lines(text)
    lines = [cleaned for line in lines if (cleaned := clean_line(line))]
    first = next((line for line in text.split("\n") if line), "")
    heading = clean_line(markdown_parser.heading_of(first)) if markup else ""
    return _article(fields, lines, heading, url)


def _article(fields: Mapping[str, str], lines: Sequence[str], heading: str, url: str) -> Article:
    title = clean_line(_field(fields, "title"))
    headed = bool(lines) and heading == lines[0] and title in ("", heading)
    if headed or (not title and lines and document_titles.is_headline(lines[0], lines[1:])):
        title, lines = lines[0], lines[1:]
    text = "\n".join(lines)
    title = title or document_titles.title_from(text)
    url = url or absolute(_field(fields, "url"))
    return Article(
        stable_id(identity(url) if url else f"{title}\n{text}"),
        canonical(url) if url else "",
        title,
        text,
        outlet=clean_line(_field(fields, "outlet")),
        author=clean_line(_field(fields, "author").strip("[]")),
        published=parse_date(_field(fields, "date")),
        language=clean_line(_field(fields, "language"))[:2].lower(),
        origin="file",
    )


def article_from_html(html: str, url: str = "") -> Article:
    """Extract the article of a page; if trafilatura finds none, use all its text, since the user asked for this page.

    Requests to pay, to log in or to enable JavaScript are not text.
    """
    from briefing.clean import clean_page, html_to_text
    from briefing.clean.paywalls import without_walls

    page = clean_page(html, url)
    text = page.text or "\n".join(without_walls(html_to_text(html).split("\n"), page.title))
    title = page.title or document_titles.title_from(text)
    return replace(
        page,
        id=stable_id(identity(url) if url else f"{title}\n{text}"),
        url=canonical(url) if url else page.url,
        title=title,
        text=text,
        origin="file",
    )


def _field(fields: Mapping[str, str], name: str) -> str:
    return next((fields[key] for key in _FIELDS[name] if fields.get(key)), "")


def _words(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
