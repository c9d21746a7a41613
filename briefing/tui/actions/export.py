"""Copies text with its source to the clipboard; pipes a thread or article to a command, or saves it in a file."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, NamedTuple

from textual.app import SuspendNotSupported
from textual.screen import Screen

from briefing import newsroom
from briefing.errors import BriefingError
from briefing.render import Format, render_documents, render_thread
from briefing.render.text_layout import Layout, clip
from briefing.tui.session import Session
from briefing.tui.widgets.prompt import Prompt

if TYPE_CHECKING:
    from briefing.model import AnnotatedArticle, Brief

WIDTH = 80
"""Width in columns of text that is piped or exported."""

FORMATS: dict[str, Format] = {".md": "markdown", ".markdown": "markdown", ".json": "json", ".jsonl": "jsonl"}
"""File suffix -> format; text for all others."""

MAX_SECONDS = 60.0
"""Maximum seconds of a command if the reader cannot be suspended."""


class Content(NamedTuple):
    """What is copied, piped or saved."""

    brief: Brief | None
    """The thread; None only in an empty list."""
    article: AnnotatedArticle | None
    """The open article, which takes precedence over the thread."""
    key: str
    """Key of the block under the cursor; empty for the whole thread."""


@dataclass(slots=True, eq=False)
class Export:
    """Copies, pipes and saves the selected content."""

    session: Session
    """Time zone, and messages."""
    screen: Screen[None]
    """Its application has the clipboard, and is suspended for commands."""
    prompt: Prompt
    """Asks for commands and file names."""
    content: Callable[[], Content]
    """Thread or article that is selected."""
    _command: str = ""  # the last one

    def copy(self) -> None:
        """Copy the content under the cursor by the terminal (OSC 52), which also works over ssh."""
        from briefing.tui.drawing.clipboard_text import copied, copied_article

        brief, annotated, key = self.content()
        zone = self.session.zone
        if annotated:
            text = copied_article(annotated.article, zone)
        elif brief:
            text = copied(brief, key, zone)
        else:
            return
        self.screen.app.copy_to_clipboard(text)
        self.session.say(f"Copied: {clip(text, 200)}")

    def pipe(self) -> None:
        """Ask for a command, and pipe the thread or article to it."""
        if any(self.content()[:2]):
            self.prompt.ask("Pipe to", self._command, self._pipe_to)

    def save(self) -> None:
        """Ask for a file, and save the thread or article in it."""
        from briefing.tui.drawing.clipboard_text import file_name

        brief, annotated, _ = self.content()
        title = annotated.article.title if annotated else brief.thread.title if brief else ""
        if brief or annotated:
            self.prompt.ask("Write to", file_name(title, ".md"), self._save_in)

    def _rendered(self, format: Format) -> str:
        brief, annotated, _ = self.content()
        if annotated:
            return "".join(render_documents([newsroom.as_document(annotated)], format, Layout(width=WIDTH)))
        return render_thread(brief, format, Layout(width=WIDTH, zone=self.session.zone)) if brief else ""

    def _pipe_to(self, command: str) -> None:
        self._command = command
        text = self._rendered("text").encode("utf-8", "replace")
        try:
            with self.screen.app.suspend():
                code = subprocess.run(["/bin/sh", "-c", command], input=text, check=False).returncode
                _wait_for_enter()
            output = ""
        except SuspendNotSupported:
            code, output = _run_without_terminal(command, text)
        except OSError as error:
            self.session.say(f"The command cannot be run: {error.strerror}", "error")
            return
        if code:
            self.session.say(f"{command}: exit code {code}{output}", "warning")
        elif output:
            self.session.say(output.removeprefix(": "))

    def _save_in(self, name: str) -> None:
        path = Path(name).expanduser()
        try:
            text = self._rendered(FORMATS.get(path.suffix.lower(), "text"))
            with path.open("x", encoding="utf-8", errors="replace") as file:
                file.write(text)
        except FileExistsError:
            self.session.say(f"{path} exists already; name another file", "error")
        except (OSError, BriefingError) as error:
            self.session.say(f"{path}: cannot write: {getattr(error, 'strerror', error)}", "error")
        else:
            self.session.say(f"Written: {path.absolute()}")


def _wait_for_enter() -> None:
    """Keep a command's output on the screen until enter is pressed."""
    with Path("/dev/tty").open("r+b", buffering=0) as terminal:
        terminal.write(b"\n[enter: back to briefing] ")
        _skip_line(terminal)


def _skip_line(terminal: IO[bytes]) -> None:
    while terminal.read(1) not in (b"\n", b"\r", b""):
        pass


def _run_without_terminal(command: str, text: bytes) -> tuple[int, str]:
    """Run a command and capture its output; returns its exit code, and the first line of the output."""
    try:
        ended = subprocess.run(
            ["/bin/sh", "-c", command], input=text, capture_output=True, check=False, timeout=MAX_SECONDS
        )
    except subprocess.TimeoutExpired:
        return 124, f": it was killed after {MAX_SECONDS:g} s"
    lines = (ended.stdout + ended.stderr).decode("utf-8", "replace").splitlines()
    first = next((line for line in lines if line.strip()), "")
    return ended.returncode, f": {first}" if first else ""
