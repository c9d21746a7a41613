"""A line names nobody by a part of a name that only a sentence left out has told in full."""

from __future__ import annotations

from briefing.model import AnnotatedArticle, Article
from briefing.summary import summarize_thread
from briefing.summary.introductions import Cast, are_introduced, casts_of, introduce
from briefing.text import analyse

STORY = (
    "The council of Harwick approved the new bridge on Monday. "
    "Maria Berg, who led the vote for the council, and who has asked for a bridge for nine long years, was pleased. "
    "Berg called the vote a victory for the harbour."
)


def annotated(text: str, title: str = "") -> AnnotatedArticle:
    article = Article.from_text(text, title=title)
    return AnnotatedArticle(article, analyse(article))


def casts(text: str, title: str = "") -> list[Cast]:
    item = annotated(text, title)
    return list(casts_of(item, [(each.start, each.end) for each in item.analysis.sentences]))


def test_part_of_a_name_presumes_who_was_named_in_full_before() -> None:
    assert [(set(cast.introduces), set(cast.presumes)) for cast in casts(STORY)] == [
        (set(), set()),
        ({"Maria Berg"}, set()),
        (set(), {"Maria Berg"}),
    ]


def test_who_stands_in_the_headline_is_known() -> None:
    assert not casts(STORY, "Berg wins vote on bridge")[2].presumes


def test_who_is_first_named_by_a_part_is_known() -> None:
    told = casts("Berg called the vote a victory. Maria Berg led the vote. Berg was pleased with it.")
    assert not told[0].presumes
    assert told[2].presumes == {"Maria Berg"}


def test_only_a_line_before_introduces() -> None:
    introduced: dict[str, int] = {}
    introduce(Cast(introduces=frozenset({"Maria Berg"})), 4, introduced)
    short = Cast(presumes=frozenset({"Maria Berg"}))
    assert are_introduced(short, 5, introduced)
    assert not are_introduced(short, 3, introduced)


def test_thread_does_not_name_who_was_not_introduced() -> None:
    items = [annotated(STORY), annotated("Ships wait before the old bridge of Harwick every day of the week.")]
    short = [line.text for line in summarize_thread(items, 34)]
    assert short
    assert not any(text.startswith("Berg") for text in short)
    whole = [line.text for line in summarize_thread(items, 200)]
    assert any(text.startswith("Berg") for text in whole)
