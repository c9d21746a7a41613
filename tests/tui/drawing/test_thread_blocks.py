from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest

from briefing.model import ArticleRef, Brief, Citation, Thread, ThreadState, TimelineEvent
from briefing.newsroom import as_seen, with_copies
from briefing.tui.drawing.attributions import PageContext
from briefing.tui.drawing.page_layout import Block, Place, lay_out
from briefing.tui.drawing.thread_blocks import neighbour, thread_blocks
from tests.table import table
from tests.tui.library import CALL, FLOOD, FLOOD_LATER, NOW, OLD, TALKS, WIRE, ago, brief, line, quote

SETTING = PageContext(NOW, UTC)
BARE = Brief(Thread("x", "", ()))


def texts(made: Brief, context: PageContext = SETTING) -> list[str]:
    blocks = thread_blocks(made, context)
    return [p.text.text.replace("\xa0", " ") for block in blocks for p in block.paragraphs]


def block_of(made: Brief, words: str) -> Block:
    return next(b for b in thread_blocks(made, SETTING) if any(words in p.text.text for p in b.paragraphs))


def read_until(made: Brief, hours: float) -> Brief:
    return replace(made, thread=replace(made.thread, state=ThreadState(read_until=ago(hours))))


def test_the_sections_come_in_their_order() -> None:
    lines = texts(read_until(TALKS, 1.8))
    sections = ["In short", "New since you looked  10:42", "Before", "Key quotes", "Timeline", "Articles"]
    assert [text for text in lines if text in sections] == sections


def test_the_head_counts_articles_outlets_reports_and_copies() -> None:
    copied = brief("c", "Copies", [FLOOD, FLOOD_LATER], copies=[FLOOD_LATER.article.id])
    assert texts(copied)[:3] == [
        "Copies",
        "2 articles · 2 outlets · 1 independent · 1 copy",
        "1 Mar 07:30 – 1 Mar 12:06",
    ]


def test_a_thread_never_read_has_no_news_section_as_all_is_new() -> None:
    assert TALKS.new
    assert not any(text.startswith("New since") for text in texts(TALKS))


def test_a_thread_without_news_has_no_empty_heading() -> None:
    assert not any(text.startswith("New since") for text in texts(replace(read_until(TALKS, 0), new=())))


def news(made: Brief) -> list[str]:
    lines = texts(read_until(replace(made, lead=TALKS.lead[1:2]), 1.8))
    return lines[1 + lines.index("New since you looked  10:42") : lines.index("Key quotes")]


@pytest.mark.parametrize("width", range(50, 81))
def test_no_line_holds_only_a_date_or_a_number(width: int) -> None:
    lines = lay_out(thread_blocks(TALKS, SETTING), width).lines
    shown = [line.paragraph.text.text[line.start : line.end].strip() for line in lines if line.paragraph]
    assert not [line for line in shown if re.match(r"·|\[\d+\]$", line)]


def test_news_and_timeline_do_not_repeat_the_summary() -> None:
    lines = texts(read_until(TALKS, 1.8))
    assert sum("The two presidents spoke by telephone" in line for line in lines) == 1 + 1  # the timeline of the test
    since = lines.index("New since you looked  10:42")
    assert lines[since + 1].startswith("• The leaders of both countries talked for an hour.")
    assert lines[since + 2] == "Before"


def test_new_line_of_the_summary_is_emphasised_for_a_reader_who_knows_the_thread() -> None:
    words = "The two presidents spoke by telephone on Saturday."

    def is_new(made: Brief) -> bool:
        runs = block_of(made, words).paragraphs[0].text.runs()
        return any(words in text and "new" in styles for text, styles in runs)

    assert not is_new(TALKS)
    assert is_new(read_until(TALKS, 9))
    assert not is_new(read_until(TALKS, 1))


def test_news_is_told_by_the_lines_of_the_update_and_the_rest_is_counted() -> None:
    first, *others = TALKS.new
    assert others
    shown, more = news(replace(TALKS, update=(first,)))
    assert first.text in shown
    assert more == f"and {len(others)} more"


def test_news_that_the_update_tells_whole_counts_no_rest() -> None:
    assert news(replace(TALKS, update=TALKS.new)) == news(TALKS)
    assert len(news(TALKS)) == len(TALKS.new)


