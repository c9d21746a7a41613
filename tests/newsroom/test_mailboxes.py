"""Maildir folders and mbox files are read like feeds: each message once, and only what is new is opened."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from briefing import newsroom
from briefing.config import Config, SeedConfig
from briefing.files import read_file
from briefing.newsroom import RefreshReport
from briefing.newsroom.ingest import mail_sources
from briefing.sources import mailboxes
from briefing.sources.mailboxes import is_mailbox, mbox_messages
from briefing.store import Store, sources
from tests.newsroom.conftest import hours

TEXT = "The council of {0} decided on Monday to build a bridge. “It will open in May,” said mayor Ana Duarte.\n"


def message(number: int, subject: str = "", text: str = "", extra: str = "") -> bytes:
    subject = subject or f"Bridge for town {number}"
    head = f"From: Town Letter <letter@news.example>\nSubject: {subject}\nMessage-ID: <{number}@news.example>\n"
    return f"{head}Date: Sun, 1 Mar 2026 08:00:00 +0000\n{extra}\n{text or TEXT.format(number)}".encode()


class Maildir:
    """A Maildir as a mail program keeps it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        for name in ("cur", "new", "tmp"):
            (path / name).mkdir(parents=True)

    def deliver(self, number: int, body: bytes = b"") -> Path:
        file = self.path / "new" / f"{1_772_352_000 + number}.M{number}P1.host"
        file.write_bytes(body or message(number))
        return file

    def see(self, file: Path, flags: str = "S") -> Path:
        """Mark a new message as seen."""
        return file.rename(self.path / "cur" / f"{file.name.partition(':')[0]}:2,{flags}")


