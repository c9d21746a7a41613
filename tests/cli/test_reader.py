"""`read` where there is no screen to draw on: line by line, from pipes, over invented news."""

from __future__ import annotations

import os
import re
import select
import time
from collections.abc import Sequence

import pytest

from briefing.cli import plain_reader
from briefing.config import bundled, load_config
from tests import forkserver
from tests.cli.conftest import Program, terminal
from tests.conftest import SEED
from tests.newsroom.content import CALL_A
from tests.newsroom.site import Site


def answer(program: Program, *lines: str, options: tuple[str, ...] = ()) -> str:
    return program.text("read", "--plain", *options, stdin="".join(f"{line}\n" for line in lines).encode())


def test_threads_and_articles_are_read_by_number(seeded: Program) -> None:
    told = answer(seeded, "1", "1", "b", "q")
    assert told.startswith("1 thread in all.")
    assert re.search(r"^1\. Trump–Petro: first direct telephone conversation.*1 unread", told, re.M)
    assert "Key quotes" in told
    assert "title: US President Donald Trump" in told
    assert told.count("1 unread") == 1  # it is read after that
    assert seeded.json("threads")["threads"][0]["unread"] == 0


def test_an_empty_store_names_the_key_that_fetches(program: Program) -> None:
    assert answer(program, "q").startswith("0 threads in all. r fetches news, ? shows help.")
    assert answer(program, "/flood", "q").count("r fetches") == 1


@pytest.mark.parametrize(
    ("title", "sentence"), [("Storm", "Storm."), ("Made in the U.S.", "Made in the U.S."), ("“Why?”", "“Why?”")]
)
def test_a_title_in_the_list_ends_with_one_mark(title: str, sentence: str) -> None:
    assert plain_reader._sentence(title) == sentence


def test_what_is_not_there_is_told(seeded: Program) -> None:
    assert "There is no thread 7." in answer(seeded, "7")
    assert "There is no article 2 in this thread." in answer(seeded, "1", "2")
    assert "NUMBER shows a thread" in answer(seeded, "what?")
    assert "That was the last thread." in answer(seeded, "m", "m")


def test_queries_list_other_threads_and_mistakes_are_told(seeded: Program) -> None:
    assert "0 threads matching flood" in answer(seeded, "/flood", "/", "q")
    done = seeded.run("read", "--plain", stdin=b"/title:(\nq\n")
    assert done.returncode == 0
    assert done.stderr.decode().startswith("briefing: ")


def test_invented_news_need_no_store_and_leave_none(program: Program) -> None:
    told = answer(program, "/tarlen", "1", options=("--demo",))
    assert re.search(r"^1\. .*Tarlen resigns over Strelsau bridge.* 7 articles, 7 outlets", told, re.M)
    quotes = told.partition("Key quotes")[2].partition("Timeline")[0]
    assert "“The report never reached my desk” — Osra Tarlen" in " ".join(quotes.split())
    assert not program.store.exists() and not (program.home / ".config").exists()


def test_keys_that_cannot_come_from_a_terminal(program: Program) -> None:
    done = program.run("read", "-", stdin=SEED.read_bytes(), start_new_session=True)
    assert (done.returncode, done.stdout) == (2, b"")
    assert "there is no terminal" in done.stderr.decode()
    assert "there is no text in it" in program.error("read", "-", code=4)


def until(screen: int, words: bytes, shown: bytes = b"") -> bytes:
    """Read what a terminal shows until these words do; fails after a while."""
    end = time.monotonic() + 30
    while words not in shown:
        assert time.monotonic() < end, shown[-2000:]
        if select.select([screen], [], [], 0.2)[0]:
            shown += os.read(screen, 65536)
    return shown


def keys_in_a_terminal(
    program: Program, *arguments: str, steps: Sequence[tuple[bytes, bytes]], stdin: int | None = None
) -> bytes:
    """Run the reader; for each step wait until the first words show, and type the second."""
    environment = {**program.environment(), "TERM": "xterm-256color", "COLUMNS": "100", "LINES": "30"}
    shown = b""
    with terminal(b"", 30, 100) as (follower, screen):
        streams = (follower if stdin is None else stdin, follower, follower)
        with forkserver.ask(program.server, [*arguments], streams, environment, session="terminal") as asked:
            os.close(follower)
            for words, keys in steps:
                shown = until(screen.fileno(), words, shown)
                screen.write(keys)
            with pytest.raises(OSError):  # the terminal's end, as Linux tells it
                while more := screen.read(65536):
                    shown += more
            assert asked.recv(16) == b"0"
    return shown


@pytest.mark.parametrize("plain", [True, False])
def test_a_pipe_is_read_and_the_keys_come_from_the_terminal(program: Program, plain: bool) -> None:
    reader, writer = os.pipe()
    os.write(writer, SEED.read_bytes())
    os.close(writer)
    with os.fdopen(reader, "rb") as pipe:
        steps = [(b"or q> ", b"q\n") if plain else (b"Petro", b"q")]
        shown = keys_in_a_terminal(program, "read", "-", *["--plain"] * plain, steps=steps, stdin=pipe.fileno())
    assert b"Petro" in shown


def test_the_first_run_asks_what_to_read_and_writes_it(program: Program, site: Site) -> None:
    program.env |= {"BRIEFING_CONFIG": "", "LANG": "en_GB.UTF-8"}
    feed = site.feed("/feed.xml", "One News", CALL_A)
    (program.home / "urls").write_text(f"{feed}\n")
    steps = [
        (b"feeds chosen", b" j i~/urls\r"),  # neither of the bundles that are chosen at first
        (b"1 feed of ~/urls", b"\r"),
        (b"thread", b"q"),
    ]
    keys_in_a_terminal(program, "read", steps=steps)
    own = program.home / ".config" / "briefing" / "config.toml"
    config = load_config(own)
    assert [each.url for each in config.feeds] == [feed]
    shipped = (bundled() / "config.toml").read_text()
    assert own.read_text().startswith(shipped.partition("[[feeds]]")[0].rstrip())  # comments, watch and seeds
    assert config.watch and (own.parent / "seeds" / SEED.name).exists()


@pytest.mark.parametrize("arguments", [(), ("read", "--no-first-run"), ("read", "petro")])
def test_the_first_run_asks_whoever_has_no_source_and_wants_to_be_asked(
    program: Program, arguments: tuple[str, ...]
) -> None:
    program.configure()
    shown = keys_in_a_terminal(program, *arguments, steps=[(b"quit", b"q")])
    assert (b"Choose what" in shown) == (not arguments)


def test_the_first_run_asks_nobody_who_has_a_source(program: Program, site: Site) -> None:
    program.configure(site.feed("/feed.xml", "One News", CALL_A))
    assert b"Choose what" not in keys_in_a_terminal(program, steps=[(b"quit", b"q")])


def test_the_first_run_can_be_left_with_nothing_written(program: Program) -> None:
    program.env["BRIEFING_CONFIG"] = ""
    keys_in_a_terminal(program, steps=[(b"feeds chosen", b"q")])
    assert not (program.home / ".config").exists()


def test_it_can_be_tried_without_a_configuration(fork_server: str) -> None:
    done = forkserver.run(fork_server, ["read", "--demo", "--plain"], b"q\n", {"PATH": os.environ["PATH"]})
    assert done.returncode == 0, done.stderr
