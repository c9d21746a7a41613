"""The main job on the seed that ships, from the file to what a reader and a program get."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefing.newsroom import open_article, open_store
from tests.cli.conftest import Program

QUOTES = {
    "good and positive": "Colombian government",
    "Great Honor": "Donald Trump",
    "sick man who likes making cocaine and selling it to the United States": "Donald Trump",
    "If you bomb peasants, thousands of guerrillas will return to the mountains": "Gustavo Petro",
    "unleash the popular jaguar": "Gustavo Petro",
}


def test_one_thread_names_trump_and_petro(seeded: Program) -> None:
    (line,) = seeded.text("threads").splitlines()
    assert "Trump" in line
    assert "Petro" in line
    (row,) = seeded.json("threads")["threads"]
    assert row["thread"]["title"] in line
    assert line.startswith(row["thread"]["id"])


def test_thread_has_the_date_of_its_news_and_not_of_the_first_run(seeded: Program) -> None:
    assert "  8 Jan 2026 · 1 article" in seeded.text("threads")


def test_quotes_are_verbatim_and_say_who_spoke(seeded: Program) -> None:
    found = seeded.json("quotes")["quotes"]
    said = {quote["text"].rstrip(".,"): (quote["speaker"] or "").removeprefix("the ") for quote in found}
    assert said == QUOTES
    with open_store(seeded.store, readonly=True) as store:
        for quote in found:
            text = open_article(store, quote["article_id"]).article.text
            assert text[quote["start"] : quote["end"]] == quote["text"]
            assert quote["sources"][0]["article_id"] == quote["article_id"]


def test_filters_go_together_and_what_they_leave_is_told_on_a_terminal_only(seeded: Program) -> None:
    for speaker in ("PETRO", "gustavo Pétro", "petro gustavo"):
        assert len(seeded.json("quotes", "trump", "--speaker", speaker, "--thread", "petro")["quotes"]) == 2
    assert seeded.json("quotes", "--speaker", "petr")["quotes"] == []
    silent = seeded.run("quotes", "--speaker", "maduro")
    assert (silent.returncode, silent.stdout, silent.stderr) == (0, b"", b"")
    here, there = os.openpty()
    done = seeded.run("quotes", "petro", "--speaker", "maduro", "--since", "7d", stderr=there)
    os.close(there)
    told = os.read(here, 1000).decode().strip()
    os.close(here)
    assert (done.returncode, told) == (0, "briefing: no quote for QUERY petro, --speaker maduro, --since 7d")


def test_all_quotes_are_the_sure_ones_then_the_doubtful(program: Program, tmp_path: Path) -> None:
    film = tmp_path / "film.txt"
    film.write_text(
        "A film opens\n\n“The dam will hold for a hundred years,” Ana Duarte said. Her film “The Long River” opens.",
        "utf-8",
    )
    program.configure(seeds=(film,))
    program.text("refresh")
    (sure,) = program.json("quotes")["quotes"]
    found, doubted = program.json("quotes", "--all")["quotes"]
    assert found == sure
    assert doubted["text"] == "The Long River"
    assert doubted["confidence"] < 0.5
    assert doubted["evidence"]
    lines = program.text("quotes", "--all").splitlines()
    assert [f"(doubtful: {doubted['evidence']}" in line for line in lines] == [False, True]


def test_quotes_of_a_speaker(seeded: Program) -> None:
    lines = seeded.text("quotes", "--speaker", "petro").splitlines()
    assert len(lines) == 2
    assert all("” — Gustavo Petro (" in line for line in lines)
    assert seeded.text("quotes", "--speaker", "maduro") == ""
    assert len(seeded.text("quotes", "--limit", "3", "--format", "jsonl").splitlines()) == 3


def test_summary_is_verbatim_and_without_headings(seeded: Program, seed_text: str) -> None:
    brief = seeded.json("thread", "trump", "petro")["brief"]
    assert brief["lead"]
    for line in brief["lead"]:
        assert line["text"] in seed_text
        assert "Mend Fences" not in line["text"]
        assert "Escalating Tensions" not in line["text"]


def test_thread_is_named_by_id_prefix_or_words(seeded: Program) -> None:
    id_ = seeded.json("threads")["threads"][0]["thread"]["id"]
    whole = seeded.text("thread", id_)
    assert (
        whole
        == seeded.text("thread", id_[:4])
        == seeded.text("thread", "petro")
        == seeded.text("thread", "TRUMP petro")
    )
    assert "no thread has this id" in seeded.error("thread", "maduro", code=2)


def test_number_of_quotes_shown(seeded: Program) -> None:
    assert seeded.text("thread", "petro", "--quotes", "2").count("” — ") == 2
    assert "Key quotes" not in seeded.text("thread", "petro", "--quotes", "0")
    assert len(seeded.json("thread", "petro", "--quotes", "2")["brief"]["quotes"]) == 2
    assert len(seeded.json("thread", "petro")["brief"]["quotes"]) == 5


def test_words_of_a_query_must_all_be_there(seeded: Program) -> None:
    assert seeded.text("threads", "petro", "trump")
    assert seeded.text("threads", "petro", "maduro") == ""
    assert seeded.json("threads", "maduro") == {"schema": "briefing/1", "threads": []}


@pytest.mark.parametrize("arguments", [["threads"], ["thread", "petro"], ["quotes"], ["daily", "--no-refresh"]])
def test_without_a_store_the_way_to_one_is_told(program: Program, arguments: list[str]) -> None:
    assert "`briefing refresh`" in program.error(*arguments, code=2)
    assert not program.store.exists()


def test_alone_without_terminal_it_refreshes_and_shows_all_every_time(program: Program) -> None:
    first, second = program.text(), program.text()
    stamp = 3  # lines with the day, and the minute of the refresh
    assert first.splitlines()[stamp:] == second.splitlines()[stamp:]
    assert "Trump" in first
    assert "Petro" in first
    assert "“Great Honor" in first or "“sick man" in first
    assert "Sources: 1 read, 0 failed" in first


def test_listing_changes_nothing(seeded: Program) -> None:
    before = seeded.store.read_bytes()
    seeded.text("threads"), seeded.text("thread", "petro"), seeded.text("quotes")
    assert seeded.store.read_bytes() == before


def test_quotes_are_verified_against_the_stored_text(seeded: Program) -> None:
    done = seeded.run("quotes", "--verify")
    assert (done.returncode, done.stderr.decode()) == (0, "briefing: verified 5 of 5 places of 5 quotes\n")
    with open_store(seeded.store) as store:
        store.run("UPDATE content SET text = 'x' || text")
    done = seeded.run("quotes", "--verify")
    assert done.returncode == 1
    assert "mismatch: “" in done.stderr.decode()
    assert done.stderr.decode().endswith("verified 0 of 5 places of 5 quotes\n")
