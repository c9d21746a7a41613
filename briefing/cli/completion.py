"""`completion`: scripts that let bash, zsh and fish complete commands and options; click makes and answers them."""

from __future__ import annotations

import os

import click

from briefing.cli import stdout
from briefing.cli.options import shared
from briefing.cli.param_types import OneOf
from briefing.errors import EXIT_OK

VARIABLE = "_BRIEFING_COMPLETE"
"""Set by the scripts to ask this program what could come next."""

SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=OneOf(SHELLS))
@shared
def completion(shell: str) -> int:
    """Print the script that completes commands, options, ids of threads and numbers of changes in a shell.

    \b
    Examples:
      briefing completion bash > ~/.local/share/bash-completion/completions/briefing
      briefing completion zsh > ~/.zfunc/_briefing
      briefing completion fish > ~/.config/fish/completions/briefing.fish
    """
    from click.shell_completion import get_completion_class

    from briefing.cli.app import app

    found = get_completion_class(shell)
    assert found is not None
    # click's own way to the script asks the shell's version first, which needs the shell.
    made = found(app, {}, "briefing", VARIABLE)
    names = made.source_vars()
    if shell == "zsh":
        # zsh loads the file `_briefing` as the body of a function of that name: one of another name within it would be
        # called the first time only, and the second press of the tab key in a session would find nothing.
        names["complete_func"] = "_briefing"
    stdout.write(made.source_template % names)
    return EXIT_OK


def answer() -> int:
    """Tell a shell what could come next, as its script asks."""
    from click.shell_completion import shell_complete

    from briefing.cli.app import app

    return shell_complete(app, {}, "briefing", VARIABLE, os.environ[VARIABLE])
