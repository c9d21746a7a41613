"""What the headline promises is told, and what stands above it in the text is not."""

from __future__ import annotations

import pytest

from briefing.summary.candidates import Candidate, body_start
from briefing.summary.headline import find_lead, headline_weights
from briefing.summary.summarizer import summarize_article, summarize_thread
from tests.summary.factories import analysed, texts

TITLE = "Harwick approves bridge, mayor resigns over its cost"
JUNK = "Ten recipes with plums for a long weekend were the most read story of the week."
LEAD = "The council of Harwick approved a new bridge over the river on Monday."
ASIDE = "Rain fell over the river on Monday while the council was sitting in the town hall."
QUITS = "Hours later Maria Berg said she resigns as mayor because of what the crossing will cost."


def test_what_the_headline_names_is_told_before_what_stands_higher() -> None:
    text = f"{LEAD} {ASIDE} {ASIDE.replace('fell', 'had fallen')} {QUITS}"
    assert texts(summarize_article(analysed(text, title=TITLE), 30)) == [LEAD, QUITS]
    assert texts(summarize_article(analysed(text), 30)) == [LEAD, ASIDE]


def test_chatter_is_no_lead_where_the_matter_follows() -> None:
    chatter = "Last summer I was sitting on my porch with a cup of tea when it came to me."
    text = f"{chatter} {LEAD} {QUITS}"
    assert texts(summarize_article(analysed(text, title=TITLE), 60))[0] == LEAD
    assert texts(summarize_article(analysed(text), 60))[0] == chatter
    far = f"{chatter} {f'{ASIDE} ' * 5}{LEAD}"
    assert texts(summarize_article(analysed(far, title="Plums, tea and porches"), 60))[0] == chatter


def test_first_sentence_with_some_of_the_headline_is_the_lead_though_the_next_has_more() -> None:
    first = "Maria Berg, the mayor, spoke of the cost of the crossing for an hour in the town hall."
    assert texts(summarize_article(analysed(f"{first} {LEAD} {QUITS}", title=TITLE), 60))[0] == first


@pytest.mark.parametrize("heading", [TITLE, TITLE.upper(), f"“{TITLE}”"])
def test_what_stands_above_the_headline_belongs_to_another_article(heading: str) -> None:
    item = analysed(f"{JUNK}\n{heading}\n{LEAD} {ASIDE}", title=f"{TITLE} | Harwick Times")
    assert item.article.text[body_start(item) :].strip() == f"{LEAD} {ASIDE}"
    assert texts(summarize_article(item, 200)) == [LEAD, ASIDE]


@pytest.mark.parametrize(
    "text",
    [
        f"{LEAD} {ASIDE}\n{TITLE}\n{JUNK}",  # below: a link to the page itself
        f"{LEAD}\n{TITLE}",
        f"{JUNK}\nHarwick approves bridge\n{LEAD} {ASIDE}",  # some other line
    ],
)
def test_headline_that_does_not_begin_the_text_cuts_nothing(text: str) -> None:
    assert body_start(analysed(text, title=TITLE)) == 0


def test_weights_of_headlines_are_one_together() -> None:
    weights = headline_weights([analysed(LEAD, title="Harwick bridge"), analysed(LEAD, title="Bridge opens")])
    assert weights == {"harwick": 0.25, "bridg": 0.5, "open": 0.25}
    assert headline_weights([analysed(LEAD)]) == {}


def test_thread_tells_what_its_headlines_name() -> None:
    others = (
        "Ships wait for hours before the old bridge of Harwick on every working day.",
        "Builders from Norland will cross the river with forty pillars of steel.",
        "Merchants of the old town hope for more customers from the other bank.",
    )
    bare = [analysed(text, hour=hour) for hour, text in enumerate((QUITS, *others))]
    headed = [analysed(QUITS, title="Mayor resigns over cost", hour=0), *bare[1:]]
    assert texts(summarize_thread(headed, 30))[0] == QUITS
    assert texts(summarize_thread(bare, 30))[0] == others[-1]


def lead_of(*terms: str, headline: str = "a b c d e", at: tuple[int, ...] | None = None) -> int:
    """The lead among sentences of these terms, at these positions in the text."""
    candidates = [
        Candidate("", 0, at[place] if at else place, 9, tuple(each.split())) for place, each in enumerate(terms)
    ]
    return find_lead(candidates, range(len(candidates)), headline.split())


def test_the_first_sentence_leads_unless_it_is_an_aside_and_a_later_one_on_topic() -> None:
    assert lead_of("x", "a b") == 1
    assert lead_of("a", "b c") == 1  # a fifth of the headline is an aside
    assert lead_of("a b", "c d e") == 0
    assert lead_of("x", "a") == 0
    assert lead_of("x", "y") == 0
    assert lead_of("x", "y", "a b", "a b c") == 2
    assert lead_of("x", "a b", headline="") == 0


def test_a_sentence_is_on_topic_with_two_terms_that_are_four_tenths_of_the_headline() -> None:
    assert lead_of("x", "a", headline="a b") == 0
    assert lead_of("x", "a b", headline="a b") == 1
    assert lead_of("x", "a b c", headline="a b c d e f g h") == 0
    assert lead_of("x", "a b c d", headline="a b c d e f g h i j") == 1
    assert lead_of("x", "a b c", headline="a b c d e f g h i j") == 0


def test_the_lead_is_among_the_first_five_sentences() -> None:
    assert lead_of("x", "x", "x", "x", "a b") == 4
    assert lead_of("x", "x", "x", "x", "x", "a b") == 0
    assert lead_of("x", "a b", at=(3, 7)) == 1
    assert lead_of("x", "a b", at=(3, 8)) == 0
