"""A briefing as a mail: through `sendmail -t -i`, over SMTP, and once for each day however often it is made."""

from __future__ import annotations

import os
import shutil
import smtplib
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP, default
from pathlib import Path

import pytest

from tests.cli.conftest import Program
from tests.cli.sink import Sink, sink
from tests.newsroom.content import CALL_A, QUAKE_A
from tests.newsroom.site import Item, Site

TO = "Zoë Ray <zoe@example.org>"


def made(program: Program, *options: str) -> bytes:
    done = program.run("daily", "--no-refresh", "--format", "mail", "--to", TO, *options)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def read(message: bytes) -> EmailMessage:
    parsed = message_from_bytes(message, policy=default)
    assert isinstance(parsed, EmailMessage)
    assert [part.defects for part in parsed.walk()] == [[], [], []]
    return parsed


def id_of(message: bytes) -> str:
    return str(read(message)["Message-ID"])


def by_smtplib(message: bytes, port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port) as client:
        client.send_message(message_from_bytes(message, policy=SMTP))


def by_msmtp(message: bytes, port: int) -> None:
    program = shutil.which("msmtp")
    if not program:
        pytest.skip("msmtp is not installed")
    options = ["--file=/dev/null", "--host=127.0.0.1", f"--port={port}", "--from=me@example.org", "--read-recipients"]
    subprocess.run([program, *options], input=message, check=True, timeout=20)


@pytest.mark.parametrize("send", [by_smtplib, by_msmtp])
def test_it_is_delivered_over_smtp_as_it_was_made(seeded: Program, send: Callable[[bytes, int], None]) -> None:
    message = made(seeded, "--since", "all")
    box: Sink
    with sink() as box:
        send(message, box.port)
    assert box.recipients == ["zoe@example.org"]
    (arrived,) = map(read, box.messages)
    sent = read(message)
    assert (str(arrived["To"]), arrived["Message-ID"]) == (TO, sent["Message-ID"])
    for kind in ("plain", "html"):
        there, here = arrived.get_body((kind,)), sent.get_body((kind,))
        assert there and here
        assert there.get_content().splitlines() == here.get_content().splitlines()
        assert "Petro" in there.get_content()


def test_line_of_cron_feeds_sendmail(seeded: Program, tmp_path: Path) -> None:
    fake, box = tmp_path / "bin" / "sendmail", tmp_path / "box"
    fake.parent.mkdir()
    fake.write_text(f"""#!/bin/sh\n[ "$*" = "-t -i" ] && cat > {box}\n""")
    fake.chmod(0o755)
    seeded.env = {"PATH": f"{fake.parent}:{os.environ['PATH']}"}
    named = ("--config", str(seeded.config), "--store", str(seeded.store))
    line = seeded.text("schedule", "--kind", "cron", "--mail", TO, *named).splitlines()[-1]
    command = line.split(None, 5)[5].replace(r"\%", "%")
    subprocess.run(["/bin/sh", "-c", command], env={"HOME": str(seeded.home)}, check=True, timeout=60)
    assert str(read(box.read_bytes())["To"]) == TO


def test_made_again_it_is_the_same_message(seeded: Program) -> None:
    first = made(seeded, "--dry-run")
    assert id_of(made(seeded, "--dry-run")) == id_of(first)
    assert id_of(made(seeded)) == id_of(first)
    day = datetime.now(UTC).date().isoformat()
    assert id_of(made(seeded, "--date", day)) == id_of(first)
    span = [id_of(made(seeded, "--since", "24h")) for _ in range(2)]
    assert span[0] == span[1] != id_of(first)


def test_other_briefings_of_that_day_are_other_messages(seeded: Program) -> None:
    others = [("--query", "petro"), ("--query", "nothing"), ("--limit", "3"), ("--since", "7d"), ("--since", "24h"), ()]
    ids = {id_of(made(seeded, "--dry-run", *options)) for options in others}
    made(seeded)
    ids.add(id_of(made(seeded)))  # there is nothing new
    assert len(ids) == len(others) + 1


@pytest.mark.parametrize(
    ("given", "header"),
    [
        (["--to", 'a@x, "B, C" <b@y>'], 'a@x, "B, C" <b@y>'),
        (["--to", "a@x", "--to", "Zoë <z@bücher.example>", "--to", "me"], "a@x, Zoë <z@xn--bcher-kva.example>, me"),
        (["--to", "joerg@faß.example"], "joerg@xn--fa-hia.example"),
    ],
)
def test_it_is_for_one_or_several(seeded: Program, given: list[str], header: str) -> None:
    message = read(seeded.run("daily", "--dry-run", "--format", "mail", *given).stdout)
    assert str(message["To"]) == header


@pytest.mark.parametrize("option", [["daily", "--dry-run", "--format", "mail", "--to"], ["schedule", "--mail"]])
@pytest.mark.parametrize(
    "words",
    [
        "=?utf-8?b?CkJjYzogeEB5?= <me@example.org>",
        "jörg@example.org",
        "me@example.org\nBcc: x@y",
        "a@x; b@y",
        "a@x,",
        "a@x..y",
    ],
)
def test_what_is_no_address_is_wrong_usage(seeded: Program, option: list[str], words: str) -> None:
    assert "is no mail address" in seeded.error(*option, words, code=2)


def test_addresses_in_the_configuration_are_checked_with_it(seeded: Program) -> None:
    before = seeded.config.read_text(encoding="utf-8")
    for key in ("mail_to", "mail_from"):
        seeded.config.write_text(f'{before}[daily]\n{key} = "=?utf-8?q?=0ABcc?= <a@b>"\n', encoding="utf-8")
        assert f"daily.{key}: '=?utf-8?q?=0ABcc?= <a@b>' is no mail address" in seeded.error("config", "check", code=2)
        assert f"daily.{key}: " in seeded.error("daily", "--dry-run", code=2)
    told = '[daily]\nmail_to = "a@x, Zoë <z@ü.example>"\nmail_from = "News <n@faß.example>"\n'
    seeded.config.write_text(before + told, encoding="utf-8")
    message = read(seeded.run("daily", "--dry-run", "--format", "mail").stdout)
    assert str(message["To"]) == "a@x, Zoë <z@xn--tda.example>"
    assert str(message["From"]) == "News <n@xn--fa-hia.example>"
    assert str(message["Message-ID"]).endswith("@xn--fa-hia.example>")


def test_a_mail_goes_whole_through_a_sendmail_that_ends_at_a_dot(program: Program, site: Site, tmp_path: Path) -> None:
    title = "W" * 72 + " . " + "V" * 72
    program.configure(site.feed("/one.xml", "One", Item("/a", title, CALL_A.text), QUAKE_A))
    box = tmp_path / "box"
    program.run(
        "daily", "--format", "mail", "--to", "me", "--deliver-to", f"awk '/^\\.$/ {{ exit }} {{ print }}' > {box}"
    )
    message = read(box.read_bytes())
    body = message.get_body(("plain",))
    assert body and QUAKE_A.title in body.get_content()
