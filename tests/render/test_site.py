"""The site: a page a story, a feed and a front page, in the order of the briefing; every link leads somewhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from itertools import pairwise
from pathlib import Path

import feedparser
import pytest

from briefing.briefs.shortfall import ONLY_HEADLINES
from briefing.model import Brief, Briefing, Health, RelatedThread, ThreadState, TimelineEvent
from briefing.render import render_briefing
from briefing.render.site import DOUBTFUL, FEED, FEED_ENTRIES, INDEX, SiteOptions, site_files, site_pages, story_file
from briefing.render.site_view import ALSO, SECOND_TIER, front_page
from briefing.render.speaker_colors import COLORS, speaker_colors
from briefing.render.text_layout import Layout
from briefing.sanitizer import clean_line
from briefing.tui.themes import THEMES, variables
from tests.render.test_hostile import EVIL, spoilt
from tests.render.test_html import ATTRIBUTES, ELEMENTS, Page, check_policy
from tests.render.values import BRIEFING, DOUBTED, QUAKE, QUOTES, RAILWAY, A, day, line
from tests.table import table

LAYOUT = Layout(zone=UTC)
SHEETS = Path(__file__).parents[2] / "briefing" / "render" / "data"
BASE = "https://news.example/day/"


def site(briefing: Briefing = BRIEFING, options: SiteOptions | None = None) -> dict[str, str]:
    return dict(zip(site_files(briefing), site_pages(briefing, LAYOUT, options or SiteOptions()), strict=True))


def page_of(brief: Brief) -> Page:
    briefing = replace(BRIEFING, briefs=(brief,))
    return Page(site(briefing)[story_file(brief.thread.id)])


def numbered(count: int, *kinds: str) -> Briefing:
    """A briefing of so many stories, all of them of articles of these kinds."""
    briefs = []
    for number in range(count):
        refs = tuple(replace(ref, kind=kind) for ref in QUAKE.articles for kind in kinds or ("",))
        thread = replace(QUAKE.thread, id=f"m{number}", title=f"Earthquake {number}")
        briefs.append(replace(QUAKE, thread=thread, articles=refs))
    return replace(BRIEFING, briefs=tuple(briefs))


def titles(page: str) -> list[str]:
    """Titles of stories on the front page, in order."""
    return re.findall(r'<a href="stories/[^"]*"><span dir="auto"[^>]*>([^<]*)</span></a>', page)


def check(pages: dict[str, str]) -> None:
    """Every page is well-formed, loads nothing, and leads only to pages of the site and to the web."""
    for name, text in pages.items():
        if name == FEED:
            continue
        check_policy(text)
        page = Page(text)
        assert page.open == []
        assert {tag for tag, _ in page.elements} <= ELEMENTS | {"details", "summary", "div", "link", "svg", "rect"}
        sizes = {"x", "y", "width", "height", "viewbox", "aria-hidden", "title", "type"}
        assert {attribute for _, attrs in page.elements for attribute in attrs} <= ATTRIBUTES | sizes
        assert len(page.all("id")) == len(set(page.all("id")))
        for target in page.all("href"):
            if not target.startswith(("http://", "https://")):
                assert posixpath.normpath(posixpath.join(posixpath.dirname(name), target)) in pages
        levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(next_ <= level + 1 for level, next_ in pairwise(levels))
        assert [tag for tag, _ in page.elements].count("main") == 1


def test_each_story_has_a_page_and_the_front_page_comes_last() -> None:
    assert site_files(BRIEFING) == ["stories/m2.html", "stories/k7f3qa.html", FEED, INDEX]
    pages = site()
    check(pages)
    assert [RAILWAY.thread.title in text for text in pages.values()] == [False, True, True, True]


def test_stories_stand_in_the_order_of_the_briefing_and_are_named_once() -> None:
    briefing = numbered(1 + SECOND_TIER + ALSO + 3)
    front = site(briefing)[INDEX]
    assert titles(front) == [brief.thread.title for brief in briefing.briefs]
    assert front.count('class="lead"') == 1
    assert front.count("<article") == 1 + SECOND_TIER
    assert "3 more stories" in front.partition("<h2>Also today</h2>")[2]
    assert "From blogs and lists" not in front
    check(site(briefing))


def test_lead_is_shown_with_news_and_a_quote_and_others_with_their_first_line() -> None:
    front = front_page(replace(BRIEFING, briefs=(RAILWAY, QUAKE)), LAYOUT)
    assert front.lead is not None
    assert [front.lead.short.id, len(front.lead.short.points), len(front.lead.short.quotes)] == ["k7f3qa", 2, 1]
    (second,) = front.second
    assert [second.short.id, second.short.points, second.short.quotes] == ["m2", (), ()]
    assert front.lead.counts == "3 reports · 2 outlets · 06:30"


@pytest.mark.parametrize(
    ("kinds", "is_folded"),
    [(("blog",), True), (("page",), True), (("series", "blog"), True), (("opinion",), False), (("blog", ""), False)],
)
def test_blogs_and_lists_are_folded_by_outlet(kinds: tuple[str, ...], is_folded: bool) -> None:
    blog = numbered(2, *kinds)
    briefing = replace(blog, briefs=(*blog.briefs, RAILWAY))
    front = front_page(briefing, LAYOUT)
    assert front.lead is not None
    assert (front.lead.short.id == "k7f3qa") == is_folded
    assert [(outlet, len(stories)) for outlet, stories in front.groups] == ([("Coast Radio", 2)] if is_folded else [])
    assert ("<h2>From blogs and lists</h2>" in site(briefing)[INDEX]) == is_folded
    check(site(briefing))


def test_stories_are_marked_as_new_only_where_others_are_not() -> None:
    states = {"NEW", "MOVED"}
    known = [
        story.headline.state
        for story in (front_page(BRIEFING, LAYOUT).lead, *front_page(BRIEFING, LAYOUT).second)
        if story
    ]
    assert set(known) == states
    assert not states & set(re.findall("[A-Z]{3,}", Page(site(numbered(3))[INDEX]).said))


def test_state_of_the_sources_is_one_line_at_the_end() -> None:
    said = Page(site()[INDEX]).said
    assert said.index("Sources: 11 read, 3 failed") > said.index(RAILWAY.thread.title)
    assert said.count("failed") == 1
    empty = Page(site(replace(BRIEFING, briefs=(), health=Health(1, refreshed=day(1))))[INDEX]).said
    assert "Nothing new since 2 Mar 2026, 06:30." in empty


def test_front_page_begins_with_a_warning_only_if_there_is_one() -> None:
    old = site(replace(BRIEFING, health=Health(1, refreshed=day(-9))))[INDEX]
    assert Page(old).said.index("Not fresh: ") < Page(old).said.index(QUAKE.thread.title)
    assert ['class="warning"' in text for text in (old, site()[INDEX])] == [True, False]


def test_story_has_its_parts_in_the_order_in_which_they_are_read() -> None:
    brief = replace(RAILWAY, update=RAILWAY.new[1:2], quotes=QUOTES_OF[:1], other_quotes=(DOUBTED,))
    text = site(replace(BRIEFING, briefs=(brief, named("x4"))))[story_file(brief.thread.id)]
    headings = ["In short", "New", "Before", "They said", "How it unfolded", "Related stories", "Reports"]
    assert re.findall("<h2>(.*?)</h2>", text) == headings


def test_story_without_a_summary_has_headlines_and_the_reason() -> None:
    brief = replace(RAILWAY, lead=(), quotes=(), shortfall=ONLY_HEADLINES)
    short = page_of(brief).said.partition("In short")[2].partition("How it unfolded")[0]
    assert short.index(clean_line(RAILWAY.articles[0].title)) < short.index(ONLY_HEADLINES)
    front = front_page(replace(BRIEFING, briefs=(brief,)), LAYOUT)
    assert front.lead is not None and front.lead.short.deck is not None


def test_new_is_what_the_daily_selects() -> None:
    brief = replace(RAILWAY, update=RAILWAY.new[1:2])
    news = page_of(brief).said.partition("New\n")[2].partition("Before")[0]
    assert RAILWAY.new[1].text in news
    assert RAILWAY.new[2].text not in news


def test_quotes_have_the_colour_of_their_speaker_and_doubtful_ones_are_folded() -> None:
    brief = replace(RAILWAY, quotes=QUOTES_OF, other_quotes=(DOUBTED,))
    page = page_of(brief)
    voices = [attrs.get("class") for tag, attrs in page.elements if tag == "blockquote"]
    assert voices == [*(f"voice-{color}" for color in speaker_colors(SPEAKERS).values()), None]
    spoken = replace(brief, quotes=(QUOTES_OF[0], replace(QUOTES_OF[1], speaker=SPEAKERS[0], addressee="Tanaka")))
    first, second, _ = [attrs.get("class") for tag, attrs in page_of(spoken).elements if tag == "blockquote"]
    assert first == second == voices[0]
    folded = page.said.partition("1 more quote, less certain")[2]
    assert "doubtful: term" in folded.partition("Reports")[0]
    assert "none of them certain" in page_of(replace(RAILWAY, quotes=(), other_quotes=(DOUBTED,))).said


QUOTES_OF = tuple(replace(quote, speaker=quote.speaker or "Rudolf Rassendyll") for quote in QUOTES)


def test_role_that_a_source_names_stands_once_behind_its_speaker() -> None:
    named = replace(QUOTES_OF[0], speaker_as_written=f"Transport Minister {SPEAKERS[0]}", text="The train is late")
    brief = replace(RAILWAY, quotes=(QUOTES_OF[0], named, QUOTES_OF[1]))
    said = page_of(brief).said.partition("They said")[2]
    assert said.count(f"{SPEAKERS[0]}, Transport Minister") == 1
    assert f"{SPEAKERS[1]}, " not in said


def test_doubtful_quotes_are_counted_beyond_a_limit() -> None:
    others = tuple(replace(DOUBTED, text=f"Line {number}") for number in range(DOUBTFUL + 3))
    text = site(replace(BRIEFING, briefs=(replace(RAILWAY, quotes=(), other_quotes=others),)))["stories/k7f3qa.html"]
    assert text.count("<blockquote") == DOUBTFUL
    assert f"{DOUBTFUL + 3} quotes, none of them certain" in text
    assert '<p class="note">and 3 more</p>' in text


def test_date_of_an_event_is_shown_where_it_changes() -> None:
    events = [line("Surveyors came.", A), line("They left.", A), line("A train ran.", A)]
    times = [day(0), day(0) + timedelta(hours=2), day(1)]
    timeline = tuple(map(TimelineEvent, times, events))
    text = site(replace(BRIEFING, briefs=(replace(RAILWAY, timeline=timeline),)))["stories/k7f3qa.html"]
    shown = re.findall('<span class="date">(.*?)</span> <span class="facts">(.*?)</span>', text)
    assert shown == [("2 Mar 2026", "06:30 UTC"), ("", "08:30 UTC"), ("3 Mar 2026", "06:30 UTC")]
    assert re.findall('<ul class="(.*?)">', text.partition("<h2>Reports")[0]) == ["plain"] * 3 + ["timeline", "plain"]


def test_news_of_a_known_story_are_marked_on_the_front_page() -> None:
    lead = replace(BRIEFING, briefs=(replace(RAILWAY, update=RAILWAY.new[1:]),))
    assert Page(site(lead)[INDEX]).all("class").count("new") == 2


@table(
    ("hours", "heights"),
    [
        ((), []),
        ((0,), []),
        ((0, 1), [1, 1, 1, 8]),  # a story of two reports stays low
        ((0, 1, 2, 3), [1, 1, 1, 16]),
        ((0, 0, 0, 0, 13, 26, 38, 50), [4, 4, 4, 4, 16]),
    ],
)
def test_strip_has_a_bar_for_each_half_day(hours: Sequence[int], heights: list[int]) -> None:
    refs = tuple(replace(RAILWAY.articles[0], published=day(1) - timedelta(hours=hour)) for hour in hours)
    for text in site(replace(BRIEFING, briefs=(replace(RAILWAY, articles=refs),))).values():
        bars = [int(height) for height in re.findall(r'<rect [^>]*height="(\d+)"', text)]
        assert bars == heights or text.startswith("<?xml")
        tops = [int(top) for top in re.findall(r'<rect [^>]*y="(\d+)"', text)]
        assert [top + height for top, height in zip(tops, bars, strict=True)] == [16] * len(bars)
        assert re.findall(r'<rect x="(\d+)"', text) == [str(6 * place) for place in range(len(bars))]
        assert re.findall(r'<svg class="strip" viewBox="0 0 (\d+) 16"', text) == [str(6 * len(bars) - 1)] * bool(bars)


def test_facts_of_a_story_count_reports_and_copies() -> None:
    facts = "3 reports · 2 outlets, 2 of their own · 1 copy · 2–3 Mar 2026"
    assert facts in page_of(RAILWAY).said
    assert "3 reports · 2 outlets · 2–3 Mar 2026" in page_of(replace(RAILWAY, copies=0)).said
    assert "3 reports · 1 copy · 2–3 Mar 2026" in page_of(replace(RAILWAY, outlets=("North Post",))).said
    assert "1 report · 3 Mar 2026" in page_of(QUAKE).said


def test_feed_is_of_the_first_stories() -> None:
    briefing = numbered(FEED_ENTRIES + 1)
    entries = feedparser.parse(site(briefing)[FEED]).entries
    assert [entry.title for entry in entries] == [brief.thread.title for brief in briefing.briefs[:FEED_ENTRIES]]


SPEAKERS = [str(quote.speaker) for quote in QUOTES_OF]


def named(id_: str) -> Brief:
    return replace(QUAKE, thread=replace(QUAKE.thread, id=id_))


def test_related_stories_are_links_where_they_have_a_page() -> None:
    brief = replace(RAILWAY, related=(RelatedThread("m2", "Quake", 1), RelatedThread("x4", "Strike", 1)))
    pages = site(replace(BRIEFING, briefs=(QUAKE, brief)))
    check(pages)
    page = Page(pages["stories/k7f3qa.html"])
    assert "../stories/m2.html" in page.all("href")
    assert "Strike" in page.said
    assert "x4" not in page.said


def test_line_of_the_same_source_as_the_one_before_does_not_repeat_it() -> None:
    source = RAILWAY.lead[0].source
    lead = tuple(line(f"Sentence {number}.", source, part="in_short") for number in range(3))
    quotes = tuple(replace(quote, sources=(source,)) for quote in QUOTES_OF)
    short, _, said = page_of(replace(RAILWAY, lead=lead, quotes=quotes)).said.partition("They said")
    assert short.partition("In short")[2].count("North Post") == 1
    assert said.partition("How it unfolded")[0].count("North Post") == 1


def test_reader_s_marks_are_not_published() -> None:
    state = ThreadState(followed=True, muted=True, read_until=day(0), tags=("secret",))
    refs = tuple(replace(ref, read=True, starred=True, tags=("private",)) for ref in RAILWAY.articles)
    marked = replace(RAILWAY, thread=replace(RAILWAY.thread, state=state), articles=refs)
    for since in (BRIEFING.since, None):
        plain = replace(BRIEFING, briefs=(RAILWAY,), since=since)
        assert site(replace(plain, briefs=(marked,))) == site(plain)
        assert not any(word in text for text in site(plain).values() for word in ("starred", "followed", "secret"))


def test_page_of_a_story_does_not_depend_on_the_time_of_the_run_or_its_rank() -> None:
    later = replace(BRIEFING, briefs=BRIEFING.briefs[::-1], generated_at=day(2), health=Health(1, refreshed=day(2)))
    earlier = site()
    same = [name for name, text in site(later).items() if earlier[name] == text]
    assert same == ["stories/k7f3qa.html", "stories/m2.html"]
    assert site() == earlier


def test_feed_readers_read_the_feed() -> None:
    for base in ("", BASE):
        feed = feedparser.parse(site(options=SiteOptions("Our day", base))[FEED])
        assert not feed.bozo
        assert feed.feed.title == "Our day"
        assert [entry.title for entry in feed.entries] == [brief.thread.title for brief in BRIEFING.briefs]
    assert feed.feed.id == f"{BASE}feed.xml"
    assert [entry.link for entry in feed.entries] == [BASE + story_file(brief.thread.id) for brief in BRIEFING.briefs]
    assert [entry.id for entry in feed.entries] == [entry.link for entry in feed.entries]


def test_feed_without_an_address_leads_to_the_articles() -> None:
    feed = feedparser.parse(site()[FEED])
    assert feed.entries[1].link == "https://example.org/b2"
    by_format = feedparser.parse(render_briefing(BRIEFING, "atom", LAYOUT))
    assert [entry.id for entry in feed.entries] == [entry.id for entry in by_format.entries]


SPANISH = (
    "El presidente dijo el lunes que no iba a firmar la ley que el Congreso aprobó por la mañana, según los ministros "
    "que estaban con él en la reunión de la capital."
)


@table(
    ("text", "language"),
    [(SPANISH, "es"), ("鉄道は平和の道である。私たちは共にそれを築く", "ja"), ("xxx yyy", None)],
)
def test_texts_have_the_language_of_their_story(text: str, language: str | None) -> None:
    source = RAILWAY.lead[0].source
    brief = replace(RAILWAY, lead=(line(text, source, part="in_short"),))
    pages = site(replace(BRIEFING, briefs=(brief,)))
    for name in (INDEX, story_file(brief.thread.id)):
        spoken = {attrs.get("lang") for tag, attrs in Page(pages[name]).elements if tag == "span" and "dir" in attrs}
        assert language in spoken
        assert '<html lang="en">' in pages[name]


@table("text", EVIL)
def test_what_outlets_write_stays_text(text: str) -> None:
    pages = site(spoilt(text), SiteOptions(text))
    check(pages)
    assert clean_line(text) in Page(pages[INDEX]).said
    for page in pages.values():
        assert not re.search(r"""(?:href|src)="(?!https?:|\.\.?/|stories/|feed|#)""", page)


