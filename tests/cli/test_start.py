"""What is there before any work: version, help, names of commands, and how little is loaded."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

import briefing
from briefing.cli.root_command import COMMANDS, app
from briefing.render import BRIEFING_FORMATS
from tests.cli.conftest import Program

HEAVY = {"textual", "numpy", "nltk", "sumy", "trafilatura", "lxml", "urllib3", "feedparser", "nupunkt"}
READING = [
    *(["daily", "--no-refresh", "--since", "all", "--format", form] for form in BRIEFING_FORMATS),
    ["threads"],
    ["threads", "--json"],
    ["thread", "trump"],
    ["quotes", "--json"],
    ["search", "petro", "is:unread"],
    ["rules", "test", "petro"],
    ["config", "show"],
    ["summarize", "--help"],
    ["--help"],
]
LOADED = """
import json, sys
from briefing.cli.entry_point import run
for arguments in json.loads(sys.argv[1]):
    assert run(arguments) == 0
    print(*arguments, ":", *sys.modules, file=sys.stderr)
"""


def loaded(program: Program, *commands: list[str]) -> dict[str, set[str]]:
    """What each of several commands has loaded, one after the other in one process."""
    command = [sys.executable, "-c", LOADED, json.dumps(commands)]
    done = subprocess.run(command, env=program.environment(), capture_output=True, text=True, check=True)
    told = [line.split(" : ") for line in done.stderr.splitlines()]
    return {arguments: set(modules.split()) for arguments, modules in told}


def test_version(program: Program) -> None:
    assert program.text("--version") == f"briefing {briefing.__version__}\n"
    assert program.text("--store", "x", "--version") == f"briefing {briefing.__version__}\n"


def test_version_loads_not_even_click(program: Program) -> None:
    (modules,) = loaded(program, ["--version"]).values()
    assert modules & {*HEAVY, "click", "briefing.model", "dataclasses"} == set()


def test_reading_loads_nothing_heavy(seeded: Program) -> None:
    reading = [*READING, ["site", str(seeded.home / "site"), "--no-refresh", "--quiet"]]
    found = loaded(seeded, *reading)
    assert len(found) == len(reading)
    assert {arguments: modules & HEAVY for arguments, modules in found.items() if modules & HEAVY} == {}


@pytest.mark.parametrize("name", ["", *COMMANDS, "config init"])
def test_every_command_has_help(program: Program, name: str) -> None:
    told = program.text(*name.split(), "--help")
    assert told.startswith(f"Usage: briefing {name}".rstrip())
    assert "--store FILE" in told


def test_descriptions_in_lists_of_commands_are_whole(program: Program) -> None:
    for group in ("", "mark", "feeds", "rules", "config"):
        listed = program.text(*group.split(), "--help").partition("Commands:\n")[2].partition("\n\n")[0]
        assert listed
        assert [line for line in listed.splitlines() if not line.endswith(".") or line.endswith("...")] == []


def leaves(group: click.Group, parents: tuple[click.Group, ...] = ()) -> Iterator[tuple[click.Command, ...]]:
    """Yield every command that is no group, with the groups it is in."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        assert command
        if isinstance(command, click.Group):
            yield from leaves(command, (*parents, command))
        else:
            yield (command, *parents)


def test_help_of_every_command_or_its_group_has_an_example() -> None:
    for found in leaves(app):
        told = [f"{each.help} {each.epilog or ''}" for each in found]
        assert any("Example" in each for each in told), found[0].name


def test_unknown_command_names_the_nearest(program: Program) -> None:
    assert "no such command: thredas; did you mean threads?" in program.error("thredas", code=2)
    assert program.error("weather", code=2).startswith(
        "no such command: weather; `briefing search weather` searches the articles"
    )
    assert "did you mean --version?" in program.error("version", code=2)
    assert "no such command 'raed'; did you mean 'read', 'unread'?" in program.error("mark", "raed", "petro", code=2)


def test_help_of_a_command_as_with_git(program: Program) -> None:
    assert program.text("help") == program.text("--help")
    assert program.text("help", "daily") == program.text("daily", "--help")
    assert program.text("help", "config", "init") == program.text("config", "init", "--help")


def test_wrong_values_name_the_nearest(program: Program) -> None:
    assert "'HTM' is not one of text, markdown, html" in program.error("daily", "--format", "HTM", code=2)
    assert "; did you mean html?" in program.error("daily", "--format", "HTML", code=2)
    assert "'many' is not a valid whole number" in program.error("threads", "--limit", "many", code=2)
    assert "did you mean thread-line?" in program.error("schema", "thread-lines", code=2)


def test_option_without_its_value_points_to_the_help_of_its_command(program: Program) -> None:
    for arguments, told in ((("threads", "--fields"), "briefing threads --help"), (("--config",), "briefing --help")):
        done = program.run(*arguments)
        assert done.returncode == 2
        assert f"see `{told}`" in done.stderr.decode()


@pytest.mark.parametrize("group", ["config", "feeds", "mark", "rules"])
def test_group_without_a_command_names_its_commands(program: Program, group: str) -> None:
    message = program.error(group, code=2)
    assert message.startswith(f"{group}: name a command: ") and message.count("\n") <= 1
    assert f"(see `briefing {group} --help`)" in message


def test_unknown_option_names_the_nearest(program: Program) -> None:
    told = program.error("daily", "--formt", "json", code=2)
    assert "--formt" in told
    assert "--format" in told.replace("--formt", "")
    assert "`briefing daily --help`" in told


@pytest.mark.parametrize(
    "arguments", [["daily", "--format", "yaml"], ["threads", "--limit", "0"], ["thread"], ["daily", "extra"]]
)
def test_wrong_usage_is_one_line(program: Program, arguments: list[str]) -> None:
    assert program.error(*arguments, code=2)


def test_store_and_configuration_may_stand_on_both_sides(seeded: Program) -> None:
    elsewhere = str(seeded.store.rename(seeded.home / "elsewhere.db"))
    assert seeded.text("--store", elsewhere, "threads") == seeded.text("threads", "--store", elsewhere) != ""
    assert "nowhere.toml" in seeded.error("--config", "nowhere.toml", "threads", code=2)
    assert "nowhere.toml" in seeded.error("threads", "--config", "nowhere.toml", code=2)
