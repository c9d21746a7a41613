"""What leaves the reader by a key: words with their source to the clipboard, a thread or article to a command or file.

What is meant is left to the screen.
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
from briefing.render.layout import clip
from briefing.tui.screens.curation import DecidingScreen
from briefing.tui.widgets.frame import Prompt

WIDTH = 80
"""Columns of what is piped or exported as text."""

FORMATS: dict[str, Format] = {".md": "markdown", ".markdown": "markdown", ".json": "json", ".jsonl": "jsonl"}
"""The suffix of a file -> what is written to it; text to all others."""

LONGEST = 60.0
"""Seconds for a command where the reader cannot step aside for it."""


class SharingScreen(DecidingScreen):
    """The commands; a subclass tells what is on the screen."""

    _command = ""
    """The command that was piped to last."""

    def shared(self) -> tuple[Brief | None, AnnotatedArticle | None, str]:
        """Return the thread that is meant, the article if that is being read, and the key of what the cursor is on."""
        raise NotImplementedError

    def prompt(self) -> Prompt:
        """Return the line on which something is asked."""
        raise NotImplementedError

    def prompt_left(self) -> None:
        """Let the keys go back to the panes."""
        raise NotImplementedError

    def action_copy(self) -> None:
        """Copy what the cursor is on, by the terminal (OSC 52), so that it works over ssh too."""
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
        """Ask for a command, and let it read the thread or the article."""
        if any(self.shared()[:2]):
            self.prompt().ask("Pipe to", self._command, self._pipe)

    def action_export(self) -> None:
        """Ask for a file, and write the thread or the article to it."""
        from briefing.tui.drawing.clipboard_text import file_name

        brief, item, _ = self.shared()
        title = item.article.title if item else brief.thread.title if brief else ""
        if brief or item:
            self.prompt().ask("Write to", file_name(title, ".md"), self._export)

    def prompt_answered(self, answer: str) -> None:
        """Do with an answer what it was asked for."""
        prompt, value = self.prompt(), answer.strip()
        then = prompt.then
        self.prompt_left()
        if then and (value or prompt.empty):
            then(value)

    def _told(self, format: Format) -> str:
        brief, item, _ = self.shared()
        if item:
            return "".join(render_documents([newsroom.as_document(item)], format, width=WIDTH))
        return render_thread(brief, format, width=WIDTH, zone=self._reader.zone) if brief else ""

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
    """Leave what a command has printed on the screen until it was seen."""
    with Path("/dev/tty").open("r+b", buffering=0) as terminal:
        terminal.write(b"\n[enter: back to briefing] ")
        _line(terminal)


def _line(terminal: IO[bytes]) -> None:
    while terminal.read(1) not in (b"\n", b"\r", b""):
        pass


def _run_aside(command: str, told: bytes) -> tuple[int, str]:
    """Run a command without a terminal; its exit code, and the first line it printed."""
    try:
        done = subprocess.run(["/bin/sh", "-c", command], input=told, capture_output=True, check=False, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return 124, f": it was killed after {LONGEST:g} s"
    lines = (done.stdout + done.stderr).decode("utf-8", "replace").splitlines()
    first = next((line for line in lines if line.strip()), "")
    return done.returncode, f": {first}" if first else ""
