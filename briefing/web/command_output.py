"""Bodies made by the user's commands: printed in place of a response, or filtered from one."""

from __future__ import annotations

from dataclasses import replace
from http import HTTPStatus

from briefing.command_lines import EXEC, Command
from briefing.config import FetchConfig
from briefing.external_commands import CommandResult, run_command
from briefing.web.http_values import Fetched, FetchFailed, FetchResult


def printed_body(url: str, command: Command, options: FetchConfig) -> FetchResult:
    """What a command prints, as if `url` had answered with it."""
    result = _run(command, b"", options)
    if result.failure:
        return FetchFailed(url, f"its command `{command.name}` {result.failure}", is_local=True)
    return Fetched(url, "" if url.startswith(EXEC) else url, HTTPStatus.OK, result.output)


def filtered_body(answer: Fetched, command: Command, options: FetchConfig) -> FetchResult:
    """A response with the body that a command makes of its body.

    The `Content-Type` is kept only if the new body is not UTF-8, as it may name the encoding of both.
    """
    result = _run(command, answer.body, options)
    if result.failure:
        return FetchFailed(answer.url, f"its filter `{command.name}` {result.failure}", is_local=True)
    try:
        result.output.decode("utf-8")
    except UnicodeDecodeError:
        return replace(answer, body=result.output)
    return replace(answer, body=result.output, content_type="")


def _run(command: Command, given: bytes, options: FetchConfig) -> CommandResult:
    return run_command(command, given, timeout=options.command_timeout, max_bytes=options.max_body_bytes)
