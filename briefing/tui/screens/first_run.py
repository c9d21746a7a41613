"""The first-run screen: what to read is chosen once, before the first refresh."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.geometry import Region
from textual.message import Message
from textual.notifications import SeverityLevel
from textual.screen import ModalScreen
from textual.strip import Strip

from briefing import newsroom
from briefing.config import Config, FeedConfig
from briefing.config.bundles import shipped_bundles
from briefing.dates_and_counts import count
from briefing.errors import BriefingError
from briefing.sanitizer import clean_line, hide_login
from briefing.tui.actions.subscribe import FeedSearch, local_path
from briefing.tui.drawing.first_run_page import PAGE_WIDTH, column_at, foot_lines, page_lines
from briefing.tui.drawing.styled import Styled
from briefing.tui.key_bindings import key_label
from briefing.tui.session import Session
from briefing.tui.source_choice import OwnSource, SourceChoice, preferred_language
from briefing.tui.widgets.paint import Painted, style_classes
from briefing.tui.widgets.prompt import Prompt

NEWSBOAT = ("~/.newsboat/urls", "~/.config/newsboat/urls")
"""Places of newsboat's list of feeds; the first that exists is proposed."""

ChooseFeeds = Callable[[Sequence[FeedConfig]], Config]
"""Writes the chosen feeds into the user's configuration, in place of those there, and returns it."""

FRAME = 4
"""Columns of the frame and of the space in it; without one, of the space left and right."""
FRAME_LINES = 3
"""Lines of the frame and of the space in it, above the page."""
FRAMED_FROM = 26
"""Lines of a terminal from which the page has a frame."""

STYLES = ("title", "heading", "subheading", "meta", "chosen", "cursor", "key", "label", "busy", "failed")

_STYLE_OF: dict[SeverityLevel, str] = {"information": "busy", "warning": "failed", "error": "failed"}


