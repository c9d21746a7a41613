"""The briefing of one minute as plain text, with as much of each story as fits into `MAX_LINES`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.render import captions
from briefing.render.ansi import Pen, Piece, Style
from briefing.render.daily_view import DETAILS, Daily, Detail, Headline, Point, ShortStory, daily_view
from briefing.render.text_layout import Layout, cut, pad, width_of, wrap

if TYPE_CHECKING:
    from briefing.model import Briefing

MAX_LINES = 120
"""Maximum number of lines of a briefing of up to `STORIES` stories; each further one adds `LINES_OF_A_STORY`."""
STORIES = 12
LINES_OF_A_STORY = 10
COSTS = (0, 2, 4, 6, 8, 12, 12, 18, 20, 26)
"""What it costs a story to be shown in no more than each of `DETAILS`."""
PLACE = 2
"""What a place of rank is worth against these costs."""
INDENT = "  "
POINT_LINES = 4
"""Maximum number of lines of a sentence or quote."""
LEAST_TEXT = 16
"""Columns of a text that are always shown, with its source."""
STEP = 4
"""Columns by which a text is shortened at a time."""


def daily_lines(briefing: Briefing, layout: Layout) -> list[str]:
    """Lines of the briefing: headlines, stories, other stories by name, addresses, failed sources.

    Stories lose details, those of least importance first, until the lines are within the maximum.
    """
    most = MAX_LINES + LINES_OF_A_STORY * max(0, len(briefing.briefs) - STORIES)
    steps = list(_steps(len(briefing.briefs)))

    def lines(step: Sequence[Detail]) -> list[str]:
        return list(_lines(daily_view(briefing, layout, step), Pen.of(layout)))

    fitting = bisect_left(steps, True, key=lambda step: len(lines(step)) <= most)
    return lines(steps[min(fitting, len(steps) - 1)])


def _steps(stories: int) -> Iterator[Sequence[Detail]]:
    """Yield the details of the stories, from the most to the least: a story loses them before those above it."""
    details = [DETAILS[0]] * stories
    yield tuple(details)
    steps = (
        (COSTS[level] - PLACE * number, level, number) for level in range(1, len(DETAILS)) for number in range(stories)
    )
    for _, level, number in sorted(steps):
        details[number] = DETAILS[level]
        yield tuple(details)


def _lines(daily: Daily, pen: Pen) -> Iterator[str]:
    yield pen.paint(daily.title, "title")
    yield from pen.wrap(daily.window, "faint")
    if daily.warning:
        yield from ("", *pen.wrap(daily.warning, "warning"))
    if daily.nothing:
        yield from ("", *pen.wrap(daily.nothing))
    if daily.headlines:
        yield from ("", *_headlines(daily.headlines, pen, ""))
    for story in daily.stories:
        yield from ("", *_story(story, pen))
    if daily.also or daily.unnamed:
        yield from ("", pen.paint(captions.ALSO, "heading"), *_headlines(daily.also, pen, INDENT))
        if daily.unnamed:
            yield from pen.wrap(daily.unnamed, "faint", INDENT)
    if daily.addresses:
        yield ""
        wide = width_of(f"[{len(daily.addresses)}]")
        for number, address in enumerate(daily.addresses, 1):
            yield pen.paint(f"{pad(f'[{number}]', wide, right=True)} {address}", "faint")
    if daily.failed:
        yield from ("", pen.line([(daily.failed, "warning")]))


def _headlines(headlines: Sequence[Headline], pen: Pen, indent: str) -> Iterator[str]:
    """Yield a line for each headline, with the number of outlets and the state in columns at the right."""
    outlets = max((width_of(each.outlets) for each in headlines), default=0)
    states = max((width_of(each.state) for each in headlines), default=0)
    right = sum(columns + 2 for columns in (outlets, states) if columns)
    widest = max((width_of(each.title) for each in headlines), default=0)
    room = min(widest, max(pen.width - len(indent) - right, 8)) if pen.width else widest
    for each in headlines:
        first, *others = wrap(each.title, room) if each.lines > 1 else [cut(each.title, room)]
        title: list[Piece] = [(indent, None), (pad(first, room), None)]
        columns: list[Piece] = [("  ", None), (pad(each.outlets, outlets, right=True), "faint")] if outlets else []
        state: list[Piece] = [("  ", None), (each.state, "faint" if each.state == "MOVED" else "heading")]
        yield pen.line([*title, *columns, *(state if states else [])])
        yield from (pen.line([(f"{indent}{INDENT}{line}", None)]) for line in others[: each.lines - 1])


def _story(story: ShortStory, pen: Pen) -> Iterator[str]:
    yield from _limited(story.title, (), pen, "", "", story.detail.title, "title")
    if story.deck:
        yield from _point(story.deck, pen, INDENT, story.detail.deck)
    for point in story.points:
        yield from _point(point, pen, f"{INDENT}{'+' if story.known else '·'} ", POINT_LINES)
    for quote in story.quotes:
        yield from _point(quote, pen, INDENT, POINT_LINES)
    if story.before:
        yield from _point(story.before, pen, f"{INDENT}Before: ", 1)


def _point(point: Point, pen: Pen, first: str, most: int) -> Sequence[str]:
    """Lines of a sentence or quote with its source; the text is cut where it needs more than `most` lines."""
    marks = "".join(f" [{mark}]" for mark in point.marks)
    speaker: list[Piece] = [("” — ", None), (point.speaker, "speaker")] if point.speaker else []
    source: list[Piece] = [*speaker, ((f" ({point.tag})" if point.tag else "") + marks, "faint")]
    rest = INDENT if first == INDENT and not point.speaker else INDENT * 2
    text = f"“{point.text}" if point.speaker else point.text
    return _limited(text, tuple(source), pen, first, rest, most)


@lru_cache(maxsize=512)
def _limited(  # noqa: PLR0913 - text, its suffix, and how both are wrapped
    text: str, suffix: tuple[Piece, ...], pen: Pen, first: str, rest: str, most: int, style: Style | None = None
) -> Sequence[str]:
    """Lines of a text with a suffix; the text is cut where both need more than `most` lines."""
    room = (pen.width - len(rest)) * most - width_of(first) - sum(width_of(piece) for piece, _ in suffix)
    if pen.width:
        text = _cut_at_word(text, max(room, LEAST_TEXT)) if len(text) > 2 * max(room, LEAST_TEXT) else text
    lines = pen.wrap([(text, style), *suffix], None, first, rest)
    while pen.width and len(lines) > most and room > LEAST_TEXT:
        lines = pen.wrap([(_cut_at_word(text, room), style), *suffix], None, first, rest)
        room -= STEP
    return lines


def _cut_at_word(text: str, width: int) -> str:
    """Cut a cleaned text to `width` columns, before a word that does not fit unless it is long."""
    short = cut(text, width)
    if short == text:
        return text
    whole, _, rest = short[:-1].rpartition(" ")
    is_inside = not text.startswith(short[:-1] + " ")
    return f"{whole.rstrip(' ,;:–—-')}…" if whole and is_inside and len(rest) <= LEAST_TEXT else short
