"""What the values of options and arguments can be, with errors that a user can act on."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefing.errors import did_you_mean
from briefing.hygiene import clean_line

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # which older versions of click cannot subscribe


class Words(click.types.StringParamType):
    """Words to look for; bytes of the command line that are no text cannot be in any."""

    name = "words"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the words on one line."""
        return clean_line(str(super().convert(value, param, ctx)))


class OneOf(_Choice):
    """One of some words; for another the error names the nearest of them."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word."""
        if value not in self.choices:
            near = did_you_mean(str(value).lower(), self.choices)
            hint = f"; {near}" if near else ""
            self.fail(f"{value!r} is none of {', '.join(self.choices)}{hint}", param, ctx)
        return str(value)


class Number(click.IntRange):
    """A whole number with a limit."""

    name = "whole number"


class ThreadName(Words):
    """An id of a thread, or words that it has; the id can be completed."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return ids with titles."""
        from briefing.cli import completions

        return completions.threads(ctx, param, incomplete)


class ChangeNumber(Number):
    """The number of a change in the journal."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return numbers with what was done."""
        from briefing.cli import completions

        return completions.changes(ctx, param, incomplete)


class SchemaName(Words):
    """The name of a schema."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Return names."""
        from click.shell_completion import CompletionItem

        from briefing.render.schema import names

        return [CompletionItem(name) for name in names() if name.startswith(incomplete)]
