"""Quotes in Spanish, Portuguese, French and German: each that stands is found, and nobody is named wrongly."""

from __future__ import annotations

import time
from itertools import count

import pytest

from briefing.text.quotes import extract_quotes
from tests.table import table

Spoken = tuple[tuple[str, str | None], ...]

ANA, KARL, CLARA = "Ana Ruiz", "Karl Bremer", "Clara Busch"
SPANISH: tuple[tuple[str, Spoken], ...] = (
    ("—Iremos —dijo Ana Ruiz—. Mañana.", (("Iremos", ANA), ("Mañana.", ANA))),
    (
        "El alcalde habló ayer en la plaza con los vecinos.\n—¿Hay agua? —preguntó Ana Ruiz.\n—No lo sé.",
        (("¿Hay agua?", ANA), ("No lo sé.", None)),
    ),
    (
        "«La presa va a resistir», dijo la ministra de Defensa, Ana Ruiz, en Madrid. «No hay peligro para nadie».",
        (("La presa va a resistir", ANA), ("No hay peligro para nadie", ANA)),
    ),
    ("Ana Ruiz, ministra de Agua, advirtió el lunes: «No queda tiempo».", (("No queda tiempo", ANA),)),
    ("De momento, Ana Ruiz dijo que “la presa no va a caer”.", (("la presa no va a caer", ANA),)),
    (
        "Con los vecinos delante, la ministra Ana Ruiz dijo que “la presa no va a caer”.",
        (("la presa no va a caer", ANA),),
    ),
    ("“No nos vamos”, insistió el abogado de Ana Ruiz tras la reunión.", (("No nos vamos", "el abogado de Ana Ruiz"),)),
    (
        "«Es tarde», dijo Ana Ruiz, «pero todavía se puede salvar el río».",
        (("Es tarde", ANA), ("pero todavía se puede salvar el río", ANA)),
    ),
    (
        "Ana Ruiz se reunió con Paul Weber. «Es un error muy grave», señaló Ruiz. Weber no respondió.",
        (("Es un error muy grave", ANA),),
    ),
    (
        "“Estamos listos para el invierno”, aseguró ayer a Paul Weber en la radio.",
        (("Estamos listos para el invierno", None),),
    ),
    ("Dijo Ana Ruiz: «No hay agua en la sierra».", (("No hay agua en la sierra", ANA),)),
    ("«Nos dijeron ‘esperen aquí’ y esperamos», contó Ana Ruiz.", (("Nos dijeron ‘esperen aquí’ y esperamos", ANA),)),
    (
        "«No hay agua —dijo Ana Ruiz—, y no la habrá en todo el verano».",
        (("No hay agua", ANA), ("y no la habrá en todo el verano", ANA)),
    ),
    ("Ana Ruiz ha dicho: «No hay agua en la sierra».", (("No hay agua en la sierra", ANA),)),
    ("Según Ana Ruiz, el plan de la ciudad es «una vergüenza».", (("una vergüenza", ANA),)),
    (
        "Según el informe de Ana Ruiz, el plan es «una vergüenza de todos los que lo hicieron».",
        (("una vergüenza de todos los que lo hicieron", "el informe de Ana Ruiz"),),
    ),
    ("«No hay más pan», dijeron Ana Ruiz y Paul Weber.", (("No hay más pan", "Ana Ruiz y Paul Weber"),)),
    (
        "En la sala había dos maestros que afirman que la escuela “se cae a pedazos”.",
        (("se cae a pedazos", "dos maestros"),),
    ),
    ("Ana Ruiz dijo que el alcalde Paul Weber trabaja y añadió que eso “no basta”.", (("no basta", ANA),)),
    (
        "Ana Ruiz contó que el alcalde Paul Weber prometió agua, pero que “nunca volvió por aquí”.",
        (("nunca volvió por aquí", ANA),),
    ),
    (
        "El jefe de la policía, el gallego Xoel Mauriz, negó que el plan fuera “una trampa”.",
        (("una trampa", "Xoel Mauriz"),),
    ),
    ("Paul Weber volvió. Según explicó la rectora Ana Ruiz, la obra “costó el doble”.", (("costó el doble", ANA),)),
    ("La ministra Ana Ruiz se fue. A su juicio, la Comisión “no sirve para nada”.", (("no sirve para nada", ANA),)),
    ("Ana Ruiz visitó la mina. Por ello, dijo que los obreros “tienen razón”.", (("tienen razón", ANA),)),
    (
        "El ministro Paul Weber vino. El alcalde gaditano dijo que el barco “no saldrá hoy”.",
        (("no saldrá hoy", "El alcalde gaditano"),),
    ),
    ("La ministra, Ana Ruiz, que llegó tarde, dijo que el plan “no sirve”.", (("no sirve", ANA),)),
    ("La obra, según Ana Ruiz, que vio a Paul Weber, es “un error”.", (("un error", ANA),)),
    ("La principal amenaza es, dice Ana Ruiz, “la falta de agua”.", (("la falta de agua", ANA),)),
)
PORTUGUESE: tuple[tuple[str, Spoken], ...] = (
    (
        "— Vamos embora — disse Ana Duarte. — Já é muito tarde.",
        (("Vamos embora", "Ana Duarte"), ("Já é muito tarde.", "Ana Duarte")),
    ),
    ("– Não há água – disse Ana Duarte.", (("Não há água", "Ana Duarte"),)),
    (
        "“A barragem vai resistir”, afirmou a ministra Ana Duarte em Lisboa.",
        (("A barragem vai resistir", "Ana Duarte"),),
    ),
    ("«Não há tempo», disse o porta-voz do governo, Paulo Lima.", (("Não há tempo", "Paulo Lima"),)),
    ("Na segunda-feira, Ana Duarte disse: “O rio está muito cheio”.", (("O rio está muito cheio", "Ana Duarte"),)),
    ("“Não foi ele”, respondeu-lhe Ana Duarte.", (("Não foi ele", "Ana Duarte"),)),
    (
        "“Os preços vão subir”, segundo Paulo Lima, “e também as rendas”.",
        (("Os preços vão subir", "Paulo Lima"), ("e também as rendas", "Paulo Lima")),
    ),
    ("A irmã de Ana Duarte disse: “Ela não sabia de nada”.", (("Ela não sabia de nada", "A irmã de Ana Duarte"),)),
    (
        "«Não há tempo, disse Ana Duarte, e o rio está muito cheio».",
        (("Não há tempo", "Ana Duarte"), ("e o rio está muito cheio", "Ana Duarte")),
    ),
    ("“Isto é uma vergonha”, disse ela, e saiu com Paulo Lima.", (("Isto é uma vergonha", None),)),
    (
        "Ana Duarte contou que o prefeito Paulo Lima prometeu água, mas que “nunca mais voltou”.",
        (("nunca mais voltou", "Ana Duarte"),),
    ),
    (
        "O ministro Paulo Lima disse que a empresa trabalha bem e acrescentou que isso “não chega”.",
        (("não chega", "Paulo Lima"),),
    ),
)
FRENCH: tuple[tuple[str, Spoken], ...] = (
    (
        "« Nous ne partirons pas », a déclaré le président Paul Weber au Monde.",
        (("Nous ne partirons pas", "Paul Weber"),),
    ),
    (
        "Paul Weber est venu à Lyon. « Nous ne partirons pas », a-t-il ajouté.",
        (("Nous ne partirons pas", "Paul Weber"),),
    ),
    (
        "— Nous irons demain, dit Paul Weber.\n— Et les enfants ?",
        (("Nous irons demain", "Paul Weber"), ("Et les enfants ?", None)),
    ),
    ("Paul Weber a répondu : « Il est trop tard pour nous. »", (("Il est trop tard pour nous", "Paul Weber"),)),
    ("“C’est une honte”, selon Claire Petit, maire du village.", (("C’est une honte", "Claire Petit"),)),
    (
        "« Nous irons, a dit Paul Weber, demain à la ville avec les enfants. »",
        (("Nous irons", "Paul Weber"), ("demain à la ville avec les enfants", "Paul Weber")),
    ),
    (
        "« Nous irons demain, a précisé Claire Petit, maire de Lyon. Et nous ne partirons pas. »",
        (("Nous irons demain", "Claire Petit"), ("Et nous ne partirons pas.", "Claire Petit")),
    ),
    ("« Oui, dit-il, nous irons demain à la ville. »", (("Oui", None), ("nous irons demain à la ville", None))),
    (
        "« Il m’a parlé de Paul Weber, dit Popol, qui ne viendra pas avec nous. »",
        (("Il m’a parlé de Paul Weber", "Popol"), ("qui ne viendra pas avec nous", "Popol")),
    ),
    ("« C’est fini », explique la sœur de Paul Weber.", (("C’est fini", "la sœur de Paul Weber"),)),
    (
        "« Elle m’a dit ‹ va-t’en › et je suis parti », raconte Paul Weber.",
        (("Elle m’a dit ‹ va-t’en › et je suis parti", "Paul Weber"),),
    ),
    (
        "Claire Petit, maire de la ville, a prévenu : « L’eau va manquer cet été. »",
        (("L’eau va manquer cet été", "Claire Petit"),),
    ),
    (
        "« Il faut attendre », dit la ministre des Armées, Claire Petit, « mais pas longtemps ».",
        (("Il faut attendre", "Claire Petit"), ("mais pas longtemps", "Claire Petit")),
    ),
    (
        "Claire Petit est arrivée à Lyon. « Nous irons demain », a promis Mme Petit.",
        (("Nous irons demain", "Claire Petit"),),
    ),
    ("« Il a tort », lui a répondu Claire Petit.", (("Il a tort", "Claire Petit"),)),
    (
        "« Nous irons demain », a juré le chef de la police, le général Paul Weber.",
        (("Nous irons demain", "Paul Weber"),),
    ),
    (
        "« Le pont est fermé, a indiqué lundi la direction de la ville, et il le restera. »",
        (("Le pont est fermé", "la direction de la ville"), ("et il le restera", "la direction de la ville")),
    ),
    ("« Nous irons demain », a lâché le Premier ministre, Paul Weber.", (("Nous irons demain", "Paul Weber"),)),
    ("Le Conseil d’État a jugé la loi « manifestement injuste ».", (("manifestement injuste", "Conseil d’État"),)),
    (
        "Le ministre a reçu Claire Petit. « C’est trop tard », a soufflé une voisine.",
        (("C’est trop tard", "une voisine"),),
    ),
    ("Paul Weber l’avait accusée de « mentir à tous ».", (("mentir à tous", "Paul Weber"),)),
    (
        "« C’est une honte pour la ville », s’est emportée l’avocate Nadège Boulanger.",
        (("C’est une honte pour la ville", "Nadège Boulanger"),),
    ),
    ("« Nous irons demain », a tranché Mgr Paul Weber.", (("Nous irons demain", "Paul Weber"),)),
    ("« Nous avons gagné », a savouré l’Italienne Claire Petit.", (("Nous avons gagné", "Claire Petit"),)),
)
GERMAN: tuple[tuple[str, Spoken], ...] = (
    (
        "„Wir kommen nicht“, sagte Außenminister Karl Bremer. „Es ist zu spät.“",
        (("Wir kommen nicht", KARL), ("Es ist zu spät", KARL)),
    ),
    ("»Nein, das geht nicht«, sagte der Sprecher der Polizei, Karl Bremer.", (("Nein, das geht nicht", KARL),)),
    ("‚Das geht nicht‘, sagte die Ökonomin Clara Busch.", (("Das geht nicht", CLARA),)),
    ("Am Montag sagte Karl Bremer: „Der Damm wird halten.“", (("Der Damm wird halten", KARL),)),
    (
        "Die Polizei sucht weiter. „Wir haben nichts gefunden“, teilte die Polizei mit.",
        (("Wir haben nichts gefunden", "die Polizei"),),
    ),
    ("Karl Bremer hat am Montag gesagt: „Der Damm wird halten.“", (("Der Damm wird halten", KARL),)),
    ("„Der Damm“, hat Karl Bremer am Montag gesagt, „wird halten.“", (("Der Damm", KARL), ("wird halten", KARL))),
    ("Am Montag hat Clara Busch der Zeitung gesagt: „Es wird eng.“", (("Es wird eng", CLARA),)),
    ("„Es wird eng für uns“, hat er Clara Busch gesagt.", (("Es wird eng für uns", None),)),
    ("„Es wird eng für uns“, sagte Clara Busch der Zeitung.", (("Es wird eng für uns", CLARA),)),
    ("„Wir kommen nicht“, kündigte Karl Bremer an.", (("Wir kommen nicht", KARL),)),
    ("Laut Bericht ist der Damm für die Leute „nicht mehr sicher genug“.", (("nicht mehr sicher genug", "Bericht"),)),
    ("„Das ist nicht wahr“, sagte sie zu Karl Bremer.", (("Das ist nicht wahr", None),)),
    ("Karl Bremer sprach mit Clara Busch. „Es wird eng“, so Busch.", (("Es wird eng", CLARA),)),
    ("„Sie rief ‚Halt!‘ und lief weg“, erzählte Karl Bremer.", (("Sie rief ‚Halt!‘ und lief weg", KARL),)),
    (
        "›Wir warten auf Regen‹, erklärte Clara Busch, ›und auf den Herbst.‹",
        (("Wir warten auf Regen", CLARA), ("und auf den Herbst", CLARA)),
    ),
    ("Karl Bremer und Otto Bremer kamen. „Wir sind nicht müde“, sagte Bremer.", (("Wir sind nicht müde", None),)),
    (
        "„Wir kommen“, sagte Karl Bremer. Clara Busch ist dagegen. „Das ist nicht klug von ihm.“",
        (("Wir kommen", KARL), ("Das ist nicht klug von ihm", "Clara Busch")),
    ),
    ("„Der Damm hält“, sagte Bundesverkehrsminister Karl Bremer.", (("Der Damm hält", "Karl Bremer"),)),
    ("„Der Damm hält“, sagte Fliesenleger Karl Bremer.", (("Der Damm hält", "Karl Bremer"),)),
    ("„Der Damm hält“, sagte Landrat Karl Fischer.", (("Der Damm hält", "Karl Fischer"),)),
    ("Den Vorwurf nannte Clara Busch „völlig absurd“.", (("völlig absurd", "Clara Busch"),)),
    ("Dem Sender sagte Clara Busch: „Es wird eng für uns.“", (("Es wird eng für uns", "Clara Busch"),)),
    (
        "Karl Bremer hatte zuvor „schnelle Hilfe für alle Orte“ gefordert.",
        (("schnelle Hilfe für alle Orte", "Karl Bremer"),),
    ),
    (
        "Der Damm sei „nicht mehr zu retten“, wie Karl Bremer der Zeitung bestätigte.",
        (("nicht mehr zu retten", "Karl Bremer"),),
    ),
    (
        "Clara Busch, die mehrere Helfer vertritt, nannte den Einsatz „völlig überzogen“.",
        (("völlig überzogen", "Clara Busch"),),
    ),
    ("„Der Damm hält“, sagte Bremers Sprecherin Clara Busch.", (("Der Damm hält", "Clara Busch"),)),
    ("„Der Damm hält“, sagte Bremers Sprecherin am Montag.", (("Der Damm hält", "Bremers Sprecherin"),)),
    (
        "Karl Bremer kam am Montag. „Es reicht uns allen“, sagte eine Sprecherin.",
        (("Es reicht uns allen", "eine Sprecherin"),),
    ),
    (
        "Die Flut war so groß wie vor zehn Jahren. „Wir sind müde“, sagte Karl Bremer.",
        (("Wir sind müde", "Karl Bremer"),),
    ),
    (
        "„Wir sind müde“, sagte Karl Bremer. Der Damm sei „nicht mehr sicher“.",
        (("Wir sind müde", "Karl Bremer"), ("nicht mehr sicher", "Karl Bremer")),
    ),
    ("Das sei „nicht klug“ gewesen, räumte Clara Busch ein.", (("nicht klug", "Clara Busch"),)),
    ("„Wir sind bereit“, sagte Clara Busch der „Rheinischen Post“.", (("Wir sind bereit", "Clara Busch"),)),
    ("Fraktionsvize Gitta Sommer kam. „Wir sind müde“, sagte sie.", (("Wir sind müde", "Gitta Sommer"),)),
    ("„Der Damm hält“, hieß es am Montag aus dem Rathaus.", (("Der Damm hält", "Rathaus"),)),
    (
        "Clara Busch schreibt im „Neuen Anzeiger“, es sei „nicht mehr zu ändern“.",
        (("nicht mehr zu ändern", CLARA),),
    ),
    (
        "„Ich freue mich auf die Aufgabe“, wird der Trainer in einer Mitteilung des Vereins zitiert.",
        (("Ich freue mich auf die Aufgabe", "der Trainer"),),
    ),
    (
        "Ministerin Ursula von der Heyde kam nach Bonn. „Die Tür steht offen“, sagte von der Heyde am Dienstag.",
        (("Die Tür steht offen", "Ursula von der Heyde"),),
    ),
)
CASES = [case for language in (SPANISH, PORTUGUESE, FRENCH, GERMAN) for case in language]


