"""Whose words a quote is by the subject of its own clause: the speaker before, its own subject, or nobody."""

from __future__ import annotations

import pytest

from briefing.text.quotes import extract_quotes
from briefing.text.quotes.governors import read_context
from briefing.text.quotes.parsed_text import parse_text
from briefing.text.quotes.quotation_marks import find_stretches
from tests.table import table

OPENINGS = {
    "en": '"No cuts," said Lola Parr. ',
    "es": "“No habrá recortes”, dijo Lola Pardo. ",
    "pt": "“Não haverá cortes”, disse Lola Pardal. ",
    "fr": "« Pas de coupes », dit Lola Perrin. ",
    "de": "„Keine Kürzungen“, sagte Lola Pauli. ",
}


def last_speaker(text: str) -> str | None:
    """Speaker of the last quote of a text."""
    return extract_quotes(text)[-1].speaker


@table(
    ("language", "sentence"),
    [
        ("en", 'The contract forbids "any strike or stoppage until May".'),
        ("en", 'The musical, trumpeted as "the event of the decade", closed in a week.'),
        ("en", 'The weather was "fit for neither man nor dog".'),
        ("es", "Desde el comité de empresa replicaron que el plan es “un despido con lazo”."),
        ("es", "El convenio obliga a “subir los sueldos cada año”."),
        ("es", "La obra, anunciada como “el musical del siglo”, fracasó."),
        ("es", "«Es una medida valiente», opinan en la patronal."),
        ("es", "Está acusada de «conspiración para alterar el orden»."),
        ("pt", "Do lado do sindicato, dizem que o plano é “um despedimento com laço”."),
        ("pt", "“É uma medida corajosa”, lê-se na nota da associação."),
        ("fr", "L’accord impose « une hausse des salaires chaque année »."),
        ("fr", "« C’est une mesure courageuse », estime-t-on au patronat."),
        ("de", "Der Tarifvertrag schreibt „höhere Löhne in jedem Jahr“ vor."),
        ("de", "Vom Verband heißt es, der Plan sei „eine Kündigung mit Schleife“."),
    ],
)
def test_clause_with_another_subject_is_not_the_speakers_before(language: str, sentence: str) -> None:
    assert "Lola" not in (last_speaker(OPENINGS[language] + sentence) or "")


@table(
    ("language", "sentence"),
    [
        ("en", '"We can pay our way."'),
        ("en", 'She added that the unions were "living in the past".'),
        ("es", "Añadió que los sindicatos “deben ser realistas”."),
        ("es", "“La plantilla puede estar tranquila”."),
        ("pt", "Disse ainda que os sindicatos “devem ser realistas”."),
        ("fr", "Elle juge les syndicats « irréalistes »."),
        ("de", "Sie nannte den Plan „ein Geschenk“."),
    ],
)
def test_quote_without_another_subject_is_the_speakers_before(language: str, sentence: str) -> None:
    assert (last_speaker(OPENINGS[language] + sentence) or "").startswith("Lola")


@table(
    ("language", "sentence", "name"),
    [
        ("es", "«Eso habrá que verlo», se burló entre dientes Diego Arias.", "Diego Arias"),
        ("es", "«Eso dijo su padre», masculló Diego Arias.", "Diego Arias"),
        ("pt", "“Isso é preciso ver”, zombou Diogo Aires.", "Diogo Aires"),
        ("pt", "“Isso é preciso ver”, foi a resposta de Diogo Aires.", "Diogo Aires"),
        ("fr", "« C’est à voir », raille Denis Aubry.", "Denis Aubry"),
        ("de", "„Das werden wir sehen“, spottete Dieter Arndt.", "Dieter Arndt"),
    ],
)
def test_name_behind_an_unknown_verb_is_never_overridden_by_the_speaker_before(
    language: str, sentence: str, name: str
) -> None:
    assert last_speaker(OPENINGS[language] + sentence) in (name, None)


@table(
    ("language", "text", "clause"),
    [
        ("en", "“No.”", "opens"),
        ("en", "Then, in May, “No.”", "opens"),
        ("en", "A charge of “theft” was dropped.", "noun"),
        ("en", "She was “tired.”", "person"),
        ("en", "I was “tired.”", "person"),
        ("en", "It was “late.”", "own"),
        ("en", "The mood was “dark.”", "own"),
        ("en", "The plan, billed as “new,” failed.", "reduced"),
        ("es", "Dijo que era “tarde”.", "left-out"),
        ("es", "Dijeron que era “tarde”.", "several"),
        ("es", "“Es tarde”, replican desde la empresa.", "several"),
        ("es", "“Es tarde”, se lee en el comunicado.", "anybody"),
        ("es", "“Es tarde”, fue la respuesta.", "own"),
        ("es", "Fue condenada por “robo”.", "passive"),
        ("fr", "« C’est tard », dit-on.", "anybody"),
        ("fr", "« C’est tard », dit-elle.", "person"),
        ("de", "In Bonn hieß es, das sei „spät“.", "anybody"),
    ],
)
def test_clause_is_named_by_its_subject(language: str, text: str, clause: str) -> None:
    parsed = parse_text(text, find_stretches(text), language)
    (quotation,) = parsed.quotations
    assert read_context(parsed.lines[0], quotation).clause == clause


