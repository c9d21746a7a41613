"""Galleries, lists and opinion give a brief no lines, key quotes, events or independent reports beside a report."""

from __future__ import annotations

from dataclasses import replace

from briefing.briefs.composition import make_brief
from briefing.config import Config, OutputConfig
from briefing.model import AnnotatedArticle, Brief
from briefing.threads.labels.labelled_thread import make_thread
from tests.table import table
from tests.threads import factories as f
from tests.threads.factories import arrived, item

REPORT = arrived(item(f.QUAKE, "Quake in Peru", at=f.NOON, outlet="One"), f.NOON)
HEADLINE = arrived(item("", "Strong quake in Peru", at=f.hours(1), outlet="Two"), f.hours(1))
SAID = "“I have never seen so many people cry in one street of this town,” said photographer Lena Brandt."
ASIDES = {
    "gallery": ("In pictures: the quake in Peru", f"The best images of the strong earthquake near Arequipa. {SAID}"),
    "list": (
        "10 things to know for Monday",
        f"An earthquake in Peru, a strike in Bolivia, a cup in Osaka. {SAID}",
    ),
    "opinion": ("Opinion: Peru learns nothing from its quakes", f"Every earthquake asks the same questions. {SAID}"),
}


def aside(kind: str) -> AnnotatedArticle:
    title, text = ASIDES[kind]
    return arrived(item(text, title, at=f.hours(5), outlet="Three"), f.hours(5))


def compose(*members: AnnotatedArticle, config: Config | None = None) -> Brief:
    return make_brief(make_thread("x", members), members, config or Config())


def sources(brief: Brief) -> set[str]:
    """Titles of the articles that lines and events of a brief come from."""
    lines = (*brief.lead, *brief.new, *(event.line for event in brief.timeline))
    return {line.source.title for line in lines}


@table("kind", [*ASIDES])
def test_beside_a_report_they_say_nothing(kind: str) -> None:
    brief = compose(REPORT, aside(kind))
    assert sources(brief) == {"Quake in Peru"}
    assert brief.quotes == ()
    assert [quote.reason for quote in brief.other_quotes] == ["only in articles that report no event"]
    assert len(brief.articles) == 2 and set(brief.outlets) == {"One", "Three"}


@table("kind", [*ASIDES])
def test_beside_a_headline_the_story_has_no_line_rather_than_theirs(kind: str) -> None:
    brief = compose(HEADLINE, aside(kind))
    assert brief.thread.title == "Strong quake in Peru"
    assert (brief.lead, brief.new, brief.timeline, brief.quotes) == ((), (), (), ())


@table("kind", [*ASIDES])
def test_alone_they_speak_for_themselves(kind: str) -> None:
    brief = compose(aside(kind))
    assert brief.lead and [quote.speaker for quote in brief.quotes] == ["Lena Brandt"]
    assert brief.independent == 1


def test_they_are_no_independent_reports() -> None:
    brief = compose(REPORT, HEADLINE, aside("gallery"))
    assert brief.independent == 2
    assert brief.why == "3 articles, 3 outlets, 2 independent reports"


def test_a_report_that_repeats_a_gallery_still_speaks() -> None:
    text = f"{f.QUAKE_THREE} {f.QUAKE_TWO} {f.QUAKE}"
    gallery = arrived(item(text, "In pictures: Peru", at=f.NOON, outlet="Three"), f.NOON)
    report = arrived(item(text + " ", "Quake in Peru", at=f.hours(1), outlet="One"), f.hours(1))
    brief = compose(gallery, report)
    assert brief.copies == 1 and sources(brief) == {"Quake in Peru"}
    assert brief.lead


def test_a_quote_that_a_report_has_too_is_a_key_quote() -> None:
    report = arrived(item(f"{f.QUAKE} {SAID}", "Quake in Peru", at=f.NOON, outlet="One"), f.NOON)
    brief = compose(report, aside("gallery"))
    assert [len(quote.sources) for quote in brief.quotes] == [2] and brief.other_quotes == ()


def test_known_kinds_go_before_the_form() -> None:
    other = arrived(item(f.QUAKE_TWO, "Emergency in Arequipa", at=f.hours(1), outlet="Two"), f.hours(1))
    kinds = {REPORT.article.id: "", other.article.id: "page"}
    members = [REPORT, other]
    brief = make_brief(make_thread("x", members, kinds=kinds), members, Config(), kinds=kinds)
    assert sources(brief) == {"Quake in Peru"} and brief.independent == 1


def test_a_list_in_the_readers_language_does_not_decide_the_language() -> None:
    spanish = "Las mejores imágenes de la semana, desde el carnaval de Oruro hasta el terremoto de Perú."
    gallery = item(spanish, "En imágenes: la semana", at=f.hours(1), outlet="Dos")
    gallery = replace(gallery, article=replace(gallery.article, language="es"))
    brief = compose(REPORT, gallery, config=Config(output=OutputConfig(languages=("es", "en"))))
    assert [line.text for line in brief.lead] == [f.QUAKE]
