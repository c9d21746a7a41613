"""Functions that read text from outside, each of one string: name -> function. None accesses a disk."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from email.mime.text import MIMEText
from functools import partial
from html import escape

from briefing import api, clean, sanitizer, sources
from briefing.clean import css_rules, link_spans, paywalls
from briefing.dates import date_parser
from briefing.errors import BriefingError
from briefing.mail_addresses import parse_address
from briefing.model import Analysis, AnnotatedArticle, Article, Document, Entry, Link, Source
from briefing.query import lexer, nodes, normalization, parser, snippets, times
from briefing.render import (
    ansi,
    captions,
    commonmark,
    json_documents,
    markup,
    record_fields,
    render_documents,
    text_layout,
)
from briefing.render.frontmatter import front_matter
from briefing.sources import (
    article_urls,
    discovery,
    document_titles,
    encodings,
    feed_parser,
    jsonlines,
    mail_parser,
    media_types,
)
from briefing.sources import front_matter as front_matter_source
from briefing.sources import markdown_parser as markdown_source
from briefing.sources.article_files import article_from_html, article_from_text
from briefing.sources.json_records import article_from_record
from briefing.sources.subscriptions import read_opml, read_urls
from briefing.text.analysis import analyse
from briefing.text.boilerplate import dateline_end
from briefing.text.code_spans import in_prose
from briefing.text.languages import detect_language
from briefing.text.names.entities import find_names
from briefing.text.quotes import extract_quotes
from briefing.text.quotes.quotation_marks import find_stretches
from briefing.text.quotes.sentence_ends import sentence_ends
from briefing.text.sentence_splitter import split_sentences
from briefing.text.terms import make_terms, words
from briefing.threads.cross_language.neutral_terms import neutral_terms
from briefing.tui.drawing import article_blocks, page_layout, styled
from briefing.tui.drawing.attributions import PageContext
from briefing.web import conditional_requests, fetcher
from briefing.web import request_urls as web_addresses
from briefing.web.error_messages import Refused

Function = Callable[[str], object]

_NOW = datetime(2026, 11, 30, tzinfo=UTC)
_SOURCE = Source("feed", "feed", "http://e.org/feed")
_RSS = "<rss version='2.0'><channel><title>F</title><item><link>http://e.org/a</link>{}</item></channel></rss>"


def _bytes(string: str) -> bytes:
    return string.encode("utf-8", "replace")


def _xml(string: str) -> str:
    """Text as a feed generator writes it: escaped, without characters that XML does not allow."""
    return (
        escape("".join(c for c in string if c in "\t\n\r" or (c >= " " and not "\ud800" <= c <= "\udfff")))
        .replace("\ufffe", "")
        .replace("\uffff", "")
    )


def _feed(element: str, string: str) -> object:
    body = _RSS.format(f"<{element}>{_xml(string)}</{element}>").encode()
    parsed = feed_parser.parse_feed(body, _SOURCE, url="http://e.org/feed")
    return [sources.article_from_entry(entry, _SOURCE, now=_NOW) for entry in parsed.entries]


def _feed_itself(string: str) -> object:
    return feed_parser.parse_feed(_bytes(string), _SOURCE, url="http://e.org/feed")


def _json_feed(string: str) -> object:
    item = {"id": string[:2000], "title": string, "content_html": string, "summary": string, "url": string[:5000]}
    body = json.dumps({"version": "https://jsonfeed.org/version/1", "title": string, "items": [item]}).encode()
    parsed = feed_parser.parse_feed(body, _SOURCE, url="http://e.org/feed")
    return [sources.article_from_entry(entry, _SOURCE, now=_NOW) for entry in parsed.entries]


def _exhaust(values: Iterable[object]) -> None:
    deque(values, maxlen=0)


def _read(kind: media_types.Kind | None, string: str) -> None:
    _exhaust(api.read_articles(_bytes(string), kind=kind, on_failure=lambda failure: None))


def _mail_header(name: str, string: str) -> object:
    line = " ".join(string.split())
    return mail_parser.article_from_mail(_bytes(f"From: a@b\n{name}: {line}\n\nText of the letter.\n"))


def _mail_body(kind: str, string: str) -> object:
    message = MIMEText(string.encode("utf-8", "replace").decode(), kind, "utf-8")
    message["Subject"] = "Letter"
    return mail_parser.article_from_mail(message.as_bytes())


def _linked(string: str) -> object:
    return clean.fragment_links(string, clean.html_to_text(string), "http://e.org/")


def _article(string: str) -> Article:
    return Article(
        "a1",
        "http://e.org/a",
        string[:200],
        sanitizer.clean_text(string),
        "Outlet",
        links=(Link(0, 1, "http://e.org/"),),
    )


def _page(string: str) -> object:
    item = AnnotatedArticle(_article(string), Analysis("a1"))
    context = PageContext(_NOW, UTC)
    page = article_blocks.article_blocks(item, None, context)
    laid = page_layout.lay_out(page, 80)
    return [list(line.paragraph.text.runs(line.start, line.end)) for line in laid.lines if line.paragraph]


def _documents(format: str, string: str) -> object:
    return list(render_documents([Document(_article(string), "-")], format))  # type: ignore[arg-type]


def _marked(string: str) -> object:
    marker = snippets.Marker([nodes.Term("any", "the council"), nodes.Term("any", "a", prefix=True)])
    return snippets.snippet(string, [], marker.hits(string))


def _pieces(string: str) -> object:
    return ansi.Pen(72, color=True).wrap([(string[: len(string) // 2], "title"), (string[len(string) // 2 :], "faint")])


TEXT: dict[str, Function] = {
    "text.split_sentences en": split_sentences,
    "text.split_sentences es": partial(split_sentences, language="es"),
    "text.split_sentences de": partial(split_sentences, language="de"),
    "text.split_sentences ja": partial(split_sentences, language="ja"),
    "text.find_names": find_names,
    "text.sentence_ends": lambda s: sentence_ends(s, "en"),
    "text.in_prose": lambda text: in_prose(text, find_stretches(text)),
    "text.extract_quotes": partial(extract_quotes, doubtful=True, turns=True, inner=True),
    "text.words": words,
    "text.make_terms": lambda s: make_terms("", s, ()),
    "threads.neutral_terms": lambda s: neutral_terms(s, s, "es"),
    "text.detect_language": detect_language,
    "text.dateline_end": dateline_end,
    "text.analyse": lambda s: analyse(Article.from_text(s)),
    "text.analyse title": lambda s: analyse(Article.from_text("The council met.", title=s)),
}

API: dict[str, Function] = {
    "api.summarize_article": api.summarize_article,
    "api.summarize_thread": lambda s: api.summarize_thread([Article.from_text(s), Article.from_text(s[1:])]),
    "api.group_articles": lambda s: api.group_articles(
        [Article.from_text(s, title=s[:2000]), Article.from_text(s[1:])]
    ),
    "api.brief": lambda s: api.brief([Article.from_text(s, title=s[:2000]), Article.from_text(s[1:])]),
    "api.read_articles": partial(_read, None),
    **{f"api.read_articles {kind}": partial(_read, kind) for kind in media_types.KINDS},
}

CLEAN: dict[str, Function] = {
    "clean.html_to_text": clean.html_to_text,
    "clean.fragment_links": _linked,
    "clean.clean_page": clean.clean_page,
    "clean.clean_page bytes": lambda s: clean.clean_page(_bytes(s), "http://e.org/a"),
    "clean.clean_page without details": partial(clean.clean_page, details=False),
    "clean.clean_page in an article": lambda s: clean.clean_page(f"<html><body><article>{s}</article></body></html>"),
    "clean.clean_page selector": partial(clean.clean_page, selector="p, div, blockquote, li"),
    "clean.without_walls": lambda s: paywalls.without_walls(s.split("\n"), s[:500]),
    "clean.faint_selectors": lambda s: css_rules.faint_selectors(f".a{{font-size:0}}{s}{{color:red}}"),
    "clean.hidden_selectors": lambda s: css_rules.hidden_selectors(f".a{{display:none}}{s}{{display:block}}"),
    "clean.painted_tags": lambda s: css_rules.painted_tags(f"p{{color:red}}{s}{{color:red}}"),
    "clean.declarations": lambda s: css_rules.declarations(f"color:{s}"),
    "clean.has_link": link_spans.has_link,
}

SOURCES: dict[str, Function] = {
    "sources.kind_of": lambda s: media_types.kind_of(_bytes(s)),
    "sources.kind_of markdown": lambda s: media_types.kind_of(_bytes(s), name="a.md"),
    "sources.decode": lambda s: encodings.decode(_bytes(s)),
    "sources.decode wrong bytes": lambda s: encodings.decode(_bytes(s) + b"\xff"),
    "sources.markdown_lines": markdown_source.markdown_lines,
    "sources.inline": markdown_source.inline,
    "sources.heading_of": markdown_source.heading_of,
    "sources.looks_like_markdown": markdown_source.looks_like_markdown,
    "sources.plain_lines": markdown_source.plain_lines,
    "sources.split_front_matter": front_matter_source.split_front_matter,
    "sources.split_front_matter value": lambda s: front_matter_source.split_front_matter(
        f"---\ntitle: {s}\n---\nText."
    ),
    "sources.article_from_text": article_from_text,
    "sources.article_from_text markup": partial(article_from_text, markup=True),
    "sources.article_from_html": article_from_html,
    "sources.article_from_bytes": lambda s: sources.article_from_bytes(_bytes(s)),
    "sources.is_headline": lambda s: document_titles.is_headline(s.partition("\n")[0], s.split("\n")),
    "sources.make_headline": document_titles.make_headline,
    "sources.title_from": document_titles.title_from,
    "sources.mail": lambda s: mail_parser.article_from_mail(_bytes(s)),
    "sources.mail below a header": lambda s: mail_parser.article_from_mail(b"From: a@b\nSubject: S\n" + _bytes(s)),
    "sources.mail text": partial(_mail_body, "plain"),
    "sources.mail html": partial(_mail_body, "html"),
    **{
        f"sources.mail {name}": partial(_mail_header, name)
        for name in ("Subject", "From", "Date", "Content-Type", "Archived-At", "Content-Disposition")
    },
    "sources.mailbox": lambda s: _exhaust(mail_parser.messages_of(_bytes(s).splitlines(keepends=True))),
    "sources.feed": _feed_itself,
    **{
        f"sources.feed {name}": partial(_feed, name)
        for name in ("title", "description", "link", "guid", "pubDate", "author", "category")
    },
    "sources.feed content": partial(_feed, "content:encoded"),
    "sources.json_feed": _json_feed,
    "sources.plain_line": feed_parser.plain_line,
    "dates.parse_date": date_parser.parse_date,
    "sources.feeds_of_page": lambda s: discovery.feeds_of_page(_bytes(s), "http://e.org/"),
    "sources.article_from_entry": lambda s: sources.article_from_entry(
        Entry("f", "g", "http://e.org/a", s[:2000], author=s[:2000], summary=s, content=s + "."), _SOURCE, now=_NOW
    ),
    "sources.article_from_record": lambda s: article_from_record({"title": s, "text": s}),
    "sources.article_from_record html": lambda s: article_from_record({"title": s, "html": s}),
    "sources.is_complete": lambda s: jsonlines.is_complete(_bytes(s)),
    "sources.read_opml": lambda s: read_opml(_bytes(s)),
    "sources.read_urls": lambda s: read_urls(_bytes(s)),
    "sources.canonical": article_urls.canonical,
    "sources.identity": lambda s: article_urls.identity(f"http://e.org/?{s}"),
}

GROUND: dict[str, Function] = {
    "sanitizer.clean_line": sanitizer.clean_line,
    "sanitizer.clean_lines": sanitizer.clean_lines,
    "sanitizer.clean_text": sanitizer.clean_text,
    "sanitizer.hide_login": lambda s: sanitizer.hide_login(f"http://{s}="),
    "sanitizer.absolute": lambda s: sanitizer.absolute(s, "http://e.org/"),
    "sanitizer.absolute with scheme": lambda s: sanitizer.absolute(f"http://{s}"),
    "query.parse": parser.parse,
    "query.tokens": lambda s: list(lexer.tokens(s)),
    "query.plain_words": lambda s: str(nodes.plain_words(s)),
    "query.fold": normalization.fold,
    "query.needle": normalization.needle,
    "query.snippet": _marked,
    "query.moment": lambda s: times.moment(s, _NOW),
    "web.normalize": lambda s: web_addresses.normalize(f"http://e.org/{s}"),
    "web.normalize host": lambda s: web_addresses.normalize(f"http://{s}"),
    "web.max_age": lambda s: conditional_requests.max_age({"Cache-Control": s, "Age": s}),
    "web.retry_after": fetcher._retry_after,
}

RENDER: dict[str, Function] = {
    "render.width_of": text_layout.width_of,
    "render.wrap": lambda s: text_layout.wrap(s, 72),
    "render.wrap wide": lambda s: text_layout.wrap(s, 400),
    "render.wrap narrow": lambda s: text_layout.wrap(s, 2),
    "render.wrap prefixed": lambda s: text_layout.wrap(s, 72, first=s[:20], rest="> "),
    "render.clip": lambda s: text_layout.clip(s, 40),
    "render.cut": lambda s: text_layout.cut(s, 2000),
    "render.cut long": lambda s: text_layout.cut(s, 1_000_000),
    "render.pad": lambda s: text_layout.pad(s, 1_000_000),
    "render.pen": _pieces,
    "render.commonmark escape": commonmark.escape,
    "render.commonmark link": lambda s: commonmark.link(s, f"http://e.org/{s}"),
    "render.markup": markup.coded,
    "render.json": lambda s: json_documents.encode({"text": s}),
    "render.front_matter": lambda s: front_matter(Article("a", "", s, s, s, s)),
    "render.host": lambda s: captions.host(f"http://{s}"),
    "render.record_fields": lambda s: record_fields.table([{"text": s}], ("text",), {"text": "text"}, header=True),
    "render.parse_address": parse_address,
    **{f"render.documents {format}": partial(_documents, format) for format in ("text", "markdown", "json", "jsonl")},
    "tui.printable": styled.printable,
    "tui.styled": lambda s: styled.styled((s, "a"), s).cells,
    "tui.wrap": lambda s: styled.wrap(styled.printable(s), 80, 76),
    "tui.wrap narrow": lambda s: styled.wrap(styled.printable(s), 2, 2),
    "tui.wrap wide": lambda s: styled.wrap(styled.printable(s), 10_000, 10_000),
    "tui.fit": lambda s: styled.fit(styled.styled(s), 40),
    "tui.fit wide": lambda s: styled.fit(styled.styled(s), 10_000),
    "tui.article": _page,
}

READ_TIMES = {
    **dict.fromkeys(("api.summarize_thread", "api.group_articles", "api.brief", "render.commonmark link"), 2),
    **dict.fromkeys(("sources.article_from_entry", "sources.article_from_record"), 2),
    "sources.json_feed": 3,
}
"""Number of times that a function gets its string."""


def bytes_read(function: str, string: str) -> int:
    """Bytes of UTF-8 that a function reads, with markup escaped if the string is the content of a feed."""
    if function.startswith("sources.feed "):
        return len(_bytes(_xml(string))) or len(string)  # a string of controls leaves an empty element
    return len(_bytes(string)) * READ_TIMES.get(function, 1)


FUNCTIONS: dict[str, Function] = {**TEXT, **API, **CLEAN, **SOURCES, **GROUND, **RENDER}

REFUSALS: tuple[type[Exception], ...] = (BriefingError, Refused, ValueError)
"""Exceptions by which a function refuses a string."""
