"""The line above the panes, the line below them, and the line a search is typed on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input, Label
from textual.widgets.input import Selection

from briefing.tui.commands import Keys, Pane
from briefing.tui.drawing.frame import HeadLine, foot, head
from briefing.tui.widgets.paint import Painted, looks


class Head(Painted):
    """Counts and freshness."""

    COMPONENT_CLASSES: ClassVar[set[str]] = looks("busy", "failed", "name", "query")

    line: reactive[HeadLine] = reactive(HeadLine())

    def __init__(self, clock: Callable[[], datetime]) -> None:
        super().__init__(id="head")
        self._clock = clock

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        return self.strip(self.segments(head(self.line, width, self._clock())), width)


class Foot(Painted):
    """The keys of the pane that has the focus."""

    COMPONENT_CLASSES: ClassVar[set[str]] = looks("key", "label")

    pane: reactive[Pane] = reactive[Pane]("threads")

    def __init__(self, keys: Keys) -> None:
        super().__init__(id="foot")
        self._keys = keys

    def render_line(self, y: int) -> Strip:
        """Draw the line."""
        width = self.size.width
        return self.strip(self.segments(foot(self.pane, self._keys, width)), width)


class TextLine(Input):
    """A line that is typed on, which takes keys in their order, also those that came in with the key that opened it.

    The application hands it each key (`take`) before it looks at the next one, where Textual would queue them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave the line", show=False)]

    def __init__(
        self, answered: Callable[[str], None], left: Callable[[], None], *, id: str | None = None, placeholder: str = ""
    ) -> None:
        """Make a line.

        Args:
            answered: called with what is on the line when enter is pressed.
            left: called when escape is pressed.
            id: for the style sheet.
            placeholder: shown while the line is empty.
        """
        super().__init__(id=id, placeholder=placeholder, select_on_focus=False, compact=True)
        self.cursor_blink = False  # an idle reader takes no time
        self._answered = answered
        self._left = left

    def start(self, value: str, *, keep: bool = False) -> None:
        """Give the keys to the line.

        Args:
            value: what stands on it.
            keep: what is typed is added to `value`; else it replaces it.
        """
        self.value = value
        self.selection = Selection.cursor(len(value)) if keep else Selection(0, len(value))
        self.screen.set_focus(self)

    def take(self, character: str) -> None:
        """Put a typed character in the place of what is selected, or at the cursor."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(character)
        else:
            self.replace(character, *self.selection)

    async def action_submit(self) -> None:
        """Answer."""
        self._answered(self.value)

    def action_leave(self) -> None:
        """Give up."""
        self._left()


class Prompt(Horizontal):
    """A question and the line its answer is typed on; enter answers, escape does not."""

    def __init__(self, answered: Callable[[str], None], left: Callable[[], None]) -> None:
        super().__init__(id="prompt")
        self.then: Callable[[str], None] | None = None
        """What is to be done with the answer."""
        self.empty = False
        """Whether an empty answer is one."""
        self._label = Label("", markup=False)
        self._line = TextLine(answered, left)

    def compose(self) -> ComposeResult:
        """Put the question before the line."""
        yield self._label
        yield self._line

    def ask(
        self, question: str, value: str, then: Callable[[str], None], *, empty: bool = False, typed: bool = False
    ) -> None:
        """Ask for something.

        Args:
            question: what stands before the line.
            value: what the answer begins with.
            then: takes the answer.
            empty: whether an empty one is one.
            typed: whether the user has typed `value`: it is gone on with then, else what is typed replaces it.
        """
        self.then = then
        self.empty = empty
        self._label.update(f"{question}: ")
        self.display = True
        self._line.start(value, keep=typed)


class Search(TextLine):
    """A query to list threads by; enter takes it, escape leaves the list as it was."""

    def __init__(self, answered: Callable[[str], None], left: Callable[[], None]) -> None:
        hint = "words, title:…, speaker:…, outlet:…, is:unread, since:7d, or, not, ( )"
        super().__init__(answered, left, id="search", placeholder=hint)
