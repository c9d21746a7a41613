"""Kinds of articles that report no event, by headline, address and text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing import wordlists
from briefing.model import Article, Link
from briefing.threads.article_kinds import LEAST_LINKS, LONGEST, SITES, article_kind
from tests.table import table


def kind(title: str, url: str = "", text: str = "It rained.") -> str:
    return article_kind(Article("id", url, title, text))


@table(
    ("title", "expected"),
    [
        ("The carnival of Norvale in pictures", "gallery"),
        ("Gallery: the carnival of Norvale", "gallery"),
        ("El carnaval de Norvale, en imágenes", "gallery"),
        ("See the results of all 40 districts", "list"),
        ("Medal table", "list"),
        ("The fastest swimmers of all time", "list"),
        ("The 25 best bakeries of Norvale", "list"),
        ("7 tips for a dry cellar", "list"),
        ("How to watch the cup final tonight", "list"),
        ("Wordle answer for Tuesday", "quiz"),
        ("Quiz: how well do you know Norvale?", "quiz"),
        ("Your horoscope for the week", "horoscope"),
        ("Horóscopo de hoy", "horoscope"),
        ("Sponsored: a better boiler", "advert"),
        ("Norvale Open golf presented by a bank", "advert"),
        ("This drill is 40% off today", "advert"),
        ("Episode 164: the mayor", "podcast"),
        ("#12 The mayor speaks", "podcast"),
        ("Midnight chat – Ep. 9: the mayor", "podcast"),
        ("Fact check: the mayor's bridge", "fact-check"),
        ("No, the mayor did not sell the bridge", "fact-check"),
        ("Norvale: No evidence that the mayor sold the bridge", "fact-check"),
        ("Old photos don’t show the flood in Norvale", "fact-check"),
        ("Book review: Bridges", "review"),
        ("VIDEO: the bridge falls", "video"),
        ("The bridge falls (video)", "video"),
        ("Who will pay for the bridge?", "question"),
        ("谁来付钱？", "question"),
        ("Privacy Policy", "page"),
        ("About", "page"),
        ("Norvale today - 3 March 2026", "round-up"),
        ("Links for March 3, 2026", "round-up"),
        ("Les nouvelles – 3 mars 2026", "round-up"),
        ("12/18: Evening news", "round-up"),
        ("Opinión: el puente", "opinion"),
        ("Explainer: why bridges fall", "analysis"),
        ("Live: the bridge falls", "live"),
        ("Live - the bridge falls", "live"),
        ("Live- the bridge falls", "live"),
    ],
)
def test_kind_by_the_form_of_the_headline(title: str, expected: str) -> None:
    assert kind(title) == expected


@table(
    "title",
    [
        "",
        "Bridge falls in Norvale",
        "Ministers seen in pictures with smugglers resign",
        "Gallery owner is charged with theft",
        "Police see the driver as a suspect",
        "Norvale tops medal table ahead of Sudvale",
        "25 people die as bridge falls",
        "The 25 miners are rescued",
        "Episode of violence shakes Norvale",
        "Two ads cost the mayor her office",
        "Prices rise 40% of late",
        "No deal between Norvale and Sudvale",
        "Study shows photos do not fade in salt",
        "Watch maker closes its plant",
        "Ad-free radio for Norvale",
        "Live-action film about the bridge",
        "Opinion polls favour the mayor",
        "About 300 people flee the flood",
        "Contact with the probe is lost",
        "Norvale votes on 3 March 2026",
        "Mayor quits on 99 March 2026 plan - 99 march 2026",
        "Minister of Norvale - 3 ministers 2026",
        "“Who will pay?” asks the mayor",
    ],
)
def test_reports_have_no_kind(title: str) -> None:
    assert kind(title) == ""


@table(
    ("url", "expected"),
    [
        ("https://news.example/opinion/2026/bridge", "opinion"),
        ("https://news.example/video/bridge/", "video"),
        ("https://news.example/world/fotogalerie/bridge", "gallery"),
        ("https://news.example/sponsored-content/bridge?x=1", "advert"),
        ("https://news.example/about/bridge", "page"),
        ("https://news.example/world/gallery", ""),
        ("https://gallery.example/world/bridge", ""),
        ("https://news.example/world/bridge#/opinion/x", ""),
        (f"https://news.example/{'x' * LONGEST}/opinion/y", ""),
    ],
)
def test_kind_by_the_folders_of_the_address(url: str, expected: str) -> None:
    assert kind("Bridge falls in Norvale", url) == expected


def test_kind_by_the_first_words_of_the_text() -> None:
    assert kind("Bridge falls", text="Good morning. Here’s what you need to know today.") == "round-up"
    assert kind("Bridge falls", text="Welcome to our live coverage.") == "live"


def linking(sites: int, times: int = 1, *, length: int = 0, words: str = "here") -> str:
    text = " ".join([words] * sites * times).ljust(length, ".")
    links = tuple(
        Link(n * (len(words) + 1), n * (len(words) + 1) + len(words), f"https://s{n % sites}.example/{n}")
        for n in range(sites * times)
    )
    return article_kind(Article("id", "", "What I read", text, links=links))


def test_an_article_that_links_to_many_sites_is_a_list_of_links() -> None:
    assert linking(SITES, length=9000) == "round-up"
    assert linking(SITES - 1, 5, length=9000) == ""


def test_an_article_that_is_mostly_links_is_a_list_of_links() -> None:
    assert linking(LEAST_LINKS, words="A long headline of another site") == "round-up"
    assert linking(LEAST_LINKS - 1, words="A long headline of another site") == ""
    assert linking(LEAST_LINKS, length=LEAST_LINKS * 4 * 2) == "round-up"
    assert linking(LEAST_LINKS, length=LEAST_LINKS * 4 * 2 + 1) == ""


def test_headline_goes_before_address_and_address_before_text() -> None:
    live = "This live blog is closed."
    assert kind("Quiz: the bridge", "https://news.example/opinion/x", live) == "quiz"
    assert kind("Who will pay?", "https://news.example/opinion/x", live) == "opinion"
    assert kind("Who will pay?", text=live) == "live"


@pytest.mark.parametrize(("name", "columns"), [("headline_cues", 3), ("section_cues", 2), ("opening_cues", 2)])
def test_cues_are_sorted_rows_of_folded_phrases(name: str, columns: int) -> None:
    rows = [tuple(line.split("\t")) for line in wordlists.entries("threads", name)]
    assert rows == sorted(set(rows))
    assert {len(row) for row in rows} == {columns}
    assert all(row[-1] == row[-1].casefold().strip() for row in rows)


def test_every_headline_cue_is_recognised_in_its_place() -> None:
    shapes = {"kicker": "{}: rain", "start": "{} rain", "end": "rain {}", "whole": "{}", "anywhere": "rain {} rain"}
    for line in wordlists.entries("threads", "headline_cues"):
        _, place, phrase = line.split("\t")
        assert kind(shapes[place].format(phrase)), line


@given(st.text(max_size=400), st.text(max_size=400), st.text(max_size=400))
def test_any_text_has_a_kind(title: str, url: str, text: str) -> None:
    assert isinstance(kind(title, url, text), str)
