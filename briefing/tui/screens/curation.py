"""Actions that change threads: star, follow, mute, split, join, undo and redo.

Marks are quick and made at once. Splitting and joining rebuild threads, so they run in the background with their own
store. The screen provides the selection.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message
from textual.screen import Screen

from briefing import newsroom
from briefing.errors import BriefingError, NotFoundError
from briefing.model import JournalEntry, MarkKind, Target, Via
from briefing.newsroom import Store

if TYPE_CHECKING:
    from briefing.tui.app import Reader

OWN: tuple[Via, ...] = ("tui",)
"""Changes that `u` takes back: those made here, not those of rules or other programs."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What a key is about."""

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


class Decided(Message):
    """A background change is complete."""

    def __init__(self, told: str, severity: str = "information") -> None:
        super().__init__()
        self.told = told
        self.severity = severity


class DecidingScreen(Screen[None]):
    """The actions; a subclass provides the selection and shows the results."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self._reader = reader
        self._picked: Selection | None = None  # to be joined with another thread

    def meant(self) -> Selection | None:
        """Return what the cursor is on; None if there is nothing."""
        raise NotImplementedError

    def show_changes(self, thread_id: str = "") -> None:
        """Update the display; the cursor stays, or moves to a restored thread."""
        raise NotImplementedError

    def action_star(self) -> None:
        """Star the article or all articles of the thread, or remove the star."""
        if meant := self.meant():
            what = Target(article_ids=(meant.article_id,)) if meant.article_id else meant.thread
            self._mark("unstar" if meant.starred else "star", what)

    def action_follow(self) -> None:
        """Follow or unfollow the thread."""
        if meant := self.meant():
            self._mark("unfollow" if meant.followed else "follow", meant.thread)

    def action_mute(self) -> None:
        """Mute the thread."""
        if meant := self.meant():
            self._mark("mute", meant.thread)

    def action_undo(self) -> None:
        """Undo the last change made here."""
        reader = self._reader
        entry = newsroom.last_change(reader.store, OWN)
        if entry and entry.kind in ("split", "join", "unfold"):
            self._aside(lambda store: "Taken back: " + _phrase(newsroom.undo(store, reader.config, entry.number)))
            return
        self._change(lambda: newsroom.undo(reader.store, reader.config, vias=OWN), "Taken back")

    def action_redo(self) -> None:
        """Redo the last undone change."""
        self._change(lambda: newsroom.redo(self._reader.store, vias=OWN), "Done again")

    def action_split(self) -> None:
        """Split the article under the cursor into its own thread."""
        meant, reader = self.meant(), self._reader
        if meant is None or not meant.article_id:
            return

        def split(store: Store) -> str:
            thread, article = meant.thread.thread_id, meant.article_id
            _, made = newsroom.split_thread(store, reader.config, thread, [article], by=reader.by)
            return f"Split off: {made.thread.title}"

        self._aside(split)

    def action_join(self) -> None:
        """Select a thread, then join it with another one."""
        meant, reader, picked = self.meant(), self._reader, self._picked
        if meant is None:
            return
        if picked is None:
            self._picked = meant
            reader.say(f"Now the thread to join with: {meant.title}")
            return
        self._picked = None
        ids = [picked.thread.thread_id, meant.thread.thread_id]
        if ids[0] == ids[1]:
            reader.say("Nothing is joined.")
            return

        def join(store: Store) -> str:
            (row,) = newsroom.join_threads(store, reader.config, ids, by=reader.by)
            return f"Joined: {row.thread.title}"

        self._aside(join)

    def on_decided(self, message: Decided) -> None:
        """Show the result of a background change."""
        self.show_changes()
        self._reader.say(message.told, message.severity)

    def _mark(self, kind: MarkKind, target: Target) -> None:
        reader = self._reader
        try:
            done = newsroom.mark(reader.store, kind, [target], by=reader.by, now=reader.clock())
        except NotFoundError as error:  # pruned since the list was read
            self.show_changes()
            reader.say(str(error), "warning")
            return
        except BriefingError as error:
            reader.say(str(error), "error")
            return
        self.show_changes()
        if done:
            reader.say(_phrase(done).capitalize())

    def _change(self, change: Callable[[], JournalEntry], told: str) -> None:
        """Undo or redo a change."""
        try:
            done = change()
        except NotFoundError:
            self._reader.say("There is nothing to take back." if told == "Taken back" else "Nothing was taken back.")
        except BriefingError as error:
            self._reader.say(str(error), "error")
        else:
            self.show_changes(done.subject if done.kind == "mute" else "")
            self._reader.say(f"{told}: {_phrase(done)}")

    def _aside(self, work: Callable[[Store], str]) -> None:
        """Run a long task in the background."""

        def run() -> None:
            try:
                with newsroom.open_store(self._reader.store.path) as store:
                    self.post_message(Decided(work(store)))
            except BriefingError as error:
                self.post_message(Decided(str(error), "error"))

        self.run_worker(run, thread=True, exit_on_error=False, group="deciding")


def _phrase(entry: JournalEntry) -> str:
    """Description of a change; its renderer is imported late, not at startup."""
    from briefing.render.changes import phrase

    return phrase(entry)
