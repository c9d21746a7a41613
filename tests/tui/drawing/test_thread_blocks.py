from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from briefing.model import ArticleRef, Brief, Citation, RelatedThread, Thread, ThreadState, TimelineEvent
from briefing.newsroom import as_seen, with_copies
from briefing.render.story_view import NEW
from briefing.tui.drawing.attributions import Attributions, PageContext, short_outlet
from briefing.tui.drawing.coverage_strip import coverage_strip
from briefing.tui.drawing.page_layout import Block, Place
from briefing.tui.drawing.speaker_styles import VOICE_STYLES
from briefing.tui.drawing.thread_blocks import neighbour, thread_blocks
from tests.table import table
from tests.tui.drawing.drawn import drawn
from tests.tui.library import CALL, FLOOD, FLOOD_LATER, FLOODS, NOW, OLD, TALKS, WIRE, ago, brief, line, quote

SETTING = PageContext(NOW, UTC)
BARE = Brief(Thread("x", "", ()))
UNTOLD = replace(TALKS, lead=TALKS.lead[1:2])
"""A thread whose timeline has more than its summary."""
OTHER = RelatedThread("o", "Other", 1.0)


def texts(made: Brief, context: PageContext = SETTING) -> list[str]:
    blocks = thread_blocks(made, context)
    return [p.text.text.replace("\xa0", " ") for block in blocks for p in block.paragraphs]


def block_of(made: Brief, words: str) -> Block:
    return next(b for b in thread_blocks(made, SETTING) if any(words in p.text.text for p in b.paragraphs))


def read_until(made: Brief, hours: float) -> Brief:
    return replace(made, thread=replace(made.thread, state=ThreadState(read_until=ago(hours))))


def test_the_sections_come_in_their_order_with_what_is_new_first() -> None:
    lines = drawn(thread_blocks(replace(read_until(TALKS, 1.8), related=(OTHER,)), SETTING))
    headings = [line.strip("─ ") for line in lines if line.startswith("──")]
    assert headings == ["New since you looked", "In short", "They said", "Related  R opens the first", "Reports"]
    assert all(lines[place - 1] == "" for place, line in enumerate(lines) if line.startswith("──"))


def test_the_timeline_stands_between_quotes_and_reports() -> None:
    lines = drawn(thread_blocks(UNTOLD, SETTING))
    headings = [line.strip("─ ") for line in lines if line.startswith("──")]
    assert headings == ["In short", "They said", "How it unfolded", "Reports"]


def test_the_head_counts_reports_and_outlets_and_names_the_days() -> None:
    copied = brief("c", "Copies", [FLOOD, FLOOD_LATER], copies=[FLOOD_LATER.article.id])
    assert texts(copied)[:2] == ["Copies", "2 reports · 2 outlets, 1 of their own · Sun 1 Mar"]
    assert texts(TALKS)[1] == "3 reports · 3 outlets · Fri 27 Feb – Sun 1 Mar"


def test_the_head_has_the_coverage_and_the_marks_at_its_end() -> None:
    title, facts = drawn(thread_blocks(TALKS, SETTING))[:2]
    assert title.startswith("Colombia–United States: call, tariffs  ") and title.endswith("  ▲ followed")
    assert len(title) == 80
    assert facts.endswith(coverage_strip(ref.published for ref in TALKS.articles if ref.published))


@table(
    ("first", "last", "days"),
    [
        (datetime(2026, 2, 16, 9), datetime(2026, 2, 18, 9), "Mon 16 – Wed 18 Feb"),
        (datetime(2026, 1, 30, 9), datetime(2026, 2, 2, 9), "Fri 30 Jan – Mon 2 Feb"),
        (datetime(2025, 12, 29, 9), datetime(2026, 1, 2, 9), "29 Dec 2025 – Fri 2 Jan"),
        (datetime(2024, 5, 1, 9), datetime(2024, 5, 3, 9), "1 May 2024 – 3 May 2024"),
        (datetime(2026, 2, 16, 9), datetime(2026, 2, 16, 19), "Mon 16 Feb"),
    ],
)
def test_the_days_of_a_thread(first: datetime, last: datetime, days: str) -> None:
    thread = replace(TALKS.thread, first=first.replace(tzinfo=UTC), last=last.replace(tzinfo=UTC))
    assert texts(replace(TALKS, thread=thread))[1].split(" · ")[-1] == days


