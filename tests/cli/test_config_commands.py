from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from briefing.cli.config_commands import toml_lines
from briefing.config import Config, RuleConfig, SeedConfig, bundled, load_config
from tests.cli.conftest import Program


def test_path_is_that_of_the_file_in_force(program: Program) -> None:
    assert program.text("config", "path") == f"{program.config}\n"
    program.env = {"BRIEFING_CONFIG": ""}
    assert program.text("config", "path") == f"{bundled() / 'config.toml'}\n"


def test_shown_configuration_reads_as_the_same(program: Program, tmp_path: Path) -> None:
    shown = tmp_path / "shown.toml"
    for original in (program.config, bundled() / "config.toml"):
        shown.write_text(program.text("config", "show", "--config", str(original)))
        assert load_config(shown) == load_config(original)


def test_odd_values_are_written_as_toml() -> None:
    odd = Config(
        keys={'a "b"\n': "\x7f\\"},
        seeds=(SeedConfig(Path("/a\tb é")),),
        rules=(RuleConfig("x", "mute"), RuleConfig("y", "read")),
    )
    read = tomllib.loads("\n".join(toml_lines(odd)))
    assert read["keys"] == {'a "b"\n': "\x7f\\"}
    assert [seed["path"] for seed in read["seeds"]] == ["/a\tb é"]
    assert [rule["action"] for rule in read["rules"]] == ["mute", "read"]


def test_check_counts_and_names_a_seed_that_is_gone(program: Program, tmp_path: Path) -> None:
    assert program.text("config", "check") == f"{program.config}: valid; 0 feeds, 1 seed\n"
    program.configure(seeds=(tmp_path / "gone",))
    assert b"gone: this seed does not exist" in program.run("config", "check").stderr
    program.config.write_text("[fetch]\ntimeout = -1\n")
    assert "timeout: -1" in program.error("config", "check", code=2)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("timeout = 3\n", "timeout: unknown key; did you mean timeout of [fetch]?"),
        ("[fecth]\ntimeout = 3\n", "fecth: unknown key; did you mean fetch?"),
        ("[feeds]\nurl = 'https://a.example'\n", "feeds: expected a list of tables: write [[feeds]]"),
        ("[keys]\nopn = 'x'\n", "keys.opn: there is no such command; did you mean open?"),
        ("[tui]\ntheme = 'nrod'\n", "tui.theme: there is no theme 'nrod'; did you mean nord?"),
    ],
)
def test_mistakes_are_told_with_what_is_meant(program: Program, text: str, told: str) -> None:
    program.config.write_text(text)
    assert program.error("config", "check", code=2) == f"{program.config}: {told}"


@pytest.mark.parametrize("options", [[], ["--config", "own/mine.toml"]])
def test_init_makes_a_copy_that_works(program: Program, options: list[str], tmp_path: Path) -> None:
    program.env = {"BRIEFING_CONFIG": ""}
    options = [str(tmp_path / option) if option.endswith(".toml") else option for option in options]
    target = Path(program.text("config", "init", *options).strip())
    assert target == (Path(options[1]) if options else program.home / ".config" / "briefing" / "config.toml")
    assert target.read_text(encoding="utf-8") == (bundled() / "config.toml").read_text(encoding="utf-8")
    assert all(seed.path and seed.path.exists() for seed in load_config(target).seeds)
    assert program.text("config", "path", *options) == f"{target}\n"
    assert "already exists" in program.error("config", "init", *options, code=2)
    assert program.text("config", "init", "--force", *options) == f"{target}\n"


def test_init_that_cannot_write(program: Program, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot write" in program.error("config", "init", "--config", str(tmp_path / "file" / "c.toml"), code=1)
