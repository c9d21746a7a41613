from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from briefing.model import KeyQuote, Translation
from briefing.tui.drawing.attributions import PageContext
from briefing.tui.drawing.page_layout import DIALOGUE_FROM
from briefing.tui.drawing.quote_blocks import (
    VIEWS,
    View,
    by_time,
    date_of,
    exchange_blocks,
    leading_speakers,
)
from briefing.tui.drawing.thread_blocks import thread_blocks
from tests.tui.drawing.drawn import drawn
from tests.tui.library import CALL, NOW, OLD, TALKS, WIRE, quote

SETTING = PageContext(NOW, UTC)
ANSWER = replace(quote(OLD, "We will answer in kind,", "Paul Weber"), cue="told", addressee="Ana Restrepo")
CALLED = quote(CALL, "It was a good and long talk,", "Ana Restrepo", WIRE)
LATER = quote(WIRE, "It was a good and long talk,", "Ana Restrepo")
UNKNOWN = quote(CALL, "Both sides agreed", None)
SAID = replace(TALKS, quotes=(CALLED, ANSWER, LATER, UNKNOWN))


def texts(view: View, *quotes: KeyQuote) -> list[str]:
    made = replace(SAID, quotes=quotes or SAID.quotes)
    blocks = thread_blocks(made, SETTING, view)
    return [p.text.text.replace("\xa0", " ") for block in blocks for p in block.paragraphs]


def test_quotes_stand_by_the_time_of_their_first_source() -> None:
    assert by_time([LATER, CALLED, ANSWER])[0] == ANSWER
    assert date_of(replace(CALLED, sources=CALLED.sources[::-1])) == CALL.article.published
    undated = replace(CALLED, sources=tuple(replace(s, published=None) for s in CALLED.sources), added=None)
    assert by_time([undated, LATER])[-1] == undated


def test_an_exchange_tells_who_said_what_to_whom_below_the_day() -> None:
    lines = texts("exchange")
    assert lines[:2] == ["Colombia–United States: call, tariffs", "Who said what to whom · 4 quotes · 2 speakers"]
    assert lines[2:6] == [
        "Fri 27 Feb",
        "Paul Weber → Ana Restrepo",
        "“We will answer in kind,”  Guardian · 10:30",
        "Sun 1 Mar",
    ]


def test_what_one_says_in_a_row_is_one_turn() -> None:
    again = replace(CALLED, text="He invited", cue="added")
    assert texts("exchange", CALLED, again, ANSWER)[5:] == [
        "Sun 1 Mar",
        "Ana Restrepo",
        "“It was a good and long talk,”  BBC World +1 · 10:30",
        "“He invited”  BBC World +1 · 10:30",
    ]
    assert "Ana Restrepo → reporters" in texts("exchange", CALLED, replace(again, addressee="reporters"))


def test_a_source_is_named_once_for_quotes_of_one_article() -> None:
    first = quote(CALL, "It was a good and long talk,", "Ana Restrepo")
    lines = texts("exchange", first, replace(first, text="He invited"), ANSWER)
    assert lines[-2:] == ["“It was a good and long talk,”  BBC World · 10:30", "“He invited”"]


def dialogue(width: int, *quotes: KeyQuote) -> list[str]:
    return drawn(thread_blocks(replace(SAID, quotes=quotes), SETTING, "exchange"), width)[3:]


def test_the_two_leading_speakers_face_each_other_and_others_stand_between_them() -> None:
    other = quote(OLD, "New tariffs", "The ministry")
    assert dialogue(100, CALLED, replace(CALLED, text="He invited"), ANSWER, replace(ANSWER, text="a"), other) == [
        f"── Fri 27 Feb {'─' * 86}",
        " " * 20 + "┃ The ministry",
        " " * 20 + "┃ “New tariffs”  Guardian · 10:30",
        "",
        " " * 73 + "Paul Weber → Ana Restrepo ┃",
        " " * 73 + "“We will answer in kind,” ┃",
        " " * 95 + "“a” ┃",
        "",
        f"── Sun 1 Mar {'─' * 87}",
        "┃ Ana Restrepo",
        "┃ “It was a good and long talk,”  BBC World +1 · 10:30",
        "┃ “He invited”  BBC World +1 · 10:30",
    ]


def test_on_a_narrow_page_all_turns_stand_below_each_other() -> None:
    lines = dialogue(DIALOGUE_FROM - 1, CALLED, ANSWER)
    assert [line for line in lines if line.startswith("┃")] == [
        "┃ Paul Weber → Ana Restrepo",
        "┃ “We will answer in kind,”  Guardian · 10:30",
        "┃ Ana Restrepo",
        "┃ “It was a good and long talk,”  BBC World +1 · 10:30",
    ]


