"""Whom something was said to, only where the text says so surely."""

from __future__ import annotations

import re

from briefing.briefs.addressees import addressee, described
from briefing.model import Analysis, Article, Name, NameKind, Quote
from briefing.text.analysis import analyse
from tests.table import table

SAID = [
    ("“It is far too late for talks,” Ana Duarte told Paul Weber on Monday.", "Paul Weber"),
    ("“It is far too late for talks,” Ana Duarte told Senator Paul Weber.", "Paul Weber"),
    ("“It is far too late for talks,” Ana Duarte told the French president Paul Weber.", "Paul Weber"),
    ("“It is far too late for talks,” Ana Duarte told CNN’s Paul Weber.", "Paul Weber"),
    ("“It is far too late for talks,” Ana Duarte told the BBC.", "BBC"),
    ("“It is far too late for talks,” Ana Duarte told reporters in Lima.", "reporters"),
    ("Ana Duarte, who took office in May, told Paul Weber: “It is far too late for talks.”", "Paul Weber"),
    ("Senator Paul Weber came. Ana Duarte wrote to Weber that it was “far too late for talks.”", "Paul Weber"),
    ("“It is far too late for talks,” Ana Duarte replied to Paul Weber.", "Paul Weber"),
    ("Ana Duarte asked Paul Weber: “Who is going to pay for it?”", "Paul Weber"),
]

UNSURE = [
    "“It is far too late for talks,” Ana Duarte told him on Monday.",
    "“It is far too late for talks,” Ana Duarte told Paul Weber’s lawyer.",
    "“It is far too late for talks,” Ana Duarte told BBC viewers.",
    "“It is far too late for talks,” Ana Duarte told Paul Weber and Tom Ebert.",
    "“It is far too late for talks,” Ana Duarte said on Monday. She told Paul Weber so.",
    "“It is far too late for talks,” said Ana Duarte, who had told Paul Weber so.",
    "Ana Duarte asked whether Paul Weber was “far too late for talks.”",
    "“It is far too late for talks,” Ana Duarte said to general surprise.",
    "It was “far too late for talks,” according to Ana Duarte.",
]


def addressees(text: str) -> list[str]:
    analysis = analyse(Article.from_text(text))
    assert analysis.quotes
    return [addressee(text, analysis, quote) for quote in analysis.quotes]


@table(("text", "whom"), SAID)
def test_addressee_is_named_by_the_cue(text: str, whom: str) -> None:
    assert addressees(text)[0] == whom


@table("text", UNSURE)
def test_not_sure(text: str) -> None:
    assert addressees(text)[0] == ""


PERSONS: dict[str, NameKind] = {"Ana Duarte": "person", "Paul Weber": "person", "Eva Lind": "unknown"}
NAMES: dict[str, NameKind] = {**PERSONS, "CNN": "organization", "Lima": "place"}


def told_by_ana(sentence: str, cue: str = "told") -> str:
    """Addressee of a quote before this sentence, which begins with the name of its speaker."""
    text = f"“It is too late.” {sentence}"
    names = [Name(name, kind, tuple(match.span() for match in re.finditer(name, text))) for name, kind in NAMES.items()]
    start = text.index("Ana Duarte")
    quote = Quote(1, 16, "Ana Duarte", source_start=start, source_end=start + len("Ana Duarte"), cue=cue)
    return addressee(text, Analysis("a", names=tuple(names)), quote)


