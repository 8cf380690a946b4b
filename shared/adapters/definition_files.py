"""Definitions read from their YAML files: the working ones, and the published versions that never change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
import logging
from pathlib import Path
from typing import Any

from shared.adapters.definition_folder import DefinitionFolder
from shared.adapters.definition_records import written
from shared.adapters.definition_shelf import SHELVES, Shelf
from shared.adapters.yaml_source import read_yaml
from shared.domain.authoring.assembly import Assembly, Library, Uses
from shared.domain.authoring.cross_checks import Needs, foreign_faults, target_faults, version_faults
from shared.domain.authoring.reading import read
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.problems import UnknownApp, UnknownVersion
from shared.domain.source.faults import DefinitionError, Fault, FaultText
from shared.domain.source.node import SourceNode

log = logging.getLogger("feltskema.definitions")

EXAMPLES = ("example", "example_at")


class DefinitionFiles:
    """Implements `Definitions` out of a `DefinitionFolder`. A broken file is logged and left out; the others are not touched
    by it. `working` as the folder takes it."""

    def __init__(self, root: Path, working: Mapping[str, Path] | None = None) -> None:
        self._folder = DefinitionFolder(root, working)
        self._library = Library(*(Shelf(root / name) for name in SHELVES))
        self._load = cache(self._read)
        self._assembled = cache(self._assemble)
        self._older = cache(self._older_version)

    def all(self) -> Sequence[Compiled]:
        """Every usable app's newest usable version, by app."""
        return [definition for app in self._folder.apps() if (definition := self._newest(app))]

    def get(self, app: str, version: int | None = None) -> Compiled:
        """An app's newest usable version, or the version asked. Raises `UnknownApp`, `UnknownVersion`."""
        newest = self._newest(app) if app in self._folder.apps() else None
        if newest is None:
            raise UnknownApp(app=app[:40])
        if version in (None, newest.definition.version):
            return newest
        compiled = self._usable(app, version) if version in self.published(app) else None
        if compiled is None:
            raise UnknownVersion(app=app, version=str(version)[:20])
        return compiled

    def published(self, app: str) -> Sequence[int]:
        """The published versions of an app, oldest first."""
        return self._folder.published(app)

    def resolved(self, app: str) -> dict[str, Any]:
        """The working definition with parts, template and lists put in, without its example: what is published. Raises
        `DefinitionError`, `UnknownApp`."""
        if app not in self._folder.working():
            raise UnknownApp(app=app[:40])
        plain: dict[str, Any] = self._assembled(app, None)[0].without(*EXAMPLES).plain()
        return plain

    def uses(self, app: str) -> Uses:
        """Which parts, templates and lists the working definition is put together from. Raises as `resolved`."""
        if app not in self._folder.working():
            raise UnknownApp(app=app[:40])
        return self._assembled(app, None)[1]

    def record(self, app: str, version: int | None = None) -> bytes | None:
        """What packaging writes beside the sources (`definition_records`); None where the definition cannot be used."""
        compiled = self._usable(app, version)
        if compiled is None:
            return None
        node, uses = self._assembled(app, version)
        shared = [f"{shelf}/{name}.yaml" for shelf in SHELVES for name in getattr(uses, shelf)]
        sources = [self._folder.source(app, version), *shared]
        return written(compiled, node.plain(), {name: (self._folder.root / name).read_bytes() for name in sources})

    def users(self, shelf: str, name: str) -> Sequence[str]:
        """The apps that change when a file of `parts`, `templates` or `lists` does; broken apps tell nothing."""
        definitions = []
        for app in self._folder.working():
            try:
                uses = self._assembled(app, None)[1]
            except DefinitionError:
                continue
            if name in getattr(uses, shelf):
                definitions.append(app)
        return definitions

    def check(self) -> Sequence[DefinitionError]:
        """Every fault in every file, for whoever ships them; those of a shared file are reported once."""
        errors: list[DefinitionError] = []
        reported: list[Fault] = []
        for error in self._errors():
            faults = [fault for fault in error.faults if fault not in reported]
            reported += faults
            if faults:
                errors.append(DefinitionError(error.source, faults))
        return errors

    def check_app(self, app: str) -> DefinitionError | None:
        """Every fault of one app's working file. `UnknownApp`."""
        if app not in self._folder.working():
            raise UnknownApp(app=app[:40])
        return next(self._app_errors(app), None)

    def _errors(self) -> Iterator[DefinitionError]:
        for shelf in SHELVES:
            yield from self._shelf_errors(shelf)
        for app in self._folder.working():
            yield from self._app_errors(app)
        for stray in self._folder.misnamed():
            fault_text = FaultText("wrong-ending", {"file": stray, "meant": stray.removesuffix(".yml") + ".yaml"})
            yield DefinitionError(stray, [Fault(stray, 1, 1, "", fault_text)])
        for app in self._folder.apps():
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
        entities = {published.definition.app: published.definition.entity for published in self.all()}
        faults = [
            *version_faults(
                loaded.definition,
                node,
                {v: compiled for v, compiled in published.items() if isinstance(compiled, Compiled)},
            ),
            *target_faults(loaded.definition, node, _targets()),
            *foreign_faults(loaded.definition, node, entities),
            *_author_faults(loaded, node),
        ]
        if loaded.definition.version in published:
            faults += self._changed(app, loaded.definition.version, node)
        if faults:
            yield DefinitionError(self._folder.source(app, None), faults)

    def _changed(self, app: str, version: int, node: SourceNode) -> Iterator[Fault]:
        """A published version never changes. Examples are for tests and demos, and bind nobody."""
        try:
            same = self._assembled(app, version)[0].without(*EXAMPLES).plain() == node.without(*EXAMPLES).plain()
        except DefinitionError:
            return
        if not same:
            yield node.fault(("version",), FaultText("published-changed", {"version": version, "next": version + 1}))

    def _newest(self, app: str) -> Compiled | None:
        """The working file's; where that is gone, the newest published one; where it is broken, the same for those whom the
        working file means, and nothing where nobody can tell whom it means."""
        if app in self._folder.working():
            return self._usable(app, None) or self._older(app)
        return self._newest_published(app)

    def _newest_published(self, app: str) -> Compiled | None:
        return next(
            (usable for version in reversed(self.published(app)) if (usable := self._usable(app, version))), None
        )

    def _older_version(self, app: str) -> Compiled | None:
        from shared.domain.authoring.broken_roles import outermost, roles_meant

        older = self._newest_published(app)
        if older is None:
            return None
        try:
            content = self._assembled(app, None)[0].plain()
        except DefinitionError:
            content = outermost(self._folder.text(self._folder.source(app, None)))
        roles = roles_meant(content, older.definition)
        if roles is None:
            return None
        return replace(older, definition=older.definition.model_copy(update={"roles": roles or None}))

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
            named = _misnamed(compiled, node, app, version)
            if named is None:
                return compiled
            error = DefinitionError(source, [named])
        except DefinitionError as fault:
            error = fault
        log.error("a definition cannot be used and is left out:\n%s", error)
        return error


def _misnamed(compiled: Compiled, node: SourceNode, app: str, version: int | None) -> Fault | None:
    if compiled.definition.app != app:
        return node.fault(("app",), _other_name(app))
    if version not in (None, compiled.definition.version):
        return node.fault(("version",), FaultText("other-version", {"version": version}, meant=str(version)))
    return None


def _other_name(app: str) -> FaultText:
    from shared.domain.authoring.written_otherwise import slug

    if slug(app) == app:
        return FaultText("other-name", {"app": app}, meant=app)
    return FaultText("bad-file-name", {"file": f"{app}.yaml", "app": slug(app)})


def _author_faults(compiled: Compiled, node: SourceNode) -> Iterator[Fault]:
    from shared.domain.authoring.author_checks import author_faults

    return author_faults(compiled, node)


def _targets() -> Needs:
    from shared.adapters.targets import NEEDS, TARGETS

    return {target: NEEDS.get(target, ()) for target in TARGETS}
