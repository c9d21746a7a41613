"""Parses pages to lxml trees, as trafilatura does, and surveys them in passing.

trafilatura removes invalid characters by a regular expression and parses decoded text, which takes twice as long.
"""

from __future__ import annotations

import functools
import re
from typing import Any

from briefing.clean.markup_limits import Markup, limit_markup, survey_and_limit
from briefing.sanitizer import replace_surrogates

_INVALID = bytes((*range(9), 11, 12, *range(14, 32)))
"""Controls that XML forbids."""
_HEAD_BYTES = 4096
_UNREAD = ("aside", "footer", "script", "svg")
_WIDGETS = frozenset(("audio", "button", "canvas", "embed", "iframe", "img", "input", "label", "select", "source")) | {
    "textarea",
    "video",
}
_AROUND = ("figure", "menu", "nav", "noscript")
READ = frozenset(
    ("alttext", "aria-hidden", "class", "colspan", "data-component", "data-lp-replacement-content", "data-preloaded")
) | {"display", "encoding", "href", "id", "itemprop", "lang", "role", "rowspan", "style", "type"}
"""Attributes by which trafilatura decides what to extract, and the addresses of links."""
_DOCTYPE = re.compile(rb"< ?! ?doctype[^>\n]*/[^<>\n]*>", re.IGNORECASE)
"""Document type with a slash, as that of XHTML, which libxml2 may take for the end of an element."""
_CLOSED_ROOT = re.compile(rb"<html[^\n]*/>\s", re.IGNORECASE)


def parse_page(html: bytes | str) -> tuple[Any, Markup]:
    """lxml tree of a page within the limits of `markup_limits`, None if it has none; and what it consists of."""
    markup = None
    if isinstance(html, str):
        markup, body = survey_and_limit(_valid(html))
        tree = _parse(body)
    else:
        from trafilatura import load_html

        tree = load_html(limit_markup(html))
    return tree, markup or (Markup(0) if tree is None else Markup.of(tree))


def drop_widgets(tree: Any) -> None:
    """Remove what is never text of an article: navigation, pictures, parts of forms, in place.

    trafilatura skips them too, but copies the tree several times before. Those with paragraphs or tables may
    stay, since it falls back on these where it finds no article.
    """
    from lxml import etree

    etree.strip_elements(tree, *_WIDGETS, with_tail=False)
    for element in list(tree.iter(_AROUND)):
        if next(element.iter("p", "table"), None) is None and element.getparent() is not None:
            element.drop_tree()


def drop_unread(tree: Any) -> None:
    """Remove elements that trafilatura skips whatever it extracts, in place.

    Linked data stays, which may hold the text.
    """
    from lxml import etree

    data = [(each.text, each.get("type")) for each in tree.iter("script") if "ld+json" in (each.get("type") or "")]
    etree.strip_elements(tree, *_UNREAD, with_tail=False)
    for head in tree.iterchildren("head"):
        etree.strip_elements(head, "link", "meta", with_tail=False)
    for text, kind in data:
        etree.SubElement(tree, "script", type=kind).text = text


def drop_attributes(tree: Any, markup: Markup) -> None:
    """Remove attributes that neither decide what trafilatura extracts nor locate links, in place."""
    from lxml import etree

    etree.strip_attributes(tree, *(markup.attributes - READ))


def _valid(html: str) -> bytes:
    """HTML in UTF-8 without invalid characters."""
    if "\ufffe" in html or "\uffff" in html:
        html = html.replace("\ufffe", "").replace("\uffff", "")
    try:
        body = html.encode("utf-8")
    except UnicodeEncodeError:
        body = replace_surrogates(html).encode("utf-8")
    return body.translate(None, _INVALID)


def _parse(body: bytes) -> Any:
    from lxml import etree, html
    from trafilatura import load_html

    start = body[:50].lower()
    if b"html" not in start or _CLOSED_ROOT.search(body, 0, _HEAD_BYTES):
        return load_html(body.decode("utf-8"))
    if b"doctype" in start:
        body = _DOCTYPE.sub(b"", body, count=1)
    try:
        return html.fromstring(body, parser=_parser())
    except (etree.LxmlError, ValueError):
        return None


@functools.cache
def _parser() -> Any:
    """trafilatura's parser, but all elements are of one class: lxml's choice of one runs Python for each element."""
    from lxml import etree, html

    parser = html.HTMLParser(
        collect_ids=False, default_doctype=False, encoding="utf-8", remove_comments=True, remove_pis=True
    )
    parser.set_element_class_lookup(etree.ElementDefaultClassLookup(element=html.HtmlElement))
    return parser
