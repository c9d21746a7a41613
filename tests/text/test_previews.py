"""Sentences and headlines that announce an event."""

from __future__ import annotations

from briefing.text.previews import is_announcement, is_preview
from tests.table import table


@table(
    ("text", "language", "announces"),
    [
        ("Norland and Sudria to hold talks", "en", True),
        ("The ministers ARE SET TO sign the treaty", "en", True),
        ("Norland and Sudria hold talks", "en", False),
        ("The ministers signed the treaty", "en", False),
        ("Ministers into hold", "en", False),
        ("Norland refuses to sign the treaty", "en", False),
        ("Norland refuses to sign, and Sudria is set to leave", "en", True),
        ("Vote on the treaty expected Sunday", "en", True),
        ("Der Senat stimmt am Sonntag ab", "de", True),
        ("El Senado llegará a Lund", "es", True),
        ("Vote attendu dimanche", "fr", True),
        ("Votação prevista para domingo", "pt", True),
        ("Der Gipfel steht bevor", "de", True),
        ("Der Gipfel ist vorbei", "de", False),
        ("Norland to hold talks", "fi", False),
    ],
)
def test_a_preview_has_a_phrase_of_its_language(text: str, language: str, announces: bool) -> None:
    assert is_preview(text, language) is announces


@table(
    ("text", "language", "announces"),
    [
        ("Norland and Sudria to hold talks", "en", True),
        ("Norland sent two ministers to hold talks.", "en", False),
        ("Norland sent two ministers “to hold talks.”", "en", False),
        ("The ministers are to hold talks.", "en", True),
        ("The ministers will hold talks.", "en", True),
        ("Der Gipfel steht bevor.", "de", True),
        ("Norland to hold talks", "fi", False),
    ],
)
def test_infinitive_announces_in_headlines_only(text: str, language: str, announces: bool) -> None:
    assert is_announcement(text, language) is announces
