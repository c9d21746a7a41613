from __future__ import annotations

from briefing.model import Article
from briefing.text.analysis import analyse
from briefing.text.names.entities import find_names
from briefing.text.quotes import extract_quotes
from briefing.text.sentence_splitter import split_sentences


def test_every_annotation_carries_the_id_of_its_article(seed_text: str) -> None:
    article = Article.from_text(seed_text, title="Trump and Petro Hold First Call")
    analysis = analyse(article)
    assert analysis.article_id == article.id
    assert {each.article_id for each in analysis.sentences} == {article.id}
    assert {each.article_id for each in analysis.quotes} == {article.id}
    assert analysis.terms.title
    assert analysis.terms.body


def test_the_parts_are_what_each_function_finds(seed_text: str) -> None:
    analysis = analyse(Article.from_text(seed_text, title="A Call"))
    assert [each.start for each in analysis.sentences] == [each.start for each in split_sentences(seed_text)]
    assert list(analysis.names) == find_names(seed_text, "A Call")
    assert [each.start for each in analysis.quotes] == [each.start for each in extract_quotes(seed_text, "A Call")]


def test_an_article_without_text_has_an_empty_analysis() -> None:
    analysis = analyse(Article.from_text(""))
    assert (analysis.sentences, analysis.names, analysis.quotes) == ((), (), ())
