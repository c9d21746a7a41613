"""What the words around a quote make of it, with hand-made quotes."""

from __future__ import annotations

import pytest

from briefing.briefs.quote_context import (
    Context,
    has_word_of_saying,
    is_machine_text,
    is_nickname,
    is_predicate,
    is_term,
    read_context,
)
from briefing.model import Quote
from briefing.text.language_packs import pack
from tests.table import table

ENGLISH = pack("en")


def quoted(text: str, cue: str = "", evidence: str = "cue before", *, direct: bool = False) -> Quote:
    """The words between the last curly marks, by `Ana`."""
    start, end = text.rindex("“") + 1, text.rindex("”")
    source = text.find("Ana")
    first, last = (source, source + 3) if source >= 0 else (None, None)
    return Quote(start, end, "Ana", "Ana", first, last, cue, "direct" if direct else "partial", 0.9, evidence)


def context_of(text: str) -> Context:
    return read_context(text, quoted(text))


def test_the_context_is_the_sentence_around_a_quote() -> None:
    context = context_of("It rained. Ana’s Aunt said, “So it is!” and left.\nThen.")
    assert context.words == ("So", "it", "is!")
    assert context.before == ("ana's", "aunt", "said", ",")
    assert context.behind == ("and", "left", ".")
    assert context.ends
    bare = context_of("One\n“so it is”")
    assert (bare.before, bare.behind, bare.ends) == ((), (), False)
    assert context_of("A. B! C? D; “so”").before == ()


def test_only_some_words_around_a_quote_are_read() -> None:
    context = context_of(f"{'word ' * 60}“so” {'word ' * 60}")
    assert (len(context.before), len(context.behind)) == (32, 32)


@table(
    ("text", "term"),
    [
        ("Ana said it was “too late” again.", False),
        ("Ana said “too late” again.", False),
        ("Ana said: “too late” for it.", False),
        ("Ana said he “lied” to us.", False),
        ("Ana vowed to “fight back” now.", False),
        ("Ana called it “a shame” today.", False),
        ("Ana described it as “good”.", False),
        ("Ana said, “the tide”.", False),
        ("Ana said “high tide is too late” is it.", False),  # four words
        ("Ana said “too late!” again.", False),
        ("Ana said the “high tide” was here.", True),
        ("It is what they call the “high tide” here.", True),
        ("Ana said they agreed on “high tide” rules.", True),
        ("Ana spoke of “high tide”.", True),
        ("Ana praised the “tide”.", True),
        ("Ana noted a “tide”.", False),
        ("Ana said that the new old big tide was unfair and “sad”.", True),
        ("“High tide” is what Ana said.", True),
        ("“High tide” was here, Ana said.", True),
        ("Ana said it is “sad” now.", False),
        ("Ana said so, “sad”", False),
        ("“”", False),
    ],
)
def test_few_words_in_a_sentence_are_a_term_unless_they_are_what_is_said(text: str, term: bool) -> None:
    assert is_term(read_context(text, quoted(text)), ENGLISH) is term
    assert not is_term(read_context(text, quoted(text, direct=True)), ENGLISH)


@pytest.mark.parametrize(("evidence", "term"), [("cue before", True), ("cue after", False), ("split", False)])
def test_a_verb_of_saying_behind_its_quote_makes_no_subject_of_it(evidence: str, term: bool) -> None:
    text = "Of “high tide” said Ana."
    assert is_term(read_context(text, quoted(text, evidence=evidence)), ENGLISH) is True
    text = "It is “too late” said Ana."
    assert is_term(read_context(text, quoted(text, evidence=evidence)), ENGLISH) is term


@table(
    ("text", "predicate"),
    [
        *(("It was “good”", True), ("It was a very “good”", True), ("As “good”", True), ("So: “good”", True)),
        *(("Ana likes “good”", False), ("The “good”", False), ("“good”", False)),
    ],
)
def test_a_predicate_stands_behind_a_form_of_to_be_or_a_colon(text: str, predicate: bool) -> None:
    assert is_predicate(read_context(text, quoted(text)), ENGLISH) is predicate


@table(
    ("text", "cue", "joined"),
    [
        ("Ana said “so it is”", "said", True),
        ("Ana said “so it is”", "", True),
        ("Ana needs “so it is”", "needs", False),
        ("Ana issued a paper, saying “so it is”", "issued", True),
        ("Ana in a statement, “so it is”", "", True),
        ("Ana likes the word “so it is”", "likes", False),
        ("Ana said so. She needs “so it is”", "needs", False),
        ("Ana was described as “so it is”", "described", False),
        ("Ana has a plan called “so it is”", "called", False),
        ("Ana called it “so it is”", "called", True),
        ("“so it is”, said Bo of Ana", "said", True),
        ("It was described by Ana as “so it is”", "needs", True),
        ("It was needed by Ana as “so it is”", "needs", False),
        ("Ana maintains that towns agreed on “so it is”", "maintains", False),
        ("Ana maintains that towns have agreed on “so it is”", "maintains", False),
        ("Ana maintains that it has agreed on “so it is”", "maintains", True),
        ("Ana maintains and agreed on “so it is”", "maintains", True),
        ("Ana maintains that towns agreed on “so it is”", "agreed", True),
        ("Ana continued to “so it is”", "continued", False),
        ("Ana continued “so it is”", "continued", True),
    ],
)
def test_a_word_of_saying_joins_the_speaker_and_the_quote(text: str, cue: str, joined: bool) -> None:
    assert has_word_of_saying(text, quoted(text, cue), ENGLISH) is joined


@table(
    ("text", "nickname"),
    [
        *(("Paul “Big Dog” Weber left", True), ("Paul “Big Dog” was here", False), ("so “Big Dog” Weber left", False)),
        *(("Paul, “Big Dog” Weber", False), ("P.J. “Big Dog” Weber", True), ("Paul “Big Dog”", False)),
    ],
)
def test_a_nickname_stands_inside_a_name(text: str, nickname: bool) -> None:
    assert is_nickname(text, quoted(text)) is nickname


@table(
    ("text", "machine"),
    [
        *(("the prompt “write a poem”", True), ("the prompt that I gave, “write a poem”", False)),
        *(("the prompt I gave, “write a poem”", True), ("said “write a poem”", False)),
    ],
)
def test_words_that_are_typed_for_a_machine_stand_behind_its_words(text: str, machine: bool) -> None:
    assert is_machine_text(text, quoted(text)) is machine
