from __future__ import annotations

from briefing.summary.budget import Budget
from briefing.summary.candidates import Candidate
from briefing.summary.summarizer import METHODS, summarize_thread
from briefing.summary.thread_ranker import rank_thread
from tests.summary.factories import report, texts

QUAKE = "A strong earthquake struck the coast of Norland near Arvik early on Monday."
QUAKE_TOO = "The strong earthquake struck near Arvik on the coast of Norland on Monday."
DEAD = "Rescue teams in Arvik found forty dead under collapsed houses by Monday evening."
DEAD_TOO = "Forty dead were found by rescue teams under collapsed houses in Arvik."
AID = "The government of Norland promised ten million crowns of aid to the families."
MARKET = "Shares of insurers fell three percent on the stock exchange in the capital."

STORY = [
    report(f"{QUAKE} {DEAD}", outlet="One", hour=0),
    report(f"{QUAKE_TOO} {AID}", outlet="Two", hour=2),
    report(f"{DEAD_TOO} {MARKET}", outlet="Three", hour=4),
]


def test_lines_do_not_repeat_each_other_across_articles() -> None:
    lines = texts(summarize_thread(STORY, 100))
    assert len({QUAKE, QUAKE_TOO} & set(lines)) == 1
    assert len({DEAD, DEAD_TOO} & set(lines)) == 1


def test_whole_sentence_is_told_and_not_the_beginning_of_it_that_another_outlet_gives() -> None:
    whole = (
        "The government of Norland will not send ten million crowns of aid to the families of Arvik, it said on Monday."
    )
    cut = whole[: whole.index(", it said")] + "…"
    for hours in ((0, 1), (1, 0)):
        pair = [report(whole, outlet="One", hour=hours[0]), report(cut, outlet="Two", hour=hours[1])]
        assert texts(summarize_thread(pair, 100)) == [whole]
    assert texts(summarize_thread([report(MARKET, outlet="One"), report(cut, outlet="Two", hour=1)], 100)) == [
        MARKET,
        cut,
    ]


def test_lines_come_from_several_outlets_whatever_the_order_of_articles() -> None:
    lines = summarize_thread(list(reversed(STORY)), 100)
    assert len({line.source.outlet for line in lines}) >= 2
    assert lines == summarize_thread(STORY, 100)


def test_support_counts_independent_outlets() -> None:
    support = {line.text: line.support for line in summarize_thread(STORY, 100)}
    assert support.get(QUAKE, support.get(QUAKE_TOO)) == 2
    assert support.get(AID, 1) == 1


def test_copies_of_one_agency_count_once() -> None:
    copies = [report(f"{QUAKE} {DEAD}", outlet=f"Paper {n}", hour=n, wire="AP") for n in range(4)]
    assert {line.support for line in summarize_thread(copies, 60)} == {1}


def test_unmarked_copies_count_once() -> None:
    copies = [report(f"{QUAKE} {DEAD}", outlet=f"Paper {n}", hour=n) for n in range(4)]
    lines = summarize_thread(copies, 100)
    assert sorted(texts(lines)) == sorted([QUAKE, DEAD])
    assert {line.support for line in lines} == {1}


def test_fact_of_many_outlets_is_told_when_there_is_room_for_one_line() -> None:
    assert texts(summarize_thread(STORY, 14))[0] in {QUAKE, QUAKE_TOO, DEAD, DEAD_TOO}


def test_sentence_that_leans_on_its_headline_is_not_told_among_other_articles() -> None:
    leaning = report("It is known as the longest bridge in all of Norland.", outlet="One")
    assert texts(summarize_thread([leaning, report(AID, outlet="Two", hour=1)], 100)) == [AID]


def test_no_articles_no_lines() -> None:
    assert summarize_thread([], 60) == []


def test_thread_of_sumy_methods_has_provenance() -> None:
    by_id = {item.article.id: item.article.text for item in STORY}
    for method in METHODS:
        for line in summarize_thread(STORY, 40, method):
            assert by_id[line.source.article_id][line.source.start : line.source.end] == line.text


def test_of_two_facts_in_three_articles_the_one_of_more_outlets_is_the_line() -> None:
    candidates = [
        Candidate(fact, article, 0, 8, tuple(fact.split()))
        for article, fact in enumerate(["dam broke near town today"] * 3 + ["ferry sank off coast monday"] * 3)
    ]
    assert rank_thread(candidates, Budget(sentences=1), [0, 1, 1, 2, 3, 4]) == [3]
    assert rank_thread(candidates, Budget(sentences=1), [2, 3, 4, 0, 1, 1]) == [0]


def test_of_a_big_thread_the_first_sentences_of_each_article_are_read() -> None:
    from briefing.summary.summarizer import LEAST_SENTENCES, MOST_IN_THREAD

    def long(number: int) -> str:
        return " ".join(
            f"Engineer {chr(65 + n % 26)}en of Arvik built bridge {number} {n} in Norland." for n in range(30)
        )

    many = [report(long(number), outlet=f"Outlet {number}", hour=number) for number in range(MOST_IN_THREAD // 20)]
    most = max(LEAST_SENTENCES, MOST_IN_THREAD // len(many))
    starts = {item.article.id: [sentence.start for sentence in item.analysis.sentences[:most]] for item in many}
    lines = summarize_thread(many, 400)
    assert lines and all(line.source.start in starts[line.source.article_id] for line in lines)
