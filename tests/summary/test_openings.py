"""Openings: anecdotes, sentences about the writer or to the reader, and where the report begins."""

from __future__ import annotations

from briefing.summary.addressing import addresses_reader
from briefing.summary.openings import has_amount, is_anecdote, reports
from briefing.summary.summarizer import summarize_article, summarize_thread, weigh_lines
from briefing.threads.developments import developments
from tests.summary.factories import analysed, texts
from tests.table import table

TITLE = "Harwick ferries may need fewer sailors"


@table(
    ("text", "language", "anecdote"),
    [
        ("If a ferry of the old days had a leak, the sailors bailed it out by hand.", "en", True),
        ("Imagine a ferry that crosses the river without a single sailor.", "en", True),
        ("When the ferry sank on Monday, ten sailors swam to the shore.", "en", False),
        ("When the ferry sank, ten sailors swam to the shore, police said.", "en", False),
        ("The ferry sank near the old harbour of the town.", "en", False),
        ("Whenever a ferry leaves, the gulls of the harbour follow.", "en", False),
        ("Imagine un transbordador que cruza el río sin marineros.", "es", True),
        ("Imaginez un bac qui traverse le fleuve sans matelots.", "fr", True),
        ("Stellen Sie sich eine Fähre ohne einen einzigen Matrosen vor.", "de", True),
        ("Als die Fähre am Montag sank, schwammen alle ans Ufer.", "de", False),
        ("Quando a balsa sai, as gaivotas do porto a seguem.", "pt", True),
        ("Если паром уходит, чайки летят за ним.", "ru", False),
    ],
)
def test_an_anecdote_opens_like_one_and_reports_nothing(text: str, language: str, anecdote: bool) -> None:
    assert is_anecdote(text, language) is anecdote


@table(
    ("text", "language", "addresses"),
    [
        ("A few weeks ago, I needed a new ferry.", "en", True),
        ("The ferry saves you an hour of your day.", "en", True),
        ("Let’s look at the new ferry of Harwick.", "en", True),
        ("Tell me when the ferry leaves the harbour.", "en", True),
        ("The mayor said: “I needed a new ferry.”", "en", False),
        ("‘We need a ferry,’ the mayor of Harwick said.", "en", False),
        ("The US and Norland agreed on a ferry.", "en", False),
        ("The ferry crossed the river in an hour.", "en", False),
        ("Necesitamos un barco y yo lo compré.", "es", True),
        ("Je cherchais un bac pour traverser le fleuve.", "fr", True),
        ("Wir brauchten eine neue Fähre über den Fluss.", "de", True),
        ("Você precisa de uma balsa para cruzar o rio.", "pt", True),
        ("Мы купили новый паром.", "ru", False),
    ],
)
def test_the_writer_and_the_reader_are_persons_outside_quotation_marks(
    text: str, language: str, addresses: bool
) -> None:
    assert addresses_reader(text, language) is addresses


@table(
    ("text", "language"),
    [
        ("The ferry sank, according to the coast guard.", "en"),
        ("La alcaldesa dijo que el barco se hundió.", "es"),
        ("Le bac a coulé lundi près du vieux port.", "fr"),
        ("Laut der Polizei ist die Fähre gesunken.", "de"),
        ("A prefeita disse que a balsa afundou.", "pt"),
    ],
)
def test_a_report_names_its_source_or_its_day(text: str, language: str) -> None:
    assert reports(text, language)


SCENE = "When a ferry of the old films left the harbour, a hundred sailors hauled its ropes."
FILMS = "In films of the sea, storms and songs belong to every crossing of the wild ocean."
REPORT = "Now the port of Harwick has investigated how few sailors its new ferries really need."


def test_an_anecdote_gives_way_to_the_report() -> None:
    short = "Now the port has investigated what all the new ferries cost it in a year."
    for report in (REPORT, short):
        assert texts(summarize_article(analysed(f"{SCENE} {FILMS} {report}", title=TITLE)))[0] == report


def test_an_anecdote_leads_where_no_report_on_the_topic_follows() -> None:
    guess = "Now the port of the town has guessed what all the new ferries cost it in a year."
    for other in (guess, "The council of Norland said that plums are cheap now in the shops."):
        assert texts(summarize_article(analysed(f"{SCENE} {other}", title=TITLE)))[0] == SCENE


def test_an_anecdote_of_many_sentences_gives_way_to_what_has_much_of_the_headline() -> None:
    waves = " ".join(f"Wave number {number} broke over the bows of the old wooden hull." for number in range(6))
    matter = "The new ferries of Harwick may need fewer sailors than those of any other port of Norland."
    for first, lead in ((SCENE, matter), (SCENE.replace("When a", "A"), SCENE.replace("When a", "A"))):
        assert texts(summarize_article(analysed(f"{first} {waves} {matter}", title=TITLE)))[0] == lead
    far = f"{waves} {waves}"
    assert texts(summarize_article(analysed(f"{SCENE} {far} {matter}", title=TITLE)))[0] == SCENE


