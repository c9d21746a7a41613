"""The public functions, all in memory."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import briefing
from briefing import Article
from briefing.config import Config, DailyConfig
from briefing.errors import SourceError, UsageError
from tests.table import table

DAY = datetime(2026, 1, 7, tzinfo=UTC)


def other() -> Article:
    text = "A strong earthquake struck the coast of Peru near Arequipa early on Monday. Rescue teams set out at dawn."
    return Article.from_text(text, title="Strong earthquake strikes Peru", published=DAY, outlet="Coast Radio")


def call(seed_text: str) -> Article:
    return Article.from_text(seed_text, title="Trump and Petro speak", published=DAY, url="https://example.org/call")


def test_sentences_are_spans_of_the_text(seed_text: str) -> None:
    sentences = briefing.split_sentences(seed_text)
    assert len(sentences) > 15
    assert all(seed_text[s.start : s.end].strip() == seed_text[s.start : s.end] != "" for s in sentences)


def test_quotes_are_spans_with_speakers(seed_text: str) -> None:
    quotes = briefing.extract_quotes(seed_text)
    assert [seed_text[q.start : q.end].rstrip(".,") for q in quotes][:2] == ["good and positive", "Great Honor"]
    assert [q.speaker for q in quotes].count("Gustavo Petro") == 2


def test_stories_are_separated(seed_text: str) -> None:
    articles = [call(seed_text), other()]
    threads = briefing.group_articles(articles)
    assert sorted(id_ for thread in threads for id_ in thread.article_ids) == sorted(a.id for a in articles)
    assert len(threads) == 2


def test_same_article_twice_is_one(seed_text: str) -> None:
    (thread,) = briefing.group_articles([call(seed_text), call(seed_text)])
    assert len(thread.article_ids) == 1


def test_articles_are_grouped_at_once_or_one_by_one(seed_text: str) -> None:
    articles = [call(seed_text), other()]
    assert briefing.group_articles(articles, batch=1) == briefing.group_articles(articles)
    with pytest.raises(UsageError, match="batch must be 1 or more, not 0"):
        briefing.group_articles(articles, batch=0)


@table("batch", [None, "5", 2.5, True, 0, -1])
def test_batch_is_a_whole_number(batch: object) -> None:
    with pytest.raises(UsageError, match=f"batch must be .*, not {re.escape(repr(batch))}$"):
        briefing.group_articles([other()], batch=batch)  # type: ignore[arg-type]


@table(
    "articles, named",
    [
        (None, "an iterable of briefing.Article, not NoneType"),
        (7, "an iterable of briefing.Article, not int"),
        (["x"], "of the type briefing.Article, not str"),
        ([other(), None], "of the type briefing.Article, not NoneType"),
    ],
)
@table("use", [briefing.group_articles, briefing.summarize_thread, briefing.brief])
def test_only_articles_are_taken(use: Callable[[object], object], articles: object, named: str) -> None:
    with pytest.raises(UsageError, match=f"articles must be {named}$"):
        use(articles)


def test_titles_and_outlets_have_no_control_characters() -> None:
    hostile = replace(
        other(), title="\x1b[31mQuake\u202e hits\x00 Peru\n", outlet="Coast\x07 Radio\u2066", author="Ana\x1b[0m"
    )
    (thread,) = briefing.group_articles([hostile])
    assert thread.title == "Quake hits Peru"
    (made,) = briefing.brief([hostile], now=DAY).briefs
    assert {(a.title, a.outlet) for a in made.articles} == {("Quake hits Peru", "Coast Radio")}


def test_summaries_are_verbatim(seed_text: str) -> None:
    lines = briefing.summarize_article(seed_text, words=60)
    assert lines
    assert all(line.text == seed_text[line.source.start : line.source.end] for line in lines)
    articles = [call(seed_text), other()]
    texts = {article.id: article.text for article in articles}
    for line in briefing.summarize_thread(articles, words=80):
        assert texts[line.source.article_id][line.source.start : line.source.end] == line.text


def test_page_is_cleaned() -> None:
    told = "The ministers of both countries met on Monday to speak about the railway line across the border. " * 5
    page = f"<html><body><nav>Home</nav><article><h1>Ministers meet</h1><p>{told}</p></article></body></html>"
    article = briefing.clean_page(page, "https://example.org/a")
    assert "railway line" in article.text
    assert "Home" not in article.text


def test_whole_path(seed_text: str) -> None:
    made = briefing.brief([call(seed_text), other()], now=DAY + timedelta(hours=1))
    assert len(made.briefs) == 2
    assert made.since is None
    quotes = [quote for brief in made.briefs for quote in brief.quotes]
    assert {quote.speaker for quote in quotes} >= {"Donald Trump", "Gustavo Petro"}
    assert all(line.text in (seed_text, other().text)[0] + other().text for b in made.briefs for line in b.lead)


def test_limit_is_that_of_the_configuration_unless_given(seed_text: str) -> None:
    articles = [call(seed_text), other()]
    assert len(briefing.brief(articles, config=Config(daily=DailyConfig(limit=1))).briefs) == 1
    assert len(briefing.brief(articles, limit=1).briefs) == 1


@table("text", ["", " ", "\n\n", "word", '"', "\ud800"])
def test_any_text_is_taken(text: str) -> None:
    briefing.split_sentences(text)
    briefing.extract_quotes(text)
    briefing.summarize_article(text)
    briefing.brief([Article.from_text(text)])


def test_empty_input_gives_empty_results() -> None:
    assert briefing.group_articles([]) == []
    assert briefing.summarize_thread([]) == []
    assert briefing.brief([]).briefs == ()


def test_times_without_zone_are_taken_for_utc() -> None:
    naive = Article.from_text("Something happened.", published=datetime(2026, 1, 1))
    assert briefing.brief([naive, other()], now=DAY).briefs


def test_import_costs_nothing() -> None:
    code = "import briefing, sys; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert not {"briefing.model", "numpy", "sumy", "trafilatura", "nupunkt", "dataclasses"} & set(loaded)


def test_articles_are_read_from_files_bytes_and_streams(tmp_path: Path, seed_text: str) -> None:
    path = tmp_path / "two.jsonl"
    path.write_text(json.dumps({"title": "Call", "text": seed_text}) + "\noops\n")
    failures: list[str] = []
    (article,) = briefing.read_articles(path, on_failure=lambda failure: failures.append(failure.reason))
    assert failures and failures[0].startswith("line 2: ")
    assert len(briefing.summarize_article(article, sentences=1)) == 1
    assert list(briefing.read_articles(path.read_bytes(), on_failure=lambda failure: None)) == [article]
    assert [same.title for same in briefing.read_articles(str(path), on_failure=lambda failure: None)] == [
        article.title
    ]
    with path.open("rb") as stream, pytest.raises(SourceError, match="line 2"):
        list(briefing.read_articles(stream))
