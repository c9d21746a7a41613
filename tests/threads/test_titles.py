from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Name
from briefing.threads.labels.headline_cleaner import clean_headline, is_loud, is_teaser
from briefing.threads.labels.labelled_thread import make_thread
from briefing.threads.labels.leading_names import rank_names
from tests.table import table
from tests.threads import factories as f
from tests.threads.factories import item


@table(
    ("title", "cleaned"),
    [
        ("Storm hits the coast - BBC News", "Storm hits the coast"),
        ("Storm hits the coast | The Island Post", "Storm hits the coast"),
        ("Storm hits the coast – Daily Bread", "Storm hits the coast"),
        ("Watch: Storm hits the coast", "Storm hits the coast"),
        ("BREAKING: LIVE UPDATES: Storm hits the coast", "Storm hits the coast"),
        ("STORM HITS THE COAST OF PERU", "Storm hits the coast of Peru"),
        ("Peace talks - the third round", "Peace talks - the third round"),
        ("Iran: talks begin", "Iran: talks begin"),
        ("Daily Bread", ""),
        ("DAILY BREAD - Daily Bread", ""),
    ],
)
def test_headline_loses_outlet_kicker_and_shouting(title: str, cleaned: str) -> None:
    assert clean_headline(title, {"Daily Bread"}, {"peru": "Peru"}) == cleaned


@table(
    ("title", "written"),
    [
        ("ESP32-S3 USB UVC WebCam", "ESP32-S3 USB UVC WebCam"),
        ("EA SPORTS FC™ 25", "EA sports FC™ 25"),
        ("NATO AND EU WARN MOSCOW OF F-35 FLIGHTS", "NATO and EU warn Moscow of F-35 flights"),
        ("FIRE AT McDONALD'S", "Fire at McDonald's"),
        ("UN CHIEF MEETS GUTERRES' DEPUTY IN KYIV", "UN chief meets Guterres' deputy in Kyiv"),
        ("NASA ESA JAXA", "Nasa ESA Jaxa"),
        ("WORLD WAR I", "World war I"),
        ("SMITE 2", "SMITE 2"),
        ("STORM", "STORM"),
    ],
)
def test_only_what_shouts_is_made_small(title: str, written: str) -> None:
    forms = {"nato": "NATO", "moscow": "Moscow", "mcdonald's": "McDonald's", "guterres": "Guterres", "kyiv": "Kyiv"}
    assert clean_headline(title, (), forms) == written


def test_words_of_a_headline_in_capitals_are_written_as_the_texts_write_them() -> None:
    told = "Officials of NATO met in Vilnius on Monday. They spoke of drones, and of NATO in Vilnius."
    assert make_thread("x", [item(told, "NATO OFFICIALS MEET IN VILNIUS")]).title == "NATO officials meet in Vilnius"


@table("title", ["Here is why the coast is wet", "Will it rain?", "What we know so far", "And then…"])
def test_teasers_are_known(title: str) -> None:
    assert is_teaser(title)


@given(st.text(max_size=300))
def test_any_headline_is_taken(title: str) -> None:
    line = clean_headline(title, {title[:5]}, {title[5:9].lower(): title[5:9]})
    assert "\n" not in line and isinstance(is_teaser(line), bool)


def test_title_is_the_headline_most_like_the_others() -> None:
    members = [
        item(f.QUAKE, "Rescue teams on their way"),
        item(f.QUAKE_TWO, "Strong earthquake strikes coast of Peru"),
        item(f.QUAKE_THREE, "Earthquake in Peru: emergency on the coast"),
    ]
    assert make_thread("x", members).title == "Strong earthquake strikes coast of Peru"


def test_title_is_never_a_teaser_where_names_can_be_told() -> None:
    title = make_thread("x", [item(f.CALL, "Here is why you should care")]).title
    assert title.startswith("Trump–Petro: ")


def test_thread_without_headlines_is_named_by_those_it_is_between(seed_text: str) -> None:
    thread = make_thread("x", [item(seed_text)])
    assert thread.title.startswith("Trump–Petro: call")
    assert thread.names[:2] == ("Donald Trump", "Gustavo Petro")
    assert "call" in thread.keywords


def test_an_outlet_is_no_leading_name() -> None:
    text = "Island Post reporters asked Island Post readers. " + f.CALL
    assert "Island Post" not in make_thread("x", [item(text, outlet="Island Post")]).names


@pytest.mark.parametrize(
    ("full", "short", "shown"), [(1, 3, "Gustavo Petro"), (1, 4, "Petro"), (2, 6, "Gustavo Petro")]
)
def test_a_leading_name_is_shown_in_full_where_that_is_usual(full: int, short: int, shown: str) -> None:
    names = ["Gustavo Petro"] * full + ["Petro"] * short
    members = [item(f"{f.CALL} {number}") for number in range(len(names))]
    members = [
        replace(member, analysis=replace(member.analysis, names=(Name(name, "person", ((0, 5),)),)))
        for member, name in zip(members, names, strict=True)
    ]
    assert [name.full for name in rank_names(members)] == [shown]


def test_the_readers_name_for_a_watched_thread_is_its_title() -> None:
    assert make_thread("x", [item(f.CALL, "A headline of three")], watch_name="Mine").title == "Mine"


def test_articles_of_a_thread_stand_in_order_of_publication() -> None:
    late, early = item(f.QUAKE, at=f.hours(2)), item(f.QUAKE_TWO, at=f.NOON)
    thread = make_thread("x", [late, early])
    assert thread.article_ids == (early.article.id, late.article.id)
    assert (thread.first, thread.last) == (f.NOON, f.hours(2))


@table("title", ["Here is why", "Why?", "Will it rain?", "And then…", "Island Post", "ISLAND POST"])
@table("text", ["", f.CALL, "The of and."])
def test_no_teaser_question_or_outlet_is_a_title(title: str, text: str) -> None:
    made = make_thread("x", [item(text, title, outlet="Island Post")]).title
    assert made and not is_teaser(made) and made.casefold() != "island post"


PIECES = ("STORM", "HITS", "EA", "NASA", "ESP32", "PERU", "coast", "Why", "?", "…", "|", "-", "BBC", "News")
HEADLINES = st.one_of(st.text(max_size=60), st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join))


@given(st.lists(st.tuples(st.text(max_size=120), HEADLINES), min_size=1, max_size=3), st.sampled_from(["", "BBC News"]))
def test_any_articles_give_a_title_that_is_calm_and_of_one_line(told: list[tuple[str, str]], outlet: str) -> None:
    made = make_thread("x", [item(text, title, outlet=outlet) for text, title in told]).title
    assert made and "\n" not in made
    assert not is_loud(made) and not is_teaser(made) and made != outlet
