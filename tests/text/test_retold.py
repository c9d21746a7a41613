"""One person's words inside another's quote: whose they are, and where nobody can say."""

from __future__ import annotations

import sys

import pytest

from briefing.text.quotes import extract_quotes
from briefing.text.quotes.retold import RETOLD
from tests.table import table

ANA, PAUL, TOM = "Ana Duarte", "Paul Weber", "Tom Ebert"
OPENING = "Minister Ana Duarte met Senator Paul Weber and then Mayor Tom Ebert in the town hall on a cold day.\n"


def inside(text: str, *, doubtful: bool = False) -> list[tuple[str, str | None]]:
    found = extract_quotes(OPENING + text, inner=True, doubtful=doubtful)
    return [((OPENING + text)[each.start : each.end], each.speaker) for each in found if each.within is not None]


@table(
    ("text", "words", "speaker"),
    [
        ("“Weber told me, ‘I will not go there,’” said Ana Duarte.", "I will not go there", PAUL),
        ("“I met Paul Weber at noon. He told me, ‘I will not go,’” said Ana Duarte.", "I will not go", PAUL),
        ("\"Paul Weber told me, 'I will not go,'\" said Ana Duarte.", "I will not go", PAUL),
        ("“‘I will not go there,’ Weber said to me, and he left,” Ana Duarte said.", "I will not go there", PAUL),
        ("“Then I asked him, ‘Are you very sure?’ and he was,” Ana Duarte said.", "Are you very sure?", ANA),
        ("“My mother said, ‘Never be late again,’” Ana Duarte said.", "Never be late again", "Ana Duarte’s mother"),
        ("“My friend Tom Ebert said, ‘Never be late again,’” Ana Duarte said.", "Never be late again", TOM),
        ("Ana Duarte said: “According to Tom Ebert, ‘it is far too late.’”", "it is far too late", TOM),
        ("« Weber told me, “I will not go there,” » said Ana Duarte.", "I will not go there", PAUL),
        ("“Weber told me, ‘Not here today,’” said Ana Duarte.", "Not here today", PAUL),
        ("“If so, ‘nobody should go there,’ according to Weber,” Ana Duarte said.", "nobody should go there", PAUL),
        ("“Nobody came. Weber said, ‘I will not go,’” said Ana Duarte.", "I will not go", PAUL),
        ("“I hardly slept: Weber says, ‘I will not go,’” said Ana Duarte.", "I will not go", PAUL),
        ("“I saw what he did and Weber said, ‘I will not go,’” said Ana Duarte.", "I will not go", PAUL),
        ("“The tall mayor told me, ‘I will not go there,’” said Ana Duarte.", "I will not go there", TOM),
        ("“I said, ‘I will not go there,’” said Lund.", "I will not go there", "Lund"),
        ("“I said, ‘I will not go there,’” said an old farmer.", "I will not go there", "old farmer"),
    ],
)
def test_is_theirs_whom_the_quote_around_it_names(text: str, words: str, speaker: str) -> None:
    assert inside(text) == [(words, speaker)]


def test_is_less_certain_than_the_quote_around_it() -> None:
    quotes = extract_quotes(OPENING + "“Weber told me, ‘I will not go there,’” said Ana Duarte.", inner=True)
    assert [(each.evidence, each.confidence) for each in quotes if each.within is not None] == [("retold", RETOLD)]


@table(
    "text",
    [
        "“He told me, ‘I will not go there,’” said Ana Duarte.",  # whom she speaks of she has not said
        "“I saw Paul Weber and Tom Ebert. He told me, ‘I will not go,’” said Ana Duarte.",
        "“Paul Weber’s lawyer came. He told me, ‘I will not go,’” said Ana Duarte.",
        "“If Paul Weber said, ‘I will not go,’ he would be right,” said Ana Duarte.",
        "“Paul Weber never said, ‘I will not go,’” said Ana Duarte.",
        "“Paul Weber could have said, ‘I will not go,’” said Ana Duarte.",
        "“Paul Weber can say, ‘I will not go there’ and stay,” said Ana Duarte.",
        "“People said, ‘We will not go,’” said Ana Duarte.",
        "“His lawyer said, ‘We will not go,’” said Ana Duarte of Paul Weber.",
        "“Paul Weber hardly said, ‘I will not go there,’” said Ana Duarte.",
        "“‘I will not go there,’ Paul Weber didn’t say to me,” said Ana Duarte.",
        "“Nobody came and Paul Weber said, ‘I will not go,’” said Ana Duarte.",
        "“Nobody in the old town by the lake came and Paul Weber said, ‘I will not go,’” said Ana Duarte.",
        "“Unless Paul Weber said, ‘I will not go there,’ I stay,” said Ana Duarte.",
        "“Paul Weber kept saying, ‘I will not go there,’” said Ana Duarte.",
        "“Paul Weber wants to say, ‘I will not go there,’” said Ana Duarte.",
        "“I met Paul Weber. She told me, ‘I will not go,’” said Ana Duarte.",
        "“We told him, ‘I will not go there,’” said Paul Weber.",
        "“Paul Weber called it ‘a very big mistake’ then,” said Ana Duarte.",
    ],
)
def test_is_nobodys_for_sure(text: str) -> None:
    assert inside(text) == []
    ((_, speaker),) = inside(text, doubtful=True)
    assert speaker in (None, "People")


