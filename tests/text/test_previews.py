"""Sentences and headlines that announce an event."""

from __future__ import annotations

from briefing.text.previews import is_preview
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
