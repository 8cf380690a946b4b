"""Resolves the arguments of a call: an app, a published version of it, or a file anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
import logging
from pathlib import Path
import re

from feltskema.shell import Stop
from feltskema.words import phrase
from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.definition_folder import text_of
from shared.adapters.definition_shelf import SHELVES, library
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
    """An app's working file, among the definitions that it is to live with."""

    app: str
    path: Path
    folder: Path

    def files(self) -> DefinitionFiles:
        """The definitions, read anew: an earlier `DefinitionFiles` keeps what it has read."""
        return DefinitionFiles(self.folder, {self.app: self.path})


def definitions_folder(chosen: Path | None, path: Path | None = None) -> Path:
    """Where parts, templates and lists are looked for: as said, else beside the file where it has such neighbours, else
    `shared/definitions` of where one stands, else the product's own."""
    if chosen is not None:
        return chosen
    if path is not None and any((path.parent / shelf).is_dir() for shelf in SHELVES):
        return path.parent
    beside = Path("shared/definitions")
    return beside if beside.is_dir() else HOME


def target(word: str, chosen: Path | None) -> Target:
    """The app that a word names: its name, or its file. Raises `Stop`."""
    path = Path(word)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        if not path.is_file():
            raise Stop(phrase("no-file", path=word), 2)
        return Target(path.stem, path, definitions_folder(chosen, path))
    folder = definitions_folder(chosen)
    if not (folder / f"{word}.yaml").is_file():
        raise unknown_app(word, folder)
    return Target(word, folder / f"{word}.yaml", folder)


def working_apps(folder: Path) -> Sequence[str]:
    return sorted(path.stem for path in folder.glob("*.yaml"))


def unknown_app(word: str, folder: Path) -> Stop:
    apps = working_apps(folder)
    meant = nearest(word, apps)
    text = phrase("no-app", name=word, known=", ".join(apps) or "–")
    return Stop(f"{text} {phrase('meant', meant=meant)}" if meant else text, 2)


def compiled(word: str, chosen: Path | None) -> Compiled:
    """A definition to compare: `APP`, `APP@VERSION`, or a file of any name. Raises `Stop`, `DefinitionError`."""
    if named := _VERSION.fullmatch(word):
        return _version(named["app"], int(named["version"]), definitions_folder(chosen))
    definition = target(word, chosen)
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
    """A file with its parts, template and lists put in. Raises `DefinitionError`."""
    assembly = Assembly(library(folder))
    source = str(path.resolve())
    node = assembly.assemble(read_yaml(text_of(path), source))
    if assembly.faults:
        raise DefinitionError(source, assembly.faults)
    return node


def quiet() -> None:
    """Silence the log's lines on faults, which are for whoever runs the app: the tool prints faults itself."""
    logging.getLogger("feltskema.definitions").setLevel(logging.CRITICAL)
