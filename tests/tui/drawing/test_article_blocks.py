from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Analysis, AnnotatedArticle, Article, Quote, Sentence, ThreadState
from briefing.tui.drawing.article_blocks import MAX_LINES, article_blocks
from briefing.tui.drawing.attributions import PageContext
from briefing.tui.drawing.page_layout import Block, Place
from tests.tui.library import CALL, NOW, TALKS, linked

SETTING = PageContext(NOW, UTC)


def styled_as(blocks: tuple[Block, ...], style: str) -> str:
    return "|".join(t for b in blocks for p in b.paragraphs for t, names in p.text.runs() if style in names)


def test_the_head_tells_title_outlet_time_and_address() -> None:
    blocks = article_blocks(CALL, TALKS, SETTING)
    assert [b.paragraphs[0].text.text for b in blocks[:3]] == [
        "Presidents mend fences in a call",
        "BBC World ·\xa010:30",
        "https://news.example/call",
    ]


def test_sentences_of_the_summary_quotes_and_headings_stand_out() -> None:
    blocks = article_blocks(CALL, TALKS, SETTING)
    assert "The two presidents spoke by telephone on Saturday." in styled_as(blocks, "summary")
    assert "Trade and migration" not in styled_as(blocks, "summary")
    assert styled_as(blocks, "said") == "It was a good and long talk,"
    assert styled_as(blocks, "subheading") == "A call after weeks of silence|What comes next"


def test_news_stand_out_once_the_thread_was_read() -> None:
    seen = replace(TALKS, lead=(), thread=replace(TALKS.thread, state=ThreadState(read_until=NOW)))
    assert styled_as(article_blocks(CALL, seen, SETTING), "summary").startswith("The two presidents")
    assert styled_as(article_blocks(CALL, replace(TALKS, lead=()), SETTING), "summary") == ""


def test_the_words_one_came_for_stand_out() -> None:
    start = CALL.article.text.index("He invited")
    blocks = article_blocks(CALL, TALKS, SETTING, Place(CALL.article.id, start, start + 10))
    assert styled_as(blocks, "target") == "He invited"


def test_doubtful_quotes_do_not_stand_out() -> None:
    doubtful = replace(CALL, analysis=replace(CALL.analysis, quotes=(Quote(0, 9, confidence=0.4),)))
    assert styled_as(article_blocks(doubtful, None, SETTING), "said") == ""


def test_every_paragraph_knows_where_it_stands() -> None:
    paragraphs = [block.paragraphs[0] for block in article_blocks(CALL, TALKS, SETTING)[3:]]
    placed = [each for each in paragraphs if each.offset >= 0]
    assert placed
    for paragraph in placed:
        shown = paragraph.text.text
        for at, length in reversed(paragraph.notes):
            shown = shown[:at] + shown[at + length :]
        assert CALL.article.text[paragraph.offset :].startswith(shown)


def test_links_are_numbered_behind_their_words_and_listed() -> None:
    blocks = article_blocks(CALL, TALKS, SETTING)
    texts = [p.text.text for b in blocks for p in b.paragraphs]
    assert any("It was their first call[1] since the dispute began." in text for text in texts)
    assert texts[-3:] == ["Links", "[1] https://news.example/dispute", "[2] https://places.example/panama"]
    assert styled_as(blocks, "anchor") == "first call|Panama"


def test_an_address_has_one_number() -> None:
    item = linked(CALL, {"Both": "https://a.example", "envoys": "https://b.example", "agenda": "https://a.example"})
    text = " ".join(p.text.text for b in article_blocks(item, None, SETTING) for p in b.paragraphs)
    assert "Both[1] sides agreed to send envoys[2]" in text and "agenda[1]" in text
    assert text.endswith("Links [1] https://a.example [2] https://b.example")


def test_words_one_came_for_are_found_behind_links() -> None:
    text = CALL.article.text
    start = text.index("since the dispute")
    blocks = article_blocks(CALL, None, SETTING, Place(CALL.article.id, start, start + 5))
    assert styled_as(blocks, "target") == "since"
    (paragraph,) = [p for b in blocks for p in b.paragraphs if p.offset == 0]
    shown = paragraph.text.text
    assert [paragraph.in_article(shown.index(word)) for word in ("It was", "first", "since", "began")] == [
        text.index(word) for word in ("It was", "first", "since", "began")
    ]
    assert paragraph.in_article(shown.index("[1]") + 1) == text.index(" since")


def test_marks_that_cross_paragraphs_are_drawn_in_each() -> None:
    item = AnnotatedArticle(Article("a", "", "T", "one\n\ntwo"), Analysis("a", quotes=(Quote(1, 7),)))
    assert styled_as(article_blocks(item, None, SETTING), "said") == "ne|tw"


def test_an_article_without_text_says_so() -> None:
    bare = AnnotatedArticle(Article("a", "", "", " \n "), Analysis("a"))
    texts = [b.paragraphs[0].text.text for b in article_blocks(bare, None, SETTING)]
    assert texts[0] == "Untitled"
    assert texts[-1].startswith("There is no text")


@given(st.text(), st.lists(st.tuples(st.integers(-5, 40), st.integers(-5, 40))))
def test_no_text_and_no_marks_are_too_odd(text: str, spans: list[tuple[int, int]]) -> None:
    analysis = Analysis(
        "a", tuple(Sentence(a, b, kind="heading") for a, b in spans), quotes=tuple(Quote(a, b) for a, b in spans)
    )
    blocks = article_blocks(AnnotatedArticle(Article("a", "", text, text), analysis), TALKS, SETTING)
    assert all(list(p.text.runs()) is not None for b in blocks for p in b.paragraphs)


def test_a_long_article_with_many_marks_is_drawn_in_time() -> None:
    text = "\n".join(["word " * 20] * 5_000)
    quotes = tuple(Quote(n * 10, n * 10 + 5) for n in range(len(text) // 10))
    item = AnnotatedArticle(Article("a", "", "T", text), Analysis("a", quotes=quotes))
    assert len(article_blocks(item, None, SETTING)) == 5_002


def test_lines_beyond_the_limit_are_counted() -> None:
    text = "a line\n" * (MAX_LINES + 20)
    item = AnnotatedArticle(Article.from_text(text), Analysis(""))
    lines = [paragraph.text.text for block in article_blocks(item, None, SETTING) for paragraph in block.paragraphs]
    assert lines.count("a line") == MAX_LINES
    assert "20 more lines: export the article to read them" in lines[-2:]
