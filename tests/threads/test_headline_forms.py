"""Forms of headlines: labels, teasers, portraits, and long headlines that are shortened."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.threads.labels.headline_forms import (
    LONG,
    LONGEST,
    LOOKS_BACK,
    QUESTION,
    TEASER,
    TERSE_LABEL,
    VERBLESS,
    break_off,
    has_verb,
    is_closed,
    is_teaser,
    looks_back,
    shorten,
    weigh_form,
)
from tests.table import table


@table(
    ("line", "teases"),
    [
        *(("Will it rain?", True), ("“Will it rain?”", True), ("Will it rain?’ ", True), ("And then…", True)),
        *(("And then...", True), ("HERE IS why it rains", True), ("It rains. See how", True)),
        *(
            ("How it rains", True),
            ("“How it rains”", True),
            ("Rain shows how it is", False),
            ("However it rains", False),
        ),
        *(("It rains", False), ("It rains? So it does", False), ("Oversee how", False), ("It rains.", False)),
    ],
)
def test_a_question_an_ellipsis_or_a_phrase_makes_a_teaser(line: str, teases: bool) -> None:
    assert is_teaser(line) is teases


@table(
    ("line", "language"),
    [
        *(("Por qué llueve tanto en Lima", "es"), ("Pourquoi il pleut tant", "fr"), ("Warum es so viel regnet", "de")),
        ("Entenda a chuva em Lima", "pt"),
    ],
)
def test_teasers_are_known_by_the_phrases_of_their_language(line: str, language: str) -> None:
    assert is_teaser(line, language)
    assert not is_teaser(line, "en") and not is_teaser(line, "fi")


@table(
    ("line", "is_one"),
    [
        ("Ana Prado’s journey from a village to the senate", True),
        ("From the stage to the senate, Ana Prado kept her voice", True),
        ("From Monday on, roads to the coast are closed", False),
        ("Roads are closed from the coast to the hills, police say", False),
        ("Remembering Ana Prado", True),
        ("Senator Ana Prado dies at 84", False),
    ],
)
def test_portraits_and_histories_look_back(line: str, is_one: bool) -> None:
    assert looks_back(line) is is_one
    assert not looks_back(line, "de")


@table(
    ("line", "is_one"),
    [
        *(("Storm hits coast", True), ("The Prado Papers", False), ("A storm of the year", False)),
        *(("Mayor arrested over bribes", True), ("Mayor won’t resign", True), ("Mayor is out", True)),
        *(("Hits of the year", False), ("Norland: the building of a bridge", False), ("Storm batters roads", False)),
        *(("Town deported", True), ("Council dignifies plan", True), ("", False)),
    ],
)
def test_a_word_behind_the_first_may_be_the_verb(line: str, is_one: bool) -> None:
    assert has_verb(line) is is_one


@table(
    ("line", "language", "factor"),
    [
        ("Storm hits coast of Peru", "en", 1.0),
        ("Does the storm hit the coast?", "en", QUESTION),
        ("What to expect of the storm on the coast", "en", TEASER),
        ("Storm hits coast", "en", TERSE_LABEL),
        ("The Secret Prado Papers", "en", TERSE_LABEL),
        ("The Secret Prado Papers of Norland", "en", VERBLESS),
        ("Tormenta en la costa de Lima", "es", 1.0),
        ("Tormenta en Lima", "es", TERSE_LABEL),
        ("The story of a storm that hits the coast", "en", LOOKS_BACK),
        (f"Storm hits coast of {'Peru' * 20}", "en", LONG),
    ],
)
def test_headlines_that_tell_no_event_or_are_long_are_worth_less(line: str, language: str, factor: float) -> None:
    assert weigh_form(line, language) == factor


START = "Council of the old town of Norville approves the new budget for the next year"
REST = "the mayor rejects the costs of the bridge in the old town"


@table("joint", [" – ", " — ", " - ", ": ", "; ", " as ", ", as "])
def test_a_long_headline_ends_with_its_first_clause(joint: str) -> None:
    assert shorten(START + joint + REST) == START


@table(
    "line",
    [
        f"{START}, {REST}",
        f"{START} while {REST}",
        f"{START} as a gift to the many old people of the town",
        f"Council of the old town of Norville calls the new budget that nobody ever wanted to be seen as {REST}",
        f"The long road to the old town: {REST}, and nobody in the town knows why it is so",
        f"Norville: {REST} and the council of the old town elects a new one on the same day",
        f"Mayor says “the budget of the town is good: nobody has to pay” and {REST} of the town",
        f"{START} and of the next one, the mayor says on Monday: no {REST}",
    ],
)
def test_a_headline_stays_long_if_no_first_clause_is_whole(line: str) -> None:
    assert len(line) > LONGEST
    assert shorten(line) == line


def test_as_many_clauses_as_fit_are_kept() -> None:
    assert shorten(f"Council approves the new budget: mayor resigns over bridge – {REST}, says {REST}") == (
        "Council approves the new budget: mayor resigns over bridge"
    )
    assert shorten("Council approves the new budget: mayor resigns") == "Council approves the new budget: mayor resigns"


def test_ninety_characters_fit() -> None:
    line = "Mayor says the town is well: " + "x" * (LONGEST - 29)
    assert shorten(line) == break_off(line) == line and weigh_form(line) == 1.0
    assert shorten(f"{line}x") == "Mayor says the town is well"
    assert break_off(f"{line}x") == "Mayor says the town is well…"
    assert shorten(f"{line} – {REST}") == line


def test_a_clause_has_five_words() -> None:
    assert shorten(f"Mayor says town is well: {REST} and {REST}") == "Mayor says town is well"
    assert shorten(f"Mayor says all is: {REST} and {REST}").endswith("town")


@table(
    ("text", "closed"),
    [
        *(("a", True), ("“a” b", True), ("“a", False), ("a” b", True), ('"a" "b"', True), ('"a" "b', False)),
        *(("«a» «b", False), ("‘a’s’", True), ("„a“", True), ("„a", False)),
    ],
)
def test_quotations_are_closed_in_a_text(text: str, closed: bool) -> None:
    assert is_closed(text) is closed


def test_in_other_languages_a_headline_ends_at_marks_only() -> None:
    start = "El consejo de la vieja ciudad de Norville aprueba el nuevo presupuesto"
    assert shorten(f"{start} – el alcalde dimite por el puente", "es") == start
    assert shorten(f"{start} as el alcalde dimite por el puente", "es").endswith("puente")


def test_a_line_breaks_off_behind_a_word_that_is_no_stop_word() -> None:
    line = "one two three four five " + "word " * 12 + "of the " + "x" * 40
    assert break_off(line) == "one two three four five" + " word" * 12 + "…"
    assert break_off("word") == "word"
    assert break_off("x" * 200) == "x" * (LONGEST - 1) + "…"


@given(st.text(alphabet='abc ABC ,;:–—"“”.as in ', max_size=300))
def test_a_shortened_headline_is_the_beginning_of_it(line: str) -> None:
    assert line.startswith(shorten(line))
    assert len(break_off(line)) <= LONGEST
