"""`daily`: deliver first, remember afterwards, and never lose anything in between."""

from __future__ import annotations

import os
import re
import stat
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

import pytest

from briefing.store import Store
from tests.cli.conftest import Program
from tests.newsroom.content import CALL_A, QUAKE_A
from tests.newsroom.site import Site
from tests.newsroom.test_thread_views import fill

NOTHING_NEW = "Nothing new since "


def test_what_was_told_is_not_told_again(seeded: Program) -> None:
    assert "Petro" in seeded.text("daily", "--no-refresh")
    assert NOTHING_NEW in seeded.text("daily", "--no-refresh")
    assert seeded.json("daily", "--no-refresh")["briefs"] == []
    assert len(seeded.json("daily", "--no-refresh", "--since", "all")["briefs"]) == 1


def test_nothing_new_is_silence_if_quiet(seeded: Program) -> None:
    seeded.text("daily", "--no-refresh")
    for form in ("text", "markdown", "json", "jsonl"):
        done = seeded.run("daily", "--no-refresh", "--quiet", "--format", form)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_closed_pipe_leaves_everything_to_be_told(seeded: Program) -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with os.fdopen(writer, "wb") as gone:
        done = seeded.run("daily", "--no-refresh", stdout=gone)
    assert (done.returncode, done.stderr) == (141, b"")
    assert len(seeded.json("daily", "--no-refresh")["briefs"]) == 1


def test_full_disk_leaves_everything_to_be_told(seeded: Program) -> None:
    with Path("/dev/full").open("wb") as full:
        done = seeded.run("daily", "--no-refresh", stdout=full)
    assert done.returncode == 1
    assert done.stderr.decode() == "briefing: standard output: No space left on device\n"
    assert "/dev/full: cannot write" in seeded.error("daily", "--no-refresh", "--output", "/dev/full", code=1)
    assert len(seeded.json("daily", "--no-refresh")["briefs"]) == 1


def test_briefing_that_leaves_something_out_is_not_remembered(seeded: Program) -> None:
    seeded.text("daily", "--no-refresh", "--query", "petro")
    seeded.text("daily", "--no-refresh", "--since", "24h")
    assert len(seeded.json("daily", "--no-refresh")["briefs"]) == 1
    assert seeded.json("daily", "--no-refresh")["briefs"] == []


def test_dry_run_changes_nothing(seeded: Program) -> None:
    before = seeded.store.read_bytes()
    shown = seeded.text("daily", "--dry-run")
    assert "Petro" in shown
    assert seeded.store.read_bytes() == before
    assert seeded.text("daily", "--dry-run") == shown


@pytest.mark.parametrize("destination", ["--output", "--deliver-to"])
@pytest.mark.parametrize("more", [(), ("--date", "2026-01-31")])
def test_dry_run_has_no_other_destination(
    seeded: Program, tmp_path: Path, destination: str, more: tuple[str, ...]
) -> None:
    error = seeded.error("daily", "--dry-run", destination, str(tmp_path / "out"), *more, code=2)
    assert error == "daily: --dry-run prints to standard output; leave out --output and --deliver-to"
    assert not (tmp_path / "out").exists()


def test_output_is_written_at_once_with_the_mode_of_a_new_file(seeded: Program, tmp_path: Path) -> None:
    target = tmp_path / "briefing.md"
    assert seeded.text("daily", "--no-refresh", "--format", "markdown", "--output", str(target)) == ""
    assert target.read_text(encoding="utf-8").startswith("# Briefing of ")
    (tmp_path / "other").touch()
    assert stat.S_IMODE(target.stat().st_mode) == stat.S_IMODE((tmp_path / "other").stat().st_mode)
    assert seeded.json("daily", "--no-refresh")["briefs"] == []
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".")] == []


def test_output_that_cannot_be_written_leaves_everything_to_be_told(seeded: Program, tmp_path: Path) -> None:
    assert "No such file" in seeded.error("daily", "--no-refresh", "--output", str(tmp_path / "no" / "x"), code=1)
    assert "is a directory" in seeded.error("daily", "--no-refresh", "--output", str(tmp_path), code=1).lower()
    seeded.configure("http://127.0.0.1:9/feed.xml")  # which would be told if it were asked
    assert "No such file" in seeded.error("daily", "--output", str(tmp_path / "no" / "x"), code=1)
    assert len(seeded.json("daily", "--no-refresh")["briefs"]) == 1


def test_times_that_mean_nothing_are_told_before_the_work(program: Program) -> None:
    assert "--since soon" in program.error("daily", "--since", "soon", code=2)
    assert (
        "--since soon" in program.error("daily", "--since", "soon", "--dry-run", "--no-refresh", code=2)
        if (program.store.exists())
        else True
    )


@pytest.mark.parametrize("since", ["24h", "7d", "yesterday", "2020-01-01", "all"])
def test_every_form_of_since_is_understood(seeded: Program, since: str) -> None:
    assert len(seeded.json("daily", "--no-refresh", "--since", since)["briefs"]) == 1


def test_limit_is_the_number_of_threads(program: Program, site: Site) -> None:
    program.configure(site.feed("/one.xml", "One", CALL_A, QUAKE_A))
    assert len(program.json("daily", "--limit", "1")["briefs"]) == 1


