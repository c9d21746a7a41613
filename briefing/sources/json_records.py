"""Converts JSON records of many programs, including our own output, to articles by field names."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from briefing.dates.date_parser import parse_date
from briefing.dates.utc_times import parse_unix_time
from briefing.errors import SourceError
from briefing.model import Article, stable_id
from briefing.model.days import whole_day
from briefing.sanitizer import clean_line, clean_text
from briefing.sources import document_titles
from briefing.sources.article_urls import absolute, canonical, identity

Record = Mapping[str, object]

# Field names by preference: ours first, then those of crawlers, APIs and content management systems.
_TITLE = ("title", "headline", "name")
_PLAIN = ("text", "content_text", "maintext", "full_text", "raw_text", "article", "paragraphs")
_MARKUP = ("content_html", "html", "content", "body", "articleBody", "description", "summary", "excerpt")
_URL = ("url", "link", "canonical_url", "external_url", "permalink", "source")
_OUTLET = ("outlet", "publisher", "source_name", "sitename", "site_name", "source", "source-hostname", "hostname")
_AUTHOR = ("author", "authors", "byline", "creator")
_PUBLISHED = (
    "published",
    "date_published",
    "published_at",
    "publishedAt",
    "datePublished",
    "date_gmt",
    "date",
    "pubDate",
)
_LANGUAGE = ("language", "lang")
_OWN_LISTS = ("documents", "briefs")
_LISTS = (*_OWN_LISTS, "articles", "items", "entries", "results", "posts", "quotes")
"""Field names of the list of records in a document."""
_NESTED = ("rendered", "value", "#text", "text", "name", "title")
"""Field names of the text within an object."""
_LINES = ("lead", "new", "lines")
"""Fields with lists of lines in our own thread and summary records."""

MAX_ID_CHARS = 200
MAX_LINE_CHARS = 2000
"""Maximum length of titles and names."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,1000}>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,31});")
_PAGE = re.compile(r"<(?:!doctype\s+html|html|body)\b", re.IGNORECASE)


def records_of(value: object) -> Iterator[object]:
    """Yield the records in a JSON value: the value itself, or the items of a list or of a document's list field."""
    if isinstance(value, list):
        yield from value
    elif isinstance(value, dict):
        names = _OWN_LISTS if _is_record(value) else _LISTS
        brief = value.get("brief")
        yield from next((listed for name in names if isinstance(listed := value.get(name), list)), [brief or value])
    else:
        yield value


def _is_record(record: Record) -> bool:
    """Whether an object is a record itself: it has text, or is one of our threads or summaries."""
    return any(record.get(name) for name in ("thread", *_LINES)) or any(
        _text(record.get(name)) for name in (*_PLAIN, *_MARKUP)
    )


def article_from_record(record: object) -> Article:
    """Convert a record to an article.

    A plain text field is only cleaned by `sanitizer`, so that offsets in it are offsets in the record's field. The
    article's id is the record's `id`, else that of the URL, else that of the content.

    Raises:
        SourceError: it is no object, or has no field for text; the message does not name the source. A record whose
            text is empty is an article without text, if it has a title.
    """
    if not isinstance(record, dict):
        raise SourceError(f"not an object but {_kind(record)}; each article must be an object")
    record = {**_cited(record), **record}
    text, title = _body(record), _plain(_first(record, _TITLE) or _thread_title(record))
    if not text and not (title and any(isinstance(record.get(name), str) for name in (*_PLAIN, *_MARKUP))):
        raise SourceError("there is no text in it: an article needs a field `text`, `content` or `html`")
    title = title or document_titles.title_from(text)
    url = next((address for name in _URL if (address := absolute(_text(record.get(name))))), "")
    return Article(
        _id(record) or stable_id(identity(url) if url else f"{title}\n{text}"),
        canonical(url) if url else "",
        title,
        text,
        outlet=_outlet(record),
        author=_plain(_first(record, _AUTHOR, ", ")),
        published=_published(record),
        language=clean_line(_first(record, _LANGUAGE))[:2].lower(),
        origin="file",
        wire=clean_line(_text(record.get("wire"))),
    )


def _outlet(record: Record) -> str:
    names = (_plain(_text(record.get(name))) for name in _OUTLET)
    return next((name for name in names if name and "://" not in name), "")


def _body(record: Record) -> str:
    """Text of a record: plain text if there is some, else from markup, else the lines of a thread record."""
    for name in _PLAIN:
        if text := clean_text(_text(record.get(name), "\n")):
            return text
    for name in _MARKUP:
        if text := _from_markup(_text(record.get(name), "\n")):
            return text
    entries = [item for name in _LINES if isinstance(lines := record.get(name), list) for item in lines]
    lines = [clean_line(_text(item.get("text"))) for item in entries if isinstance(item, dict)]
    return "\n".join(dict.fromkeys(line for line in lines if line))


def _from_markup(text: str) -> str:
    if not _TAG.search(text):
        return clean_text(text)
    from briefing.clean import clean_page, html_to_text

    return (clean_page(text).text if _PAGE.search(text) else "") or html_to_text(text)


def _cited(record: Record) -> Record:
    """Title, URL and outlet cited by one of our own lines or quotes."""
    sources = record.get("sources")
    cited = record.get("source") or (next(iter(sources), None) if isinstance(sources, list) else None)
    if not isinstance(cited, dict):
        return {}
    return {
        name: cited[name] for name in ("title", "url", "outlet", "name", "published", "day_only") if cited.get(name)
    }


def _thread_title(record: Record) -> str:
    thread = record.get("thread")
    return _text(thread.get("title")) if isinstance(thread, dict) else ""


def _id(record: Record) -> str:
    thread = record.get("thread")
    id_ = record.get("id", thread.get("id") if isinstance(thread, dict) else None)
    if not isinstance(id_, str | int) or isinstance(id_, bool):
        return ""
    return clean_line(str(id_))[:MAX_ID_CHARS]


def _first(record: Record, names: Sequence[str], joint: str = " ") -> str:
    return next((text for name in names if (text := _text(record.get(name), joint)).strip()), "")


def _text(value: object, joint: str = " ") -> str:
    """Text of a field: a string as it is, the items of a list joined, the text member of an object."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return joint.join(filter(None, (_text(item) for item in value if isinstance(item, str | dict))))
    if isinstance(value, dict):
        return next((part for name in _NESTED if isinstance(part := value.get(name), str) and part), "")
    return ""


def _plain(text: str) -> str:
    if _TAG.search(text):
        from briefing.clean import html_to_text

        text = html_to_text(text)
    return clean_line(text)[:MAX_LINE_CHARS]


def _published(record: Record) -> datetime | None:
    date = next((date for name in _PUBLISHED if (date := _date(record.get(name)))), None)
    return whole_day(date) if date and record.get("day_only") is True else date


def _date(value: object) -> datetime | None:
    if isinstance(value, str):
        return parse_date(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return parse_unix_time(value)
    return None


def _kind(value: object) -> str:
    words = {str: "text", bool: "true or false", list: "a list", int: "a number", float: "a number"}
    return words.get(type(value), "null")
