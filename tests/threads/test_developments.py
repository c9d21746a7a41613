from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from briefing.threads.developments import developments, note_additions
from briefing.threads.timeline import named_date, timeline
from tests.table import table
from tests.threads import factories as f
from tests.threads.factories import arrived, item


def texts(*told: str) -> list[str]:
    return [line.text for line in developments([item(text, str(n)) for n, text in enumerate(told)])]


def test_what_was_said_before_in_other_words_is_not_new() -> None:
    assert texts(f.QUAKE, "The earthquake struck the coast of Peru near Arequipa early on Monday.") == [f.QUAKE]


def test_a_new_number_or_name_is_news() -> None:
    toll = "The earthquake that struck the coast of Peru near Arequipa killed 212 people."
    assert texts(f.QUAKE, toll) == [f.QUAKE, toll]


def test_an_exact_copy_tells_nothing_and_an_update_its_new_sentence() -> None:
    more = "The government asked neighbouring countries for helicopters and blankets."
    assert texts(f.QUAKE, f.QUAKE, f"{f.QUAKE} {more}") == [f.QUAKE, more]


def test_headings_are_no_news() -> None:
    assert texts(f"{f.QUAKE}\nHelicopters Blankets Neighbours Governments Countries\n{f.CUP}") == [f.QUAKE, f.CUP]


def test_lines_are_verbatim_and_know_when_they_arrived() -> None:
    member = arrived(item(f"{f.QUAKE} {f.CUP}", at=f.NOON, outlet="One"), f.hours(1))
    for line in developments([member]):
        assert member.article.text[line.source.start : line.source.end] == line.text
        assert (line.added, line.source.outlet) == (f.hours(1), "One")


def test_what_others_told_before_an_edit_is_not_new_in_it() -> None:
    more = "The government asked neighbouring countries for helicopters and blankets."
    first = arrived(item(f.QUAKE, "1"), f.NOON)
    edited = note_additions(arrived(item(f"{f.QUAKE} {more} {f.CUP}", "1"), f.NOON), first, f.hours(2))
    other = arrived(item(more, "2"), f.hours(1))
    found = [(line.text, line.added) for line in developments([edited, other])]
    assert found == [(f.QUAKE, f.NOON), (more, f.hours(1)), (f.CUP, f.hours(2))]
    again = note_additions(arrived(item(f"{f.CUP} {f.QUAKE}", "1"), f.NOON), edited, f.hours(3))
    assert [line.added for line in developments([again])] == [f.NOON, f.hours(2)]


@given(st.text(max_size=200), st.text(max_size=200))
def test_additions_are_sentences_of_the_text_as_it_is_now(old: str, new: str) -> None:
    edited = note_additions(arrived(item(new), f.NOON), arrived(item(old), f.NOON), f.hours(1))
    assert all(edited.analysis.sentences[each.index].index == each.index for each in edited.analysis.additions)
    again = note_additions(arrived(item(new), f.NOON), edited, f.hours(2))
    assert again.analysis.additions == edited.analysis.additions


@given(st.lists(st.text(max_size=80), max_size=5))
def test_any_text_is_taken(told: list[str]) -> None:
    members = [item(text, str(number)) for number, text in enumerate(told)]
    assert all(line.text.strip() for line in developments(members))


def test_timeline_has_one_line_a_development_oldest_first() -> None:
    members = [item(f.QUAKE_THREE, at=f.hours(5)), item(f.QUAKE, at=f.NOON)]
    events = timeline(members)
    assert [(event.when, event.day_only) for event in events] == [(f.NOON, False), (f.hours(5), False)]


def test_timeline_takes_the_date_that_a_sentence_names_in_full() -> None:
    events = timeline([item("The old bridge of Arequipa collapsed on January 7, 2001 in heavy rain.", at=f.NOON)])
    assert [(event.when, event.day_only) for event in events] == [(datetime(2001, 1, 7, tzinfo=UTC), True)]


def test_a_date_to_come_is_a_plan_and_no_event() -> None:
    events = timeline([item("The two presidents will meet in Bogota on 7 January 2031 for talks.", at=f.NOON)])
    assert [event.when for event in events] == [f.NOON]


@table(
    ("sentence", "date"),
    [
        ("It fell on 3 March 2020.", datetime(2020, 3, 3, tzinfo=UTC)),
        ("It fell on Sept. 9th, 2020.", datetime(2020, 9, 9, tzinfo=UTC)),
        ("Since 2020-02-29 it is shut.", datetime(2020, 2, 29, tzinfo=UTC)),
        ("It fell in March 2020.", None),
        ("It fell on February 30, 2020.", None),
        ("From 1 May 2020 to 3 May 2020.", None),
    ],
)
def test_only_one_full_date_is_certain(sentence: str, date: datetime | None) -> None:
    assert named_date(sentence) == date
