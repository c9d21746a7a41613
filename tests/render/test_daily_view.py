"""The briefing of one minute: everything is named, nothing is said twice, and twelve stories fit into 120 lines."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, timedelta

import pytest

from briefing.model import Brief, Briefing, Health, KeyQuote, Mention, PendingThread, SourceFailure, Thread
from briefing.render import Format, render_briefing
from briefing.render.daily_view import Point, daily_view
from briefing.render.plain_daily import MAX_LINES
from briefing.render.text_layout import Layout, width_of
from tests.render.test_hostile import EVIL, spoilt
from tests.render.values import BRIEFING, HEALTH, QUAKE, RAILWAY, cite, day, line, ref
from tests.table import table

STATEMENT = (
    "The council of the town number {} decided on Monday evening after a debate of six hours that the old bridge over "
    "the river is to be closed to lorries until its three arches have been repaired, which takes two years"
)
WORDS = "We shall not send one more lorry over that bridge, as long as I am the mayor of town number {}"


def rich(number: int) -> Brief:
    """A known story with more than fits: long lines, news, quotes, what came before."""
    sources = [cite(f"s{number}-{n}", f"Outlet {n}", n % 2, title=f"Report {n}") for n in range(6)]
    return Brief(
        Thread(
            f"r{number}", f"Town {number} closes its bridge to all lorries for two years of repairs", (), first=day(-1)
        ),
        (
            line(f"{STATEMENT.format(number)}.", sources[0], 1, 3, "in_short"),
            line(f"Drivers of bus number {number} protested at the town hall.", sources[1], 1, 1, "in_short"),
            line(f"The bridge of town {number} was built in 1911.", sources[2], -1, 1, "before"),
        ),
        (line(f"Masons ask for nine million in year {number}.", sources[3], 1),),
        (
            KeyQuote(WORDS.format(number), "Ada Lovelace", (sources[4],), added=day(1)),
            KeyQuote(f"a bridge too far for town {number}", "Blaise Pascal", (sources[5],), added=day(1)),
        ),
        articles=tuple(ref(source, n - 1) for n, source in enumerate(sources)),
        outlets=tuple(f"Outlet {n}" for n in range(6)),
        independent=6,
    )


def mentions(number: int) -> tuple[Mention, ...]:
    return tuple(Mention(f"also{n}", f"Also number {n} in the news", n % 4, n % 4, n % 2 == 0) for n in range(number))


def a_day(stories: int, also: int = 0, unnamed: int = 0, health: Health = HEALTH) -> Briefing:
    briefs = tuple(map(rich, range(stories)))
    left_out = also + unnamed
    return Briefing(day(1) + timedelta(hours=1), day(0), day(1), briefs, health, left_out=left_out, also=mentions(also))


def text(briefing: Briefing, width: int = 72, *, color: bool = False, full: bool = False) -> str:
    return render_briefing(briefing, "text", Layout(zone=UTC, width=width, color=color, full=full))


def marks(shown: str) -> list[int]:
    """Numbers of the sources in the stories, in order."""
    return [int(number) for number in re.findall(r"\[(\d+)\](?! http)", shown)]


@table("also", [0, 10, 26, 48])
@table("width", [60, 72, 80, 120])
def test_a_day_of_twelve_stories_is_at_most_120_lines(width: int, also: int) -> None:
    lines = text(a_day(12, also, unnamed=7), width).splitlines()
    assert len(lines) <= MAX_LINES
    assert all(width_of(shown) <= width for shown in lines if "http" not in shown)


def test_lines_that_are_left_are_used() -> None:
    assert len(text(a_day(12)).splitlines()) > MAX_LINES - 12
    assert len(text(a_day(12, 26)).splitlines()) > MAX_LINES - 12


def test_an_important_story_has_at_least_the_details_of_those_below() -> None:
    shown = text(a_day(12, 10)).partition("\n\n")[2].partition("\n\n")[2].partition("\n\nAlso today")[0]
    sizes = [len(story.splitlines()) for story in shown.split("\n\n")]
    assert len(sizes) == 12
    assert sizes == sorted(sizes, reverse=True)
    assert sizes[0] > sizes[-1]


def test_on_a_day_of_sixty_stories_the_least_are_named_so_that_the_first_have_room() -> None:
    briefing = a_day(12, 48, unnamed=7)
    head, _, rest = text(briefing).partition("\n\n")[2].partition("\n\n")
    body = rest.partition("\n\nAlso today")[0]
    sizes = [len(story.splitlines()) for story in body.split("\n\n")]
    assert sizes[0] >= 5
    assert 8 <= len(sizes) < 12
    for number, brief in enumerate(briefing.briefs):
        assert (brief.thread.title in body) is (number < len(sizes))
        assert brief.thread.title[:40] in head
    assert len(head.splitlines()) == 12 + (12 - len(sizes))  # whole titles where no story below has them


def test_a_story_that_has_room_says_everything_once() -> None:
    assert text(a_day(1)).splitlines()[5:] == [
        "Town 0 closes its bridge to all lorries for two years of repairs",
        "  The council of the town number 0 decided on Monday evening after a",
        "  debate of six hours that the old bridge over the river is to be closed",
        "  to lorries until its three arches have been… (Outlet 0 +2, 2 Mar) [1]",
        "  + Masons ask for nine million in year 0. (Outlet 3, 3 Mar) [2]",
        "  + Drivers of bus number 0 protested at the town hall. (Outlet 1) [3]",
        "  “We shall not send one more lorry over that bridge, as long as I am",
        "    the mayor of town number 0” — Ada Lovelace (Outlet 4, 2 Mar) [4]",
        "  “a bridge too far for town 0” — Blaise Pascal (Outlet 5, 3 Mar) [5]",
        "  Before: The bridge of town 0 was built in 1911. (2 Mar) [6]",
        "",
        *(f"[{n}] https://example.org/s0-{source}" for n, source in enumerate((0, 3, 1, 4, 5, 2), 1)),
        "",
        "Sources: 11 read, 3 failed (`briefing doctor` says why): North Post, ea…",
    ]


def test_the_head_has_a_line_for_each_story() -> None:
    assert text(BRIEFING).splitlines()[:6] == [
        "Briefing of Tuesday, 3 March 2026",
        "2 stories moved since 2 Mar 06:30 · sources read 06:30",
        "",
        "Earthquake off the coast                                 NEW",
        "Keller–Rassendyll: railway across the border  2 outlets  MOVED",
        "",
    ]


@table("form", ["text", "markdown", "html", "mail"])
@table("full", [False, True])
def test_every_story_is_named_and_the_rest_is_counted(form: Format, full: bool) -> None:
    briefing = a_day(12, 48, unnamed=20)
    shown = render_briefing(briefing, form, Layout(zone=UTC, full=full, to="me"))
    for name in [*(brief.thread.title for brief in briefing.briefs), *(each.title for each in briefing.also)]:
        assert name[:40] in shown  # the first line of a title that stands among the headlines only
    assert "and 20 more stories" in " ".join(shown.replace("=\n", "").split())


def test_headlines_say_how_many_stories_there_are() -> None:
    assert "80 stories moved since 2 Mar 06:30" in text(a_day(12, 48, unnamed=20))
    assert "1 story moved" in text(a_day(1))


@table("also", [0, 48])
def test_addresses_are_numbered_once_and_all_are_used(also: int) -> None:
    shown = text(a_day(12, also))
    listed = re.findall(r"^ *\[(\d+)\] (http\S+)$", shown, re.M)
    assert [int(number) for number, _ in listed] == list(range(1, len(listed) + 1))
    assert len({address for _, address in listed}) == len(listed)
    assert list(dict.fromkeys(marks(shown))) == list(range(1, len(listed) + 1))


def test_two_stories_of_one_article_share_its_number() -> None:
    twin = replace(QUAKE, thread=replace(QUAKE.thread, id="m3"))
    assert marks(text(replace(BRIEFING, briefs=(QUAKE, twin)))) == [1, 1]


def test_a_source_without_address_has_no_number() -> None:
    assert "(Ministers meet: part c3)" in text(BRIEFING)
    assert "c3) [" not in text(BRIEFING)


def points(brief: Brief) -> list[Point]:
    (story,) = daily_view(replace(BRIEFING, briefs=(brief,)), Layout(zone=UTC)).stories
    return [point for point in (story.deck, *story.points, *story.quotes, story.before) if point]


def test_an_outlet_is_named_again_only_after_another_one() -> None:
    a, b = cite("a", "North Post", 1), cite("b", "North Post", 1)
    lead = (line("One.", a, 1, part="in_short"), line("Two.", b, 1, part="in_short"), line("Six.", a, 1, 4, "in_short"))
    tags = [point.tag for point in points(replace(QUAKE, lead=lead, new=()))]
    assert tags == ["North Post", "", "North Post +3"]


def test_a_date_is_shown_where_the_day_changes() -> None:
    sources = [cite(f"a{n}", f"Outlet {n}", n) for n in (1, 1, 0, 0, -800)]
    lead = tuple(line(f"Fact {n}.", each, 1, part="in_short") for n, each in enumerate(sources[:4]))
    brief = replace(QUAKE, lead=(*lead, line("Old.", sources[4], part="before")), new=())
    assert [point.tag for point in points(brief)] == [
        "Outlet 1",
        "",
        "Outlet 0, 2 Mar",
        "",
        "23 Dec 2023",
    ]


def test_a_quote_that_stands_in_a_line_is_not_repeated() -> None:
    said = KeyQuote("ground shook for a minute", "Ann Cole", (cite("q9", "Coast Radio", 1),), added=day(1))
    other = replace(said, text="never felt the like")
    assert [each.text for each in points(replace(QUAKE, quotes=(said, other))) if each.speaker] == [other.text]


@table("doubt", [{"doubtful": True}, {"reason": "a slogan"}])
def test_only_certain_quotes_are_shown(doubt: dict[str, object]) -> None:
    quote = KeyQuote("never felt the like", "Ann Cole", (cite("q9"),), added=day(1))
    doubted = replace(quote, confidence=0.3) if "doubtful" in doubt else replace(quote, reason="a slogan")
    assert [each.speaker for each in points(replace(QUAKE, quotes=(quote,)))][1:] == ["Ann Cole"]
    assert not [each for each in points(replace(QUAKE, quotes=(doubted,))) if each.speaker]


def test_quotes_can_be_turned_off() -> None:
    assert "“" not in render_briefing(a_day(1), "text", Layout(zone=UTC, quotes=0))


def test_of_a_known_story_only_new_quotes_are_shown() -> None:
    quotes = (replace(RAILWAY.quotes[1], added=day(-3)), RAILWAY.quotes[1])
    assert len([each for each in points(replace(RAILWAY, quotes=quotes)) if each.speaker]) == 1


def test_a_story_without_summary_begins_with_its_news() -> None:
    brief = replace(RAILWAY, lead=(), quotes=())
    assert points(brief)[0].text == RAILWAY.new[0].text


def test_a_story_that_no_briefing_named_is_new_although_it_came_before() -> None:
    briefing = replace(BRIEFING, briefs=(RAILWAY,), since=day(5))
    assert daily_view(briefing, Layout(zone=UTC)).headlines[0].state == "MOVED"
    pending = replace(briefing, earlier=(PendingThread("k7f3qa", day(-1)),))
    assert daily_view(pending, Layout(zone=UTC)).headlines[0].state == "NEW"


def test_stories_of_earlier_days_are_counted_apart() -> None:
    earlier = tuple(PendingThread(each.id) for each in mentions(3))
    window = "sources read 06:30"
    assert f"5 stories moved since 2 Mar 06:30 · 3 of earlier days · {window}" in text(
        replace(a_day(2, 6), earlier=earlier), 80
    )
    assert f"\n3 stories of earlier days · {window}" in text(replace(a_day(0, 3), earlier=earlier))
    assert "… and 7 more stories, 1 story of earlier days; `briefing threads`" in text(
        replace(a_day(1, 2, 7), waiting=1)
    )
    assert "Also today\n  … and 2,400 stories of earlier days; `briefing" in text(replace(a_day(1), waiting=2400))


def test_a_briefing_of_everything_has_no_states() -> None:
    shown = text(replace(a_day(2, 2), since=None))
    assert "4 stories · sources read" in shown
    assert "NEW" not in shown
    assert "MOVED" not in shown


def test_an_empty_day_is_one_sentence() -> None:
    assert text(a_day(0, health=Health(3, refreshed=day(1)))) == (
        "Briefing of Tuesday, 3 March 2026\nsources read 06:30\n\nNothing new since 2 Mar 2026, 06:30.\n"
    )


@table("failed", [1, 3, 4, 90])
def test_failed_sources_are_the_last_line(failed: int) -> None:
    failures = tuple(SourceFailure(f"https://h{n}.example/", "HTTP 500", f"H{n}") for n in range(failed))
    *_, blank, last = text(a_day(1, health=Health(1, failures, (), day(1))), 100).splitlines()
    assert blank == ""
    assert last.startswith(f"Sources: 1 read, {failed} failed (`briefing doctor` says why): H0")
    assert (f"and {failed - 3} more." in last) == (failed > 3)


def test_sources_that_answered_need_no_line() -> None:
    assert "failed" not in text(a_day(1, health=Health(3, refreshed=day(1))))


@pytest.mark.parametrize("evil", EVIL)
@pytest.mark.parametrize("width", [40, 60, 72])
def test_hostile_texts_keep_to_their_lines(evil: str, width: int) -> None:
    lines = text(replace(spoilt(evil), also=(Mention("x", evil, 2, 2),), left_out=1), width).splitlines()
    assert all(width_of(shown) <= width for shown in lines if "http" not in shown)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", "\n".join(lines))


def test_a_title_or_sentence_of_any_length_takes_few_lines() -> None:
    brief = replace(rich(0), thread=replace(rich(0).thread, title="word " * 400))
    long = replace(brief.lead[0], text="syllable " * 4000)
    briefing = replace(a_day(11), briefs=(replace(brief, lead=(long,)), *a_day(11).briefs))
    assert len(text(briefing).splitlines()) <= MAX_LINES


def test_without_colour_nothing_is_lost() -> None:
    painted = text(a_day(3, 3), color=True)
    assert "\x1b" in painted
    assert re.sub("\x1b\\[[0-9;]*m", "", painted) == text(a_day(3, 3))


def test_full_has_the_sources_of_each_story() -> None:
    full = text(a_day(2), full=True)
    assert full.count("\nSources\n") == 2
    assert full.count("\nIn short\n") == 2