def test_development_of_a_known_story_is_told_alone(program: Program, site: Site) -> None:
    program.configure(site.feed("/one.xml", "One", CALL_A))
    program.text("daily")
    more = CALL_A.text + " A second call is planned for the end of April in the city of Cartagena."
    site.feed("/two.xml", "Two", type(CALL_A)("/call-c", CALL_A.title, more))
    program.configure(site.url + "/one.xml", site.url + "/two.xml")
    told = program.text("daily")
    assert told.count("Cartagena") == 1
    assert "MOVED" in told
    assert "  + " in told


@pytest.mark.parametrize(("fail_on", "some", "none"), [("any", 3, 4), ("all", 0, 4), ("none", 0, 0)])
def test_failures_that_set_the_exit_code_are_a_line_if_quiet(
    program: Program, site: Site, fail_on: str, some: int, none: int
) -> None:
    good, bad = site.feed("/one.xml", "One", CALL_A), site.url + "/missing.xml"
    for feeds, code in (((good, bad), some), ((bad,), none)):
        program.configure(*feeds)
        done = program.run("daily", "--quiet", "--fail-on", fail_on)
        assert (done.returncode, done.stderr.count(b"missing.xml: HTTP 404")) == (code, bool(code))


def test_past_briefing_is_printed_as_it_was(seeded: Program) -> None:
    told = seeded.text("daily", "--no-refresh")
    before = seeded.store.read_bytes()
    today = datetime.now(UTC)
    assert seeded.text("daily", "--date", f"{today:%Y-%m-%d}") == told
    assert seeded.text("daily", "--date", f"{today:%Y-%m-%dT%H:%M:%S}") == told
    assert seeded.json("daily", "--date", f"{today:%Y-%m-%d}")["briefs"][0]["quotes"]
    assert seeded.store.read_bytes() == before
    assert NOTHING_NEW in seeded.text("daily", "--no-refresh")
    assert seeded.text("daily", "--date", f"{today:%Y-%m-%d}") == told


def test_a_day_without_a_briefing_names_the_last_one_before(seeded: Program) -> None:
    assert "none before either" in seeded.error("daily", "--date", "2026-01-31", code=2)
    seeded.text("daily", "--no-refresh")
    later = datetime.now(UTC) + timedelta(days=3)
    assert f"made at {datetime.now(UTC):%Y-%m-%d}" in seeded.error("daily", "--date", f"{later:%Y-%m-%d}", code=2)
    assert "a date such as" in seeded.error("daily", "--date", "Monday", code=2)
    assert "cannot be combined" in seeded.error("daily", "--date", "2026-01-31", "--query", "x", code=2)


@pytest.mark.parametrize("form", ["text", "markdown", "html", "mail", "json"])
def test_stories_beyond_the_limit_are_named_and_not_repeated(program: Program, site: Site, form: str) -> None:
    program.configure(site.feed("/one.xml", "One", CALL_A, QUAKE_A))
    shown = program.text("daily", "--limit", "1", "--format", form)
    assert CALL_A.title in shown
    assert QUAKE_A.title in shown
    assert program.json("daily", "--no-refresh")["briefs"] == []


def test_sixty_stories_are_named_the_rest_is_one_line_and_comes_next(program: Program) -> None:
    program.store.parent.mkdir(parents=True)
    arrived = datetime.now(UTC) - timedelta(hours=1)
    with Store.open(program.store) as store:
        for number in range(130):
            fill(store, f"t{number:03}", arrived, title=f"Event {number:03} of the day", rank=200.0 - number)
    shown = [program.text("daily", "--no-refresh") for _ in range(4)]
    named = [list(dict.fromkeys(re.findall(r"Event \d{3}", each))) for each in shown]
    assert [len(each) for each in named] == [60, 60, 10, 0]
    assert sorted(chain(*named)) == [f"Event {number:03}" for number in range(130)]
    assert [re.findall("and ([0-9]+) (?:more )?stor(?:ies|y)", each) for each in shown] == [["70"], ["10"], [], []]
    assert all(len(each.splitlines()) <= 120 for each in shown)


@pytest.mark.parametrize("form", ["jsonl", "atom"])
def test_what_a_format_of_entries_leaves_out_is_in_the_next_briefing(program: Program, site: Site, form: str) -> None:
    program.configure(site.feed("/one.xml", "One", CALL_A, QUAKE_A))
    first, second = (program.text("daily", "--limit", "1", "--format", form) for _ in range(2))
    assert [(each.title in first) + (each.title in second) for each in (CALL_A, QUAKE_A)] == [1, 1]
    assert CALL_A.title in (first if QUAKE_A.title in second else second)


def test_pending_stories_alone_do_not_break_the_silence(program: Program, site: Site) -> None:
    program.configure(site.feed("/one.xml", "One", CALL_A, QUAKE_A))
    program.text("daily", "--limit", "1", "--format", "jsonl")
    assert program.text("daily", "--no-refresh", "--quiet") == ""
    assert "1 story of earlier days" in program.text("daily", "--no-refresh")


def test_full_has_every_part_of_a_story(seeded: Program) -> None:
    full = seeded.text("daily", "--no-refresh", "--full", "--dry-run")
    assert "In short" in full
    assert "Sources\n  [1] " in full
    assert "Sources\n" not in seeded.text("daily", "--no-refresh", "--dry-run")


def test_a_past_briefing_with_a_limit_names_the_others(program: Program, site: Site) -> None:
    program.configure(site.feed("/one.xml", "One", CALL_A, QUAKE_A))
    program.text("daily")
    again = program.text("daily", "--date", f"{datetime.now(UTC):%Y-%m-%d}", "--limit", "1")
    assert sum(each.title in again.partition("Also today")[2] for each in (CALL_A, QUAKE_A)) == 1
