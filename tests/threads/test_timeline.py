"""Dates that sentences name, and the events of a thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from briefing.model import Citation, Line
from briefing.model.days import whole_day
from briefing.threads.timeline import LONGEST, named_date, timeline
from tests.table import table
from tests.threads import factories as f
from tests.threads.factories import item


def day(year: int, month: int, number: int) -> datetime:
    return datetime(year, month, number, tzinfo=UTC)


@table(
    ("sentence", "date"),
    [
        *(
            (f"It fell on {month} 9, 2020.", day(2020, number, 9))
            for number, months in enumerate(
                [
                    *("January Jan. jan", "February Feb.", "March Mar.", "April Apr.", "May", "June Jun.", "July Jul."),
                    *("August Aug.", "September Sept. Sep.", "October Oct.", "November Nov.", "December DEC."),
                ],
                1,
            )
            for month in months.split()
        ),
        ("It fell on the 1st of May 2020.", day(2020, 5, 1)),
        ("It fell on 22nd May, 2020.", day(2020, 5, 22)),
        ("It fell on May 3rd 2020.", day(2020, 5, 3)),
        ("It fell on 2020-05-04.", day(2020, 5, 4)),
        ("It fell on May 4, 2020, and on May 4, 2020 again.", day(2020, 5, 4)),
        ("It fell on May 4, 2020, or 2020-05-05.", None),
        ("It fell on May 32, 2020, no, on May 4, 2020.", day(2020, 5, 4)),
        ("It fell on 2020-13-05.", None),
        ("It fell on May 4.", None),
        ("It fell on Mayday 4, 2020.", None),
        ("x" * (LONGEST - 12) + " May 4, 2020", day(2020, 5, 4)),
        ("x" * (LONGEST - 11) + " May 4, 2020", None),
    ],
)
def test_the_only_full_date_of_a_sentence_is_its_date(sentence: str, date: datetime | None) -> None:
    assert named_date(sentence) == date


def line(text: str, article: str, start: int = 0) -> Line:
    return Line(text, Citation(article, start, start + len(text)))


def test_events_are_the_first_line_of_each_article_and_others_with_a_date() -> None:
    one, other = item(f.QUAKE, at=f.NOON), item(f.CUP, at=f.hours(2))
    first, second = one.article.id, other.article.id
    lines = [
        line("It rained.", first),
        line("It rained again.", first, 20),
        line("It fell on May 4, 2020.", first, 40),
        line("They won.", second),
    ]
    events = timeline([one, other], lines)
    assert [(event.when, event.line, event.day_only) for event in events] == [
        (day(2020, 5, 4), lines[2], True),
        (f.NOON, lines[0], False),
        (f.hours(2), lines[3], False),
    ]


def test_a_date_of_the_day_of_the_report_or_later_is_no_time_of_an_event() -> None:
    member = item(f.QUAKE, at=f.NOON)
    for date, when in (("February 28", day(2026, 2, 28)), ("March 1", f.NOON), ("March 2", f.NOON)):
        (event,) = timeline([member], [line(f"It is {date}, 2026.", member.article.id)])
        assert event.when == when
    lines = [line("It rained.", member.article.id), line("It is for March 2, 2026.", member.article.id, 20)]
    assert [event.line for event in timeline([member], lines)] == lines[:1]


def test_an_article_without_a_time_has_events_with_a_date_only() -> None:
    member = item(f.QUAKE)
    lines = [line("It rained.", member.article.id), line("It fell on May 4, 2020.", member.article.id, 20)]
    assert [event.line for event in timeline([member], lines)] == lines[1:]


def test_an_article_of_a_day_has_events_of_that_day() -> None:
    member = item(f.QUAKE, at=whole_day(day(2026, 3, 1)))
    (event,) = timeline([member], [line("It rained.", member.article.id)])
    assert event.day_only


def test_events_at_one_time_stand_in_order_of_article_and_text() -> None:
    member = item(f.QUAKE, at=f.NOON)
    members = [replace(member, article=replace(member.article, id=id_)) for id_ in "ba"]
    texts = [("It fell on May 4, 2020.", "b", 0), ("It came on May 4, 2020.", "a", 40), ("On May 4, 2020.", "a", 7)]
    events = timeline(members, [line(*each) for each in texts])
    assert [(event.line.source.article_id, event.line.source.start) for event in events] == [
        *(("a", 7), ("a", 40), ("b", 0))
    ]


@table(
    ("sentence", "is_event"),
    [
        ("Born in 1942, Mirela Dovan sang in a choir.", False),
        ("The line was opened in May 1942.", False),
        ("Der Sender wurde im Jahr 1942 in Hohfeld gegründet.", False),
        ("La mina abrió en 1942.", False),
        ("A ponte foi aberta em março de 1942.", False),
        ("The agreement of 1942 is void.", True),
        ("Mirela Dovan, who sang Tosca in 1967, has died in Trieste.", True),
        ("The club won its first trophy since 2015.", True),
        ("The line was opened on 3 May 1942.", True),  # at that day
        ("The line will be opened in 2027.", True),
    ],
)
def test_what_happened_in_an_earlier_year_is_no_event_of_the_day_of_the_report(sentence: str, is_event: bool) -> None:
    report = item(f.QUAKE, at=f.NOON)
    lines = [line(sentence, report.article.id), line("It rained in Varden.", report.article.id, 200)]
    assert [event.line for event in timeline([report], lines)] == lines[:1] if is_event else lines[1:]


def test_an_event_is_told_once() -> None:
    reports = [item(f.QUAKE, at=f.NOON), item(f.CUP, at=f.hours(2))]
    lines = [
        line("King Olav opened the bridge of 4.2 kilometres to Morsk.", reports[0].article.id),
        line("The bridge opened by King Olav has 4.2 kilometres.", reports[1].article.id),
        line("Ferry crews marched through Morsk.", reports[1].article.id, 100),
    ]
    assert [event.line for event in timeline(reports, lines)] == lines[:1]
    assert [event.line for event in timeline(reports, lines[1:])] == lines[1:2]