@table(("text", "spoken"), CASES)
def test_quotes_and_their_speakers_are_found(text: str, spoken: Spoken) -> None:
    quotes = extract_quotes(text)
    found = {text[quote.start : quote.end].rstrip(" ."): quote.speaker for quote in quotes}
    assert found == {words.rstrip(" ."): speaker for words, speaker in spoken}
    assert all(0 < quote.confidence < 1 for quote in quotes)


@pytest.mark.parametrize(
    "unit",
    [
        "« Nous irons », a dit Paul Weber à la ville. ",
        "« a, dit-il, b, dit Bo, c » ",
        "« a, dit Paul Weber, ",
        "hat gesagt „a“ hat er ",
        "—Que no —dijo Ana—. ",
        "—Que no —dijo\n",
        "según el que «a» ",
        "Ana dijo que «a» ",
        "dijo ",
    ],
)
def test_time_grows_with_length_only(unit: str) -> None:
    runs = count()

    def seconds(size: int) -> float:
        text = f"{next(runs)} La gente de la ciudad no sabe que es lo que hay.\n" + unit * (size // len(unit))
        began = time.process_time()
        extract_quotes(text, doubtful=True)
        return time.process_time() - began

    seconds(1000)
    assert any(seconds(20_000) < 12 * max(0.005, seconds(5_000)) for _ in range(3))


def test_english_with_a_foreign_name_stays_english() -> None:
    text = "“The dam will hold,” said Ana Ruiz of El País. “It is late,” Karl von der Heide said."
    assert [quote.speaker for quote in extract_quotes(text)] == ["Ana Ruiz", "Karl von der Heide"]


@table(
    ("text", "speaker"),
    [
        ("Entrevistada por El País, la ministra Ana Vidal afirmó: «No hay nada que ocultar».", "Ana Vidal"),
        ("Consultada ayer, la alcaldesa Ana Vidal afirmó: «No hay nada que ocultar».", "Ana Vidal"),
        ("La ministra Ana Vidal salio ayer. Agrego que “no hubo heridos en la calle”.", "Ana Vidal"),
        ("In Bonn hat Petra Vogt Steuererhöhungen abgelehnt. „Das ist schlicht falsch“, sagte Vogt.", "Petra Vogt"),
        ("Gestern hat Otto Lau Versäumnisse zugegeben. „Das ist schlicht falsch“, sagte Lau.", "Otto Lau"),
    ],
)
def test_participles_verbs_without_accents_and_german_nouns_are_no_names(text: str, speaker: str) -> None:
    assert [each.speaker for each in extract_quotes(text)] == [speaker]


def test_list_with_short_dashes_is_no_dialogue() -> None:
    assert extract_quotes("– Milch für die Katze\n– Zwei Eier", doubtful=True) == []


def test_quotes_are_doubtful_in_a_language_without_a_pack() -> None:
    text = (
        "Wali kota Budi Santoso mengatakan pada hari Senin bahwa jembatan itu akan dibangun untuk warga yang ada di "
        "tepi sungai. “Kami tidak akan menunggu lebih lama lagi”, kata dia kepada para wartawan dalam pertemuan itu."
    )
    assert extract_quotes(text) == []
    assert [each.speaker for each in extract_quotes(text, doubtful=True)] == [None]


def test_quotes_are_doubtful_in_a_script_that_no_pack_reads() -> None:
    text = "Анна Дуарте приехала в город. «Плотина выдержит ещё сто лет», сказала Анна Дуарте. Пол Вебер молчал."
    assert extract_quotes(text) == []
    assert [(each.speaker, each.evidence) for each in extract_quotes(text, doubtful=True)] == [(None, "no speaker")]


def test_paragraphs_of_one_speech_belong_together_in_a_script_that_no_pack_reads() -> None:
    text = "«Мы построим новую школу в городе.\n«Она будет большой и светлой», сказал он."
    first, second = extract_quotes(text, doubtful=True)
    assert (first.continues, second.continues) == (None, first.start)


def test_cue_inside_the_marks_may_have_an_adverb_in_front() -> None:
    text = "« Nous irons, a toujours dit Paul Weber, demain à la ville avec les enfants. »"
    assert [quote.speaker for quote in extract_quotes(text)] == ["Paul Weber", "Paul Weber"]


def test_dash_inside_speech_behind_a_dash_is_no_end_of_it() -> None:
    text = "— Не могу сказать – это долгая история, и взял я 1—1,5 стакана воды."
    assert [text[quote.start : quote.end] for quote in extract_quotes(text, doubtful=True)] == [text[2:]]


def test_names_far_from_quotes_are_read_where_they_tell_who_is_meant() -> None:
    between = "\n".join(["Am Montag regnete es in der ganzen Stadt, und die Straßen blieben leer."] * 60)
    text = (
        f"Es regnete.\n{between}\nDie Ministerin Clara Busch kam.\n{between}\n„Wir bleiben hier“, sagte Busch am Abend."
    )
    assert [quote.speaker for quote in extract_quotes(text)] == [CLARA]
