"""`check`: lists every fault of the definitions, with its place and a guess at what was meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
import json
from pathlib import Path
from typing import Any

import click

from feltskema.app_status import AppStatus, app_status
from feltskema.arguments import Target, definitions_folder, silence_definition_log, target, working_apps
from feltskema.print_faults import as_object, distinct_faults, once_each, print_fault, shown_path
from feltskema.shell import as_json, command, folder, print_line
from feltskema.texts import how_many, phrase
from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.definition_library import SHARED_FOLDERS, law_dates, shared_files
from shared.domain.authoring.law_dates import LawDate
from shared.domain.source.faults import DefinitionError, Fault

PlacedFault = tuple[Path, Fault]


@command("check")
@click.argument("apps", nargs=-1, metavar="[FILE|APP]…")
@folder
@as_json
def run(apps: tuple[str, ...], folder: Path | None, as_json: bool) -> int:
    silence_definition_log()
    unused: list[str] = []
    uncertain: list[LawDate] = []
    standings: list[AppStatus] = []
    noticed: list[PlacedFault] = []
    if apps:
        faults = list(_of_named(apps, folder))
        checked = len(apps)
        noticed = [
            fault for argument in apps if not _is_shared(argument) for fault in _noticed_in(target(argument, folder))
        ]
    else:
        everything = definitions_folder(folder)
        files = DefinitionFiles(everything)
        faults = [(everything, fault) for fault in distinct_faults(files.check())]
        unused = [shown_path(path) for path in _unused(files, everything)]
        uncertain = [date for date in law_dates(everything) if not date.certain]
        checked = len(working_apps(everything))
        standings = [app_status(app, files) for app in files.apps()]
        notices = [fault for app in working_apps(everything) for fault in files.notices(app)]
        noticed = [(everything, fault) for fault in once_each(notices)]
    if as_json:
        report: dict[str, Any] = {
            "faults": [as_object(fault, place) for place, fault in faults],
            "notices": [as_object(fault, place) for place, fault in noticed],
            "unused": unused,
            "uncertain": [date.name for date in uncertain],
            "apps": [app_standing.as_object() for app_standing in standings],
        }
        click.echo(json.dumps(report, ensure_ascii=False, indent=2))
    else:
        for place, fault in noticed:
            print_fault(fault, place, "yellow")
        _print_uncertain(uncertain)
        _print_report(faults, unused, checked)
        for app_standing in standings:
            if not app_standing.is_settled:
                print_line(app_standing.sentence(), fg="yellow")
    return 1 if faults else 0


def _is_shared(argument: str) -> bool:
    return Path(argument).parent.name in SHARED_FOLDERS


def _noticed_in(app: Target) -> Iterator[PlacedFault]:
    return ((app.folder, fault) for fault in app.files().notices(app.app))


def _of_named(words: Sequence[str], folder: Path | None) -> Iterator[PlacedFault]:
    """The faults of the named files. Those of a part, template or list are its own and those of the apps that use it."""
    faults: list[PlacedFault] = []
    for word in words:
        path = Path(word)
        shared_folder = path.parent.name
        if shared_folder in SHARED_FOLDERS and path.is_file():
            root = folder or path.parent.parent
            errors = _of_shared(DefinitionFiles(root), shared_folder, path.stem)
        else:
            definition = target(word, folder)
            root = definition.folder
            error = definition.files().check_app(definition.app)
            errors = [error] if error else []
        for fault in distinct_faults(errors):
            if (root, fault) not in faults:
                faults.append((root, fault))
                yield root, fault


def _of_shared(files: DefinitionFiles, shared_folder: str, name: str) -> list[DefinitionError]:
    own_errors = [error for error in files.check() if Path(error.source).with_suffix("") == Path(shared_folder) / name]
    users = (files.check_app(app) for app in files.users(shared_folder, name))
    return [*own_errors, *(error for error in users if error)]


def _unused(files: DefinitionFiles, folder: Path) -> Iterator[Path]:
    """Parts, templates, lists and law files that no app uses."""
    for shared_folder in SHARED_FOLDERS:
        for path in shared_files(folder / shared_folder):
            if not files.users(shared_folder, path.stem):
                yield path


def _print_uncertain(dates: Sequence[LawDate]) -> None:
    for date in dates:
        place = f"{date.node.mark.file}:{date.node.mark.line}"
        print_line(phrase("check.uncertain", place=place, name=date.name, date=date.node.value), fg="yellow")


def _print_report(faults: Sequence[PlacedFault], unused: Sequence[str], checked: int) -> None:
    for place, fault in faults:
        print_fault(fault, place)
    for path in unused:
        print_line(phrase("check.unused", path=path), fg="yellow")
    if faults:
        in_files = len({place / fault.file for place, fault in faults})
        print_line(f"{how_many('faults', len(faults))} {how_many('in-files', in_files)}.", fg="red", bold=True)
    else:
        print_line(phrase("check.good", apps=how_many("apps", checked)), fg="green")
