"""Input lines: a prompt with a question, and the query of the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Label
from textual.widgets.input import Selection


class TextLine(Input):
    """Input line that processes keys in order, including those that arrive with the key that opened it.

    The application passes it each key (`type_character`) before it processes the next one; Textual would queue them.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave the line", show=False)]

    def __init__(
        self, answered: Callable[[str], None], left: Callable[[], None], *, id: str | None = None, placeholder: str = ""
    ) -> None:
        """Create an input line.

        Args:
            answered: called with the text when enter is pressed.
            left: called when escape is pressed.
            id: for the style sheet.
            placeholder: shown while the line is empty.
        """
        super().__init__(id=id, placeholder=placeholder, select_on_focus=False, compact=True)
        self.cursor_blink = False  # saves CPU time when idle
        self._answered = answered
        self._left = left

    def start(self, value: str, *, keep: bool = False) -> None:
        """Focus the line.

        Args:
            value: initial content.
            keep: whether typed text is appended to `value`; else it replaces it.
        """
        self.value = value
        self.selection = Selection.cursor(len(value)) if keep else Selection(0, len(value))
        self.screen.set_focus(self)

    def type_character(self, character: str) -> None:
        """Replace the selection by a typed character, or insert it at the cursor."""
        if self.selection.is_empty:
            self.insert_text_at_cursor(character)
        else:
            self.replace(character, *self.selection)

    async def action_submit(self) -> None:
        """Submit the answer."""
        self._answered(self.value)

    def action_leave(self) -> None:
        """Cancel."""
        self._left()


class Prompt(Horizontal):
    """A question with an input line; enter submits, escape cancels."""

    def __init__(self, left: Callable[[], None]) -> None:
        """Create a prompt; `left` is called after an answer and when escape is pressed."""
        super().__init__(id="prompt")
        self._left = left
        self._then: Callable[[str], None] | None = None
        self._empty = False
        self._label = Label("", markup=False)
        self._line = TextLine(self._answered, left)

    def compose(self) -> ComposeResult:
        """Place the question before the line."""
        yield self._label
        yield self._line

    def ask(
        self, question: str, value: str, then: Callable[[str], None], *, empty: bool = False, typed: bool = False
    ) -> None:
        """Ask a question.

        Args:
            question: label before the line.
            value: initial content.
            then: callback for the answer.
            empty: whether an empty answer is accepted.
            typed: whether the user has typed `value`: typing continues it then, else replaces it.
        """
        self._then = then
        self._empty = empty
        self._label.update(f"{question}: ")
        self.display = True
        self._line.start(value, keep=typed)

    def _answered(self, answer: str) -> None:
        then, value = self._then, answer.strip()
        self._left()
        if then and (value or self._empty):
            then(value)


class Search(TextLine):
    """Input line for the query of the list; enter submits, escape cancels."""

    def __init__(self, answered: Callable[[str], None], left: Callable[[], None]) -> None:
        hint = "words, title:…, speaker:…, outlet:…, is:unread, since:7d, or, not, ( )"
        super().__init__(answered, left, id="search", placeholder=hint)
