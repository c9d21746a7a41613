"""Who speaks where one person reports, quotes, denies or answers the words of another."""

from __future__ import annotations

from briefing.text.quotes import extract_quotes
from tests.table import table


def speakers(text: str) -> list[str | None]:
    """Speakers of the quotes of a text."""
    return [each.speaker for each in extract_quotes(text)]


@table(
    ("text", "name"),
    [
        ("Ana Duarte rejected allegations by Paul Weber that she “sold the river twice.”", "Paul Weber"),
        ("Ana Duarte faced claims from Paul Weber that she “sold the river twice.”", "Paul Weber"),
        ("Ana Duarte denied Paul Weber’s claim that she “sold the river twice.”", "Paul Weber"),
        ("Ana Duarte said Paul Weber’s claim that she “sold the river twice” was false.", "Paul Weber"),
        ("Ana Duarte denied the dam was “a house of cards,” as Paul Weber claims.", "Paul Weber"),
        ("Ana Duarte denied that she was “in love with concrete.”", "Ana Duarte"),
        ("Ana Duarte repeated her claim that the dam was “in love with water.”", "Ana Duarte"),
        ("Ana Duarte said in her letter that the dam was “in love with water.”", "Ana Duarte"),
        ("Ana Duarte met Paul Weber. Weber denied her claim that he “sold the river twice.”", "Ana Duarte"),
        ("Ana Duarte said Paul Weber’s plan was “a house of cards.”", "Ana Duarte"),
        ("When police asked why, Ana Duarte’s answer was: “It was there.”", "Ana Duarte"),
    ],
)
def test_what_somebody_denies_is_said_by_the_author_of_the_claim(text: str, name: str) -> None:
    assert speakers(text) == [name]


@table(
    ("text", "name"),
    [
        ("“Prices will fall,” the Gazette quoted Ana Duarte as saying.", "Ana Duarte"),
        ("The Gazette quoted Ana Duarte as saying the dam was “perfectly safe.”", "Ana Duarte"),
        ("“The dam is safe,” Ana Duarte was quoted as saying by the weekly Riksbladet.", "Ana Duarte"),
        ("“The dam is safe,” the Gazette said in an editorial.", "Gazette"),
    ],
)
def test_papers_quote_the_object_of_their_verb(text: str, name: str) -> None:
    assert speakers(text) == [name]


@table(
    ("text", "names"),
    [
        ("Ana Duarte, whom Paul Weber once called “the worst minister alive,” smiled.", ["Paul Weber"]),
        (
            "Ana Duarte wrote that the plan, which Paul Weber called “generous,” was “a trap with a bow.”",
            ["Paul Weber", "Ana Duarte"],
        ),
        ("Ana Duarte, who sang “The Blue Hour” in May, told Paul Weber it was “far too late for us.”", ["Ana Duarte"]),
        ("Ana Duarte, who made “Home Again,” told Variety that “nobody watches the credits.”", ["Ana Duarte"]),
        ("The clerk that Paul Weber hired to sort his letters said he “found a war in a box.”", ["clerk"]),
        ("The clerk whom Paul Weber paid to sort his letters said he “found a war in a box.”", ["clerk"]),
    ],
)
def test_subjects_of_relative_clauses(text: str, names: list[str]) -> None:
    assert speakers(text) == names


@table(
    ("text", "names"),
    [
        ("Ana Duarte was told by Paul Weber that she was “not welcome any longer.”", ["Paul Weber"]),
        ("Ana Duarte said Paul Weber had told her: “I would do it again.”", ["Paul Weber"]),
        (
            "Ana Duarte told the radio the law was “hard on us”, while Paul Weber called it “a gift from the sky”.",
            ["Ana Duarte", "Paul Weber"],
        ),
        ("The union asked Ana Duarte to apologise for calling nurses “lazy and greedy.”", ["Ana Duarte"]),
        ("The union accused Ana Duarte of having told nurses: “You can all go.”", ["Ana Duarte"]),
        ("Ana Duarte met the union. It accused her of having told nurses: “You can all go.”", ["Ana Duarte"]),
        ("Ana Duarte apologised for calling nurses “lazy and greedy.”", ["Ana Duarte"]),
        ("“No,” Ana Duarte said. Then, to Paul Weber: “Ask your friends.”", ["Ana Duarte", "Ana Duarte"]),
        ("“The firm failed us,” says a lawsuit filed by Paul Weber.", ["lawsuit"]),
    ],
)
def test_the_speaker_is_whoever_spoke_and_not_who_reports_it(text: str, names: list[str]) -> None:
    assert speakers(text) == names