class FirstRunPage(Painted):
    """The grid of bundles, the own sources, a message, and the keys."""

    COMPONENT_CLASSES: ClassVar[set[str]] = style_classes(*STYLES)
    can_focus = True

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "screen.start", "Start"),
        Binding("escape", "screen.go_on", "Go on"),
        Binding("space", "choose", "Choose"),
        Binding("down,j,tab", "move(1, 0)", "Down"),
        Binding("up,k,shift+tab", "move(-1, 0)", "Up"),
        Binding("right,l", "move(0, 1)", "Right"),
        Binding("left,h", "move(0, -1)", "Left"),
        Binding("a", "screen.add_site", "Add a site"),
        Binding("i", "screen.import_file", "Import a file"),
        Binding("question_mark", "screen.help", "Help"),
        Binding("q", "screen.quit", "Quit"),
    ]

    class Changed(Message):
        """The page may need more lines, or fewer."""

    def __init__(self, choice: SourceChoice, go_on: str) -> None:
        super().__init__(id="first-run")
        self.choice = choice
        self._go_on = go_on
        self._message = ("", "")
        self._top = 0  # first visible line of the page
        self._drawn: list[Styled] | None = None  # the lines that are being drawn

    def say(self, text: str = "", severity: SeverityLevel = "information") -> None:
        """Show a message above the keys; none for an empty text."""
        self._message = (hide_login(clean_line(text)), _STYLE_OF[severity])
        self.post_message(self.Changed())
        self.refresh()

    def action_move(self, down: int, right: int) -> None:
        """Move the cursor."""
        self.choice.move(down, right)
        self.say()

    def action_choose(self) -> None:
        """Choose what is under the cursor, or no longer."""
        self.choice.toggle()
        self.say()

    def on_click(self, event: events.Click) -> None:
        """Choose what is clicked, or no longer."""
        lines = page_lines(self.choice, self.size.width)
        number = event.y + self._top
        if number < len(lines) and lines[number].row >= 0:
            self.choice.row = lines[number].row
            self.choice.column = column_at(event.x, len(self.choice.languages))
            self.action_choose()

    def needed_lines(self, width: int) -> int:
        """Lines of the page with the keys, in so many columns."""
        return len(page_lines(self.choice, width)) + 1 + len(self._foot(width))

    def _foot(self, width: int) -> list[Styled]:
        return foot_lines(self.choice, self._message, width, self._go_on)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw the lines of a region, which are laid out once."""
        self._drawn = self._lines()
        try:
            return super().render_lines(crop)
        finally:
            self._drawn = None

    def render_line(self, y: int) -> Strip:
        """Draw a line."""
        lines = self._drawn or self._lines()
        return self.strip(self.segments(lines[y]) if y < len(lines) else [], self.size.width)

    def _lines(self) -> list[Styled]:
        """The part of the page around the cursor, and the keys at the bottom."""
        width, height = self.size
        lines, foot = page_lines(self.choice, width), self._foot(width)
        room = max(height - len(foot) - 1, 1)
        cursor = next(number for number, line in enumerate(lines) if line.row == self.choice.row)
        self._top = max(min(self._top, cursor, len(lines) - room), cursor - room + 1, 0)
        return [*(line.text for line in lines[self._top : self._top + room]), Styled(), *foot]


class FirstRunScreen(ModalScreen[Config | None]):
    """Dismissed with the new configuration; with None to go on with the sources as they are."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+c", "app.interrupt", show=False)]

    def __init__(self, session: Session, choose: ChooseFeeds) -> None:
        super().__init__()
        self._session = session
        self._choose = choose
        go_on = "shipped sources" if session.config.feeds else "none of these"
        self.page = FirstRunPage(SourceChoice(shipped_bundles(), preferred_language(os.environ)), go_on)
        self.prompt = Prompt(self._leave_prompt)
        self._search = FeedSearch(session, self, self._say_of_search, self._add_feed)
        self._is_warned = False  # that a search is still running

    def compose(self) -> ComposeResult:
        """Create the page and the line for answers."""
        with Vertical():
            yield self.page
            yield self.prompt

    def on_mount(self) -> None:
        """Give the page the keys."""
        self.prompt.display = False
        self.page.focus()

    @on(events.Resize)
    @on(FirstRunPage.Changed)
    def lay_out(self) -> None:
        """Give the page the lines that it needs, with a frame if there is room for one."""
        box, (width, height) = self.query_one(Vertical), self.app.size
        is_framed = width >= PAGE_WIDTH + FRAME and height >= FRAMED_FROM
        box.set_class(is_framed, "framed")
        columns = min(width - FRAME, PAGE_WIDTH)
        box.styles.width = columns + FRAME
        frame = FRAME_LINES * is_framed
        needed, room = self.page.needed_lines(columns), height - frame
        is_spaced = room - needed > 1
        box.set_class(is_spaced, "spaced")
        self.page.styles.height = shown = min(needed, room - 1)
        box.styles.height = shown + 1 + is_spaced + frame  # with the line of a question, so that it moves nothing

    def action_start(self) -> None:
        """Write the choice into the configuration."""
        feeds = self.page.choice.feeds
        if not feeds:
            self.page.say("Nothing is chosen: space chooses what is under the cursor.", "warning")
            return
        if self._search.address and not self._is_warned:
            self._is_warned = True
            self.page.say(f"Still looking for a feed at {self._search.address}; enter again starts without it.")
            return
        try:
            config = self._choose(feeds)
        except BriefingError as error:
            self.page.say(f"{error}; esc goes on without writing it.", "error")
        else:
            self.dismiss(config)

    def action_go_on(self) -> None:
        """Go on with the sources as they are."""
        self.dismiss(None)

    def action_help(self) -> None:
        """Explain where the keys are."""
        key = key_label(self._session.keys["help"][0])
        self.page.say(f"The keys of this page are below; arrows move. In the reader {key} shows all of its keys.")

    def action_quit(self) -> None:
        """Quit the reader; nothing is written."""
        self.app.exit()

    def on_paste(self, event: events.Paste) -> None:
        """Ask whether the pasted address or path is to be added; terminals also paste the paths of dropped files."""
        words = clean_line(event.text).split()
        if len(words) != 1 or self.prompt.display:
            return
        if path := local_path(words[0]):
            self.action_import_file(path)
        else:
            self.action_add_site(words[0])

    def action_add_site(self, address: str = "") -> None:
        """Ask for the address of a site."""
        self.prompt.ask("Address of a site or feed", address, self._search.start)

    def action_import_file(self, path: str = "") -> None:
        """Ask for the path of a file."""
        proposed = path or next((each for each in NEWSBOAT if Path(each).expanduser().is_file()), "")
        self.prompt.ask("OPML file, or newsboat's urls", proposed, self._import)

    def _import(self, path: str) -> None:
        try:
            read = newsroom.read_subscription_file(Path(path))
        except BriefingError as error:
            self.page.say(f"{error}; i asks for another file.", "error")
            return
        feeds = [feed for feed in read.feeds if feed.url not in {known.url for known in self.page.choice.feeds}]
        if not feeds:
            what = "all feeds of it are chosen already" if read.feeds else "it names no feed"
            self.page.say(f"{path}: {what}; i asks for another file.", "warning")
            return
        self.page.choice.add(OwnSource(clean_line(Path(path).name), tuple(feeds)))
        private = len(newsroom.private_feeds(feeds))
        warning = f"; {count(private, 'feed')} on this machine or a private network" if private else ""
        skipped = f"; {count(len(read.skipped), 'line')} skipped: {read.skipped[0]}" if read.skipped else ""
        self.page.say(f"{count(len(feeds), 'feed')} of {path}{warning}{skipped}")

    def _say_of_search(self, text: str, severity: SeverityLevel = "information") -> None:
        self.page.say(f"{text}; a asks for another address." if severity == "error" else text, severity)

    def _add_feed(self, feed: FeedConfig) -> None:
        """Add the feed of a site; its title is from outside."""
        self._is_warned = False
        title = clean_line(feed.title) or feed.url
        if any(feed.url == known.url for known in self.page.choice.feeds):
            self.page.say(f"{title} is chosen already.")
            return
        self.page.choice.add(OwnSource(title, (feed,)))
        self.page.say(f"Added: {title}, {feed.url}")

    def _leave_prompt(self) -> None:
        self.prompt.display = False
        self.page.focus()
