"""Definitions read from YAML: the working files, and the published versions, which never change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cache
import logging
from pathlib import Path
from typing import Any

from shared.adapters.definition_faults import (
    author_faults,
    bad_withdrawal,
    misnamed,
    needs_of_targets,
    notices,
    read_shared,
    wrong_ending,
)
from shared.adapters.definition_folder import DefinitionFolder
from shared.adapters.definition_library import SHARED_FOLDERS, library
from shared.adapters.definition_records import record_content
from shared.adapters.yaml_source import read_yaml
from shared.domain.authoring.assembly import Assembly, Library, Uses
from shared.domain.authoring.cross_checks import foreign_faults, version_faults
from shared.domain.authoring.reading import read
from shared.domain.authoring.target_faults import target_faults
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.problems import UnknownApp, UnknownVersion
from shared.domain.source.faults import DefinitionError, Fault, FaultText
from shared.domain.source.node import SourceNode

log = logging.getLogger("feltskema.definitions")

EXAMPLES = ("example", "example_at")


class DefinitionFiles:
    """Implements `Definitions` on a `DefinitionFolder`, with its `working`. A faulty file is logged and left out; the other
    definitions are not affected."""

    def __init__(self, root: Path, working: Mapping[str, Path] | None = None) -> None:
        self._folder = DefinitionFolder(root, working)
        self._library = library(root)
        self._load = cache(self._read)
        self._assembled = cache(self._assemble)
        self._newest = cache(self._find_newest)

    def all(self) -> Sequence[Compiled]:
        """The newest version of every valid app, by app."""
        return [definition for app in self._folder.apps() if (definition := self._newest(app))]

    def get(self, app: str, version: int | None = None) -> Compiled:
        """An app's newest version (that of its working file, if it has one), or the one with this number. Raises `UnknownApp` or
        `UnknownVersion`."""
        newest = self._newest(app)
        if newest is None:
            raise UnknownApp(app=app[:40])
        if version in (None, newest.definition.version):
            return newest
        compiled = self._usable(app, version) if version in self.published(app) else None
        if compiled is None:
            raise UnknownVersion(app=app, version=str(version)[:20])
        return compiled

    def apps(self) -> Sequence[str]:
        """Every app with a working file or a published version, by name, valid or not."""
        return self._folder.apps()

    def live(self, app: str, version: int) -> Compiled:
        """A version as published, even if the working file with the same number differs. Raises `UnknownVersion`."""
        compiled = self._usable(app, version) if version in self.published(app) else None
        if compiled is None:
            raise UnknownVersion(app=app[:40], version=str(version)[:20])
        return compiled

    def draft(self, app: str) -> Compiled | None:
        """The working file, if it differs from the version published under its number; None if it does not or is faulty."""
        if (working := self._usable(app, None)) is None:
            return None
        version = working.definition.version
        return working if version not in self.published(app) or self._differs(app, version) else None

    def withdrawn(self, app: str) -> date | None:
        """The first day on which nothing new can be registered with an app; None if it is not withdrawn, or the file names no
        valid day."""
        try:
            return self._folder.withdrawn(app) if app in self._folder.apps() else None
        except ValueError:
            return None

    def published(self, app: str) -> Sequence[int]:
        """The published versions of an app, oldest first."""
        return self._folder.published(app)

    def resolved(self, app: str) -> dict[str, Any]:
        """The working definition with parts, template and lists inserted, without its example: the content that is published.
        Raises `DefinitionError` or `UnknownApp`."""
        if app not in self._folder.working():
            raise UnknownApp(app=app[:40])
        content: dict[str, Any] = self._assembled(app, None)[0].without(*EXAMPLES).plain()
        return content

    def uses(self, app: str) -> Uses:
        """The parts, templates and lists that the working definition uses. Raises as `resolved` does."""
        if app not in self._folder.working():
            raise UnknownApp(app=app[:40])
        return self._assembled(app, None)[1]

    def record(self, app: str, version: int) -> bytes | None:
        """The content of the version's record, which packaging writes (`definition_records`); None if the version is faulty."""
        compiled = self._usable(app, version)
        if compiled is None:
            return None
        node, source = self._assembled(app, version)[0], self._folder.source(app, version)
        return record_content(compiled, node.plain(), {source: (self._folder.root / source).read_bytes()})

    def users(self, folder: str, name: str) -> Sequence[str]:
        """The apps that use a file of `parts`, `templates` or `lists`. Faulty apps are left out."""
        definitions = []
        for app in self._folder.working():
            try:
                uses = self._assembled(app, None)[1]
            except DefinitionError:
                continue
            if name in getattr(uses, folder):
                definitions.append(app)
        return definitions

    def check(self) -> Sequence[DefinitionError]:
        """Every fault in every file; those of a shared file are reported once."""
        errors: list[DefinitionError] = []
        reported: list[Fault] = []
        for error in self._errors():
            faults = [fault for fault in error.faults if fault not in reported]
            reported += faults
            if faults:
                errors.append(DefinitionError(error.source, faults))
        return errors

    def check_app(self, app: str) -> DefinitionError | None:
        """The faults of one app's working file; None if there are none. Raises `UnknownApp`."""
        if app not in self._folder.working():
            raise UnknownApp(app=app[:40])
        return next(self._app_errors(app), None)

    def notices(self, app: str) -> Sequence[Fault]:
        """Probable mistakes in a valid working file (`definition_faults.notices`); empty if it has faults."""
        loaded = self._load(app, None)
        return notices(loaded, self._assembled(app, None)[0]) if isinstance(loaded, Compiled) else ()

    def _errors(self) -> Iterator[DefinitionError]:
        for shared_folder in SHARED_FOLDERS:
            yield from self._errors_in(shared_folder)
        for app in self._folder.working():
            yield from self._app_errors(app)
        yield from map(wrong_ending, self._folder.misnamed())
        for app in self._folder.apps():
            yield from self._withdrawal_errors(app)
            loaded = (self._load(app, version) for version in self.published(app))
            yield from (error for error in loaded if isinstance(error, DefinitionError))

    def _withdrawal_errors(self, app: str) -> Iterator[DefinitionError]:
        try:
            self._folder.withdrawn(app)
        except ValueError:
            yield bad_withdrawal(self._folder.withdrawal(app), app)

    def _errors_in(self, folder: str) -> Iterator[DefinitionError]:
        files: Mapping[str, SourceNode] = getattr(self._library, folder)
        for name in files:
            try:
                read_shared(folder, files[name])
            except DefinitionError as error:
                yield error

    def _app_errors(self, app: str) -> Iterator[DefinitionError]:
        loaded = self._load(app, None)
        if isinstance(loaded, DefinitionError):
            yield loaded
            return
        node = self._assembled(app, None)[0]
        published = {version: self._load(app, version) for version in self.published(app)}
        entities = {other.definition.app: other.definition.entity for other in self.all()}
        faults = [
            *version_faults(
                loaded.definition,
                node,
                {v: compiled for v, compiled in published.items() if isinstance(compiled, Compiled)},
            ),
            *target_faults(loaded.definition, node, needs_of_targets()),
            *foreign_faults(loaded.definition, node, entities),
            *author_faults(loaded, node),
        ]
        if loaded.definition.version in published:
            faults += self._changed(app, loaded.definition.version, node)
        if faults:
            yield DefinitionError(self._folder.source(app, None), faults)

    def _differs(self, app: str, version: int) -> bool:
        """Whether the working file differs from the published version. The example is not compared: it is for tests and demos
        only."""
        working, published = (self._assembled(app, number)[0].without(*EXAMPLES) for number in (None, version))
        return bool(working.plain() != published.plain())

    def _changed(self, app: str, version: int, node: SourceNode) -> Iterator[Fault]:
        """The fault of a published version whose content has changed."""
        try:
            differs = self._differs(app, version)
        except DefinitionError:
            return
        if differs:
            yield node.fault(("version",), FaultText("published-changed", {"version": version, "next": version + 1}))

    def _find_newest(self, app: str) -> Compiled | None:
        if app not in self._folder.apps():
            return None
        return self._usable(app, None) if app in self._folder.working() else self._newest_published(app)

    def _newest_published(self, app: str) -> Compiled | None:
        return next(
            (usable for version in reversed(self.published(app)) if (usable := self._usable(app, version))), None
        )

    def _usable(self, app: str, version: int | None) -> Compiled | None:
        usable = self._load(app, version)
        return usable if isinstance(usable, Compiled) else None

    def _assemble(self, app: str, version: int | None) -> tuple[SourceNode, Uses]:
        source = self._folder.source(app, version)
        assembly = Assembly(self._library if version is None else Library())
        node = assembly.assemble(read_yaml(self._folder.text(source), source))
        if assembly.faults:
            raise DefinitionError(source, assembly.faults)
        return node, assembly.uses

    def _read(self, app: str, version: int | None) -> Compiled | DefinitionError:
        source = self._folder.source(app, version)
        try:
            node = self._assembled(app, version)[0]
            compiled = read(node, source)
            fault_of_name = misnamed(compiled, node, app, version)
            if fault_of_name is None:
                return compiled
            error = DefinitionError(source, [fault_of_name])
        except DefinitionError as fault:
            error = fault
        log.error("a definition cannot be used and is left out:\n%s", error)
        return error
