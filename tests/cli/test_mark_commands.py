"""`mark` and `undo` as a user types them."""

from __future__ import annotations

from tests.cli.conftest import Program


def unread(program: Program) -> dict[str, int]:
    return {row["thread"]["title"].split()[0]: row["unread"] for row in program.json("threads")["threads"]}


def test_mark_and_undo(told: Program) -> None:
    before = unread(told)
    done = told.run("mark", "read", "petro")
    assert done.returncode == 0
    assert done.stderr.decode() == "briefing: `briefing undo 1` reverts this\n"
    assert "read: 2 articles of " in done.stdout.decode()
    assert sorted(unread(told).values()) == [0, 1]
    again = told.run("mark", "read", "petro")
    assert (again.stdout, again.stderr.decode()) == (b"", "briefing: nothing to change\n")
    assert told.run("undo").stderr.decode().startswith("briefing: undone: read: 2 articles of ")
    assert unread(told) == before


def test_changes_are_data(told: Program) -> None:
    (change,) = told.json("mark", "tag", "Later", "arequipa")["changes"]
    assert (change["number"], change["via"], change["kind"], change["detail"]) == (1, "cli", "tag", "later")
    assert told.json("thread", "arequipa")["brief"]["thread"]["state"]["tags"] == ["later"]
    told.text("mark", "star", "--all")
    assert [row["starred"] for row in told.json("threads")["threads"]] in ([2, 1], [1, 2])
    told.text("undo", "1", "2")
    listed = told.json("undo", "--list")["changes"]
    assert [each["number"] for each in listed] == [2, 1]
    assert all(each["undone"] for each in listed)
    assert [row["starred"] for row in told.json("threads")["threads"]] == [0, 0]
    assert told.text("undo", "--redo", "1").startswith("1  ")
    assert len(told.text("undo", "--list", "--limit", "1").splitlines()) == 1


def test_names_come_from_standard_input(told: Program) -> None:
    ids = "".join(f"{row['thread']['id']}\n" for row in told.json("threads")["threads"])
    told.text("mark", "mute", "-", stdin=ids.encode())
    assert told.json("threads")["threads"] == []
    told.text("mark", "unmute", *ids.split())
    assert len(told.json("threads")["threads"]) == 2


def test_muted_threads_are_out_of_the_briefing_and_an_address_names_its_story(told: Program) -> None:
    (quake,) = [ref["url"] for ref in told.json("thread", "arequipa")["brief"]["articles"]]
    told.text("mark", "mute", quake)
    assert "Arequipa" not in told.text("daily", "--no-refresh", "--since", "all")
    told.text("undo")
    assert "Arequipa" in told.text("daily", "--no-refresh", "--since", "all")


def test_splits_are_taken_back(told: Program) -> None:
    told.text("split", "petro", "1")
    assert len(told.json("threads")["threads"]) == 3
    assert told.text("undo").split()[0] == "1"
    assert len(told.json("threads")["threads"]) == 2


def test_what_cannot_be_meant_is_one_line(told: Program) -> None:
    assert "nothing to mark" in told.error("mark", "read", code=2)
    assert "only one of" in told.error("mark", "read", "petro", "--all", code=2)
    assert "no thread or article" in told.error("mark", "star", "nope", code=2)
    assert "is no tag" in told.error("mark", "tag", "two words", "petro", code=2)
    assert "there is nothing to undo" in told.error("undo", code=2)
    assert "there is no change 9" in told.error("undo", "9", code=2)
    assert "--before needs" in told.error("mark", "read", "petro", "--before", "1d", code=2)
    assert "standard input is empty" in told.error("mark", "read", "-", code=2)


def test_without_a_store_there_is_nothing_to_mark(program: Program) -> None:
    for command in (["mark", "read", "--all"], ["undo"], ["undo", "--list"]):
        assert "briefing refresh" in program.error(*command, code=2)
    assert not program.store.exists()
