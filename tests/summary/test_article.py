from __future__ import annotations

import pytest

from briefing.errors import UsageError
from briefing.summary.summarizer import METHODS, summarize_article, summarize_thread
from tests.summary.factories import report, texts
from tests.table import table

LEAD = "The city council of Harwick approved a new bridge over the river on Monday."
SECOND = "The bridge over the river will cost the city council 40 million euros."
ASIDE = "Rain fell in the afternoon while visitors looked for umbrellas in the market."


def test_lead_comes_first() -> None:
    assert texts(summarize_article(report(f"{LEAD} {ASIDE} {SECOND}"), 30))[0] == LEAD


def test_what_the_text_comes_back_to_beats_an_aside_that_stands_before_it() -> None:
    matter = "The crossing threatens rare otters and floods farms upstream."
    again = "Opponents say that rare otters breed upstream. They fear that it floods farms upstream of the crossing."
    assert texts(summarize_article(report(f"{LEAD} {ASIDE} {matter} {again}"), 28)) == [LEAD, matter]


def test_sentence_with_half_of_its_words_in_the_lead_is_not_told() -> None:
    again = "The river bridge that the city council approved pleased shipowners and fishermen."
    assert texts(summarize_article(report(f"{LEAD} {again}"), 60)) == [LEAD]
    more = again.replace("and fishermen", "fishermen, engineers, builders and merchants")
    assert texts(summarize_article(report(f"{LEAD} {more}"), 60)) == [LEAD, more]


def test_dateline_is_cut_and_the_span_stays_verbatim() -> None:
    item = report(f"HARWICK (AP) — {LEAD} {SECOND}")
    line = summarize_article(item, 15)[0]
    assert line.text == LEAD
    assert item.article.text[line.source.start : line.source.end] == LEAD


def test_hashtags_behind_a_sentence_are_cut_off() -> None:
    item = report(f"{LEAD} #harwick #bridge\n{SECOND}")
    assert texts(summarize_article(item, 60)) == [LEAD, SECOND]


def test_deck_without_a_stop_is_no_lead_where_prose_follows() -> None:
    deck = "A bridge that nobody in the old town of Harwick has asked for is to be built before the winter comes"
    assert texts(summarize_article(report(f"{deck}\n{LEAD} {SECOND}"), 30))[0] == LEAD
    assert texts(summarize_article(report(deck + " at last"), 30)) == [deck + " at last"]


def test_labels_alone_are_no_summary() -> None:
    assert summarize_article(report("Support the council on:\nBridge files:\nhttps://example.org/bridge"), 60) == []


def test_question_is_no_lead() -> None:
    assert texts(summarize_article(report(f"Will the council ever approve the new bridge? {LEAD}"), 20)) == [LEAD]


def test_leaning_sentence_stands_only_behind_the_one_it_leans_on() -> None:
    text = f"{LEAD} {ASIDE} However, the bridge of the city council over the river is disputed."
    for words in range(10, 60):
        lines = texts(summarize_article(report(text), words))
        assert not any(line.startswith("However") for line in lines) or ASIDE in lines


def test_closing_mark_that_went_to_the_next_sentence_is_brought_back() -> None:
    text = f"The mayor of Harwick told the council to 'build the bridge at once. ' {SECOND}"
    lines = texts(summarize_article(report(text), 60))
    assert lines[0].endswith("once. '") or lines[0].endswith("once.'")
    assert lines[1] == SECOND


def test_headings_and_boilerplate_are_no_summary() -> None:
    text = f"Bridge approved\nSubscribe to our newsletter for more news like this.\n{LEAD}"
    assert texts(summarize_article(report(text), 60)) == [LEAD]


@table("text", ["", " \n ", "Heading only", "Read more: the bridge"])
def test_text_without_prose_has_no_summary(text: str) -> None:
    assert summarize_article(report(text), 60) == []


def test_what_is_there_is_better_than_nothing() -> None:
    assert texts(summarize_article(report("Will the bridge ever open?\nWho will pay for the bridge?"), 60))


def test_budget_in_sentences() -> None:
    assert len(summarize_article(report(f"{LEAD} {SECOND} {ASIDE}"), sentences=1)) == 1


@table("method", METHODS)
def test_every_method_keeps_to_the_budget_and_repeats_nothing(method: str) -> None:
    lines = texts(summarize_article(report(f"{LEAD} {SECOND}\n{LEAD} {ASIDE}\n{SECOND} {ASIDE}"), 28, method))
    assert lines
    assert len(lines) == len(set(lines))
    assert sum(len(line.split()) for line in lines) <= 28


def long_sentence(letter: str, size: int) -> str:
    return " ".join([letter.upper(), *(f"{letter}{number}" for number in range(size - 1))]) + "."


@pytest.mark.parametrize(("size", "lines"), [(30, 2), (31, 1)])
def test_a_summary_has_sixty_words_and_that_of_a_thread_twice_as_many(size: int, lines: int) -> None:
    article = report(f"{long_sentence('b', 30)} {long_sentence('c', size)}")
    assert len(summarize_article(article)) == lines
    thread = [report(long_sentence("b", 60)), report(long_sentence("c", 30 + size), outlet="Other")]
    assert len(summarize_thread(thread)) == lines


def test_unknown_method_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="did you mean lexrank"):
        summarize_article(report(LEAD), 60, "lexrnak")


def test_no_room_is_an_error() -> None:
    with pytest.raises(UsageError, match="room"):
        summarize_article(report(LEAD), 0)


def test_at_least_half_of_the_budget_is_used_where_there_is_more_to_tell() -> None:
    lead = "The council of Harwick approved the bridge over the river on Monday evening."
    far = " ".join(f"Ships of {town} bring plums." for town in ("Arvik", "Norhaven", "Sundby", "Vesterby", "Osthaven"))
    more = "Merchants of the eastern towns want to sell their cloth at the harbour next summer."
    text = f"{lead} {lead} {lead} {far} {more}"
    assert sum(len(line.split()) for line in texts(summarize_article(report(text), 40))) >= 20
