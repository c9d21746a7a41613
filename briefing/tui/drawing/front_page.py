"""The front page as lines: the lead, the second tier, single rows, and sections that fold."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Literal

from briefing.dates_and_counts import ago, count, short_age, short_day
from briefing.newsroom import Excerpt, FrontPage, Story
from briefing.tui.drawing.attributions import short_outlet
from briefing.tui.drawing.coverage_strip import coverage_strip
from briefing.tui.drawing.marks import FOLDED, FOLLOWED, NEW, OPEN, STARRED
from briefing.tui.drawing.speaker_styles import speaker_styles
from briefing.tui.drawing.styled import ELLIPSIS, Span, Styled, fit, join, styled, wrap

Kind = Literal["lead", "second", "row", "section", "group", "note", "end"]

MARGIN = 3
"""Columns before the text: the cursor's bar, the mark of news, a space."""
WIDE_FROM = 70
"""Columns from which rows name their outlet."""
STRIP_FROM = 86
"""Columns from which stories of the second tier have a coverage strip."""
ALSO_ROWS = 15
"""Stories under "Also today"; the others are folded."""
AGE_COLUMNS = 4
MAX_CHARACTERS = 1_000
"""Characters of a title or deck that are looked at."""
ON_ONE_LINE = 30
"""Characters of a name up to which it is not broken."""
OLD = timedelta(days=2)
"""Age from which the lead has a date instead of an age."""

NO_EXCERPT = Excerpt()

ALSO, MORE, SITES, EARLIER, END = "also", "more", "sites", "earlier", "end"
"""Keys of the sections and of the end of the news."""
GROUP = "site:"
"""What keys of groups of blogs and lists begin with."""
OPEN_AT_FIRST = frozenset({ALSO, SITES})


@dataclass(frozen=True, slots=True)
class PageItem:
    """A part of the page that the cursor can be on."""

    key: str
    """Stable key: the id of a thread, or that of a section."""
    kind: Kind
    """How it is drawn."""
    story: Story | None = None
    """Its story; None for a section or note."""
    excerpt: Excerpt = NO_EXCERPT
    """What the lead and the second tier show of their story."""
    label: str = ""
    """Words of a section, note or the end."""
    detail: str = ""
    """What follows the label, in less weight."""
    is_open: bool = False
    """Whether a section is unfolded."""
    is_new: bool = False
    """Whether it has news since the last visit, or hides some."""
    gap: int = 0
    """Blank lines before it."""
    is_within: bool = False
    """Whether it is a row of a group."""
    may_wrap: bool = False
    """Whether its title may take two lines where the page is narrow."""

    @property
    def is_section(self) -> bool:
        """Whether it can be folded."""
        return self.kind in ("section", "group")


@dataclass(frozen=True, slots=True)
class Note:
    """A line about the state of the sources."""

    text: str
    """What happened."""
    keys: str = ""
    """What can be done about it."""


def is_open(key: str, toggled: Collection[str]) -> bool:
    """Whether a section is unfolded; `toggled` has the keys of those that are not as at first."""
    return (key in OPEN_AT_FIRST) != (key in toggled)


