"""`make run` says what it does before each step that takes long."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.skipif(not shutil.which("make"), reason="make is not installed")
def test_each_step_of_make_run_is_named_before_it_begins(tmp_path: Path) -> None:
    command = ["make", "--dry-run", "run", f"VENV={tmp_path / 'venv'}"]
    plan = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout
    steps = re.findall(r'echo "(\d/\d)|(-m venv)|(pip install)|(bin/briefing) *;', plan)
    named = ["".join(step) for step in steps]
    assert named == ["1/4", "-m venv", "2/4", "pip install", "3/4", "4/4", "bin/briefing"]
    assert not re.search(r"pip install[^|\n]*--quiet", plan)
