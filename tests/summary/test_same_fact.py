"""Support: who tells something else of the same people, or only plans it, confirms nothing."""

from __future__ import annotations

from briefing.summary.candidates import Candidate
from briefing.summary.same_fact import Fact
from briefing.summary.summarizer import summarize_thread
from briefing.text.terms import content_stems
from tests.summary.factories import analysed
from tests.table import table

TALKS = "Minister Ada Brook and Chairman Olaf Rehm shouted at each other."


def sentence(text: str, language: str = "en") -> Candidate:
    return Candidate(text, 0, 0, 10, content_stems(text, language))


@table(
    ("line", "other", "language", "same"),
    [
        (TALKS, "Ada Brook and Olaf Rehm met over lunch in Arvik.", "en", False),
        (TALKS, "Brook and Rehm shouted during lunch, too.", "en", True),
        ("Some divers raised the old ferry.", "Arvik said that divers raise the old ferry.", "en", True),
        ("Some divers raised the old ferry.", "The divers will raise the old ferry.", "en", True),  # in other tense
        ("Divers raised the old ferry in Arvik.", "The ferry in Arvik will be raised next week.", "en", False),
        ("Divers will raise the old ferry in Arvik.", "The ferry in Arvik was raised.", "en", True),
        ("Ana Luna y Juan Rey discutieron a gritos.", "Ana Luna y Juan Rey comieron en Arvik.", "es", False),
        ("Ana Luna y Juan Rey discutieron a gritos.", "Hubo gritos entre Luna y Rey, que discutieron.", "es", True),
        ("Anna Luna ja Juho Rey huusivat.", "Anna Luna ja Juho Rey.", "fi", True),  # its names are not known
    ],
)
def test_a_fact_is_more_than_the_names_of_those_whom_it_is_about(
    line: str, other: str, language: str, same: bool
) -> None:
    assert Fact(sentence(line, language), language).is_told_by(sentence(other, language)) is same


def test_support_of_a_line_counts_no_outlet_that_tells_something_else() -> None:
    both = "Norland President Ada Brook and Chairman Olaf Rehm of Arvik"
    line = f"{both} did not look at each other during the meal."
    for other, support in (
        (f"{both} sign a contract about ten new ferries for the bay on Sunday.", 1),
        (f"{both} did not look at each other during a meal of three hours in the town hall.", 2),
    ):
        items = [analysed(text, hour=hour) for hour, text in enumerate((other, line))]
        assert {each.text: each.support for each in summarize_thread(items, 100)}.get(line, support) == support
