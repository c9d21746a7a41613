"""Headlines that name the speaker of a quote for which the text names nobody."""

from __future__ import annotations

import pytest

from briefing.text.quotes import extract_quotes


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("Brandt says the dam is safe", "“I saw no crack in the wall at all. Really!”"),
        ("Brandt Says the Dam Is Safe, but Adds: “I Saw No Crack”", "“I saw no crack in the wall at all. Really!”"),
        ("Brandt: ‘I saw no crack in the wall’", "The wall was built in 1962. “I saw no crack in the wall at all.”"),
        ("Mayor Brandt denies that the dam is cracked", "“The wall is as good as new,” he said on Monday."),
        ("Brandt, asked about the dam, says it will hold", "“The wall is as good as new,” she said on Monday."),
    ],
)
def test_quote_is_by_who_speaks_in_the_headline(title: str, text: str) -> None:
    (quote,) = extract_quotes(text, title)
    assert quote.speaker == "Brandt" and quote.confidence >= 0.5


def test_name_of_the_headline_is_made_full_by_the_text() -> None:
    text = (
        "“I saw no crack in the wall at all. It is as good as it was in 1962, and it will be so.”\nWho is Karl Brandt?"
    )
    (quote,) = extract_quotes(text, "Brandt says the dam is safe")
    assert (quote.speaker, quote.evidence) == ("Karl Brandt", "headline")


@pytest.mark.parametrize(
    ("title", "text"),
    [
        ("The dam is safe", "“I saw no crack in the wall at all. Really!”"),
        ("Norden: Fire destroys the old harbour", "“We lost everything we had in one night.”"),
        ("France says the dam is safe", "“I saw no crack in the wall at all. Really!”"),
        ("NATO says the dam is safe", "“I saw no crack in the wall at all. Really!”"),
        ("River Council says the dam is safe", "“I saw no crack in the wall at all. Really!”"),
        ("Brandt builds a dam that is safe", "“I saw no crack in the wall at all. Really!”"),
        ("The Harbour Guild: “We will march”", "They walked under the banner “Harbour Guild.”"),
        ("The mayor says the dam is safe", "“I saw no crack in the wall at all. Really!”"),
        ("Brandt was told that the dam is safe", "“I saw no crack in the wall at all. Really!”"),
        (
            "Brandt says the dam is safe",
            "It rained all day in the hills. “Nobody told us a word of it.”",
        ),
    ],
)
def test_quote_stays_nobodys_where_the_headline_does_not_tell(title: str, text: str) -> None:
    assert [quote.speaker for quote in extract_quotes(text, title)] in ([None], [])


def test_speaker_of_the_text_goes_before_that_of_the_headline() -> None:
    text = "“I saw no crack in the wall,” Ana Duarte said."
    assert [quote.speaker for quote in extract_quotes(text, "Brandt says the dam is safe")] == ["Ana Duarte"]
