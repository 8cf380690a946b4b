"""`schema`: writes the JSON Schema of the definition language, for editors."""

from __future__ import annotations

import json
from pathlib import Path

import click

from feltskema.shell import command, option, print_line
from feltskema.texts import phrase

KINDS = {"definition": "", "part": "Part", "template": "Template", "list": "List", "law": "Law"}


@command("schema")
@option("--of", "kind", type=click.Choice(list(KINDS)), default="definition", help_key="schema-of")
@option("--out", type=click.Path(dir_okay=False, path_type=Path), help_key="schema-out")
def run(kind: str, out: Path | None) -> int:
    from shared.domain.authoring.editor_schema import definition_schema

    schema = definition_schema()
    if KINDS[kind]:
        schema = {"$schema": schema["$schema"], "$ref": f"#/$defs/{KINDS[kind]}", "$defs": schema["$defs"]}
    text = json.dumps(schema, ensure_ascii=False, indent=2)
    if out is None:
        click.echo(text)
        print_line(phrase("schema.wire", path="definition.schema.json"), error=True)
        return 0
    out.write_text(text + "\n", "utf-8")
    print_line(phrase("schema.written", path=out))
    print_line(phrase("schema.wire", path=out))
    return 0
