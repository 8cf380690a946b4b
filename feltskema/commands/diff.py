"""`diff`: says in words what a change of a definition means."""

from __future__ import annotations

from collections.abc import Sequence
import json
from pathlib import Path

import click

from feltskema.app_status import app_status
from feltskema.arguments import compiled, definitions_folder, silence_definition_log
from feltskema.differences import ABOUT, Change, changes
from feltskema.print_faults import stop_with
from feltskema.shell import as_json, command, folder, option, print_line
from feltskema.texts import language, phrase
from shared.adapters.definition_files import DefinitionFiles
from shared.domain.source.faults import DefinitionError


@command("diff")
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@option("--exit-code", "speaks", is_flag=True, help_key="exit-code")
@folder
@as_json
def run(old: str, new: str, speaks: bool, folder: Path | None, as_json: bool) -> int:
    silence_definition_log()
    root = definitions_folder(folder)
    try:
        before, after = compiled(old, folder), compiled(new, folder)
    except DefinitionError as error:
        stop_with(error, root)
        return 1
    found_changes = list(changes(before, after, DefinitionFiles(root).published(after.definition.app)))
    if as_json:
        click.echo(json.dumps([change.as_object() for change in found_changes], ensure_ascii=False, indent=2))
    elif before.content == after.content:
        print_line(phrase("diff.same"))
    else:
        title = after.definition.title.in_language(language())
        versions = {"old": before.definition.version, "new": after.definition.version}
        print_line(phrase("diff.head", title=title, **versions), bold=True)
        print_line(app_status(after.definition.app, DefinitionFiles(root)).sentence(), dim=True)
        _print_changes(found_changes)
    return int(speaks and before.content != after.content)


def _print_changes(changes_found: Sequence[Change]) -> None:
    for about in ABOUT:
        lines = [change for change in changes_found if change.about == about]
        print_line()
        print_line(phrase(f"diff.{about}"), bold=True)
        for change in lines:
            print_line(f"  {'!' if change.breaks else '·'} {change.sentence()}", fg="yellow" if change.breaks else None)
        if not lines:
            print_line(f"  {phrase('diff.nothing')}", dim=True)
