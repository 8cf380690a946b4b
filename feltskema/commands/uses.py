"""`uses`: which apps change when a part, a template or a list does."""

from __future__ import annotations

from collections.abc import Iterator
import json
from pathlib import Path

import click

from feltskema.files import definitions_folder, quiet
from feltskema.shell import Stop, as_json, command, folder, print_line
from feltskema.words import how_many, phrase
from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.definition_shelf import SHELVES, shelf_files
from shared.domain.source.faults import nearest


@command("uses")
@click.argument("name", metavar="NAME")
@folder
@as_json
def run(name: str, folder: Path | None, as_json: bool) -> int:
    quiet()
    home = definitions_folder(folder)
    files = DefinitionFiles(home)
    users = {f"{shelf}/{stem}": list(files.users(shelf, stem)) for shelf, stem in _meant(name, home)}
    if as_json:
        click.echo(json.dumps(users, ensure_ascii=False, indent=2))
        return 0
    for file, apps in users.items():
        print_line(phrase("uses.by", file=file, apps=how_many("apps", len(apps))), bold=True)
        for app in apps:
            published = ", ".join(map(str, files.published(app)))
            note = phrase("uses.published", versions=published) if _is_published(files, app) else ""
            print_line(f"  {app}  {note}".rstrip())
    return 0


def _is_published(files: DefinitionFiles, app: str) -> bool:
    """Whether the working version's number is taken already, so that a change asks for a new one."""
    return files.get(app).definition.version in files.published(app)


def _meant(name: str, home: Path) -> Iterator[tuple[str, str]]:
    """The files that a name, `parts/NAME` or a path means. Raises `Stop`."""
    path = Path(name.removesuffix(".yaml").removesuffix(".csv"))
    shelved = [(shelf, file.stem) for shelf in SHELVES for file in shelf_files(home / shelf)]
    shelves = [path.parent.name] if path.parent.name in SHELVES else list(SHELVES)
    matches = [(shelf, stem) for shelf, stem in shelved if stem == path.name and shelf in shelves]
    if not matches:
        names = [stem for _, stem in shelved]
        meant = nearest(path.name, names)
        text = phrase("uses.unknown", name=name, known=", ".join(f"{shelf}/{stem}" for shelf, stem in shelved) or "–")
        raise Stop(f"{text} {phrase('meant', meant=meant)}" if meant else text, 2)
    yield from matches
