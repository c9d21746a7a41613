"""Secrets are read from commands and files, and shown nowhere."""

from __future__ import annotations

import copy
import json
import pickle
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from briefing.codec import to_json
from briefing.command_lines import Command
from briefing.passwords import SecretError, read_secret
from briefing.secrets import Secret


@dataclass(frozen=True)
class Login:
    user: str
    password: Secret


def test_secret_is_hidden_wherever_it_goes() -> None:
    secret = Secret("s3cret")
    login = Login("ann", secret)
    assert secret.reveal() == "s3cret"
    assert f"{secret} {secret!r} {secret:>5} {login} {[secret]}" == (
        "*** ***   *** Login(user='ann', password=***) [***]"
    )
    assert b"s3cret" not in pickle.dumps(login)
    assert pickle.loads(pickle.dumps(login)).password.reveal() == "***"
    assert json.loads(to_json(login)) == {"user": "ann", "password": "***"}
    for copied in (copy.copy(secret), copy.deepcopy(login).password, replace(login, user="bob").password):
        assert copied == secret


def test_first_line_of_a_command_or_a_file_is_the_secret(tmp_path: Path) -> None:
    command = Command("printf 's3cret word\\r\\nuser: ann\\n'")
    assert read_secret("[sync]", command=command).reveal() == "s3cret word"
    file = tmp_path / "password"
    file.write_bytes("pä$$ \n".encode())
    assert read_secret("[sync]", file=file).reveal() == "pä$$ "


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("true", "`true` printed no first line; it must be the password"),
        ("echo ; echo s3cret", "`echo` printed no first line; it must be the password"),
        ("printf 's3\\033cret'", "`printf` printed a first line with control characters"),
        ("printf 's3\\377cret'", "`printf` printed a first line that is not UTF-8"),
        ("sleep 9", "`sleep` was killed after 0.3 s; it must print the password and exit with 0"),
        (
            "echo s3cret ; echo no s3cret here >&2; exit 2",
            "`echo` ended with exit code 2: no *** here; it must print the password and exit with 0",
        ),
    ],
)
def test_command_without_a_secret_is_told_with_its_setting(script: str, reason: str) -> None:
    with pytest.raises(SecretError) as error:
        read_secret("[sync]", command=Command(script, shell=True), timeout=0.3 if "sleep" in script else 10)
    assert str(error.value) == f"[sync] password_command: {reason}"


def test_file_without_a_secret_is_told_with_its_setting(tmp_path: Path) -> None:
    with pytest.raises(SecretError, match=r"^\[sync\] password_file: cannot read .*/none: No such file or directory"):
        read_secret("[sync]", file=tmp_path / "none")
    with pytest.raises(SecretError, match=r"^\[sync\]: no password; set password_command or password_file$"):
        read_secret("[sync]")
