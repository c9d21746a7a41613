"""Finds the article's body on pages without an `article` element, so that its lists and loose text are kept."""

from __future__ import annotations

from typing import Any

from briefing.clean.markup_limits import Markup

PROSE_CHARS = 80
"""Minimum length of a prose paragraph in code points."""
_SHARE = 0.7
"""Minimum share of a page's prose in the article's body."""
_AROUND = frozenset(("aside", "footer", "form", "header", "nav"))
_TAGS = ("article", "main")
_DECLARED = "boolean(.//*[@itemprop='articleBody' or @role='main' or @role='article'])"


def mark_article_body(tree: Any, markup: Markup, *, is_mail: bool = False) -> None:
    """Wrap the smallest element with most of a page's prose, or all of a mail, in an `article`, in place.

    Pages and mails that have one stay as they are.

    Args:
        tree: lxml tree of the page.
        markup: what it consists of, at most.
        is_mail: whether it is a mail.
    """
    if _has_body(tree, markup):
        return
    body = tree if is_mail else _prose_container(tree)
    if body is None or not isinstance(body.tag, str):
        return
    if body.tag not in ("body", "html"):
        body.tag = "article"
        return
    body = tree.find("body") if body.tag == "html" else body
    if body is not None:
        article = body.makeelement("article")
        article.text, body.text = body.text, None
        article.extend(list(body))
        body.append(article)


def _has_body(tree: Any, markup: Markup) -> bool:
    """Whether a page declares its article's body."""
    if any(tag in markup.tags and tree.find(f".//{tag}") is not None for tag in _TAGS):
        return True
    return not markup.attributes.isdisjoint(("itemprop", "role")) and bool(tree.xpath(_DECLARED))


def _prose_container(tree: Any) -> Any:
    """Lowest element with most of the prose in paragraphs, None if there is none; linear in the tree's size."""
    from lxml import etree

    held: list[int] = [0]
    """Code points of prose within each open element."""
    ended: list[tuple[Any, int]] = []
    """Elements with prose in the order of their end tags: inner ones first."""
    around = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        around += (element.tag in _AROUND) * (1 if event == "start" else -1)
        if event == "start":
            held.append(0)
            continue
        length = held.pop()
        if element.tag == "p" and not around:
            words = len("".join(element.itertext()).strip())
            length = words if words >= PROSE_CHARS else 0
        elif length:
            ended.append((element, length))
        held[-1] += length
    return next((element for element, length in ended if length >= _SHARE * held[0]), None)
