"""Full stops behind numbers, initials and abbreviations in other languages than English."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing import extract_quotes, split_sentences, summarize_article
from briefing.text.boundaries import boundaries
from tests.table import table

# Sentences are parted by `|`; the text is what they make together.
WHOLE = [
    ("de", "Der 1. FC Köln verlor am 3. Spieltag gegen den 1. FC Nürnberg."),
    ("de", "Am Montag tagt der 2. Senat des Bundesverfassungsgerichts in Karlsruhe."),
    ("de", "Für den Verein ist es der 7. Aufstieg seiner Geschichte."),
    ("de", "Am Montag, 3. Oktober, und Dienstag 4. Oktober war frei."),
    ("de", "1. FC Köln steigt auf."),
    ("de", "Sein 75. Geburtstag und der 100. Treffer der 2. Bundesliga."),
    ("de", "Papst Johannes Paul II. reiste zum XX. Weltjugendtag nach dem II. Weltkrieg."),
    ("de", "Der 2000. Besucher kam zum 250. Jubiläum."),
    ("de", "Prof. Dr. Weber vom FC St. Pauli zahlte ca. 20 Mio. Euro bzw. Dollar."),
    ("de", "Nach Art. 5 Abs. 2 GG und Nr. 5 gilt z. B. Bayern, d. h. Der Süden, als Land, u. a. Sachsen."),
    ("de", "J. S. Bach und Thomas M. Schmidt kamen i. d. R. Montag."),
    ("da", "Den 3. maj tabte de i 2. Division til bl.a. Viborg."),
    ("nb", "Den 17. mai spilte de i 1. Divisjon mot f.eks. Brann."),
    ("cs", "Dne 12. října se v 2. Lize sešel 5. kongres, např. Praha."),
    ("hu", "A 3. Kerületben dr. Kovács október 23. napján beszélt."),
    ("fi", "Hän tuli 3. toukokuuta, esim. Helsinkiin."),
    ("tr", "Prof. Dr. Ali 2. Dünya Savaşı kitabını yazdı."),
    ("hr", "Dana 5. svibnja u 2. Ligi igrao je dr. Horvat."),
    ("et", "Ta tuli 3. mail koos dr. Tammega."),
    ("pl", "Prof. Kowalski i dr. Nowak mieszkają przy ul. Długiej, tzw. Trakcie."),
    ("es", "El Sr. García y la Sra. López viven en EE. UU. con D. Juan; véase pág. 5 y n.º 5."),
    ("fr", "M. Dupont, Mme. Martin et M. Le Pen citent l’art. 5 à St. Étienne."),
    ("pt", "O Sr. Silva e a Dra. Souza leram a pág. 5 na Av. Paulista."),
    ("it", "Il Sig. Rossi, il Dott. Bianchi e la Sig.ra Verdi citano l’art. 5."),
    ("nl", "Dhr. Jansen en mevr. Smit wonen bijv. Amsterdam nr. 5."),
    ("sv", "Den 3 maj kom dr. Berg kl. 5 till bl.a. Lund."),
]
PARTED = [
    ("de", "Er wurde 1998. |Danach war es vorbei."),
    ("de", "Das war im Jahr 2020. |Die Stadt wuchs."),
    ("de", "Es war 1945. |Hitler war tot."),
    ("de", "Der Kurs stieg auf 34. |Der Trainer ging."),
    ("de", "Der Kurs stieg auf 34. |Experten warnen."),
    ("de", "Der Klub steht auf Platz 14. |Trainer Berg ging."),
    ("de", "Das Spiel endete 4:1. |Trainer Berg jubelte."),
    ("de", "Es kamen 50.000. |Trainer Berg jubelte."),
    ("de", "Gewählt wurde Papst Benedikt XVI. |Er starb 2022."),
    ("de", "Es kostete 10 Mio. |Die Firma zahlt."),
    ("de", "Es gab Äpfel usw. |Die Stadt zahlte."),
    ("de", "Das ist Plan B. |Die Partei zögert."),
    ("de", "Der Mann ging. |20 Menschen kamen. |1. FC Köln siegte."),
    ("es", "El hombre se fue. |20 personas llegaron."),
    ("de", "Das gilt bis zum 31.12. |Dann ist Schluss."),
    ("da", "Prisen steg til 34. |Træneren sagde nej."),
    ("da", "Det var i 1998. |Nu er det slut."),
    ("es", "Nació en 1998. |La familia vive en Ávila."),
    ("fr", "Il est né en 1998. |Il part demain."),
    ("it", "Era il 1998. |Il papa parlò."),
    ("nl", "Het was in 1998. |De koning sprak."),
    ("cs", "Bylo to roku 1998. |Pak odešel."),
]


def check_sentences(language: str, text: str) -> None:
    expected = [sentence.strip() for sentence in text.split("|")]
    text = text.replace("|", "")
    assert [text[each.start : each.end] for each in split_sentences(text, language)] == expected


@table(("language", "text"), WHOLE + PARTED)
def test_sentences_end_where_they_end(language: str, text: str) -> None:
    check_sentences(language, text)


@table("opener", ["Der Mann ging. ", "Die Frau kam. "])
@table(("language", "text"), [row for row in WHOLE if row[0] == "de"])
def test_what_stands_before_changes_nothing(language: str, text: str, opener: str) -> None:
    both = opener + text
    assert [both[each.start : each.end] for each in split_sentences(both, language)] == [opener.strip(), text]


def test_long_lines_are_split_as_short_ones() -> None:
    sentence = "Der 1. FC Köln verlor am 3. Spieltag gegen den 1. FC Nürnberg. "
    text = (sentence * 200).strip()
    assert [text[each.start : each.end] for each in split_sentences(text, "de")] == [sentence.strip()] * 200


SENTENCES = [
    tuple(line.split(" ", 1))
    for line in Path(__file__).with_name("full_stops.txt").read_text(encoding="utf-8").splitlines()
]


@table(("language", "text"), SENTENCES)
def test_abbreviations_and_ordinals_of_other_languages(language: str, text: str) -> None:
    check_sentences(language, text)


MATCH = """Der 1. FC Köln hat am 34. Spieltag der 2. Bundesliga den Aufstieg geschafft. Vor 50.000 Zuschauern siegte \
{people} am 18. Mai mit 4:0 gegen den 1. FC Kaiserslautern. Für den 1. FC Köln ist es der 7. Aufstieg der \
Vereinsgeschichte. „Das ist der schönste Tag meines Lebens“, sagte Berg nach dem Spiel. Im 2. Halbjahr hatte der \
Verein 12 Spiele in Folge gewonnen. Der Präsident des 1. FC Köln, Werner Wolf, lobte die Fans."""


@pytest.mark.parametrize(
    "people",
    [
        "die Mannschaft von Trainer Timo Berg",
        "die Mannschaft des Trainers Timo Berg",
        "die Elf von Timo Berg",
        "Trainer Timo Berg",
        "das Team von Chefin Tina Berg",
    ],
)
def test_a_report_of_a_match(people: str) -> None:
    text = MATCH.format(people=people)
    (quote,) = extract_quotes(text)
    assert quote.speaker == " ".join(people.split()[-2:])
    sentences = [text[each.start : each.end] for each in split_sentences(text, "de")]
    assert len(sentences) == 6
    lines = [line.text for line in summarize_article(text, words=60)]
    assert lines
    assert set(lines) <= set(sentences)


@table(
    ("language", "text", "ends"),
    [
        # The word behind the stop
        ("de", "Wort.| Die", True),
        ("de", "Wort.| “Die", True),
        ("de", "Wort.| die", False),
        ("de", "Wort.| (der", True),
        ("de", "Der Ort.| 20", True),
        ("de", "Er ist da.| 20", True),
        ("de", "Plan 5.| Die", True),
        # Ordinals: a noun of dates, a function word, or a clue before the number
        ("de", "Er kam am 3.| Oktober", False),
        ("de", "Er kam am 333.| Oktober", False),
        ("de", "Es kamen 4000.| Oktober", True),
        ("de", "Es waren 3.| Der Rest", True),
        ("de", "Es waren 3.| 14. gingen", False),
        ("de", "Es kamen auf 3.| Experten", False),
        ("de", "Es kamen auf 12.| Experten", False),
        ("de", "Es kamen auf 13.| Experten", True),
        ("de", "Platz 3.| Trainer", True),
        ("de", "Platz, 3.| Trainer", False),
        ("de", "Der 3.| Trainer", False),
        ("de", "der 2000.| Besucher", False),
        ("de", "es kamen 2000.| Besucher", True),
        ("de", "es kamen 200.| Besucher", False),
        ("cs", "v 2.| Lize", False),
        ("cs", "v 12.| Praha", False),
        ("cs", "v 13.| Praha", True),
        ("cs", "ve městě 2.| Praha", True),
        ("da", "i 2.| Division", False),
        ("da", "til 34.| Træneren", True),
        ("es", "el 3.| Octubre", True),
        # Roman numerals
        ("de", "Paul II.| Trainer", True),
        ("de", "zum II.| Weltkrieg", False),
        ("de", "zum XXXIX.| Weltkrieg", False),
        ("de", "im MMX.| Weltkrieg", True),
        ("fr", "Paul II.| Trainer", True),
        # Dates
        ("de", "bis zum 31.12.| Dann", True),
        ("de", "bis zum 31.12.| Berlin", False),
        ("de", "bis zum 32.12.| Berlin", True),
        ("de", "bis zum 31.13.| Berlin", True),
        ("es", "hasta 31.12.| Berlin", True),
        # Abbreviations and initials
        ("de", "Dr.| Weber", False),
        ("de", "Dr.| Die", False),
        ("de", "(Dr.| Weber", False),
        ("de", "usw.| Die", True),
        ("de", "usw.| Berlin", False),
        ("de", "Nr.| 5", False),
        ("de", "nr.| 5", False),
        ("de", "u. a.| 20", False),
        ("es", "etc.| 20", False),
        ("es", "Se fue.| 20", True),
        ("de", "Nr.| XV", False),
        ("de", "Nr.| Berlin", True),
        ("de", "z. B.| Bayern", False),
        ("de", "Z. B.| Bayern", False),
        ("de", "Plan B.| Die", True),
        ("de", "Plan B.| Partei", False),
        ("de", "plan b.| Die", True),
        ("de", "A.| Von", False),
        ("de", "Frank H.| Der", True),
        ("nl", "Frank H.| Den", False),
        ("nn", "f.eks.| Brann", False),
        ("fr", "l’art.| 5", False),
        ("fr", "d'hier.| Il", True),
        # Titles in small letters, before a name or at the end
        ("it", "l'on.| Verdi", False),
        ("it", "l'on.| La", False),
        ("it", "il sig.| Perché", True),
        ("pt", "o sr.| Lopes", False),
        ("en", "the sig.| Lopes", True),
        # Streets and units
        ("de", "Bahnhofstr.| 5", False),
        ("de", "Bahnhofstr.| Berlin", True),
        ("fr", "à 8 h.| Paris", True),
        ("fr", "à 8 h.| 30", False),
        ("fr", "par h.| Paris", False),
        ("pl", "500 zł.| Kraków", True),
        # Months and centuries
        ("fr", "1er janv.| 2020", False),
        ("it", "del sec.| XIX, ", False),
        ("it", "del sec.| XIX.", False),
        # Ordinals with an ending or before a paragraph
        ("tr", "Şen 5.| Cadde'de", False),
        ("hu", "a 3.| §,", False),
    ],
)
def test_a_full_stop_is_judged_by_the_words_beside_it(language: str, text: str, ends: bool) -> None:
    before, after = f"Ein Wort und {text} mehr.".split("|")
    assert (len(before) in boundaries(before + after, language)) is ends


@table(("text", "ends"), [("1.| FC", False), ("Nr 1.| FC", True), ("XV.| Dia", False), ("Uno.| FC", True)])
def test_a_number_at_the_start_of_a_sentence_is_a_list_marker(text: str, ends: bool) -> None:
    before, after = text.split("|")
    assert (len(before) in boundaries(before + after, "es")) is ends
