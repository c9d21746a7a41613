"""Files and standard input to articles: plain text, Markdown and HTML, with front matter where there is some."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from briefing.errors import SourceError
from briefing.hygiene import clean_line, clean_text
from briefing.model import Article, stable_id
from briefing.sources import headlines, markdown
from briefing.sources.addresses import absolute, canonical, identity
from briefing.sources.decoding import MAX_BYTES, decode
from briefing.sources.moments import parse_moment

HTML_SUFFIXES = frozenset((".htm", ".html", ".xhtml"))
MARKDOWN_SUFFIXES = frozenset((".markdown", ".md"))
SEED_SUFFIXES = HTML_SUFFIXES | MARKDOWN_SUFFIXES | {".txt"}

_HTML = re.compile(
    rb"\s*(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--.{0,2000}?-->\s*)*<(?:!doctype\s+html|html)\b", re.I
)
_FIELDS = {
    "title": ("title", "headline"),
    "date": ("date", "published", "pubdate", "time"),
    "outlet": ("outlet", "publisher", "source", "site"),
    "author": ("author", "authors", "by", "byline"),
    "url": ("url", "link", "canonical"),
    "language": ("language", "lang"),
}


def find_seeds(path: Path) -> list[Path]:
    """Return the files to read: `path` itself, or a folder's text, Markdown and HTML files by name.

    Hidden files, folders within the folder and links that lead out of it are left out.

    Raises:
        SourceError: there is nothing of this name.
    """
    try:
        if path.is_dir():
            folder = path.resolve()
            found = [file for file in path.iterdir() if file.suffix.lower() in SEED_SUFFIXES]
            return sorted(file for file in found if _is_seed(file, folder))
        if path.exists():
            return [path]
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: cannot read the folder: {_words(error)}") from error
    raise SourceError(f"{path}: no such seed file or folder; correct the path of [[seeds]] or create it")


def _is_seed(file: Path, folder: Path) -> bool:
    return not file.name.startswith(".") and file.is_file() and file.resolve().is_relative_to(folder)


def read_seed(path: Path) -> Article:
    """Return the article that a file holds; its date is that of its front matter or page, else the file's own.

    Raises:
        SourceError: it cannot be read, is no text, or has no text in it; the message names the file.
    """
    try:
        if not path.is_file():
            found = "this is a folder, not a file" if path.is_dir() else "no such seed file"
            raise SourceError(f"{path}: {found}")
        with path.open("rb") as file:
            body = file.read(MAX_BYTES + 1)
        changed = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError) as error:
        raise SourceError(f"{path}: cannot read the seed: {_words(error)}") from error
    article = article_from_bytes(body, name=str(path))
    if not article.text:
        raise SourceError(f"{path}: there is no text in it")
    return replace(article, outlet=article.outlet or path.stem, published=article.published or changed)


def article_from_bytes(body: bytes, *, name: str, url: str = "") -> Article:
    """Return the article that a document is: HTML, Markdown or plain text, by its name, else by how it looks.

    The id is that of the address in `url` or in the front matter, else that of the content. The text may be empty.

    Args:
        body: the document.
        name: its file name or address, or `-`; stands in errors.
        url: where it is from, if it has an address.

    Raises:
        SourceError: it is too large or no text.
    """
    suffix = Path(name.partition("?")[0]).suffix.lower()
    try:
        text = decode(body)
    except SourceError as error:
        raise SourceError(f"{name}: {error}") from None
    if suffix in HTML_SUFFIXES or _HTML.match(body[:5000]) or _HTML.match(text[:5000].encode("utf-8", "replace")):
        return _from_html(text, url)
    fields, text = markdown.split_front_matter(clean_text(text))
    as_markdown = suffix in MARKDOWN_SUFFIXES or (suffix != ".txt" and markdown.looks_like_markdown(text))
    lines = markdown.markdown_lines(text) if as_markdown else markdown.plain_lines(text)
    lines = [cleaned for line in lines if (cleaned := clean_line(line))]
    first = next((line for line in text.split("\n") if line), "")
    heading = clean_line(markdown.heading_of(first)) if as_markdown else ""
    return _article(fields, lines, heading, url)


def _article(fields: Mapping[str, str], lines: Sequence[str], heading: str, url: str) -> Article:
    title = clean_line(_field(fields, "title"))
    if not title and lines and (heading == lines[0] or headlines.is_headline(lines[0], lines[1:])):
        title, lines = lines[0], lines[1:]
    text = "\n".join(lines)
    title = title or headlines.title_from(text)
    url = url or absolute(_field(fields, "url"))
    return Article(
        stable_id(identity(url) if url else f"{title}\n{text}"),
        canonical(url) if url else "",
        title,
        text,
        outlet=clean_line(_field(fields, "outlet")),
        author=clean_line(_field(fields, "author").strip("[]")),
        published=parse_moment(_field(fields, "date")),
        language=clean_line(_field(fields, "language"))[:2].lower(),
        origin="file",
    )


def _from_html(html: str, url: str) -> Article:
    """Return a page's article; where trafilatura finds none in it, all its text, as the user asked for this page."""
    from briefing.clean import clean_page, html_to_text

    page = clean_page(html, url)
    text = page.text or html_to_text(html)
    title = page.title or headlines.title_from(text)
    return replace(
        page, id=stable_id(identity(url) if url else f"{title}\n{text}"), title=title, text=text, origin="file"
    )


def _field(fields: Mapping[str, str], name: str) -> str:
    return next((fields[key] for key in _FIELDS[name] if fields.get(key)), "")


def _words(error: Exception) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)
