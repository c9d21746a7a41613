from __future__ import annotations

from briefing.summary.addressing import addresses_reader
from briefing.summary.attribution import lacks_person, only_attributes
from briefing.summary.standalone import judge
from tests.table import table


@table(
    ("language", "text"),
    [
        ("en", "This was announced on Sunday."),
        ("en", "So the police."),
        ("en", "That is according to the ministry of health."),
        ("en", "This has been confirmed by the company."),
        ("de", "Das teilte die Bahn am Sonntag mit."),
        ("de", "Das sagte ein Sprecher der Polizei am Montagabend."),
        ("de", "So die Polizei."),
        ("de", "Dies gab der Konzern in Hohfeld bekannt."),
        ("es", "Dijo el ministro el domingo."),
        ("es", "Así lo informó el Gobierno de Marenia el lunes."),
        ("fr", "C’est ce qu’a annoncé la ministre dimanche."),
        ("fr", "A-t-il déclaré dimanche soir à Valbec."),
        ("pt", "Foi o que disse o prefeito no domingo."),
        ("pt", "Disse a ministra na segunda-feira em Olival."),
    ],
)
def test_a_sentence_that_only_says_who_said_something_is_no_line(language: str, text: str) -> None:
    assert only_attributes(text, language)
    assert judge(text, language) == "unusable"


@table(
    ("language", "text"),
    [
        ("en", "This was announced on Sunday, a day after forty people had died."),
        ("en", "This was announced on Sunday to be a day of rest for all the miners of the valley."),
        ("en", "The police announced on Sunday that the road was open."),
        ("en", "So said the judge whose ruling freed them that the law is void."),
        ("de", "Das teilte die Bahn mit, die zugleich den Fahrplan für Mai änderte."),
        ("de", "Die Bahn teilte am Sonntag den Fahrplan mit."),
        ("es", "Dijo el ministro que la mina cerrará en mayo."),
        ("es", "Anunció el cierre de la mina."),
        ("fr", "C’est ce qu’a annoncé la ministre, qui ferme 27 bureaux."),
        ("pt", "Disse a ministra que a fábrica fecha em junho."),
        ("it", "Das teilte die Bahn am Sonntag mit."),
    ],
)
def test_a_sentence_with_matter_of_its_own_does_more_than_attribute(language: str, text: str) -> None:
    assert not only_attributes(text, language)


@table(
    ("language", "text"),
    [
        ("en", "Some 4,000 police will guard him."),
        ("en", "The judge will question him on Tuesday."),
        ("en", "Some 300 of them marched through Morsk."),
        ("en", "Miners back it, while their union warns of more dust in the valley."),
        ("en", "Police later found them."),
        ("en", "“They are delaying it,” she said."),
        ("en", '"We will not move. We have no other home," they told reporters.'),
        ("de", "Rund 300 von ihnen zogen durch Varel."),
        ("de", "„So etwas haben wir noch nie gesehen“, sagte er am Montag."),
        ("es", "Unos 300 de ellos marcharon por la ciudad."),
        ("es", "«Hoy empieza otra historia para todos», dijo."),
        ("fr", "Près de 300 d’entre eux ont défilé à Corbal."),
        ("fr", "« Nous ne partirons pas », a-t-elle déclaré."),
        ("pt", "Cerca de 300 deles marcharam por Olival."),
        ("pt", "“Não vamos sair daqui”, disse ele."),
    ],
)
def test_a_sentence_about_somebody_whom_it_does_not_name_depends_on_another(language: str, text: str) -> None:
    assert lacks_person(text, language)
    assert judge(text, language) in ("leaning", "broken")


@table(
    ("language", "text"),
    [
        ("en", "President Ana Ruiz said that 4,000 police would guard him."),
        ("en", "Police said that Mayor Ruiz had asked them to guard him."),
        ("en", "A man told the court in Varden that guards had beaten him."),
        ("en", "The minister gave her house to the town."),
        ("en", "Miners say it hurts the valley."),
        ("en", "The union of miners in Varden backs it, but the mayor waits."),
        ("en", "Mayor Ruiz called it a success for all miners."),
        ("en", "Workers, 300 of them from Morsk, marched to the harbour."),
        ("en", "“They are delaying it,” Governor Dana Pike said."),
        ("en", "“They are delaying it,” said Dana Pike as she left the hall."),
        ("de", "„So etwas haben wir noch nie gesehen“, sagte Einsatzleiter Jan Ott."),
        ("es", "«Hoy empieza otra historia», dijo Rivas."),
        ("it", "Rund 300 von ihnen zogen durch Varel."),
    ],
)
def test_a_sentence_that_names_whom_it_is_about_does_not(language: str, text: str) -> None:
    assert not lacks_person(text, language)


def test_a_verb_that_reads_like_a_call_to_the_reader_is_none() -> None:
    assert not addresses_reader("Kestia and Norland signed a treaty that lets workers cross their border.")
    assert addresses_reader("Let's read the treaty that workers cross the border by.")
