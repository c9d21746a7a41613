"""`prune` as a user types it."""

from __future__ import annotations

from tests.cli.conftest import Program


def test_prune_tells_what_it_lets_go_and_what_stays(seeded: Program) -> None:
    done = seeded.run("prune")
    assert done.stdout.decode().startswith("deleted 0 threads with 0 articles; ")
    assert done.stderr == b""
    options = ("--keep-days", "0", "--max-megabytes", "1")
    assert seeded.run("prune", "--keep-days", "0", "--max-megabytes", "1").stderr == b""
    told = seeded.json("prune", "--dry-run", *options)["pruned"]
    assert (told["threads"], told["rehearsed"]) == (0, True)
    assert "1 thread" not in seeded.text("threads") and seeded.json("threads")["threads"]


def test_wrong_words_are_told(seeded: Program) -> None:
    assert "--keep" in seeded.error("prune", "--keep", "everything", code=2)


def test_without_a_store_there_is_nothing_to_prune(program: Program) -> None:
    assert "briefing refresh" in program.error("prune", code=2)
    assert not program.store.exists()
