"""What a reader knows from the first line is not told again in other words, unless something is new in it."""

from __future__ import annotations

from dataclasses import replace

from briefing.briefs.highlights import untold
from briefing.briefs.retold_event import retells_event
from briefing.model import Citation, Line
from tests.table import table
from tests.threads.factories import hours


def line(text: str, title: str, article: str, hour: int | None = 5, start: int = 0) -> Line:
    published = None if hour is None else hours(hour)
    return Line(text, Citation(article, start, start + len(text), title=title, published=published))


FIRST = replace(
    line(
        "Pilots of Norair have called off their walkout after agreeing on nine percent more pay.",
        "Norair pilots cancel strike",
        "first",
    ),
    part="in_short",
)
OTHER = replace(line("Chairman Olaf Rehm thanked five mediators.", "", "other"), part="in_short")
TITLE = "Strike of Norair pilots cancelled"
AGAIN = "The pilots' strike at Norair will not happen, as both sides found a deal."


@table(
    ("text", "title", "hour", "retells"),
    [
        (AGAIN, TITLE, 6, True),
        (AGAIN, TITLE, 4, True),
        (AGAIN, TITLE, None, True),
        (AGAIN, "Norair pilots resume strike", 6, False),  # a new state
        (AGAIN, "Norair pilots begin strike", 4, True),  # overtaken
        (AGAIN, "Norair pilots begin strike", None, False),  # perhaps new
        (AGAIN, "Passengers of Norair wait at airports despite pilots", 4, False),  # something else
        (AGAIN, "Norair strike", 6, False),  # too little to tell by
        (AGAIN, f"{TITLE}; passengers relieved", 6, True),
        (f"{AGAIN[:-1]} on Sunday.", TITLE, 6, True),
        (f"{AGAIN[:-1]} in Arvik.", TITLE, 6, False),  # a name
        (f"{AGAIN[:-1]} with Olaf Rehm.", TITLE, 6, True),
        (f"{AGAIN[:-1]} for 12 months.", TITLE, 6, False),  # a number
        (f"{AGAIN[:-1]} for two years.", TITLE, 6, False),
        (f"{AGAIN[:-1]} of nine percent.", TITLE, 6, True),
        (f"{AGAIN[:-1]} of seven percent.", TITLE, 6, False),
        (f"{AGAIN[:-1]} of seven percent.", TITLE, 4, True),  # overtaken
        (f"{AGAIN[:-1]} of 7 percent.", TITLE, 4, True),
        (f"{AGAIN[:-1]} for 300 flights.", TITLE, 4, False),  # of other things
    ],
)
def test_a_line_retells_the_event_of_its_headline_without_new_number_name_or_state(
    text: str, title: str, hour: int | None, retells: bool
) -> None:
    assert retells_event(line(text, title, "second", hour), (FIRST, OTHER)) is retells


@table(
    ("first", "headline", "text", "title"),
    [
        (
            "La corte suprema absolvió el lunes al alcalde Iván Rey.",
            "Fallo a favor de Iván Rey",
            "El alcalde ha sido declarado inocente.",
            "La corte suprema absuelve al alcalde Rey",
        ),
        (
            "Der Bau der Brücke von Arvik ruht bis auf weiteres.",
            "Richter stoppen Bau der Brücke",
            "An der Brücke darf vorerst nicht weiter gebaut werden.",
            "Brückenbau in Arvik gestoppt",
        ),
        (
            "Le conseil de Sorgues a rejeté lundi le projet de tramway.",
            "Tramway : le conseil dit non",
            "Les élus ont voté contre le projet.",
            "Sorgues : le conseil rejette le tramway",
        ),
    ],
)
def test_forms_of_words_are_compared_by_their_consonants(first: str, headline: str, text: str, title: str) -> None:
    told = replace(line(first, headline, "first"), part="in_short")
    assert retells_event(line(text, title, "second", 6), (told,))


def test_only_the_opening_of_another_article_retells_the_event_of_a_summary() -> None:
    again = line(AGAIN, TITLE, "second", 6)
    assert untold([again], (FIRST,)) == ()
    for told in ((), (replace(FIRST, part=""),), (replace(FIRST, part="before"),)):
        assert untold([again], told) == (again,)
    assert retells_event(line(AGAIN, TITLE, "second", 6, start=80), (FIRST,))
    assert not retells_event(line(AGAIN, TITLE, "second", 6, start=81), (FIRST,))
    assert not retells_event(line(AGAIN, TITLE, "first", 6), (FIRST,))


def test_a_headline_that_the_title_repeats_is_no_new_state() -> None:
    again = line(AGAIN, "Norair pilots abandon strike", "second", 6)
    assert not retells_event(again, (FIRST,))
    assert untold([again], (FIRST,), "Norair pilots abandon strike") == ()
    other = line(AGAIN, "Norair pilots abandon jobs for farming", "second", 6)  # most of it is not about the event
    assert not retells_event(other, (FIRST,), other.source.title)