def test_the_writers_own_words_give_way_to_what_tells_as_much() -> None:
    own = "Last summer I went on one of the ferries of Harwick and I liked its sailors."
    plain = "The ferries of Harwick have forty sailors, and ten of them leave in the spring."
    more = "The port will put engines of a new kind into each of the ten ships this year."
    assert texts(summarize_article(analysed(f"{own} {plain} {more}", title=TITLE)))[0] == plain
    diary = " ".join(f"Then we saw port number {n} and I was glad." for n in range(4))
    assert texts(summarize_article(analysed(f"{own} {plain} {diary}", title=TITLE)))[0] == own


def test_the_writers_own_words_cannot_be_read_alone_among_lines_of_others() -> None:
    own = "On Monday I went on one of the new ferries of Harwick and met forty of its sailors on deck."
    (line,) = weigh_lines(developments([analysed(own)]), [analysed(own)])
    assert not line.alone
    pair = [analysed(own), analysed("The ferries of Harwick have forty sailors, the port said.", hour=1)]
    assert own not in texts(summarize_thread(pair))


SCENES = {
    "de": (
        "Nachts in Ostrau",
        "Olga Brandt zieht den Mantel an und nimmt die Laterne. Es schneit. Die Katze folgt ihr. "
        "„Niemand sonst hat den Schlüssel“, sagte Brandt. ",
        "Der Weg nach Ostrau ist einer von 310 im Kreis, die ohne Licht sind, wie aus einer Liste hervorgeht.",
    ),
    "es": (
        "El puente que pagan los vecinos",
        "Berta Luna cuenta las monedas sobre la mesa. La radio suena bajito. Afuera ladran los perros. "
        "“Cada moneda es un clavo”, dijo Luna. ",
        "Torrejal, con 540 vecinos, es el primer pueblo que levanta un puente con donativos, por 75.000 euros.",
    ),
    "fr": (
        "Le village qui achète son étang",
        "Paul Mercier pousse la barque dans les roseaux. Le ciel est rose. Un héron s'envole. "
        "« Mon père pêchait ici », dit-il. ",
        "Les 230 habitants de Sorgues ont réuni 48 000 euros pour un étang, d'après le notaire.",
    ),
    "pt": (
        "A vila que plantou um bosque",
        "Seu Raimundo pega a enxada e sobe o morro. O galo canta. A neblina cobre a estrada. "
        "“Aqui não havia sombra”, disse ele. ",
        "Moradores de Pedra Azul plantaram 64 mil árvores em três anos, segundo o instituto florestal.",
    ),
}


@table(("language",), list(SCENES))
def test_a_scene_gives_way_to_the_report_with_an_amount_behind_it(language: str) -> None:
    title, scene, report = SCENES[language]
    text = f"{scene}{report}"
    assert texts(summarize_article(analysed(text, title=title)))[0] == report


def lead_below(headline: str, *lines: str) -> str:
    return texts(summarize_article(analysed(" ".join(lines), title=headline)))[0]


def test_a_beginning_that_reports_or_has_the_topic_is_no_scene() -> None:
    headline = "The harbour that lost its pilots to the storms"
    quiet = ("The gulls of the bay circle above an empty bench.", "A dog sleeps on the warm stones of the old pier.")
    scene = ("Ada Brook ties her boots and looks at the grey sky.", *quiet)
    report = "Of the 48 pilots of the bay, 31 have left since May, the port said."
    assert lead_below(headline, *scene, report) == report
    for first in (
        "Ada Brook ties her boots, as she told the council.",
        "Ada Brook ties her boots for the 210th walk of her life.",
        "Ada Brook, one of the pilots of the harbour, ties her boots.",
    ):
        assert lead_below(headline, first, *quiet, report) == first
    assert lead_below(headline, *scene[:2], report) == scene[0]  # too short for a scene
    assert lead_below(headline, *scene, "Most of the men of the bay have left since May, the port said.") == scene[0]
    assert lead_below(headline, *scene, "The walk to the old mill takes 45 minutes in good weather.") == scene[0]


@table(
    ("text", "amount"),
    [
        ("They lost 31 routes.", True),
        ("It cost 1.8 crowns.", True),
        ("They have seen it for 2,400 days.", True),
        ("In 2019 they had seen it.", False),
        ("They lost 3 routes.", False),
        ("He said “there were 400 of us” and left.", False),
    ],
)
def test_an_amount_has_several_digits_and_is_neither_quoted_nor_a_year(text: str, amount: bool) -> None:
    assert has_amount(text) is amount