def page_items(
    page: FrontPage,
    excerpts: Mapping[str, Excerpt],
    earlier: Sequence[Story] = (),
    toggled: Collection[str] = (),
    note: Note | None = None,
) -> list[PageItem]:
    """The items of a page, from the top.

    Args:
        page: the stories in their sections.
        excerpts: of the lead and the second tier, by id of the thread.
        earlier: stories that are not on the page, as far as they are loaded.
        toggled: keys of sections that are not as at first.
        note: about the state of the sources; None for none.
    """

    def row(story: Story, section: str) -> PageItem:
        is_within, may_wrap = section.startswith(GROUP), section in (ALSO, MORE)
        return PageItem(story.id, "row", story, is_new=story.is_new, is_within=is_within, may_wrap=may_wrap)

    def told(story: Story, kind: Kind, gap: int) -> PageItem:
        return PageItem(story.id, kind, story, excerpts.get(story.id, NO_EXCERPT), is_new=story.is_new, gap=gap)

    def folding(key: str, stories: Sequence[Story], label: str, number: int, detail: str = "") -> list[PageItem]:
        """A section, with its rows if it is open."""
        unfolded = is_open(key, toggled)
        has_news = not unfolded and any(story.is_new for story in stories)
        words = label if unfolded and key in OPEN_AT_FIRST else f"{label} · {number:,}"
        kind: Kind = "section" if key in (ALSO, SITES, EARLIER) else "group"
        gap = int(key in (ALSO, SITES))
        section = PageItem(key, kind, label=words, detail=detail, is_open=unfolded, is_new=has_news, gap=gap)
        rows = [row(story, key) for story in stories] if unfolded else []
        return [section, *rows]

    items = [told(story, "lead", 0) for story in page.lead]
    items += [told(story, "second", int(not place)) for place, story in enumerate(page.second)]
    if page.also:
        items += folding(ALSO, page.also[:ALSO_ROWS], "Also today", len(page.also))
        if is_open(ALSO, toggled) and (more := page.also[ALSO_ROWS:]):
            items += folding(MORE, more, "more of today", len(more))
    if page.sites:
        items += folding(SITES, (), "From your blogs and lists", len(page.sites))
        for name, stories in page.by_site.items() if is_open(SITES, toggled) else ():
            newest = max(stories, key=lambda story: (story.is_new, story.row.importance))
            items += folding(f"{GROUP}{name}", stories, name, len(stories), newest.row.thread.title)
    if note:
        items.append(PageItem("note", "note", label=note.text, detail=note.keys, gap=1))
    items.append(PageItem(END, "end", label="✓ You are up to date", gap=1))
    if page.earlier:
        items += folding(EARLIER, earlier, "Earlier", page.earlier)
    return items


@dataclass(frozen=True, slots=True)
class Look:
    """What the drawing of items depends on."""

    width: int
    """Columns of the page."""
    now: datetime
    """Current time, for ages."""
    zone: tzinfo | None = None
    """Time zone of dates; None is the system's."""
    is_roomy: bool = False
    """Whether there is room for second lines of decks."""


def item_lines(item: PageItem, look: Look) -> tuple[Styled, ...]:
    """Lines of an item without the cursor's bar, each of exactly `look.width - 1` columns."""
    lines = _DRAWN[item.kind](item, look)
    mark = (NEW, "unread") if item.is_new else " "
    width = look.width - 1
    return tuple(fit(join(styled(mark if place == 0 else " ", " "), line), width) for place, line in enumerate(lines))


def is_one_line(item: PageItem) -> bool:
    """Whether an item takes one line, whatever its text."""
    return item.kind not in ("lead", "second", "note") and not item.may_wrap


def _lead(item: PageItem, look: Look) -> list[Styled]:
    story, excerpt, width = item.story, item.excerpt, look.width - MARGIN - 1
    assert story
    title, watch = _title(story, "lead-title"), _watch(story)
    lines = _balanced(title, width - watch.cells - 2 * bool(watch.text), width)
    lines[0] = _spread(lines[0], watch, width)
    lines += _deck(excerpt, width, 3)
    lines += _quote(excerpt, width)
    facts = [count(story.row.articles, "report")]
    facts += [count(story.row.outlets, "outlet") if story.row.outlets > 1 else "" if excerpt.deck else story.outlet]
    facts += [_when(story, look), f"{count(excerpt.more_quotes, 'more quote')} ↵" if excerpt.more_quotes else ""]
    strip = coverage_strip(excerpt.times)
    news, shown = _news(story, excerpt), list(filter(None, facts))
    while True:
        left = _columns(styled((strip, "meta")), styled((" · ".join(shown), "meta")))
        if left.cells + news.cells + 2 <= width or len(shown) <= 1:
            return [*lines, _spread(left, news, width)]
        shown.pop()


