"""Content of a site: its front page, and what each of its stories adds to the view that all formats share."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.dates_and_counts import count, day_range, long_day, short_time
from briefing.model import SITE_KINDS, ThreadState
from briefing.render import captions
from briefing.render.coverage import coverage
from briefing.render.daily_view import Detail, Headline, ShortStory, daily_view
from briefing.render.speaker_colors import speaker_colors
from briefing.render.speaker_roles import role_of
from briefing.render.story_view import voice
from briefing.render.text_layout import Layout
from briefing.sanitizer import clean_line
from briefing.text.languages import recognised_language

if TYPE_CHECKING:
    from briefing.model import ArticleRef, Brief, Briefing

SECOND_TIER = 7
"""Maximum number of stories after the lead that are shown with their first line."""
ALSO = 52
"""Maximum number of stories after these that are listed at once; more can be unfolded."""
FOLDED_KINDS = SITE_KINDS | {"page"}
"""Kinds of articles that stand under their outlet instead of being ranked with the news."""
_LEAD = Detail(points=2, quotes=1, before=False)
_OTHER = Detail(points=0, quotes=0, before=False)


@dataclass(frozen=True, slots=True)
class Voice:
    """How a speaker is shown."""

    color: int
    """Number of the colour."""
    role: str
    """Role, as a source names it; empty if none does."""


@dataclass(frozen=True, slots=True)
class FrontStory:
    """A story on the front page."""

    short: ShortStory
    """Title, first line, and of the lead also news and a quote."""
    headline: Headline
    """Title, number of outlets, and whether it is new."""
    language: str
    """ISO 639-1 code of the language of its summary; empty if unknown."""
    counts: str
    """Number of reports and outlets, and the time of the last report."""
    coverage: tuple[int, ...]
    """Number of reports per part of its life."""
    voices: Mapping[str, Voice]
    """Colour and role of each known speaker."""


@dataclass(frozen=True, slots=True)
class FrontPage:
    """The front page of a site."""

    date: str
    """The day."""
    window: str
    """Number of stories, start of the window, last refresh."""
    warning: str
    """Warning at the top; mostly empty."""
    nothing: str
    """Line in place of the stories if there are none."""
    lead: FrontStory | None
    """The most important story."""
    second: tuple[FrontStory, ...]
    """Stories with their first line, in order of importance."""
    also: tuple[FrontStory, ...]
    """Stories by name, in order of importance."""
    further: tuple[FrontStory, ...]
    """Stories that are folded, in order of importance."""
    groups: tuple[tuple[str, tuple[FrontStory, ...]], ...]
    """Stories of blogs and lists, by outlet."""
    unnamed: str
    """Number of stories that are not named; empty if there are none."""
    failed: str
    """Sources that failed; empty if none did."""


def front_page(briefing: Briefing, layout: Layout) -> FrontPage:
    """Front page of a briefing, in the order of the briefing."""
    is_folded = [_is_folded(brief) for brief in briefing.briefs]
    lead = next((place for place, folded in enumerate(is_folded) if not folded), None)
    details = [_LEAD if place == lead else _OTHER for place in range(len(is_folded))]
    daily = daily_view(briefing, layout, details)
    is_first = not any(story.known for story in daily.stories)
    stories = []
    for brief, short, headline in zip(briefing.briefs, daily.stories, daily.headlines, strict=True):
        times = [ref.published for ref in brief.articles if ref.published]
        stories.append(
            FrontStory(
                short,
                replace(headline, state="") if is_first else headline,
                language(brief),
                captions.listing(
                    (
                        count(len(brief.articles), "report"),
                        headline.outlets,
                        short_time(max(times, default=None), briefing.generated_at, layout.zone),
                    )
                ),
                coverage(times),
                voices(brief),
            )
        )
    news = [story for story, folded in zip(stories, is_folded, strict=True) if not folded]
    groups: dict[str, list[FrontStory]] = {}
    for brief, story, folded in zip(briefing.briefs, stories, is_folded, strict=True):
        if folded:
            groups.setdefault(clean_line(brief.outlets[0]) if brief.outlets else "", []).append(story)
    end = 1 + SECOND_TIER
    return FrontPage(
        long_day(briefing.generated_at, layout.zone),
        daily.window,
        daily.warning,
        daily.nothing,
        news[0] if news else None,
        tuple(news[1:end]),
        tuple(news[end : end + ALSO]),
        tuple(news[end + ALSO :]),
        tuple((outlet or "unnamed source", tuple(group)) for outlet, group in groups.items()),
        daily.unnamed,
        daily.failed,
    )


def facts_of(brief: Brief, layout: Layout) -> str:
    """Facts of a story in one line under its title."""
    thread, outlets = brief.thread, captions.outlets(len(brief.outlets))
    own = f"{outlets}, {brief.independent} of their own" if outlets and brief.copies else outlets
    copies = captions.copied(brief.copies, brief.wire)
    dates = day_range(thread.first, thread.last, layout.zone)
    return captions.listing((count(len(brief.articles), "report"), own, copies, dates))


def language(brief: Brief) -> str:
    """Language of a story's summary, or of its title if it has none; empty if unknown."""
    return recognised_language(" ".join(line.text for line in brief.lead) or brief.thread.title)


def voices(brief: Brief) -> dict[str, Voice]:
    """Colour and role of each known speaker of a story, by the words that introduce the speaker."""
    quotes = [quote for quote in (*brief.quotes, *brief.other_quotes) if quote.speaker]
    colors = speaker_colors(str(quote.speaker) for quote in quotes)
    roles: dict[str | None, str] = {}
    for quote in quotes:
        roles[quote.speaker] = roles.get(quote.speaker) or clean_line(role_of(quote))
    return {voice(quote): Voice(colors[str(quote.speaker)], roles[quote.speaker]) for quote in quotes}


def without_marks(brief: Brief) -> Brief:
    """A story without the reader's own marks, which are not for publication."""
    thread = replace(brief.thread, state=ThreadState())
    return replace(brief, thread=thread, articles=tuple(_unmarked(brief.articles)))


def _unmarked(articles: Sequence[ArticleRef]) -> list[ArticleRef]:
    return [replace(ref, read=False, starred=False, tags=()) for ref in articles]


def _is_folded(brief: Brief) -> bool:
    """Whether a story is of blogs or lists only, and of one outlet."""
    return len(brief.outlets) <= 1 and bool(brief.articles) and all(ref.kind in FOLDED_KINDS for ref in brief.articles)
