"""Runs a refresh in its own thread with its own store; it communicates only by messages."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Protocol

from textual.message import Message

from briefing import newsroom
from briefing.config import Config
from briefing.errors import BriefingError
from briefing.newsroom import Progress, RefreshReport, Store

EVERY_SECONDS = 0.1
"""Minimum seconds between progress messages, which limits redraws."""


class Refresh(Protocol):
    """Signature of `newsroom.refresh_with_hooks` or a substitute."""

    def __call__(
        self,
        store: Store,
        config: Config,
        *,
        on_progress: Callable[[Progress], None] | None = None,
        only: Collection[str] = (),
    ) -> RefreshReport:
        """Read all sources and update the threads."""
        ...


class Progressed(Message):
    """A refresh has made progress."""

    def __init__(self, progress: Progress) -> None:
        super().__init__()
        self.progress = progress


class Refreshed(Message):
    """A refresh is complete."""

    def __init__(self, report: RefreshReport) -> None:
        super().__init__()
        self.report = report


class RefreshFailed(Message):
    """A refresh has failed."""

    def __init__(self, reason: str) -> None:
        super().__init__()
        self.reason = reason


class _StoppedError(BaseException):
    """The reader is quitting; what is stored is kept, and the next refresh continues from there."""


class Refresher:
    """Runs one refresh at a time.

    Its thread is a daemon, not a worker of Textual's: those are waited for when the reader quits, and a server that
    does not answer would hold it for as long as a timeout. A refresh may be cut off at any moment, by contract.
    """

    def __init__(self, path: Path, refresh: Refresh | None, post: Callable[[Message], object]) -> None:
        """Create a refresher.

        Args:
            path: the store's file.
            refresh: fetches news; None for `newsroom.refresh_with_hooks`.
            post: posts a message to the application, from any thread.
        """
        self._path = path
        self._refresh = refresh
        self._post_message = post
        self._thread: threading.Thread | None = None
        self._stopped = threading.Event()
        self._running = False

    @property
    def running(self) -> bool:
        """Whether a refresh is running; False once its end was reported."""
        return self._running

    def start(self, config: Config, only: tuple[str, ...] = ()) -> bool:
        """Start a refresh of all or the given sources; False if one is running."""
        if self.running or self._stopped.is_set():
            return False
        self._running = True
        self._thread = threading.Thread(target=self._run, args=(config, only), name="refresh", daemon=True)
        self._thread.start()
        return True

    def stop(self, wait: float) -> None:
        """Stop the refresh at its next step, waiting up to `wait` seconds for it."""
        self._stopped.set()
        if self._thread:
            self._thread.join(wait)

    def _run(self, config: Config, only: tuple[str, ...]) -> None:
        end = self._work(config, only)
        self._running = False
        if end:
            self._post(end)

    def _work(self, config: Config, only: tuple[str, ...]) -> Message | None:
        try:
            refresh = self._refresh or newsroom.refresh_with_hooks  # imported in the worker thread
            with newsroom.open_store(self._path) as store:
                return Refreshed(refresh(store, config, on_progress=self._progress(), only=only))
        except BriefingError as error:
            return RefreshFailed(str(error))
        except _StoppedError:
            return None
        except Exception as error:  # the reader continues after any error
            return RefreshFailed(f"the refresh failed ({type(error).__name__}: {error})")

    def _progress(self) -> Callable[[Progress], None]:
        last_stage, last_time = "", 0.0

        def on_progress(progress: Progress) -> None:
            nonlocal last_stage, last_time
            if self._stopped.is_set():
                raise _StoppedError
            now = time.monotonic()
            if progress.stage != last_stage or progress.done == progress.total or now - last_time >= EVERY_SECONDS:
                last_stage, last_time = progress.stage, now
                self._post(Progressed(progress))

        return on_progress

    def _post(self, message: Message) -> None:
        if not self._stopped.is_set():
            self._post_message(message)