def _second(item: PageItem, look: Look) -> list[Styled]:
    story, excerpt, width = item.story, item.excerpt, look.width - MARGIN - 1
    assert story
    strip = coverage_strip(excerpt.times) if look.width >= STRIP_FROM else ""
    facts = _columns(_watch(story), styled((strip, "meta")), _row_facts(story, look, named=bool(excerpt.deck)))
    lines = _balanced(_title(story), width - facts.cells - 2, width)
    lines[0] = _spread(lines[0], facts, width)
    lines += _deck(excerpt, width, 2 if look.is_roomy else 1, "meta")
    return [*lines, *(_quote(excerpt, width) if story.row.thread.state.followed else [])]


def _row(item: PageItem, look: Look) -> list[Styled]:
    story, width = item.story, look.width - MARGIN - 1
    assert story
    facts = _columns(_watch(story), _row_facts(story, look))
    title, room = join(styled("  " * item.is_within), _title(story, "", "meta")), width - facts.cells - 2
    lines = _balanced(title, room, width) if item.may_wrap and look.width < WIDE_FROM else [fit(title, max(room, 0))]
    return [_spread(lines[0], facts, width), *lines[1:]]


def _section(item: PageItem, look: Look) -> list[Styled]:
    return [styled((item.label, "section"), " ", (OPEN if item.is_open else FOLDED, "section"))]


def _group(item: PageItem, look: Look) -> list[Styled]:
    detail = "" if item.is_open else f"  {item.detail}"
    label = styled(item.label, " ", (OPEN if item.is_open else FOLDED, "section"))
    return [fit(join(label, styled((detail[:MAX_CHARACTERS], "meta"))), look.width - MARGIN - 1)]


def _note(item: PageItem, look: Look) -> list[Styled]:
    return _flow(styled((item.label, "failed")), look.width - MARGIN - 1, 2, styled((item.detail, "meta")))


def _end(item: PageItem, look: Look) -> list[Styled]:
    return [styled((item.label, "end"))]


_DRAWN: dict[Kind, Callable[[PageItem, Look], list[Styled]]] = {
    "lead": _lead,
    "second": _second,
    "row": _row,
    "section": _section,
    "group": _group,
    "note": _note,
    "end": _end,
}


def _title(story: Story, unopened: str = "unread-title", opened: str = "") -> Styled:
    """The title, in the style for stories that were never opened, or for others."""
    title = story.row.thread.title[:MAX_CHARACTERS] or "Untitled thread"
    return styled((title, unopened if story.is_unopened else opened))


def _watch(story: Story) -> Styled:
    """Marks and words of a followed or starred thread."""
    thread = story.row.thread
    word = (f"{FOLLOWED} watch" if thread.watch else f"{FOLLOWED} followed") if thread.state.followed else ""
    words = " ".join(filter(None, (word, STARRED if story.row.starred else "")))
    return styled((words, "followed"))


def _row_facts(story: Story, look: Look, *, named: bool = False) -> Styled:
    """Outlets and age, in columns; `named` if the only outlet is named elsewhere."""
    outlets = (
        count(story.row.outlets, "outlet") if story.row.outlets > 1 else short_outlet("" if named else story.outlet)
    )
    name = outlets if look.width >= WIDE_FROM else ""
    age = short_age(story.row.thread.last, look.now)
    return styled((f"{name} {age:>{AGE_COLUMNS}}" if name else f"{age:>{AGE_COLUMNS}}", "meta"))


def _deck(excerpt: Excerpt, width: int, most: int, style: str = "") -> list[Styled]:
    """First sentence of the summary, with its source at the right end of the last line."""
    if not excerpt.deck:
        return []
    outlet = short_outlet(excerpt.outlet)
    source = f"{outlet} +{excerpt.others}" if excerpt.others > 0 else outlet
    return _flow(styled((excerpt.deck[:MAX_CHARACTERS], style)), width, most, styled((source, "meta")))


