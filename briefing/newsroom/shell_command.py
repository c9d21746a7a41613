"""User commands run by the shell, with text on standard input, a time limit and the reason of a failure."""

from __future__ import annotations

from briefing.external_commands import run_unread


def run_command(command: str, text: str, event: str, timeout: float, *, keep_output: bool = True) -> str:
    """Run a command in its own process group; returns why it failed, with the last line of its output, or "".

    Args:
        command: for `/bin/sh -c`.
        text: standard input, written as UTF-8.
        event: value of `$BRIEFING_EVENT`.
        timeout: seconds.
        keep_output: whether standard output is captured, as standard error is; else it is inherited from this process.
    """
    return run_unread(
        ["/bin/sh", "-c", command],
        text.encode("utf-8", "replace"),
        timeout=timeout,
        environ={"BRIEFING_EVENT": event},
        inherit_output=not keep_output,
    )
