"""First clauses of long headlines and lead sentences, and lines that are broken off."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.threads.labels.clauses import BEYOND, LONGEST, break_off, has_verb, is_closed, shorten
from tests.table import table


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


def test_german_nouns_are_no_verbs() -> None:
    assert has_verb("Eine kurze Rede bricht das Schweigen", "de")
    assert not has_verb("Eine kurze Rede, ein langes Schweigen", "de")


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


@table(
    "line",
    [
        "en: Court of Lund jails former president over stolen money| after a trial that divided the whole town",
        "en: Bank of Kestia raises rates to 4.5 percent| following a jump of pricess of the whole country",
        "en: Rebels take the port of Tarn|, cutting the last road to the capital and leaving many people without water",
        "en: Union of Norland warns of a bad harvest|, calls for help from the ministry in the capital of the islands",
        "en: Police arrest the engineer of the ferry|, who had left the town that morning by another boat",
        "en: Senate rejects the new budget|, and the prime minister offers to resign on Monday evening at ten",
        "en: Workers of the steelworks walked out on Monday| and stopped the work of all the plants of the north",
        "en: Fire destroys the market of the old town.| The council of Lund calls for help from the towns of the coast",
        "en: Mayor calls the bridge of Lund ‘a disgrace.’| What the builders have to do by the next spring",
        "es: Un tribunal de Lund condenó a nueve años al expresidente| tras un juicio que dividió a las islas",
        "es: El Senado rechazó el presupuesto de las islas|, y la primera ministra ofreció su renuncia por la tarde",
        "de: Der Senat hat den Haushalt der Inseln abgelehnt|, und die Regierung bot am Montag ihren Rücktritt an",
        "fr: Un tribunal a condamné le président à neuf ans| après un procès qui a divisé les îles du nord",
        "pt: Um tribunal condenou o ex-presidente a nove anos| após um julgamento que dividiu as ilhas do norte",
    ],
)
def test_a_long_line_ends_before_what_belongs_to_its_first_clause(line: str) -> None:
    language, _, text = line.partition(": ")
    clause, rest = text.split("|")
    assert len(clause + rest) > LONGEST
    assert shorten(clause + rest, language) == clause


@table(
    "line",
    [
        "en: Mayor of Norville denies taking money from builders after the flood that destroyed the bridge of the town",
        "en: Mayor of Norville won’t resign after the court of Lund finds her guilty of fraud in the affair",
        "en: Court hears the claim of a man held after the fire in the market of Lund and the flight of the engineer",
        "en: Kestia will leave the union after the vote of Sunday if the parliament agrees to it in March",
        "en: Rebels have taken the port of Tarn and all its ships after a night of fighting in the streets, army says",
        "en: Rebels have taken the port of Tarn after a night of fighting in the streets, according to a monk",
        "en: Council of the town names new bridge after the engineer who built the first one of the Amber long ago",
        "en: Ana Prado, who led the party of the farmers for eleven years, resigned over the affair of the tractors",
        "en: Ana Prado of Norville, Karin Aldous of Lund, and the council of the islands vote for a bridge on Monday",
        "en: Minister of the islands took money from the builders of the bridge, and knew what it was for, police say",
        "en: Workers of the steelworks of Norland walked out on Monday and the owners of the plants stopped the work",
        "en: Minister of the islands who took money from builders after the flood is jailed for nine years in the town",
        "en: Ministry of the islands taps Ana Prado of Norland as its next chief engineer for the harbour of the town",
        "en: Ministry of Norland describes the long strike of the workers as a war that the union wages on the islands",
        "en: The right of people of the islands to enter the port, and pray at its walls, was debated by the council",
        "en: An essay on the old harbour of Norland tells of theory, crashes, fires, and of engineers of the town",
        "en: As the storm nears the coast of the islands, ships seek the port of Lund and people go to church",
        "en: Farmers of Norland will not get any help from the ministry this year, says a letter to the old council",
        "en: Bomb in the market of the old town of Lund was planted by rebels from the hills of the north – police",
        "es: La alcaldesa de Norville no dimitirá tras la condena por fraude en el caso del puente de Lund",
        "es: Mueren cuarenta personas en un incendio tras una noche de combates, según el alcalde de Lund",
        "fi: Rebels have taken the port of Tarn following a night of fighting in the streets of the whole old town",
    ],
)
def test_what_is_denied_conditional_or_said_by_somebody_is_not_cut(line: str) -> None:
    language, _, text = line.partition(": ")
    assert len(text) > LONGEST
    assert shorten(text, language) == text


@table("marks", ["“”", "‘’", "«»", '""'])
def test_a_quotation_in_front_of_a_colon_is_left_out_of_a_long_headline(marks: str) -> None:
    quotation = f"{marks[0]}The nets of the old harbour are empty. Go.{marks[1]}: "
    assert shorten(f"{quotation}{START}") == START
    assert shorten(f"{quotation}Fishermen block harbour") == f"{quotation}Fishermen block harbour"
    label = "A ruin of Norland for the poor of the old town"
    assert shorten(f"{quotation}{label}").startswith(quotation[:-2])


def test_a_clause_that_is_hardly_too_long_is_kept_where_no_other_fits() -> None:
    clause = f"{START} of the whole town"
    assert LONGEST < len(clause) <= LONGEST + BEYOND
    assert shorten(f"{clause} – {REST}") == clause
    assert shorten(f"{START} for old {'s' * (BEYOND + 9)} – {REST}").endswith(REST)


def test_a_line_does_not_break_off_between_a_verb_and_its_object() -> None:
    line = "President Karin Aldous of Norland and Prime Minister Bo Lindqvist of Westland have {} in the town of Lund"
    assert break_off(line.format("signed a treaty")).endswith("have signed a treaty…")
    assert break_off(line.format("been to see a treaty")).endswith("Westland…")
    assert break_off(line.format(f"signed a {'very' * BEYOND}")).endswith("signed…")


def test_ninety_characters_fit() -> None:
    line = "Mayor says the town is well: " + "x" * (LONGEST - 29)
    assert shorten(line) == break_off(line) == line
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
    assert len(break_off(line)) <= LONGEST + BEYOND
