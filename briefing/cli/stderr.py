"""Standard error: one-line messages and the progress of a refresh, separate from data output.

Imports late, as every run of the program loads it.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model import SourceFailure
    from briefing.newsroom import Progress, RefreshReport

LINE_EVERY = 5.0
"""Seconds between lines of progress if standard error is no terminal."""

DRAW_EVERY = 0.1
"""Seconds between updates of the bar on a terminal."""

BAR = 20
"""Width of the bar in columns."""

NAMED = 3
"""Maximum number of failures reported one by one; more are summed up in one line."""


def write(text: str) -> None:
    """Write to standard error; errors are ignored, as they cannot be reported."""
    if sys.stderr is None:
        return
    try:
        sys.stderr.write(text)
        sys.stderr.flush()
    except (OSError, ValueError):
        return


def say(message: str) -> None:
    """Print one line without terminal controls and without logins in URLs."""
    from briefing.sanitizer import clean_line, hide_login

    write(f"briefing: {hide_login(clean_line(message))}\n")


def is_terminal() -> bool:
    """Whether standard error is a terminal; pipes and cron mails only get failures."""
    return sys.stderr is not None and sys.stderr.isatty()


def silence_libraries() -> None:
    """Suppress log messages and warnings of libraries; relevant ones are reported as source failures."""
    import logging
    import warnings

    logging.getLogger().addHandler(logging.NullHandler())
    if not sys.warnoptions:
        warnings.simplefilter("ignore")


class Meter:
    """The progress of a refresh: a bar on a terminal, else a line every few seconds, nothing if `quiet`.

    A context manager that erases the bar at its end; `newsroom.refresh` calls its `show`.
    """

    def __init__(self, quiet: bool = False, clock: Callable[[], float] = time.monotonic) -> None:
        self._quiet = quiet
        self._clock = clock
        self._bar = is_terminal() and os.environ.get("TERM") != "dumb"
        self._shown_at = clock()
        self._drawn = False
        from briefing.render.stage_pace import StagePace

        self._pace = StagePace()

    def __enter__(self) -> Meter:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._drawn:
            write("\r\x1b[K")

    def show(self, progress: Progress) -> None:
        """Show a step, unless the last one was shown a moment ago."""
        now = self._clock()
        left = self._pace.seconds_left(progress.stage, progress.done, progress.total, now, progress.seconds)
        if self._quiet or now - self._shown_at < (DRAW_EVERY if self._bar else LINE_EVERY):
            return
        self._shown_at = now
        if self._bar:
            self._drawn = True
            write("\r" + bar(progress, _columns(), left) + "\x1b[K")
        else:
            counts = ", ".join([f"{progress.done} of {progress.total}", *_counts(progress, left)])
            from briefing.render.captions import STAGES

            say(f"{STAGES[progress.stage]}: {counts}")


_NEW = {"feeds": "new", "items": "new", "pages": "read", "threads": "new", "summaries": "new"}


def _counts(progress: Progress, left: float | None) -> list[str]:
    from briefing.render.stage_pace import time_left

    counts = [f"{progress.new} {_NEW[progress.stage]}"] if progress.new else []
    counts += [f"{progress.failed} failed"] if progress.failed else []
    return [*counts, words] if (words := time_left(left)) else counts


def bar(progress: Progress, columns: int, left: float | None = None) -> str:
    """A step as one line of less than `columns` columns; `left` is the estimated seconds to the end of the stage."""
    from briefing.render.captions import STAGES
    from briefing.render.text_layout import clip

    share = progress.done / progress.total if progress.total else 1.0
    drawn = "█" * round(BAR * share) + "░" * (BAR - round(BAR * share))
    counts = ", ".join([f"{progress.done}/{progress.total}", *_counts(progress, left)])
    return clip(f"{drawn} {STAGES[progress.stage]} {counts} {progress.detail}", max(columns - 1, 20))


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError):
        return 80


def report_failures(report: RefreshReport, feeds: int, verbose: bool) -> None:
    """Report failed sources: one line each if they are few or `verbose`, else one line for all."""
    for line in failure_lines(report, feeds, verbose):
        say(line)
    for note in report.notes[: None if verbose else NAMED]:
        say(_named(note))
    for line in report.sync.notes if report.sync else ():
        say(f"sync: {line}")


def failure_lines(report: RefreshReport, feeds: int, verbose: bool, named: int = NAMED) -> list[str]:
    """Lines that report the failed sources, and those whose pages all failed.

    Args:
        report: report of the refresh.
        feeds: number of feeds in the configuration.
        verbose: whether every source and page is a line.
        named: maximum number of failures reported one by one.
    """
    return _source_lines(report, feeds, verbose, named) + page_lines(report, verbose)


def _source_lines(report: RefreshReport, feeds: int, verbose: bool, named: int) -> list[str]:
    failed = report.failed
    if not report.sources:
        return ["the configuration has no sources; `briefing feeds add` adds a feed"]
    down = [failure for failure in failed if failure.location.startswith(("http://", "https://"))]
    if verbose or not (len(failed) > named or len(down) == feeds > 1):
        return [_named(failure) for failure in failed]
    if len(down) == feeds:
        verb = "read" if any(failure.reason.startswith("HTTP") for failure in down) else "reached"
        others = [_named(failure) for failure in failed if failure not in down]
        return [f"the feeds could not be {verb} ({len(down)} of {feeds}: {_reasons(down)})", *others[:named]]
    return [f"{len(failed)} of {report.sources} sources failed ({_reasons(failed)}); --verbose lists them"]


def page_lines(report: RefreshReport, verbose: bool = False) -> list[str]:
    """Lines that report the sources whose pages all failed, or, with `verbose`, every page that failed."""
    if verbose:
        return [f"{failure.location}: page not fetched: {failure.reason}" for failure in report.failed_pages]
    if len(report.pageless) > NAMED:
        return [f"of {len(report.pageless)} sources no page could be fetched; `briefing doctor` lists the hosts"]
    return [_named(failure) for failure in report.pageless]


def page_summary(report: RefreshReport) -> str:
    """How many pages failed, and why: `56 of 60 pages failed (HTTP 403)`."""
    return f"{len(report.failed_pages)} of {report.pages} pages failed ({_reasons(report.failed_pages)})"


def report_skips(report: RefreshReport, verbose: bool) -> None:
    """Report skipped articles and threads."""
    for line in skip_lines(report, verbose):
        say(line)


def skip_lines(report: RefreshReport, verbose: bool) -> list[str]:
    """Lines that report skipped articles and threads: one each if they are few or `verbose`."""
    skipped = report.skipped
    if not verbose and len(skipped) > NAMED:
        reasons = _reasons(skipped)
        return [f"{len(skipped)} articles are listed without summary ({reasons}); `briefing doctor` lists them"]
    return [f"{each.title or each.location}: listed without summary: {each.reason}" for each in skipped]


def _named(failure: SourceFailure) -> str:
    name = failure.title or failure.location
    again = f"; next attempt after {failure.retry_at.astimezone():%d %b %H:%M}" if failure.retry_at else ""
    # The reason of a file already begins with its path.
    return failure.reason if failure.reason.startswith(name) else f"{name}: {failure.reason}{again}"


def _reasons(failed: Sequence[SourceFailure]) -> str:
    """The most frequent reasons, most sources first."""
    from collections import Counter

    counted = Counter(failure.reason for failure in failed)
    if len(counted) == 1:
        return next(iter(counted))
    return ", ".join(f"{number}× {reason}" for reason, number in counted.most_common(NAMED))
