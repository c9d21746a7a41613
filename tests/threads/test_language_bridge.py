"""Threads of several languages: parts in different languages meet by evidence, those of one language as ever."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from briefing.model import AnnotatedArticle
from briefing.threads.clustering import language_bridge
from briefing.threads.clustering.clusterer import Clusterer
from briefing.threads.clustering.former_threads import FormerThread
from briefing.threads.clustering.language_bridge import CROWDED
from briefing.threads.clustering.neutral_profiles import TERMS, join_neutral, lookup_terms, write_neutral
from briefing.threads.clustering.state import ClusterState
from tests.threads.factories import hours, item

VOTE = (
    "Parliament in Ecuador rejected the tax reform of President Ramiro Salcedo by 78 votes to 52 in Quito on Tuesday."
)
VOTO = "El Congreso de Ecuador rechazó en Quito por 78 votos a 52 la reforma tributaria del presidente Ramiro Salcedo."
VISITA = (
    "El presidente de Ecuador, Ramiro Salcedo, llegó este viernes a Pekín y firmará un tratado sobre camarón y banano."
)


def told(text: str, language: str, at: float, title: str = "") -> AnnotatedArticle:
    made = item(text, title, at=hours(at), outlet=f"Outlet {language} {at}")
    return replace(made, article=replace(made.article, language=language))


def threads(*reports: AnnotatedArticle) -> list[str]:
    return [each.thread_id for each in Clusterer().add_all(reports).assignments]


def test_reports_of_one_event_in_two_languages_meet() -> None:
    one, other = threads(told(VOTE, "en", 0), told(VOTO, "es", 2))
    assert one == other


def test_they_meet_in_a_later_batch_and_after_a_restart() -> None:
    clusterer = Clusterer()
    clusterer.add_all([told(VOTE, "en", 0), told("Un gato duerme en la casa de Ana Prat en Lugo.", "es", 0)])
    resumed = Clusterer(state=clusterer.state())
    first = next(part.thread_id for part in clusterer.state().parts if '"en"' in part.neutral)
    assert resumed.add(told(VOTO, "es", 5)).thread_id == first


def test_another_event_of_the_same_leader_founds_a_thread_of_its_own() -> None:
    one, other = threads(told(VOTE, "en", 0), told(VISITA, "es", 20))
    assert one != other


def test_a_person_who_is_in_the_news_for_days_may_have_another_event() -> None:
    judge = told("", "en", 96, title="Court suspends judge Ofelia Brandán")
    jueza = told("", "es", 98, title="Suspenden a la jueza Ofelia Brandán")
    assert len(set(threads(judge, jueza))) == 1
    earlier = told("", "en", 0, title="Wedding of Ofelia Brandán in a castle")
    assert len(set(threads(earlier, judge, jueza)[1:])) == 2


def test_time_between_two_reports_speaks_against_one_event() -> None:
    assert len({*threads(told(VOTE, "en", 0), told(VOTO, "es", 20))}) == 1
    assert len({*threads(told(VOTE, "en", 0), told(VOTO, "es", 24 * 20))}) == 2


def test_a_reader_is_told_what_the_two_share() -> None:
    founder, joined = Clusterer().add_all([told(VOTE, "en", 0), told(VOTO, "es", 2)]).assignments
    assert founder.reasons == "founds the thread"
    assert "Ramiro Salcedo" in joined.reasons and "78" in joined.reasons and "2 h apart" in joined.reasons


def test_shared_names_and_numbers_are_written_as_in_the_article() -> None:
    english = told("Bank chief Lucía Ibáñez of Banco Añil cut 14,500 jobs at 212 branches in Quito.", "en", 0)
    spanish = told("Lucía Ibáñez, jefa de Banco Añil, recorta 14.500 empleos en 212 agencias de Quito.", "es", 1)
    reasons = Clusterer().add_all([english, spanish]).assignments[1].reasons
    assert "Lucía Ibáñez" in reasons and "14,500" in reasons


def test_nothing_is_kept_while_all_articles_are_in_one_language() -> None:
    clusterer = Clusterer()
    clusterer.add_all([told(VOTE, "en", 0), told("A cat slept in the house of Ann Lee in Leeds.", "en", 1)])
    assert {part.neutral for part in clusterer.state().parts} == {'{"en":{}}'}


def test_an_article_of_unknown_language_is_compared_by_its_stems() -> None:
    clusterer = Clusterer()
    clusterer.add_all([told(VOTE, "", 0), told(VOTO, "es", 1)])
    assert {part.neutral[:5] for part in clusterer.state().parts} == {"", '{"es"'}


def test_a_thread_of_both_languages_takes_reports_in_either() -> None:
    clusterer = Clusterer()
    first = clusterer.add_all([told(VOTE, "en", 0), told(VOTO, "es", 2)]).assignments[0].thread_id
    more = "Parliament of Ecuador buried the tax reform of President Ramiro Salcedo: 78 votes against, 52 in favour."
    masa = "Quito celebra: 78 votos contra 52 tumban la reforma tributaria del presidente ecuatoriano Ramiro Salcedo."
    assert {clusterer.add(told(more, "en", 4)).thread_id, clusterer.add(told(masa, "es", 6)).thread_id} == {first}


def test_articles_of_an_earlier_version_get_their_terms_when_they_are_grouped_again() -> None:
    told_before = [told(VOTE, "en", 0), told("Un gato duerme en la casa de Ana Prat en Lugo.", "es", 0)]
    clusterer = Clusterer()
    clusterer.add_all(told_before)
    state = clusterer.state()
    homes = [(part.thread_id, one) for part in state.parts for one in told_before if one.article.id in part.articles]
    again = Clusterer(state=ClusterState(next=9))
    again.regroup([FormerThread(id_, articles=(one,)) for id_, one in homes], first=9)
    assert [part.neutral for part in again.state().parts] == [part.neutral for part in state.parts]
    first = next(part.thread_id for part in state.parts if '"en"' in part.neutral)
    assert again.add(told(VOTO, "es", 2)).thread_id == first


def supplied(clusterer: Clusterer, known: list[AnnotatedArticle], language: str) -> list[str]:
    ids = clusterer.articles_without_terms({language})
    clusterer.supply_terms([each for each in known if each.article.id in ids])
    return ids


def test_threads_of_one_language_get_terms_when_a_second_one_arrives() -> None:
    known = [told(VOTE, "en", 0), told("A cat slept in the house of Ann Lee in Leeds.", "en", 1)]
    clusterer = Clusterer()
    first = clusterer.add_all(known).assignments[0].thread_id
    resumed = Clusterer(state=clusterer.state())
    assert supplied(resumed, known, "es") == [known[1].article.id, known[0].article.id]
    assert resumed.add(told(VOTO, "es", 5)).thread_id == first
    assert not supplied(Clusterer(state=resumed.state()), known, "es")


def test_no_terms_are_read_while_all_articles_are_in_one_language() -> None:
    clusterer = Clusterer()
    clusterer.add_all([told(VOTE, "en", 0)])
    assert not clusterer.articles_without_terms({"en", ""})


def test_terms_of_the_newest_threads_are_read_first_within_a_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(language_bridge, "SUPPLIED", 2)
    texts = ("Ann Lee won the Leeds marathon.", "Fire destroyed a barn near Wells.", "Oil rose again.", "Hail fell.")
    known = [told(text, "en", at) for at, text in enumerate(texts)]
    clusterer = Clusterer()
    clusterer.add_all(known)
    newest = [item.article.id for item in reversed(known)]
    assert [supplied(clusterer, known, "es") for _ in range(3)] == [newest[:2], newest[2:], []]


def test_articles_that_are_gone_leave_their_thread_as_it_was() -> None:
    clusterer = Clusterer()
    clusterer.add_all([told(VOTE, "en", 0)])
    before = clusterer.state().parts
    assert supplied(clusterer, [], "es") and clusterer.state().parts == before
    assert not supplied(clusterer, [], "es")


def test_a_thread_split_off_by_hand_meets_reports_in_another_language() -> None:
    cat, vote = told("A cat slept in the house of Ann Lee in Leeds.", "en", 0), told(VOTE, "en", 0)
    clusterer = Clusterer()
    joined = clusterer.add_all([cat, vote, told("Un gato duerme en la casa de Ana Prat en Lugo.", "es", 0)])
    home = joined.assignments[0].thread_id
    clusterer.join([home, joined.assignments[1].thread_id], home, [cat, vote])
    clusterer.split([home], [cat], "made", [vote])
    assert clusterer.add(told(VOTO, "es", 2)).thread_id == "made"


def test_terms_of_joined_parts_are_the_mean_in_each_language() -> None:
    one = write_neutral("en", {"@salcedo": 2.0, "#78": 1.0})
    other = write_neutral("en", {"@salcedo": 1.0})
    assert json.loads(join_neutral(one, other)) == {"en": {"@salcedo": 1.5, "#78": 0.5}}
    spanish = write_neutral("es", {"@quiroga": 1.0})
    assert json.loads(join_neutral(one, spanish)).keys() == {"en", "es"}
    assert join_neutral("", one) == join_neutral(one, "") == join_neutral(one, one) == one


def test_a_part_keeps_its_heaviest_terms_only() -> None:
    many = {f"={number}": float(number) for number in range(2 * TERMS)}
    kept = json.loads(join_neutral(write_neutral("en", many), write_neutral("en", {"=0": 0.0})))["en"]
    assert len(kept) == TERMS and f"={2 * TERMS - 1}" in kept and "=1" not in kept


def test_candidates_are_looked_up_by_names_places_and_numbers() -> None:
    terms = {"@salcedo": 1.0, "^quiroga": 1.0, "=wall": 1.0, "!fire": 1.0, "*EC": 1.0, "#78": 1.0, "&a b": 1.0}
    assert lookup_terms(write_neutral("en", terms)) == ("#78", "*EC", "@quiroga", "@salcedo")
    assert lookup_terms("") == () and CROWDED > 1
