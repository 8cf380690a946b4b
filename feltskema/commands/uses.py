"""`uses`: lists the apps that use a part, a template or a list, and so change when it does."""

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
    root = definitions_folder(folder)
    files = DefinitionFiles(root)
    users = {f"{shelf}/{stem}": list(files.users(shelf, stem)) for shelf, stem in _named_files(name, root)}
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
    """Whether the working version's number is published, so that a change needs a new number."""
    return files.get(app).definition.version in files.published(app)


def _named_files(name: str, root: Path) -> Iterator[tuple[str, str]]:
    """The files that `name` refers to (a name, `parts/NAME` or a path), as folder and name. Raises `Stop` if there is none."""
    path = Path(name.removesuffix(".yaml").removesuffix(".csv"))
    shelved = [(shelf, file.stem) for shelf in SHELVES for file in shelf_files(root / shelf)]
    shelves = [path.parent.name] if path.parent.name in SHELVES else list(SHELVES)
    matches = [(shelf, stem) for shelf, stem in shelved if stem == path.name and shelf in shelves]
    if not matches:
        names = [stem for _, stem in shelved]
        nearest_name = nearest(path.name, names)
        text = phrase("uses.unknown", name=name, known=", ".join(f"{shelf}/{stem}" for shelf, stem in shelved) or "–")
        raise Stop(f"{text} {phrase('meant', meant=nearest_name)}" if nearest_name else text, 2)
    yield from matches
