from __future__ import annotations

from briefing.model import Line
from briefing.summary.quotation_spans import MOST_WORDS, OpenQuotations
from briefing.summary.summarizer import summarize_article, summarize_thread, weigh_lines
from briefing.threads.developments import developments
from tests.summary.factories import report, texts
from tests.table import table

VOTE = "The council of Harwick approved the new bridge on Monday evening."
QUOTE = '"Harwick needs the bridge. It has to be open by the spring," the mayor, Ana Ruiz, said.'
ELSEWHERE = "Ten ferries will be sold to the towns of the southern coast next year."


def lines_of(*paragraphs: str) -> list[Line]:
    item = report("\n".join(paragraphs))
    return weigh_lines(developments([item]), [item])


def test_sentences_of_one_quotation_and_its_cue_are_one_line() -> None:
    assert texts(summarize_article(report(f"{VOTE}\n{QUOTE}"))) == [VOTE, QUOTE]
    assert texts(lines_of(VOTE, QUOTE, ELSEWHERE)) == [VOTE, QUOTE, ELSEWHERE]


def test_a_quotation_of_two_paragraphs_is_no_line() -> None:
    first, second = QUOTE.split(". ")
    assert texts(lines_of(VOTE, f"{first}.", second, ELSEWHERE)) == [VOTE, ELSEWHERE]


def test_a_quotation_without_its_cue_cannot_be_read_alone() -> None:
    bare = '"Harwick needs the bridge more than ever before. It has to be open by the spring."'
    assert texts([line for line in lines_of(VOTE, bare) if line.alone]) == [VOTE]


def test_a_long_quotation_is_no_line() -> None:
    long = f'"Harwick needs the bridge. {"It has to be open " * (MOST_WORDS // 4)}soon," the mayor, Ana Ruiz, said.'
    assert texts(lines_of(VOTE, long, ELSEWHERE)) == [VOTE, ELSEWHERE]


def test_a_text_of_nothing_but_a_half_quotation_has_no_summary() -> None:
    half = 'They are waiting for the old bridge," the mayor of Harwick said on Monday.'
    assert summarize_article(report(half)) == []
    assert texts(summarize_thread([report(half), report(VOTE, hour=1)])) == [VOTE]


@table(
    ("text", "inside"),
    [
        ('She said: "Yes. |No."', True),
        ('She said: "Yes." |No.', False),
        ('She said: "Yes.\n|No."', False),
        ('A 5" nail. |No.', False),
        ('"We are going.\n"|We are here.', True),
        ("She said: “Yes. |No.”", True),
        ("She said: “Yes.” |No.", False),
        ("Sie sagte: „Ja. |Nein.“", True),
        ("Sie sagte: „Ja.“ |Nein.", False),
        ("Elle a dit : « Oui. |Non. »", True),
        ("Elle a dit : « Oui. » |Non.", False),
        ("Sie sagte: »Ja. |Nein.«", True),
        ("Sie sagte: »Ja.« |Nein.", False),
    ],
)
def test_a_quotation_is_open_behind_its_mark_in_its_paragraph(text: str, inside: bool) -> None:
    assert OpenQuotations(text.replace("|", "")).is_open(text.index("|")) is inside
