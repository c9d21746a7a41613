"""Sentences that edits add, and the developments of articles with edits."""

from __future__ import annotations

from dataclasses import replace

from briefing.model import Addition, AnnotatedArticle, Sentence
from briefing.threads.developments import LONGEST, PER_ARTICLE, developments, keep_additions, note_additions
from tests.threads import factories as f
from tests.threads.factories import arrived, item

MORE = "The government asked neighbouring countries for helicopters and blankets."
TOLL = "Rescue teams counted 212 dead in the villages of the district by Tuesday."


def stored(text: str) -> AnnotatedArticle:
    return arrived(item(text, "1"), f.NOON)


def added(member: AnnotatedArticle) -> dict[str, object]:
    """Sentences that edits added, with their times."""
    text = member.article.text
    spans = {sentence.index: (sentence.start, sentence.end) for sentence in member.analysis.sentences}
    return {text[slice(*spans[each.index])]: each.added for each in member.analysis.additions}


def test_a_new_sentence_is_an_addition_of_the_edit() -> None:
    edited = note_additions(stored(f"{f.QUAKE} {MORE}"), stored(f.QUAKE), f.hours(2))
    assert added(edited) == {MORE: f.hours(2)}
    assert added(note_additions(stored(f.QUAKE), stored(f.QUAKE), f.hours(2))) == {}


def test_a_sentence_keeps_its_time_verbatim_or_reworded() -> None:
    once = note_additions(stored(f"{f.QUAKE} {MORE}"), stored(f.QUAKE), f.hours(2))
    spaced = MORE.replace(" ", "  ")
    reworded = "Neighbouring countries were asked by the government for blankets and helicopters."
    for sentence in (MORE, spaced, reworded):
        again = note_additions(stored(f"{f.QUAKE} {sentence} {TOLL}"), once, f.hours(3))
        assert added(again) == {sentence: f.hours(2), TOLL: f.hours(3)}
    moved = stored("The coast of Peru was struck near Arequipa by a strong earthquake.")
    assert added(note_additions(moved, once, f.hours(3))) == {}


def test_a_short_sentence_that_was_not_there_is_an_addition() -> None:
    assert added(note_additions(stored(f"{f.QUAKE} It rained."), stored(f.QUAKE), f.hours(2))) == {
        "It rained.": f.hours(2)
    }


def test_a_new_number_or_name_makes_an_addition_of_known_words() -> None:
    toll = "The strong earthquake struck the coast of Peru near Arequipa early, killing 212."
    assert added(note_additions(stored(f"{f.QUAKE} {toll}"), stored(f.QUAKE), f.hours(2))) == {toll: f.hours(2)}


def test_additions_of_a_new_analysis_are_where_they_were() -> None:
    before = note_additions(stored(f"{f.QUAKE} {MORE} {TOLL}"), stored(f"{f.QUAKE} {TOLL}"), f.hours(2))
    first, second, third = before.analysis.sentences
    assert before.analysis.additions == (Addition(1, f.hours(2)),)
    halves = (
        Sentence(first.start, first.start + 9, 0),
        Sentence(first.start + 10, first.end, 1),
        Sentence(second.start, second.start + 9, 2),
        Sentence(second.start + 10, second.end, 3),
        third,
    )
    analysis = replace(before.analysis, sentences=halves, additions=())
    assert keep_additions(analysis, before.analysis).additions == (Addition(2, f.hours(2)), Addition(3, f.hours(2)))
    late = replace(before.analysis, sentences=(first, second, third)[1:], additions=(Addition(0, f.hours(2)),))
    assert keep_additions(analysis, late).additions == (Addition(2, f.hours(2)), Addition(3, f.hours(2)))
    assert keep_additions(analysis, analysis).additions == ()


def numbered(count: int, size: int = 5) -> str:
    """So many sentences with nothing in common."""
    return " ".join(
        f"The {' '.join(f'w{number}x{place}' for place in range(size))} came on Monday." for number in range(count)
    )


def test_an_article_has_up_to_eight_developments_and_so_has_each_edit() -> None:
    assert len(developments([stored(numbered(PER_ARTICLE))])) == PER_ARTICLE
    assert len(developments([stored(numbered(PER_ARTICLE + 2))])) == PER_ARTICLE
    text = numbered(2 * PER_ARTICLE + 3)
    half = numbered(PER_ARTICLE + 1)
    edited = note_additions(stored(text), stored(half), f.hours(1))
    assert [line.added for line in developments([edited])] == [f.NOON] * PER_ARTICLE + [f.hours(1)] * PER_ARTICLE


def test_sentences_that_were_left_out_are_known_to_later_articles() -> None:
    first = stored(numbered(PER_ARTICLE + 1))
    last = first.analysis.sentences[-1]
    again = arrived(item(first.article.text[last.start : last.end], "2"), f.hours(1))
    assert len(developments([first, again])) == PER_ARTICLE


def test_sentences_far_down_are_not_examined() -> None:
    filler = "Yes it is. " * (LONGEST - 1)
    assert [line.text for line in developments([stored(f"{filler}{MORE} {TOLL}")])] == [MORE]
    edited = note_additions(stored(f"{filler}{MORE} {TOLL}"), stored("Yes it is."), f.hours(1))
    assert added(edited) == {MORE: f.hours(1)}
    assert [line.text for line in developments([edited])] == [MORE]


def test_developments_of_edits_stand_in_order_of_arrival() -> None:
    edited = note_additions(stored(f"{f.QUAKE} {MORE}"), stored(f.QUAKE), f.hours(2))
    other = arrived(item(f.CUP, "2"), f.hours(1))
    unstored = item(TOLL, "3")
    lines = developments([edited, other, unstored])
    assert [(line.text, line.added) for line in lines] == [
        *((TOLL, None), (f.QUAKE, f.NOON), (f.CUP, f.hours(1)), (MORE, f.hours(2)))
    ]
