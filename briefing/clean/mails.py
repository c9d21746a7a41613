"""Converts the HTML of mails to lines, without layout tables, menus and hidden text; finds the web version."""

from __future__ import annotations

from collections.abc import Container
from dataclasses import dataclass

from briefing.clean.article_body import mark_article_body
from briefing.clean.fragments import MAX_CHARS, html_to_text
from briefing.clean.link_lists import drop_link_rows
from briefing.clean.markup_limits import Markup, limit_markup
from briefing.clean.pages import clean_page
from briefing.clean.visibility import drop_hidden
from briefing.clean.web_versions import tree_web_version

ARTICLE_SHARE = 0.9
"""Minimum share of a mail's words in the extracted article; with less, the whole mail is kept."""


@dataclass(frozen=True, slots=True)
class MailBody:
    """The HTML part of a mail."""

    lines: list[str]
    """Its blocks."""
    web_version: str = ""
    """Address of the same in the web; empty if the mail names none."""


def read_mail_body(html: str, excluded: Container[str] = ()) -> MailBody:
    """Blocks of a mail, one a line: those of the extracted article, or all if the extraction loses or joins any.

    Args:
        html: the part.
        excluded: addresses that are not the web version, as those that unsubscribe.
    """
    html, web_version = _as_article(limit_markup(html[:MAX_CHARS]), excluded)
    lines = [line for line in html_to_text(html).split("\n") if line]
    article = [line for line in clean_page(html, details=False).text.split("\n") if line]
    is_joined = len(article) == 1 and article[0] not in lines  # as trafilatura gives short texts
    is_whole = _words(article) > ARTICLE_SHARE * _words(lines)
    return MailBody(article if is_whole and not is_joined else lines, web_version)


def _as_article(html: str, excluded: Container[str]) -> tuple[str, str]:
    """The HTML within an `article`, and the address of the web version."""
    from lxml import etree
    from trafilatura import load_html

    tree = load_html(html)
    if tree is None:
        return html, ""
    markup = Markup.of(tree)
    drop_hidden(tree, markup)
    web_version = tree_web_version(tree, excluded)
    drop_link_rows(tree)
    mark_article_body(tree, markup, is_mail=True)
    return str(etree.tostring(tree, encoding="unicode", method="html")), web_version


def _words(lines: list[str]) -> int:
    return sum(len(line.split()) for line in lines)
