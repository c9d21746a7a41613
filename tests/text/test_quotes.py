"""What is a quote, and whose: the table of patterns, the seed with other people in it, and hostile text."""

from __future__ import annotations

import re
import time
from itertools import count

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.quotes import extract_quotes
from tests.conftest import examples
from tests.quality.quotes import load
from tests.table import table
from tests.text.quote_patterns import PATTERNS, Pattern


def found(text: str) -> tuple[tuple[str, str | None], ...]:
    return tuple((text[quote.start : quote.end], quote.speaker) for quote in extract_quotes(text))


@table("pattern", PATTERNS)
def test_quotes_of_each_construction(pattern: Pattern) -> None:
    assert found(pattern.text) == pattern.found


@table(
    ("text", "speaker"),
    [
        ("Ana Duarte opened the fair.\n“The wheat is better than it was last year.”", "Ana Duarte"),
        ("Ana Duarte opened the fair.\nThe harvest\n“The wheat is better than it was last year.”", None),
        ("Ana Duarte opened the fair. “The wheat is better than it was last year.”", "Ana Duarte"),
        ("Ana Duarte opened the fair. “The wheat is better,” an adviser of the king said.", "adviser of the king"),
        ("Sen. Ida Falk, D-N.Y., concluded: “The bill is dead.”", "Ida Falk"),
    ],
)
def test_other_sentences_show_who_speaks_only_where_the_own_one_does_not(text: str, speaker: str | None) -> None:
    assert [each for _, each in found(text)] == [speaker]


SEED_QUOTES = (
    ("good and positive", "Colombian government"),
    ("Great Honor", "Donald Trump"),
    ("sick man who likes making cocaine and selling it to the United States", "Donald Trump"),
    ("If you bomb peasants, thousands of guerrillas will return to the mountains", "Gustavo Petro"),
    ("unleash the popular jaguar", "Gustavo Petro"),
)


def test_seed(seed_text: str) -> None:
    assert found(seed_text) == SEED_QUOTES


@pytest.mark.parametrize(
    ("first", "second", "country", "adjective", "woman"),
    [
        ("Emmanuel Macron", "Friedrich Merz", "Germany", "German", False),
        ("Olga Lindt", "Karl Bremer", "Austria", "Austrian", False),
        ("Pedro Salas", "Maria Quiroga", "Chile", "Chilean", True),
        ("John Adeyemi", "Grace Okafor", "Nigeria", "Nigerian", True),
        ("Anna Kowalska", "Elena Popescu", "Romania", "Romanian", True),
    ],
)
def test_seed_with_others(seed_text: str, first: str, second: str, country: str, adjective: str, woman: bool) -> None:
    text = seed_text.replace("Donald Trump", first).replace("Gustavo Petro", second)
    text = text.replace("Trump", first.split()[-1]).replace("Petro", second.split()[-1])
    text = text.replace("Colombian", adjective).replace("Colombia", country)
    text = text.replace("He issued", "She issued").replace("He further", "She further") if woman else text
    text = text.replace("He stated", "She stated") if first.split()[0] in ("Olga", "Anna") else text
    expected = [adjective + " government", first, first, second, second]
    assert [speaker for _, speaker in found(text)] == expected


@table(
    ("text", "expected"),
    [
        ("Mayor Lena Brandt told the council: “I will not sign this.”", "Lena Brandt"),
        ("“I will not sign this,” Lena Brandt, the mayor of Bremen, told the council.", "Lena Brandt"),
        ("“I will not sign this,” insisted Mayor Lena Brandt.", "Lena Brandt"),
        ("Asked about the bill, Lena Brandt replied, “I will not sign this.”", "Lena Brandt"),
        ("Lena Brandt, speaking in Bremen on Friday, warned: “I will not sign this.”", "Lena Brandt"),
    ],
)
def test_order_and_wording(text: str, expected: str) -> None:
    assert [speaker for _, speaker in found(text)] == [expected]


def test_doubtful_quotes_on_demand() -> None:
    text = "Paul “Big Dog” Weber won the race."
    (quote,) = extract_quotes(text, doubtful=True)
    assert (quote.evidence, quote.confidence < 0.5) == ("nickname", True)


