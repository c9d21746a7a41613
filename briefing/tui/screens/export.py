"""Export actions: copy text with its source to the clipboard, pipe or save a thread or article.

The screen provides the selection.
"""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import IO

from textual.app import SuspendNotSupported

from briefing import newsroom
from briefing.errors import BriefingError
from briefing.model import AnnotatedArticle, Brief
from briefing.render import Format, render_documents, render_thread
from briefing.render.text_layout import Layout, clip
from briefing.tui.screens.curation import DecidingScreen
from briefing.tui.widgets.frame import Prompt

WIDTH = 80
"""Width in columns of text that is piped or exported."""

FORMATS: dict[str, Format] = {".md": "markdown", ".markdown": "markdown", ".json": "json", ".jsonl": "jsonl"}
"""File suffix -> format; text for all others."""

LONGEST = 60.0
"""Maximum seconds of a command if the reader cannot be suspended."""


class SharingScreen(DecidingScreen):
    """The actions; a subclass provides the selection."""

    _command = ""
    """Last command of a pipe."""

    def shared(self) -> tuple[Brief | None, AnnotatedArticle | None, str]:
        """Selected thread, the article if one is open, and the key of the block under the cursor."""
        raise NotImplementedError

    def prompt(self) -> Prompt:
        """The prompt widget."""
        raise NotImplementedError

    def prompt_left(self) -> None:
        """Return the focus to the panes."""
        raise NotImplementedError

    def action_copy(self) -> None:
        """Copy the content under the cursor by the terminal (OSC 52), which also works over ssh."""
        from briefing.tui.drawing.clipboard_text import copied, copied_article

        brief, item, key = self.shared()
        zone = self._reader.zone
        if item:
            text = copied_article(item.article, zone)
        elif brief:
            text = copied(brief, key, zone)
        else:
            return
        self.app.copy_to_clipboard(text)
        self._reader.say(f"Copied: {clip(text, 200)}")

    def action_pipe(self) -> None:
        """Ask for a command, and pipe the thread or article to it."""
        if any(self.shared()[:2]):
            self.prompt().ask("Pipe to", self._command, self._pipe)

    def action_export(self) -> None:
        """Ask for a file, and save the thread or article in it."""
        from briefing.tui.drawing.clipboard_text import file_name

        brief, item, _ = self.shared()
        title = item.article.title if item else brief.thread.title if brief else ""
        if brief or item:
            self.prompt().ask("Write to", file_name(title, ".md"), self._export)

    def prompt_answered(self, answer: str) -> None:
        """Process the answer to a prompt."""
        prompt, value = self.prompt(), answer.strip()
        then = prompt.then
        self.prompt_left()
        if then and (value or prompt.empty):
            then(value)

    def _told(self, format: Format) -> str:
        brief, item, _ = self.shared()
        if item:
            return "".join(render_documents([newsroom.as_document(item)], format, Layout(width=WIDTH)))
        return render_thread(brief, format, Layout(width=WIDTH, zone=self._reader.zone)) if brief else ""

    def _pipe(self, command: str) -> None:
        self._command = command
        told = self._told("text").encode("utf-8", "replace")
        try:
            with self.app.suspend():
                code = subprocess.run(["/bin/sh", "-c", command], input=told, check=False).returncode
                _wait_for_enter()
            outcome = ""
        except SuspendNotSupported:
            code, outcome = _run_aside(command, told)
        except OSError as error:
            self._reader.say(f"The command cannot be run: {error.strerror}", "error")
            return
        if code:
            self._reader.say(f"{command}: exit code {code}{outcome}", "warning")
        elif outcome:
            self._reader.say(outcome.removeprefix(": "))

    def _export(self, name: str) -> None:
        path = Path(name).expanduser()
        try:
            told = self._told(FORMATS.get(path.suffix.lower(), "text"))
            with path.open("x", encoding="utf-8", errors="replace") as file:
                file.write(told)
        except FileExistsError:
            self._reader.say(f"{path} is there already; name another file", "error")
        except (OSError, BriefingError) as error:
            self._reader.say(f"{path}: cannot write: {getattr(error, 'strerror', error)}", "error")
        else:
            self._reader.say(f"Written: {path.absolute()}")


Then = Callable[[str], None]


def _wait_for_enter() -> None:
    """Keep a command's output on the screen until enter is pressed."""
    with Path("/dev/tty").open("r+b", buffering=0) as terminal:
        terminal.write(b"\n[enter: back to briefing] ")
        _line(terminal)


def _line(terminal: IO[bytes]) -> None:
    while terminal.read(1) not in (b"\n", b"\r", b""):
        pass


def _run_aside(command: str, told: bytes) -> tuple[int, str]:
    """Run a command without a terminal; returns its exit code, and the first line of its output."""
    try:
        done = subprocess.run(["/bin/sh", "-c", command], input=told, capture_output=True, check=False, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return 124, f": it was killed after {LONGEST:g} s"
    lines = (done.stdout + done.stderr).decode("utf-8", "replace").splitlines()
    first = next((line for line in lines if line.strip()), "")
    return done.returncode, f": {first}" if first else ""
