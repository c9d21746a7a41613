from __future__ import annotations

from dataclasses import replace
from datetime import UTC

from briefing.model import KeyQuote, Translation
from briefing.tui.drawing.attributions import PageContext
from briefing.tui.drawing.quote_blocks import VIEWS, View, by_time, date_of, exchange_blocks
from briefing.tui.drawing.thread_blocks import thread_blocks
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


def test_an_exchange_tells_who_said_what_to_whom() -> None:
    lines = texts("exchange")
    assert lines[:3] == ["Colombia–United States: call, tariffs", "4 quotes · 2 speakers", "Who said what to whom"]
    assert lines[3:5] == ["27 Feb 10:30 Paul Weber → Ana Restrepo  told", "“We will answer in kind,” [3] The Guardian"]


def test_what_one_says_in_a_row_is_one_turn() -> None:
    again = replace(CALLED, text="He invited", cue="added")
    assert texts("exchange", CALLED, again)[3:] == [
        "1 Mar 10:30  Ana Restrepo  said",
        "“It was a good and long talk,” [2] BBC World · 2 outlets",
        "             “He invited” [2] BBC World · 2 outlets",
    ]
    assert texts("exchange", CALLED, replace(again, addressee="reporters"))[5].endswith(
        "Ana Restrepo → reporters  added"
    )


def test_translations_of_a_quote_follow_with_their_language() -> None:
    translated = replace(
        ANSWER, translations=(Translation("es", "Responderemos"), Translation("fr", "Nous répondrons"))
    )
    lines = texts("exchange", translated)
    assert lines[4:] == ["“We will answer in kind,” [3] The Guardian", "es: “Responderemos”", "fr: “Nous répondrons”"]


def test_spokesperson_is_told_with_whom_they_speak_for() -> None:
    lines = texts("exchange", replace(ANSWER, speaks_for="Energy Ministry"))
    assert lines[3] == "27 Feb 10:30 Paul Weber (for Energy Ministry) → Ana Restrepo  told"


def test_speakers_tell_whom_they_speak_for_and_who_quotes_them() -> None:
    spoken = replace(ANSWER, speaks_for="Energy Ministry")
    lines = texts("speakers", spoken, replace(spoken, text="Again and again"))
    assert lines[3] == "Paul Weber (for Energy Ministry)  2 quotes"
    retold = replace(CALLED, speaker="Paul Weber", quoted_by="Ana Restrepo")
    lines = texts("speakers", spoken, retold)
    assert lines[3] == "Paul Weber  2 quotes"
    assert "for Energy Ministry, to Ana Restrepo: “We will answer" in lines[4]
    assert "quoted by Ana Restrepo: “It was" in lines[5]


def test_two_unknown_voices_are_not_one_turn() -> None:
    assert sum("Speaker unknown" in text for text in texts("exchange", UNKNOWN, replace(UNKNOWN, text="a"))) == 2


def test_each_speaker_has_their_quotes_together_and_the_unknown_come_last() -> None:
    lines = [text for text in texts("speakers")[2:] if "“" not in text]
    assert lines == ["Quotes by speaker", "Ana Restrepo  2 quotes", "Paul Weber  1 quote", "Speaker unknown  1 quote"]
    assert "27 Feb 10:30 to Ana Restrepo: “We will answer in kind,” [3] The Guardian" in texts("speakers")


def test_undated_quotes_leave_no_room_for_dates() -> None:
    undated = replace(CALLED, sources=tuple(replace(s, published=None) for s in CALLED.sources))
    assert "  Ana Restrepo  said" in texts("exchange", undated)


def test_every_quote_leads_to_its_words_in_every_view() -> None:
    for view in VIEWS:
        blocks = thread_blocks(SAID, SETTING, view)
        places = [block.place for block in blocks if block.key.startswith("quote ")]
        assert len(places) == 4
        assert all(place and place.end > place.start for place in places)


def test_a_thread_without_quotes_says_so() -> None:
    blocks = exchange_blocks(replace(TALKS, quotes=()), SETTING, "exchange")
    assert blocks[-1].paragraphs[0].text.text == "Nobody is quoted in this thread."


def test_other_quotes_have_the_reason_why_they_are_no_key_quotes() -> None:
    doubted = replace(UNKNOWN, reason="no speaker is named")
    brief = replace(SAID, quotes=(CALLED, ANSWER), other_quotes=(doubted,))
    lines = [p.text.text.replace("\xa0", " ") for b in thread_blocks(brief, SETTING, "exchange") for p in b.paragraphs]
    assert lines[1] == "3 quotes · 2 speakers · 2 key quotes"
    (line,) = [line for line in lines if line.endswith("no key quote: no speaker is named")]
    assert "“Both sides agreed”" in line
