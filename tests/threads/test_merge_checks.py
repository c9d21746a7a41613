"""What makes no story: one famous name, one word, the words of one source, the same matter in another place."""

from __future__ import annotations

import random

import pytest

from briefing.model import AnnotatedArticle
from briefing.threads.article_groups import group_articles
from briefing.threads.clustering.clusterer import Clusterer
from tests.threads import factories as f
from tests.threads.factories import item


def partition(items: list[AnnotatedArticle]) -> list[set[str]]:
    """Return the texts of each thread that has several, biggest first."""
    said = {one.article.id: one.article.text for one in items}
    several = [thread.article_ids for thread in group_articles(items) if len(thread.article_ids) > 1]
    return sorted(({said[id_] for id_ in ids} for ids in several), key=len, reverse=True)


def famous(number: int) -> list[AnnotatedArticle]:
    """Return teasers of many matters, each in its outlet, that have only a president in common."""
    chance = random.Random(5)
    return [
        item(
            f"President Maria Okafor {' '.join(f.word(chance) for _ in range(12))} on Monday.",
            f"Okafor {f.word(chance)} {f.word(chance)} {f.word(chance)}",
            at=f.hours(n / 2),
            outlet=f"Outlet {n}",
        )
        for n in range(number)
    ]


def test_a_name_that_many_articles_carry_does_not_hold_them_together() -> None:
    assert all(len(texts) <= 4 for texts in partition(famous(35)))


def test_reports_of_one_matter_of_a_famous_name_are_one_story() -> None:
    told = [
        "President Maria Okafor vetoed the dredging of the Coral Bay harbour, fishermen said.",
        "Fishermen in Coral Bay cheered as President Okafor vetoed the dredging of their harbour.",
        "The dredging of the Coral Bay harbour is off after a veto by Okafor.",
    ]
    reports = [item(text, at=f.hours(n), outlet=f"Paper {n}") for n, text in enumerate(told)]
    assert set(told) in partition([*famous(35), *reports])


def test_one_rare_name_alone_makes_no_story_and_the_reason_names_it() -> None:
    clusterer = Clusterer()
    early = "Maria Brinkmark opens a bakery in the old mill beside the river, where bread was baked a century ago."
    late = "Maria Brinkmark sails home from the regatta with a torn mast and a leaking hull after ten stormy weeks."
    clusterer.add_all([item(early, at=f.NOON, outlet="One")])
    (found,) = clusterer.add_all([item(late, at=f.hours(1), outlet="Two")]).assignments
    assert found.reasons == "founds the thread; shares little but Brinkmark with others"


def test_forms_that_have_a_word_of_their_headlines_in_common_stay_apart() -> None:
    chance = random.Random(3)
    named = [
        f"{first} {f.word(chance).title()}" for first in ("Dragon", "Arena", "Quest", "Empire") for _ in range(3)
    ] + [f.word(chance).title() for _ in range(40)]
    entries = [
        item(f"{name} was newly added to the list.", name, at=f.hours(n), outlet="List") for n, name in enumerate(named)
    ]
    assert partition(entries) == []


@pytest.mark.parametrize(
    "filled_in", ["Status: Broken => Running", "Notes: Unreleased, Speculative => Works in closed beta"]
)
def test_forms_that_differ_in_nothing_but_their_headlines_stay_apart(filled_in: str) -> None:
    names = [f.word(random.Random(n)).title() for n in range(24)]
    entries = [item(filled_in, name, at=f.hours(n), outlet="List") for n, name in enumerate(names)]
    assert partition(entries) == []


@pytest.mark.parametrize(("outlet", "stories"), [("Council", 2), ("Herald", 1)])
def test_two_things_in_common_are_less_worth_within_a_series(outlet: str, stories: int) -> None:
    chance = random.Random(3)

    def letter(about: str, hour: float, outlet: str = "Council") -> AnnotatedArticle:
        return item(
            f"Weekly letter {about} {' '.join(f.word(chance) for _ in range(9))}.", at=f.hours(hour), outlet=outlet
        )

    series = [letter(f.word(chance), n / 4) for n in range(40)]
    one, other = letter("harbour dredging", 0), letter("harbour dredging", 1, outlet)
    found = Clusterer().add_all([*series, one, other]).assignments[-2:]
    assert len({each.thread_id for each in found}) == stories


def test_what_a_source_with_few_articles_always_says_may_be_its_story() -> None:
    ends = ("The mayor spoke.", "Volunteers carry sandbags.", "A school is closed.", "Rain is to go on.")
    told = [f"The Kestrel river burst its banks at Orlen and flooded four hundred houses. {end}" for end in ends]
    reports = [item(text, at=f.hours(n), outlet="Valley News") for n, text in enumerate(told)]
    assert partition(reports) == [set(told)]


@pytest.mark.parametrize(("place", "stories"), [("Nairobi in Kenya", 1), ("the capital", 1), ("Leipzig in Germany", 2)])
def test_the_same_matter_in_another_place_is_another_story(place: str, stories: int) -> None:
    early = "Pilots began a walkout over pay, and hundreds of passengers were stranded at Nairobi in Kenya overnight."
    late = (
        f"Ministers called for restraint after cabin crews and pilots closed the airport of {place} by a walkout that "
        "the union wants to prolong."
    )
    one, other = item(early, at=f.NOON, outlet="One"), item(late, at=f.hours(3), outlet="Two")
    assert len(group_articles([one, other])) == stories


def test_opinion_does_not_join_a_story_by_a_famous_name() -> None:
    clusterer = Clusterer()
    found = clusterer.add_all(famous(35))
    text = "Okafor tires us all with speeches, ribbons, anthems, slogans, banners, statues, drums, fanfares and flags."
    opinion = item(text, "Opinion: Okafor again", at=f.hours(9), outlet="Paper")
    (placed,) = clusterer.add_all([opinion]).assignments
    assert placed.thread_id not in {each.thread_id for each in found.assignments}


def test_a_big_story_of_many_sides_stays_one() -> None:
    """Reports share some of what the story is about, no two the same of it, in batches of ten."""
    chance = random.Random(11)
    sides = ["summit", "Coral Bay", "ceasefire", "Kestria", "Morvania", "hostages", "envoys", "border"]
    reports = [
        item(
            f"{' and '.join(chance.sample(sides, 5))} {f.word(chance)} {f.word(chance)} {f.word(chance)}.",
            at=f.hours(n),
            outlet=f"Outlet {n % 9}",
        )
        for n in range(40)
    ]
    clusterer, homes = Clusterer(), dict[str, str]()
    for start in range(0, 40, 10):
        batch = reports[start : start + 10]
        f.follow(homes, batch, clusterer.add_all(batch))
    assert len(set(homes.values())) == 1