def test_a_summary_line_names_number_outlet_time_and_support() -> None:
    assert "• The two presidents spoke by telephone on Saturday. [2] BBC World · 10:30 · 2 outlets" in texts(TALKS)
    assert "• New tariffs were announced on Thursday. [3] The Guardian · 27 Feb 10:30" in texts(TALKS)


def test_the_speaker_stands_apart_from_the_words() -> None:
    block = block_of(TALKS, "good and long")
    assert [*block.paragraphs[0].text.runs()][1] == ("Ana Restrepo", ("speaker",))
    assert block.paragraphs[1].text.text.startswith("“It was a good and long talk,” [2]")


def test_a_quote_without_speaker_says_so_or_how_the_text_calls_them() -> None:
    assert "27 Feb 10:30 Speaker unknown → reporters  said" in texts(TALKS)
    named = replace(quote(OLD, "We will answer in kind,", None), speaker_as_written="the trade minister")
    assert "27 Feb 10:30 the trade minister  said" in texts(replace(TALKS, quotes=(named,)))


def test_quotes_are_as_many_as_the_reader_wants() -> None:
    assert sum("“" in text for text in texts(TALKS, replace(SETTING, quotes=1))) == 1
    assert "Key quotes  1 of 2" in texts(TALKS, replace(SETTING, quotes=1))
    assert "Key quotes" not in texts(TALKS, replace(SETTING, quotes=0))


def test_the_timeline_dates_every_event() -> None:
    assert "1 Mar 11:00  The leaders of both countries talked for an hour. [1]" in texts(TALKS)


def test_an_event_of_which_only_the_day_is_known_has_no_time_and_no_zone() -> None:
    event = replace(TALKS.timeline[0], when=datetime(2026, 1, 7, tzinfo=UTC), day_only=True)
    for zone in (timezone(timedelta(hours=-5)), timezone(timedelta(hours=9))):
        shown = texts(replace(TALKS, timeline=(event,)), replace(SETTING, zone=zone))
        assert any(text.startswith("7 Jan        ") for text in shown)


@table("words", ["spoke by telephone on Saturday. [2]", "We will answer", "27 Feb 10:30 New", "[1] Leaders"])
def test_every_line_leads_to_its_place(words: str) -> None:
    assert block_of(TALKS, words).place is not None


def test_a_line_leads_to_its_words_and_an_article_to_its_beginning() -> None:
    line = block_of(TALKS, "envoys next week").place
    assert line
    assert CALL.article.text[line.start : line.end] == "Both sides agreed to send envoys next week."
    assert block_of(TALKS, "[1] Leaders").place == Place(WIRE.article.id, url=WIRE.article.url)


def test_keys_of_blocks_are_unique() -> None:
    keys = [b.key for b in thread_blocks(read_until(TALKS, 9), SETTING) if b.place]
    assert len(set(keys)) == len(keys)


def test_articles_that_were_read_are_dim() -> None:
    seen = replace(TALKS, articles=tuple(replace(ref, read=ref.id == OLD.article.id) for ref in TALKS.articles))
    assert all("read" in names for _, names in block_of(seen, "[3] Tariffs").paragraphs[0].text.runs())
    assert not any("read" in names for _, names in block_of(seen, "[1] Leaders").paragraphs[0].text.runs())


def test_a_copy_names_what_it_repeats() -> None:
    copied = brief("c", "Copies", [FLOOD, FLOOD_LATER], copies=[FLOOD_LATER.article.id])
    assert "[2] Rain eases, water stays  DW · 12:06 · copy of [1]" in texts(copied)


def test_a_thread_of_nothing_is_drawn() -> None:
    assert texts(BARE) == ["Untitled thread", "0 articles · 0 outlets"]


def test_odd_values_are_drawn() -> None:
    odd = replace(
        BARE,
        lead=(line(OLD, "New"),),
        quotes=(replace(quote(OLD, "New", None), sources=()),),
        timeline=(TimelineEvent(NOW, replace(line(OLD, "New"), source=Citation("gone", 0, 0))),),
        articles=(ArticleRef("a", "", "", "", None),),
    )
    assert "[1] Untitled  " in texts(odd)


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
