"""Headlines that name the speaker of a quote for which the text names nobody."""

from __future__ import annotations

from briefing.text.quotes import extract_quotes
from tests.table import table


@table(
    ("title", "text"),
    [
        ("Brandt says the dam is safe", "“I saw no crack in the wall at all. Really!”"),
        ("Brandt Says the Dam Is Safe, but Adds: “I Saw No Crack”", "“I saw no crack in the wall at all. Really!”"),
        ("Brandt: ‘I saw no crack in the wall’", "The wall was built in 1962. “I saw no crack in the wall at all.”"),
        ("Mayor Brandt denies that the dam is cracked", "“The wall is as good as new,” he said on Monday."),
        ("Brandt after the flood: ‘The wall is as good as new’", "“The wall is as good as new,” the senator said."),
        ("Brandt, asked about the dam, says it will hold", "“The wall is as good as new,” she said on Monday."),
        (
            "“The wall is new, Brandt says",
            "“The wall is as good as new,” she said on Monday.",
        ),  # the mark is not closed
    ],
)
def test_quote_is_by_who_speaks_in_the_headline(title: str, text: str) -> None:
    (quote,) = extract_quotes(text, title)
    assert quote.speaker == "Brandt" and quote.confidence >= 0.5


def test_headline_names_the_one_of_a_family_whom_it_names_in_full() -> None:
    text = "“I saw no crack in the wall.” It is an old dam.\nPaul K. Brandt built it, and Paul R. Brandt saw it."
    titles = ("Paul R. Brandt: “I saw no crack in the wall”", "Brandt: “I saw no crack in the wall”")
    assert [quote.speaker for title in titles for quote in extract_quotes(text, title)] == ["Paul R. Brandt", None]


def test_headline_may_have_a_quote_inside_a_quote() -> None:
    (quote,) = extract_quotes(
        "“I saw no ‘crack’ in the wall at all. Really!”", "“I saw no ‘crack’ in the wall”, Brandt says"
    )
    assert quote.speaker == "Brandt"


def test_three_words_in_a_row_join_a_quote_with_its_headline() -> None:
    for title, speaker in (("Brandt: ‘New dam will hold’", "Brandt"), ("Brandt: ‘New dam may hold’", None)):
        (quote,) = extract_quotes("It rained. “Our dam will hold for years.”", title, doubtful=True)
        assert quote.speaker == speaker


def test_names_keep_their_capitals_in_title_case() -> None:
    (quote,) = extract_quotes("“I saw no crack in the wall at all. Really!”", "Ana Duarte Says the New Dam Is Safe")
    assert quote.speaker == "Ana Duarte"


def test_name_of_the_headline_is_made_full_by_the_text() -> None:
    text = (
        "“I saw no crack in the wall at all. It is as good as it was in 1962, and it will be so.”\nWho is Karl Brandt?"
    )
    (quote,) = extract_quotes(text, "Brandt says the dam is safe")
    assert (quote.speaker, quote.evidence) == ("Karl Brandt", "headline")


@table(
    ("title", "text"),
    [
        ("The dam is safe", "“I saw no crack in the wall at all. Really!”"),
        ("Norden: Fire destroys the old harbour", "“We lost everything we had in one night.”"),
        ("France says the dam is safe", "“I saw no crack in the wall at all. Really!”"),
        ("NATO says the dam is safe", "“I saw no crack in the wall at all. Really!”"),
        ("River Council says the dam is safe", "“I saw no crack in the wall at all. Really!”"),
        ("Brandt builds a dam that is safe", "“I saw no crack in the wall at all. Really!”"),
        ("The Harbour Guild: “We will march”", "They walked under the banner “Harbour Guild.”"),
        ("The mayor says the dam is safe", "“I saw no crack in the wall at all. Really!”"),
        ("Brandt was told that the dam is safe", "“I saw no crack in the wall at all. Really!”"),
        (
            "Brandt says the dam is safe",
            "It rained all day in the hills. “Nobody told us a word of it.”",
        ),
    ],
)
def test_quote_stays_nobodys_where_the_headline_does_not_tell(title: str, text: str) -> None:
    assert [quote.speaker for quote in extract_quotes(text, title)] in ([None], [])


def test_speaker_of_the_text_goes_before_that_of_the_headline() -> None:
    text = "“I saw no crack in the wall,” Ana Duarte said."
    assert [quote.speaker for quote in extract_quotes(text, "Brandt says the dam is safe")] == ["Ana Duarte"]


PEDRO, RUI, CLAIRE, TORSTEN = "Pedro Gil", "Rui Pires", "Claire Morel", "Torsten Harms"