def luminance(color: str) -> float:
    channels = [int(color[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return sum(share * value for share, value in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def schemes() -> Sequence[dict[str, str]]:
    """Colours of the light and of the dark scheme, by name."""
    sheets = "".join(
        re.sub(r"@media print \{.*", "", (SHEETS / name).read_text("utf-8"), flags=re.DOTALL)
        for name in ("page.css", "site.css")
    )
    names: dict[str, list[str]] = {}
    for name, color in re.findall(r"--([\w-]+): *(#[0-9a-f]{6})\b", sheets):
        names.setdefault(name, []).append(color)
    assert {len(colors) for colors in names.values()} == {2}
    return [{name: colors[place] for name, colors in names.items()} for place in (0, 1)]


@pytest.mark.parametrize("scheme", schemes(), ids=("light", "dark"))
def test_contrast_is_at_least_four_and_a_half(scheme: dict[str, str]) -> None:
    names = {"ink", "faint", "link", "mark", *(f"voice-{number}" for number in range(1, COLORS + 1))}
    assert names <= set(scheme)
    assert {
        name: contrast(scheme[name], scheme["paper"]) for name in names if contrast(scheme[name], scheme["paper"]) < 4.5
    } == {}


def test_speakers_have_the_colours_of_the_reader() -> None:
    for theme, scheme in zip(("briefing-light", "briefing-dark"), schemes(), strict=True):
        colors = variables(next(each for each in THEMES if each.name == theme))
        assert {name: color for name, color in scheme.items() if name.startswith("voice")} == {
            name: color for name, color in colors.items() if name.startswith("voice")
        }


def test_focus_is_visible_and_every_voice_has_a_colour() -> None:
    sheet = "".join((SHEETS / name).read_text("utf-8") for name in ("page.css", "site.css"))
    assert re.search(r":focus-visible \{ outline: [23]px solid", sheet)
    assert set(re.findall(r"\.voice-(\d)", sheet)) == {str(number) for number in range(1, COLORS + 1)}
    for words in ("url(", "@import", "expression"):
        assert words not in sheet
