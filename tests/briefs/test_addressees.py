"""Whom something was said to, only where the text says so surely."""

from __future__ import annotations

import pytest

from briefing.briefs.addressees import addressee
from briefing.model import Article
from briefing.text.analysis import analyse

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


def found(text: str) -> list[str]:
    analysis = analyse(Article.from_text(text))
    assert analysis.quotes
    return [addressee(text, analysis, quote) for quote in analysis.quotes]


@pytest.mark.parametrize(("text", "whom"), SAID)
def test_addressee_is_named_by_the_cue(text: str, whom: str) -> None:
    assert found(text)[0] == whom


@pytest.mark.parametrize("text", UNSURE)
def test_not_sure(text: str) -> None:
    assert found(text)[0] == ""
