"""Folders of mail servers as seeds: messages are articles, only new ones are read, nothing is changed there."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from briefing.config import Config, FetchConfig, SeedConfig
from briefing.errors import SourceError
from briefing.newsroom import RefreshReport, refresh
from briefing.newsroom.ingest import mail_sources
from briefing.secrets import Secret
from briefing.store import Store
from tests.mail_servers.imap_server import PASSWORD, USER, Mail, started

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def mail() -> Iterator[Mail]:
    with started() as served:
        yield served


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret"
    path.write_text(PASSWORD)
    return path


def folder(mail: Mail, secret: Path, name: str = "Newsletters", **keys: object) -> SeedConfig:
    address = f"imap://127.0.0.1:{mail.port}/{name}"
    return SeedConfig(imap=address, user=USER, password_file=secret, **keys)  # type: ignore[arg-type]


def run(store: Store, seed: SeedConfig, hour: int = 0) -> RefreshReport:
    config = Config(seeds=(seed,), fetch=FetchConfig(host_delay=0))
    return refresh(store, config, now=NOW + timedelta(hours=hour))


def titles(store: Store) -> list[str]:
    return sorted(title for (title,) in store.rows("SELECT title FROM article"))


def test_messages_become_articles_and_only_new_ones_are_read(store: Store, mail: Mail, secret: Path) -> None:
    mail.add(3, "Bridge opens")
    mail.add(9, "Dam closes")
    assert run(store, folder(mail, secret)).exit_code == 0
    assert titles(store) == ["Bridge opens", "Dam closes"]
    assert run(store, folder(mail, secret), 1).exit_code == 0
    mail.add(10, "Road repaired")
    del mail.messages[3]
    run(store, folder(mail, secret), 2)
    assert titles(store) == ["Bridge opens", "Dam closes", "Road repaired"]
    assert mail.fetched == [3, 9, 10]


def test_nothing_is_changed_on_the_server(store: Store, mail: Mail, secret: Path) -> None:
    mail.add(1, "Bridge opens")
    run(store, folder(mail, secret))
    names = {command.split(" ")[0] for command in mail.commands}
    assert names == {"CAPABILITY", "EXAMINE", "UID", "LOGOUT"}
    assert all("PEEK" in command for command in mail.commands if "BODY" in command)


def test_messages_of_a_folder_that_is_numbered_anew_are_no_new_articles(store: Store, mail: Mail, secret: Path) -> None:
    mail.add(3, "Bridge opens")
    run(store, folder(mail, secret))
    mail.validity, mail.messages = 8, {1: mail.messages[3]}
    mail.add(2, "Dam closes")
    run(store, folder(mail, secret), 1)
    assert titles(store) == ["Bridge opens", "Dam closes"]


def test_the_first_refresh_reads_so_many_days(store: Store, mail: Mail, secret: Path) -> None:
    mail.add(1, "Old news")
    mail.add(2, "Bridge opens")
    mail.days[1] = "01-Jan-2020"
    run(store, folder(mail, secret, days=10))
    assert titles(store) == ["Bridge opens"]
    assert "SINCE 19-Feb-2026" in next(command for command in mail.commands if "SEARCH" in command)


@pytest.mark.parametrize(
    ("name", "encoded"),
    [
        ("", "INBOX"),
        ("News/Weekly%20letters", "News/Weekly letters"),
        ("Bolet%C3%ADn", "Bolet&AO0-n"),
        ("Q&A", "Q&-A"),
        ("%22odd%22", '\\"odd\\"'),
        ("台北", "&U,BTFw-"),
    ],
)
def test_folders_are_named_in_any_script(store: Store, mail: Mail, secret: Path, name: str, encoded: str) -> None:
    mail.folder = encoded
    mail.add(1, "Bridge opens")
    assert run(store, folder(mail, secret, name)).failed == ()
    assert titles(store) == ["Bridge opens"]


def test_login_without_plain_authentication(store: Store, mail: Mail, secret: Path) -> None:
    mail.capabilities = "IMAP4rev1"
    mail.add(1, "Bridge opens")
    run(store, folder(mail, secret))
    assert titles(store) == ["Bridge opens"]


def reason(store: Store, seed: SeedConfig) -> str:
    (failure,) = run(store, seed).failed
    assert PASSWORD not in failure.reason
    return failure.reason


def test_failures_name_the_remedy_and_never_the_password(store: Store, mail: Mail, secret: Path) -> None:
    assert "there is no folder 'Other' on the mail server" in reason(store, folder(mail, secret, "Other"))
    secret.write_text("wrong word")
    assert "refuses the login" in reason(store, folder(mail, secret)) and "app password" in reason(
        store, folder(mail, secret)
    )
    mail.fault = lambda command: f"x NO {command}\r\n".encode() if "LOGIN" in command or "AUTH" in command else None
    assert "wrong word" not in reason(store, folder(mail, secret))
    secret.unlink()
    assert "password_file: cannot read" in reason(store, folder(mail, secret))


def test_server_that_is_not_there(store: Store, secret: Path) -> None:
    assert "cannot be reached" in reason(store, folder(Mail(port=9), secret))


FAULTS = {
    "closed": b"",
    "nonsense": b"HTTP/1.1 400 Bad Request\r\n",
    "huge": b"* 1 FETCH (UID 1 BODY[] {99999999999}\r\n",
    "endless line": b"* OK " + b"x" * 2_000_000 + b"\r\n",
    "surprise": b"* BYE going down\r\n",
}


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(answer, id=name, marks=() if name in ("closed", "huge") else pytest.mark.soak)
        for name, answer in FAULTS.items()
    ],
)
@pytest.mark.parametrize("command", ["CAPABILITY", "EXAMINE", "SEARCH", "SIZE", "BODY"])
def test_faults_are_failures_of_this_source_only(
    store: Store, mail: Mail, secret: Path, command: str, answer: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_sources, "ANSWER_SECONDS", 0.2)
    monkeypatch.setattr(mail_sources, "SECONDS", 1.0)
    mail.add(1, "Bridge opens")
    mail.fault = lambda given: answer if command in given else None
    report = run(store, folder(mail, secret))
    assert len(report.failed) == 1 and titles(store) == []
    mail.fault = lambda given: None
    monkeypatch.undo()
    run(store, folder(mail, secret), 1)
    assert titles(store) == ["Bridge opens"]


def test_what_was_read_before_a_fault_stays_and_the_next_refresh_goes_on(
    store: Store, mail: Mail, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_sources, "BATCH", 2)
    for number in range(1, 8):
        mail.add(number, f"Letter {number} of the week")
    mail.fault = lambda command: b"" if "FETCH 6 (BODY" in command else None
    report = run(store, folder(mail, secret))
    assert len(titles(store)) == 4 and "read in part" in report.notes[0].reason
    mail.fault = lambda command: None
    assert run(store, folder(mail, secret), 1).notes == ()
    assert len(titles(store)) == 7 and mail.fetched.count(1) == 1


def test_messages_that_are_too_large_are_reported_once(
    store: Store, mail: Mail, secret: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_sources, "MAX_BYTES", 1000)
    mail.add(1, "Long letter", "long " * 400)
    mail.add(2, "Bridge opens")
    run(store, folder(mail, secret))
    run(store, folder(mail, secret), 1)
    assert titles(store) == ["Bridge opens"] and mail.fetched == [2]
    ((refused,),) = store.rows("SELECT refused FROM entry WHERE refused <> ''")
    assert "has 2," in refused


def test_a_server_elsewhere_must_encrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    from briefing.config.mail_folders import parse_address
    from briefing.mail_servers import imap

    with started() as mail:
        monkeypatch.setattr(imap, "_LOOPBACK", ())
        address = parse_address(f"imap://127.0.0.1:{mail.port}/x")
        with (
            pytest.raises(SourceError, match="no encryption"),
            imap.open_folder(address, USER, Secret(PASSWORD), timeout=2, seconds=5),
        ):
            pass
        assert mail.logins == []


@pytest.mark.skipif(not shutil.which("openssl"), reason="needs openssl")
def test_certificates_are_verified(store: Store, secret: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pem = tmp_path / "server.pem"
    command = (
        "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    )
    subprocess.run([*command.split(), "-keyout", pem, "-out", tmp_path / "cert"], check=True, capture_output=True)
    pem.write_bytes(pem.read_bytes() + (tmp_path / "cert").read_bytes())
    with started(str(pem)) as mail:
        mail.add(1, "Bridge opens")
        seed = SeedConfig(imap=f"imaps://localhost:{mail.port}/Newsletters", user=USER, password_file=secret)
        assert "certificate of the mail server is not valid" in reason(store, seed)
        assert mail.logins == []
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert"))
        run(store, seed, 1)
        assert titles(store) == ["Bridge opens"]
