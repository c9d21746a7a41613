"""Passwords and tokens, read from a command or a file when they are needed, and never stored."""

from __future__ import annotations

from pathlib import Path

from briefing.command_lines import Command
from briefing.errors import ConfigError
from briefing.external_commands import run_command
from briefing.files import read_file
from briefing.secrets import HIDDEN, Secret

MAX_BYTES = 64 * 1024
"""Maximum size of a file with a secret, or of the output of its command."""
SECONDS = 60.0
"""Maximum time of a command; it may ask the user to unlock a key."""


class SecretError(ConfigError):
    """A secret that cannot be read; names the setting and what to do, never the secret."""


def read_secret(
    where: str, *, command: Command | None = None, file: Path | None = None, timeout: float = SECONDS
) -> Secret:
    """The first line of what a command prints, or of a file.

    Args:
        where: the table of the settings, such as `[sync]`, for errors.
        command: `password_command`.
        file: `password_file`; read if there is no command.
        timeout: maximum seconds of the command.

    Raises:
        SecretError: there is no such line, the command fails, or the file cannot be read.
    """
    if command is not None:
        text = _printed(f"{where} password_command", command, timeout)
        setting, source = "password_command", f"`{command.name}` printed"
    elif file is not None:
        text = _content(f"{where} password_file", file)
        setting, source = "password_file", f"{file} has"
    else:
        raise SecretError(f"{where}: no password; set password_command or password_file")
    line = text.partition(b"\n")[0].rstrip(b"\r")
    try:
        secret = line.decode("utf-8")
    except UnicodeDecodeError:
        raise SecretError(f"{where} {setting}: {source} a first line that is not UTF-8") from None
    if not secret:
        raise SecretError(f"{where} {setting}: {source} no first line; it must be the password")
    if "\0" in secret or not secret.replace("\t", " ").isprintable():
        raise SecretError(f"{where} {setting}: {source} a first line with control characters")
    return Secret(secret)


def _printed(setting: str, command: Command, timeout: float) -> bytes:
    result = run_command(command, timeout=timeout, max_bytes=MAX_BYTES)
    if result.failure:
        printed = result.output.partition(b"\n")[0].decode("utf-8", "replace").strip()
        reason = result.failure.replace(printed, HIDDEN) if printed else result.failure
        raise SecretError(f"{setting}: `{command.name}` {reason}; it must print the password and exit with 0")
    return result.output


def _content(setting: str, file: Path) -> bytes:
    try:
        return read_file(file, MAX_BYTES, pipes=True)
    except OSError as error:
        raise SecretError(
            f"{setting}: cannot read {file}: {error.strerror}; write the password on its first line"
        ) from None