@pytest.mark.parametrize(
    ("inner", "speaker"), [("Weber told me, ‘Not today,’", PAUL), ("The man said, ‘We will not go there,’", "man")]
)
def test_is_doubtful_in_two_words_or_by_somebody_without_a_name(inner: str, speaker: str) -> None:
    quotes = extract_quotes(f"{OPENING}“{inner}” said Ana Duarte.", inner=True, doubtful=True)
    (quote,) = (each for each in quotes if each.within is not None)
    assert (quote.speaker, quote.confidence, quote.evidence) == (speaker, 0.45, "inside a quote")


def test_is_least_certain_where_nobody_is_shown_to_speak() -> None:
    quotes = extract_quotes(
        f"{OPENING}“Weber never said, ‘I will not go,’” said Ana Duarte.", inner=True, doubtful=True
    )
    assert [(each.cue, each.confidence) for each in quotes if each.within is not None] == [("", 0.23)]


def test_is_left_out_unless_asked_for() -> None:
    text = "“Paul Weber told me, ‘I will not go,’” said Ana Duarte."
    (quote,) = extract_quotes(text)
    outer, inner = extract_quotes(text, inner=True)
    assert outer == quote
    assert (inner.within, inner.evidence) == (outer.start, "retold")
    assert outer.start < inner.start < inner.end < outer.end


def test_words_in_the_turn_of_an_interview_are_retold() -> None:
    text = (
        "Ana Duarte was interviewed on Monday.\nQ: Did you ask him?\nA: I did. Paul Weber said, “I will not go there.”"
        "\nQ: And you?\nA: I told you that I will.\n"
    )
    found = {text[q.start : q.end]: q for q in extract_quotes(text, turns=True, inner=True)}
    assert found["I will not go there"].speaker == PAUL
    assert found["I will not go there"].within is not None


some_size = pytest.mark.parametrize("size", [15, pytest.param(50, marks=pytest.mark.soak)])


def calls(text: str) -> int:
    """The number of functions that a text makes the extraction call."""
    made = 0

    def note(_: object, event: str, __: object) -> None:
        nonlocal made
        made += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        extract_quotes(text, doubtful=True, turns=True, inner=True)
    finally:
        sys.setprofile(before)
    return made


@pytest.mark.parametrize(
    "unit",
    [
        "“He said, ‘She told me, “They never will do it,” and left,’” said Bo Li. ",
        "“He and she and he said ‘we will not go there today’ and ‘we will stay’,” said Bo Li to all who came by. ",
        "“The mayor told me, ‘I will not go there,’” said Bo Li, who is mayor. ",
        "Bo Li wrote:\n\n> He said “no way at all” and she said “yes of course”, as ever.\n\n",
        "—Que no “de ninguna manera” —dijo Tomás Ruiz—. Que ella “claro que sí” lo dijo.\n",
    ],
)
@some_size
def test_work_grows_as_the_number_of_quotes_inside_quotes(unit: str, size: int) -> None:
    calls(unit * 20)  # loads what it needs
    assert calls(unit * 4 * size) < 5 * calls(unit * size)


@some_size
def test_work_of_one_quote_grows_as_the_number_of_quotes_inside_it(size: int) -> None:
    unit = "He went home. His aide said ‘no way at all’, and then she said ‘yes, of course’. "
    assert calls(f"“{unit * 4 * size}” said Bo Li.") < 5 * calls(f"“{unit * size}” said Bo Li.")
