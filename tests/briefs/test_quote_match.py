"""Which quotes are the same words."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.briefs.quote_match import Wording, read, same
from tests.table import table

FULL = "I will never resign from this office, because the people of this valley have chosen me to serve them"

SAME = [
    "I will never resign from this office",
    "never resign from this office",
    "i will never resign from this office, because the people of this valley have chosen me to serve them.",
    "[She] will never resign from this office",
    "I will never resign … because the people of this valley have chosen me",
    "I will never resign ... the people of this valley",
    "I will never resign [...] because the people of this valley have chosen me",
    "I will never resign from [the] office, because the people",
    "never resign from",
]

OTHER = [
    "I will resign from this office soon",
    "I will never resign from that place, whoever asks",
    "the people of this valley … will never resign from this office",
    "will never",
    "No voy a renunciar a este cargo",
    "I shall not step down, since the valley's people elected me for their service",
    "never … this … me",
]


@table("part", SAME)
def test_parts_and_changed_forms_are_the_same_words(part: str) -> None:
    assert same(read(FULL), read(part), one_speaker=True, one_article=False)
    assert same(read(part), read(FULL), one_speaker=True, one_article=False)


@table("other", OTHER)
def test_other_words_are_not(other: str) -> None:
    assert not same(read(FULL), read(other), one_speaker=True, one_article=False)


def test_few_words_need_a_known_speaker() -> None:
    assert not same(read(FULL), read("never resign from"), one_speaker=False, one_article=False)


def test_a_bracket_stands_for_the_words_it_replaced() -> None:
    assert same(
        read("We told [the president] that it is over for good"),
        read("We told him that it is over for good"),
        one_speaker=True,
        one_article=False,
    )


def test_two_transcripts_of_a_long_sentence_are_one_but_for_a_denial() -> None:
    one = "We are going to build this dam and the whole valley will have light before the winter is over"
    other = "We are gonna build this dam and the whole valley will have light before winter is over"
    assert same(read(one), read(other), one_speaker=True, one_article=False)
    assert not same(read(one), read(other), one_speaker=True, one_article=True)
    denied = one.replace("will have", "will not have")
    assert not same(read(one), read(denied), one_speaker=True, one_article=False)
    short = one.replace("will have", "won’t have")
    assert not same(read(one), read(short), one_speaker=True, one_article=False)


def test_what_is_said_again_in_one_speech_is_not_the_same() -> None:
    assert not same(
        read("We will fight for our land"), read("We will fight for our homes"), one_speaker=True, one_article=False
    )


WORDS = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen"]


def is_same(one: str, other: str, *, one_speaker: bool = True, one_article: bool = False) -> bool:
    results = {
        same(read(a), read(b), one_speaker=one_speaker, one_article=one_article)
        for a, b in ((one, other), (other, one))
    }
    assert len(results) == 1  # in any order
    return results.pop()


def test_a_part_has_three_words_or_five_if_the_speaker_is_not_known_to_be_the_same() -> None:
    for size, with_speaker, without in ((2, False, False), (3, True, False), (4, True, False), (5, True, True)):
        part = " ".join(WORDS[1 : 1 + size])
        assert is_same(" ".join(WORDS), part) is with_speaker
        assert is_same(" ".join(WORDS), part, one_speaker=False) is without
    assert is_same("No", "no!", one_speaker=False)


def test_parts_around_an_ellipsis_stand_in_order_without_overlap() -> None:
    whole = "We will fight for our land and we will win this fight"
    assert is_same(whole, "We will fight … and we will win")
    assert is_same(whole, "We will fight … for our land")
    assert not is_same(whole, "for our land … will fight")
    assert not is_same(whole, "We will fight … fight for our land")
    assert is_same(whole, "We will fight … we … win")
    assert not is_same(whole, "We will fight … win … we")


def test_parts_around_an_ellipsis_are_five_words_and_one_of_them_three() -> None:
    whole = " ".join(WORDS)
    assert is_same(whole, "one two three … five six")
    assert not is_same(whole, "one two three … five")
    assert not is_same(whole, "one two … four five … seven eight")


def changed(size: int, agreeing: int) -> str:
    """So many words, of which the first agree with `WORDS`."""
    return " ".join([*WORDS[:agreeing], *(f"other{number}" for number in range(size - agreeing))])


def test_two_transcripts_agree_in_eight_tenths_of_ten_words() -> None:
    whole = " ".join(WORDS)
    assert is_same(whole, changed(10, 8))
    assert not is_same(whole, changed(10, 7))
    assert not is_same(whole, changed(9, 8))
    assert not is_same(whole, changed(10, 8), one_article=True)
    assert is_same(whole, changed(10, 8), one_speaker=False)


def test_words_agree_in_runs_of_three() -> None:
    whole = " ".join(WORDS)
    runs = " ".join(["x", *WORDS[:3], *WORDS[4:7], *WORDS[8:11]])
    assert is_same(whole, runs)
    pairs = " ".join(["x", *WORDS[:2], *WORDS[3:5], *WORDS[6:8], *WORDS[9:12]])
    assert not is_same(whole, pairs)
    assert is_same(whole, " ".join(["x", *WORDS[-9:]]))  # the last run counts too


def test_transcripts_with_an_ellipsis_or_a_bracket_are_not_compared_word_by_word() -> None:
    whole = " ".join(WORDS)
    assert not is_same(f"{whole} …", changed(10, 8))
    assert not is_same(whole, f"[We] {changed(10, 8)}")


def test_a_denial_more_makes_other_words_unless_it_stands_outside_of_what_they_share() -> None:
    ten = changed(10, 8)
    for denial in ("not", "never", "won't", "won’t", "cannot", "nobody"):
        assert not is_same(f"{' '.join(WORDS[:11])} {denial}", ten)
        assert not is_same(" ".join(WORDS[:11]), f"{ten} {denial}")
    assert is_same(f"{' '.join(WORDS[:12])} not", ten)  # three tenths longer
    assert not is_same(" ".join(WORDS), f"{ten} not")
    assert not is_same(f"{' '.join(WORDS)} fourteen fifteen", f"{changed(10, 9)} not")
    assert is_same(f"{' '.join(WORDS)} not", f"{changed(10, 9)} never")


def test_a_quote_is_read_as_folded_words_in_pieces() -> None:
    assert read("The “Dám” [of Arvik] holds … it's true").pieces == (("the", "dam"), ("holds",), ("its", "true"))
    assert read("[...] We … won’t . . . go").changed == 3
    assert read("We won’t. We WON'T.").words == ("we", "won't", "we", "won't")
    assert read("So.") == Wording((("so",),), 0) == Wording((("so",),))
    assert read("…") == Wording((), 1)
    assert read("So be it").joined == " so be it "


@given(
    st.lists(st.sampled_from(["a", "b", "c", "[d]", "…", "not", "dam", "’", "...", "(", "“"]), max_size=30),
    st.booleans(),
)
def test_comparing_does_not_depend_on_the_order(words: list[str], one_speaker: bool) -> None:
    one, other = read(" ".join(words)), read(" ".join(words[::2]))
    assert same(one, other, one_speaker=one_speaker, one_article=False) == same(
        other, one, one_speaker=one_speaker, one_article=False
    )
    assert all(one.pieces)


def test_runs_of_a_quote_are_its_words_three_by_three() -> None:
    assert read("No deal").runs == {("no", "deal")}
    assert read("We have no").runs == {("we", "have", "no")}
    assert read("We have no deal").runs == {("we", "have", "no"), ("have", "no", "deal")}
