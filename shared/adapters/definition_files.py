"""Definitions from YAML files: the working ones, and the published versions that never change.

APP.yaml                    the newest version of an app
published/APP/VERSION.yaml  published ones, parts and template put in
parts/  templates/  lists/  what definitions share
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
import logging
from pathlib import Path
from typing import Any

from shared.adapters.yaml_source import read_yaml
from shared.domain.authoring.assembly import Assembly, Library, Uses
from shared.domain.authoring.cross_checks import foreign_faults, version_faults
from shared.domain.authoring.reading import read
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.problems import UnknownApp, UnknownVersion
from shared.domain.source.faults import DefinitionError, Fault
from shared.domain.source.node import SourceNode

log = logging.getLogger("feltskema.definitions")

SHELVES = ("parts", "templates", "lists")
EXAMPLES = ("example", "example_at")


class Shelf(Mapping[str, SourceNode]):
    """A folder of files by their names, each read on first use."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._read = cache(self._file)

    def _file(self, name: str) -> SourceNode:
        path = self._folder / f"{name}.yaml"
        return read_yaml(_text(path), f"{self._folder.name}/{path.name}")

    def __getitem__(self, name: str) -> SourceNode:
        if name not in set(self):
            raise KeyError(name)
        return self._read(name)

    def __contains__(self, name: object) -> bool:
        return name in set(self)

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(path.stem for path in self._folder.glob("*.yaml")))

    def __len__(self) -> int:
        return len(list(iter(self)))


