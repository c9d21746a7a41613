"""Reports that are only a headline, or a headline and a sentence, find those of the same event in another language."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.model import AnnotatedArticle, Article
from briefing.text.analysis import analyse
from briefing.threads.article_groups import group_articles

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


def load(name: str) -> list[list[str]]:
    lines = (Path(__file__).parent / f"{name}.txt").read_text(encoding="utf-8").splitlines()[2:]
    return [line.split("|") for line in lines]


def report(language: str, story: str, title: str, text: str) -> AnnotatedArticle:
    url = f"https://{language}.example/{story}"
    published = NOON + timedelta(minutes=len(title))
    article = Article(
        f"{story} {language}", url, title=title, text=text, outlet=language, published=published, language=language
    )
    return AnnotatedArticle(article, analyse(article))


@pytest.mark.parametrize("batch", [1000, 1])
@pytest.mark.parametrize(("has_sentence", "least"), [(False, 16), (True, 20)])
def test_short_reports_of_one_event_meet_and_look_alikes_do_not(has_sentence: bool, least: int, batch: int) -> None:
    names = "short_reports_in_two_languages", "short_look_alikes_in_two_languages"
    pairs = {f"{name} {number}": pair for name in names for number, pair in enumerate(load(name))}
    items = [
        report(language, story, title, text * has_sentence)
        for story, (english, first, spanish, second) in pairs.items()
        for language, title, text in (("en", english, first), ("es", spanish, second))
    ]
    threads = {id_: thread.id for thread in group_articles(items, batch=batch) for id_ in thread.article_ids}
    joined = [story for story in pairs if threads[f"{story} en"] == threads[f"{story} es"]]
    assert len([story for story in joined if story.startswith(names[0])]) >= least
    assert [story for story in joined if story.startswith(names[1])] == []
