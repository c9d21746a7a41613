"""Which spellings are one name, by their form alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.briefs import name_variants

ONE = [
    ("Ana Duarte", "ANA DUARTE"),
    ("Ana Duarte", "Ána Duárte"),
    ("Ana Duarte", "A. Duarte"),
    ("Ana Duarte", "Ana M. Duarte"),
    ("Ana M. Duarte", "Ana Maria Duarte"),
    ("Ana Duarte", "President Ana Duarte"),
    ("Gustavo Petro", "Gustavo Petro Urrego"),
    ("Gustavo Petro", "Gustavo Francisco Petro Urrego"),
    ("Petro Urrego", "Gustavo Petro Urrego"),
    ("Volodymyr Zelenskyy", "Volodymyr Zelensky"),
    ("Volodymyr Zelenskyy", "Vladimir Zelenskiy"),
    ("Kim Jong-un", "Kim Jong Un"),
    ("Abdel-Fattah el-Sisi", "Abdel Fattah al-Sissi"),
    ("Fumio Kishida", "Kishida Fumio"),
    ("Mohammed bin Salman", "Muhammad Bin Salman"),
    ("Alexei Navalny", "Alexey Navalnyi"),
    ("Joseph Prado", "J. R. Prado"),
    ("Hans Verlome", "Hans Verolme"),
    ("Ben Prado", "Benjamin Prado"),
    ("W. Mark Prado", "Mark Prado"),
    ("Ursula von der Leyen", "Ursula Von Der Leyen"),
    ("Robert Müller", "Robert Mueller"),
]

TWO = [
    ("Ana Duarte", "Paul Duarte"),
    ("Ana Duarte", "Ana Weber"),
    ("Bill Clinton", "Hillary Clinton"),
    ("Donald Trump", "Donald Trump Jr."),
    ("George W. Bush", "George H. W. Bush"),
    ("Martin Weber", "Martina Weber"),
    ("Alexander Prado", "Alexandra Prado"),
    ("Joseph Prado", "Josephine Prado"),
    ("Ana Rosa Prado", "Rosa Prado"),
    ("Gustavo Petro", "Petro Poroshenko"),
    ("Paul Hansen", "Paul Jansen"),
    ("Ana Li", "Ana Lee"),
    ("Ana Maria Lima", "Ana Maria"),
    ("Raúl Castro", "Fidel Castro"),
    ("Alexei Navalny", "Yulia Navalnaya"),
]


@pytest.mark.parametrize(("one", "other"), ONE)
def test_one_person(one: str, other: str) -> None:
    assert name_variants.same_person(name_variants.read(one), name_variants.read(other))
    assert name_variants.same_person(name_variants.read(other), name_variants.read(one))
    assert set(name_variants.keys(name_variants.read(one))) & set(name_variants.keys(name_variants.read(other)))


@pytest.mark.parametrize(("one", "other"), TWO)
def test_two_persons(one: str, other: str) -> None:
    assert not name_variants.same_person(name_variants.read(one), name_variants.read(other))
    assert not name_variants.same_person(name_variants.read(other), name_variants.read(one))


def test_suffix_of_a_surname_alone_is_taken_off() -> None:
    assert name_variants.read("Weber Jr.") == name_variants.Spelled("Weber Jr.", ("weber",), "jr")
    assert name_variants.read("Jr.") == name_variants.Spelled("Jr.", ("jr",))


def test_titles_and_particles_and_suffix_are_taken_off() -> None:
    assert name_variants.read("Mr. Paul de la Cruz Jr.") == name_variants.Spelled(
        "Paul de la Cruz Jr.", ("paul", "cruz"), "jr", True
    )


@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_is_read_and_compared_the_same_both_ways(one: str, other: str) -> None:
    first, second = name_variants.read(one), name_variants.read(other)
    if first.words and second.words:
        assert name_variants.same_person(first, first)
        assert name_variants.same_person(first, second) == name_variants.same_person(second, first)
        assert name_variants.contradict(first, second) == name_variants.contradict(second, first)
