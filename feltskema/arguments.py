"""Resolves the arguments of commands: an app, a published version of it, or a file anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
import logging
from pathlib import Path
import re

from feltskema.shell import Stop
from feltskema.texts import phrase
from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.definition_folder import text_of
from shared.adapters.definition_library import SHARED_FOLDERS, library
from shared.adapters.yaml_source import read_yaml
from shared.domain.authoring.assembly import Assembly
from shared.domain.authoring.reading import read
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.problems import UnknownApp, UnknownVersion
from shared.domain.source.faults import DefinitionError, nearest
from shared.domain.source.node import SourceNode

HOME = Path(__file__).parents[1] / "shared" / "definitions"
_VERSION = re.compile(r"(?P<app>[a-z][a-z0-9-]*)@(?P<version>[0-9]+)")


@dataclass(frozen=True, slots=True)
class Target:
    """An app's working file. `folder`: the definitions folder with the parts, templates and lists that it may use."""

    app: str
    path: Path
    folder: Path

    def files(self) -> DefinitionFiles:
        """The definitions of the folder. A new object, since a `DefinitionFiles` caches what it has read."""
        return DefinitionFiles(self.folder, {self.app: self.path})


def definitions_folder(folder: Path | None, path: Path | None = None) -> Path:
    """The folder of parts, templates and lists: `folder` if given; otherwise the folder of the file `path` if it holds such
    folders; otherwise `shared/definitions` below the current folder; otherwise the product's own."""
    if folder is not None:
        return folder
    if path is not None and any((path.parent / name).is_dir() for name in SHARED_FOLDERS):
        return path.parent
    in_current_folder = Path("shared/definitions")
    return in_current_folder if in_current_folder.is_dir() else HOME


def target(argument: str, folder_option: Path | None) -> Target:
    """The app that an argument refers to by its name or its file. Raises `Stop` for an unknown one."""
    path = Path(argument)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        if not path.is_file():
            raise Stop(phrase("no-file", path=argument), 2)
        return Target(path.stem, path, definitions_folder(folder_option, path))
    folder = definitions_folder(folder_option)
    if not (folder / f"{argument}.yaml").is_file():
        raise unknown_app(argument, folder)
    return Target(argument, folder / f"{argument}.yaml", folder)


def working_apps(folder: Path) -> Sequence[str]:
    """The names of the apps with a working file in the folder, sorted."""
    return sorted(path.stem for path in folder.glob("*.yaml"))


def unknown_app(argument: str, folder: Path) -> Stop:
    """The `Stop` to raise for an app that does not exist; its message names the most similar one."""
    apps = working_apps(folder)
    nearest_app = nearest(argument, apps)
    text = phrase("no-app", name=argument, known=", ".join(apps) or "–")
    return Stop(f"{text} {phrase('meant', meant=nearest_app)}" if nearest_app else text, 2)


def compiled(argument: str, folder_option: Path | None) -> Compiled:
    """The definition that an argument of `diff` refers to: `APP`, `APP@VERSION`, or a file. Raises `Stop`, `DefinitionError`."""
    if versioned := _VERSION.fullmatch(argument):
        return _version(versioned["app"], int(versioned["version"]), definitions_folder(folder_option))
    definition = target(argument, folder_option)
    return read(assembled(definition.path, definition.folder), str(definition.path.resolve()))


def _version(app: str, number: int, folder: Path) -> Compiled:
    files = DefinitionFiles(folder)
    if app not in files.apps():
        raise unknown_app(app, folder)
    if number in files.published(app):
        path = folder / "published" / app / f"{number}.yaml"
        return read(assembled(path, folder), str(path.resolve()))
    try:
        return files.get(app, number)
    except (UnknownApp, UnknownVersion):
        versions = ", ".join(map(str, files.published(app))) or "–"
        raise Stop(phrase("no-version", app=app, version=number, known=versions), 2) from None


def assembled(path: Path, folder: Path) -> SourceNode:
    """A definition file with its template, parts and lists inserted. Raises `DefinitionError`."""
    assembly = Assembly(library(folder))
    source = str(path.resolve())
    node = assembly.assemble(read_yaml(text_of(path), source))
    if assembly.faults:
        raise DefinitionError(source, assembly.faults)
    return node


def silence_definition_log() -> None:
    """Silence the log lines on faults, which are meant for operators: the commands print faults themselves."""
    logging.getLogger("feltskema.definitions").setLevel(logging.CRITICAL)
