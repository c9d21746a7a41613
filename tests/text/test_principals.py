from __future__ import annotations

import pytest

from briefing.text.quotes import extract_quotes
from tests.table import table


@table(
    ("text", "speaker", "principal"),
    [
        ("“We are ready,” Tom Ebert, a spokesman for Ana Duarte, said.", "Tom Ebert", "Ana Duarte"),
        ("“We are ready,” said Tom Ebert, chief spokesman of the Energy Ministry.", "Tom Ebert", "Energy Ministry"),
        ("“We are ready,” Jane Doe, the Energy Ministry’s spokeswoman, said.", "Jane Doe", "Energy Ministry"),
        ("Paul Weber left. “We are ready,” Weber spokesman Tom Ebert said.", "Tom Ebert", "Paul Weber"),
        ("“We are ready,” said Pentagon spokeswoman Jane Doe.", "Jane Doe", "Pentagon"),
        ("“We are ready,” a spokesman for Ana Duarte said.", "spokesman for Ana Duarte", "Ana Duarte"),
        ("“We are ready,” said Tom Ebert, a former spokesman for Ana Duarte.", "Tom Ebert", None),
        ("After meeting a spokesman for Paul Weber, Ana Ruiz said: “We are ready.”", "Ana Ruiz", None),
        ("“We are ready,” Ana Ruiz told a spokesman for Paul Weber.", "Ana Ruiz", None),
        ("“We are ready,” said Ana Ruiz, whose spokesman for Europe is Tom Ebert.", "Ana Ruiz", None),
        ("“We are ready,” White House press secretary Tom Ebert said.", "Tom Ebert", "White House"),
        ("“We are ready,” Water Board press secretary Tom Ebert said.", "Tom Ebert", "Water Board"),
        ("“We are ready,” said Tom Ebert, her chief spokesman.", "Tom Ebert", None),
        ("«No iremos», dijo Hugo Salas, portavoz del Ministerio de Agua.", "Hugo Salas", "Ministerio de Agua"),
        ("«No iremos», dijo Hugo Salas, ex portavoz del Ministerio de Agua.", "Hugo Salas", None),
        ("„Wir kommen“, sagte Karl Bremer, der Sprecher der Polizei.", "Karl Bremer", "der Polizei"),
        ("« Nous irons », a dit Paul Weber, porte-parole du gouvernement.", "Paul Weber", "gouvernement"),
        ("“Paul Weber never came,” his spokeswoman Mia Lund said.", "Mia Lund", "Paul Weber"),
        ("“Mia Lund never met Paul Weber,” his spokesman Tom Ebert said.", "Tom Ebert", "Paul Weber"),
        ("Ana Duarte left. “Paul Weber came,” her spokeswoman Mia Lund said.", "Mia Lund", "Ana Duarte"),
    ],
)
def test_whom_a_spokesperson_speaks_for(text: str, speaker: str, principal: str | None) -> None:
    (quote,) = extract_quotes(text)
    assert (quote.speaker, quote.speaks_for) == (speaker, principal)


def test_spokesperson_stays_one() -> None:
    text = (
        "“We are ready,” Tom Ebert, a spokesman for Ana Duarte, said.\n"
        "Paul Weber disagreed. “They are late,” Weber said.\n“It is too early to tell,” Ebert said."
    )
    found = [(quote.speaker, quote.speaks_for) for quote in extract_quotes(text)]
    assert found == [("Tom Ebert", "Ana Duarte"), ("Paul Weber", None), ("Tom Ebert", "Ana Duarte")]


def test_who_is_spoken_for_has_not_spoken(monkeypatch: pytest.MonkeyPatch) -> None:
    text = (
        "Hugo Moreno came. Paul Weber left. “We are ready,” Moreno spokesman Tom Ebert said. “It is late,” he said. "
        "“It is not,” said Jane Doe, a spokeswoman for Ana Duarte. “It is over,” she said."
    )
    known = extract_quotes(text)
    assert [quote.speaks_for for quote in known if quote.speaks_for]
    monkeypatch.setattr("briefing.text.quotes.extraction.principal", lambda *_: None)
    assert [quote.speaker for quote in known] == [quote.speaker for quote in extract_quotes(text)]
