"""`completion`: prints completion scripts for bash, zsh and fish; click generates them and answers their requests."""

from __future__ import annotations

import os

import click

from briefing.cli import stdout
from briefing.cli.options import file_options
from briefing.cli.param_types import OneOf
from briefing.errors import EXIT_OK

VARIABLE = "_BRIEFING_COMPLETE"
"""Environment variable by which the scripts request completions."""

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=OneOf(SHELLS))
@file_options
def completion(shell: str) -> int:
    """Print a shell completion script.

    It completes commands, options, ids of threads and numbers of changes.

    \b
    Examples:
      briefing completion bash > ~/.local/share/bash-completion/completions/briefing
      briefing completion zsh > ~/.zfunc/_briefing
      briefing completion fish > ~/.config/fish/completions/briefing.fish
    """
    from click.shell_completion import get_completion_class

    from briefing.cli.root_command import app

    shell_class = get_completion_class(shell)
    assert shell_class is not None
    # click's own entry point runs the shell first, to ask its version.
    script = shell_class(app, {}, "briefing", VARIABLE)
    names = script.source_vars()
    if shell == "zsh":
        # zsh loads the file `_briefing` as the body of a function of that name; if the body defined a differently named
        # function, only the first completion in a session would work.
        names["complete_func"] = "_briefing"
    stdout.write(script.source_template % names)
    return EXIT_OK


def answer_shell() -> int:
    """Answer a completion request of a shell script."""
    from click.shell_completion import shell_complete

    from briefing.cli.root_command import app

    return shell_complete(app, {}, "briefing", VARIABLE, os.environ[VARIABLE])
