"""Manual pages and completion: made from the commands and the declaration of the configuration, nothing left out."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import fields
from pathlib import Path

import pytest

from briefing import config
from briefing.cli.root_command import COMMANDS
from tests.cli.conftest import Program


def plain(roff: str) -> str:
    return roff.replace("\\-", "-").replace("\\fB", "").replace("\\fR", "").replace("\\fI", "")


def test_every_command_and_option_is_in_the_manual(program: Program) -> None:
    told = plain(program.text("man"))
    assert [name for name in COMMANDS if f".SS briefing {name} " not in told] == []
    assert ".SS briefing feeds add " in told
    assert "Example:\n.nf\n  briefing join k7f3qa 9jtxxadx\n.fi" in told
    for option in ("--fail-on", "--no-refresh", "--date DATE", "--verify"):
        assert option in told
    assert program.text("man", "briefing") == program.text("man")


def test_every_key_of_the_configuration_is_in_the_manual(program: Program) -> None:
    told = plain(program.text("man", "config"))
    for section in fields(config.Config):
        assert f".SS [{section.name}]" in told or f".SS [[{section.name}]]" in told
    for cls in (config.FetchConfig, config.DailyConfig, config.FeedConfig, config.HookConfig):
        assert [each.name for each in fields(cls) if f"\n{each.name}\n" not in told] == []
    assert "The default is 12." in told


def test_pages_that_ship_are_those_of_today(program: Program) -> None:
    folder = Path(__file__).resolve().parents[2] / "man"
    for name, page in (("briefing.1", "briefing"), ("briefing-config.5", "config")):
        assert (folder / name).read_text(encoding="utf-8") == program.text("man", page), "`make man` writes them anew"


@pytest.mark.skipif(not shutil.which("groff"), reason="groff is not installed")
@pytest.mark.parametrize("page", ["briefing", "config"])
def test_groff_has_nothing_to_say_of_a_page(program: Program, page: str) -> None:
    roff = program.text("man", page).encode()
    done = subprocess.run(["groff", "-man", "-Tutf8", "-ww", "-z"], input=roff, capture_output=True, check=True)
    assert done.stderr == b""
