"""Ends of sentences in other languages inside a line, marked by `|`."""

from __future__ import annotations

from briefing.text.boundaries import boundaries
from tests.table import table


def ends(line: str, language: str) -> list[int]:
    return [*boundaries(line, language)]


@table(
    ("language", "marked"),
    [
        ("de", "Der Mann ging.| Die Frau kam."),
        ("de", "Der Mann ging"),
        ("de", "Der Mann ging."),
        ("de", "1. Der Mann ging."),
        ("de", "1. Der Mann ging.| Die Frau kam."),
        ("de", "Er zahlte 10 Mio.| Die Firma nicht.| Das war es."),
        ("de", "„Er zahlte 10 Mio. Die Firma nicht.“"),
        ("de", "Er zahlte 10 Mio.| Die Firma zahlte 5 Mio.| Das war es."),
        ("de", "Am 3. Oktober kam Dr. Weber.| Er blieb."),
        ("de", "Ging er?| Er ging!| Ja."),
        ("es", "¿Qué pasó?| Nadie lo sabía."),
        ("de", "Er kam am 3. 10. 2020 an.| Niemand ging."),
        ("de", "Die Frau kam.|Der Mann ging."),
        ("de", "Die Frau kam an.| Das ging."),
        ("de", "Er (kam am Montag. Die Frau ging. So) war es.| Ja."),
        ("de", "Es war ein Ort.| 20 Menschen kamen."),
        ("es", "—Tú verás.| —Ella se fue."),
        ("es", "Llegó a las 9 a. m. del lunes.| La señora no vino."),
        ("it", "Parlò A. De Gasperi.| Nessuno rispose."),
        ("de", "»Das war es. So ist es«, sagte er.| Die Frau schwieg.| »Ja.«"),
        ("es", "Madrid.-| El entrenador del club ganó."),
        ("es", "—¿Hay agua? —preguntó Ana.| —No lo sé."),
        ("zh", "双方将再次会晤！|为什么？|没人知道。"),
        ("hi", "बातचीत अच्छी रही।| दोनों फिर मिलेंगे।"),
        ("el", "Τι έγινε;| Κανείς δεν ξέρει."),
        ("xx", "Der Mann ging.| Die Frau kam."),
    ],
)
def test_sentences_end_at_the_marks(language: str, marked: str) -> None:
    places, line = [], ""
    for part in marked.split("|"):
        line += part
        places.append(len(line))
    assert [line[:end].rstrip() for end in ends(line, language)] == [line[:place] for place in places[:-1]]


@table("size", [990, 998, 1001, 1010])
def test_ends_in_long_lines(size: int) -> None:
    first = "Der Mann ging " + "x" * (size - 15) + "."
    line = f"{first} Die Frau kam. Das war es."
    assert [line[:end].rstrip() for end in ends(line, "de")] == [first, f"{first} Die Frau kam."]


def test_many_sentences_of_one_line_are_all_found() -> None:
    sentence = "Der Mann ging am 3. Mai. "
    assert len(ends(sentence * 100 + "Ende", "de")) == 100


def test_half_characters_are_read_like_any_others() -> None:
    line = "Der Mann \ud800 ging. Die Frau kam."
    assert [line[:end].rstrip() for end in ends(line, "de")] == ["Der Mann \ud800 ging."]
