"""`split` and `join` as a user types them."""

from __future__ import annotations

from tests.cli.conftest import Program


def test_split_and_join_by_hand(told: Program) -> None:
    call, number = told.json("thread", "petro")["brief"]["thread"]["id"], 2
    rows = told.json("split", call, str(number))["threads"]
    assert [row["articles"] for row in rows] == [1, 1]
    assert len(told.json("threads")["threads"]) == 3
    new = rows[1]["thread"]["id"]
    (why,) = [ref["why"] for ref in told.json("thread", new)["brief"]["articles"]]
    assert why.startswith(f"split from {call} by hand")
    told.text("refresh", "--quiet")
    assert len(told.json("threads")["threads"]) == 3
    done = told.run("join", call, new)
    assert (done.returncode, done.stderr.decode()) == (0, f"briefing: joined as thread {call}\n")
    assert done.stdout.decode().startswith(f"{call}  ")
    assert told.json("thread", new)["brief"]["thread"]["id"] == call


def test_errors_are_one_line_that_says_what_to_do(told: Program) -> None:
    call = told.json("thread", "petro")["brief"]["thread"]["id"]
    assert told.error("split", call, "99", code=2) == (
        f"99: no article of {call} has this id or address; see `briefing thread {call} --why`"
    )
    assert "no thread has this id" in told.error("split", "nope", "1", code=2)
    assert "name two threads" in told.error("join", call, code=2)
    assert "nothing to split them from" in told.error("split", call, "1", "2", code=2)


def test_without_a_store_there_is_nothing_to_change(program: Program) -> None:
    assert "briefing refresh" in program.error("join", "a", "b", code=2)
    assert not program.store.exists()