class DefinitionFiles:
    """The folder of definitions. A broken file is logged and left out; the others are not touched by it. `instead`: working
    files by app that lie elsewhere, or stand in the place of the folder's own."""

    def __init__(self, folder: Path, instead: Mapping[str, Path] | None = None) -> None:
        self._folder = folder
        self._instead = {app: path.resolve() for app, path in (instead or {}).items()}
        self._library = Library(*(Shelf(folder / name) for name in SHELVES))
        self._load = cache(self._read)
        self._assembled = cache(self._assemble)
        self._older = cache(self._older_version)

    def all(self) -> Sequence[Compiled]:
        """Every usable app's newest usable version, by app."""
        return [definition for app in self._apps() if (definition := self._newest(app))]

    def get(self, app: str, version: int | None = None) -> Compiled:
        """An app's newest usable version, or the version asked. Raises `UnknownApp`, `UnknownVersion`."""
        newest = self._newest(app) if app in self._apps() else None
        if newest is None:
            raise UnknownApp(app=app[:40])
        if version in (None, newest.definition.version):
            return newest
        found = self._usable(app, version) if version in self.published(app) else None
        if found is None:
            raise UnknownVersion(app=app, version=str(version)[:20])
        return found

    def published(self, app: str) -> Sequence[int]:
        """The published versions of an app, oldest first."""
        names = (path.stem for path in (self._folder / "published" / app).glob("*.yaml"))
        return sorted(int(name) for name in names if name.isascii() and name.isdigit() and not name.startswith("0"))

    def resolved(self, app: str) -> dict[str, Any]:
        """The working definition with parts, template and lists put in, without its example: what is published. Raises
        `DefinitionError`, `UnknownApp`."""
        if app not in self._working():
            raise UnknownApp(app=app[:40])
        plain: dict[str, Any] = self._assembled(app, None)[0].without(*EXAMPLES).plain()
        return plain

    def uses(self, app: str) -> Uses:
        """Which parts, templates and lists the working definition is put together from. Raises as `resolved`."""
        if app not in self._working():
            raise UnknownApp(app=app[:40])
        return self._assembled(app, None)[1]

    def users(self, shelf: str, name: str) -> Sequence[str]:
        """The apps that change when a file of `parts`, `templates` or `lists` does; broken apps tell nothing."""
        found = []
        for app in self._working():
            try:
                uses = self._assembled(app, None)[1]
            except DefinitionError:
                continue
            if name in getattr(uses, shelf):
                found.append(app)
        return found

    def check(self) -> Sequence[DefinitionError]:
        """Every fault in every file, for whoever ships them; those of a shared file are told once."""
        found: list[DefinitionError] = []
        told: list[Fault] = []
        for error in self._errors():
            faults = [fault for fault in error.faults if fault not in told]
            told += faults
            if faults:
                found.append(DefinitionError(error.source, faults))
        return found

    def check_app(self, app: str) -> DefinitionError | None:
        """Every fault of one app's working file. `UnknownApp`."""
        if app not in self._working():
            raise UnknownApp(app=app[:40])
        return next(self._app_errors(app), None)

    def _errors(self) -> Iterator[DefinitionError]:
        for shelf in SHELVES:
            yield from self._shelf_errors(shelf)
        for app in self._working():
            yield from self._app_errors(app)
        for app in self._apps():
            loaded = (self._load(app, version) for version in self.published(app))
            yield from (error for error in loaded if isinstance(error, DefinitionError))

    def _shelf_errors(self, shelf: str) -> Iterator[DefinitionError]:
        files: Mapping[str, SourceNode] = getattr(self._library, shelf)
        for name in files:
            try:
                files[name]
            except DefinitionError as error:
                yield error

    def _app_errors(self, app: str) -> Iterator[DefinitionError]:
        loaded = self._load(app, None)
        if isinstance(loaded, DefinitionError):
            yield loaded
            return
        node = self._assembled(app, None)[0]
        published = {version: self._load(app, version) for version in self.published(app)}
        entities = {one.definition.app: one.definition.entity for one in self.all()}
        faults = [
            *version_faults(
                loaded.definition, node, {v: one for v, one in published.items() if isinstance(one, Compiled)}
            ),
            *foreign_faults(loaded.definition, node, entities, _targets()),
        ]
        if loaded.definition.version in published:
            faults += self._changed(app, loaded.definition.version, node)
        if faults:
            yield DefinitionError(self._source(app, None), faults)

    def _changed(self, app: str, version: int, node: SourceNode) -> Iterator[Fault]:
        """A published version never changes. Examples are for tests and demos, and bind nobody."""
        from shared.domain.source.faults import FaultText

        try:
            same = self._assembled(app, version)[0].without(*EXAMPLES).plain() == node.without(*EXAMPLES).plain()
        except DefinitionError:
            return
        if not same:
            yield node.fault(("version",), FaultText("published-changed", {"version": version, "next": version + 1}))

    def _apps(self) -> Sequence[str]:
        folders = (path.name for path in (self._folder / "published").glob("*") if path.is_dir())
        return sorted({*self._working(), *folders})

    def _working(self) -> Sequence[str]:
        return sorted({*(path.stem for path in self._folder.glob("*.yaml")), *self._instead})

    def _newest(self, app: str) -> Compiled | None:
        """The working file's; where that is gone, the newest published one; where it is broken, the same for those whom the
        working file means, and nothing where nobody can tell whom it means."""
        if app in self._working():
            return self._usable(app, None) or self._older(app)
        return self._newest_published(app)

    def _newest_published(self, app: str) -> Compiled | None:
        return next((found for one in reversed(self.published(app)) if (found := self._usable(app, one))), None)

    def _older_version(self, app: str) -> Compiled | None:
        from shared.domain.authoring.broken_roles import outermost, roles_meant

        older = self._newest_published(app)
        if older is None:
            return None
        try:
            content = self._assembled(app, None)[0].plain()
        except DefinitionError:
            content = outermost(_text(self._folder / self._source(app, None)))
        roles = roles_meant(content, older.definition)
        if roles is None:
            return None
        return replace(older, definition=older.definition.model_copy(update={"roles": roles or None}))

    def _usable(self, app: str, version: int | None) -> Compiled | None:
        found = self._load(app, version)
        return found if isinstance(found, Compiled) else None

    def _source(self, app: str, version: int | None) -> str:
        if version is None:
            return str(self._instead[app]) if app in self._instead else f"{app}.yaml"
        return f"published/{app}/{version}.yaml"

    def _assemble(self, app: str, version: int | None) -> tuple[SourceNode, Uses]:
        source = self._source(app, version)
        assembly = Assembly(self._library if version is None else Library())
        node = assembly.assemble(read_yaml(_text(self._folder / source), source))
        if assembly.faults:
            raise DefinitionError(source, assembly.faults)
        return node, assembly.uses

    def _read(self, app: str, version: int | None) -> Compiled | DefinitionError:
        source = self._source(app, version)
        try:
            node = self._assembled(app, version)[0]
            compiled = read(node, source)
            named = _misnamed(compiled, node, app, version)
            if named is None:
                return compiled
            error = DefinitionError(source, [named])
        except DefinitionError as fault:
            error = fault
        log.error("a definition cannot be used and is left out:\n%s", error)
        return error


def _misnamed(compiled: Compiled, node: SourceNode, app: str, version: int | None) -> Fault | None:
    from shared.domain.source.faults import FaultText

    if compiled.definition.app != app:
        return node.fault(("app",), FaultText("other-name", {"app": app}, meant=app))
    if version not in (None, compiled.definition.version):
        return node.fault(("version",), FaultText("other-version", {"version": version}, meant=str(version)))
    return None


def _text(path: Path) -> str:
    """A file's text; what is no UTF-8 shows as signs that YAML refuses with their place."""
    return path.read_bytes().decode("utf-8", "replace").replace("\ufffd", "\x00")


def _targets() -> Sequence[str]:
    from shared.adapters.targets import TARGETS

    return sorted(TARGETS)
