"""Evidence that two articles in different languages report one event."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.threads.clustering.event_evidence import COMPARED, ENOUGH, NAMES, Evidence, Profile, Topic, compare
from briefing.threads.cross_language.neutral_terms import neutral_terms


def evidence(one: str, other: str, languages: tuple[str, str] = ("en", "es"), seen: int = 0) -> Evidence:
    profiles = [Profile.of(neutral_terms("", text, code)) for text, code in zip((one, other), languages, strict=True)]
    return compare(profiles[0], profiles[1], lambda term: seen, 0)


def headlines(one: str, other: str, *, is_recent: bool = True) -> Evidence:
    """Evidence of two reports, each a headline up to the first full stop and a text."""
    profiles = []
    for report, language in ((one, "en"), (other, "es")):
        title, _, text = report.partition(". ")
        profiles.append(Profile.of(neutral_terms(title, text, language)))
    return compare(profiles[0], profiles[1], lambda term: 0, 0, lambda term: is_recent)


PIECES = (
    *"aeinrst \n.,-&é",
    "Quito ",
    " 1.900",
    "3-1 ",
    " millones",
    "Ana Prat ",
    "fuego ",
    " fire ",
    "U.S. ",
    "\U0001f600",
)
TEXT = st.lists(st.sampled_from(PIECES), max_size=80).map("".join)
VOTE = "Parliament in Ecuador rejected the tax reform of President Ramiro Salcedo by 78 votes to 52 in Quito."
VOTO = "El Congreso de Ecuador rechazó en Quito por 78 votos a 52 la reforma tributaria del presidente Ramiro Salcedo."
VISITA = "El presidente de Ecuador, Ramiro Salcedo, salió de Quito y firmará en Pekín un tratado sobre camarón."


def test_one_event_has_enough_evidence() -> None:
    assert evidence(VOTE, VOTO).score > ENOUGH


def test_another_event_of_the_same_person_has_not() -> None:
    assert evidence(VOTE, VISITA).score < ENOUGH / 2


def test_evidence_is_symmetric() -> None:
    one, other = evidence(VOTE, VOTO), evidence(VOTO, VOTE, ("es", "en"))
    assert one.score == pytest.approx(other.score)


def test_a_full_name_is_one_topic() -> None:
    names = [topic for topic in evidence(VOTE, VOTO).topics if topic.kind == "name"]
    assert [topic.text for topic in names] == ["ramiro salcedo"]


JUDGE = "Court suspends judge Ofelia Brandán"
JUEZA = "Suspenden a la jueza Ofelia Brandán"


def test_the_full_name_of_a_person_in_both_headlines_says_most() -> None:
    assert headlines(JUDGE, JUEZA).score > ENOUGH
    assert [topic.text for topic in headlines(JUDGE, JUEZA).topics if topic.is_protagonist] == ["ofelia brandan"]
    person, event = Topic("name", "ofelia brandan", 8.0), Topic("concept", "court", 3.0)
    assert Evidence((person, event), 1.0, 45.0).score == pytest.approx(8.0 * NAMES + 3.0)
    protagonist = replace(person, is_protagonist=True)
    assert Evidence((protagonist, event), 1.0, 45.0).score == pytest.approx(8.0 + 3.0)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Court suspends judge. The judge is Ofelia Brandán.", JUEZA),
        (JUDGE, "Suspenden a la jueza. Se trata de Ofelia Brandán."),
        ("Court suspends judge Brandán", "Suspenden a la jueza Brandán"),
        (f"{JUDGE}. She met the president.", JUEZA),
        (JUDGE, f"{JUEZA}. Habló el presidente."),
    ],
)
def test_a_name_in_the_text_a_surname_and_the_name_of_a_leader_do_not(one: str, other: str) -> None:
    assert not any(topic.is_protagonist for topic in headlines(one, other).topics)


def test_nor_does_a_name_that_has_been_in_the_news_for_days() -> None:
    assert not any(topic.is_protagonist for topic in headlines(JUDGE, JUEZA, is_recent=False).topics)


def test_a_person_without_an_event_is_no_evidence() -> None:
    assert headlines("Who is Ofelia Brandán", "Ofelia Brandán en cifras").score == 0.0


@pytest.mark.parametrize(
    ("english", "spanish", "shared"),
    [
        ("by 78-41", "con 78 votos a favor y 41 en contra", ["78-41"]),
        ("by 78 votes to 41", "78-41", ["78-41"]),
        ("by 78-41", "con 78 votos a favor y 40 en contra", []),
        ("won 2-1", "2 goles y 1 tarjeta", []),
    ],
)
def test_the_result_of_a_vote_may_be_two_numbers(english: str, spanish: str, shared: list[str]) -> None:
    topics = evidence(f"Parliament voted {english}.", f"El Parlamento votó {spanish}.").topics
    assert [topic.text for topic in topics if "-" in topic.text] == shared


def test_headlines_of_other_places_speak_against_one_event() -> None:
    other = headlines("Cocaine seized in Quito", "Incautan cocaína en Algeciras. El contenedor salió de Quito.")
    assert other.elsewhere
    assert not headlines(
        "Cocaine seized in Quito", "Incautan cocaína en Quito. El contenedor va a Algeciras."
    ).elsewhere
    assert not headlines("Cocaine seized in Quito", "Incautan cocaína. El contenedor va a Algeciras.").elsewhere
    assert not headlines("Brandán seized in Quito", "Detenida Ofelia Brandán. Estaba en Quito.").elsewhere
    assert not headlines("A raid on Brandán", "Operación contra Iturra").elsewhere


def test_the_two_reports_do_not_make_their_topics_less_rare() -> None:
    assert evidence(VOTE, VOTO, seen=COMPARED) == evidence(VOTE, VOTO)
    assert evidence(VOTE, VOTO, seen=COMPARED + 1).score < evidence(VOTE, VOTO).score


def test_names_without_an_event_are_no_evidence() -> None:
    cast = "Later came Ramiro Salcedo, Lucía Andrade, Irma Cantú and Hugo Steimberg."
    assert evidence(cast, "Luego Ramiro Salcedo, Lucía Andrade, Irma Cantú, Hugo Steimberg.").score == 0.0


def test_events_without_a_name_or_place_are_no_evidence() -> None:
    assert (
        evidence("A fire burned 3,421 hectares of forest.", "Un incendio quemó 3.421 hectáreas de bosque.").score == 0.0
    )


def test_different_numbers_speak_against_one_event() -> None:
    told = "In Arequipa an earthquake of magnitude 7.3 killed 41 people and hurt 233."
    same = evidence(told, "En Arequipa un terremoto de magnitud 7,3 mató a 41 personas e hirió a 233.")
    other = evidence(told, "En Arequipa un terremoto de magnitud 5,4 mató a 17 personas e hirió a 126.")
    none = evidence(told, "En Arequipa un terremoto mató e hirió a personas.")
    assert same.missing == none.missing == 0.0 and other.missing > 0.0
    assert other.score < none.score < same.score


def test_numbers_of_several_digits_say_more_than_counts() -> None:
    assert Topic("number", "1900", 4.0).is_precise and Topic("number", "7.3", 4.0).is_precise
    assert not Topic("number", "9", 4.0).is_precise and not Topic("number", "2019", 4.0).is_precise
    assert not Topic("number", "3-1", 4.0).is_precise and not Topic("name", "1900", 4.0).is_precise
    told = Topic("name", "quito", 8.0), Topic("concept", "fire", 4.0)
    scores = [Evidence((*told, Topic("number", text, 4.0)), 1.0, 45.0).score for text in ("9", "1900")]
    assert scores == pytest.approx([12.8, 14.0])


def test_towns_that_differ_speak_against_one_event() -> None:
    told = "A fire in London killed Ann Prat and burned the museum and a church."
    near = evidence(told, "Un incendio en Londres mató a Ann Prat y quemó el museo y una iglesia.")
    far = evidence(told, "Un incendio en Lisboa mató a Ann Prat y quemó el museo y una iglesia.")
    assert far.elsewhere and not near.elsewhere
    assert not evidence(told, "Un incendio mató a Ann Prat y quemó el museo.").elsewhere
    assert far.score < near.score


def test_a_headline_needs_less_evidence_than_a_report() -> None:
    topics = Topic("name", "quito", 8.0), Topic("concept", "fire", 4.0)
    short, longer, full = (Evidence(topics, 1.0, size).score for size in (1.0, 30.0, 45.0))
    assert short > longer > full == Evidence(topics, 1.0, 400.0).score == pytest.approx(8.8)


def test_topics_say_no_more_in_a_larger_store() -> None:
    one, other = (Profile.of(neutral_terms("", text, language)) for text, language in ((VOTE, "en"), (VOTO, "es")))
    assert compare(one, other, lambda term: 0.0, 10_000.0) == compare(one, other, lambda term: 0.0, 0.0)


def test_topics_that_many_articles_have_say_less() -> None:
    assert evidence(VOTE, VOTO, seen=200).score < evidence(VOTE, VOTO).score * 0.6


def test_what_is_not_shared_lowers_the_score() -> None:
    more = " Then Irma Cantú met Hugo Steimberg in Lima about 455 Airbus jets and Nikolai Petrov about 37 mines."
    assert evidence(VOTE + more, VOTO + " Luego Beatriz Loring visitó Valencia y habló de 812 barcos.").coverage < 0.8
    assert evidence(VOTE, VOTO).coverage > 0.9


def test_further_topics_of_a_kind_count_less() -> None:
    cast = [Topic("name", name, 8.0) for name in "abc"]
    shared = evidence(
        "Later Salcedo, then Quiroga, then Andrade paid 78 euros.",
        "Luego Salcedo, y Quiroga, y Andrade pagaron 78 euros.",
    )
    names = [topic.rarity for topic in shared.topics if topic.kind == "name"]
    assert len(names) == len(cast) and names[0] > names[1] > names[2]


def test_cognates_count_less_than_equal_words() -> None:
    alike = evidence("the volcanologist", "del volcanologo")
    assert [topic.kind for topic in alike.topics] == ["cognate"]
    assert alike.topics[0].rarity < evidence("the volcanologo", "del volcanologo").topics[0].rarity


def test_words_that_no_list_knows_are_covered_wholly() -> None:
    weights = {"^nils": 1.0, "&nils aebischer": 1.0, "^aebischer": 1.0, "=robustus": 1.0}
    found = compare(Profile.of(weights), Profile.of({**weights, "@nils": 1.0, "@aebischer": 1.0}), lambda term: 0, 0)
    assert found.size == 0.0 and found.coverage == 1.0 and found.score > 0.0


@given(TEXT, TEXT, st.sampled_from(["en", "es", "de", "ja", "xx"]))
def test_any_two_texts_can_be_compared(one: str, other: str, language: str) -> None:
    found = evidence(one, other, (language, "es"))
    assert 0.0 <= found.score < float("inf") and 0.0 <= found.coverage <= 1.0
    assert found.score == pytest.approx(evidence(other, one, ("es", language)).score)


def test_nothing_shared_is_no_evidence() -> None:
    assert evidence("", "").score == evidence(VOTE, "").score == 0.0
    assert not Profile.of({}) and Profile.of({"#78": 1.0}) and Profile.of({"@salcedo": 1.0})
