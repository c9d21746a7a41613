from __future__ import annotations

from briefing.model import AnnotatedArticle
from briefing.summary.candidates import Candidate, candidates_of
from briefing.summary.first_line import told_whole
from briefing.summary.main_event import MainEvent
from briefing.summary.summarizer import summarize_thread
from briefing.summary.vectors import Vectors
from tests.threads import factories as f
from tests.threads.factories import item

CUT = (
    "All 700 passengers of the ferry Ilmar Star are safe after a fire broke out in the engine room off Ilmar, the coast"
    " guard said, as the captain of the ship…"
)
WHOLE = "The coast guard rescued all 712 people on board the burning ferry Ilmar Star off Ilmar on Sunday."
OTHER = "The price of milk in Varden rose by three crowns on Sunday."


def ferry() -> list[AnnotatedArticle]:
    return [
        item(CUT, "Ilmar Star ferry fire: all 700 passengers safe", at=f.hours(0), outlet="Clip"),
        item(WHOLE, "Coast guard rescues 700 from burning ferry Ilmar Star", at=f.hours(3), outlet="Harbour"),
        item(OTHER, "Milk dearer in Varden", at=f.hours(3), outlet="Post"),
    ]


def offered() -> list[Candidate]:
    return [each for number, member in enumerate(ferry()) for each in candidates_of(member, number, headed=False)]


def first_line(event: MainEvent, candidates: list[Candidate]) -> str:
    return candidates[told_whole(event, candidates, Vectors([each.terms for each in candidates])).index].text


def test_a_whole_sentence_that_tells_the_same_leads_instead_of_a_truncated_one() -> None:
    candidates = offered()
    assert [each.cut for each in candidates] == [True, False, False]
    assert first_line(MainEvent(0, frozenset()), candidates) == WHOLE
    assert summarize_thread(ferry()[:2])[0].text == WHOLE


def test_a_whole_first_line_stays() -> None:
    assert first_line(MainEvent(2, frozenset()), offered()) == OTHER


def test_a_truncated_one_stays_where_no_sentence_fit_to_lead_tells_the_same() -> None:
    candidates = offered()
    assert first_line(MainEvent(0, frozenset({1})), candidates) == CUT  # came before
    assert first_line(MainEvent(0, frozenset(), frozenset({1})), candidates) == CUT  # announces what has happened
    for changed in (
        candidates[1]._replace(position=3),
        candidates[1]._replace(standing="leaning"),
        candidates[1]._replace(cut=True),
        candidates[1]._replace(words=7),
    ):
        assert first_line(MainEvent(0, frozenset()), [candidates[0], changed, candidates[2]]) == CUT
