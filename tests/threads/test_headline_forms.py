"""Forms of headlines: labels, teasers, portraits and announcements."""

from __future__ import annotations

from briefing.threads.labels.headline_forms import (
    LONG,
    LOOKS_BACK,
    QUESTION,
    TEASER,
    TERSE_LABEL,
    VERBLESS,
    is_teaser,
    looks_back,
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
        ("Ana Prado, the teacher who would be mayor", True),
        ("Ana Prado, the teacher who was mayor, resigns", False),
        ("Police seek Ana Prado, a teacher who fled", True),
        ("Senator Ana Prado dies at 84", False),
    ],
)
def test_portraits_and_histories_look_back(line: str, is_one: bool) -> None:
    assert looks_back(line) is is_one
    assert not looks_back(line, "de")


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
        ("“The storm hits the coast of Peru”", "en", TERSE_LABEL),
        ("“The storm” hits the “coast of Peru”", "en", 1.0),
        ("The story of a storm that hits the coast", "en", LOOKS_BACK),
        (f"Storm hits coast of {'Peru' * 20}", "en", LONG),
    ],
)
def test_headlines_that_tell_no_event_or_are_long_are_worth_less(line: str, language: str, factor: float) -> None:
    assert weigh_form(line, language) == factor
