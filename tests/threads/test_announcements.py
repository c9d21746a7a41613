"""Headlines and lead sentences that announce an event."""

from __future__ import annotations

from datetime import timedelta

from briefing.threads.labels.announcements import MOST_DAYS, announces, lead_announces, names_coming_day
from tests.table import table
from tests.threads.factories import NOON

SUNDAY = NOON
"""1 March 2026."""


@table(
    ("line", "language", "does"),
    [
        ("Bishop of Norland is set to bless stadium in Lund", "en", True),
        ("Norland-Sudria summit expected in Lund on Sunday", "en", True),
        ("Bishop of Norland to quit", "en", False),
        ("Bishop refuses to sign treaty in Lund", "en", False),
        ("Is the bishop set to bless the stadium?", "en", False),
        ("Los obreros de Norland irán a la huelga", "es", True),
        ("Los obreros de Norland no irán a la huelga", "es", False),
        ("Los obreros van de Irán a Teherán", "es", False),
        ("Un obrero de Teherán gana la copa", "es", False),
        ("Operários de Norland farão greve", "pt", True),
        ("Les ouvriers de Norland seront en grève", "fr", True),
        ("Les ouvriers de Norland ne seront pas en grève", "fr", False),
        ("The comet will be visible over Lund", "en", True),
        ("The comet will not be visible over Lund", "en", False),
        ("Police say the comet will be visible", "en", False),
        ("Norland to hold talks", "fi", False),
    ],
)
def test_a_headline_announces_by_a_phrase_or_a_verb_in_the_future(line: str, language: str, does: bool) -> None:
    assert announces(line, language) is does


@table(
    ("line", "language"),
    [
        ("Norland meets Sudria in cup final on {}", "en Tuesday"),
        ("Gericht urteilt am {} über Berufung", "de Dienstag"),
        ("El Supremo decide el {} sobre el recurso", "es martes"),
        ("Le tribunal se prononce {} sur le recours", "fr mardi"),
        ("Tribunal decide recurso na {}", "pt terça"),
        ("Tribunal decide na {} o recurso", "pt terça-feira"),
    ],
)
def test_a_headline_announces_by_a_weekday_that_follows_its_publication(line: str, language: str) -> None:
    code, day = language.split(" ")
    written = line.format(day)
    tuesday = SUNDAY + timedelta(days=2)
    for days in range(7):
        assert announces(written, code, tuesday - timedelta(days=days)) is (1 <= days <= MOST_DAYS)
    assert not announces(written, code) and not announces(written, "fi", SUNDAY)


def test_a_text_that_names_a_day_before_its_publication_as_well_names_no_coming_day() -> None:
    assert names_coming_day("In Lund from Tuesday to Saturday", "en", SUNDAY)
    assert names_coming_day("Jailed on Monday, or on Tuesday", "en", SUNDAY)
    assert not names_coming_day("Jailed on Saturday, in court on Monday", "en", SUNDAY)
    assert not names_coming_day("Jailed on no day", "en", SUNDAY)
    assert not names_coming_day("Prefeito abre na segunda escola", "pt", SUNDAY)


@table(
    ("sentence", "does"),
    [
        ("Norland awaits the speech of the king on Tuesday.", True),
        ("Norland will play on Tuesday, the coach said.", True),
        ("Norland is set to play Sudria.", True),
        ("The king opened the hall, and Norland will play on Tuesday.", False),
        ("Norland play Sudria.", False),
    ],
)
def test_a_lead_announces_if_it_tells_nothing_that_has_happened(sentence: str, does: bool) -> None:
    assert lead_announces(sentence, "en", SUNDAY) is does
    assert not lead_announces(sentence, "fi", SUNDAY)