def _quote(excerpt: Excerpt, width: int) -> list[Styled]:
    """The best quote in at most two lines."""
    if not excerpt.quote:
        return []
    speaker = excerpt.speaker[:MAX_CHARACTERS]
    voice = speaker_styles([speaker])[speaker]
    name = speaker.replace(" ", "\xa0") if len(speaker) <= ON_ONE_LINE else speaker

    def lines(words: str) -> list[Styled]:
        quoted = styled(f"“{words}” —\xa0", (name, voice))
        return [_part(quoted, *span) for span in wrap(quoted.text, max(width - 2, 1), max(width - 2, 1))]

    words = excerpt.quote[:MAX_CHARACTERS].split(" ")
    drawn, low, high = lines(" ".join(words)), 0, len(words)
    while len(drawn) > 2 and low < high:  # the most words that leave room for the name, by bisection
        middle = (low + high) // 2
        low, high = (middle + 1, high) if len(lines(_cut(words, middle + 1))) <= 2 else (low, middle)
    if len(drawn) > 2:
        drawn = lines(_cut(words, low))[:2]
    return [join(styled(("┃", voice), " "), line) for line in drawn]


def _cut(words: Sequence[str], number: int) -> str:
    """The first words, with an ellipsis."""
    return " ".join(words[:number]) + ELLIPSIS


def _news(story: Story, excerpt: Excerpt) -> Styled:
    """What is new in the lead since the last visit."""
    if not story.is_new:
        return Styled()
    lines = count(excerpt.new_lines, "new line") if excerpt.new_lines else count(story.row.new, "new report")
    return styled((f"{NEW} {'new' if story.news == 'new' else lines}", "unread"))


def _when(story: Story, look: Look) -> str:
    last = story.row.thread.last
    if last is None:
        return ""
    return short_day(last, look.now, look.zone) if look.now - last > OLD else ago(last, look.now)


def _balanced(item: Styled, first: int, width: int) -> list[Styled]:
    """A title in at most two lines of about the same length, the last one cut if need be.

    Args:
        item: the title.
        first: columns of the first line.
        width: columns of the second one.
    """
    first = max(first, 1)
    spans = wrap(item.text, first, width)
    if len(spans) > 2:
        return [_part(item, *spans[0]), fit(_part(item, spans[1][0], len(item.text)), max(width, 0))]
    low, high = item.cells // 2, first  # the least columns that still make two lines, by bisection
    while len(spans) == 2 and low < high:
        middle = (low + high) // 2
        narrow = wrap(item.text, middle, middle)
        low, high, spans = (low, middle, narrow) if len(narrow) == 2 else (middle + 1, high, spans)
    return [_part(item, *span) for span in spans]


def _flow(item: Styled, width: int, most: int, tail: Styled | None = None) -> list[Styled]:
    """A text wrapped into at most `most` lines, the last one cut if need be; `tail` is at the right end of the last."""
    width = max(width, 1)
    end = tail.cells + 2 if tail and tail.cells else 0
    spans = wrap(item.text, width, width)
    lines = [_part(item, *span) for span in spans[:most]]
    if len(spans) > most:
        lines[-1] = fit(_part(item, spans[most - 1][0], len(item.text)), max(width - end, 0))
    elif end and lines[-1].cells + end > width:
        if len(lines) < most:
            lines.append(Styled())
        else:
            lines[-1] = fit(lines[-1], max(width - end, 0))
    return [*lines[:-1], _spread(lines[-1], tail, width)] if tail and end else lines


def _part(item: Styled, start: int, end: int) -> Styled:
    spans = [Span(max(s.start, start) - start, min(s.end, end) - start, s.style) for s in item.spans]
    return Styled(item.text[start:end], tuple(span for span in spans if span.start < span.end))


def _columns(*parts: Styled) -> Styled:
    """Texts with two spaces between them, without empty ones."""
    shown = [part for part in parts if part.text]
    gaps = [Styled("  ")] * len(shown)
    return join(*[each for pair in zip(shown, gaps, strict=True) for each in pair][:-1])


def _spread(left: Styled, right: Styled, width: int) -> Styled:
    """Two texts at the ends of a line; the left one is cut where there is no room for both."""
    if not right.cells:
        return left
    return join(fit(left, max(width - right.cells, 0)), right)
