"""The first-run page: the grid of bundles, the user's own sources, and the keys."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from briefing.dates_and_counts import count
from briefing.tui.drawing.styled import Styled, fit, join, styled, wrap
from briefing.tui.source_choice import SourceChoice

PAGE_WIDTH = 88
"""Maximum columns of the page."""
TOPIC_COLUMNS, LANGUAGE_COLUMNS = 22, 14
CHOSEN, NOT_CHOSEN, CURSOR = "[✓]", "[ ]", "▸"
TITLE_LINES = 3
"""Maximum lines of the titles of the feeds under the cursor."""

LANGUAGES = {"en": "English", "es": "Español"}

KEYS = (("enter", "start"), ("space", "choose"), ("a", "add a site"), ("i", "import a file"))
"""Keys of the page and what they do, besides those of leaving it."""


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line of the page."""

    text: Styled
    """Text of the line."""
    row: int = -1
    """Row of the choice that it shows; -1 for none."""


def page_lines(choice: SourceChoice, width: int) -> list[PageLine]:
    """The page above the keys, in lines of at most `width` columns."""
    text = "News as stories: what is new, and who said it."
    lines = [PageLine(styled(("Welcome to briefing", "title"))), *_wrapped(text, width, "meta"), PageLine(Styled())]
    names = [f"{LANGUAGES.get(code, code):<{LANGUAGE_COLUMNS}}" for code in choice.languages]
    head = f"{'Choose what to read':<{TOPIC_COLUMNS + 4}}"
    lines.append(PageLine(styled((head, "heading"), ("".join(names), "subheading"))))
    for row, topic in enumerate(choice.topics):
        cells = [
            _cell((topic, code) in choice.chosen, (row, column) == (choice.row, choice.column), LANGUAGE_COLUMNS)
            for column, code in enumerate(choice.languages)
        ]
        style = "title" if row == choice.row else ""
        lines.append(PageLine(join(styled((f"  {topic:<{TOPIC_COLUMNS}}", style), " "), *cells), row))
    if choice.own:
        lines += [PageLine(Styled()), PageLine(styled(("Your own", "heading")))]
    for number, source in enumerate(choice.own):
        row = len(choice.topics) + number
        counted = styled(("  " + count(len(source.feeds), "feed"), "meta"))
        cell = _cell(source.is_chosen, row == choice.row, 5)
        label = fit(styled(source.label), min(len(source.label), max(width - cell.cells - counted.cells - 1, 8)))
        lines.append(PageLine(join(styled(" "), cell, label, counted), row))
    titles = _titles(", ".join(choice.titles), width)
    # As many lines for each bundle, so that nothing moves with the cursor.
    most = max(len(_titles(", ".join(feed.title for feed in bundle.feeds), width)) for bundle in choice.bundles)
    return [*lines, PageLine(Styled()), *titles, *[PageLine(Styled())] * (most - len(titles))]


def foot_lines(choice: SourceChoice, message: tuple[str, str], width: int, go_on: str) -> list[Styled]:
    """Message or number of feeds, and the keys, as many lines as these need.

    Args:
        choice: what is chosen.
        message: text and style; an empty text shows the number of feeds instead.
        width: columns.
        go_on: what escape does.
    """
    number = len(choice.feeds)
    text, style = (
        message if message[0] else (f"{count(number, 'feed')} chosen" if number else "Nothing is chosen", "label")
    )
    lines = [*(line.text for line in _wrapped(text, width, style, 3)), Styled()]
    row = Styled()
    for key, does in (*KEYS, ("esc", go_on), ("q", "quit")):
        item = styled((key, "key"), " ", (does, "label"), "  ")
        if row.cells + item.cells - 2 > width:
            lines.append(row)
            row = Styled()
        row = join(row, item)
    return [*lines, row]


def column_at(x: int, columns: int) -> int:
    """Column of the grid at an offset in a line."""
    return min(max((x - TOPIC_COLUMNS - 3) // LANGUAGE_COLUMNS, 0), columns - 1)


@lru_cache(maxsize=64)
def _titles(titles: str, width: int) -> tuple[PageLine, ...]:
    """Titles of feeds in indented lines; kept, as those of all bundles are wrapped each time the page is drawn."""
    wrapped = _wrapped(titles, width - 2, "meta", TITLE_LINES)
    return tuple(PageLine(join(styled("  "), line.text)) for line in wrapped)


def _cell(is_chosen: bool, has_cursor: bool, width: int) -> Styled:
    mark = (CURSOR if has_cursor else " ") + (CHOSEN if is_chosen else NOT_CHOSEN)
    drawn = styled((mark, "cursor" if has_cursor else "chosen" if is_chosen else "meta"))
    return fit(drawn, width)


def _wrapped(text: str, width: int, style: str, most: int = 0) -> list[PageLine]:
    """A paragraph in at most `most` lines, all of them if 0; the last one is cut with an ellipsis."""
    line = styled((text, style))
    spans: Sequence[tuple[int, int]] = wrap(line.text, width, width)
    if most and len(spans) > most:
        spans = [*spans[: most - 1], (spans[most - 1][0], len(line.text))]
    return [PageLine(_part(line.text[start:end], style, width)) for start, end in spans]


def _part(text: str, style: str, width: int) -> Styled:
    cut = styled((text, style))
    return fit(cut, width) if cut.cells > width else cut
