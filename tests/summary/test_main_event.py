"""Which sentence opens the summary of a story, and what follows it; all stories are invented."""

from __future__ import annotations

import pytest

from briefing.model import AnnotatedArticle
from briefing.summary.summarizer import summarize_thread
from tests.summary.factories import analysed, texts

TALKS_WILL = "Ministers of Norland and Arvik will meet in Geneva on Tuesday for a second round of talks on the dam."
TALKS_ENDED = "Talks between Norland and Arvik on the dam ended in Geneva on Tuesday without a treaty."
TALKS_OVER = "A second round of talks on the dam ended in Geneva without a treaty, the minister of Arvik said."
HIRED = "The government of Norland hired nine engineers to measure the water of the valley."
PROTEST = "Farmers of the valley blocked the road to the dam with forty tractors on Sunday."


def opens(*items: AnnotatedArticle, asides: tuple[str, ...] = ()) -> str:
    return texts(summarize_thread(items, 100, asides=asides))[0]


def test_newest_report_opens_and_earlier_days_follow_oldest_first() -> None:
    protest = analysed(PROTEST, title="Farmers block road to dam", hour=0)
    hired = analysed(HIRED, title="Norland hires engineers", hour=20)
    ended = analysed(TALKS_ENDED, title="Talks on dam end without treaty", hour=48)
    lines = summarize_thread([protest, hired, ended], 100)
    assert [(line.text, line.part) for line in lines] == [
        (TALKS_ENDED, "in_short"),
        (PROTEST, "before"),
        (HIRED, "before"),
    ]
    assert summarize_thread([ended, hired, protest], 100) == lines
    assert len(summarize_thread([protest, hired, ended], 100, most_before=1)) == 2


def test_what_belongs_to_the_event_comes_before_what_led_to_it() -> None:
    toll = "Engineers of Arvik said that the water of the dam would reach the old bridge within nine days."
    lines = summarize_thread(
        [
            analysed(PROTEST, title="Farmers block road to dam", hour=0),
            analysed(TALKS_ENDED, title="Talks on dam end without treaty", hour=40),
            analysed(toll, title="Water of dam rises", hour=36),
        ],
        100,
    )
    assert [(line.text, line.part) for line in lines] == [
        (TALKS_ENDED, "in_short"),
        (toll, "in_short"),
        (PROTEST, "before"),
    ]


def test_preview_does_not_open_once_the_event_has_happened() -> None:
    ended = analysed(TALKS_ENDED, title="Talks on dam end without treaty", hour=9)
    for hour in (0, 8, 9):
        assert (
            opens(analysed(TALKS_WILL, title="Second round of talks on dam in Geneva", hour=hour), ended) == TALKS_ENDED
        )


def test_preview_opens_while_nothing_has_happened() -> None:
    protest = analysed(PROTEST, title="Farmers block road to dam", hour=0)
    assert opens(protest, analysed(TALKS_WILL, title="Talks on dam in Geneva", hour=9)) == TALKS_WILL


def test_event_that_many_outlets_report_opens_before_a_single_later_comment() -> None:
    deaths = [
        "The singer Ana Duarte has died in Harwick at the age of 81, her family said.",
        "Ana Duarte, the singer of Silver Rain, died on Monday in Harwick at 81.",
        "Singer Ana Duarte died at the age of 81 after a long illness, her family said on Monday.",
    ]
    items = [
        analysed(text, title=title, hour=hour)
        for hour, (text, title) in enumerate(
            zip(
                deaths,
                ("Ana Duarte dies at 81", "Singer Ana Duarte dies", "Ana Duarte, singer, dies at 81"),
                strict=True,
            )
        )
    ]
    flowers = analysed(
        "Fans laid flowers at the old theatre of Harwick all night.", title="Flowers for a voice", hour=16
    )
    assert opens(*items, flowers) in deaths


def test_article_that_is_no_report_does_not_open() -> None:
    ended = analysed(TALKS_ENDED, title="Talks on dam end without treaty", hour=0)
    opinion = analysed(
        "The talks on the dam ended without a treaty because Norland never wanted one.", title="Why talks fail", hour=3
    )
    assert opens(ended, opinion, asides=(opinion.article.id,)) == TALKS_ENDED


def test_look_back_and_dependent_sentence_do_not_open() -> None:
    look_back = "The dam above Harwick was planned in 1994 and has divided the two countries ever since."
    title = "Talks on dam end without treaty"
    assert opens(analysed(f"{look_back} {TALKS_ENDED}", title=title, hour=1), analysed(PROTEST, hour=0)) == TALKS_ENDED
    dependent = "The minister sent a letter to the farmers. The letter was published on Tuesday by a paper of Arvik."
    first = opens(analysed(dependent, title="Minister writes to farmers", hour=1), analysed(PROTEST, hour=0))
    assert first == "The minister sent a letter to the farmers."


def test_captions_do_not_push_the_first_sentence_back() -> None:
    captions = (
        "Minister Ana Ruiz (L) waves to farmers. Minister Ana Ruiz (R) leaves the hall. Farmers (C) wait outside."
    )
    text = f"{captions} {TALKS_ENDED}"
    assert opens(analysed(text, title="Talks on dam end", hour=1), analysed(PROTEST, hour=0)) == TALKS_ENDED


def test_sentence_that_names_nobody_does_not_open() -> None:
    police = "Police said in a statement that they had arrested a man in his sixties on suspicion of fraud on Monday."
    arrest = "The singer Rolf Berger has been arrested by police on suspicion of fraud."
    items = [analysed(police, title="Rolf Berger arrested", hour=2), analysed(arrest, title="Singer arrested", hour=0)]
    assert opens(*items) == arrest


def test_sentence_that_cannot_be_read_at_a_glance_does_not_open() -> None:
    long = TALKS_ENDED[:-1] + ", while " + "the delegations of the valley waited in the rain and " * 5 + "went home."
    assert (
        opens(analysed(long, title="Talks on dam end", hour=1), analysed(TALKS_OVER, title="Talks end", hour=0))
        == TALKS_OVER
    )


def test_undated_articles_are_decided_by_agreement() -> None:
    from dataclasses import replace

    items = [analysed(text, hour=hour) for hour, text in enumerate((PROTEST, TALKS_ENDED, TALKS_OVER))]
    undated = [replace(item, article=replace(item.article, published=None, fetched=None)) for item in items]
    lines = summarize_thread(undated, 100)
    assert lines[0].text in (TALKS_ENDED, TALKS_OVER)
    assert {line.part for line in lines} == {"in_short"}


def test_teaser_without_full_stop_is_told() -> None:
    teaser = TALKS_ENDED[:-1]
    assert (
        opens(analysed(teaser, title="Talks on dam end without treaty", hour=30), analysed(PROTEST, hour=0)) == teaser
    )
    short = "Farmers of the valley have blocked the dam"
    assert short in texts(summarize_thread([analysed(TALKS_ENDED, hour=0), analysed(short, hour=1)], 100))


@pytest.mark.parametrize(
    "text",
    [
        "Ministers of Norland will meet on the",  # truncated without a mark
        "The valley of the old dam above Harwick",  # no verb
        "The dam is full. Ministers of Norland have met in the old town hall of",
    ],
)
def test_truncated_teaser_and_label_are_not_told(text: str) -> None:
    lines = texts(summarize_thread([analysed(TALKS_ENDED, hour=0), analysed(text, hour=1)], 100))
    assert text.rpartition(". ")[2] not in lines
