"""Update summaries: nothing that is known is told, and what is new is."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Analysis, AnnotatedArticle, Citation, Sentence
from briefing.summary.candidates import candidates_of
from briefing.summary.freshness import KnownSentences
from briefing.summary.summarizer import METHODS, MOST_WEIGHED, summarize_article, summarize_thread, weigh_lines
from briefing.text.novelty import REPEATED_FACT, content_words
from briefing.threads.developments import developments
from tests.summary.factories import report, texts
from tests.summary.test_invariants import TEXTS, check, check_quotations
from tests.summary.test_thread import AID, DEAD, DEAD_TOO, MARKET, QUAKE, QUAKE_TOO, STORY


def sentences(*items: AnnotatedArticle) -> list[str]:
    return [item.article.text[s.start : s.end] for item in items for s in item.analysis.sentences]


def test_what_is_known_in_other_words_is_not_told_again() -> None:
    lines = texts(summarize_thread(STORY, 100, known=[QUAKE, DEAD]))
    assert set(lines) == {AID, MARKET}
    assert texts(summarize_thread(STORY[:2], 100, known=[QUAKE_TOO, DEAD_TOO])) == [AID]


def test_sentence_behind_a_known_one_follows_none() -> None:
    item = report(f"{QUAKE} {AID} {MARKET}")
    for known, follows in ((DEAD, [False, True, True]), (AID, [False, False]), (QUAKE, [False, True])):
        kept = KnownSentences([known]).leave_out(candidates_of(item), item)
        assert [candidate.follows for candidate in kept] == follows
        assert [candidate.position for candidate in kept] == [*range(len(kept))]


def test_all_known_is_no_summary() -> None:
    assert summarize_thread(STORY, 100, known=sentences(*STORY)) == []
    assert summarize_article(STORY[0], 60, known=sentences(STORY[0])) == []


def test_nothing_known_is_the_whole_summary() -> None:
    assert summarize_thread(STORY, 100, known=[]) == summarize_thread(STORY, 100)


def test_sentence_that_leans_on_a_known_one_is_not_told() -> None:
    leaning = "However, he promised forty thousand tents to every homeless family before winter comes."
    item = report(f"{QUAKE} {leaning} {AID}")
    assert texts(summarize_article(item, 200, known=[QUAKE])) == [AID]


def test_every_method_leaves_out_what_is_known() -> None:
    for method in METHODS:
        assert set(texts(summarize_thread(STORY, 100, method, known=[QUAKE, DEAD]))) <= {AID, MARKET}


def test_known_texts_are_compared_in_the_language_of_the_article() -> None:
    first = "Der Stadtrat von Harwick hat am Montag den Bau einer neuen Brücke über den Fluss beschlossen."
    again = "Den Bau einer neuen Brücke über den Fluss hat der Stadtrat von Harwick am Montag beschlossen."
    cost = "Die Kosten von vierzig Millionen Euro trägt nach langem Streit das Land allein."
    assert texts(summarize_article(report(f"{again} {cost}"), 60, known=[first])) == [cost]


@given(st.lists(TEXTS, min_size=1, max_size=3), st.lists(TEXTS, max_size=3), st.integers(5, 100))
def test_no_line_repeats_what_was_known(new: list[str], old: list[str], words: int) -> None:
    before = sentences(*(report(text) for text in old))
    items = [report(text, hour=hour) for hour, text in enumerate(new)]
    lines = summarize_thread(items, words, known=before)
    check(lines, items, words)
    known = [content_words(sentence) for sentence in before]
    for line in lines:
        said = content_words(line.text)
        assert line.text not in before
        assert all(len(said & each) < REPEATED_FACT * len(said) for each in known)


@given(st.lists(TEXTS, max_size=4))
def test_developments_become_lines_of_their_sources_in_order_each_once(made: list[str]) -> None:
    items = [report(text, hour=hour) for hour, text in enumerate(made)]
    added = developments(items)
    weighed = weigh_lines(added, items)
    check_quotations(weighed, items)
    order = iter(line.source.article_id for line in added)
    assert all(line.source.article_id in order for line in weighed)
    by_id = {item.article.id: item.article.text for item in items}
    for line in weighed:
        assert by_id[line.source.article_id][line.source.start : line.source.end] == line.text
        assert line.support >= 1
    assert len({(line.source.article_id, line.source.start) for line in weighed}) == len(weighed)


def test_developments_know_who_else_carries_them_and_whether_they_stand_alone() -> None:
    item = report(f"{MARKET} However, he promised forty thousand tents to all.", outlet="Four", hour=9)
    support = {line.text: (line.support, line.alone) for line in weigh_lines(developments([*STORY, item]), STORY)}
    assert support[QUAKE] == (2, True)
    assert support[DEAD] == (2, True)
    assert support[AID] == (1, True)
    every = weigh_lines(developments([item]), [item])
    assert [line.alone for line in every] == [True, False]


def test_line_of_another_article_is_as_it_was_and_one_of_no_sentence_is_left_out() -> None:
    item = report("The council of Harwick approved the bridge on Monday.")
    (line,) = summarize_thread([item])
    behind = replace(line, source=replace(line.source, start=500, end=550), support=7)
    elsewhere = replace(line, source=replace(line.source, article_id="zzz"), support=7)
    assert weigh_lines([line, behind, elsewhere], [item]) == [line, elsewhere]


def test_a_line_that_refers_to_its_headline_cannot_be_read_alone_among_others() -> None:
    item = report("It is known as the longest bridge of steel and stone in all of Norland.")
    assert [line.alone for line in summarize_article(item)] == [True]
    assert [line.alone for line in weigh_lines(developments([item]), [item])] == [False]


def test_only_the_last_lines_are_compared() -> None:
    item = report("\n".join(f"The council of Harwick approved bridge number {n}." for n in range(MOST_WEIGHED + 2)))
    lines = [
        replace(summarize_article(item)[0], source=Citation(item.article.id, each.start, each.end), support=7)
        for each in item.analysis.sentences
    ]
    assert [each.support for each in weigh_lines(lines, [item])] == [7, 7, *[1] * MOST_WEIGHED]


def test_a_line_has_the_candidate_that_begins_in_it_and_not_the_one_behind_it() -> None:
    text = f"Bridge news{QUAKE}"
    sentences = (Sentence(0, 11, 0, "heading"), Sentence(11, len(text), 1))
    item = replace(report(text), analysis=Analysis("a", sentences))
    (line,) = summarize_article(item)
    for start, end, expected in ((0, 11, []), (0, 12, [QUAKE]), (11, 12, [QUAKE])):
        part = replace(line, text="Bridge news", source=replace(line.source, start=start, end=end))
        assert texts(weigh_lines([part], [item])) == expected
