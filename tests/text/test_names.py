"""Whom and what a text names, and what is no name though it has a capital letter."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.text.names.entities import find_names
from tests.conftest import examples
from tests.table import table


def names(text: str, title: str = "") -> dict[str, str]:
    return {name.full: name.kind for name in find_names(text, title)}


def test_last_name_is_a_mention_of_the_full_name() -> None:
    text = "Ana Duarte opened the dam. Later Duarte left."
    (name,) = find_names(text)
    assert [text[start:end] for start, end in name.mentions] == ["Ana Duarte", "Duarte"]


def test_names_begin_with_an_arabic_article() -> None:
    text = "Ana Duarte met Sami al-Rashid in Lorville. Later al-Rashid left, and an aide, el-Masri, stayed."
    mentions = {name.full: [text[start:end] for start, end in name.mentions] for name in find_names(text)}
    assert mentions["Sami al-Rashid"] == ["Sami al-Rashid", "al-Rashid"]
    assert mentions["el-Masri"] == ["el-Masri"]
    assert mentions["Ana Duarte"] == ["Ana Duarte"]


def test_titles_and_origins_are_left_out() -> None:
    text = "Talks between US President Donald Trump and Colombian President Gustavo Petro began."
    assert names(text) == {"Donald Trump": "person", "Gustavo Petro": "person"}


@table(
    ("words", "name"),
    [
        ("Secretary of State Ana Duarte", "Ana Duarte"),
        ("Secretary of Veterans Affairs Ana Duarte", "Ana Duarte"),
        ("Minister of Housing Corlo Brandt", "Corlo Brandt"),
        ("Minister of Housing", "Minister of Housing"),
        ("Senate Ranking Democrat Ana Duarte", "Ana Duarte"),
        ("Harbour Gate Ana Duarte Weber", "Ana Duarte Weber"),
        ("Harbour Gate Ana Maria Duarte Weber", "Harbour Gate Ana Maria Duarte Weber"),
        ("Harbour Gate Ana Duarte Club", "Harbour Gate Ana Duarte Club"),
        ("Harbour Ana Duarte", "Harbour Ana Duarte"),
        ("Harbour Gate Club of Ana Duarte", "Harbour Gate Club of Ana Duarte"),
    ],
)
def test_office_and_affiliation_in_front_of_a_name_are_no_part_of_it(words: str, name: str) -> None:
    assert find_names(f"He met {words} there.")[0].full == name


@table(
    ("words", "all_names"),
    [
        ("the Council on River Affairs", ["Council on River Affairs"]),
        ("the Institute for the Study of Dams", ["Institute for the Study of Dams"]),
        ("the Center for Tidal and Coastal Studies", ["Center for Tidal and Coastal Studies"]),
        ("the Foundation for Defence of Rivers", ["Foundation for Defence of Rivers"]),
        ("the Campaign Against Floods", ["Campaign Against Floods"]),
        ("Doctors Without Borders", ["Doctors Without Borders"]),
        ("the Committee to Save Rivers", ["Committee to Save Rivers"]),
        ("the Justice Committee to Vote", ["Justice Committee", "Vote"]),
        ("the Institute for Rivers and Ana Duarte", ["Institute for Rivers", "Ana Duarte"]),
        ("the Bank of Norland and Barclays", ["Bank of Norland", "Barclays"]),
        ("the Justice Department on Monday", ["Justice Department"]),
        ("Ana Duarte and Paul Weber", ["Ana Duarte", "Paul Weber"]),
        ("Ana Duarte for Norville", ["Ana Duarte", "Norville"]),
        ("Secretary for Health", ["Health"]),
    ],
)
def test_body_is_named_with_what_it_is_for(words: str, all_names: list[str]) -> None:
    assert [name.full for name in find_names(f"He met {words} there.")] == all_names


@table(
    ("sentence", "name"),
    [
        ("Ecologist Paul Weber spoke.", "Paul Weber"),
        ("Whistleblower Paul Weber left.", "Paul Weber"),
        ("Sentencing Paul Weber, she wept.", "Paul Weber"),
        ("Oppositionsführer Paul Weber sprach.", "Paul Weber"),
        ("Chefredakteurin Clara Busch ging.", "Clara Busch"),
        ("Walter Anna Weber came.", "Walter Anna Weber"),
        ("Ecologist Weber spoke.", "Ecologist Weber"),
    ],
)
def test_noun_of_a_person_that_opens_a_sentence_is_no_part_of_the_name(sentence: str, name: str) -> None:
    assert find_names(sentence)[0].full == name


def test_last_name_with_an_office_is_whoever_has_the_office() -> None:
    text = "Senator Paul Weber and his cousin, Judge Clara Weber, met. Senator Weber left. Judge Weber stayed."
    spans = {
        name.full: [text[:end].rpartition(". ")[2] for start, end in name.mentions[1:]] for name in find_names(text)
    }
    assert spans == {"Paul Weber": ["Senator Weber"], "Clara Weber": ["Judge Weber"]}


def test_title_alone_makes_a_person() -> None:
    assert names("The bill was stopped by Senator Weber.") == {"Weber": "person"}


def test_most_mentioned_first() -> None:
    found = find_names("Paul Weber met Ana Duarte. Then Duarte spoke to Duarte’s staff.")
    assert [name.full for name in found] == ["Ana Duarte", "Paul Weber"]


def test_headline_lends_the_full_name_but_holds_no_mention() -> None:
    (name,) = find_names("The dam was opened by Duarte.", "Ana Duarte opens the dam")
    assert (name.full, name.mentions) == ("Ana Duarte", ((22, 28),))


@table(
    ("text", "kind"),
    [
        ("He works at the Ministry of Justice in the city.", "organization"),
        ("He works at the Harbour Trade Commission now.", "organization"),
        ("He works for NATO now.", "organization"),
        ("He lives in Chile now.", "place"),
        ("He lives on Cedar Island now.", "place"),
        ("He met Maria Quiroga there.", "person"),
        ("He met Tillo Brandvik, 45, there.", "person"),
    ],
)
def test_kind_of_a_name(text: str, kind: str) -> None:
    assert list(names(text).values()) == [kind]


@table(
    "text",
    [
        "However, nothing happened. Meanwhile it rained.",
        "On Monday in March the French senator left.",
        "Rain fell. The rain went on.",
        "Senior officials met. Officials left.",
    ],
)
def test_capitals_that_name_nobody(text: str) -> None:
    assert names(text) == {}


def test_sentence_of_nothing_but_names_is_no_heading() -> None:
    assert names("Paul Weber met Ida Krohn and Tom Ebert.").keys() == {"Paul Weber", "Ida Krohn", "Tom Ebert"}


@table(
    ("text", "expected"),
    [
        ("The front-runner spoke. Front-runner Ana Duarte won.", "Ana Duarte"),
        ("We don’t know why. Don’t Duarte and Weber agree?", "Duarte"),
        ("A tourist’s picture. Tourist Ana Duarte took it.", "Ana Duarte"),
        ("The dams, nobody saw. Dams Ana Duarte built hold.", "Ana Duarte"),
        ("A well-known dam. Known Duarte dams hold.", "Known Duarte"),
        ("Write to ana_known@dam.example. Known Duarte dams hold.", "Known Duarte"),
        ("Read https://known.example today. Known Duarte dams hold.", "Known Duarte"),
        ("Vote with an m. M. Duarte wins.", "M. Duarte"),
    ],
)
def test_a_word_opens_a_sentence_with_a_capital_if_the_text_has_it_in_lower_case(text: str, expected: str) -> None:
    """What is part of a word, an address or a URL is no such word."""
    assert next(iter(names(text))) == expected


@pytest.mark.parametrize("text", ["I’d go. It is late.", "You’ll see. We’ve seen it.", "They’re gone, I'm sure."])
def test_contractions_are_no_names(text: str) -> None:
    assert names(text) == {}


def test_compound_that_opens_a_sentence_is_no_part_of_a_name() -> None:
    assert "Tom Ebert" in names("Day-by-day Tom Ebert’s farm grew.")


def test_words_of_a_heading_in_title_case_are_no_names() -> None:
    text = "A Call to Mend Fences After Public Spat\nAna Duarte spoke on the matter."
    assert names(text) == {"Ana Duarte": "person"}


def test_family_members_stay_apart() -> None:
    found = names("Ana Weber and Paul Weber came. Ana Weber left.")
    assert set(found) == {"Ana Weber", "Paul Weber"}


@table(
    ("text", "expected"),
    [
        ("Paul K. R. Weber met Paul R. Weber.", {"Paul K. R. Weber": 1, "Paul R. Weber": 1}),
        ("Paul K. R. Weber met Paul R. Weber. Paul Weber left.", {"Paul K. R. Weber": 1, "Paul R. Weber": 1}),
        ("Paul K. R. Weber met Paul R. Weber. Weber left.", {"Paul K. R. Weber": 1, "Paul R. Weber": 1}),
        (
            "Paul R. Weber came. Weber sat. Weber ate. Weber met Paul K. Weber. Weber left.",
            {"Paul R. Weber": 5, "Paul K. Weber": 1},
        ),
        (
            "Paul R. Weber came. Weber sat. Weber met Paul K. Weber. Weber left.",
            {"Paul R. Weber": 3, "Paul K. Weber": 1},
        ),
        (
            "Paul Weber met Paul Weber Jr. in Ohio. Weber left with Paul R. Weber.",
            {"Paul R. Weber": 3, "Paul Weber Jr.": 1},
        ),
        ("Paul Weber Sr met Paul Weber Jr. in Ohio. Weber left.", {"Paul Weber Sr": 1, "Paul Weber Jr.": 1}),
        ("Paul Rolf Weber met Paul R. Weber.", {"Paul Rolf Weber": 2}),
        ("Paul Rolf Weber met Paul K. Weber.", {"Paul Rolf Weber": 1, "Paul K. Weber": 1}),
        ("Paul Rolf Weber met Paul Karl Weber.", {"Paul Rolf Weber": 2}),
        ("Sir K. Weber met Ana R. Weber.", {"Ana R. Weber": 1, "K. Weber": 1}),
    ],
)
def test_father_and_son_of_one_name_stay_apart(text: str, expected: dict[str, int]) -> None:
    found = {name.full: len(name.mentions) for name in find_names(text)}
    assert {name: count for name, count in found.items() if name != "Ohio"} == expected


def test_middle_initial_is_the_same_person() -> None:
    assert names("Paul R. Weber came. Paul Weber left.") == {"Paul R. Weber": "person"}


@given(st.text(alphabet="AaBb. ,’'“\n-–SenMrofe\u00a0", max_size=80))
@examples(40, soak=600)
def test_any_text_gives_spans_inside_it(text: str) -> None:
    for name in find_names(text):
        assert name.full.strip()
        assert all(0 <= start < end <= len(text) for start, end in name.mentions)
        assert list(name.mentions) == sorted(name.mentions)


def test_the_dead_are_still_called_by_their_last_name() -> None:
    assert names("Robert Weber, 32, died in a fall. Mr Weber’s death came a day later.") == {"Robert Weber": "person"}
