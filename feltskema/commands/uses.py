"""`uses`: which apps change when a part, a template or a list does."""

from __future__ import annotations

from collections.abc import Iterator
import json
from pathlib import Path

import click

from feltskema.files import definitions_folder, quiet
from feltskema.shell import Stop, as_json, command, folder, tell
from feltskema.words import how_many, say
from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.definition_shelf import SHELVES
from shared.domain.source.faults import nearest


@command("uses")
@click.argument("name", metavar="NAME")
@folder
@as_json
def run(name: str, folder: Path | None, as_json: bool) -> int:
    quiet()
    home = definitions_folder(folder)
    files = DefinitionFiles(home)
    found = {f"{shelf}/{one}": list(files.users(shelf, one)) for shelf, one in _meant(name, home)}
    if as_json:
        click.echo(json.dumps(found, ensure_ascii=False, indent=2))
        return 0
    for file, apps in found.items():
        tell(say("uses.by", file=file, apps=how_many("apps", len(apps))), bold=True)
        for app in apps:
            published = ", ".join(map(str, files.published(app)))
            note = say("uses.published", versions=published) if _is_published(files, app) else ""
            tell(f"  {app}  {note}".rstrip())
    return 0


def _is_published(files: DefinitionFiles, app: str) -> bool:
    """Whether the working version's number is taken already, so that a change asks for a new one."""
    return files.get(app).definition.version in files.published(app)


def _meant(name: str, home: Path) -> Iterator[tuple[str, str]]:
    """The files that a name, `parts/NAME` or a path means. Raises `Stop`."""
    path = Path(name.removesuffix(".yaml"))
    known = [(shelf, file.stem) for shelf in SHELVES for file in sorted((home / shelf).glob("*.yaml"))]
    shelves = [path.parent.name] if path.parent.name in SHELVES else list(SHELVES)
    found = [(shelf, one) for shelf, one in known if one == path.name and shelf in shelves]
    if not found:
        names = [one for _, one in known]
        meant = nearest(path.name, names)
        text = say("uses.unknown", name=name, known=", ".join(f"{shelf}/{one}" for shelf, one in known) or "–")
        raise Stop(f"{text} {say('meant', meant=meant)}" if meant else text, 2)
    yield from found
