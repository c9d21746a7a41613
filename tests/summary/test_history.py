from __future__ import annotations

from briefing.model import AnnotatedArticle
from briefing.summary.candidates import candidates_of
from briefing.summary.history import is_plan, is_scene, without_asides
from briefing.summary.summarizer import summarize_thread
from tests.summary.factories import report
from tests.table import table
from tests.threads import factories as f
from tests.threads.factories import item


@table(
    ("language", "text"),
    [
        ("en", "Traffic will be allowed on the bridge from Monday morning, the agency said."),
        ("en", "The ministers are to meet in Oslo on Sunday."),
        ("en", "The two leaders are expected to discuss gas prices and prisoners."),
        ("en", "The singer is due to perform in the stadium on Sunday."),
        ("es", "La ciudad se prepara para una huelga de los conductores del metro."),
        ("fr", "Le président devrait signer le texte lundi à Valbec."),
        ("pt", "O festival deve reunir 80 mil pessoas no domingo."),
        ("de", "Die Brücke wird am Montag für den Verkehr freigegeben."),
        ("es", "Las urnas abrirán a las ocho de la mañana."),
        ("es", "El túnel será inaugurado el lunes."),
        ("fr", "Les bureaux de vote ouvriront à huit heures."),
        ("pt", "As urnas abrirão às oito da manhã."),
    ],
)
def test_a_main_clause_in_the_future_tense_is_a_plan(language: str, text: str) -> None:
    assert is_plan(text, language)


@table(
    ("language", "text"),
    [
        ("en", "The council decided that traffic will be allowed on the bridge."),
        ("en", "“We will never leave this island,” the fishermen told the minister."),
        ("en", "His will was read in Oslo, which ended the dispute."),
        ("en", "The council asked whether he is expected to sign the treaty."),
        ("de", "Der Rat beschloss, dass die Brücke im Mai freigegeben wird."),
        ("es", "El Gobierno de Irán anunció que las urnas abrirán a las ocho."),
        ("fr", "L'opéra de Valbec a brûlé dimanche."),
        ("pt", "No verão a ponte foi fechada."),
        ("it", "Traffic will be allowed on the bridge."),
    ],
)
def test_what_was_decided_or_said_of_the_future_is_none(language: str, text: str) -> None:
    assert is_plan(text, language) is (text.startswith("His will"))  # a noun is taken for the verb


def rents() -> list[AnnotatedArticle]:
    scene = "Rosa Klein keeps her keys in a tin that once held biscuits. Klein pays 1,140 crowns for two rooms. "
    vote = "The council of Calder adopted a freeze of rents for five years."
    suit = "Landlords in Calder sued the city on Monday over the freeze of rents."
    return [
        item(scene + vote, "Can a freeze of rents save the tenants of Calder?", at=f.hours(0), outlet="Ledger"),
        item(suit, "Landlords sue Calder over freeze of rents", at=f.hours(30), outlet="Express"),
    ]


def test_the_scene_that_opens_a_feature_does_not_tell_how_a_story_came_about() -> None:
    lines = summarize_thread(rents(), most_before=2)
    assert [(line.part, line.text) for line in lines] == [
        ("in_short", "Landlords in Calder sued the city on Monday over the freeze of rents."),
        ("before", "The council of Calder adopted a freeze of rents for five years."),
    ]


def test_without_anything_fit_nothing_came_before() -> None:
    suit = rents()[1]
    plan = item("The freeze of rents will begin in May.", "Rents", at=f.hours(0), outlet="Ledger")
    assert [line.part for line in summarize_thread([plan, suit])] == ["in_short"]


def test_only_what_came_before_is_left_out() -> None:
    members = rents()
    candidates = [each for number, member in enumerate(members) for each in candidates_of(member, number, headed=False)]
    assert without_asides(candidates, members, ()) == candidates
    standings = [each.standing for each in without_asides(candidates, members, {0})]
    assert standings == ["unusable", "unusable", "whole", "whole"]


def test_details_of_a_report_are_no_scene() -> None:
    text = "Floods cut off the Rudal valley on Sunday. More than 300 people were injured in the night."
    members = [item(text, "Floods cut off Rudal valley", at=f.NOON)]
    candidates = candidates_of(members[0], 0, headed=False)
    assert is_scene(candidates[1], frozenset({"flood"}))
    assert without_asides(candidates, members, {0}) == candidates


def test_without_headlines_nothing_is_a_scene() -> None:
    (candidate,) = candidates_of(report("Rosa Klein keeps her keys in a tin of biscuits."), 0, headed=False)
    assert not is_scene(candidate, frozenset())
    assert is_scene(candidate, frozenset({"rent"}))
    assert not is_scene(candidate, frozenset({"rent"}), "it")