def test_a_thread_of_one_outlet_names_it_once() -> None:
    lines = drawn(thread_blocks(FLOODS, SETTING))
    assert lines == [
        "Floods in the north",
        "1 report · NPR World · Sun 1 Mar",
        "",
        "• Three days of rain have cut off forty villages.",
    ]


def test_a_thread_never_read_has_no_news_section_as_all_is_new() -> None:
    assert TALKS.new
    assert NEW not in texts(TALKS)


def test_a_thread_without_news_has_no_empty_heading() -> None:
    assert NEW not in texts(replace(read_until(TALKS, 0), new=()))


def news(made: Brief) -> list[str]:
    lines = texts(read_until(replace(made, lead=TALKS.lead[1:2]), 1.8))
    return lines[1 + lines.index(NEW) : lines.index("In short")]


@pytest.mark.parametrize("width", range(50, 81))
def test_no_line_holds_only_a_date_or_a_source(width: int) -> None:
    lines = drawn(thread_blocks(read_until(TALKS, 1.8), SETTING), width)
    assert not [line for line in lines if re.match(r"\s*(·|\[\d+\]$|(BBC World|France 24|Guardian)( \+1)?$)", line)]


def test_no_line_stands_in_two_sections() -> None:
    lines = texts(read_until(TALKS, 1.8))
    assert sum("The two presidents spoke by telephone" in line for line in lines) == 1
    place = lines.index(NEW)
    assert lines[place + 1].startswith("+ The leaders of both countries talked for an hour.")
    assert lines[place + 2] == "In short"


def test_a_new_line_of_the_summary_stands_with_what_is_new() -> None:
    words = "The two presidents spoke by telephone on Saturday."

    def section(made: Brief) -> str:
        lines = texts(made)
        place = next(number for number, line in enumerate(lines) if words in line)
        return next(line for line in reversed(lines[:place]) if line in (NEW, "In short"))

    assert section(TALKS) == "In short"
    assert section(read_until(TALKS, 9)) == NEW
    assert section(read_until(TALKS, 1)) == "In short"


def test_news_are_the_lines_of_the_update_and_the_rest_is_counted() -> None:
    first, *others = TALKS.new
    assert others
    shown, more = news(replace(TALKS, update=(first,)))
    assert first.text in shown
    assert more.strip() == f"and {len(others)} more"


def test_news_that_the_update_has_in_full_count_no_rest() -> None:
    assert news(replace(TALKS, update=TALKS.new)) == news(TALKS)
    assert len(news(TALKS)) == len(TALKS.new)


def test_a_summary_line_ends_with_its_outlets_and_with_the_day_where_it_changes() -> None:
    lines = [" ".join(line.split()) for line in drawn(thread_blocks(TALKS, SETTING))]
    assert "• The two presidents spoke by telephone on Saturday. BBC World +1" in lines
    assert "• Both sides agreed to send envoys next week. BBC World" in lines
    assert "• Before: New tariffs were announced on Thursday. 27 Feb · Guardian" in lines


def test_only_the_first_line_of_what_came_before_is_labelled() -> None:
    before = [replace(each, part="before") for each in TALKS.lead]
    assert sum("Before:" in text for text in texts(replace(TALKS, lead=tuple(before)))) == 1


@table(
    ("day", "name"),
    [(date(2026, 3, 1), "Sun 1"), (date(2026, 2, 27), "27 Feb"), (date(2025, 3, 1), "1 Mar 2025")],
)
def test_a_day_is_short_in_the_month_of_the_news(day: date, name: str) -> None:
    assert Attributions.of(TALKS, SETTING).day(day) == name


def test_a_long_name_of_an_outlet_is_cut() -> None:
    assert short_outlet("The Guardian") == "Guardian"
    assert short_outlet("The blog of somebody on something").replace("\xa0", " ") == "blog of somebody on…"
    assert short_outlet("The ") == "The\xa0"


