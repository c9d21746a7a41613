"""`search`, and queries wherever a command takes one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.render.text_layout import Layout
from tests.cli.conftest import Program

KEYS = {"threads": "threads", "quotes": "quotes", "search": "hits"}


def test_hit_is_a_verbatim_part_of_the_stored_text(seeded: Program) -> None:
    hits = seeded.json("search", "Petro", "telephone*")["hits"]
    assert hits
    for hit in hits:
        thread = seeded.json("thread", hit["thread_id"])["brief"]["thread"]
        assert thread["title"] == hit["thread_title"]
        assert hit["text"] and hit["end"] - hit["start"] == len(hit["text"])
        assert {hit["text"][a:b].casefold() for a, b in hit["marks"]} <= {"petro", "telephone", "telephoned"}
    text = seeded.text("search", "petro")
    assert "*Petro*" in text and text.count("\n") == len(hits)


def test_formats_of_a_search(seeded: Program) -> None:
    (line,) = seeded.text("search", "petro", "--format", "jsonl").splitlines()
    record = json.loads(line)
    assert record["schema"] == "briefing/1" and record["article"]["id"] == record["article_id"]
    assert "**Petro**" in seeded.text("search", "petro", "--format", "markdown")
    assert seeded.text("search", "zzz") == ""


def test_search_for_nothing_says_how(seeded: Program) -> None:
    assert "the query is empty" in seeded.error("search", code=2)
    assert "the query is empty" in seeded.error("search", "–", code=2)


@pytest.mark.parametrize("command", [*KEYS, "read", "daily"])
def test_wrong_query_is_told_with_its_column_before_any_work(program: Program, command: str) -> None:
    query = ["--query", "a (b"] if command == "daily" else ["a (b"]
    assert program.error(command, *query, code=2) == "query “a (b”, column 3: this ( is never closed"
    assert not program.store.exists()


@pytest.mark.parametrize("command", KEYS)
def test_queries_and_their_opposites(seeded: Program, command: str) -> None:
    def found(*query: str) -> list[object]:
        data = json.loads(seeded.text(command, "--json", *query))
        return [found.get("text") or found["thread"]["id"] for found in data[KEYS[command]]]

    assert found("(zzz or trump) -yyy", "since:2020-01-01") == found("trump") != []
    assert found("not", "trump") == found("--", "-trump") == []


def test_saved_queries_stand_in_others(seeded: Program) -> None:
    seeded.config.write_text(seeded.config.read_text() + '[queries]\ncall = "petro (trump or biden)"\n')
    assert len(seeded.json("threads", "@call")["threads"]) == 1
    assert seeded.json("threads", "@call -trump")["threads"] == []
    assert "did you mean @call?" in seeded.error("threads", "@cal", code=2)
    told = seeded.text("daily", "--dry-run", "--query", "@call", "--format", "jsonl")
    assert len(told.splitlines()) == 1
    assert seeded.text("daily", "--dry-run", "--query", "-@call", "--format", "jsonl") == ""


def test_wrong_saved_query_is_told_with_the_file(program: Program) -> None:
    program.config.write_text('[queries]\ncall = "petro ("\n')
    told = program.error("threads", code=2)
    assert str(program.config) in told and "queries.call: query “petro (”, column 8" in told


def test_search_wraps_on_a_terminal_and_names_the_thread(seeded: Program, tmp_path: Path) -> None:
    from briefing.render import render_hits
    from tests.render.values import HITS

    text = render_hits(HITS, layout=Layout(width=40))
    assert max(map(len, text.splitlines())) <= 40
    assert HITS[0].thread_id in text


def test_rules_are_tried_before_they_are_switched_on(seeded: Program) -> None:
    assert "has no [[rules]]; give a QUERY" in seeded.error("rules", "test", code=2)
    text = seeded.text("rules", "test", "petro")
    assert text.startswith("QUERY: petro matches 1 article; mutes 1 thread that has no other\n")
    assert len(text.splitlines()) == 2
    assert len(seeded.json("threads")["threads"]) == 1
    rule = "[[rules]]\nname = 'calls'\nquery = 'title:telephone'\naction = 'star'\n"
    seeded.config.write_text(seeded.config.read_text() + rule)
    (record,) = seeded.json("rules", "test")["rules"]
    assert (record["name"], record["action"], record["articles"], len(record["hits"])) == ("calls", "star", 1, 1)
    assert seeded.text("rules", "test", "--format", "jsonl").count("\n") == 1
    assert "**calls** title:telephone matches 1 article; stars it" in seeded.text(
        "rules", "test", "--format", "markdown"
    )
    assert "0 articles" in seeded.text("rules", "test", "--since", "2099-01-01")


def test_rules_work_on_what_a_refresh_brings(program: Program) -> None:
    rule = "[[rules]]\nquery = 'petro'\naction = 'mute'\n"
    program.config.write_text(program.config.read_text() + rule)
    program.text("refresh", "--quiet")
    assert program.text("threads") == ""
    assert len(program.json("threads", "is:muted")["threads"]) == 1
    assert "rule rule 1" in program.text("undo", "--list")
