"""Actions that change threads: star, follow, mute, split, join, undo and redo.

Marks are quick and made at once. Splitting and joining rebuild threads, so they run in the background with their own
store.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from textual.notifications import SeverityLevel
from textual.screen import Screen

from briefing import newsroom
from briefing.errors import BriefingError, NotFoundError
from briefing.model import JournalEntry, MarkKind, Target, Via
from briefing.newsroom import Store
from briefing.tui.key_bindings import key_label
from briefing.tui.session import Session
from briefing.tui.widgets.prompt import Prompt

OWN: tuple[Via, ...] = ("tui",)
"""Changes that `u` undoes: those made here, not those of rules or other programs."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Thread or article that a key applies to."""

    thread: Target
    """The thread as displayed."""
    title: str
    """Title of the thread."""
    followed: bool
    """Whether the thread is followed."""
    article_id: str = ""
    """The article under the cursor; empty in the list, where the whole thread is selected."""
    starred: bool = False
    """Whether that article, or any of the thread, is starred."""


@dataclass(slots=True, eq=False)
class Curation:
    """Changes to the selected thread or article."""

    session: Session
    """Store to change, and messages."""
    screen: Screen[None]
    """Runs the background tasks."""
    prompt: Prompt
    """Asks before threads are split or joined."""
    selection: Callable[[], Selection | None]
    """Thread or article under the cursor, None for none."""
    show_changes: Callable[[str], None]
    """Updates the display; moves the cursor to the given thread, if not empty."""
    _first: Selection | None = None  # of the two threads to join

    def star(self) -> None:
        """Star the article or all articles of the thread, or remove the star."""
        if selection := self.selection():
            one = Target(article_ids=(selection.article_id,)) if selection.article_id else selection.thread
            self.mark("unstar" if selection.starred else "star", one)

    def follow(self) -> None:
        """Follow or unfollow the thread."""
        if selection := self.selection():
            self.mark("unfollow" if selection.followed else "follow", selection.thread)

    def mute(self) -> None:
        """Mute the thread."""
        if selection := self.selection():
            self.mark("mute", selection.thread)

    def mark(self, kind: MarkKind, target: Target) -> None:
        """Set or remove a mark, and show the result."""
        session = self.session
        try:
            entry = newsroom.mark(session.store, kind, [target], by=session.actor, now=session.clock())
        except NotFoundError as error:  # pruned since the list was read
            self.show_changes("")
            session.say(str(error), "warning")
            return
        except BriefingError as error:
            session.say(str(error), "error")
            return
        self.show_changes("")
        if entry:
            phrase = _phrase(entry)
            session.say(f"{phrase[0].upper()}{phrase[1:]} ({self._undo_hint})")  # titles keep their capitals

    def undo(self) -> None:
        """Undo the last change made here."""
        store, config = self.session.store, self.session.config
        last = newsroom.last_change(store, OWN)
        if last and last.kind in ("split", "join", "unfold"):
            self._rebuild(lambda store: "Undone: " + _phrase(newsroom.undo(store, config, last.number)))
            return
        self._revert(lambda: newsroom.undo(store, config, vias=OWN), "Undone", "There is nothing to undo.")

    def redo(self) -> None:
        """Redo the last undone change."""
        store = self.session.store
        self._revert(lambda: newsroom.redo(store, vias=OWN), "Redone", "There is nothing to redo.")

    def split(self) -> None:
        """Split the article under the cursor into its own thread, after a question."""
        selection, session = self.selection(), self.session
        if selection is None or not selection.article_id:
            return

        def split(store: Store) -> str:
            thread_id, articles = selection.thread.thread_id, [selection.article_id]
            _, row = newsroom.split_thread(store, session.config, thread_id, articles, by=session.actor)
            return f"Split off: {row.thread.title} ({self._undo_hint})"

        self._confirm("Split off? (enter splits, esc cancels)", split, "Nothing is split off.")

    def cancel_join(self) -> bool:
        """Forget the first thread of a join; False if none is selected."""
        is_selected, self._first = self._first is not None, None
        if is_selected:
            self.session.say("Nothing is joined.")
        return is_selected

    def join(self) -> None:
        """Select a thread, then join it with another one, after a question."""
        second, session, first = self.selection(), self.session, self._first
        if second is None:
            return
        if first is None:
            self._first = second
            session.say(f"Now the thread to join with: {second.title} (esc cancels)")
            return
        self._first = None
        ids = [first.thread.thread_id, second.thread.thread_id]
        if ids[0] == ids[1]:
            session.say("Nothing is joined.")
            return

        def join(store: Store) -> str:
            (row,) = newsroom.join_threads(store, session.config, ids, by=session.actor)
            return f"Joined: {row.thread.title} ({self._undo_hint})"

        session.say(f"Join “{first.title}” with “{second.title}”?")
        self._confirm("Join? (enter joins, esc cancels)", join, "Nothing is joined.")

    @property
    def _undo_hint(self) -> str:
        return f"{key_label(self.session.keys['undo'][0])} undoes it"

    def _revert(self, change: Callable[[], JournalEntry], done: str, nothing: str) -> None:
        """Undo or redo a change; `nothing` is the message if there is none."""
        try:
            entry = change()
        except NotFoundError:
            self.session.say(nothing)
        except BriefingError as error:
            self.session.say(str(error), "error")
        else:
            self.show_changes(entry.subject if entry.kind == "mute" else "")
            self.session.say(f"{done}: {_phrase(entry)}")

    def _confirm(self, question: str, change: Callable[[Store], str], refused: str) -> None:
        """Make a change of threads if the answer is yes; `refused` is the message if it is not."""

        def answered(answer: str) -> None:
            if answer.casefold() in ("", "y", "yes"):
                self._rebuild(change)
            else:
                self.session.say(refused)

        self.prompt.ask(question, "", answered, empty=True)

    def _rebuild(self, change: Callable[[Store], str]) -> None:
        """Make a change that takes long, in the background."""

        def run() -> None:
            try:
                with newsroom.open_store(self.session.store.path) as store:
                    self.screen.call_later(self._rebuilt, change(store))
            except BriefingError as error:
                self.screen.call_later(self._rebuilt, str(error), "error")

        self.screen.run_worker(run, thread=True, exit_on_error=False, group="curation")

    def _rebuilt(self, message: str, severity: SeverityLevel = "information") -> None:
        """Show the result of a background change."""
        self.show_changes("")
        self.session.say(message, severity)


def _phrase(entry: JournalEntry) -> str:
    """Description of a change; its renderer is imported late, not at startup."""
    from briefing.render.changes import phrase

    return phrase(entry)
