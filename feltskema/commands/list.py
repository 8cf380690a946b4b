"""`list`: lists every app with its live version, its draft, and the day from which it is withdrawn."""

from __future__ import annotations

import json
from pathlib import Path

import click

from feltskema.app_status import app_status
from feltskema.arguments import definitions_folder, silence_definition_log
from feltskema.shell import as_json, command, folder, print_line
from shared.adapters.definition_files import DefinitionFiles


@command("list")
@folder
@as_json
def run(folder: Path | None, as_json: bool) -> int:
    silence_definition_log()
    files = DefinitionFiles(definitions_folder(folder))
    every = [app_status(app, files) for app in files.apps()]
    if as_json:
        click.echo(json.dumps([app_standing.as_object() for app_standing in every], ensure_ascii=False, indent=2))
        return 0
    for app_standing in every:
        print_line(app_standing.sentence(), fg=None if app_standing.is_settled else "yellow")
    return 0
