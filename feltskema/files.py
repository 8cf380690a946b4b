"""What the words of a call mean: an app, a published version of it, or a file anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
import logging
from pathlib import Path
import re

from feltskema.shell import Stop
from feltskema.words import say
from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.definition_shelf import SHELVES, Shelf
from shared.adapters.yaml_source import read_yaml
from shared.domain.authoring.assembly import Assembly, Library
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
        """Read anew: what an earlier one has read it keeps."""
        return DefinitionFiles(self.folder, {self.app: self.path})


def definitions_folder(chosen: Path | None, path: Path | None = None) -> Path:
    """Where parts, templates and lists are looked for: as said, else beside the file where it has such neighbours, else
    `shared/definitions` of where one stands, else the product's own."""
    if chosen is not None:
        return chosen
    if path is not None and any((path.parent / shelf).is_dir() for shelf in SHELVES):
        return path.parent
    here = Path("shared/definitions")
    return here if here.is_dir() else HOME


def target(word: str, chosen: Path | None) -> Target:
    """The app that a word names: its name, or its file. Raises `Stop`."""
    path = Path(word)
    if path.suffix in (".yaml", ".yml") or path.is_file():
        if not path.is_file():
            raise Stop(say("no-file", path=word), 2)
        return Target(path.stem, path, definitions_folder(chosen, path))
    folder = definitions_folder(chosen)
    if not (folder / f"{word}.yaml").is_file():
        raise unknown_app(word, folder)
    return Target(word, folder / f"{word}.yaml", folder)


def working_apps(folder: Path) -> Sequence[str]:
    return sorted(path.stem for path in folder.glob("*.yaml"))


def unknown_app(word: str, folder: Path) -> Stop:
    known = working_apps(folder)
    meant = nearest(word, known)
    text = say("no-app", name=word, known=", ".join(known) or "–")
    return Stop(f"{text} {say('meant', meant=meant)}" if meant else text, 2)


def compiled(word: str, chosen: Path | None) -> Compiled:
    """A definition to compare: `APP`, `APP@VERSION`, or a file of any name. Raises `Stop`, `DefinitionError`."""
    if found := _VERSION.fullmatch(word):
        folder = definitions_folder(chosen)
        try:
            return DefinitionFiles(folder).get(found["app"], int(found["version"]))
        except UnknownApp:
            raise unknown_app(found["app"], folder) from None
        except UnknownVersion:
            known = ", ".join(map(str, DefinitionFiles(folder).published(found["app"]))) or "–"
            raise Stop(say("no-version", app=found["app"], version=found["version"], known=known), 2) from None
    one = target(word, chosen)
    return read(assembled(one.path, one.folder), str(one.path.resolve()))


def assembled(path: Path, folder: Path) -> SourceNode:
    """A file with its parts, template and lists put in. Raises `DefinitionError`."""
    assembly = Assembly(Library(*(Shelf(folder / name) for name in SHELVES)))
    source = str(path.resolve())
    node = assembly.assemble(read_yaml(path.read_text("utf-8", "replace"), source))
    if assembly.faults:
        raise DefinitionError(source, assembly.faults)
    return node


def quiet() -> None:
    """The tool tells of faults itself; the log's telling is for whoever runs the app."""
    logging.getLogger("feltskema.definitions").setLevel(logging.CRITICAL)
