"""`site`: the pages in their folder, replaced one by one and only where they differ, and nothing else touched."""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from unittest import mock

import pytest

from briefing.cli.site_folder import MANIFEST, STAGING, SiteChanges, SiteFolder
from briefing.cli.stdout import OutputError
from briefing.errors import UsageError
from tests.cli.conftest import Program
from tests.newsroom.content import CALL_A, QUAKE_A
from tests.newsroom.site import Site
from tests.table import table

OLD = {"stories/a.html": "a", "stories/b.html": "b", "feed.xml": "a b", "index.html": "stories/a.html stories/b.html"}
NEW = {"stories/b.html": "B", "stories/c.html": "c", "feed.xml": "B c", "index.html": "stories/b.html stories/c.html"}


def write(folder: Path, files: dict[str, str]) -> SiteChanges:
    return SiteFolder(folder).write([*files], files.values())


def content(folder: Path) -> dict[str, str]:
    """Files of a folder by name, without those that are not to be read."""
    return {
        str(each.relative_to(folder)): each.read_text("utf-8")
        for each in sorted(folder.rglob("*"))
        if each.is_file() and each.name != MANIFEST
    }


def is_whole(folder: Path) -> bool:
    """Whether the front page is that of one run, and every page that it names is there."""
    index = (folder / "index.html").read_text("utf-8")
    return index in (OLD["index.html"], NEW["index.html"]) and all((folder / name).is_file() for name in index.split())


class Killed(BaseException):
    """The end of the process."""


@contextmanager
def steps_of_run(before: Callable[[str], None]) -> Iterator[None]:
    """Call a function before each step that changes a folder, with what it does and to which name."""
    replace, unlink, rmdir, fsync = Path.replace, Path.unlink, Path.rmdir, os.fsync

    def _replace(path: Path, target: Path) -> Path:
        before(f"replace {target.name}")
        return replace(path, target)

    def _unlink(path: Path) -> None:
        before(f"unlink {path.name}")
        unlink(path)

    def _rmdir(path: Path) -> None:
        before(f"rmdir {path.name}")
        rmdir(path)

    def _fsync(handle: int) -> None:
        before("fsync")
        fsync(handle)

    with (
        mock.patch.object(Path, "replace", _replace),
        mock.patch.object(Path, "unlink", _unlink),
        mock.patch.object(Path, "rmdir", _rmdir),
        mock.patch.object(os, "fsync", _fsync),
    ):
        yield


@contextmanager
def killed_after(steps: int) -> Iterator[None]:
    """Kill a run before the step after so many."""
    left = [steps]

    def kill(step: str) -> None:
        left[0] -= 1
        if left[0] < 0:
            raise Killed

    with steps_of_run(kill), pytest.raises(Killed):
        yield


def test_folder_has_the_files_and_nothing_else(tmp_path: Path) -> None:
    assert write(tmp_path / "new" / "site", OLD) == SiteChanges(4, 0, 0)
    assert content(tmp_path / "new" / "site") == OLD
    assert write(tmp_path / "new" / "site", NEW) == SiteChanges(4, 0, 1)
    assert content(tmp_path / "new" / "site") == NEW
    assert {each.name for each in (tmp_path / "new" / "site").iterdir()} == {
        *("stories", "feed.xml", "index.html", MANIFEST)
    }


