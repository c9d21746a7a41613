"""Words that somebody denies, is called by, or answers to, in Spanish, Portuguese, French and German."""

from __future__ import annotations

import pytest

from briefing.text.language_packs import Kind, pack
from briefing.text.quotes import extract_quotes
from briefing.text.tagged_tokens import tag
from tests.table import table


def speakers(text: str) -> list[str | None]:
    return [each.speaker for each in extract_quotes(text)]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Elsa Mota chegou. “Basta de promessas vazias”, disse a ministra Rita Maio.", "Rita Maio"),
        ("“No hay más sillas para nadie”, ha dicho Pablo Soto.", "Pablo Soto"),
        ("Marta Gil avisó ayer. Añadio que “no queda pan en el pueblo”.", "Marta Gil"),
        ("Segun Pablo Soto, el pueblo “ya no tiene pan”.", "Pablo Soto"),
        ("Marta Gil calló. Conforme al informe, el pozo tiene “agua para un mes”.", "informe"),
        ("Luis Gil habló, pero Ana Soto lo llamó “vendedor de humo”.", "Ana Soto"),
        ("“El mar sube”, dijo Luis Gil. Para Ana Soto, “es una exageración”.", "Ana Soto"),
        ("“O mar sobe”, disse Luís Gil. Para Ana Souto, “é um exagero”.", "Ana Souto"),
        ("« La mer monte », a dit Luc Morel. Pour Anne Caron, « c’est exagéré ».", "Anne Caron"),
        ("„Das Meer steigt“, sagte Karl Bremer. Für Clara Busch „ist das übertrieben“.", "Clara Busch"),
        ("Karl Bremer, dem Clara Busch „Feigheit“ vorwirft, blieb zu Hause.", "Clara Busch"),
        ("Die Ministerin, der Clara Busch „Feigheit“ vorwirft, blieb zu Hause.", "Clara Busch"),
        ("Luis Gil fue acusado por Ana Soto de “esconder las llaves”.", "Ana Soto"),
        ("Luis Gil volvió. La feria, descrita por Ana Soto como “un horno”, cerró.", "Ana Soto"),
    ],
)
def test_speaker_is_whoever_says_it(text: str, name: str) -> None:
    assert speakers(text)[-1] == name


def test_pronoun_that_answers_is_not_the_person_who_asked() -> None:
    assert "Luis Gil" not in speakers("Luis Gil le pidió paciencia y este le contestó que “ya no le queda”.")


@pytest.mark.parametrize("thanks", ["Gracias a todos", "Salimos de todo", "Gracias por todo"])
def test_thanks_are_no_title(thanks: str) -> None:
    assert speakers(f"Al final, Marta Gil dijo: “{thanks}”.") == ["Marta Gil"]


def kinds(text: str, language: str) -> dict[str, Kind]:
    tokens = tag(text, 0, len(text), (), language)
    return dict(zip(tokens.low, tokens.kind, strict=True))


@table(
    ("text", "language", "word", "kind"),
    [
        ("Ana la tachó de mentira", "es", "la", Kind.CLITIC),
        ("Ana vio la casa", "es", "la", Kind.DETERMINER),
        ("Ana a chamou de mentira", "pt", "a", Kind.CLITIC),
        ("Ana ha dicho la verdad", "es", "dicho", Kind.CUE),
        ("Leyó dicho informe", "es", "dicho", Kind.DETERMINER),
        ("La embajada suiza cerró", "es", "suiza", Kind.NOUN),
        ("Para Ana Soto es tarde", "es", "para", Kind.ACCORDING),
        ("Para el alcalde es tarde", "es", "para", Kind.ACCORDING),
        ("Para Brasil es tarde", "es", "para", Kind.PREPOSITION),
        ("Para comer es tarde", "es", "para", Kind.PREPOSITION),
        ("Ayer cantó para Ana Soto", "es", "para", Kind.PREPOSITION),
        ("Bremer, der Clara Busch vorwirft, schwieg", "de", "der", Kind.RELATIVE),
        ("Bremer, der Chef, schwieg", "de", "der", Kind.DETERMINER),
        ("Ana Maio cantou", "pt", "maio", Kind.NAME),
        ("Foi em maio", "pt", "maio", Kind.TIME),
    ],
)
def test_kind_of_a_word_by_what_stands_around_it(text: str, language: str, word: str, kind: Kind) -> None:
    assert kinds(text, language)[word] is kind


def test_words_are_known_without_accents_too() -> None:
    spanish, verbs = pack("es"), pack("es").verbs
    assert verbs["añadio"] == verbs["anadio"] == verbs["añadió"]
    assert (spanish.closed["segun"], spanish.closed["esta"]) == (Kind.ACCORDING, Kind.DETERMINER)


@table(
    ("text", "name"),
    [
        ("Ana Ruiz pidió el cese de Pedro Gil, a quien acusó de “vender el barrio por parcelas”.", "Ana Ruiz"),
        ("Rita Maia pediu a saída de Rui Pires, a quem acusou de “vender o bairro às fatias”.", "Rita Maia"),
        ("Ana Ruiz habló con el perito Hugo Salas, quien dijo que la firma era “buena y clara”.", "Hugo Salas"),
        ("Das Gesetz sei alt. Wer es kritisiere, habe es „vermutlich nicht gelesen“.", None),
        ("“Já não há peixe na ria”, queixou-se Rita Maia ao lado de Rui Pires.", "Rita Maia"),
    ],
)
def test_relative_and_joined_pronouns_leave_the_quote_to_who_says_it(text: str, name: str | None) -> None:
    assert speakers(text) == [name]


def test_german_article_of_another_case_is_no_particle_of_the_name_before_it() -> None:
    (quote,) = extract_quotes("„Es ist spät“, sagte Bremer der Ana Ruiz.")
    assert quote.speaker_as_written == "Bremer"
