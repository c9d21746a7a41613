"""What the program makes is for the user alone, and what stands in its way is told: folders, links, pipes, devices."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing.cli import logbook, stdout
from briefing.tui import saved_state
from tests.cli.conftest import Program
from tests.conftest import SEED

as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can give files away")
NOBODY = 65534


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def without_mask(program: Program, *arguments: str) -> bytes:
    done = program.run(*arguments, mask=0)
    done.check_returncode()
    return done.stdout


def test_store_lock_log_and_configuration_are_the_users_alone(program: Program) -> None:
    program.config = program.home / "new" / "folder" / "config.toml"
    without_mask(program, "config", "init")
    program.configure(seeds=(SEED,))
    without_mask(program, "daily", "--quiet")
    log = program.home / ".local" / "state" / "briefing" / "briefing.log"
    files = [program.config, program.store, program.store.with_name("briefing.db.lock"), log]
    assert {file.name: mode(file) for file in files} == dict.fromkeys((file.name for file in files), 0o600)
    folders = {folder for file in files for folder in file.parents if program.home in folder.parents}
    assert {mode(folder) for folder in folders} == {0o700} and len(folders) >= 7


def test_what_is_exported_obeys_the_mask_as_with_any_tool(seeded: Program) -> None:
    for path, *arguments in (("x.txt", "daily", "--no-refresh", "--since", "all"), ("x.opml", "feeds", "export")):
        without_mask(seeded, *arguments, "--output", str(seeded.home / path))
        assert mode(seeded.home / path) == 0o666
        (seeded.home / path).chmod(0o640)
        without_mask(seeded, *arguments, "--output", str(seeded.home / path))
        assert mode(seeded.home / path) == 0o640


def test_a_configuration_keeps_its_mode_and_its_link(seeded: Program) -> None:
    real = seeded.home / "dotfiles.toml"
    real.write_text(seeded.config.read_text())
    real.chmod(0o644)
    seeded.config.unlink()
    seeded.config.symlink_to(real)
    seeded.text("feeds", "add", "--no-fetch", "https://example.org/feed.xml")
    assert seeded.config.is_symlink() and mode(real) == 0o644
    assert "example.org/feed.xml" in real.read_text()


def test_a_store_behind_a_link_is_used_where_it_is(seeded: Program) -> None:
    real = seeded.home / "elsewhere.db"
    seeded.store.rename(real)
    seeded.store.symlink_to(real)
    assert seeded.json("threads")["threads"]
    seeded.text("refresh", "--quiet")
    assert seeded.store.is_symlink() and real.with_name("elsewhere.db.lock").exists()
    assert seeded.text("doctor") == ""


@as_root
def test_a_store_behind_a_link_that_another_user_may_have_planted_is_not_written(seeded: Program) -> None:
    shared, link = seeded.home / "shared", seeded.home / "shared" / "briefing.db"
    shared.mkdir()
    shared.chmod(0o1777)
    link.symlink_to(seeded.store)
    os.chown(link, NOBODY, -1, follow_symlinks=False)
    for command in ("refresh", "mark star petro", "daily --no-refresh"):
        told = seeded.error(*command.split(), "--store", str(link), code=1)
        assert "it is a link of another user in a folder where all may write; name another file" in told


def test_a_store_that_others_can_read_is_told(seeded: Program) -> None:
    seeded.store.chmod(0o644)
    (told,) = seeded.json("doctor")["findings"]
    assert (told["problem"], told["serious"]) == ("other users of this machine can read it", False)
    assert told["advice"].startswith(f"`chmod go-rwx {seeded.store}`")
    assert mode(seeded.store) == 0o644
    seeded.store.chmod(0o600)
    assert seeded.text("doctor") == ""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    monkeypatch.setattr(logbook, "_command", "test")
    (tmp_path / "briefing").mkdir()
    return tmp_path / "briefing" / "briefing.log"


LINKS: dict[str, Callable[[Path, Path], object]] = {
    "link": lambda log, other: log.symlink_to(other),
    "hard link": lambda log, other: log.hardlink_to(other),
    "pipe": lambda log, _: os.mkfifo(log),
    "folder": lambda log, _: log.mkdir(),
    "device": lambda log, _: log.symlink_to("/dev/full"),
}


@pytest.mark.parametrize("kind", LINKS)
def test_the_log_goes_through_no_link_and_waits_for_no_pipe(log: Path, tmp_path: Path, kind: str) -> None:
    other = tmp_path / "other"
    other.write_text("kept")
    LINKS[kind](log, other)
    logbook.note("a line")
    assert other.read_text() == "kept"


def test_a_log_of_an_earlier_version_becomes_private(log: Path) -> None:
    log.write_text("earlier\n")
    log.chmod(0o644)
    logbook.note("a line")
    assert mode(log) == 0o600 and log.read_text().startswith("earlier\n")


def test_what_the_reader_remembers_is_private(tmp_path: Path) -> None:
    path = tmp_path / "state" / "reader.json"
    saved_state.save_state(path, saved_state.SavedState("thread", "query"))
    saved_state.save_state(path, saved_state.SavedState("other"))
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert saved_state.load_state(path) == saved_state.SavedState("other")


ODD: dict[str, Callable[[Path], object]] = {
    "a named pipe": os.mkfifo,
    "a folder": Path.mkdir,
    "a device": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.parametrize("kind", ODD)
def test_what_is_no_file_is_refused_as_configuration_list_and_seed(seeded: Program, kind: str) -> None:
    odd = seeded.home / "odd"
    ODD[kind](odd)
    reason = f"it is {kind}, not a file"
    own = seeded.config
    seeded.config = odd
    for command in ("threads", "refresh", "config check", "feeds list", "feeds add --no-fetch https://example.org/x"):
        assert seeded.error(*command.split(), code=2) == f"{odd}: cannot read the configuration: {reason}"
    assert reason in seeded.json("doctor", code=2)["findings"][0]["problem"]
    seeded.config = own
    assert seeded.error("feeds", "import", str(odd), code=2) == f"{odd}: cannot read: {reason}"
    if kind != "a folder":
        seeded.configure(seeds=(odd,))
        assert f"{odd}: cannot read the seed: {reason}" in seeded.run("refresh").stderr.decode()
        (told,) = [each for each in seeded.json("doctor", code=3)["findings"] if each["area"] == "seed"]
        assert told["problem"] == f"cannot read the seed: {reason}"


ENDLESS = {
    "feeds import -": "larger than 10 MB",
    "mark read -": "standard input is larger than 20 MB",
    "summarize -": "too large: more than 10 MB",
    "extract -": "too large: more than 10 MB",
    "extract /dev/zero": "too large: more than 10 MB",
}


@pytest.mark.parametrize("command", ENDLESS)
def test_what_has_no_end_is_read_to_a_limit(seeded: Program, command: str) -> None:
    with Path("/dev/zero").open("rb") as endless:
        done = subprocess.run(
            seeded.command(*command.split()), stdin=endless, env=seeded.environment(), capture_output=True, check=False
        )
    assert done.returncode in (2, 4)
    assert done.stderr.decode().endswith(f"{ENDLESS[command]}\n")


def test_files_larger_than_the_limit_are_refused(seeded: Program) -> None:
    large = seeded.home / "large.txt"
    large.touch()
    os.truncate(large, 1 << 40)
    assert seeded.error("feeds", "import", str(large), code=2).endswith("it is larger than 10 MB")
    assert seeded.error("threads", "--config", str(large), code=2).endswith("it is larger than 10 MB")
    seeded.configure(seeds=(large,))
    assert "it is larger than 10 MB" in seeded.run("refresh").stderr.decode()


def test_no_configuration_and_one_of_a_shell_are_read(seeded: Program) -> None:
    assert seeded.text("threads", "--config", "/dev/null")
    command = f'exec "$@" --config <(cat {seeded.config})'
    shell = ["bash", "-c", command, "bash", *seeded.command("config", "check")]
    done = subprocess.run(shell, env=seeded.environment(), capture_output=True, check=True)
    assert b"valid; 0 feeds, 1 seed" in done.stdout


def test_a_list_of_feeds_from_a_pipe_of_the_shell_is_whole(seeded: Program) -> None:
    command = 'exec "$@" <(echo https://example.org/feed.xml)'
    shell = ["bash", "-c", command, "bash", *seeded.command("feeds", "import", "--dry-run")]
    done = subprocess.run(shell, env=seeded.environment(), capture_output=True, check=True)
    assert done.stdout == b"https://example.org/feed.xml\n"


@as_root
def test_output_does_not_go_through_what_another_user_may_have_planted(tmp_path: Path) -> None:
    shared, victim = tmp_path / "shared", tmp_path / "victim"
    victim.write_text("kept")
    shared.mkdir()
    shared.chmod(0o1777)
    (shared / "out").symlink_to(victim)
    os.chown(shared / "out", NOBODY, -1, follow_symlinks=False)
    with pytest.raises(stdout.OutputError, match="a link of another user in a folder where all may write"):
        stdout.check_place(shared / "out")
    with pytest.raises(stdout.OutputError, match="a link of another user in a folder where all may write"):
        stdout.deliver("text", shared / "out")
    assert victim.read_text() == "kept"
    (shared / "hard").hardlink_to(victim)  # is replaced, as every file
    stdout.deliver("text", shared / "hard")
    assert (victim.read_text(), (shared / "hard").read_text()) == ("kept", "text")
    (shared / "own").symlink_to(tmp_path / "own")
    stdout.deliver("text", shared / "own")
    assert (tmp_path / "own").read_text() == "text"
