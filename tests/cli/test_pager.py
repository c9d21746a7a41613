"""Colour and pager: on a terminal, as the user wants them, and never in a pipe unless he asks for it."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest

from briefing.cli import stdout
from briefing.cli.pager import find_pager, through, wants_color
from tests.cli.conftest import Program
from tests.cli.test_commands_and_streams import PRINTING
from tests.table import table

# What is asked for -> the environment -> whether a terminal, and whether a pipe, is coloured.
WANTED = [
    (None, "auto", {}, (True, False)),
    ("auto", "always", {}, (True, False)),
    ("always", "never", {"NO_COLOR": "1"}, (True, True)),
    ("never", "always", {"FORCE_COLOR": "1"}, (False, False)),
    (None, "always", {"NO_COLOR": "1"}, (True, True)),
    (None, "never", {"FORCE_COLOR": "1"}, (False, False)),
    (None, "auto", {"NO_COLOR": "1"}, (False, False)),
    (None, "auto", {"NO_COLOR": ""}, (True, False)),
    (None, "auto", {"NO_COLOR": "1", "FORCE_COLOR": "1"}, (False, False)),
    (None, "auto", {"FORCE_COLOR": "3"}, (True, True)),
    (None, "auto", {"FORCE_COLOR": "0", "CLICOLOR_FORCE": "0"}, (True, False)),
    (None, "auto", {"CLICOLOR_FORCE": "1"}, (True, True)),
    (None, "auto", {"CLICOLOR": "0"}, (False, False)),
    (None, "auto", {"CLICOLOR": "1"}, (True, False)),
]


@table(("option", "configured", "environ", "expected"), WANTED)
def test_who_is_asked_first(option: str, configured: str, environ: dict[str, str], expected: tuple[bool, bool]) -> None:
    told = [wants_color(option, configured, environ, terminal=there) for there in (True, False)]  # type: ignore[arg-type]
    assert tuple(told) == expected


def test_a_pager_is_named_by_the_nearest() -> None:
    assert find_pager("more", {"BRIEFING_PAGER": "sh -c x", "PAGER": "cat"}) == "sh -c x"
    assert find_pager("sh", {"PAGER": "cat"}) == "sh"
    assert find_pager("", {"PAGER": "LESS=X sh"}) == "LESS=X sh"
    assert find_pager("", {"PAGER": "cat"}) == find_pager("cat", {}) == find_pager("sh", {"BRIEFING_PAGER": ""}) == ""
    assert find_pager("", {}) == ("less" if shutil.which("less") else "")


def test_colour_on_a_terminal_and_by_will(seeded: Program) -> None:
    seeded.env = {"PAGER": "cat"}
    assert "\x1b[1;31mPetro\x1b[m" in seeded.on_terminal("search", "petro")[1]
    assert "\x1b" not in seeded.on_terminal("search", "petro", "--color", "never")[1]
    assert "\x1b" not in seeded.text("search", "petro")
    assert "\x1b[1;31m" in seeded.text("search", "petro", "--color", "always")
    assert "\x1b[1;31m" in seeded.text("--color", "always", "search", "petro")
    seeded.env = {"PAGER": "cat", "TERM": "dumb"}
    assert "\x1b" not in seeded.on_terminal("quotes")[1]


def test_changes_findings_rules_and_configuration_have_colour_and_pager(seeded: Program, tmp_path: Path) -> None:
    seeded.text("mark", "star", "petro")
    seeded.config.write_text(seeded.config.read_text() + "[[seeds]]\npath = '/no/such/seed'\n")
    seeded.env = {"BRIEFING_PAGER": f"cat >> {tmp_path}/shown"}
    for arguments, code in (
        (("undo", "--list"), 0),
        (("doctor",), 3),
        (("rules", "test", "petro"), 0),
        (("config", "show"), 0),
    ):
        told = seeded.text(*arguments, code=code)
        painted = seeded.text(*arguments, "--color", "always", code=code)
        assert "\x1b[" in painted and re.sub("\x1b\\[[0-9;]*m", "", painted) == told != ""
    assert seeded.on_terminal("config", "show")[1] == ""
    assert "\x1b[1;34m[fetch]\x1b[m\n" in (tmp_path / "shown").read_text()


def test_colour_by_configuration_and_environment(seeded: Program, tmp_path: Path) -> None:
    seeded.config.write_text('[output]\ncolor = "always"\n')
    assert "\x1b" in seeded.text("threads")
    assert "\x1b" not in seeded.text("threads", "--color", "never")
    seeded.config.write_text("")
    seeded.env = {"CLICOLOR_FORCE": "1"}
    assert "\x1b" in seeded.text("threads")
    seeded.text("daily", "--no-refresh", "--format", "mail", "--output", str(tmp_path / "mail"))
    assert b"\x1b" not in (tmp_path / "mail").read_bytes()


@pytest.mark.parametrize("arguments", [each for each in PRINTING if "json" in each or "--json" in each], ids=" ".join)
def test_data_has_no_colour(seeded: Program, arguments: tuple[str, ...]) -> None:
    seeded.env = {"FORCE_COLOR": "1"}
    assert "\x1b" not in seeded.text(*arguments)


def test_the_pager_gets_what_a_terminal_would(seeded: Program, tmp_path: Path) -> None:
    shown = tmp_path / "shown"
    seeded.env = {"BRIEFING_PAGER": f"env > {tmp_path}/env; cat > {shown}"}
    assert seeded.on_terminal("thread", "petro", columns=60) == (0, "")
    assert "\x1b[1mTrump–Petro" in shown.read_text(encoding="utf-8")
    assert {"LESS=FRX", "LV=-c"} <= set((tmp_path / "env").read_text().splitlines())
    assert "Petro" in seeded.on_terminal("--no-pager", "thread", "petro")[1]
    assert "Petro" in seeded.on_terminal("--quiet", "thread", "petro")[1]
    assert "Petro" in seeded.text("thread", "petro")


def test_what_fits_on_the_screen_stays_there_and_what_does_not_waits_for_keys(seeded: Program) -> None:
    if not shutil.which("less"):
        pytest.skip("less is not installed")
    code, shown = seeded.on_terminal("threads", rows=24)
    assert (code, shown.count("Petro")) == (0, 1)
    code, shown = seeded.on_terminal("thread", "petro", keys=b"q", rows=8)
    assert code == 0
    assert "Articles" not in shown  # which stands at the end


def test_who_leaves_the_pager_early_has_been_told(seeded: Program) -> None:
    seeded.config.write_text('[output]\npager = "head -c 10"\n')
    code, shown = seeded.on_terminal("daily", "--no-refresh")
    assert (code, "briefing:" in shown) == (0, False)
    assert seeded.json("daily", "--no-refresh")["briefs"] == []


def test_a_pager_that_reads_nothing_ends_what_is_written_and_nothing_else() -> None:
    written = 0
    with through("exec 0<&-"):
        for written in range(100):  # noqa: B007 - more than a pipe holds
            stdout.write("x" * 10_000)
    assert written < 99


def test_nothing_needs_no_pager_and_is_told(seeded: Program) -> None:
    seeded.env = {"PAGER": "echo paged; cat"}
    for arguments, told in (
        (("threads", "flood"), "no thread matches flood"),
        (("search", "flood"), "no article matches flood"),
        (("undo", "--list"), "no changes yet"),
    ):
        assert seeded.on_terminal(*arguments) == (0, f"briefing: {told}\n")


def test_a_stream_ends_with_the_pager(seeded: Program, tmp_path: Path) -> None:
    records = tmp_path / "many.jsonl"
    records.write_text((json.dumps({"title": "Title", "text": "A sentence is told here. " * 40}) + "\n") * 300)
    seeded.env = {"PAGER": "head -n 1"}
    code, shown = seeded.on_terminal("extract", str(records))
    assert (code, shown.count("\n")) == (0, 1)


def test_a_pager_that_is_not_there_is_done_without(seeded: Program) -> None:
    seeded.env = {"PAGER": "no-such-pager -x"}
    code, shown = seeded.on_terminal("threads")
    assert code == 0
    assert "briefing: the pager no-such-pager -x is not installed" in shown
    assert "Petro" in shown