def test_what_did_not_change_is_not_written(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    before = {name: (tmp_path / name).stat() for name in (*OLD, MANIFEST)}
    assert write(tmp_path, OLD) == SiteChanges(0, 4, 0)
    assert write(tmp_path, {**OLD, "feed.xml": "new"}) == SiteChanges(1, 3, 0)
    for name, status in before.items():
        same = (tmp_path / name).stat()
        assert (same.st_mtime_ns == status.st_mtime_ns and same.st_ino == status.st_ino) == (name != "feed.xml")


def test_run_that_is_killed_leaves_a_whole_site_and_the_next_one_completes_it(tmp_path: Path) -> None:
    write(tmp_path / "whole", OLD)
    steps: list[str] = []
    with steps_of_run(steps.append):
        write(tmp_path / "whole", NEW)
    assert len(steps) > 12
    for number in range(len(steps)):
        folder = tmp_path / str(number)
        write(folder, OLD)
        with killed_after(number):
            write(folder, NEW)
        assert is_whole(folder)
        write(folder, NEW)
        assert content(folder) == NEW
        assert not (folder / STAGING).exists()


def test_page_that_somebody_has_removed_is_not_counted(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    (tmp_path / "stories/a.html").unlink()
    assert write(tmp_path, NEW) == SiteChanges(4, 0, 0)


def test_front_page_is_replaced_last_and_old_pages_go_after_it(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    steps: list[str] = []
    with steps_of_run(steps.append):
        write(tmp_path, NEW)
    named = [step for step in steps if step != "fsync"]
    replaced = [f"replace {name}" for name in (MANIFEST, "b.html", "c.html", "feed.xml", "index.html")]
    assert named == [*replaced, "unlink a.html", f"replace {MANIFEST}", f"rmdir {STAGING}"]
    assert steps[:4] == ["fsync"] * 4


def test_first_run_that_is_killed_leaves_a_folder_for_the_next(tmp_path: Path) -> None:
    steps: list[str] = []
    with steps_of_run(steps.append):
        write(tmp_path / "whole", OLD)
    for number in range(len(steps)):
        folder = tmp_path / str(number)
        with killed_after(number):
            write(folder, OLD)
        write(folder, OLD)
        assert content(folder) == OLD


def test_disk_that_is_full_leaves_the_old_site(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    full = mock.patch.object(os, "fsync", side_effect=OSError(28, "No space left on device"))
    with full, pytest.raises(OutputError, match="cannot write: No space left on device"):
        write(tmp_path, NEW)
    assert {name: text for name, text in content(tmp_path).items() if STAGING not in name} == OLD


def test_files_of_others_stay(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    foreign = {"stories/notes.html": "mine", "notes.txt": "mine", "stories/old.htm": "mine"}
    for name, text in foreign.items():
        (tmp_path / name).write_text(text)
    write(tmp_path, NEW)
    assert content(tmp_path) == {**NEW, **foreign}


def test_file_of_others_is_not_replaced(tmp_path: Path) -> None:
    write(tmp_path, OLD)
    (tmp_path / "stories/c.html").write_text("mine")
    with pytest.raises(OutputError, match=r"c\.html: not written by `briefing site`; move it elsewhere"):
        write(tmp_path, NEW)
    assert {name: text for name, text in content(tmp_path).items() if STAGING not in name} == {
        **OLD,
        "stories/c.html": "mine",
    }


@table("name", ["../outside.html", "/outside.html", "stories/../../outside.html", "stories/x/y.html", ".hidden", ""])
def test_nothing_outside_is_written_or_removed_whatever_the_manifest_says(name: str) -> None:
    from tempfile import TemporaryDirectory

    with TemporaryDirectory() as place:
        folder, outside = Path(place) / "site", Path(place) / "outside.html"
        outside.write_text("mine")
        write(folder, OLD)
        path = folder / MANIFEST
        path.write_text(json.dumps({"files": [name.replace("/outside", str(outside)[:-5]), name, *OLD]}))
        write(folder, NEW)
        assert (content(folder), outside.read_text()) == (NEW, "mine")
        with pytest.raises(OutputError, match="not a name of a file of a site"):
            write(folder, {name: "text", **NEW})


@pytest.mark.parametrize("text", ["", "{", "[]", '{"files": 3}', '{"files": [3]}'])
def test_damaged_manifest_is_reported(tmp_path: Path, text: str) -> None:
    write(tmp_path, OLD)
    (tmp_path / MANIFEST).write_text(text)
    with pytest.raises(UsageError, match="is damaged; name a new or an empty folder"):
        write(tmp_path, NEW)
    assert content(tmp_path) == OLD


def test_link_is_replaced_and_what_it_leads_to_stays(tmp_path: Path) -> None:
    write(tmp_path / "site", OLD)
    (tmp_path / "other").write_text("mine")
    (tmp_path / "site/index.html").unlink()
    (tmp_path / "site/index.html").symlink_to(tmp_path / "other")
    write(tmp_path / "site", NEW)
    assert content(tmp_path / "site") == NEW
    assert (tmp_path / "other").read_text() == "mine"
    (tmp_path / "site" / STAGING).symlink_to(tmp_path)
    with pytest.raises(OutputError, match="is a link; remove it"):
        write(tmp_path / "site", NEW)
    assert (tmp_path / "other").exists()


def test_one_run_writes_at_a_time(seeded: Program, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    folder.mkdir()
    handle = os.open(folder, os.O_RDONLY)
    fcntl.flock(handle, fcntl.LOCK_EX)
    error = seeded.error("site", str(folder), "--no-refresh", "--quiet", code=75)
    os.close(handle)
    assert error == f"{folder}: another run writes this site; try again later"
    assert list(folder.rglob("*.html")) == []


def test_day_becomes_a_site(told: Program, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    done = told.run("site", str(folder), "--no-refresh")
    assert (done.returncode, done.stdout) == (0, b"")
    assert done.stderr.decode() == f"briefing: 2 stories in {folder}: 4 files written, 0 unchanged, 0 removed\n"
    index = (folder / "index.html").read_text("utf-8")
    links = re.findall('href="(stories/[^"]*)"', index)
    assert len(links) == 2
    assert {"feed.xml", "index.html", *links} == set(content(folder))
    assert (folder / "index.html").stat().st_mode & 0o777 == 0o666 & ~_umask()


def test_second_run_writes_only_what_changed(told: Program, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    told.text("site", str(folder), "--no-refresh", "--quiet")
    before = {each: each.stat().st_mtime_ns for each in (folder / "stories").iterdir()}
    told.text("site", str(folder), "--no-refresh", "--quiet")
    assert {each: each.stat().st_mtime_ns for each in (folder / "stories").iterdir()} == before
    told.text("site", str(folder), "--no-refresh", "--quiet", "--query", "earthquake")
    (left,) = (folder / "stories").iterdir()
    assert left.stat().st_mtime_ns == before[left]


def _umask() -> int:
    umask = os.umask(0o077)
    os.umask(umask)
    return umask


@pytest.mark.parametrize("foreign", ["notes.txt", ".hidden", "folder/"])
def test_folder_of_others_is_refused_before_the_refresh(program: Program, tmp_path: Path, foreign: str) -> None:
    path = tmp_path / "site" / foreign
    path.parent.mkdir()
    path.mkdir() if foreign.endswith("/") else path.write_text("mine")
    error = program.error("site", str(tmp_path / "site"), code=2)
    assert error == (
        f"site: {tmp_path / 'site'} has files that `briefing site` did not write; name a new or an empty folder"
    )
    assert not program.store.exists()
    assert [each.name for each in (tmp_path / "site").iterdir()] == [path.name]


def test_file_is_no_folder(program: Program, tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine")
    error = program.error("site", str(tmp_path / "site"), code=2)
    assert error == f"site: {tmp_path / 'site'} is not a folder; name a new or an empty one"


@table(
    "url", ["news.example", "ftp://news.example/", "https://", "javascript:alert(1)", "https://a.example/?x=1", "/a/"]
)
def test_address_of_the_site_is_a_web_address(url: str) -> None:
    import click

    from briefing.cli.site_command import site

    with pytest.raises(UsageError, match=r"give an http or https address such as https://news\.example\.org/"):
        context = site.make_context("site", ["unused", "--base-url", url])
        with context:
            click.Context.invoke(context, site.callback, **context.params)  # type: ignore[arg-type]


def test_options_choose_the_stories_and_name_the_site(told: Program, tmp_path: Path) -> None:
    folder = tmp_path / "site"
    told.text(
        "site",
        str(folder),
        "--no-refresh",
        "-q",
        "--limit",
        "1",
        "--title",
        "Our <news>",
        "--base-url",
        "https://a.example/x",
    )
    index = (folder / "index.html").read_text("utf-8")
    assert "<h1>Our &lt;news&gt;</h1>" in index
    assert "1 more story" in index
    assert "<id>https://a.example/x/feed.xml</id>" in (folder / "feed.xml").read_text("utf-8")
    told.text("site", str(folder), "--no-refresh", "-q", "--since", "2100-01-01")
    assert list((folder / "stories").iterdir()) == []
    assert "Nothing new since" in (folder / "index.html").read_text("utf-8")
    assert "2 stories" in told.run("site", str(folder), "--no-refresh", "--since", "all").stderr.decode()


def test_daily_delivers_what_the_site_shows(told: Program, tmp_path: Path) -> None:
    told.text("site", str(tmp_path / "site"), "--no-refresh", "-q")
    assert len(told.json("daily", "--no-refresh")["briefs"]) == 2
    told.text("site", str(tmp_path / "site"), "--no-refresh", "-q")
    assert len([*(tmp_path / "site" / "stories").iterdir()]) == 2


def test_store_must_exist_without_a_refresh(program: Program, tmp_path: Path) -> None:
    assert "briefing refresh" in program.error("site", str(tmp_path / "site"), "--no-refresh", code=2)
    assert not (tmp_path / "site").exists()


def test_sources_that_fail_set_the_exit_code(program: Program, site: Site, tmp_path: Path) -> None:
    program.configure(site.feed("/one.xml", "One", CALL_A, QUAKE_A), site.url + "/missing.xml")
    folder = str(tmp_path / "site")
    done = program.run("site", folder, "--quiet")
    assert (done.returncode, done.stdout, done.stderr.count(b"\n")) == (3, b"", 1)
    assert "1 read, 1 failed" in (tmp_path / "site" / "index.html").read_text("utf-8")
    quiet = program.run("site", folder, "--quiet", "--fail-on", "all")
    assert (quiet.returncode, quiet.stderr) == (0, b"")
