"""Words without marks: interviews, transcripts, block quotes, posts, and signatures behind quotes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.quotes import extract_quotes
from tests.conftest import examples
from tests.table import table


def said(text: str, title: str = "") -> list[tuple[str, str | None]]:
    found = extract_quotes(text, title, turns=True)
    return [(text[quote.start : quote.end], quote.speaker) for quote in found]


INTERVIEW = """{lead}
Q: Will the dam hold?
A: Yes. It will hold for a hundred years.
It was built for that.
Q: Who will pay for it?
A: The state. He said "we pay" to me.
She left the room."""
ANSWERS = ["Yes. It will hold for a hundred years.", "It was built for that", 'The state. He said "we pay" to me.']


@table(
    ("lead", "speaker"),
    [
        ("Minister Ana Duarte opened the dam. We spoke with her.", "Ana Duarte"),
        ("We spoke with Minister Ana Duarte about the plan. Paul Weber opposes it.", "Ana Duarte"),
        ("Minister Ana Duarte sat down with reporter Tom Ebert.", "Ana Duarte"),
        ("Ana Duarte sat down with Paul Weber.", None),
        ("This interview was shortened.", None),
    ],
)
def test_answers_are_by_who_is_interviewed(lead: str, speaker: str | None) -> None:
    assert said(INTERVIEW.format(lead=lead)) == [(answer, speaker) for answer in ANSWERS]


def test_title_tells_who_is_interviewed() -> None:
    text = INTERVIEW.format(lead="Ana Duarte and Paul Weber built the dam. We asked about it in an interview.")
    assert {speaker for _, speaker in said(text, "Ana Duarte on the dam")} == {"Ana Duarte"}


def test_questions_are_doubtful_and_answers_go_on() -> None:
    text = INTERVIEW.format(lead="We spoke with Minister Ana Duarte.")
    quotes = extract_quotes(text, turns=True, doubtful=True)
    assert [quote.evidence for quote in quotes if quote.speaker is None] == ["question", "question", "inside a quote"]
    first, second, _ = extract_quotes(text, turns=True)
    assert (second.continues, second.speaker_as_written) == (first.start, "A")


def test_answers_to_frequent_questions_are_no_quotes() -> None:
    assert said(INTERVIEW.format(lead="How to vote in five steps.")) == [("we pay", None)]


def test_dialogues_are_read_on_demand() -> None:
    text = INTERVIEW.format(lead="We spoke with Minister Ana Duarte.")
    assert [text[quote.start : quote.end] for quote in extract_quotes(text)] == ["we pay"]


def test_initials_are_labels_of_turns() -> None:
    text = "Tom Ebert met Ana Duarte.\nTE: Will it hold?\nAD: It will. I built it.\nTE: And who pays?\nAD: We do, all."
    assert said(text) == [
        ("Will it hold?", "Tom Ebert"),
        ("It will. I built it.", "Ana Duarte"),
        ("And who pays?", "Tom Ebert"),
        ("We do, all", "Ana Duarte"),
    ]


def test_transcript_with_titles_and_directions() -> None:
    text = (
        "A transcript of Monday’s show with Anna Keller and Senator Paul Weber.\n"
        "ANNA KELLER, HOST: Senator, will you vote for it?\nSEN. PAUL WEBER (R-OH): I will not.\n"
        "It is too late.\nKELLER: Why?\n(APPLAUSE)\nWEBER: You know that the river will take it.\n"
        "REPORTER: Do you?\nThe show went on."
    )
    assert said(text) == [
        ("Senator, will you vote for it?", "Anna Keller"),
        ("I will not", "Paul Weber"),
        ("It is too late", "Paul Weber"),
        ("Why?", "Anna Keller"),
        ("You know that the river will take it", "Paul Weber"),
    ]


def test_names_that_the_text_does_not_tell_stay_as_written() -> None:
    text = "ANNA KELLER: Will you?\nPAUL WEBER: I will not.\nKELLER: Why do you say that?\nWEBER: You know why.\n"
    assert [speaker for _, speaker in said(text)] == ["ANNA KELLER", "PAUL WEBER"] * 2


def test_label_that_two_people_share_names_neither() -> None:
    turns = "Ebert: Will you go?\nWeber: I will.\nEbert: Do you?\nWeber: Yes, I do."
    text = f"Paul Weber met Ida Weber and Tom Ebert.\n{turns}"
    assert said(text) == [("Will you go?", "Tom Ebert"), ("Do you?", "Tom Ebert")]


@pytest.mark.parametrize(
    "text",
    [
        "Cake.\nPrep time: 10 minutes\nServes: 2\nPrep time: 5 minutes\nServes: 3\nNote: We like it.\nNote: And you?",
        "Pros: light\nCons: dear\nPros: we like it\nCons: do you?\nPros: cheap\nCons: heavy, I think",
        "Monday: rain\nTuesday: sun\nMonday: we hope for sun\nTuesday: and you?",
    ],
)
def test_tables_and_recipes_are_no_dialogues(text: str) -> None:
    assert said(text) == []


def test_block_quote_is_by_who_is_named_before_it() -> None:
    text = "The minister Ana Duarte wrote in a letter:\n> The dam will hold.\n> Nobody has to leave.\nIt rained."
    quotes = extract_quotes(text)
    assert said(text) == [("The dam will hold", "Ana Duarte"), ("Nobody has to leave", "Ana Duarte")]
    assert [quote.continues for quote in quotes] == [None, quotes[0].start]


def test_block_quote_is_by_who_signs_it() -> None:
    text = "A letter was found.\n\n> The river was high that year.\n> — Ana Duarte, minister\n\nIt rained."
    assert said(text) == [("The river was high that year", "Ana Duarte")]


def test_block_quote_of_nobody() -> None:
    text = "It was cold that day. She wrote:\n\n> The river was high that year.\n\nIt rained."
    assert said(text) == [("The river was high that year", None)]


@table(
    "before",
    [
        "Ana Duarte left the town.",
        "“It is late,” Ana Duarte said.",
        "",
        "Ana Duarte’s plan:",
        "An old stone:",
        "I wrote:",
    ],
)
def test_block_quote_that_nothing_introduces_is_doubtful_and_nobodys(before: str) -> None:
    text = f"{before}\n> The river was high that year.\nIt rained."
    assert "The river was high that year" not in dict(said(text))
    (quote,) = (each for each in extract_quotes(text, doubtful=True) if each.evidence == "block quote")
    assert (quote.speaker, quote.confidence < 0.5) == (None, True)


def test_list_in_a_block_quote_is_no_signature() -> None:
    text = "Ana Duarte wrote:\n> We want two things now.\n> - Higher dams on the river\nIt rained."
    assert [name for _, name in said(text)] == ["Ana Duarte"] * 2


def test_posts_that_follow_each_other_have_each_its_account() -> None:
    text = (
        "Two ministers wrote.\n> We will rebuild every house.\n> We begin on Monday. https://t.example/a "
        "pic.twitter.com/x\n> — Ana Duarte (@duarte) May 3, 2024\n> I do not believe a word.\n"
        "> — Paul Weber (@weber.example) May 4\n> The 3pm train is late.\n> — 3pm train (@a@b.example)\nIt rained."
    )
    assert said(text) == [
        ("We will rebuild every house", "Ana Duarte"),
        ("We begin on Monday", "Ana Duarte"),
        ("I do not believe a word", "Paul Weber"),
        ("The 3pm train is late", "3pm train"),
    ]
    assert {quote.speaker_as_written for quote in extract_quotes(text)} == {"Ana Duarte", "Paul Weber", "3pm train"}


def test_post_is_by_its_account() -> None:
    text = "Ana Duarte was active.\nWe will rebuild every house.\n— Ana Duarte (@duarte) May 3, 2024\nIt rained."
    assert said(text) == [("We will rebuild every house", "Ana Duarte")]


@table(
    ("text", "speaker"),
    [
        ("“It is late.” — Ana Duarte\nThe talks ended.", "Ana Duarte"),
        ("“It is far too late for talks.”\n— Ana Duarte, minister for energy\nThe talks ended.", "Ana Duarte"),
        ("“It is far too late for talks.”\n- Carla de la Torre\nThe talks ended.", "Carla de la Torre"),
        ("“It is far too late for talks.” — and nobody knew that.\nThe talks ended.", None),
    ],
)
def test_speaker_of_a_signed_quote(text: str, speaker: str | None) -> None:
    assert [name for _, name in said(text)] == [speaker]


LINES = [
    "Q: ",
    "A: ",
    "AD: ",
    "> ",
    "— Ana (@a) May",
    "“I do,”",
    "Ana Duarte: ",
    "TRUMP: ",
    "I know you.",
    "",
    "(X)",
    "- Bo",
]


@given(st.lists(st.sampled_from(LINES), max_size=30), st.sampled_from(["\n", " ", ""]))
@examples(30, soak=400)
def test_any_lines_give_verbatim_spans(lines: list[str], glue: str) -> None:
    text = glue.join(lines)
    for quote in extract_quotes(text, turns=True, doubtful=True):
        assert 0 <= quote.start < quote.end <= len(text)
        if quote.source_start is not None and quote.source_end is not None:
            assert text[quote.source_start : quote.source_end].startswith(quote.speaker_as_written)


@pytest.mark.parametrize(
    "unit", ["Q: I\n", "> a\n", "A B: I do.\n", "— A (@b) c\n", "A:" * 9, "> ", "“a” — B\n", "— A "]
)
def test_time_grows_with_length_only(unit: str) -> None:
    def seconds(size: int) -> float:
        text = "Ana Duarte spoke with us.\n" + unit * (size // len(unit))
        began = time.process_time()
        extract_quotes(text, turns=True)
        return time.process_time() - began

    seconds(1000)
    assert any(seconds(20_000) < 12 * max(0.005, seconds(5_000)) for _ in range(2))


def test_post_between_marks_is_one_quote() -> None:
    quotes = extract_quotes(
        "“We will rebuild every house.”\n— Ana Duarte (@duarte) May 3, 2024\nIt rained.", doubtful=True
    )
    assert [quote.speaker for quote in quotes] == ["Ana Duarte"]


def test_list_behind_short_dashes_is_no_speech() -> None:
    assert extract_quotes("– Apples, pears and plums\n– Milk, bread", doubtful=True) == []


def test_turn_that_is_signed_as_a_post_is_one_quote() -> None:
    turns = "\n".join(f"{name}: Do you think that I am late?" for name in ("Ana Duarte", "Paul Weber") * 2)
    quotes = extract_quotes(f"{turns}\n— Tom Ebert (@ebert) May 3, 2024", turns=True)
    assert len(quotes) == 4 and len({quote.start for quote in quotes}) == 4


TURNS = ("{q} Why did you close?", "{a} I could not go on. I had not slept.", "{q} And now?", "{a} I sleep a lot.")
SAID = ["I could not go on. I had not slept.", "I sleep a lot"]


def interview(labels: str, lead: str = "") -> str:
    question, answer = labels.split()
    return "\n".join((lead, *TURNS)).strip().format(q=question.replace("_", " "), a=answer.replace("_", " "))


@table(
    ("labels", "title"),
    [
        ("Q: A:", "Interview: chef Julia Serrat"),
        ("Q. A.", "Interview: Chef Julia Serrat"),
        ("Q: A:", "An Interview with Julia Serrat Who Left Paris"),
        ("Question: Answer:", "Julia Serrat, chef: “I sleep a lot”"),
        ("PREGUNTA. RESPUESTA.", "Entrevista a Julia Serrat"),
        ("P. R.", "Julia Serrat, cocinera: «Duermo mucho»"),
        ("P: R:", "Julia Serrat habla con Diario Nuevo"),
        ("Pergunta: Resposta:", "Entrevista: Julia Serrat, cozinheira"),
        ("Q_: R_:", "Entretien avec Julia Serrat"),
        ("Question_: Réponse_:", "Julia Serrat : « Je dors »"),
        ("Frage: Antwort:", "Köchin Julia Serrat im Interview"),
    ],
)
def test_headline_tells_whose_answers_follow_labels_of_questions(labels: str, title: str) -> None:
    assert said(interview(labels), title) == [(answer, "Julia Serrat") for answer in SAID]


@table(
    ("labels", "lead"),
    [
        ("P. R.", "La cocinera Julia Serrat dejó su cocina en Vigo. Recibe en el jardín."),
        ("P: R:", "A cozinheira Julia Serrat deixou a cozinha no Porto. Recebe no jardim."),
        ("Q_: R_:", "La cuisinière Julia Serrat a quitté sa cuisine de Brest. Elle reçoit au jardin."),
        ("Frage: Antwort:", "Die Köchin Julia Serrat hat ihre Küche in Bremen verlassen. Ein Gespräch im Garten."),
        ("Q: A:", "The chef Julia Serrat left her kitchen in Bristol. She talks in the garden."),
    ],
)
def test_lines_in_front_tell_whose_answers_follow(labels: str, lead: str) -> None:
    assert said(interview(labels, lead)) == [(answer, "Julia Serrat") for answer in SAID]


@pytest.mark.parametrize(
    ("labels", "title"), [("Q: A:", "Interview with Julia Serrat and Tom Hale"), ("P: R:", "Entrevista")]
)
def test_labels_are_no_speakers(labels: str, title: str) -> None:
    quotes = extract_quotes(interview(labels), title, turns=True, doubtful=True)
    assert [(each.speaker, each.evidence) for each in quotes] == [(None, "question"), (None, "interview")] * 2
    assert {each.speaker_as_written for each in quotes} == {""}


def test_answers_to_readers_are_no_interview_in_any_language() -> None:
    assert said("P. ¿Dónde voto?\nR. En la escuela.\nP. ¿Y usted?\nR. Yo también.", "Cómo votar") == []


def test_lead_comes_before_a_name_in_the_headline_of_no_interview() -> None:
    assert {name for _, name in said(interview("Q: A:", "We spoke with Ana Duarte."), "Why Paul Weber is wrong")} == {
        "Ana Duarte"
    }