def test_words_stand_before_the_name_of_their_speaker() -> None:
    block = block_of(TALKS, "good and long")
    runs = [*block.paragraphs[0].text.runs()]
    assert "".join(text for text, _ in runs).replace("\xa0", " ") == "“It was a good and long talk,” — Ana Restrepo"
    assert runs[-1][1][0] == "speaker"
    assert block.paragraphs[0].bar == runs[-1][1][1] in VOICE_STYLES


def test_a_quote_without_speaker_says_so_or_how_the_text_calls_them() -> None:
    assert "“We will answer in kind,” — Speaker unknown" in texts(TALKS)
    named = replace(quote(OLD, "We will answer in kind,", None), speaker_as_written="the trade minister")
    assert "“We will answer in kind,” — the trade minister" in texts(replace(TALKS, quotes=(named,)))


def test_quotes_of_one_speaker_stand_together_with_the_name_once() -> None:
    first = quote(CALL, "It was a good and long talk,", "Ana Restrepo")
    other, again = quote(OLD, "We will answer in kind,", "Paul Weber"), replace(first, text="Trade")
    lines = texts(replace(TALKS, quotes=(first, other, again)))
    place = lines.index("They said")
    assert lines[place + 1 : place + 4] == [
        "“It was a good and long talk,”",
        "“Trade” — Ana Restrepo",
        "“We will answer in kind,” — Paul Weber",
    ]


def test_quotes_are_as_many_as_the_reader_wants() -> None:
    lines = texts(TALKS, replace(SETTING, quotes=1))
    assert sum("“" in text for text in lines) == 1
    assert "  1 more quote · V" in lines
    assert "They said" not in texts(TALKS, replace(SETTING, quotes=0))


def test_quotes_that_are_not_certain_are_shown_with_the_reason_once_the_page_is_unfolded() -> None:
    doubtful = replace(quote(OLD, "We will answer in kind,", None), reason="no speaker is named")
    made = replace(TALKS, quotes=TALKS.quotes[:1], other_quotes=(doubtful,))
    folded, unfolded = texts(made), texts(made, replace(SETTING, is_unfolded=True))
    assert "  1 more quote, not certain · V" in folded
    assert not any("We will answer" in text for text in folded)
    assert "“We will answer in kind,” — Speaker unknown · no speaker is named" in unfolded
    alone = texts(replace(made, quotes=()))
    assert alone[alone.index("They said") + 1] == "  1 quote, not certain · V"


def test_the_timeline_is_grouped_by_day() -> None:
    lines = drawn(thread_blocks(UNTOLD, SETTING))
    place = lines.index(next(line for line in lines if "How it unfolded" in line))
    assert [line[:15] for line in lines[place + 1 : place + 4]] == [
        "27 Feb  10:30  ",
        "Sun 1   10:30  ",
        "        11:00  ",
    ]


def test_a_timeline_repeats_nothing_that_stands_above() -> None:
    told = replace(TALKS, lead=tuple(event.line for event in TALKS.timeline))
    assert "How it unfolded" not in texts(told)


def test_an_event_of_which_only_the_day_is_known_has_no_time_and_no_zone() -> None:
    event = replace(TALKS.timeline[0], when=datetime(2026, 1, 7, tzinfo=UTC), day_only=True)
    for zone in (timezone(timedelta(hours=-5)), timezone(timedelta(hours=9))):
        made = replace(TALKS, lead=(), timeline=(event,))
        assert any(text.startswith("7 Jan  New tariffs") for text in texts(made, replace(SETTING, zone=zone)))


def test_reports_stand_by_day_with_time_number_title_and_outlet() -> None:
    lines = drawn(thread_blocks(TALKS, SETTING))
    place = lines.index(next(line for line in lines if line.startswith("── Reports")))
    assert [" ".join(line.split()) for line in lines[place + 1 :]] == [
        "Sun 1 11:00 [1] Leaders talk after dispute France 24",
        "10:30 [2] Presidents mend fences in a call BBC World",
        "27 Feb 10:30 [3] Tariffs loom as dispute grows Guardian",
    ]


