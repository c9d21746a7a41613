"""Which reports tell another state of an event than earlier ones; all are invented."""

from __future__ import annotations

import pytest

from briefing.text.event_states import Report, Toll, find_toll, is_background, main_clause, overtakes
from briefing.text.terms import content_stems
from tests.table import table


def report(
    headline: str,
    opening: str = "",
    hour: float | None = 0,
    *,
    second: str = "",
    language: str = "en",
    announces: bool = False,
) -> Report:
    def stems(text: str) -> frozenset[str]:
        return frozenset(content_stems(text, language))

    clause, opening_clause = (stems(main_clause(text, language)) for text in (headline, opening))
    seconds = None if hour is None else hour * 3600.0
    terms = (stems(headline), clause, opening_clause, stems(headline) | stems(opening))
    return Report(headline, opening, second, *terms, language, seconds, announces)


@table(
    "text, language, dead, is_total",
    [
        ("Mudslide in Orva kills 12", "en", 12, False),
        ("At least 12 people died in Orva", "en", 12, False),
        ("Mudslide in Orva kills 12 and injures 40", "en", 12, False),
        ("Quake of magnitude 6.4 kills 12 in Orva", "en", 12, False),
        ("40 injured, twelve dead in Orva", "en", 12, False),
        ("Death toll of Orva mudslide lowered from 15 to 12", "en", 12, True),
        ("Zwölf Tote bei Erdrutsch in Orva", "de", 12, False),
        ("Zahl der Toten nach Erdrutsch steigt auf zwölf", "de", 12, True),
        ("Sube a 12 la cifra de muertos en Orva", "es", 12, True),
        ("Doce personas murieron en Orva", "es", 12, False),
        ("Le bilan du glissement de terrain passe à 12", "fr", 12, True),
        ("Deslizamento mata doze em Orva", "pt", 12, False),
    ],
)
def test_a_toll_is_the_number_of_dead(text: str, language: str, dead: float, is_total: bool) -> None:
    assert find_toll(text, language) == Toll(dead, is_total)


@table("text", ["Mudslide in Orva injures 12", "Dozens killed in Orva", "12 roads closed when many of them died", ""])
def test_other_numbers_are_no_toll(text: str) -> None:
    assert find_toll(text, "en") is None


@table(
    "text, language, clause",
    [
        ("Traders sing for the market that burned", "en", "Traders sing for the market "),
        ("After the fire, traders sing", "en", "traders sing"),
        ("Nach Erdrutsch in Orva: Ministerin besucht Helfer", "de", "Ministerin besucht Helfer"),
        ("After the fire", "en", ""),
        ("Traders sing", "en", "Traders sing"),
        ("Traders sing after all", "fi", "Traders sing after all"),
    ],
)
def test_the_main_clause_stands_before_or_behind_the_first_subordinate_one(
    text: str, language: str, clause: str
) -> None:
    assert main_clause(text, language) == clause


@table(
    "new, old, language",
    [
        ("Mudslide toll in Orva rises to 15", "Mudslide in Orva kills 12", "en"),
        ("Mudslide in Orva kills 15", "Mudslide in Orva kills 12", "en"),
        ("Mudslide toll in Orva lowered to 9", "Mudslide in Orva kills 12", "en"),
        ("Two divers rescued from Orva cave", "Search for two divers in Orva cave", "en"),
        ("Orva airline denies report of sale", "Orva airline in talks on sale, paper says", "en"),
        ("Launch of Orva probe postponed", "Orva probe ready for launch", "en"),
        ("Bürgermeister von Orva tritt zurück", "Bürgermeister von Orva unter Druck", "de"),
        ("Liberada la doctora Salas en Orva", "Detenida la doctora Salas en Orva", "es"),
        ("La maire d'Orva démissionne", "La maire d'Orva soupçonnée de fraude", "fr"),
        ("Médica Rita Sales é libertada em Orva", "Médica Rita Sales é presa em Orva", "pt"),
    ],
)
def test_a_new_state_overtakes_a_former_one_at_once(new: str, old: str, language: str) -> None:
    newer, older = report(new, hour=1, language=language), report(old, language=language)
    assert overtakes(newer, older)
    assert not overtakes(older, newer)
    assert not overtakes(report(new, language=language), older)
    assert not overtakes(report(new, hour=None, language=language), older)


@table(
    "new, old",
    [
        ("Mudslide in Orva kills 9", "Mudslide in Orva kills 12"),
        ("Ten rescued from Orva mudslide", "Mudslide in Orva kills 12"),
        ("Mudslide in Orva blocks road", "Mudslide in Orva kills 12"),
        ("Train crash in Lund kills 15", "Mudslide in Orva kills 12"),
        ("Two divers rescued from Orva cave", "Divers freed from Orva cave"),
        ("Choir sings for divers rescued from Orva cave", "Divers rescued from Orva cave"),
        ("Orva mayor denies theft", "Orva mayor accused of theft"),
        ("Choir of Orva sings after divers were rescued from cave", "Search for divers in Orva cave"),
    ],
)
def test_what_is_no_new_state_of_the_event_overtakes_nothing(new: str, old: str) -> None:
    assert not overtakes(report(new, hour=1), report(old))


def test_a_cancellation_overtakes_what_was_announced_not_the_reason_for_it() -> None:
    goes_bust = report("Airline Nordis collapses in Orva", "Nordis of Orva is bankrupt.")
    cancels = report("Nordis of Orva cancels 300 weekend flights", hour=1)
    assert not overtakes(cancels, goes_bust)
    assert overtakes(cancels, report("Nordis adds flights from Orva", "Nordis of Orva will fly.", announces=True))
    off = report("Nordis cancels all flights from Orva", hour=1)
    flights = "Airline Nordis of Orva leaves all flights on ground"
    assert overtakes(off, report(flights))
    assert not overtakes(off, report(flights, second="Flights were cancelled."))


def test_a_state_outside_the_main_clause_is_background() -> None:
    resigns = report("Mayor of Orva resigns")
    assert is_background(resigns, report("Traders cheer as mayor of Orva resigns", hour=1))
    assert not is_background(resigns, report("Mayor of Orva resigns after fraud", hour=1))
    assert not is_background(resigns, report("Traders of Orva cheer", hour=1))


@pytest.mark.parametrize("text", ["12 " * 50_000, "after " * 50_000, "a" * 100_000, "death toll " * 30_000])
def test_hostile_texts_are_read_in_linear_time(text: str) -> None:
    overtakes(report("x", text[:600], 1), report("x", text[:600]))
    find_toll(text, "en")
