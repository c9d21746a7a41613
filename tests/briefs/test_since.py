from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from briefing.briefs.since import in_window, make_briefing, since_cursor
from briefing.model import ArticleRef, Brief, Citation, Health, KeyQuote, Line, Thread, ThreadState, TimelineEvent
from tests.threads.factories import NOON, hours


def brief(id_: str = "x", importance: float = 1.0, *arrivals: datetime) -> Brief:
    lines = tuple(Line("Told.", Citation("a", 0, 5), added=at) for at in arrivals)
    refs = tuple(ArticleRef(f"a{n}", "", "", "", None, at) for n, at in enumerate(arrivals))
    return Brief(Thread(id_, id_, ("a",)), new=lines, articles=refs, importance=importance)


def test_only_what_arrived_after_the_cursor_is_new() -> None:
    told = brief("x", 1.0, NOON, hours(1), hours(2))
    assert [line.added for line in since_cursor(told, hours(1)).new] == [hours(2)]
    assert since_cursor(told, hours(2)).new == ()
    assert since_cursor(told, None) == told


def test_a_line_without_arrival_is_not_new_after_a_cursor() -> None:
    told = replace(brief(), new=(Line("Told.", Citation("a", 0, 5)),))
    assert since_cursor(told, NOON).new == ()


def test_followed_threads_come_first_then_the_important_ones() -> None:
    followed = brief("followed", 0.1)
    followed = replace(followed, thread=replace(followed.thread, state=ThreadState(followed=True)))
    briefs = [brief("small", 1.0), brief("big", 9.0), brief("as small", 1.0), followed]
    briefing = make_briefing(briefs, Health(), now=NOON, since=None, limit=3)
    assert [one.thread.id for one in briefing.briefs] == ["followed", "big", "small"]


def test_a_briefing_ends_with_the_newest_thing_it_tells() -> None:
    briefs = [brief("told", 2.0, NOON, hours(1)), brief("left out", 1.0, hours(5))]
    briefing = make_briefing(briefs, Health(ok=3), now=hours(9), since=NOON, limit=1)
    assert (briefing.since, briefing.until, briefing.generated_at) == (NOON, hours(1), hours(9))
    assert briefing.health == Health(ok=3)
    assert make_briefing([], Health(), now=NOON).until is None


def test_an_update_sums_up_what_is_new_within_its_words() -> None:
    lines = tuple(
        Line(f"{word.title()} {word}ing {word}ed.", Citation(word, 0, 5), added=hours(at))
        for at, word in enumerate(("alpha", "bravo", "delta"))
    )
    before = replace(brief(), new=lines)
    assert since_cursor(before, NOON).update == lines[1:]
    assert since_cursor(before, NOON, words=3).update == lines[2:]
    assert since_cursor(before, None).update == ()


def test_the_timeline_repeats_no_line_of_the_update() -> None:
    lines = tuple(
        Line(f"{word.title()} {word}ing {word}ed.", Citation(word, 0, 5), added=hours(at))
        for at, word in enumerate(("alpha", "bravo"))
    )
    before = replace(brief(), new=lines, timeline=tuple(TimelineEvent(NOON, line) for line in lines))
    assert [event.line for event in since_cursor(before, NOON).timeline] == [lines[0]]
    assert len(since_cursor(before, None).timeline) == 2


def test_outlets_are_new_if_all_their_articles_arrived_after_the_cursor() -> None:
    def ref(outlet: str, at: datetime | None) -> ArticleRef:
        return ArticleRef(outlet, "", outlet, "", None, at)

    refs = (ref("Times", NOON), ref("Post", hours(1)), ref("Times", hours(2)), ref("Echo", hours(3)), ref("Sun", None))
    before = replace(brief(), articles=refs, outlets=("Times", "Echo", "Post", "Sun"))
    assert since_cursor(before, hours(1)).new_outlets == ("Echo", "Sun")
    assert since_cursor(before, NOON).new_outlets == ("Echo", "Post", "Sun")
    assert since_cursor(before, hours(-1)).new_outlets == ()  # the whole thread is new


def test_a_window_ends_with_the_lines_of_its_last_moment() -> None:
    before = brief("x", 1.0, NOON, hours(1), hours(2))
    undated = Line("Undated.", Citation("a", 0, 8))
    before = replace(before, new=(*before.new, undated))
    assert in_window(before, None, hours(1)).new == (*before.new[:2], undated)
    assert in_window(before, NOON, hours(1)).new == before.new[1:2]
    assert in_window(before, NOON, None) == since_cursor(before, NOON)


def test_a_stored_update_is_made_again_only_for_a_window_that_ends() -> None:
    before = brief("x", 1.0, NOON, hours(1))
    stored = replace(before, update=before.new[1:])
    assert in_window(stored, None, None).update == stored.update
    assert in_window(stored, None, NOON).update == before.new[:1]
    assert in_window(before, None, NOON).update == ()


def test_a_briefing_has_twelve_threads_unless_told_otherwise() -> None:
    briefs = [brief(str(number)) for number in range(14)]
    assert [each.thread.id for each in make_briefing(briefs, Health(), now=NOON).briefs] == [
        str(number) for number in range(12)
    ]


def test_the_arrival_of_an_article_without_lines_counts_for_the_end_of_a_briefing() -> None:
    undated = ArticleRef("b", "", "", "", None, None)
    bare = replace(brief("x", 1.0, NOON, hours(1)), new=())
    bare = replace(bare, articles=(*bare.articles, undated))
    assert make_briefing([bare], Health(), now=hours(9)).until == hours(1)


def test_arrivals_of_lines_and_quotes_count_for_the_end_of_a_briefing() -> None:
    quoted = replace(brief("x", 1.0, NOON), quotes=(KeyQuote("Yes", None, (), added=hours(3)),))
    assert make_briefing([quoted], Health(), now=hours(9)).until == hours(3)
    line = replace(brief(), new=(Line("Told.", Citation("a", 0, 5), added=hours(2)), Line("X.", Citation("a", 0, 2))))
    assert make_briefing([line], Health(), now=hours(9)).until == hours(2)