@table(
    ("title", "text", "speaker"),
    [
        ("Pedro Gil: «No voy a dimitir»", "«No voy a dimitir, porque nadie me lo ha pedido todavía».", PEDRO),
        ("El alcalde Pedro Gil asegura que la presa es segura", "«Nadie debe tener miedo este invierno».", PEDRO),
        (
            "«La presa va a aguantar», afirma Pedro Gil",
            "Llovió toda la noche. «La presa va a aguantar cien años».",
            PEDRO,
        ),
        ("Pedro Gil, alcalde de Torralba: «No hay dinero»", "«No hay dinero ni lo habrá», dijo él en la radio.", PEDRO),
        ("Pedro Gil dice que la presa es segura", "«El muro está como nuevo», aseguró ayer en la radio.", PEDRO),
        ("Pedro Gil dice que la presa es segura", "«El muro está como nuevo», ha asegurado en la radio.", PEDRO),
        ("Gil niega que la presa tenga grietas", "«El muro está como nuevo», dijo el exministro el lunes.", "Gil"),
        ("Rui Pires diz que a ponte é segura", "“Ninguém precisa de ter medo neste inverno.”", RUI),
        ("Rui Pires: “Não vou sair”", "A reunião durou seis horas. “Não vou sair do clube”.", RUI),
        ("“A ponte vai aguentar”, afirma Rui Pires", "“A ponte vai aguentar mais cem anos”.", RUI),
        ("Rui Pires garante que há dinheiro", "“Há dinheiro para todos”, disse ele na rádio.", RUI),
        ("Rui Pires garante que há dinheiro", "“Há dinheiro para todos”, afirmou na segunda-feira.", RUI),
        ("Pires garante que há dinheiro", "“Há dinheiro para todos nós”, disse o ministro na rádio.", "Pires"),
        ("Claire Morel : « Je ne partirai pas »", "« Je ne partirai pas avant la fin de mon mandat. »", CLAIRE),
        ("Claire Morel assure que le pont est sûr", "« Personne ne doit avoir peur cet hiver. »", CLAIRE),
        ("« Le pont tiendra », affirme Claire Morel", "« Le pont tiendra », a-t-elle dit lundi à la radio.", CLAIRE),
        ("Claire Morel, maire de Lorville : « Le pont tiendra »", "« Le pont tiendra encore cent ans. »", CLAIRE),
        ("Claire Morel dit que le pont est sûr", "« Il est comme neuf », affirme l’ancienne ministre.", CLAIRE),
        ("La ministre Claire Morel dit que le pont est sûr", "« Il est comme neuf », affirme la ministre.", CLAIRE),
        ("Morel : « Il faut agir vite »", "Le ministre est venu lundi. « Il faut agir vite », a-t-il dit.", "Morel"),
        ("Torsten Harms sagt: „Ich gehe nicht“", "„Ich gehe nicht, solange ich hier gebraucht werde.“", TORSTEN),
        (
            "Torsten Harms: „Die Brücke hält“",
            "Es regnete die ganze Nacht. „Die Brücke hält noch hundert Jahre.“",
            TORSTEN,
        ),
        ("„Die Brücke hält“, sagt Torsten Harms", "„Sie ist so gut wie neu“, sagte er am Montag.", TORSTEN),
        ("Bürgermeister Torsten Harms warnt vor Panik", "„Niemand muss in diesem Winter Angst haben.“", TORSTEN),
        (
            "Innenministerin Vera Kolbe warnt vor Panik",
            "„Niemand muss Angst haben“, sagte sie am Montag.",
            "Vera Kolbe",
        ),
        ("Harms sagt, die Brücke sei sicher", "„Sie ist so gut wie neu“, sagte der Minister am Montag.", "Harms"),
        ("Obama says he saw no evidence", "The former president said “there was nothing in the files.”", "Obama"),
        ("Mayor Brandt says dam is safe", "“There was no crack at all,” the mayor said on Monday.", "Brandt"),
        ("Brandt, mayor of Norden, says dam is safe", "“There was no crack at all,” the mayor said.", "Brandt"),
        ("Brandt says dam is safe", "In Paris on Monday, he said “there was no crack at all.”", "Brandt"),
        ("Brandt says dam is safe", "“Weber saw no crack at all,” the former president said.", "Brandt"),
        ("“I Saw No Crack,” Says Brandt", "“I saw no crack in the wall at all. Really!”", "Brandt"),
    ],
)
def test_headline_names_the_speaker_in_every_language(title: str, text: str, speaker: str) -> None:
    (quote,) = extract_quotes(text, title)
    assert quote.speaker == speaker and quote.confidence >= 0.5


