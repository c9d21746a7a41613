"""What the writer says of the speaker, and where, is no part of the quoted words."""

from __future__ import annotations

import pytest

from briefing.text.quotes import extract_quotes, extraction
from tests.table import table

LUC, PAUL = "Luc Morel", "Paul Ney"


def quotes(text: str) -> list[tuple[str, str | None]]:
    return [(text[each.start : each.end], each.speaker) for each in extract_quotes(text)]


@table(
    "cue",
    [
        "raconte Luc Morel, 36 ans",
        "raconte Luc Morel, âgé de 36 ans",
        "raconte Luc Morel (36 ans)",
        "confie Luc Morel, 52 ans, agriculteur à Tulle",
        "explique Luc Morel, 61 ans, le patron du café, dont la maison a brûlé",
        "explique Luc Morel, de la CGT",
        "regrette Luc Morel, de l’association Alda",
        "déplore Luc Morel, qui dirige le club depuis 2012",
        "raconte Luc Morel, né à Tulle en 1950",
    ],
)
def test_what_a_cue_tells_of_its_speaker_is_not_quoted(cue: str) -> None:
    assert quotes(f"« Rien ne va, {cue}. Depuis, on attend. »") == [("Rien ne va", LUC), ("Depuis, on attend", LUC)]


@table(
    ("text", "words"),
    [
        ("« C’est Ana, affirme Paul Ney, qui a tout fait. On le sait. »", "qui a tout fait. On le sait."),
        ("« Ce sont les élus, dit Paul Ney, qui ont menti. On le sait. »", "qui ont menti. On le sait."),
        ("« Il est, dit Paul Ney, parti hier. On le sait. »", "parti hier. On le sait."),
        ("« On attend, dit Paul Ney, depuis 36 ans. Cela suffit. »", "depuis 36 ans. Cela suffit."),
        ("« Nous irons, a dit Paul Ney, demain. Cela suffit. »", "demain. Cela suffit."),
        ("« Je suis, dit-il, maire de Lyon. Cela suffit. »", "maire de Lyon. Cela suffit."),
    ],
)
def test_words_that_go_on_behind_a_cue_are_quoted(text: str, words: str) -> None:
    assert quotes(text)[-1][0] == words


def test_quote_that_ends_with_its_cue_ends_in_front_of_it() -> None:
    assert quotes("« Rien ne va plus ici, raconte Luc Morel, 36 ans. »") == [("Rien ne va plus ici", LUC)]


def test_relative_clause_behind_what_something_is_tells_of_the_speaker() -> None:
    text = "« C’est une honte, déplore Paul Ney, qui dirige le club. On attend. »"
    assert quotes(text) == [("C’est une honte", PAUL), ("On attend", PAUL)]


def test_age_behind_a_spanish_cue_is_not_quoted() -> None:
    text = "“Se acabó, cuenta Rosa Prado, de 36 años. Desde entonces duermo con la ventana abierta.”"
    words = "Desde entonces duermo con la ventana abierta"
    assert quotes(text) == [("Se acabó", "Rosa Prado"), (words, "Rosa Prado")]


@table(
    ("cue", "speaker"),
    [
        ("criticou Paulo Neto", "Paulo Neto"),
        ("criticou o ministro Paulo Neto", "Paulo Neto"),
        ("criticou o ministro", "o ministro"),
        ("acusou Rita Leal, da oposição", "Rita Leal"),
        ("temia Paulo Neto", "Paulo Neto"),
    ],
)
def test_verbs_of_judging_end_speech_behind_a_dash(cue: str, speaker: str) -> None:
    text = f"— A barragem não vai resistir — {cue}. — Todos sabem."
    assert quotes(text) == [("A barragem não vai resistir", speaker), ("Todos sabem.", speaker)]


def test_dash_in_front_of_no_verb_of_saying_with_a_subject_ends_no_speech() -> None:
    text = "— Gosto de duas coisas — pede ela e come."
    assert quotes(text) == [("Gosto de duas coisas — pede ela e come.", None)]


@table(
    ("text", "name"),
    [
        ("Gestern sagte der Autor des Romans „Das Schweigen“, Bernd Kolb: „Ich schweige nie.“", "Bernd Kolb"),
        ("„Ich schweige nie“, sagte die Leiterin der Schau „Neue Blicke“, Eva Thun, am Montag.", "Eva Thun"),
        ("« Je reste », a dit l’auteur du roman « Le Silence », Bernard Colbert, lundi.", "Bernard Colbert"),
        ("«Nunca me callo», dijo el autor de la novela «El silencio», Bernardo Cobo.", "Bernardo Cobo"),
        ("“Nunca me calo”, disse o autor do romance “O Silêncio”, Bernardo Couto.", "Bernardo Couto"),
        ("“I am never silent,” said the author of the novel “The Silence”, Bernard Cole.", "Bernard Cole"),
    ],
)
def test_name_behind_a_role_and_a_title_is_the_speakers(text: str, name: str) -> None:
    assert [speaker for _, speaker in quotes(text)] == [name]


@table(
    "text",
    [
        "Im „Spiegel“ sagte Eva Thun: „Wir gehen.“",
        "In der „Zeit“ sagte Eva Thun: „Wir gehen.“",
        "Dem „Standard“ sagte Eva Thun: „Wir gehen.“",
        "Eva Thun sagte der „Welt am Sonntag“: „Wir gehen.“",
        "Bei „Radio Eins“ klagte Eva Thun: „Wir gehen.“",
    ],
)
def test_where_words_are_published_is_no_quote_in_german(text: str) -> None:
    assert quotes(text) == [("Wir gehen", "Eva Thun")]


def test_german_term_in_the_same_place_is_quoted_where_nothing_else_is() -> None:
    assert quotes("Zum Umbau sagte Eva Thun nur, er sei „Unsinn“.") == [("Unsinn", "Eva Thun")]


@pytest.mark.parametrize("most", [300, pytest.param(3000, marks=pytest.mark.soak)])
def test_parts_of_divided_quotes_count_as_quotes_of_a_text(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert extraction._MOST == 3000
    monkeypatch.setattr(extraction, "_MOST", most)
    text = "« Nous irons, dit-il, demain matin. »\n" * (most // 2 + 30)
    assert len(extract_quotes(text, doubtful=True)) == most
