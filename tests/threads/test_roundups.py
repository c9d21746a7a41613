"""Round-ups, live blogs, briefings and opinion: how they are known, and that they weld nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.model import Article
from briefing.threads.article_groups import group_articles
from briefing.threads.article_kinds import ENTRIES, LOOKED_AT
from briefing.threads.clustering.clusterer import Clusterer
from briefing.threads.clustering.explanations import ROUND_UP
from briefing.threads.roundups import is_loose, lists_names
from tests.table import table
from tests.threads import factories as f
from tests.threads.factories import item


@table("title", ["Morning briefing: rain", "Live: the storm", "World news in brief", "Opinion: rain"])
def test_they_are_known_by_the_headline(title: str) -> None:
    assert is_loose(Article.from_text("", title=title))


@table("title", ["Storm hits the coast", "Live music returns", "Opinion polls turn", "Newsletters end?"])
def test_reports_are_not_taken_for_them(title: str) -> None:
    assert not is_loose(Article.from_text("It rained. We're wrapping up our live music series at 9:30.", title=title))


@table(
    ("url", "loose"),
    [
        ("https://news.example/world/live/2026/storm", True),
        ("https://news.example/opinion/storm", True),
        ("https://news.example/commentisfree/2026/mar/01/storm", True),
        ("https://news.example/world/opinion", False),
        ("https://live.example/world/storm", False),
        ("https://news.example/opinion-polls/storm", False),
        ("https://news.example/world/storm?from=/opinion/x", False),
        ("", False),
    ],
)
def test_they_are_known_by_the_section_in_the_address(url: str, loose: bool) -> None:
    assert is_loose(Article("id", url, "Storm hits the coast", "It rained.")) is loose


@table(
    "text",
    [
        "Good morning. Here’s what you need to know today.",
        "Welcome to our live coverage of the storm.",
        "This live blog is closed.\nIt rained.",
        "Good morning readers — you’re reading the daily.",
    ],
)
def test_they_are_known_by_how_they_begin(text: str) -> None:
    assert is_loose(Article.from_text(text, title="Storm hits the coast"))


def test_a_live_blog_is_known_by_the_times_between_its_lines() -> None:
    entries = [f"{hour}:05 GMT\nThe storm moved on to town {hour}." for hour in range(8, 14)]
    assert is_loose(Article.from_text("\n".join(entries), title="Storm hits the coast"))
    assert not is_loose(Article.from_text("\n".join(entries[:3]), title="Storm hits the coast"))
    scores = "\n".join(f"The team won by {n}:05 in the round {n}." for n in range(9))
    assert not is_loose(Article.from_text(scores, title="Handball"))


@table(
    ("line", "is_entry"),
    [
        *(("9:05", True), ("09.05 GMT", True), ("9:05am", True), ("9:05 a.m. ET - Rain", True), ("9 pm: Rain", True)),
        *(("• 10:30 | Rain", True), ("  - 10:30 – Rain", True), ("10:30 It rained", False), ("9 Rain", False)),
        *(("In 9:05", False), ("-----9:05", False)),
    ],
)
def test_an_entry_of_a_live_blog_begins_with_a_time_of_day(line: str, is_entry: bool) -> None:
    for number, loose in ((5, is_entry), (4, False)):
        text = "It rained.\n" + "\n".join([f"{line}\nIt rained on."] * number)
        assert is_loose(Article.from_text(text, title="Storm hits the coast")) is loose


def test_entries_far_down_in_a_text_make_no_live_blog() -> None:
    entries = "9:05\n" * ENTRIES
    assert is_loose(Article.from_text("x" * 100 + "\n" + entries))
    assert not is_loose(Article.from_text("x" * LOOKED_AT + "\n" + entries))


@table(
    ("title", "loose"),
    [
        *(("Live: rain", True), ("LIVE | rain", True), ("Live – rain", True), ("Rain live: it falls", False)),
        *(("Rain in brief", True), ("Rain in briefs", False), ("Here are the front pages of today", True)),
        *(("It’s what you need to know", False), ("x" * 300 + " in brief", False), ("x" * 280 + " in brief", True)),
    ],
)
def test_cues_with_a_colon_open_a_headline_and_others_stand_anywhere(title: str, loose: bool) -> None:
    assert is_loose(Article.from_text("", title=title)) is loose


@table(
    ("text", "loose"),
    [
        *(("Here’s what you need to know", True), ("HERE'S  what you need to know", True)),
        *(("Hello everyone, follow live as it rains", True), ("So it is. Here’s what you need to know", False)),
    ],
)
def test_openings_stand_at_the_beginning_of_a_text(text: str, loose: bool) -> None:
    assert is_loose(Article.from_text(text)) is loose


def test_the_last_part_of_an_address_is_the_articles_own() -> None:
    for url, loose in (
        ("https://news.example/opinion", False),
        ("https://news.example/opinion/", False),
        ("https://news.example/opinion/x/", True),
        ("https://news.example/OPINION/x#a", True),
        ("https://news.example/x/opinion/y", True),
        (f"https://news.example/{'x' * 300}/opinion/y", False),
    ):
        assert is_loose(Article("id", url, "", "")) is loose


def test_names_of_a_list_are_up_to_three_words() -> None:
    for title, lists in (
        ("Talks on New South Wales, Peru and Gaza", True),
        ("Talks on Peru, Chile, & Gaza", True),
        ("Talks on peru, Chile and Gaza", False),
        ("x" * 300 + " Peru, Chile and Gaza", False),
    ):
        assert lists_names(title) is lists


@given(st.text(max_size=200), st.text(max_size=200), st.text(max_size=100))
def test_anything_can_be_asked(title: str, text: str, url: str) -> None:
    assert isinstance(is_loose(Article("id", url, title, text)), bool)


@table(
    ("title", "lists"),
    [
        ("Trump administration tries to resolve crises with Iran, Ukraine and Gaza", True),
        ("Trump, Putin and Zelensky meet", True),
        ("Storm in Peru, Chile and on the coast", False),
        ("Iran and Gaza", False),
    ],
)
def test_lists_of_names_are_seen(title: str, lists: bool) -> None:
    assert lists_names(title) is lists


def test_a_round_up_that_does_not_say_so_founds_nothing_and_welds_nothing() -> None:
    seeds = [(1, f.QUAKE, f.QUAKE_TWO), (2, f.CALL, f.CALL_TWO), (3, f.CUP, f.CUP.replace("won", "has won"))]
    stories = [item(text, str(n), at=f.hours(n)) for n, *texts in seeds for text in texts]
    everything = item(" ".join(text for _, text, _ in seeds), "A week to remember", at=f.hours(5))
    clusterer = Clusterer()
    before = [each.thread_id for each in clusterer.add_all(stories).assignments]
    found = clusterer.add_all([everything])
    assert len(set(before)) == 3 and found.merged == found.moved == ()
    assert found.assignments[0].reasons == ROUND_UP and found.assignments[0].thread_id not in before
    together = group_articles([*stories, everything])
    assert sorted(len(thread.article_ids) for thread in together) == [1, 2, 2, 2]
