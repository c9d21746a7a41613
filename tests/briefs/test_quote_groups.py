"""Which occurrences of quotes are one, by hand-made places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import pytest

from briefing.briefs.quote_groups import Group, Place, by_arrival, fold
from briefing.briefs.quote_match import read
from briefing.model import Analysis, AnnotatedArticle, Article, Quote, QuoteKind
from tests.table import table
from tests.threads.factories import NOON, hours

NUMBERS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]


def article(
    id_: str, text: str, *, fetched: datetime | None = NOON, published: datetime | None = None
) -> AnnotatedArticle:
    return AnnotatedArticle(Article(id_, "", "", text, published=published, fetched=fetched), Analysis(id_))


def place(
    words: str,
    speaker: str | None = None,
    *,
    at: str | AnnotatedArticle = "a",
    person: bool = True,
    confidence: float = 1.0,
    kind: QuoteKind = "direct",
    within: int | None = None,
) -> Place:
    """A quote of these words in an article, by default one with no other text."""
    item = article(at, words) if isinstance(at, str) else at
    start = item.article.text.index(words)
    quote = Quote(start, start + len(words), speaker, confidence=confidence, kind=kind, within=within)
    return Place(item, quote, read(words), speaker, person and speaker is not None)


def first(number: int) -> str:
    """The first words of a long quote."""
    return " ".join(NUMBERS[:number])


def folded(*places: Place) -> list[list[str]]:
    """Texts of the places of each group."""
    groups = [[each.text for each in group.places] for group in fold(places)]
    assert [[each.text for each in group.places] for group in fold(places[::-1])] == groups
    return groups


def test_the_arrival_of_an_article_is_that_in_the_store_or_its_publication() -> None:
    assert by_arrival(article("a", "", published=hours(5))) == (NOON.timestamp(), "a")
    assert by_arrival(article("a", "", fetched=None, published=hours(5))) == (hours(5).timestamp(), "a")
    assert by_arrival(article("a", "", fetched=None)) == (0.0, "a")


def test_a_place_knows_its_words_and_when_it_arrived() -> None:
    second = place("one two", at=article("a", "He said: one two"))
    assert (second.text, second.arrival) == ("one two", (NOON.timestamp(), "a", 9))


def group_of(*places: Place) -> Group:
    group = Group()
    for each in places:
        group.add(each)
    return group


def test_the_speaker_of_a_group_has_the_highest_sum_of_confidence() -> None:
    ana, paul = place("x", "Ana", confidence=0.5), place("x", "Paul", confidence=0.9)
    assert group_of(place("x")).speaker is None
    assert group_of(place("x"), ana, paul).speaker == "Paul"
    assert group_of(ana, paul, ana).speaker == "Ana"
    assert group_of(paul, place("x", "Ana", confidence=0.9)).speaker == "Ana"  # of equals the first by name
    assert group_of(ana, paul, ana).votes == pytest.approx({"Ana": 1.0, "Paul": 0.9})


def test_a_person_outvotes_bodies() -> None:
    body, ana = place("x", "the ministry", person=False), place("x", "Ana", confidence=0.2)
    assert group_of(body, body, ana).speaker == "Ana"
    assert group_of(body, body).speaker == "the ministry"


def test_the_known_place_is_the_first_with_a_speaker_or_a_person() -> None:
    unknown, body = place("x"), place("x", "the ministry", person=False)
    ana, paul = place("x", "Ana"), place("x", "Paul")
    for places, known in (
        ([unknown], None),
        ([unknown, body], body),
        ([body, ana, paul], ana),
        ([ana, body], ana),
        ([body, place("x", "officials", person=False)], body),
    ):
        assert group_of(*places).known is known


def test_the_longest_form_is_the_head() -> None:
    assert folded(place(first(6)), place(first(8), at="b")) == [[first(8), first(6)]]


def test_of_equally_long_forms_the_least_changed_and_the_earliest_is_the_head() -> None:
    plain = first(8)
    cut = plain.replace("four", "[X] four")
    assert folded(place(cut), place(plain, at="b")) == [[plain, cut]]
    early = article("z", plain.upper(), fetched=hours(-1))
    assert folded(place(plain), place(plain.upper(), at=early)) == [[plain.upper(), plain]]
    assert folded(place(plain, kind="partial"), place(plain.title(), at="b")) == [[plain.title(), plain]]
    assert folded(place(plain, "Ana", within=0), place(plain.title(), "Ana", at="b")) == [[plain.title(), plain]]


def test_other_words_are_other_groups() -> None:
    assert len(folded(place(first(5)), place(" ".join(NUMBERS[6:]), at="b"))) == 2


@table(
    ("one", "other", "words", "is_one"),
    [
        (("Ana", True), ("Ana", True), 3, True),
        (("Ana", True), ("Paul", True), 9, False),
        (("Ana", True), ("the ministry", False), 5, True),
        (("Ana", True), ("the ministry", False), 4, False),
        (("the ministry", False), ("officials", False), 5, True),
        ((None, False), ("Ana", True), 2, True),
        ((None, False), (None, False), 1, True),
    ],
)
def test_the_same_words_are_one_quote_unless_two_persons_say_them(
    one: tuple[str | None, bool], other: tuple[str | None, bool], words: int, is_one: bool
) -> None:
    places = [place(first(words), who, at=who or "", person=person) for who, person in (one, other)]
    assert (len(fold(places)) == 1) is is_one


def test_parts_of_a_quote_need_the_same_speaker_or_five_words() -> None:
    assert len(folded(place(first(9), "Ana"), place(first(3), "Ana", at="b"))) == 1
    assert len(folded(place(first(9), "Ana"), place(first(3), at="b"))) == 2
    assert len(folded(place(first(9), "Ana"), place(first(5), at="b"))) == 1


def test_near_matches_in_one_article_are_two_quotes() -> None:
    other = " ".join([*NUMBERS[:9], "x", "y"])
    assert len(fold([place(first(11)), place(other, at="b")])) == 1
    both = article("a", f"{first(11)}. {other}")
    assert len(fold([place(first(11), at=both), place(other, at=both)])) == 2


def test_words_retold_in_a_quote_are_no_second_hand_unless_of_one_speaker() -> None:
    assert len(folded(place(first(6)), place(first(6), at="b", within=0))) == 2
    assert len(folded(place(first(6), within=3), place(first(6), at="b", within=0))) == 1
    assert len(folded(place(first(6), "Ana"), place(first(6), "Ana", at="b", within=0))) == 1


WHOLE = "The dam will hold for a hundred years"


def with_beginning(
    beginning: str,
    rest: str,
    whole: str = WHOLE,
    *,
    between: str = ", she said, ",
    speakers: Sequence[str] = ("Ana",) * 3,
) -> list[list[str]]:
    """Groups of a quote that its cue splits and the complete form in another article."""
    split = article("b", f"{beginning}{between}{rest}")
    return folded(
        place(whole, speakers[0]),
        place(beginning, speakers[1], at=split),
        place(rest, speakers[2], at=split),
    )


def test_a_beginning_of_one_or_two_words_joins_the_rest_of_its_quote() -> None:
    assert with_beginning("The dam", "will hold for a hundred years") == [
        [WHOLE, "will hold for a hundred years", "The dam"]
    ]
    assert len(with_beginning("Dam", "will hold for a hundred years")) == 1
    longer = WHOLE.replace("hold", "hold on")
    assert len(with_beginning("The dam", "will hold … for a hundred years", longer)) == 1


@table(
    "groups",
    [
        with_beginning("The old", "will hold for a hundred years"),
        with_beginning("dam the", "will hold for a hundred years"),
        with_beginning("The dam", "hold for a hundred years"),
        with_beginning("The dam", "will hold for a hundred years", between=" she said.\n"),
        with_beginning("The dam", "will hold for a hundred years", speakers=("Ana", "Paul", "Ana")),
        with_beginning("The dam", "nobody sleeps at night in town"),
    ],
)
def test_other_short_quotes_stay_alone(groups: Iterable[list[str]]) -> None:
    assert [each for each in groups if len(each) == 1 and len(each[0].split()) == 2]


def test_a_beginning_joins_the_next_quote_of_its_line_only() -> None:
    split = article("b", "The dam, she said, is old, will hold for a hundred years")
    groups = folded(
        place(WHOLE, "Ana"),
        place("The dam", "Ana", at=split),
        place("is old", "Ana", at=split),
        place("will hold for a hundred years", "Ana", at=split),
    )
    assert groups == [[WHOLE, "will hold for a hundred years"], ["is old"], ["The dam"]]


def rivals(of_ana: int, of_paul: int, words: int = 10) -> list[Group]:
    places = [place(first(words), "Ana", at=f"a{at}") for at in range(of_ana)]
    places += [place(first(words), "Paul", at=f"p{at}") for at in range(of_paul)]
    assert len(fold(places)) == len(fold(places[::-1]))
    return fold(places)


def test_long_words_of_two_persons_are_the_ones_with_three_times_the_confidence() -> None:
    (group,) = rivals(3, 1)
    assert (group.speaker, len(group.places)) == ("Ana", 4)
    assert [len(each.places) for each in rivals(2, 1)] == [2, 1]
    assert {each.speaker for each in rivals(1, 3)} == {"Paul"}
    assert len(rivals(3, 1, words=9)) == 2


def test_every_weak_rival_is_outvoted() -> None:
    places = [place(first(10), "Ana", at=f"a{at}") for at in range(6)]
    places += [place(first(10), speaker, at=speaker) for speaker in ("Paul", "Eva", "Tom", "Tom", "Tom")]
    assert sorted((each.speaker or "", len(each.places)) for each in fold(places)) == [("Ana", 8), ("Tom", 3)]
