"""Combines all annotations of one article."""

from __future__ import annotations

from dataclasses import replace

from briefing.model import Analysis, AnnotatedArticle, Article
from briefing.text.languages import language_of
from briefing.text.names.entities import LONGEST_TEXT, find_names
from briefing.text.quotes import extract_quotes
from briefing.text.sentence_splitter import split_sentences
from briefing.text.terms import make_terms


def analyse(article: Article) -> Analysis:
    """All annotations of `article`; their offsets are into `article.text`. A change raises `briefing.text.ANALYSIS`.

    Includes doubtful quotes, which callers filter by confidence, the turns of dialogues, and quotes inside quotes.
    """
    text, title = article.text, article.title
    language = language_of(article)
    names = find_names(text, title)
    return Analysis(
        article.id,
        sentences=tuple(split_sentences(text, language, article.id)),
        names=tuple(names),
        quotes=tuple(
            replace(each, article_id=article.id)
            for each in extract_quotes(text, title, doubtful=True, turns=True, inner=True)
        ),
        terms=make_terms(title, text[:LONGEST_TEXT], names, language),
    )


def count_terms(item: AnnotatedArticle) -> AnnotatedArticle:
    """`item` with its terms counted again, as by `analyse`."""
    article, names = item.article, item.analysis.names
    terms = make_terms(article.title, article.text[:LONGEST_TEXT], names, language_of(article))
    return replace(item, analysis=replace(item.analysis, terms=terms))