def test_role_of_the_headline_is_kept_for_all_quotes_of_the_text() -> None:
    text = "“No crack at all,” the mayor said.\n“It will hold,” the mayor said.\n“It may break,” the driver said."
    quotes = extract_quotes(text, "Brandt says dam is safe")
    assert [quote.speaker for quote in quotes] == ["Brandt", "Brandt", "driver"]


@table(
    ("title", "text"),
    [
        ("Pedro Gil dice que la presa es segura", "«El muro está como nuevo», dijo ella en la radio."),
        ("Pedro Gil dice que la presa es segura", "«El muro está como nuevo», aseguraron ayer en la radio."),
        ("Pedro Gil dice que la presa es segura", "Un hombre miraba el muro. «Está como nuevo», dijo él en la radio."),
        ("Pedro Gil dice que la presa es segura", "«El muro está como nuevo», dijo la ministra en la radio."),
        ("El alcalde Pedro Gil dice que la presa es segura", "«El muro está como nuevo», dijo el ministro ayer."),
        ("Madrid dice que la presa es segura", "«Nadie debe tener miedo este invierno»."),
        ("El Ayuntamiento dice que la presa es segura", "«Nadie debe tener miedo este invierno»."),
        ("Pedro Gil dice que la presa es segura", "Llovió toda la noche. «Nadie nos dijo una palabra»."),
        ("Rui Pires diz que a ponte é segura", "“A ponte vai aguentar”, disse ela na rádio."),
        ("Rui Pires diz que a ponte é segura", "“A ponte vai aguentar”, afirmaram na segunda-feira."),
        ("Le maire dit que le pont est sûr", "« Personne ne doit avoir peur cet hiver. »"),
        ("Claire Morel dit que le pont est sûr", "« Personne ne doit avoir peur », a-t-il dit lundi."),
        ("Luc et Claire Morel, Paul Weber : « Le pont tiendra »", "« Personne ne doit avoir peur », a-t-il dit lundi."),
        ("Torsten Harms sagt, die Brücke sei sicher", "„Niemand muss Angst haben“, sagte sie am Montag."),
        ("Vera Kolbe sagt, die Brücke sei sicher", "„Niemand muss Angst haben“, sagten sie am Montag."),
        ("Brandt says the dam is safe", "A teacher was hurt. “It fell on me like a stone,” the teacher said."),
        ("Brandt says the dam is safe", "“It fell on me like a stone,” the daughter said."),
        ("Brandt says the dam is safe", "“It fell on me like a stone,” the spokesman said."),
        ("Brandt says the dam is safe", "The Canadian minister said the wall “fell like a stone.”"),
        ("Brandt says the dam is safe", "“It fell on me like a stone,” the director of the museum said."),
        ("Brandt says the dam is safe", "“It fell on me like a stone,” a teacher said."),
        ("Mayor Brandt says the dam is safe", "“It fell on me like a stone,” the senator said."),
        ("Karl Brandt says the dam is safe", "“It fell on me like a stone,” the actress said."),
        ("Brandt says the dam is safe", "“It fell on me like a stone,” the mayor said. Mayor Ana Duarte was there."),
    ],
)
def test_person_of_the_headline_is_not_named_for_somebody_else(title: str, text: str) -> None:
    last = {"Gil", "Pires", "Morel", "Harms", "Kolbe", "Brandt", "Weber", "Madrid", "Ayuntamiento"}
    assert all(last.isdisjoint((quote.speaker or "").split()) for quote in extract_quotes(text, title))


@table(
    ("title", "name"),
    [
        ("Ana Duarte on dams: “far too late for us”", "Ana Duarte"),
        ("Ana Duarte on dams “far too late for us”", None),
        ("“Far too late for us”: Ana Duarte", None),
        ("Ana Duarte Says The Dam Is Far Too Late For Us", "Ana Duarte"),
    ],
)
def test_who_stands_in_front_of_a_colon_or_a_verb_of_saying_speaks(title: str, name: str | None) -> None:
    (quote,) = extract_quotes("“It is far too late for us all.”", title)
    assert quote.speaker == name


def test_headline_that_repeats_no_words_of_a_quote_names_it_only_where_it_is_all_of_the_text() -> None:
    words = "“It is far too late for us all.”"
    around = "The dam broke on Monday and nobody came to see it. {} It rained the whole week in all of the towns."
    assert [each.speaker for each in extract_quotes(words, "Ana Duarte says the mill is old")] == ["Ana Duarte"]
    assert [each.speaker for each in extract_quotes(around.format(words), "Ana Duarte says the mill is old")] == [None]
