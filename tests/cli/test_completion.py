"""Completion: by the tab key of real shells, and what they are answered."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Program, in_terminal

SHELLS = {
    "bash": (["bash", "--norc", "--noprofile", "-i"], ".script", "source ~/.script"),
    "zsh": (["zsh", "-f", "-i"], ".zfunc/_briefing", "fpath=(~/.zfunc $fpath); autoload -Uz compinit; compinit -u -D"),
    "fish": (["fish", "-i"], ".config/fish/completions/briefing.fish", ""),
}
"""How each is started, where its script goes, and what makes it read that."""


@pytest.mark.parametrize("shell", SHELLS)
def test_the_tab_key_completes(program: Program, tmp_path: Path, shell: str) -> None:
    command, place, begin = SHELLS[shell]
    if not shutil.which(shell):
        pytest.skip(f"{shell} is not installed")
    script = program.home / place
    script.parent.mkdir(parents=True, exist_ok=True)
    script.write_text(program.text("completion", shell))
    (tmp_path / "briefing").write_text(f'#!/bin/sh\nexec {sys.executable} -m briefing "$@"\n')
    (tmp_path / "briefing").chmod(0o755)
    environment = {**program.environment(), "TERM": "xterm", "PATH": f"{tmp_path}:/usr/bin:/bin"}
    # Twice, as a shell that loads the script at the first press has it by the second.
    keys = f"{begin}\nbriefing conf\tpa\t\nexit\n"
    _, shown = in_terminal(command, environment, keys.encode())
    assert f"{program.config}\n" in shown, shown


@pytest.mark.parametrize(
    ("words", "expected"),
    [("briefing dai", "daily"), ("briefing feeds im", "import"), ("briefing daily --fail", "--fail-on")],
)
def test_what_could_come_next(program: Program, words: str, expected: str) -> None:
    program.env = {
        "_BRIEFING_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }
    assert program.text() == f"plain,{expected}\n"


def candidates(program: Program, words: str) -> list[str]:
    """What zsh is answered: what could come next, and what it is."""
    number = len(words.split(" ")) - 1
    program.env = {"_BRIEFING_COMPLETE": "zsh_complete", "COMP_WORDS": words, "COMP_CWORD": str(number)}
    _, *told = ["", *program.text().splitlines()]
    program.env = {}
    return [f"{value} {help}" for value, help in zip(told[1::3], told[2::3], strict=True)]


def test_values_are_completed_with_what_they_are(told: Program) -> None:
    rows = {row["thread"]["id"]: row["thread"]["title"] for row in told.json("threads")["threads"]}
    every = [f"{id_} {title}" for id_, title in rows.items()]
    first, second = rows
    for words in ("thread ", "mark star ", "split ", "join ", "quotes --thread ", "mark tag later "):
        assert candidates(told, f"briefing {words}") == every, words
    assert candidates(told, f"briefing thread {first[:5]}") == every[:1]
    assert candidates(told, f"briefing join {first} ") == every[1:]
    told.text("mark", "star", second)
    (change,) = candidates(told, "briefing undo ")
    assert change.startswith("1 star: ") and change.endswith(f" of {rows[second]}")
    assert candidates(told, "briefing schema hits-") == ["hits-line _"]
    elsewhere = told.store.rename(told.home / "elsewhere.db")
    assert candidates(told, "briefing thread ") == []
    assert candidates(told, f"briefing --store {elsewhere} thread ") == every
