"""Extracts the text of elements matched by a CSS selector, for sites where extraction fails."""

from __future__ import annotations

from briefing.clean.fragments import html_to_text


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
