"""The front page: sections, pins, and places that stay while news comes in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from briefing import newsroom
from briefing.errors import StoreError
from briefing.model import ArticleRef, Brief, Thread, ThreadRow
from briefing.newsroom import FrontPage, Story, first_day, in_place, keep_places, list_stories, read_front_page
from briefing.newsroom.library import ranking
from briefing.newsroom.library.front_page import PINNED, TOP, arrange, make_excerpt
from briefing.store import Store, sources
from briefing.store.stored_values import SourceState
from tests.store import factories
from tests.table import table
from tests.tui import library
from tests.tui.library import NOW, OLD, TALKS, ago, article, brief, put, quote

DAY = first_day(NOW, None)


def story(id_: str, importance: float = 1.0, site: str = "") -> Story:
    return Story(ThreadRow(Thread(id_, id_, ()), 1, 1, 1, 1, importance), site=site)


def ids(stories: Sequence[Story]) -> str:
    return " ".join(story.id for story in stories)


def shape(page: FrontPage) -> tuple[str, str, str, str]:
    return ids(page.lead), ids(page.second), ids(page.also), ids(page.sites)


def news(*names: str) -> list[Story]:
    """Stories, most important first."""
    return [story(name, 100.0 - place) for place, name in enumerate(names)]


# Sections ---------------------------------------------------------------------------------------------------------


def test_the_first_eight_have_a_deck_and_the_first_of_them_leads() -> None:
    page = arrange(news(*"abcdefghij"), total=100)
    assert shape(page) == ("a", "b c d e f g h", "i j", "")
    assert page.earlier == 90
    assert TOP == 8


def test_what_one_author_writes_is_not_ranked_with_the_news() -> None:
    stories = [story("a", 9, "golang"), *news("b"), story("c", 7, "python"), story("d", 6, "golang")]
    page = arrange(stories)
    assert shape(page) == ("b", "", "", "a c d")
    assert {name: ids(group) for name, group in page.by_site.items()} == {"golang": "a d", "python": "c"}


def test_followed_threads_with_news_come_before_the_second_tier_however_old() -> None:
    assert shape(arrange(news(*"abcdefghij"), {"j", "i"})) == ("a", "i j b c d e f", "g h", "")


def test_a_followed_thread_leads_if_it_is_the_most_important_or_alone() -> None:
    assert shape(arrange(news("a", "b"), {"a"})) == ("a", "b", "", "")
    assert shape(arrange(news("a"), {"a"})) == ("a", "", "", "")


def test_many_followed_threads_leave_no_room_for_others_but_lose_none() -> None:
    assert shape(arrange(news(*"abcdefghijk"), set("bcdefghij"))) == ("a", "b c d e f g h i j", "k", "")


def test_a_page_without_stories_is_empty() -> None:
    assert arrange([]) == FrontPage()


# Places -----------------------------------------------------------------------------------------------------------


@table(
    ("before", "now", "placed"),
    [
        ("a b c", "c a b", "a b c"),
        ("b a", "a c b", "b a c"),
        ("a", "c b a", "c b a"),
        ("a b", "b", "b"),
        ("", "", ""),
        ("", "a b", "a b"),
    ],
)
def test_ids_keep_their_order_and_new_ones_follow_the_one_before(before: str, now: str, placed: str) -> None:
    assert in_place(before.split(), now.split()) == placed.split()


def test_stories_stay_in_their_section_and_order() -> None:
    before = arrange(news(*"abcdefghij"))
    assert shape(keep_places(before, arrange(news(*"jihgfedcba")))) == shape(before)


def test_a_new_story_stands_where_it_ranks_and_displaces_none() -> None:
    before = arrange(news(*"abcdefghij"))
    after = keep_places(before, arrange(news(*"abcXdefghiYj")))
    assert shape(after) == ("a", "b c X d e f g h", "i Y j", "")


def test_a_new_top_story_becomes_the_first_after_the_lead() -> None:
    before = arrange(news("a", "b"))
    assert shape(keep_places(before, arrange(news("X", "a", "b")))) == ("a", "X b", "", "")


def test_the_next_story_leads_when_the_lead_is_gone() -> None:
    before = arrange(news("a", "b", "c"))
    assert shape(keep_places(before, arrange(news("b", "c")))) == ("b", "c", "", "")
    assert shape(keep_places(before, arrange(news("X", "b", "c")))) == ("X", "b c", "", "")


def test_the_first_stories_take_the_places_of_a_page_that_was_empty() -> None:
    page = arrange(news("a", "b", "c"), total=5)
    assert keep_places(FrontPage(), page) == page


def test_the_page_begins_a_day_ago_or_at_the_last_visit_but_not_more_than_a_week() -> None:
    assert first_day(NOW, None) == ago(24)
    assert first_day(NOW, ago(3)) == ago(24)
    assert first_day(NOW, ago(60)) == ago(60)
    assert first_day(NOW, ago(24 * 40)) == ago(24 * 7)


# Excerpts ---------------------------------------------------------------------------------------------------------


def test_the_excerpt_has_the_first_line_and_the_best_quote_of_a_certain_speaker() -> None:
    excerpt = make_excerpt(TALKS, None)
    assert (excerpt.deck, excerpt.outlet) == ("The two presidents spoke by telephone on Saturday.", "BBC World")
    assert excerpt.others == 1
    assert (excerpt.quote, excerpt.speaker) == ("It was a good and long talk,", "Ana Restrepo")
    assert excerpt.more_quotes == 1
    assert sorted(excerpt.times) == [ago(50), ago(2), ago(1.5)]


def test_a_quote_without_speaker_is_not_shown() -> None:
    excerpt = make_excerpt(replace(TALKS, quotes=TALKS.quotes[1:]), None)
    assert (excerpt.quote, excerpt.more_quotes) == ("", 0)
    later = quote(OLD, "New tariffs were announced", "Ana Restrepo")
    both = replace(TALKS, quotes=(TALKS.quotes[1], later))
    assert make_excerpt(both, None).quote == "New tariffs were announced"


def test_a_quote_that_stands_in_the_deck_gives_way_to_another_if_there_is_one() -> None:
    first, other = (
        replace(TALKS.quotes[0], speaker="Ana Restrepo"),
        replace(TALKS.quotes[0], text="We will answer", speaker="Weber"),
    )
    deck = replace(TALKS.lead[0], text=f"They spoke, and “{first.text}” said Ana Restrepo.")
    assert make_excerpt(replace(TALKS, lead=(deck,), quotes=(first, other)), None).quote == "We will answer"
    assert make_excerpt(replace(TALKS, lead=(deck,), quotes=(first,)), None).quote == first.text


def test_a_first_line_that_says_what_the_title_says_is_left_out() -> None:
    told = replace(TALKS, thread=replace(TALKS.thread, title="The two presidents spoke by telephone, on Saturday"))
    assert make_excerpt(told, None).deck == "Both sides agreed to send envoys next week."
    alone = replace(told, lead=(TALKS.lead[0], TALKS.lead[2]))
    assert make_excerpt(alone, None).deck == ""  # the next one tells what came before


def test_lines_that_arrived_since_the_last_visit_are_counted() -> None:
    assert make_excerpt(TALKS, None).new_lines == 0
    assert make_excerpt(TALKS, ago(1.8)).new_lines == 1
    assert make_excerpt(TALKS, ago(60)).new_lines == 3
    assert make_excerpt(TALKS, ago(2)).new_lines == 1  # not those that had arrived at that time


def test_a_brief_without_anything_has_an_empty_excerpt() -> None:
    assert make_excerpt(Brief(Thread("x", "", ()), articles=(ArticleRef("a", "", "", "", None),)), None).times == ()


# From a store -----------------------------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store.open(tmp_path / "briefing.db") as opened:
        yield opened


@pytest.fixture
def filled(store: Store) -> Store:
    library.fill(store)
    return store


def write(store: Store, id_: str, hours: float, rank: float, *, kind: str = "", followed: bool = False) -> None:
    """Store a thread of one article that was published so many hours ago."""
    made = article(id_, f"Story {id_}", [f"This is what {id_} says."], outlet=f"Outlet {id_}", hours=hours)
    thread = brief(id_, f"Story {id_}", [made], followed=followed)
    put(store, replace(thread, articles=tuple(replace(ref, kind=kind) for ref in thread.articles)), [made], rank)


def test_the_stories_of_today_are_on_the_page_and_what_is_older_is_counted(store: Store) -> None:
    write(store, "a", 23.9, 2)
    write(store, "b", 24.1, 3)
    page = read_front_page(store, NOW, None, DAY)
    assert shape(page) == ("a", "", "", "")
    assert page.earlier == 1
    assert ids(list_stories(store, "", NOW, None, without={"a"})) == "b"


def test_a_story_that_is_as_old_as_the_page_and_has_the_least_weight_is_on_it(store: Store) -> None:
    columns = article("c", "Column", ["This is what the column says."], outlet="C", hours=24)
    made = brief("c", "Column", [columns])
    kinds = tuple(replace(ref, kind="opinion") for ref in made.articles)
    rank = ranking.rank(replace(made, articles=kinds), NOW) - library.TODAY
    put(store, replace(made, articles=kinds), [columns], rank)
    assert shape(read_front_page(store, NOW, None, DAY))[0] == "c"


def test_a_page_without_news_is_that_of_the_day_of_the_newest(store: Store) -> None:
    for id_, hours in (("a", 800), ("b", 780), ("c", 700)):
        write(store, id_, hours, -hours / 24)
    assert shape(read_front_page(store, NOW, None, DAY)) == ("c", "", "", "")


def test_a_followed_thread_older_than_that_does_not_make_the_page_older(store: Store) -> None:
    for id_, hours in (("a", 800), ("b", 700)):
        write(store, id_, hours, -hours / 24)
    write(store, "w", 1000, -41, followed=True)
    assert shape(read_front_page(store, NOW, None, DAY)) == ("b", "w", "", "")


def test_the_best_of_the_followed_threads_leads_when_all_were_read_and_there_are_no_others(store: Store) -> None:
    write(store, "w", 1000, -41, followed=True)
    write(store, "x", 900, -37.5, followed=True)
    assert shape(read_front_page(store, NOW, None, DAY)) == ("x", "w", "", "")
    newsroom.mark_thread_read(store, "w", NOW)
    assert shape(read_front_page(store, NOW, None, DAY)) == ("x", "", "", "")
    newsroom.mark_thread_read(store, "x", NOW)
    page = read_front_page(store, NOW, None, DAY)
    assert (shape(page), page.earlier) == (("x", "", "", ""), 1)


def test_a_followed_thread_that_was_never_opened_is_on_the_page_however_old(store: Store) -> None:
    write(store, "a", 2, 2)
    write(store, "old", 1000, -40, followed=True)
    assert shape(read_front_page(store, NOW, None, DAY)) == ("a", "old", "", "")
    newsroom.mark_thread_read(store, "old", NOW)
    page = read_front_page(store, NOW, None, DAY)
    assert (shape(page), page.earlier) == (("a", "", "", ""), 1)
    assert shape(read_front_page(store, NOW, None, DAY, keep=["old"])) == ("a", "old", "", "")


def test_only_some_old_followed_threads_are_pinned(store: Store) -> None:
    write(store, "a", 2, 2)
    for place in range(5):
        write(store, f"old{place}", 1000 + place, -40 - place, followed=True)
    assert shape(read_front_page(store, NOW, None, DAY))[1] == "old0 old1 old2"
    assert PINNED == 3


def test_stories_of_one_outlet_name_it(filled: Store) -> None:
    page = read_front_page(filled, NOW, None, DAY)
    assert [story.outlet for story in page.stories] == ["", "NPR World", "Al Jazeera"]


def test_blogs_stand_under_the_tag_of_their_feed_or_its_title(store: Store) -> None:
    write(store, "a", 2, -1.7, kind="blog")
    write(store, "b", 3, -1.8, kind="series")
    write(store, "c", 3, -1.75, kind="opinion")
    assert shape(read_front_page(store, NOW, None, DAY)) == ("c", "", "", "a b")
    assert list(read_front_page(store, NOW, None, DAY).by_site) == ["Outlet a", "Outlet b"]
    feed = replace(factories.source("f"), title="A feed")
    store.run("UPDATE article SET source_id = ?", (feed.id,))
    sources.write_states(store, [SourceState(feed, place=0)])
    assert list(read_front_page(store, NOW, None, DAY).by_site) == ["A feed"]
    store.run("UPDATE source SET tags = 'golang' || char(10) || 'code'")
    assert list(read_front_page(store, NOW, None, DAY).by_site) == ["golang"]


@table("weight", [1, 2, 5])
def test_a_thread_without_report_is_recognised_by_its_rank_and_one_of_a_report_is_not_looked_up(weight: int) -> None:
    items = [article(f"x{n}", "X", ["It was."], outlet="A", hours=2 + n) for n in range(weight)]
    made = brief("x", "X", items)
    assert not ranking.may_lack_reports(ranking.rank(made, NOW), made.thread.last)
    blog = replace(made, articles=tuple(replace(ref, kind="blog") for ref in made.articles))
    assert ranking.may_lack_reports(ranking.rank(blog, NOW), blog.thread.last)
    assert ranking.may_lack_reports(9.0, None)


def test_pages_of_a_site_are_no_news(store: Store) -> None:
    write(store, "about", 2, -1.7, kind="page")
    write(store, "a", 2, 1)
    assert shape(read_front_page(store, NOW, None, DAY)) == ("a", "", "", "")


def test_what_has_no_date_is_news_only_after_the_first_visit(store: Store) -> None:
    write(store, "a", 2, 2)
    store.run("UPDATE article SET published = NULL")
    assert shape(read_front_page(store, NOW, None, DAY)) == ("", "", "", "")
    assert shape(read_front_page(store, NOW, ago(3), DAY)) == ("a", "", "", "")


def test_news_since_the_last_visit_is_new_or_moved(filled: Store) -> None:
    def state(hours: float) -> dict[str, str]:
        return {story.id: story.news for story in read_front_page(filled, NOW, ago(hours), DAY).stories}

    assert state(60) == {"t1talks": "new", "t2floods": "new", "t3budget": "new"}
    assert state(10) == {"t1talks": "moved", "t2floods": "new", "t3budget": ""}
    assert state(1.5) == {"t1talks": "", "t2floods": "", "t3budget": ""}
    first = read_front_page(filled, NOW, None, DAY)
    assert not any(story.news for story in first.stories)


def test_a_story_that_was_read_is_not_new_any_more(filled: Store) -> None:
    newsroom.mark_thread_read(filled, "t1talks", NOW)
    talks, floods, _ = read_front_page(filled, NOW, ago(60), DAY).stories
    assert (talks.news, talks.is_new, talks.is_unopened) == ("new", False, False)
    assert (floods.news, floods.is_new, floods.is_unopened) == ("new", True, True)


def test_a_story_that_grows_after_it_was_read_is_new_but_not_unopened(filled: Store) -> None:
    newsroom.mark_thread_read(filled, "t2floods", ago(3))
    library.flood_goes_on(filled)
    story = next(story for story in read_front_page(filled, NOW, ago(3), DAY).stories if story.id == "t2floods")
    assert (story.news, story.is_new, story.is_unopened) == ("moved", True, False)


def test_muted_threads_are_not_on_the_page(filled: Store) -> None:
    newsroom.mark(filled, "mute", [newsroom.as_seen(TALKS)])
    assert "t1talks" not in ids(read_front_page(filled, NOW, None, DAY).stories)


def test_excerpts_are_read_for_the_given_threads(filled: Store) -> None:
    excerpts = newsroom.read_excerpts(filled, ["t1talks", "gone"], ago(1.8))
    assert list(excerpts) == ["t1talks"]
    assert excerpts["t1talks"] == make_excerpt(TALKS, ago(1.8))


def test_a_damaged_brief_is_an_error_that_names_it(filled: Store) -> None:
    for data in ("{", "[]", '{"lead": 7}', "[" * 100_000):
        filled.run("UPDATE brief SET data = ? WHERE thread_id = 't1talks'", (data,))
        with pytest.raises(StoreError):
            newsroom.read_excerpts(filled, ["t1talks"], None)


def test_matches_of_a_query_are_stories_by_importance(filled: Store) -> None:
    stories = list_stories(filled, "is:unread", NOW, ago(10))
    assert [(each.id, each.news) for each in stories] == [("t1talks", "moved"), ("t2floods", "new"), ("t3budget", "")]
    assert ids(list_stories(filled, "floods", NOW, None)) == "t2floods"
    assert len(list_stories(filled, "", NOW, None, limit=2)) == 2
