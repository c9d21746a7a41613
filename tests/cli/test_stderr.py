from __future__ import annotations

import io
from dataclasses import replace

import pytest

from briefing.cli.stderr import Meter, bar, failure_lines, page_lines, page_summary, say
from briefing.model import SourceFailure
from briefing.newsroom import Progress, RefreshReport
from briefing.render.text_layout import width_of

REPORT = RefreshReport(14, 0, (), 0, 0, 0)


def fail(number: int, reason: str = "no network") -> SourceFailure:
    return SourceFailure(f"https://{number}.example/", reason, f"Feed {number}")


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_few_failures_are_told_one_by_one() -> None:
    report = replace(REPORT, failed=(fail(1), fail(2, "HTTP 404 Not Found")))
    assert failure_lines(report, 13, False) == ["Feed 1: no network", "Feed 2: HTTP 404 Not Found"]


def test_many_failures_are_told_in_one_line() -> None:
    failed = (*(fail(number) for number in range(4)), fail(9, "timed out"))
    report = replace(REPORT, failed=failed)
    assert failure_lines(report, 13, False) == [
        "5 of 14 sources failed (4× no network, 1× timed out); --verbose lists them"
    ]
    assert len(failure_lines(report, 13, True)) == 5


def test_all_feeds_failing_is_one_line_and_a_seed_another() -> None:
    report = replace(REPORT, failed=(fail(1), fail(2), SourceFailure("/x.txt", "/x.txt: cannot read the seed: gone")))
    assert failure_lines(report, 2, False) == [
        "the feeds could not be reached (2 of 2: no network)",
        "/x.txt: cannot read the seed: gone",
    ]
    refused = replace(REPORT, failed=(fail(1, "HTTP 403 Forbidden"), fail(2, "HTTP 403 Forbidden")))
    assert failure_lines(refused, 2, False) == ["the feeds could not be read (2 of 2: HTTP 403 Forbidden)"]


def test_no_failure_is_no_line() -> None:
    assert failure_lines(REPORT, 13, True) == []


def test_pages_that_failed_are_counted_with_reasons_and_listed_with_verbose() -> None:
    pages = (fail(1, "HTTP 403"), fail(2, "HTTP 403"), fail(3, "timed out"))
    report = replace(REPORT, pages=60, failed_pages=pages, pageless=(fail(9, "none of its pages could be fetched"),))
    assert page_summary(report) == "3 of 60 pages failed (2× HTTP 403, 1× timed out)"
    assert page_lines(REPORT) == []
    assert [line.endswith(": none of its pages could be fetched") for line in page_lines(report)] == [True]
    assert page_lines(report, verbose=True)[0] == f"{pages[0].location}: page not fetched: HTTP 403"
    many = replace(report, pageless=pages + pages)
    assert page_lines(many) == ["of 6 sources no page could be fetched; `briefing doctor` lists the hosts"]


def test_message_is_one_clean_line(capsys: pytest.CaptureFixture[str]) -> None:
    say("bad \x1b[2Jfile\nname")
    assert capsys.readouterr().err == "briefing: bad file name\n"


def meter(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, *times: float, quiet: bool = False) -> str:
    monkeypatch.setattr("sys.stderr", stream)
    monkeypatch.setenv("TERM", "xterm")
    clock = iter((0.0, *times))
    with Meter(quiet, lambda: next(clock)) as shown:
        for done, _ in enumerate(times, 1):
            shown.show(Progress("feeds", done, len(times), f"Feed\x07 {done}"))
    return stream.getvalue()


def test_bar_is_drawn_on_a_terminal_and_wiped(monkeypatch: pytest.MonkeyPatch) -> None:
    told = meter(monkeypatch, Terminal(), 0.01, 0.2, 0.25, 0.4)
    assert told.count("\r") == 3
    assert "reading sources 2/4 Feed 2" in told
    assert "Feed 3" not in told
    assert told.endswith("\r\x1b[K")


def test_lines_are_seldom_without_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    told = meter(monkeypatch, io.StringIO(), 1, 2, 6, 7, 12)
    assert told == "briefing: reading sources: 3 of 5, 5 s left\nbriefing: reading sources: 5 of 5\n"


def test_counts_are_told_where_there_are_any() -> None:
    assert "5/9, 12 new, 1 failed, 30 s left Feed" in bar(Progress("feeds", 5, 9, "Feed", 12, 1), 100, 30.2)
    assert "5/9, 3 read, 2 min left" in bar(Progress("pages", 5, 9, "x", 3), 100, 130.0)
    assert "5/9 x" in bar(Progress("threads", 5, 9, "x"), 100, 0.4)


def test_quiet_meter_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert meter(monkeypatch, Terminal(), 1, 2, quiet=True) == ""
    assert meter(monkeypatch, io.StringIO(), 10, 20, quiet=True) == ""


def test_bar_fits_the_terminal() -> None:
    assert width_of(bar(Progress("threads", 1, 2, "中" * 100), 60)) <= 59
    assert bar(Progress("pages", 0, 0), 80).startswith("█" * 20)
