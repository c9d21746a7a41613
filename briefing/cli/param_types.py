"""Parameter types of options and arguments, with helpful errors."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from briefing.errors import did_you_mean
from briefing.sanitizer import clean_line

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    _Choice = click.Choice[str]
else:
    _Choice = click.Choice  # older versions of click cannot subscript it


class Words(click.types.StringParamType):
    """Words to search for; undecodable bytes of the command line match nothing."""

    name = "words"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Join the words to one line."""
        return clean_line(str(super().convert(value, param, ctx)))


class OneOf(_Choice):
    """A choice; the error for an unknown word suggests the nearest."""

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Check the word."""
        if value not in self.choices:
            near = did_you_mean(str(value).lower(), self.choices)
            hint = f"; {near}" if near else ""
            self.fail(f"{value!r} is not one of {', '.join(self.choices)}{hint}", param, ctx)
        return str(value)


class Number(click.IntRange):
    """An integer with a limit."""

    name = "whole number"


class ThreadName(Words):
    """A thread id, or words of a thread; ids can be completed."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Ids with titles."""
        from briefing.cli import completion_candidates

        return completion_candidates.threads(ctx, param, incomplete)


class ChangeNumber(Number):
    """The number of a change in the journal."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Change numbers with descriptions."""
        from briefing.cli import completion_candidates

        return completion_candidates.changes(ctx, param, incomplete)


class SchemaName(Words):
    """The name of a schema."""

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """Schema names."""
        from click.shell_completion import CompletionItem

        from briefing.render.json_schema import names

        return [CompletionItem(name) for name in names() if name.startswith(incomplete)]