def test_one_speaker_alone_is_no_dialogue() -> None:
    blocks = exchange_blocks(replace(SAID, quotes=(CALLED, LATER)), SETTING, "exchange")
    assert not any(paragraph.side for block in blocks for paragraph in block.paragraphs)


def test_speakers_with_most_quotes_lead() -> None:
    assert leading_speakers([ANSWER, CALLED, UNKNOWN, LATER]) == ["Ana Restrepo", "Paul Weber"]


def test_translations_of_a_quote_follow_with_their_language() -> None:
    translated = replace(
        ANSWER, translations=(Translation("es", "Responderemos"), Translation("fr", "Nous répondrons"))
    )
    lines = texts("exchange", translated)
    assert lines[-2:] == ["es: “Responderemos”", "fr: “Nous répondrons”"]


def test_a_name_has_its_role_and_whom_it_speaks_for() -> None:
    spoken = replace(ANSWER, speaks_for="Energy Ministry", speaker_as_written="spokesman Paul Weber")
    assert "Paul Weber, spokesman, for Energy Ministry → Ana Restrepo" in texts("exchange", spoken)
    assert "Paul Weber, for the foreign ministry" in " ".join(
        texts("exchange", replace(ANSWER, speaks_for="foreign ministry"))
    )


def test_who_is_spoken_to_has_their_own_colour_if_they_are_quoted() -> None:
    blocks = thread_blocks(replace(SAID, quotes=(CALLED, replace(ANSWER, speaker="Paul Weber"))), SETTING, "exchange")
    styles: dict[str, set[str]] = {}
    for block in blocks:
        for text, names in block.paragraphs[0].text.runs():
            if "Restrepo" in text:
                styles.setdefault(text.replace("\xa0", " "), set()).update(names)
    assert set(styles) == {"Ana Restrepo"} and len(styles["Ana Restrepo"]) == 2


def test_a_role_is_named_in_the_first_turn_of_a_speaker_whichever_quote_has_it() -> None:
    first, later = ANSWER, replace(LATER, speaker="Paul Weber", speaker_as_written="the minister Paul Weber")
    lines = texts("exchange", first, CALLED, later)
    assert [line for line in lines if "Weber" in line] == ["Paul Weber, minister → Ana Restrepo", "Paul Weber"]


def test_speakers_have_their_notes_in_their_heading() -> None:
    retold = replace(CALLED, speaker="Paul Weber", quoted_by="Ana Restrepo")
    lines = texts("speakers", replace(ANSWER, speaks_for="Energy Ministry"), retold)
    assert lines[2:4] == [
        "Paul Weber, for Energy Ministry, quoted by Ana Restrepo  2 quotes",
        "→ Ana Restrepo “We will answer in kind,”",
    ]


def test_two_unknown_voices_are_not_one_turn() -> None:
    assert sum("Speaker unknown" in text for text in texts("exchange", UNKNOWN, replace(UNKNOWN, text="a"))) == 2


def test_each_speaker_has_their_quotes_together_and_the_unknown_come_last() -> None:
    lines = [text for text in texts("speakers")[1:] if "“" not in text]
    assert lines == [
        "Quotes by speaker · 4 quotes · 2 speakers",
        "Ana Restrepo  2 quotes",
        "Paul Weber  1 quote",
        "Speaker unknown  1 quote",
    ]


def test_every_quote_leads_to_its_words_in_every_view() -> None:
    for view in VIEWS:
        blocks = thread_blocks(SAID, SETTING, view)
        places = [block.place for block in blocks if block.key.startswith("quote ")]
        assert len(places) == 4
        assert all(place and place.end > place.start for place in places)


def test_a_thread_without_quotes_says_so() -> None:
    blocks = exchange_blocks(replace(TALKS, quotes=()), SETTING, "exchange")
    assert blocks[-1].paragraphs[0].text.text == "Nobody is quoted in this thread."


def test_quotes_that_are_not_certain_are_counted_until_the_page_is_unfolded() -> None:
    doubtful = replace(UNKNOWN, reason="no speaker is named")
    passed_over = replace(LATER, reason="others matter more")
    brief = replace(SAID, quotes=(CALLED, ANSWER), other_quotes=(doubtful, passed_over))

    def lines(context: PageContext) -> list[str]:
        return drawn(thread_blocks(brief, context, "exchange"))

    assert lines(SETTING)[1].endswith("3 quotes · 2 speakers")
    assert lines(SETTING)[-1] == "  1 more quote, not certain · V"
    assert not any("Both sides agreed" in line for line in lines(SETTING))
    unfolded = lines(replace(SETTING, is_unfolded=True))
    assert any("“Both sides agreed” · no speaker is named" in line for line in unfolded)
    assert not any("others matter more" in line for line in unfolded)
