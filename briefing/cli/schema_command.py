"""`schema`: prints the JSON Schemas of the JSON output."""

from __future__ import annotations

import click

from briefing.cli import stdout
from briefing.cli.options import examples, shared
from briefing.cli.param_types import SchemaName
from briefing.errors import EXIT_OK


@click.command(
    epilog=examples(
        "briefing schema threads | jq '.properties'",
        "briefing schema > briefing.schema.json",
    )
)
@click.argument("name", required=False, default="", type=SchemaName())
@click.option("--list", "listing", is_flag=True, help="Print the names only.")
@shared
def schema(name: str, listing: bool) -> int:
    """Print the JSON Schema (draft 2020-12) of all JSON documents and lines, or of the one with NAME.

    Fields may be added to what is printed, never changed. What --fields chooses is a part of it.
    """
    from briefing.render import json_schema as schemas

    if listing:
        stdout.write("".join(f"{each}\n" for each in schemas.names()))
        return EXIT_OK
    import json

    stdout.write(json.dumps(schemas.schema(name), indent=2, ensure_ascii=False) + "\n")
    return EXIT_OK
