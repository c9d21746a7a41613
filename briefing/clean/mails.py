"""Converts the HTML of mails to lines: layout tables unwrapped, menus and hidden text removed."""

from __future__ import annotations

from briefing.clean.article_body import mark_article_body
from briefing.clean.fragments import MAX_CHARS, html_to_text
from briefing.clean.link_lists import drop_link_rows
from briefing.clean.markup_limits import Markup, limit_markup
from briefing.clean.pages import clean_page
from briefing.clean.visibility import drop_hidden

ARTICLE_SHARE = 0.9
"""Minimum share of a mail's words in the extracted article; with less, the whole mail is kept."""


def mail_lines(html: str) -> list[str]:
    """Blocks of a mail, one a line: those of the extracted article, or all if the extraction loses words."""
    html = _as_article(limit_markup(html[:MAX_CHARS]))
    lines = [line for line in html_to_text(html).split("\n") if line]
    article = [line for line in clean_page(html, details=False).text.split("\n") if line]
    return article if _words(article) > ARTICLE_SHARE * _words(lines) else lines


def _as_article(html: str) -> str:
    from lxml import etree
    from trafilatura import load_html

    tree = load_html(html)
    if tree is None:
        return html
    markup = Markup.of(tree)
    drop_hidden(tree, markup)
    drop_link_rows(tree)
    mark_article_body(tree, markup, is_mail=True)
    return str(etree.tostring(tree, encoding="unicode", method="html"))


def _words(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)