@table(
    ("text", "parts"),
    [
        ("“The dam,” Ana Duarte said, “will hold.”", [None, 0]),
        ("“The dam,” said Sen. Ana Duarte of St. Gallen, “will hold.” “No,” Paul Weber said.", [None, 0, None]),
        ("“The dam will hold,” said Sen. Ana Duarte. “We built it well. It will last.”", [None, 0]),
        ("“The dam will hold,” Ana Duarte said. She left. “We built it well and it will last.”", [None, None]),
        ("Ana Duarte said: “It will hold.\n“We built it for that.\n“Nobody has to leave.”", [None, 0, 1]),
        ("Ana Duarte called it “a triumph” and “a new beginning.”", [None, None]),
        ("“It is late,” Paul Weber said, and Ana Duarte called him “a coward.”", [None, None]),
        ("“It will hold,” Ana Duarte said.\n“It will not,” Paul Weber said.", [None, None]),
    ],
)
def test_parts_of_a_speech_are_linked(text: str, parts: list[int | None]) -> None:
    quotes = extract_quotes(text)
    starts = [quote.start for quote in quotes]
    assert [None if quote.continues is None else starts.index(quote.continues) for quote in quotes] == parts


def test_list_of_words_is_no_row_of_quotes() -> None:
    words = "".join(f"“word{at}”, " for at in range(300))
    assert not extract_quotes("The list has " + words + "and ends.", doubtful=True)[64:]
    (quote,) = extract_quotes("The list has " + words + "and ends.\n\n“The list is too long,” Ana Duarte said.")
    assert quote.speaker == "Ana Duarte"


def test_title_lends_the_full_name() -> None:
    (quote,) = extract_quotes("“The dam will hold,” Duarte said.", "Ana Duarte opens the dam")
    assert quote.speaker == "Ana Duarte"


MARKS = "\"“”„‟«»‹›'‘’‚``''—()[]"
WORDS = st.sampled_from(
    ["He", "said", "Ana", "Duarte", "that", ",", ".", ":", "\n", "the", "who", "by", "statement", "was"]
)


@given(st.lists(st.one_of(st.sampled_from(MARKS), WORDS, st.text(max_size=6)), max_size=60))
@examples(40, soak=600)
def test_any_text_gives_verbatim_spans(pieces: list[str]) -> None:
    text = " ".join(pieces)
    for quote in extract_quotes(text, doubtful=True, turns=True, inner=True):
        assert 0 <= quote.start < quote.end <= len(text)
        assert text[quote.start : quote.end].strip() == text[quote.start : quote.end]
        if quote.source_start is not None and quote.source_end is not None:
            assert text[quote.source_start : quote.source_end].startswith(quote.speaker_as_written)


