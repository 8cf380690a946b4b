"""`uses`: lists the apps that use a part, a template or a list, and so change when it does."""

from __future__ import annotations

from collections.abc import Iterator
import json
from pathlib import Path

import click

from feltskema.arguments import definitions_folder, silence_definition_log
from feltskema.shell import Stop, as_json, command, folder, print_line
from feltskema.texts import how_many, phrase
from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.definition_library import SHARED_FOLDERS, shared_files
from shared.domain.source.faults import nearest


@command("uses")
@click.argument("name", metavar="NAME")
@folder
@as_json
def run(name: str, folder: Path | None, as_json: bool) -> int:
    silence_definition_log()
    root = definitions_folder(folder)
    files = DefinitionFiles(root)
    users = {
        f"{shared_folder}/{stem}": list(files.users(shared_folder, stem))
        for shared_folder, stem in _named_files(name, root)
    }
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
    shared = [
        (shared_folder, file.stem) for shared_folder in SHARED_FOLDERS for file in shared_files(root / shared_folder)
    ]
    named_folders = [path.parent.name] if path.parent.name in SHARED_FOLDERS else list(SHARED_FOLDERS)
    matches = [
        (shared_folder, stem) for shared_folder, stem in shared if stem == path.name and shared_folder in named_folders
    ]
    if not matches:
        names = [stem for _, stem in shared]
        nearest_name = nearest(path.name, names)
        text = phrase(
            "uses.unknown",
            name=name,
            known=", ".join(f"{shared_folder}/{stem}" for shared_folder, stem in shared) or "–",
        )
        raise Stop(f"{text} {phrase('meant', meant=nearest_name)}" if nearest_name else text, 2)
    yield from matches
