"""`briefing archive` without its packages, and with wrong options."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing.archive import tables
from briefing.cli.entry_point import run


def test_missing_packages_are_named_with_the_remedy(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(tables, "PACKAGES", ("briefing", "package_that_is_missing"))
    assert run(["archive", "run", str(tmp_path), "--output", str(tmp_path / "out")]) == 2
    assert capsys.readouterr().err == (
        "briefing: archive run needs more packages (package_that_is_missing): pip install 'briefing-news[archive]'\n"
    )
    assert not (tmp_path / "out").exists()


def test_a_wrong_day_is_wrong_usage(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setattr(tables, "PACKAGES", ())
    for option in ("--from", "--to"):
        assert run(["archive", "run", "a.warc", "--output", str(tmp_path / "out"), option, "31.1.2024"]) == 2
        assert f"archive run: {option} 31.1.2024: give a day such as 2026-01-31" in capsys.readouterr().err
