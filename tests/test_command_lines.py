"""Commands of the configuration are split into words without a shell, and shown without their arguments."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from briefing.command_lines import Command


def test_text_is_split_into_words_without_expansions() -> None:
    assert Command("curl -H 'A: b c' $HOME *.xml").words == ["curl", "-H", "A: b c", "$HOME", "*.xml"]
    assert Command(("echo", "a b", "")).words == ["echo", "a b", ""]


def test_tilde_at_the_start_of_a_word_is_the_home_directory() -> None:
    assert Command("~/bin/feed ~/x a~/b").words == [f"{Path.home()}/bin/feed", f"{Path.home()}/x", "a~/b"]


def test_shell_is_used_only_if_the_setting_says_so() -> None:
    command = replace(Command("pass news | head -1"), shell=True)
    assert command.words == ["/bin/sh", "-c", "pass news | head -1"]
    assert command.shown == "pass ***"
    assert replace(Command("TOKEN=s3cret fetch"), shell=True).shown == "sh ***"


@pytest.mark.parametrize(
    ("written", "shell", "reason"),
    [
        ("", False, "is empty"),
        ("  ", True, "is empty"),
        ((), False, "is empty"),
        (("",), False, "is empty"),
        ("echo 'a", False, "no closing quotation"),
        (("echo", "a"), True, "one text, not a list"),
        (("echo", "a\0"), False, "null character"),
    ],
)
def test_wrong_commands_are_told(written: str | tuple[str, ...], shell: bool, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Command(written, shell)


@pytest.mark.parametrize("written", ["~/bin/fetch --token s3cret", ("/opt/fetch", "s3cret")])
def test_arguments_are_not_shown(written: str | tuple[str, ...]) -> None:
    command = Command(written)
    assert command.shown == "fetch ***"
    assert "s3cret" not in f"{command} {command!r}"


def test_arguments_that_may_be_secrets_are_concealed_in_errors() -> None:
    command = Command("fetch --token=s3cretT http://a.example/x ~/feed.conf abc S3CRETU")
    error = "s3cretT S3CRETU: no abc at http://a.example/x in feed.conf"
    assert command.conceal(error) == "*** ***: no abc at http://a.example/x in feed.conf"
    assert replace(Command("TOKEN=s3cretT fetch"), shell=True).conceal("no s3cretT") == "no ***"
    assert replace(Command("TOKEN='s3cretT'; fetch --key S3CRETU"), shell=True).conceal("wrong S3CRETU") == "wrong ***"