@pytest.fixture
def maildir(tmp_path: Path) -> Maildir:
    return Maildir(tmp_path / "News")


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The files of messages that are opened."""
    files: list[Path] = []

    def read(path: Path, limit: int) -> bytes:
        files.append(path)
        return read_file(path, limit)

    monkeypatch.setattr(mailboxes, "read_file", read)
    return files


def refresh(store: Store, path: Path, at: float = 0) -> RefreshReport:
    return newsroom.refresh(store, Config(seeds=(SeedConfig(path),)), now=hours(at))


def titles(store: Store) -> list[str]:
    return [title for (title,) in store.rows("SELECT title FROM article ORDER BY title")]


def test_each_message_of_a_maildir_is_an_article(store: Store, maildir: Maildir) -> None:
    for number in (1, 2, 3):
        maildir.deliver(number)
    (maildir.path / "tmp" / "4.host").write_bytes(message(4))
    report = refresh(store, maildir.path)
    assert (report.new_articles, report.failed) == (3, ())
    assert titles(store) == ["Bridge for town 1", "Bridge for town 2", "Bridge for town 3"]
    (outlet, published) = store.row("SELECT outlet, published FROM article ORDER BY title LIMIT 1")
    assert outlet == "Town Letter" and published == int(hours(-4).timestamp() * 1_000_000)
    assert {name for (name,) in store.rows("SELECT speaker FROM quote")} == {" ana duarte "}


def test_messages_with_one_web_version_are_articles_of_their_own(store: Store, maildir: Maildir) -> None:
    for number in (1, 2):
        text = f"View in browser: https://news.example/v?utm_source=mail\n\n{TEXT.format(number)}"
        maildir.deliver(number, message(number, text=text))
    assert refresh(store, maildir.path).new_articles == 2
    rows = list(store.rows("SELECT title, url FROM article ORDER BY title"))
    assert rows == [(f"Bridge for town {number}", "https://news.example/v") for number in (1, 2)]


def test_only_new_messages_are_opened(store: Store, maildir: Maildir, opened: list[Path]) -> None:
    files = [maildir.deliver(number) for number in range(5)]
    refresh(store, maildir.path)
    assert len(opened) == 5
    opened.clear()
    refresh(store, maildir.path, 1)
    assert opened == []
    for file in files:
        maildir.see(maildir.see(file), "FS")  # moved, and its flags have changed
    late = maildir.deliver(9)
    assert refresh(store, maildir.path, 2).new_articles == 1
    assert opened == [late]


def test_nothing_in_the_mailbox_is_changed(store: Store, maildir: Maildir) -> None:
    maildir.deliver(1)
    before = {path: path.stat().st_mtime_ns for path in maildir.path.rglob("*")}
    refresh(store, maildir.path)
    assert {path: path.stat().st_mtime_ns for path in maildir.path.rglob("*")} == before


PART = b"Content-Type: multipart/mixed; boundary=a\n\n"
BROKEN = {
    "empty": b"",
    "noise": bytes(range(256)) * 20,
    "nested": PART + (b"--a\n" + PART) * 900,
    "attachment": b"Content-Type: application/pdf\nContent-Disposition: attachment\n\n%PDF",
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_a_message_that_cannot_be_read_stops_no_other(
    store: Store, maildir: Maildir, opened: list[Path], body: bytes
) -> None:
    maildir.deliver(1)
    maildir.deliver(2).write_bytes(body)
    maildir.deliver(3)
    report = refresh(store, maildir.path)
    assert {"Bridge for town 1", "Bridge for town 3"} <= set(titles(store)) and not report.failed
    opened.clear()
    refresh(store, maildir.path, 1)
    assert opened == []


def test_a_message_that_is_moved_while_it_is_read_comes_with_the_next_refresh(
    store: Store, maildir: Maildir, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = maildir.deliver(1)
    listed = mailboxes.maildir_messages

    def moved(path: Path) -> dict[str, Path]:
        found = listed(path)
        maildir.see(file)
        return found

    monkeypatch.setattr(mailboxes, "maildir_messages", moved)
    assert refresh(store, maildir.path).new_articles == 0
    monkeypatch.undo()
    assert refresh(store, maildir.path, 1).new_articles == 1


class StoppedError(BaseException):
    """The refresh is stopped."""


def test_a_mailbox_that_was_read_in_part_is_completed(
    store: Store, maildir: Maildir, opened: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_sources, "BATCH", 2)
    for number in range(5):
        maildir.deliver(number)
    write, left = sources.write_plan, [1]

    def stop(*arguments: object) -> None:
        if not left:
            raise StoppedError
        left.pop()
        write(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(sources, "write_plan", stop)
    with pytest.raises(StoppedError):
        refresh(store, maildir.path)
    monkeypatch.setattr(sources, "write_plan", write)
    opened.clear()
    refresh(store, maildir.path, 1)
    assert len(opened) == 3 and len(titles(store)) == 5


def envelope(body: bytes) -> bytes:
    return b"From letter@news.example Sun Mar  1 08:00:00 2026\n" + body + b"\n"


@pytest.fixture
def mbox(tmp_path: Path) -> Path:
    path = tmp_path / "letters"
    path.write_bytes(b"".join(envelope(message(number)) for number in (1, 2)))
    return path


def append(path: Path, body: bytes) -> None:
    with path.open("ab") as file:
        file.write(body)


def test_an_mbox_file_is_read_on_from_where_reading_ended(store: Store, mbox: Path) -> None:
    assert refresh(store, mbox).new_articles == 2
    append(mbox, envelope(message(3, text="Before.\n\n>From here on it was quoted by the sender of the letter.\n")))
    place = sources.states(store)[next(iter(sources.states(store)))].etag
    assert [each.body[:60] for each in mbox_messages(mbox, place)] == [message(3)[:60]]
    assert refresh(store, mbox, 1).new_articles == 1
    (text,) = store.row("SELECT text FROM content JOIN article USING (number) WHERE title = 'Bridge for town 3'")
    assert "\nFrom here on" in text
    assert list(mbox_messages(mbox, sources.states(store)[next(iter(sources.states(store)))].etag)) == []


def test_a_message_that_is_just_being_added_waits(store: Store, mbox: Path) -> None:
    whole = envelope(message(3))
    append(mbox, whole[:-40])
    assert refresh(store, mbox).new_articles == 2
    append(mbox, whole[-40:])
    assert refresh(store, mbox, 1).new_articles == 1
    assert titles(store)[-1] == "Bridge for town 3"


def test_the_last_message_of_a_file_that_rests_is_whole_without_a_blank_line(store: Store, mbox: Path) -> None:
    append(mbox, envelope(message(3)).rstrip())
    past = time.time() - 60
    os.utime(mbox, (past, past))
    assert refresh(store, mbox).new_articles == 3


@pytest.mark.parametrize(
    "change",
    [
        lambda path: path.write_bytes(envelope(message(2)) + envelope(message(5))),  # expunged
        lambda path: path.write_bytes(envelope(message(7)) + path.read_bytes() + envelope(message(5))),
        lambda path: path.write_bytes(envelope(message(5))),
    ],
    ids=["removed", "before", "shorter"],
)
def test_a_file_that_was_rewritten_is_read_anew_and_brings_only_what_is_new(
    store: Store, mbox: Path, change: Callable[[Path], object]
) -> None:
    refresh(store, mbox)
    change(mbox)
    refresh(store, mbox, 1)
    found = titles(store)
    assert len(found) == len(set(found)) and "Bridge for town 5" in found


def test_letters_with_one_subject_are_articles_of_their_own(store: Store, maildir: Maildir) -> None:
    for number in range(3):
        maildir.deliver(number, message(number, "The morning letter"))
    assert refresh(store, maildir.path).new_articles == 3


def test_mailboxes_are_told_from_folders_and_files(tmp_path: Path, maildir: Maildir, mbox: Path) -> None:
    (tmp_path / "note.txt").write_text("From here on, a text.")
    assert is_mailbox(maildir.path) and is_mailbox(mbox)
    assert not any(map(is_mailbox, (tmp_path, tmp_path / "note.txt", tmp_path / "missing")))


@pytest.mark.soak
def test_five_thousand_messages_take_memory_for_a_batch_only(
    store: Store, maildir: Maildir, opened: list[Path]
) -> None:
    for number in range(5000):
        maildir.deliver(number)
    assert refresh(store, maildir.path).new_articles == 5000
    assert len(opened) == 5000
    opened.clear()
    late = maildir.deliver(5001)
    assert refresh(store, maildir.path, 1).new_articles == 1
    assert opened == [late]
