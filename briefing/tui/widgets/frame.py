"""The line above the panes, the line below them, and the line a search is typed on."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widgets import Input, Label

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


class Prompt(Horizontal):
    """A question and the line its answer is typed on; enter answers, escape does not."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Do not answer", show=False)]

    class Submitted(Message):
        """It was answered."""

        def __init__(self, value: str) -> None:
            super().__init__()
            self.value = value

    class Left(Message):
        """It was not answered."""

    def __init__(self) -> None:
        super().__init__(id="prompt")
        self.then: Callable[[str], None] | None = None
        """What is to be done with the answer."""
        self.empty = False
        """Whether an empty answer is one."""
        self._label = Label("", markup=False)
        self._input = Input(compact=True)
        self._input.cursor_blink = False  # an idle reader takes no time

    def compose(self) -> ComposeResult:
        """Put the question before the line."""
        yield self._label
        yield self._input

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
        self._input.value = value
        self._input.cursor_position = len(value)
        self._input.select_on_focus = not typed
        self.display = True
        self._input.focus()

    def on_input_submitted(self, message: Input.Submitted) -> None:
        """Pass the answer on."""
        message.stop()
        self.post_message(self.Submitted(message.value))

    def action_leave(self) -> None:
        """Give up."""
        self.post_message(self.Left())


class Search(Input):
    """A query to list threads by; enter takes them, escape leaves the list as it was."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave the search", show=False)]

    class Left(Message):
        """The search was given up."""

    def __init__(self) -> None:
        super().__init__(
            id="search",
            placeholder="words, title:…, speaker:…, outlet:…, is:unread, since:7d, or, not, ( )",
            compact=True,
        )
        self.cursor_blink = False

    def action_leave(self) -> None:
        """Give up."""
        self.post_message(self.Left())
