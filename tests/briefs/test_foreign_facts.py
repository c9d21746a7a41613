"""A thread in several languages tells each fact once, in the reader's language first."""

from __future__ import annotations

from dataclasses import replace

from briefing.briefs.composition import make_brief
from briefing.briefs.foreign_facts import add_foreign, without_retold
from briefing.config import Config, OutputConfig
from briefing.model import AnnotatedArticle, Article, Brief, Citation, Line
from briefing.text.analysis import analyse
from briefing.threads.labels.labelled_thread import make_thread
from briefing.threads.reading_language import in_language, reading_language
from tests.threads.factories import hours


def report(language: str, at: float, title: str, text: str) -> AnnotatedArticle:
    made = Article.from_text(text, title=title, outlet=f"Outlet {language}", published=hours(at))
    made = replace(made, language=language, fetched=hours(at))
    return AnnotatedArticle(made, analyse(made))


VOTE = report(
    "en",
    0,
    "Ecuador rejects tax reform of President Salcedo",
    "The parliament of Ecuador rejected the tax reform of President Ramiro Salcedo by 78 votes to 52. "
    "The government had promised the reform to its creditors.",
)
VOTO = report(
    "es",
    2,
    "La Asamblea tumba la reforma tributaria de Salcedo",
    "La Asamblea de Ecuador rechazó por 78 votos contra 52 la reforma tributaria del presidente Ramiro Salcedo. "
    "La ministra Lucía Andrade presentó después su renuncia. "
    "El Gobierno lamentó la decisión de los legisladores.",
)
VOTO_TWO = report(
    "es",
    3,
    "Salcedo pierde la votación de la reforma tributaria",
    "El presidente Ramiro Salcedo perdió en la Asamblea la votación de la reforma tributaria con 78 votos en contra.",
)


def brief(members: list[AnnotatedArticle], *languages: str) -> Brief:
    config = Config(output=OutputConfig(languages=languages))
    return make_brief(make_thread("t", members, languages=languages), members, config)


def test_a_thread_is_told_in_the_first_language_that_it_has() -> None:
    assert reading_language([VOTE, VOTO], ["fr", "es", "en"]) == "es"
    assert reading_language([VOTE, VOTO], ["en", "es"]) == "en"


def test_without_a_preference_it_is_told_in_that_of_most_articles() -> None:
    assert reading_language([VOTE, VOTO, VOTO_TWO]) == reading_language([VOTE, VOTO, VOTO_TWO], ["de"]) == "es"
    assert reading_language([VOTE, VOTO]) == "en"
    assert reading_language([]) == ""


def test_articles_of_unknown_language_belong_to_every_language() -> None:
    unknown = replace(VOTE, article=replace(VOTE.article, language=""))
    assert in_language([unknown, VOTO], "es") == [unknown, VOTO]
    assert in_language([VOTO], "en") == [VOTO]


def test_title_and_summary_are_in_the_language_of_the_thread() -> None:
    english, spanish = brief([VOTE, VOTO], "en"), brief([VOTE, VOTO], "es")
    assert english.thread.title == VOTE.article.title and spanish.thread.title == VOTO.article.title
    assert english.lead[0].source.article_id == VOTE.article.id
    assert {line.source.article_id for line in spanish.lead} == {VOTO.article.id}


def test_a_fact_that_only_another_language_has_follows() -> None:
    told = brief([VOTE, VOTO], "en")
    foreign = [line.text for line in told.lead if line.source.article_id == VOTO.article.id]
    assert foreign == ["La ministra Lucía Andrade presentó después su renuncia."]
    assert [line.text for line in told.new if line.source.article_id == VOTO.article.id] == foreign


def test_a_fact_of_two_foreign_reports_is_told_once() -> None:
    again = report(
        "fr", 4, "Andrade démissionne", "La ministre Lucía Andrade a démissionné après le vote de 78 députés."
    )
    told = brief([VOTE, VOTO, again], "en")
    assert sum("Andrade" in line.text for line in told.new) == 1


def test_new_numbers_are_facts_and_places_days_and_small_numbers_are_none() -> None:
    def kept(text: str) -> bool:
        foreign = report("es", 5, "Ecuador", text)
        source = Citation(foreign.article.id, 0, len(text))
        return bool(without_retold([Line(text, source)], [VOTE, foreign], "en"))

    assert kept("La deuda subió a 1.900 millones de dólares.")
    assert kept("Perdieron por 3-1.")
    assert not kept("El martes hubo 2 votaciones en Quito.")
    assert not kept("La Asamblea de Ecuador rechazó la reforma por 78 votos.")
    assert not kept("También el Parlamento rechazó la reforma.")


def test_lines_of_the_language_of_the_thread_are_all_kept() -> None:
    text = VOTE.article.text
    line = Line(text, Citation(VOTE.article.id, 0, len(text)))
    assert without_retold([line, line], [VOTE, VOTO], "en") == [line, line]
    assert without_retold([line], [VOTE], "en") == [line]


def test_foreign_lines_fill_only_the_room_that_is_left() -> None:
    lead = [Line("one two three", Citation("a", 0, 1))]
    short, long = Line("four five", Citation("b", 0, 1), alone=True), Line("a b c d e", Citation("b", 2, 3), alone=True)
    tied = Line("six", Citation("b", 4, 5), alone=False)
    own = Line("seven", Citation("a", 4, 5), alone=True)
    assert add_foreign(lead, [long, tied, own, short], {"b": "es"}, 5) == [
        *lead,
        replace(short, part="in_short"),
    ]
    assert add_foreign(lead, [short], {"b": "es"}, 4) == lead
    before = replace(lead[0], part="before")
    assert add_foreign([before], [short], {"b": "es"}, 5) == [replace(short, part="in_short"), before]


def test_a_body_that_is_a_name_in_one_language_only_is_nothing_new() -> None:
    def kept(text: str) -> bool:
        foreign = report("es", 5, "Ecuador", text)
        return bool(without_retold([Line(text, Citation(foreign.article.id, 0, len(text)))], [VOTE, foreign], "en"))

    assert not kept("Ayer el Pleno de Ecuador rechazó por 78 votos contra 52 la reforma de Ramiro Salcedo.")
    assert kept("Ayer el Pleno de Ecuador rechazó por 78 votos contra 52 la reforma y pidió 900 millones.")
    assert kept("Ayer el Pleno oyó en Ecuador a Lucía Andrade.")