def test_a_thread_of_one_day_names_it_only_in_its_head() -> None:
    lines = drawn(thread_blocks(brief("d", "One day", [WIRE, CALL]), SETTING))
    assert sum("Sun 1" in line for line in lines) == 1
    assert lines[-1].startswith("10:30  [2] Presidents mend fences in a call")


def test_news_that_is_a_quote_stands_with_the_quotes_and_is_marked_there() -> None:
    words = "“It was a good and long talk,” the president"
    news = (*TALKS.new, line(CALL, words))
    lines = texts(read_until(replace(TALKS, new=news, lead=()), 9))
    assert sum("It was a good and long talk" in text for text in lines) == 1
    assert "+ “It was a good and long talk,” — Ana Restrepo" in lines
    assert "“We will answer in kind,” — Speaker unknown" in lines
    alone = texts(read_until(replace(TALKS, new=news[-1:], lead=()), 9))
    assert f"+ {words}" in alone


def test_a_line_that_is_a_quote_stands_with_the_quotes_alone() -> None:
    words = "“It was a good and long talk,” the president"
    made = replace(TALKS, lead=(*TALKS.lead, line(CALL, words)), timeline=(TimelineEvent(NOW, line(CALL, words)),))
    assert sum("It was a good and long talk" in text for text in texts(made)) == 1
    assert f"• {words}" in texts(replace(made, lead=made.lead[-1:]))


def test_quotes_that_all_stand_with_their_speakers_in_the_lines_above_are_not_repeated_until_the_page_is_unfolded() -> (
    None
):
    words = "The president, Ana Restrepo, told the press after the call that “it was a good and long talk” for both."
    told = replace(TALKS.lead[0], text=words)
    made = replace(TALKS, lead=(told,), quotes=TALKS.quotes[:1], other_quotes=())
    assert "They said" not in texts(made)
    assert "They said" in texts(made, replace(SETTING, is_unfolded=True))
    for other in (words.replace(" Ana Restrepo,", ""), words.replace("long", "short")):
        assert "They said" in texts(replace(made, lead=(replace(told, text=other),)))
    assert sum("good and long talk" in text for text in texts(replace(TALKS, lead=(told,)))) == 2


def test_a_line_that_repeats_the_title_is_left_out() -> None:
    title = replace(TALKS.lead[0], text=f"{TALKS.thread.title}!")
    assert texts(replace(TALKS, lead=(title, *TALKS.lead))) == texts(TALKS)


@table("shortfall", ["", "The text of the sources has only 4 words."])
def test_the_only_line_of_a_single_report_says_what_is_missing_in_place_of_the_title(shortfall: str) -> None:
    made = replace(FLOODS, lead=(replace(FLOODS.lead[0], text=FLOODS.thread.title),), timeline=(), shortfall=shortfall)
    assert texts(made)[2:] == [f"• {shortfall or 'The sources have only headlines.'}"]
    place = thread_blocks(made, SETTING)[-1].place
    assert place and place.article_id == FLOOD.article.id


def test_a_teaser_says_so_and_why_its_page_failed() -> None:
    wire, call, _ = TALKS.articles
    lines = texts(TALKS, replace(SETTING, teasers={wire.id: "", call.id: "403"}))
    assert any(line.endswith("Leaders talk after dispute  teaser") for line in lines)
    assert any(line.endswith("mend fences in a call  page failed: 403") for line in lines)
    assert "Reports" in lines


def test_what_all_reports_share_is_said_once_with_the_key_that_helps() -> None:
    ids = [ref.id for ref in TALKS.articles]
    lines = texts(TALKS, replace(SETTING, teasers=dict.fromkeys(ids, "403")))
    assert "Reports  teasers only · page failed: 403 · g fetches the page" in lines
    assert sum("403" in line for line in lines) == 1
    one = texts(FLOODS, replace(SETTING, teasers={FLOOD.article.id: ""}))
    assert one[1] == "1 report · NPR World · Sun 1 Mar · teaser only · g fetches the page"


