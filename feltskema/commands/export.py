"""`export`: writes an app's registrations as files, from the storage that the settings name."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import date
import os
from pathlib import Path
import sys
from typing import TYPE_CHECKING

import click

from feltskema.day import Day
from feltskema.print_faults import shown_path
from feltskema.settings_file import local_settings
from feltskema.shell import Stop, command, option, print_line
from feltskema.texts import how_many, language, phrase
from shared.domain.problems import DependencyUnavailable, UnknownApp, UnknownVersion
from shared.domain.source.faults import nearest

if TYPE_CHECKING:
    from shared.domain.output.export_tables import Export
    from shared.services.dependencies import Dependencies
    from shared.services.export import ExportSelection

STDOUT = "-"


@command("export")
@click.argument("app", metavar="APP")
@option("--format", "format_name", type=click.Choice(["xlsx", "csv", "json"]), default="xlsx", help_key="export-format")
@option("--from", "first", type=Day(), metavar="DATE", help_key="export-from")
@option("--to", "last", type=Day(), metavar="DATE", help_key="export-to")
@option("--person", metavar="NAME", help_key="export-person")
@option("--out", metavar="FOLDER", help_key="export-out")
def run(app: str, format_name: str, first: date | None, last: date | None, person: str | None, out: str | None) -> int:  # noqa: PLR0913, PLR0917 (one an option)
    from shared.services.export import ExportSelection

    if first and last and first > last:
        raise Stop(phrase("export.backwards", first=first, last=last), 2)
    out = _destination(out)
    export = _make_export(app, ExportSelection(first, last, person, language()))
    from shared import wiring

    files = dict(wiring.export_formats()[format_name](export))
    if out == STDOUT:
        if len(files) > 1:
            raise Stop(phrase("export.several", files=", ".join(files)), 2)
        sys.stdout.buffer.write(next(iter(files.values())))
        return 0
    for path in _write(files, Path(out)):
        print_line(shown_path(path))
    print_line(phrase("export.done", registrations=how_many("registrations", len(export.records))), fg="green")
    if format_name == "csv":
        print_line(phrase("export.csv"))
    return 0


def _destination(out: str | None) -> str:
    """Where the files go. Raises `Stop` where no folder is named, or where it is inside a git repository: personal data must not
    be committed."""
    if out is None:
        raise Stop(phrase("export.where"), 2)
    folder = Path(out).resolve()
    repository = next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)
    if out != STDOUT and repository is not None:
        raise Stop(phrase("export.repository", folder=shown_path(folder), repository=shown_path(repository)), 2)
    return out


def _make_export(app: str, selection: ExportSelection) -> Export:
    """The export. Raises `Stop` with the reason where it cannot be made."""
    from shared import wiring
    from shared.settings import SettingsError

    local_settings(Path("local.settings.json"))
    try:
        dependencies = wiring.dependencies()
        return asyncio.run(_export(app, selection, dependencies))
    except SettingsError as error:
        raise Stop(phrase("export.settings", reason=error)) from None
    except UnknownApp:
        apps = [served.facts.app for served in wiring.definitions().all()]
        nearest_app = nearest(app, apps)
        text = phrase("no-app", name=app, known=", ".join(apps))
        raise Stop(f"{text} {phrase('meant', meant=nearest_app)}" if nearest_app else text, 2) from None
    except UnknownVersion as problem:
        raise Stop(phrase("export.version", **problem.values)) from None
    except DependencyUnavailable:
        raise Stop(phrase("export.no-storage")) from None


async def _export(app: str, selection: ExportSelection, dependencies: Dependencies) -> Export:
    from shared import wiring
    from shared.services.export import export

    try:
        return await export(app, selection, dependencies)
    finally:
        await wiring.close_parts()


def _write(files: Mapping[str, bytes], folder: Path) -> list[Path]:
    """Write the files, readable by their owner alone since they hold personal data; gives their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name, content in files.items():
        path = folder / name
        with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            file.write(content)
        paths.append(path)
    return paths
