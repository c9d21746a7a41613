"""Formats from the command line: JSON is as its schema says, and pages, mails, feeds and tables are whole."""

from __future__ import annotations

import json
from collections.abc import Iterator
from email import message_from_bytes
from email.policy import default
from functools import cache
from pathlib import Path
from typing import Any

import click
import feedparser
import pytest
from jsonschema import Draft202012Validator, FormatChecker, ValidationError

from briefing.cli.root_command import app
from briefing.render.json_schema import names, schema
from tests.cli.conftest import Program
from tests.conftest import SEED

DOCUMENTS = {
    "briefing": ("daily", "--no-refresh", "--since", "all"),
    "threads": ("threads", "--why"),
    "thread": ("thread", "petro"),
    "quotes": ("quotes", "--all"),
    "summaries": ("summarize", "--quotes", str(SEED)),
    "documents": ("extract", str(SEED)),
    "feeds": ("feeds", "check"),
    "findings": ("doctor",),
    "changes": ("undo", "--list"),
    "hits": ("search", "petro"),
    "rules": ("rules", "test", "petro"),
    "pruned": ("prune", "--dry-run"),
    "sync": ("sync", "--status"),
}
"""Name of a schema -> the command that prints such a document."""


@cache
def validator(name: str = "", *, strict: bool = False) -> Draft202012Validator:
    """What checks against the schema of one kind of document, or of all."""
    return Draft202012Validator(schema(name, strict=strict), format_checker=FormatChecker())


def validate(name: str, value: Any) -> None:
    """Check `value`, and that the schema knows every field of it."""
    validator(name, strict=True).validate(value)
    validator().validate(value)


def printing(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the names of the commands that print JSON."""
    context = click.Context(group)
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            yield from printing(command, (*path, name))
        elif command and any("json" in getattr(each.type, "choices", ()) for each in command.params):
            yield " ".join((*path, name))


def test_every_command_that_prints_json_is_in_the_schema() -> None:
    told = [schema(name)["description"] for name in names()]
    for name in printing(app):
        wanted = "mark" if name.startswith("mark ") else name
        assert any(f"{wanted} --json" in each for each in told), name


def test_every_document_has_a_command() -> None:
    assert set(names()) == {*DOCUMENTS, *(f"{name}-line" for name in DOCUMENTS)}


def test_schemas_are_schemas() -> None:
    whole = schema()
    Draft202012Validator.check_schema(whole)
    for name in names():
        made = schema(name)
        parts = made.pop("$defs")
        Draft202012Validator.check_schema(made)  # what it is made of has been checked with all of them
        assert all(whole["$defs"][part] == told for part, told in parts.items())
        with pytest.raises(ValidationError, match="briefing/1"):
            validator(name).validate({"schema": "briefing/2"})


@pytest.fixture
def full(seeded: Program) -> Program:
    """A program with a feed that fails, a seed that is gone, a server to sync with and a thread that is marked."""
    seeded.configure("http://127.0.0.1:9/feed.xml", seeds=(SEED, Path("/no/such/seed")))
    with seeded.config.open("a") as file:
        file.write('[sync]\nurl = "http://127.0.0.1:9/"\nuser = "ann"\npassword_file = "/no/such/file"\n')
    validate("changes", seeded.json("mark", "tag", "colombia", "petro"))
    return seeded


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_document_is_as_its_schema_says(full: Program, name: str) -> None:
    document = json.loads(full.run(*DOCUMENTS[name], "--json").stdout)
    validate(name, document)
    assert any(isinstance(value, list | dict) and value for value in document.values())  # it tells something


@pytest.mark.parametrize("name", DOCUMENTS)
def test_every_line_is_as_its_schema_says(full: Program, name: str) -> None:
    lines = full.run(*DOCUMENTS[name], "--format", "jsonl").stdout.splitlines()
    assert lines
    for line in lines:
        validate(f"{name}-line", json.loads(line))


def test_story_of_several_documents_is_as_its_schema_says(program: Program, tmp_path: Path) -> None:
    (tmp_path / "copy.txt").write_text(SEED.read_text(encoding="utf-8") + "\nMore is to come.", encoding="utf-8")
    validate("summaries", program.json("summarize", "--threads", "--quotes", str(SEED), str(tmp_path)))


def test_schema_is_printed(program: Program) -> None:
    assert json.loads(program.text("schema")) == schema()
    assert json.loads(program.text("schema", "thread")) == schema("thread")
    assert program.text("schema", "--list").split() == list(names())
    assert "choose one of briefing" in program.error("schema", "nothing", code=2)
    assert schema("thread")["$defs"]["Line"]["properties"]["support"]["description"].startswith("Number of independent")


def test_mail_is_ready_to_be_sent(seeded: Program) -> None:
    message = message_from_bytes(seeded.run("daily", "--no-refresh", "--format", "mail").stdout, policy=default)
    assert str(message["To"]) and "Petro" in message.get_body(("plain",)).get_content()  # type: ignore[union-attr]
    assert seeded.json("daily", "--no-refresh")["briefs"] == []  # it counts as delivered


def test_address_of_the_option_goes_before_the_configuration(seeded: Program) -> None:
    seeded.config.write_text('[daily]\nmail_to = "a@example.org"\nmail_from = "b@example.org"\n')
    for options, to in (((), "a@example.org"), (("--to", "Zoë <z@example.org>"), "Zoë <z@example.org>")):
        told = seeded.run("daily", "--no-refresh", "--since", "all", "--format", "mail", *options).stdout
        message = message_from_bytes(told, policy=default)
        assert (str(message["To"]), str(message["From"])) == (to, "b@example.org")


def test_wrong_address_is_told_before_the_work(seeded: Program) -> None:
    assert "--to 'a b' is no mail address" in seeded.error("daily", "--format", "mail", "--to", "a b", code=2)
    assert "--to is for --format mail" in seeded.error("daily", "--to", "a@b.example", code=2)
    assert len(seeded.json("daily", "--no-refresh")["briefs"]) == 1


def test_page_and_feed_are_written(seeded: Program, tmp_path: Path) -> None:
    page, feed = tmp_path / "briefing.html", tmp_path / "briefing.xml"
    for form, path in (("html", page), ("atom", feed)):
        seeded.text("daily", "--no-refresh", "--since", "all", "--format", form, "--output", str(path))
    assert page.read_text(encoding="utf-8").startswith("<!doctype html>")
    assert not feedparser.parse(feed.read_text(encoding="utf-8")).bozo
    assert "<h1" in seeded.text("thread", "petro", "--format", "html")


def test_fields_make_a_table(seeded: Program) -> None:
    (row,) = seeded.json("threads")["threads"]
    assert seeded.text("threads", "--fields", "id,articles") == f"id\tarticles\n{row['thread']['id']}\t1\n"
    assert seeded.text("threads", "--fields", "id", "--no-header") == f"{row['thread']['id']}\n"
    assert seeded.json("threads", "--fields", "id")["threads"] == [{"id": row["thread"]["id"]}]
    told = seeded.text("quotes", "--format", "tsv").splitlines()
    assert len(told) == 1 + len(seeded.json("quotes")["quotes"])
    assert told[0].startswith("text\tspeaker\t")
    assert "did you mean speaker" in seeded.error("quotes", "--fields", "speeker", code=2)
    assert "--format json" in seeded.error("threads", "--fields", "id", "--format", "markdown", code=2)
    assert seeded.text("search", "petro", "--fields", "thread_id", "--no-header") == f"{row['thread']['id']}\n"
    assert seeded.text("feeds", "list", "--format", "tsv").startswith("url\ttitle\ttags\t")
