"""`schema`: prints the JSON Schemas of the JSON output."""

from __future__ import annotations

import click

from briefing.cli import stdout
from briefing.cli.options import examples, file_options
from briefing.cli.param_types import SchemaName
from briefing.errors import EXIT_OK


@click.command(
    epilog=examples(
        "briefing schema threads | jq '.properties'",
        "briefing schema > briefing.schema.json",
    )
)
@click.argument("name", required=False, default="", type=SchemaName())
@click.option("--list", "listing", is_flag=True, help="Print only the names.")
@file_options
def schema(name: str, listing: bool) -> int:
    """Print the JSON Schema of the JSON output.

    NAME selects one document; without it, all are printed. The schemas follow draft 2020-12. Later versions may add
    fields, but never change them. Output with --fields has some of the fields.
    """
    from briefing.render import json_schema as schemas

    if listing:
        stdout.write("".join(f"{each}\n" for each in schemas.names()))
        return EXIT_OK
    import json

    stdout.write(json.dumps(schemas.schema(name), indent=2, ensure_ascii=False) + "\n")
    return EXIT_OK
