"""Which sentence opens the summary of a story, and what follows it; all stories are invented."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

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


RULED = (
    ("The high court of Norland ruled on Monday that the old dam above Harwick must close.", "Court closes dam"),
    ("Judges of the high court ordered the closing of the dam above Harwick on Monday.", "High court closes dam"),
    ("The dam above Harwick must close within a year, the high court ruled.", "Dam must close, court rules"),
)
FOLLOW_UP = ("The party of the mayor of Sudria will stand in the spring, it said on Tuesday.", "Sudria party to stand")
APPEAL = ("The high court of Norland suspended the closing of the dam on Tuesday.", "Court suspends closing of dam")


def reports(*stories: tuple[str, str], hours: Sequence[int], outlets: Sequence[str] = ()) -> list[AnnotatedArticle]:
    items = [analysed(text, title=title, hour=hour) for (text, title), hour in zip(stories, hours, strict=True)]
    return [
        replace(item, article=replace(item.article, outlet=outlet)) if outlet else item
        for item, outlet in zip(items, outlets or [""] * len(items), strict=True)
    ]


def test_single_follow_up_on_another_matter_does_not_open() -> None:
    agreed = [text for text, _ in RULED]
    assert opens(*reports(*RULED, FOLLOW_UP, hours=(0, 1, 2, 26))) in agreed
    assert opens(*reports(*RULED[:2], FOLLOW_UP, hours=(0, 1, 60))) in agreed


def test_single_report_that_the_event_has_moved_on_opens() -> None:
    assert opens(*reports(*RULED, APPEAL, hours=(0, 1, 2, 26))) == APPEAL[0]


def test_headline_of_the_own_outlet_is_no_agreement() -> None:
    stories = (FOLLOW_UP, (FOLLOW_UP[0].replace("mayor", "late mayor"), FOLLOW_UP[1]), *RULED[:2])
    items = reports(*stories, hours=(3, 4, 1, 2), outlets=("Paper", "Paper", "Herald", "Gazette"))
    assert opens(*items) in [text for text, _ in RULED]


def test_three_later_outlets_outdate_what_one_did_not() -> None:
    first = [
        ("Rescuers reached the village of Aval on foot.", "Rescuers reach Aval"),
        ("Rescuers have reached the village of Aval at night.", "Rescuers reach Aval"),
    ]
    quakes = [
        ("A second earthquake shook the coast of Arvik.", "Earthquake shakes coast"),
        ("Ships left the harbour of Sudria behind.", "Ships leave harbour"),
        ("Trains between Lund and Harwick were stopped.", "Trains stopped"),
    ]
    assert opens(*reports(*first, quakes[0], hours=(0, 1, 30))) in [text for text, _ in first]
    assert opens(*reports(*first, *quakes, hours=(0, 1, 25, 26, 27))) in [text for text, _ in quakes]


def test_opinions_do_not_outdate_what_was_reported() -> None:
    opinions = [("Courts should leave rivers alone.", "Leave rivers alone"), ("Who needs the court?", "No more judges")]
    items = reports(*RULED[:2], FOLLOW_UP, *opinions, hours=(0, 1, 50, 51, 52))
    assert opens(*items, asides=tuple(item.article.id for item in items[3:])) in [text for text, _ in RULED]


def test_first_sentences_agree_more_than_later_ones() -> None:
    rescue = "Rescuers from Lund reached the village of Aval on foot."
    quake = "A second earthquake shook the coast of Arvik at noon."
    both = f"{rescue[:-1]} at night. Trains between Harwick and Sudria were stopped. {quake[:-1]} on Monday."
    items = reports((rescue, ""), (both, ""), (quake, ""), hours=(0, 1, 2))
    assert opens(*items).startswith("Rescuers")


def test_headline_of_one_word_is_little_agreement() -> None:
    painted = ("Farmers of the valley painted the old dam above Harwick in blue.", "Farmers paint dam")
    items = reports(
        RULED[0], (RULED[2][0], "Farmers"), painted, hours=(0, 0, 1), outlets=("Herald", "Gazette", "Paper")
    )
    assert opens(*items) in [text for text, _ in RULED]


def test_plan_that_all_articles_open_with_opens() -> None:
    plan = "Norland Rail plans to close nine stations in the valley over three years."
    background = "Norland Rail, the oldest railway of the country, says the closing of stations follows from losses."
    same = "The railway of Norland plans to close stations in the valley."
    whole = f"{plan} {background}"
    items = reports((whole, "Norland Rail to close stations"), (same, "Stations to close"), hours=(1, 0))
    assert opens(*items) in (plan, same)


def test_report_below_an_announcing_headline_does_not_open_once_the_event_has_happened() -> None:
    held = "A second round of talks on the dam takes place in Geneva while farmers of the valley protest."
    left = "Arvik left the talks without a treaty after nine hours, its minister said on Tuesday."
    items = reports(
        (held, "Norland and Arvik to hold second round of talks on dam"),
        (TALKS_WILL, "Second round of talks on dam to take place in Geneva"),
        (left, "Arvik leaves without treaty"),
        hours=(0, 1, 12),
    )
    assert opens(*items) == left


def test_infinitive_of_purpose_is_no_preview() -> None:
    judge = "Norland has appointed Ana Ruiz, a retired judge, to head the inquiry into the dam."
    items = reports((judge, "Norland appoints Ana Ruiz"), (PROTEST, "Farmers block road to dam"), hours=(0, 1))
    assert opens(*items) == judge


def test_article_that_is_no_report_does_not_open() -> None:
    ended = analysed(TALKS_ENDED, title="Talks on dam end without treaty", hour=0)
    opinion = analysed(
        "The talks on the dam ended without a treaty because Norland never wanted one.", title="Why talks fail", hour=3
    )
    assert opens(ended, opinion, asides=(opinion.article.id,)) == TALKS_ENDED


def test_look_back_and_dependent_sentence_do_not_open() -> None:
    look_back = "The dam above Harwick was planned in 1994 and has divided the two countries ever since."
    title = "Talks on dam end without treaty"
    talks = analysed(f"{look_back} {TALKS_ENDED}", title=title, hour=40)
    assert opens(talks, analysed(PROTEST, hour=0)) == TALKS_ENDED
    dependent = "The minister of Norland sent a letter to the farmers. The letter was published by a paper of Arvik."
    protest = analysed(PROTEST, title="Farmers block road to dam", hour=0)
    first = opens(analysed(dependent, title="Minister writes to farmers", hour=40), protest)
    assert first == "The minister of Norland sent a letter to the farmers."


def test_captions_do_not_push_the_first_sentence_back() -> None:
    captions = (
        "Minister Ana Ruiz (L) waves to farmers. Minister Ana Ruiz (R) leaves the hall. Farmers (C) wait outside."
    )
    text = f"{captions} {TALKS_ENDED}"
    assert opens(analysed(text, title="Talks on dam end", hour=40), analysed(PROTEST, hour=0)) == TALKS_ENDED


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
    items = [analysed(text, hour=hour) for hour, text in enumerate((PROTEST, TALKS_ENDED, TALKS_OVER))]
    undated = [replace(item, article=replace(item.article, published=None, fetched=None)) for item in items]
    lines = summarize_thread(undated, 100)
    assert lines[0].text in (TALKS_ENDED, TALKS_OVER)
    assert {line.part for line in lines} == {"in_short"}


def test_what_two_dependent_sentences_tell_of_the_event_is_told() -> None:
    storm = (
        "A storm from the sea hit the coast of Arvik on Monday.",
        "It is the second within ten days, after the gale of last week.",
        "It caused nine deaths and destroyed forty houses.",
    )
    other = analysed("Schools near Arvik remain closed.", title="Schools closed", hour=0)
    lines = texts(summarize_thread([other, analysed(" ".join(storm), title="Storm hits Arvik", hour=1)], 60))
    assert lines[:3] == list(storm)


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
