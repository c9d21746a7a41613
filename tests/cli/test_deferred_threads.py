"""An article that is older than the news of its feed is analysed when somebody asks for its thread."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from briefing.errors import EXIT_LOCKED
from briefing.newsroom import open_store
from tests.cli.conftest import Program
from tests.newsroom.conftest import NOON
from tests.newsroom.content import CALL_B, QUAKE_A
from tests.newsroom.site import Site

QUOTE = "The call was long and cordial"


@pytest.fixture
def old(program: Program, site: Site) -> Program:
    """A program that has read a feed with an article of this day and one of two months before."""
    items = (replace(QUAKE_A, published=NOON), replace(CALL_B, published=NOON - timedelta(days=60)))
    program.configure(site.feed("/one.xml", "One News", *items))
    program.text("refresh", "--quiet")
    return program


@pytest.mark.parametrize("arguments", [("thread", "petro"), ("quotes", "--thread", "petro")])
def test_thread_and_quotes_analyse_what_they_show(old: Program, arguments: tuple[str, ...]) -> None:
    assert old.json("quotes")["quotes"] == []
    assert QUOTE in old.text(*arguments)
    assert [quote["speaker"] for quote in old.json("quotes")["quotes"]] == ["Gustavo Petro"]


def test_while_another_program_writes_it_is_shown_by_its_headline(old: Program) -> None:
    with open_store(old.store) as store, store.writer("refresh", NOON):
        shown = old.text("thread", "petro")
        listed = old.run("quotes", "--thread", "petro")
    assert CALL_B.title in shown and QUOTE not in shown
    assert (listed.returncode, listed.stdout) == (EXIT_LOCKED, b"") and b"not analysed yet" in listed.stderr
    assert QUOTE in old.text("thread", "petro")