@pytest.mark.parametrize("width", range(30, 70))
def test_no_line_of_the_head_begins_with_its_divider(width: int) -> None:
    page = thread_blocks(FLOODS, replace(SETTING, teasers={FLOOD.article.id: "403"}))
    assert not [line for line in drawn(page, width) if line.lstrip().startswith("·")]


@table("words", ["spoke by telephone on Saturday.", "We will answer", "talked for an hour", "[1] Leaders"])
def test_every_line_leads_to_its_place(words: str) -> None:
    assert block_of(UNTOLD, words).place is not None


def test_a_line_leads_to_its_words_and_an_article_to_its_beginning() -> None:
    line = block_of(TALKS, "envoys next week").place
    assert line
    assert CALL.article.text[line.start : line.end] == "Both sides agreed to send envoys next week."
    assert block_of(TALKS, "[1] Leaders").place == Place(WIRE.article.id, url=WIRE.article.url)


def test_keys_of_blocks_are_unique() -> None:
    keys = [b.key for b in thread_blocks(read_until(TALKS, 9), SETTING) if b.place]
    assert len(set(keys)) == len(keys)


def test_articles_that_were_read_are_dim_and_the_others_marked() -> None:
    refs = tuple(replace(ref, read=ref.id == OLD.article.id) for ref in TALKS.articles)
    made = replace(TALKS, articles=refs)
    assert all("read" in names for _, names in [*block_of(made, "[3] Tariffs").paragraphs[0].text.runs()][2:])
    assert not any("read" in names for _, names in block_of(made, "[1] ● Leaders").paragraphs[0].text.runs())
    assert not any("●" in text for text in texts(TALKS))


def test_copies_are_counted_at_what_they_repeat_until_the_page_is_unfolded() -> None:
    copied = brief("c", "Copies", [FLOOD, FLOOD_LATER], copies=[FLOOD_LATER.article.id])
    assert any(text.endswith("[1] Floods cut off villages in the north  +1 copy") for text in texts(copied))
    assert not any("Rain eases, water stays" in text for text in texts(copied))
    unfolded = texts(copied, replace(SETTING, is_unfolded=True))
    assert any(text.endswith("[2] Rain eases, water stays  copy of [1]") for text in unfolded)
    assert not any("+1 copy" in text for text in unfolded)


def test_a_copy_of_an_article_elsewhere_is_a_report_of_its_own() -> None:
    refs = tuple(replace(ref, copy_of="elsewhere") for ref in TALKS.articles)
    assert any(
        text.endswith("[1] Leaders talk after dispute  copy of") for text in texts(replace(TALKS, articles=refs))
    )


def test_a_thread_of_nothing_is_drawn() -> None:
    assert texts(BARE) == ["Untitled thread", "0 reports"]


def test_odd_values_are_drawn() -> None:
    odd = replace(
        BARE,
        lead=(line(OLD, "New"),),
        quotes=(replace(quote(OLD, "New", None), sources=()),),
        timeline=(TimelineEvent(NOW, replace(line(OLD, "New"), source=Citation("gone", 0, 0))),),
        articles=(ArticleRef("a", "", "", "", None), ArticleRef("b", "", "", "", None)),
    )
    assert any(text.strip() == "[1] Untitled" for text in texts(odd))


def test_what_was_seen_ends_with_the_newest_arrival() -> None:
    assert as_seen(TALKS).until == WIRE.article.fetched
    assert as_seen(BARE).until is None


def test_there_is_no_neighbour_beyond_the_ends_of_the_list() -> None:
    refs = TALKS.articles
    assert neighbour(refs, refs[0].id, 1) == refs[1]
    assert neighbour(refs, refs[0].id, -1) is None
    assert neighbour(refs, refs[-1].id, 1) is None
    assert neighbour((), "x", 1) is None


def test_copies_are_read_together() -> None:
    refs = [
        ArticleRef(id_, id_, "", "", None, copy_of=of) for id_, of in [("a", ""), ("b", "a"), ("c", ""), ("d", "a")]
    ]
    assert with_copies(refs, "d") == ["a", "b", "d"]
    assert with_copies(refs, "c") == ["c"]
    assert with_copies(refs, "elsewhere") == ["elsewhere"]
