"""Exit codes and defaults of what a refresh reports."""

from __future__ import annotations

from briefing.model import SourceFailure
from briefing.newsroom.results import Progress, RefreshReport
from tests.table import table

FAILURE = SourceFailure("https://n.example/feed", "no")


@table(("sources", "failed", "code"), [(2, 0, 0), (2, 1, 3), (2, 2, 4), (1, 1, 4), (0, 0, 4)])
def test_exit_code_tells_whether_all_some_or_none_were_read(sources: int, failed: int, code: int) -> None:
    report = RefreshReport(sources, 0, (FAILURE,) * failed, 1, 2, 3)
    assert report.exit_code == code
    assert report == RefreshReport(sources, 0, (FAILURE,) * failed, 1, 2, 3, (), (), (), ())
    assert RefreshReport(1, 0, (), 0, 0, 0, hooks=(FAILURE,), notes=(FAILURE,), skipped=(FAILURE,)).exit_code == 0


def test_progress_without_details() -> None:
    assert Progress("pages", 1, 2) == Progress("pages", 1, 2, "", 0, 0)
