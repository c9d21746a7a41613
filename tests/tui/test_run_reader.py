from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from briefing.errors import UsageError
from briefing.tui import require_terminal, run_reader
from tests.tui.library import QUIET


def loaded(code: str) -> set[str]:
    code += "\nimport sys; print('\\n'.join(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


def test_importing_it_does_not_import_textual() -> None:
    assert "textual" not in loaded("import briefing.tui")


def test_the_application_imports_nothing_that_only_a_refresh_needs() -> None:
    heavy = {"numpy", "sumy", "nltk", "trafilatura", "lxml", "feedparser", "urllib3", "nupunkt"}
    assert not heavy & loaded("import briefing.tui.app")


@pytest.mark.parametrize("place", range(3))
def test_without_a_terminal_it_says_what_to_do_instead(place: int) -> None:
    name = ("input", "output", "error")[place]
    with pytest.raises(UsageError, match=f"standard {name} is not one; `briefing daily` prints"):
        require_terminal({"TERM": "xterm"}, [number != place for number in range(3)])


def test_a_dumb_terminal_is_refused() -> None:
    with pytest.raises(UsageError, match="TERM=dumb"):
        require_terminal({"TERM": "dumb"}, [True] * 3)
    require_terminal({"TERM": "xterm-256color"}, [True] * 3)


def test_it_refuses_before_it_makes_a_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "dumb")
    with pytest.raises(UsageError):
        run_reader(tmp_path / "briefing.db", QUIET)
    assert not (tmp_path / "briefing.db").exists()
