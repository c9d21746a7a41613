"""Files as the program opens and makes them: for the user alone, never behind a planted link, never without a limit."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from briefing.files import check_links, make_folder, make_private, odd_kind, open_own, read_file

as_root = pytest.mark.skipif(os.getuid() != 0, reason="only root can give files away")
NOBODY = 65534


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(str(path))


ODD: dict[str, Callable[[Path], object]] = {
    "a folder": Path.mkdir,
    "a named pipe": os.mkfifo,
    "a socket": make_socket,
    "a device": lambda path: path.symlink_to("/dev/zero"),
}
odd = pytest.mark.parametrize("kind", ODD)


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder whose name is short enough for a socket's address, with no mask for what is made in it."""
    monkeypatch.chdir(tmp_path)
    before = os.umask(0)
    yield Path()
    os.umask(before)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@odd
def test_other_kinds_than_files_are_not_read(here: Path, kind: str) -> None:
    ODD[kind](here / "x")
    assert odd_kind(here / "x") == kind
    for pipes in (False, True):
        with pytest.raises(OSError, match=f"it is {kind}, not a file"):
            read_file(here / "x", 10, pipes=pipes)


def test_a_file_is_read_to_its_limit(here: Path) -> None:
    (here / "x").write_bytes(b"12345")
    (here / "link").symlink_to("x")
    assert read_file(here / "x", 5) == read_file(here / "link", 5) == b"12345"
    with pytest.raises(OSError, match="it is larger than 0 MB"):
        read_file(here / "x", 4)


def test_a_file_without_an_end_is_not_read_to_it(here: Path) -> None:
    (here / "x").touch()
    os.truncate(here / "x", 1 << 40)
    with pytest.raises(OSError, match="it is larger than 1 MB"):
        read_file(here / "x", 1_000_000)


def test_the_empty_device_is_an_empty_file() -> None:
    assert read_file(Path("/dev/null"), 10) == b""


def test_a_pipe_that_is_open_already_is_read_where_pipes_may_be() -> None:
    reading, writing = os.pipe()
    os.write(writing, b"[[feeds]]")
    os.close(writing)
    path = Path(f"/dev/fd/{reading}")
    with pytest.raises(OSError, match="a named pipe"):
        read_file(path, 100)
    assert read_file(path, 100, pipes=True) == b"[[feeds]]"
    os.close(reading)


def test_folders_that_are_made_are_the_users_alone(here: Path) -> None:
    (here / "a").mkdir(0o755)
    make_folder(here.absolute() / "a" / "b" / "c")
    make_folder(here.absolute() / "a" / "b" / "c")
    assert [mode(here / each) for each in ("a", "a/b", "a/b/c")] == [0o755, 0o700, 0o700]


def test_own_file_is_private_and_keeps_its_content(here: Path) -> None:
    make_private(here / "x")
    assert mode(here / "x") == 0o600
    (here / "x").write_text("kept")
    (here / "x").chmod(0o640)
    make_private(here / "x")
    assert ((here / "x").read_text(), mode(here / "x")) == ("kept", 0o640)


@pytest.mark.parametrize(("before", "wanted", "after"), [(0o644, 0o600, 0o600), (0o600, 0o660, 0o600)])
def test_a_wider_mode_is_narrowed_and_none_is_widened(here: Path, before: int, wanted: int, after: int) -> None:
    (here / "x").touch()
    (here / "x").chmod(before)
    os.close(open_own(here / "x", os.O_RDWR, wanted))
    assert mode(here / "x") == after


@odd
def test_other_kinds_than_files_are_not_written(here: Path, kind: str) -> None:
    ODD[kind](here / "x")
    with pytest.raises(OSError, match=r"it is (a link|a \w+( \w+)?, not a file)"):
        open_own(here / "x", os.O_RDWR)


def test_links_are_not_written_through(here: Path) -> None:
    (here / "target").write_text("kept")
    (here / "link").symlink_to("target")
    (here / "hard").hardlink_to(here / "target")
    (here / "nowhere").symlink_to("new")
    for name, problem in (("link", "is a link"), ("nowhere", "is a link"), ("hard", "a hard link")):
        with pytest.raises(OSError, match=problem):
            open_own(here / name, os.O_WRONLY)
    assert (here / "target").read_text() == "kept" and not (here / "new").exists()


@pytest.fixture
def shared(here: Path) -> Path:
    """A folder where all may write, as `/tmp` is."""
    (here / "shared").mkdir()
    (here / "shared").chmod(0o1777)
    return here / "shared"


@as_root
@pytest.mark.parametrize("way", ["x", "folder/x", "first", "sub/../x", "absolute"])
def test_a_link_of_another_user_in_a_shared_folder_is_refused_wherever_it_stands(shared: Path, way: str) -> None:
    (shared / "x").symlink_to("/etc/x")
    (shared / "folder").symlink_to("/etc")
    (shared / "first").symlink_to("x")
    (shared / "sub").mkdir()
    (shared / "absolute").symlink_to(shared.absolute() / "x")
    for name in ("x", "folder"):
        os.chown(shared / name, NOBODY, -1, follow_symlinks=False)
    with pytest.raises(OSError, match="a link of another user"):
        check_links(shared / way)


@as_root
def test_a_pipe_of_another_user_in_a_shared_folder_is_refused(shared: Path) -> None:
    os.mkfifo(shared / "pipe")
    check_links(shared / "pipe")
    os.chown(shared / "pipe", NOBODY, -1)
    with pytest.raises(OSError, match="a named pipe of another user"):
        check_links(shared / "pipe")


@as_root
def test_links_in_safe_folders_are_followed(shared: Path) -> None:
    (shared / "own").symlink_to("target")
    check_links(shared / "own")  # the user's
    (shared / "theirs").symlink_to("target")
    os.chown(shared / "theirs", NOBODY, -1, follow_symlinks=False)
    os.chown(shared, NOBODY, -1)
    check_links(shared / "theirs")  # of who owns the folder
    os.chown(shared, 0, -1)
    shared.chmod(0o755)
    check_links(shared / "theirs")  # of a folder where only its owner writes
    check_links(shared / "not there")


def test_links_in_a_circle_end(here: Path) -> None:
    (here / "a").symlink_to("b")
    (here / "b").symlink_to("a")
    with pytest.raises(OSError, match="symbolic links"):
        check_links(here / "a")
