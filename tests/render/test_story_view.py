"""What is told of a story, to whom, and in which order."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from briefing.model import Brief, ThreadState
from briefing.render.story_view import NEW_LINES, Story, briefing_story, quote_item, thread_story
from briefing.render.text_layout import Layout
from tests.render.values import RAILWAY, A, C, day, line

LAYOUT = Layout(zone=UTC, quotes=3)


def titles(story: Story) -> list[str]:
    return [section.title for section in story.sections]


def read_until(when: datetime | None) -> Brief:
    thread = replace(RAILWAY.thread, state=ThreadState(read_until=when))
    return replace(RAILWAY, thread=thread)


def test_update_is_told_in_the_place_of_all_that_is_new() -> None:
    brief = replace(RAILWAY, update=RAILWAY.new[1:2])
    section = briefing_story(brief, day(0), LAYOUT).sections[1]
    assert [item.text for item in section.items] == [RAILWAY.new[1].text]
    assert section.note.startswith("… and 1 more")
    assert len(thread_story(replace(brief, thread=read_until(day(0)).thread), LAYOUT).sections[1].items) == 2


def test_known_story_has_three_parts_and_tells_nothing_twice() -> None:
    story = briefing_story(RAILWAY, day(0), LAYOUT)
    assert titles(story) == ["In short", "New since you looked", "Before", "Key quotes"]
    assert not story.facts.startswith("new")
    lines = [item.text for section in story.sections for item in section.items]
    assert len(lines) == len(set(lines))
    assert [item.origin.endswith("; new") for item in story.sections[0].items] == [False, True]


def test_story_whose_news_all_stand_in_the_summary_has_no_second_part() -> None:
    story = briefing_story(replace(RAILWAY, new=RAILWAY.new[:1]), day(0), LAYOUT)
    assert titles(story) == ["In short", "Before", "Key quotes"]


def test_timeline_does_not_repeat_what_is_new() -> None:
    brief = replace(read_until(day(0)), new=(RAILWAY.timeline[-1].line,))
    story = thread_story(brief, LAYOUT)
    events = {section.title: [item.text for item in section.items] for section in story.sections}
    assert len(events["Timeline"]) == len(RAILWAY.timeline) - 1
    assert events["New since you looked"] == ["Workers left the station & went home."]


def test_of_a_known_story_only_new_quotes_are_told() -> None:
    speakers = [
        item.speaker for section in briefing_story(RAILWAY, day(0), LAYOUT).sections[3:] for item in section.items
    ]
    assert speakers == ["Kenji Tanaka", "unknown speaker"]


def test_new_quotes_of_a_known_story_are_chosen_among_themselves() -> None:
    old, *_ = RAILWAY.quotes
    late = [replace(RAILWAY.quotes[1], text=f"We go at {n}", speaker=f"Speaker {n}") for n in range(7)]
    late = [replace(quote, reason="others matter more") for quote in late[:6]] + [replace(late[6], reason="never said")]
    brief = replace(RAILWAY, quotes=(old,), other_quotes=tuple(late))
    story = briefing_story(brief, day(0), replace(LAYOUT, quotes=9))
    (section,) = [each for each in story.sections if each.title == "Key quotes"]
    assert [item.speaker for item in section.items] == [f"Speaker {n}" for n in range(5)]


def test_a_thread_without_certain_quotes_says_where_the_others_are() -> None:
    brief = replace(RAILWAY, quotes=(), other_quotes=RAILWAY.quotes[:2])
    assert "Key quotes" not in titles(briefing_story(brief, None, LAYOUT))
    (section,) = [each for each in thread_story(brief, LAYOUT).sections if each.title == "Key quotes"]
    assert section.note == "None is certain; `briefing quotes --thread k7f3qa` lists 2 others."


def test_listed_quote_says_why_it_is_no_key_quote() -> None:
    first, *_ = RAILWAY.quotes
    origin = quote_item(first, UTC).origin
    assert quote_item(replace(first, reason="never said"), UTC).origin == f"no key quote: never said; {origin}"


def test_whom_it_was_said_to_is_told_where_it_is_known() -> None:
    quote = RAILWAY.quotes[0]
    assert quote_item(quote, UTC).speaker == "Anna Keller"
    assert quote_item(replace(quote, addressee="\x1b[31mreporters"), UTC).speaker == "Anna Keller to reporters"
    assert quote_item(replace(quote, about="\x1b[31mWeber"), UTC).speaker == "Anna Keller on Weber"


def test_unknown_story_is_told_by_its_summary() -> None:
    story = briefing_story(RAILWAY, day(-1), LAYOUT)
    assert titles(story) == ["In short", "Before", "Key quotes"]
    assert story.facts.startswith("new · ")
    assert len(story.sections[2].items) == 3


def test_without_a_window_nothing_is_called_new() -> None:
    story = briefing_story(RAILWAY, None, LAYOUT)
    assert titles(story) == ["In short", "Before", "Key quotes"]
    assert "new" not in story.facts


def test_references_are_numbered_as_they_are_told() -> None:
    story = briefing_story(RAILWAY, day(0), LAYOUT)
    assert [reference.mark for reference in story.references] == [1, 2, 3]
    assert story.sections[0].items[0].marks == (1,)
    assert story.references[0].link == "https://example.org/a1"
    assert story.unlisted == 0


def test_articles_without_a_line_are_counted() -> None:
    brief = replace(RAILWAY, lead=RAILWAY.lead[:1], quotes=())
    assert briefing_story(brief, None, LAYOUT).unlisted == 2


def test_copy_names_what_it_repeats() -> None:
    origins = {reference.mark: reference.origin for reference in briefing_story(RAILWAY, day(0), LAYOUT).references}
    assert origins[3] == "3 Mar 2026, AP, repeats [1]"


def test_what_is_left_out_is_counted() -> None:
    many = tuple(line(f"Thing number {number} happened.", C, 1) for number in range(NEW_LINES + 5))
    section = briefing_story(replace(RAILWAY, new=many), day(0), LAYOUT).sections[1]
    assert len(section.items) == NEW_LINES
    assert section.note.startswith("… and 5 more")
    quotes = briefing_story(RAILWAY, None, replace(LAYOUT, quotes=1)).sections[-1]
    assert quotes.note.startswith("… and 2 more; `briefing quotes --thread k7f3qa`")


def test_articles_that_only_repeat_are_told_as_such() -> None:
    quiet = replace(RAILWAY, new=(), lead=RAILWAY.lead[:1])
    section = briefing_story(quiet, day(0), LAYOUT).sections[1]
    assert section.note == "2 more articles, which add no new sentence."


def test_whole_thread_tells_what_is_new_since_it_was_read() -> None:
    rest = ["Key quotes", "Timeline", "Related threads"]
    assert titles(thread_story(read_until(None), LAYOUT)) == ["In short", "Before", *rest]
    assert titles(thread_story(read_until(day(0)), LAYOUT)) == ["In short", "New since you looked", "Before", *rest]
    unchanged = thread_story(replace(read_until(day(2)), new=()), LAYOUT)
    assert unchanged.sections[1].note == "Nothing since 4 Mar 2026, 06:30."


def test_whole_thread_lists_all_articles_in_order() -> None:
    brief = replace(RAILWAY, lead=(), quotes=(), timeline=(), new=())
    assert [reference.title for reference in thread_story(brief, LAYOUT).references] == [
        ref.title for ref in RAILWAY.articles
    ]


def test_words_from_an_article_that_is_gone_keep_their_source() -> None:
    brief = replace(RAILWAY, articles=(), lead=(line("It happened.", A),), quotes=(), timeline=(), new=())
    (reference,) = thread_story(brief, LAYOUT).references
    assert reference.link == A.url


def test_later_part_of_a_speech_is_told_as_such() -> None:
    first, *_ = RAILWAY.quotes
    whole, part = quote_item(first, UTC), quote_item(replace(first, continues=3), UTC)
    assert part.origin == "continued; " + whole.origin


def test_spokesperson_is_told_with_whom_they_speak_for() -> None:
    first, *_ = RAILWAY.quotes
    assert quote_item(replace(first, speaks_for="Rail Board"), UTC).speaker == "Anna Keller (for Rail Board)"
    ministry = replace(first, speaks_for="foreign ministry")
    assert quote_item(ministry, UTC).speaker == "Anna Keller (for the foreign ministry)"
    unnamed = replace(first, speaker="spokesman for Rail Board", speaks_for="Rail Board")
    assert quote_item(unnamed, UTC).speaker == "spokesman for Rail Board"