@table(
    ("text", "name"),
    [
        ('"It always has." Jed Marsh thinks it can be mended.', "Pia Voss"),
        ('"Nobody comes after that." Jed Marsh, who owns the bar, complained that his nights were ruined.', "Pia Voss"),
        ('"Nobody comes after that." Jed Marsh warned that the law was coming.', "Pia Voss"),
        ('"Nobody comes after that." Jed Marsh did not reply to an email.', "Pia Voss"),
        ('"Nobody comes after that." Jed Marsh laughed.', "Pia Voss"),
        ('"Is that so hard?" Jed Marsh said he was considering a lawsuit.', "Pia Voss"),
        ('"Is that so hard?" Jed Marsh told the paper he’d sue.', "Pia Voss"),
        ('"Is that so hard?" Jed Marsh said on Monday.', "Jed Marsh"),
        ('"Is that so hard?" Jed Marsh asked as he left.', "Jed Marsh"),
        ('"Get out!" Jed Marsh told the crowd in front of the bar.', "Jed Marsh"),
        ('"I am done." Jed Marsh said.', "Jed Marsh"),
        ('"I am done." Jed Marsh, a builder, says.', "Jed Marsh"),
    ],
)
def test_sentence_ends_with_a_quote_that_the_next_one_does_not_need(text: str, name: str) -> None:
    assert last_speaker('"The roof leaks," said Pia Voss. ' + text) == name


@table(
    ("text", "names"),
    [
        ('Lola Parr labelled the bill "a con" and Jed Marsh "a godsend".', ["Lola Parr", "Jed Marsh"]),
        ('Lola Parr branded Jed Marsh "a crook" and Pia Voss "a saint".', ["Lola Parr", "Lola Parr"]),
        ("Lola Pardo definió el fallo como “justo”, y Diego Arias, como “una burla”.", ["Lola Pardo", "Diego Arias"]),
        (
            "Lola Pardal descreveu a obra como “um desastre” e Diogo Aires como “um triunfo”.",
            ["Lola Pardal", "Diogo Aires"],
        ),
        (
            "Lola Perrin qualifie le texte de « bricolage » et Denis Aubry de « miracle ».",
            ["Lola Perrin", "Denis Aubry"],
        ),
        ("Lola Perrin juge le texte « faible », Denis Aubry le trouve « solide ».", ["Lola Perrin", "Denis Aubry"]),
        ("Lola Pauli nennt das Gesetz „einen Fehler“, Dieter Arndt „einen Segen“.", ["Lola Pauli", "Dieter Arndt"]),
    ],
)
def test_second_subject_has_the_second_quote_where_its_verb_is_left_out(text: str, names: list[str]) -> None:
    speakers = [each.speaker or "" for each in extract_quotes(text)]
    assert [speaker.removeprefix("The ").removeprefix("the ") for speaker in speakers] == names


@table(
    ("text", "name"),
    [
        ("Tom Hale left early; Paul Stone stayed to the end.", None),
        ("Tom Hale left early, but Senator Paul Stone stayed to the end.", None),
        ("Tom Hale left early, while Paul Stone stayed to the end.", None),
        ("Tom Hale left early because Paul Stone was ill.", "Tom Hale"),
        ("Tom Hale said it was late and Paul Stone was ill.", "Tom Hale"),
        ("Tom Hale left early, and Ann Reid stayed to the end.", "Tom Hale"),
        ("Tom Hale met Paul Stone and the mayor in Vienna.", "Tom Hale"),
        ("Paul Stone praised Ann Reid. Asked whether he agreed, Tom Hale nodded.", "Tom Hale"),
    ],
)
def test_pronoun_is_nobody_where_two_clauses_of_equal_weight_have_a_fitting_subject(
    text: str, name: str | None
) -> None:
    assert last_speaker(f"{text} “It was a fine evening,” he said.") == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Tom Hale spoke. Richard Sand, he said, was “the best of us all.”", "Tom Hale"),
        ("Tom Hale spoke. Richard Sand’s book, he said, was “the best of them all.”", "Tom Hale"),
        ("Tom Hale spoke. When Richard Sand arrived, he said it was “the best of days.”", "Richard Sand"),
    ],
)
def test_pronoun_inserted_in_a_sentence_is_nobody_whom_the_sentence_is_about(text: str, name: str) -> None:
    assert last_speaker(text) == name


@table(
    ("text", "name"),
    [
        ("“Will you pay?” asked Emily Moss. “No,” replied Xul Kerr. “Then we will sue you,” she said.", "Emily Moss"),
        ("“Will you pay?” asked Paul Moss. “No,” replied Siobhan Kerr. “Then we will sue you,” he said.", "Paul Moss"),
        ("The founder, Ada Kerr, sold it to Bill Moss. “I regret it,” he said.", "Bill Moss"),
        ("The founder, Ruby Kerr, sold it to Ann Moss. “I regret it,” she said.", "Ruby Kerr"),
        ("Senator Lindsey Vane met Paul Moss. “I regret it,” he said.", "Lindsey Vane"),
    ],
)
def test_person_of_known_gender_comes_before_one_whose_gender_is_unknown(text: str, name: str) -> None:
    assert last_speaker(text) == name