@pytest.mark.parametrize(
    "unit",
    [
        '"',
        "“",
        "“a\n",
        '"a" ',
        "'a ",
        "“A b.” Bo Li said. ",
        "no marks at all ",
        "Bo Li, ",
        "who said “a b” who said so and then ",
        "“He said, ‘a b c,’ and ‘d e f g h i’ ” ",
        "asked by Bo Li if “a b c d e f g h i j” ",
    ],
)
def test_time_grows_with_length_only(unit: str) -> None:
    runs = count()

    def seconds(size: int) -> float:
        text = f"{next(runs)} " + unit * (size // len(unit)) + "“x y z.”"
        began = time.process_time()
        extract_quotes(text, doubtful=True, inner=True)
        return time.process_time() - began

    seconds(1000)
    assert any(seconds(20_000) < 12 * max(0.005, seconds(5_000)) for _ in range(3))


@table(
    ("text", "speaker"),
    [
        ("said a spokesman for Weber in Berlin.", "spokesman for Paul Weber in Berlin"),
        ("said a lawyer for Weber and his wife.", "lawyer for Paul Weber"),
        ("Weber’s spokesman said.", "Paul Weber’s spokesman"),
        ("a Weber campaign aide said.", "Paul Weber campaign aide"),
    ],
)
def test_last_name_inside_a_description_becomes_the_full_name(text: str, speaker: str) -> None:
    assert found(f"Senator Paul Weber came late. “It is too late,” {text}") == (("It is too late", speaker),)


def test_words_to_colleagues_are_those_of_the_subject_and_not_of_the_object_of_a_relative_clause() -> None:
    text = "The official who relayed the exchange said Weber ended the chat, telling his colleagues, “The dam held.”"
    assert found(text) == (("The dam held", "official"),)


def test_words_far_behind_their_cue_are_less_certain() -> None:
    near = "Pollster Ana Duarte told Fox the dam was “a bad, old joke”."
    far = "Pollster Ana Duarte told Fox that she credits the change to a large defection of “old voters” from the camp."
    certain, doubtful = (extract_quotes(text, doubtful=True)[0].confidence for text in (near, far))
    assert certain > doubtful


def test_paragraphs_that_continue_a_quote_are_surely_of_its_speaker() -> None:
    quotes = extract_quotes("Ana Duarte said: “The dam will hold.\n“We built it for that.\n“Nobody has to leave.”")
    assert [quote.speaker for quote in quotes] == ["Ana Duarte"] * 3
    assert all(quote.confidence >= quotes[0].confidence for quote in quotes[1:])


@pytest.mark.parametrize("step", [16, pytest.param(4, marks=pytest.mark.soak)])
def test_no_quote_is_beyond_doubt_wherever_its_text_begins_or_ends(step: int) -> None:
    examples = [each.text for name in ("quotes_en", "quotes_es") for each in load(name)]
    for text in (*(pattern.text for pattern in PATTERNS), *examples)[::step]:
        spaces = [match.start() for match in re.finditer(r"\s|$", text)]
        for part in (*(text[:end] for end in spaces), *(text[start:] for start in spaces)):
            for quote in extract_quotes(part, doubtful=True, turns=True, inner=True):
                assert 0 < quote.confidence < 1, (part, quote)


def test_cue_at_the_start_of_the_text_is_the_cue() -> None:
    (quote,) = extract_quotes("Said Ana Duarte: “The dam will hold.”")
    assert (quote.cue, quote.speaker) == ("said", "Ana Duarte")


@table(
    "text",
    [
        "Ana Duarte said she watched “The Dam of the North” with friends.",
        "Ana Duarte said her “Late Summer” album is new.",
        "Ana Duarte said the album “Late Summer” is new.",
        "Ana Duarte called her book “The Long Way Home”.",
        "Duarte said her new song, “The Long Way Home,” is out.",
        "Duarte said “The Long Way Home” album is out.",
    ],
)
def test_title_of_a_work_is_no_quote(text: str) -> None:
    assert found(text) == ()
    assert [text[quote.start].isupper() for quote in extract_quotes(text, doubtful=True)] == [True]


def test_slogan_in_title_case_behind_a_cue_is_a_quote() -> None:
    assert found("“Make Rivers Great Again,” Duarte said.") == (("Make Rivers Great Again", "Duarte"),)


def test_more_from_somebody_is_no_part_of_the_name() -> None:
    text = "Mayor Bo Jones spoke on Monday. What that means for this year - More from Jones: “The dam will hold.”"
    assert found(text) == (("The dam will hold", "Bo Jones"),)


def test_speaker_whose_office_is_cut_off_is_named() -> None:
    text = "“It is late,” said Ana Duarte, a spokeswoman for the minister of"
    assert found(text) == (("It is late", "Ana Duarte"),)


@table(
    ("text", "speaker"),
    [
        (
            "Prime Minister Ana Duarte met farmers. The defence minister said it was “far too late now.”",
            "defence minister",
        ),
        ("Defence Minister Ana Duarte met farmers. The minister said it was “far too late now.”", "Ana Duarte"),
        ("“It is far too late,” he said. Karl Bremer left the town.", "Karl Bremer"),
        ("“It is far too late,” he said. Mary left the town.", None),
    ],
)
def test_field_of_an_office_and_gender_tell_who_is_not_meant(text: str, speaker: str | None) -> None:
    assert [quote.speaker for quote in extract_quotes(text)] == [speaker]


@pytest.mark.parametrize(
    "text",
    [
        "You could tell the guard “I only came to see the dam,” and walk on.",
        "The parrot knows lines like “the dam is made of sugar” in two languages.",
        "Drivers look at the dam, sigh and think, “Not another toll this year.”",
    ],
)
def test_words_that_nobody_said_are_no_quote(text: str) -> None:
    assert extract_quotes(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Ana Duarte works the “late” shift.",
        "Ana Duarte bought the newspaper ‘Clarion’ in May.",
        "Ana Duarte met some “late night” workers.",
    ],
)
def test_words_that_are_part_of_a_phrase_are_nobodys_without_a_word_of_saying(text: str) -> None:
    (term,) = extract_quotes(text, doubtful=True)
    assert (term.speaker, term.evidence) == (None, "term") and term.confidence < 0.5