@table(
    ("sentence", "cue", "whom"),
    [
        ("Ana Duarte told Paul Weber.", "told", "Paul Weber"),
        ("Ana Duarte told Paul Weber", "told", "Paul Weber"),
        ("Ana Duarte TOLD Paul Weber.", "Told", "Paul Weber"),
        ("Ana Duarte told  Paul Weber.", "told", "Paul Weber"),
        ("Ana Duarte told   Paul Weber.", "told", ""),  # too far apart to be one sentence
        ("Ana Duarte told Paul Weber in May.", "told", "Paul Weber"),
        ("Ana Duarte told Paul Weber firmly.", "told", ""),
        ("Ana Duarte told Paul Weber and Eva Lind.", "told", ""),
        ("Ana Duarte told Eva Lind.", "told", "Eva Lind"),
        ("Ana Duarte told Lima.", "told", ""),
        ("Ana Duarte told Ana Duarte.", "told", ""),
        ("Ana Duarte told him.", "told", ""),
        ("Ana Duarte told Senator Paul Weber.", "told", "Paul Weber"),
        ("Ana Duarte told the former French president Paul Weber.", "told", ""),  # too many titles
        ("Ana Duarte told the French president Paul Weber.", "told", "Paul Weber"),
        ("Ana Duarte told the tall Paul Weber.", "told", ""),
        ("Ana Duarte told CNN.", "told", "CNN"),
        ("Ana Duarte told CNN’s Paul Weber.", "told", "Paul Weber"),
        ("Ana Duarte told CNN's Paul Weber.", "told", "Paul Weber"),
        ("Ana Duarte told CNN’s Senator Paul Weber.", "told", "Paul Weber"),
        ("Ana Duarte told Paul Weber’s CNN.", "told", ""),
        ("Ana Duarte told Paul Weber’s lawyer.", "told", ""),
        ("Ana Duarte told CNN’s Eva Lind.", "told", ""),
        ("Ana Duarte told reporters.", "told", "reporters"),
        ("Ana Duarte told the Reporters in May.", "told", "reporters"),
        ("Ana Duarte told reporters gladly.", "told", ""),
        ("Ana Duarte told stories.", "told", ""),
        ("Ana Duarte wrote to Paul Weber.", "wrote", "Paul Weber"),
        ("Ana Duarte wrote Paul Weber.", "wrote", ""),
        ("Ana Duarte told to Paul Weber.", "told", ""),
        ("Ana Duarte thought of Paul Weber.", "thought", ""),
        ("Ana Duarte left. She told Paul Weber.", "told", ""),
        ("Ana Duarte, of Lima, told Paul Weber.", "told", "Paul Weber"),
        (f"Ana Duarte, {'so ' * 38}told Paul Weber.", "told", "Paul Weber"),
        (f"Ana Duarte, {'so ' * 40}told Paul Weber.", "told", ""),
        ("Ana Duarte retold Paul Weber.", "told", ""),
    ],
)
def test_the_name_behind_the_cue_is_the_addressee_if_nothing_else_follows(sentence: str, cue: str, whom: str) -> None:
    assert told_by_ana(sentence, cue) == whom


def test_a_quote_without_a_named_source_has_no_addressee() -> None:
    assert addressee("“No,” he told Paul Weber.", Analysis("a"), Quote(1, 4, "Ana Duarte", cue="told")) == ""


@table(
    ("language", "text", "whom"),
    [
        ("en", "Ana Duarte called Paul Weber a “coward who hides.”", "Paul Weber"),
        ("en", "Ana Duarte had labelled Senator Paul Weber a “coward who hides.”", "Paul Weber"),
        ("en", "Ana Duarte accused Paul Weber of being “afraid of the voters.”", "Paul Weber"),
        ("en", "Ana Duarte described Paul Weber as “the last honest man.”", "Paul Weber"),
        ("en", "Ana Duarte called Paul Weber’s plan “far too late.”", ""),
        ("en", "Ana Duarte called the plan of Paul Weber “far too late.”", ""),
        ("en", "Ana Duarte called Paul Weber and Tom Ebert “two old cowards.”", ""),
        ("en", "Ana Duarte called him “an old coward.”", ""),
        ("en", "Ana Duarte told Paul Weber it was “far too late.”", ""),
        ("es", "Ana Duarte llamó a Pablo Weber “el último hombre honesto”.", "Pablo Weber"),
        ("es", "Ana Duarte calificó a Pablo Weber de “hombre sin palabra”.", "Pablo Weber"),
        ("fr", "Anne Duval a qualifié Paul Weber de « menteur sans honte ».", "Paul Weber"),
        ("de", "Anna Berg bezeichnete Paul Weber als „den letzten ehrlichen Mann“.", "Paul Weber"),
        ("de", "Anna Berg nannte Paul Weber „den letzten ehrlichen Mann“.", "Paul Weber"),
        ("pt", "Ana Duarte chamou Paulo Weber de “homem sem palavra”.", "Paulo Weber"),
        ("xx", "Ana Duarte called Paul Weber a “coward who hides.”", ""),
    ],
)
def test_who_is_called_what_a_quote_says(language: str, text: str, whom: str) -> None:
    analysis = analyse(Article.from_text(text))
    assert described(text, analysis, analysis.quotes[0], language) == whom
