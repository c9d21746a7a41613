"""What holds for every text."""

from __future__ import annotations

import gzip
import json
import subprocess
import sys
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import AnnotatedArticle, Line
from briefing.summary.standalone import is_half_quotation
from briefing.summary.summarizer import METHODS, summarize_article, summarize_thread
from briefing.text.sentence_splitter import split_sentences
from tests.conftest import SHARED_EVAL, examples
from tests.summary.factories import report

PIECES = st.sampled_from(
    [
        *("The council approved the bridge.", "However, he said no.", '"Yes,', 'it is."', "'", "Who knows?", "\n"),
        *('"We will build the bridge of Harwick.', 'It has to be open by the spring," the mayor said.', "“We", "”"),
        *("LONDON (AP) — ", "(CNN) ", "Read more: here", "He left the city on Monday with his old friends.", "’"),
        *("Ten million people in Norland voted for the new parliament on Sunday.", "word", "1.", "A" * 300, "日本。"),
        *("\u202e", "\x1b[31m", "\n\n"),
    ]
)
TEXTS = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=30).map(" ".join))


def check(lines: list[Line], items: list[AnnotatedArticle], words: int) -> None:
    by_id = {item.article.id: item.article.text for item in items}
    for line in lines:
        assert line.text and line.text == line.text.strip()
        assert by_id[line.source.article_id][line.source.start : line.source.end] == line.text
    assert sum(len(line.text.split()) for line in lines) <= words or len(lines) == 1
    spans = [(line.source.article_id, line.source.start, line.source.end) for line in lines]
    assert len(spans) == len(set(spans))


def check_quotations(lines: list[Line], items: list[AnnotatedArticle]) -> None:
    """No line begins or ends inside quotation marks."""
    by_id = {item.article.id: item.article.text for item in items}
    for line in lines:
        assert not is_half_quotation(line.text)
        paragraph = by_id[line.source.article_id][: line.source.start].rpartition("\n")[2]
        behind = by_id[line.source.article_id][line.source.start :].partition("\n")[0]
        if (paragraph + behind).count('"') % 2 == 0:
            assert paragraph.count('"') % 2 == 0
        if "„" not in paragraph:
            assert paragraph.count("“") <= paragraph.count("”")


@given(TEXTS, st.integers(1, 100))
def test_article_lines_are_verbatim_in_order_and_in_budget(text: str, words: int) -> None:
    item = report(text)
    lines = summarize_article(item, words)
    check(lines, [item], words)
    check_quotations(lines, [item])
    places = [(line.source.start, line.source.end) for line in lines]
    assert all(before[1] <= after[0] for before, after in pairwise(places))
    assert lines == summarize_article(item, words)


@given(st.lists(TEXTS, max_size=5), st.integers(1, 100))
def test_thread_lines_are_verbatim_in_order_and_in_budget(texts: list[str], words: int) -> None:
    items = [report(text, hour=hour) for hour, text in enumerate(texts)]
    lines = summarize_thread(items, words)
    check(lines, items, words)
    check_quotations(lines, items)
    assert lines == summarize_thread(items, words)


@examples(10, soak=160)
@given(st.lists(TEXTS, min_size=1, max_size=3), st.sampled_from(METHODS))
def test_sumy_methods_take_any_text_without_a_warning(texts: list[str], method: str) -> None:
    items = [report(text, hour=hour) for hour, text in enumerate(texts)]
    check(summarize_thread(items, 40, method), items, 40)


def test_own_article_method_loads_neither_sumy_nor_nltk() -> None:
    code = (
        "import sys; from tests.summary.factories import report; "
        "from briefing.summary.summarizer import summarize_article; "
        "summarize_article(report('The council approved the bridge over the river on Monday.')); "
        "sys.exit('sumy' in sys.modules or 'nltk' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_own_methods_are_sumy_summarizers() -> None:
    from sumy.parsers.plaintext import PlaintextParser

    from briefing.summary.sumy_adapter import ArticleSummarizer, ThreadSummarizer, WordTokenizer

    text = "The council of Harwick approved the bridge on Monday. The bridge will cost the council ten million. " * 2
    document = PlaintextParser.from_string(text, WordTokenizer()).document
    for summarizer in (ArticleSummarizer(), ThreadSummarizer()):
        assert [str(each) for each in summarizer(document, 1)] == [text.split(". ")[0] + "."]


@pytest.mark.skipif(not SHARED_EVAL.exists(), reason="the evaluation data is not here")
def test_summaries_of_real_articles_share_more_with_people_than_the_end_of_the_articles() -> None:
    with gzip.open(SHARED_EVAL / "data" / "summaries.jsonl.gz", "rt", encoding="utf-8") as rows:
        sample = [json.loads(row) for row in rows][:20]

    def recall(told: str, row: dict[str, list[str]]) -> float:
        words = set(told.lower().split())
        return sum(len(words & set(ref.lower().split())) / len(set(ref.lower().split())) for ref in row["refs"])

    ours = lead = 0.0
    for row in sample:
        text = row["docs"][0]["text"]
        ours += recall(" ".join(line.text for line in summarize_article(report(text), 60)), row)
        lead += recall(text[split_sentences(text)[0].start : split_sentences(text)[0].end], row)
    assert ours > lead
