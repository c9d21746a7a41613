"""README, documentation and scripts: commands, modules, tests and links that they name exist."""

from __future__ import annotations

import re
import runpy
import shlex
from functools import cache
from pathlib import Path

import click

from briefing.cli.man import EXIT_CODES
from briefing.cli.root_command import COMMANDS, app
from briefing.tui.key_bindings import COMMANDS as READER_COMMANDS
from briefing.tui.key_bindings import key_label
from tests.table import table

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted(DOCS.glob("*.md"))]
IDS = [page.name for page in PAGES]


@cache
def text(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def examples(page: Path) -> list[str]:
    """Arguments of every `briefing` command in a code block of shell or crontab lines."""
    blocks = re.findall(r"^```(?:sh|crontab)\n(.*?)^```", text(page), re.MULTILINE | re.DOTALL)
    code = re.sub(r"\s+# .*", "", "\n".join(blocks))
    return re.findall(r"\bbriefing ((?:(?:[\w./@:~*-]+|'[^'\n]*') ?)+)", code)


@table(("page", "example"), [(page.name, each) for page in PAGES for each in examples(page)])
def test_examples_are_understood(page: str, example: str) -> None:
    command: click.Command = app
    context = click.Context(app)
    words = shlex.split(example)
    while isinstance(command, click.Group):
        name = words.pop(0)
        found = command.get_command(context, name)
        assert found, f"{page}: {name}"
        command = found
    command.make_context(command.name, words, parent=context)


def test_readme_has_examples() -> None:
    assert len(examples(ROOT / "README.md")) >= 6


def test_readme_has_every_exit_code_of_the_manual() -> None:
    table = text(ROOT / "README.md").partition("## Exit codes")[2].partition("\n## ")[0]
    assert re.findall(r"^\| (\d+) \|", table, re.MULTILINE) == [code for code, _ in EXIT_CODES]


def test_every_command_is_listed() -> None:
    commands = text(DOCS / "commands.md")
    assert re.findall(r"^\| `briefing (\w+)", commands, re.MULTILINE) == list(COMMANDS)
    for name in ("config", "feeds"):
        group = app.get_command(click.Context(app), name)
        assert isinstance(group, click.Group)
        (listed,) = re.findall(rf"^\| `briefing {name} ([\w\\|]+)`", commands, re.MULTILINE)
        assert sorted(listed.split("\\|")) == sorted(group.commands)


def test_keys_of_the_reader_are_bound() -> None:
    table = text(DOCS / "commands.md").partition("## In the reader")[2]
    named = {key for cell in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for key in re.findall(r"`(.+?)`", cell)}
    bound = {key_label(key) for command in READER_COMMANDS for key in command.keys}
    assert {key.replace("\\", "") for key in named} <= bound


def anchors(page: Path) -> set[str]:
    """Anchors of the headings of a page, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)", text(page), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading).strip().lower().replace(" ", "-") for heading in headings}


@table("page", PAGES)
def test_links_lead_somewhere(page: Path) -> None:
    dead = []
    for link in re.findall(r"\]\(([^)\s]+)\)", text(page)):
        path, _, anchor = link.partition("#")
        target = page.parent / path if path else page
        if not link.startswith("http") and (not target.exists() or (anchor and anchor not in anchors(target))):
            dead.append(link)
    assert dead == []


def is_there(path: str) -> bool:
    """Whether a path, with or without `.py`, exists under the root, the package, or the tests."""
    return any(
        next(folder.glob(path.rstrip("/") + end), None)
        for folder in (ROOT, ROOT / "briefing", ROOT / "tests")
        for end in ("", ".py")
    )


def paths(page: Path) -> set[str]:
    """Paths in backticks that begin at the root, the package, or the tests, and all names of Python files."""
    quoted = re.findall(r"`(?!\.\.)([\w.*-]+(?:/[\w.*-]+)*/?)`", text(page))
    folders = {each.name for parent in (ROOT, ROOT / "briefing") for each in parent.iterdir() if each.is_dir()}
    return {each for each in quoted if each.endswith(".py") or ("/" in each and each.split("/")[0] in folders)}


@table("page", PAGES)
def test_files_that_a_page_names_exist(page: Path) -> None:
    assert [path for path in sorted(paths(page)) if not is_there(path)] == []


@table("page", PAGES)
def test_modules_and_constants_that_a_page_names_exist(page: Path) -> None:
    dotted = set(re.findall(r"`(briefing(?:\.(?!db\b|log\b)\w+)+)", text(page)))
    public = dir(__import__("briefing"))
    missing = [
        name for name in dotted if not is_there(name.replace(".", "/")) and name.removeprefix("briefing.") not in public
    ]
    constants = re.findall(r"`([a-z_]+)\.([A-Z_]+)`", text(page))
    missing += [
        f"{module}.{name}"
        for module, name in constants
        if not any(
            re.search(rf"^{name}\b", file.read_text("utf-8"), re.MULTILINE)
            for file in (ROOT / "briefing").rglob(f"{module}.py")
        )
    ]
    assert missing == []


def test_modules_of_the_tree_exist() -> None:
    (tree,) = re.findall(r"^```text\n(briefing/ .*?)^```", text(DOCS / "architecture.md"), re.MULTILINE | re.DOTALL)
    folders = re.findall(r"^ *(\S+/) +(.*(?:\n {20,}.*)*)", tree, re.MULTILINE)
    named = [
        (folder, name) for folder, names in folders for name in re.findall(r"\w+", re.sub(r"\([^)]*\)", "", names))
    ]
    assert len(named) > 100
    assert [folder + name for folder, name in named if not is_there(folder + name)] == []


def test_table_of_quotes_is_up_to_date() -> None:
    updated = runpy.run_path(str(ROOT / "scripts" / "quote_examples.py"))["updated"]
    page = text(DOCS / "quotes.md")
    assert updated(page) == page, "run `make quotes`"


def test_tests_that_the_mutation_check_names_exist() -> None:
    folders = runpy.run_path(str(ROOT / "scripts" / "mutants.py"))["TESTS"]
    names = {name for package in folders for name in [package, *folders[package]]}
    assert names and [name for name in names if not (ROOT / "tests" / name).is_dir()] == []


def test_every_test_that_the_list_of_faults_names_exists() -> None:
    named = re.findall(r"`([\w/]+\.py)(?:::(\w+))?`", text(DOCS / "robustness.md"))
    assert len(named) > 100
    tests = ROOT / "tests"
    missing = [
        (path, name)
        for path, name in named
        if not (tests / path).exists() or (name and f"def {name}(" not in text(tests / path))
    ]
    assert missing == []
