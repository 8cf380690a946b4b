"""The definitions as people are served: out of their records where these hold, else out of their sources."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from typing import TYPE_CHECKING

from shared.adapters.definition_folder import DefinitionFolder
from shared.adapters.definition_records import recorded
from shared.domain.problems import UnknownApp, UnknownVersion

if TYPE_CHECKING:
    from shared.adapters.definition_files import DefinitionFiles
    from shared.domain.ports.definitions import ServedDefinition


class ServedDefinitions:
    """Implements `Definitions`. `sources` gives the reader of the YAML files, whose import takes many times what a record
    does: it is asked only where there is no record to believe."""

    def __init__(self, folder: DefinitionFolder, sources: Callable[[], DefinitionFiles]) -> None:
        self._folder = folder
        self._sources = sources
        self._newest = cache(self._find_newest)
        self._version = cache(self._find_version)

    def all(self) -> Sequence[ServedDefinition]:
        """Every usable app's newest usable version, by app."""
        return [served for app in self._folder.apps() if (served := self._newest(app))]

    def get(self, app: str, version: int | None = None) -> ServedDefinition:
        """An app's newest usable version, or the version asked. Raises `UnknownApp`, `UnknownVersion`."""
        newest = self._newest(app) if app in self._folder.apps() else None
        if newest is None:
            raise UnknownApp(app=app[:40])
        if version in (None, newest.facts.version):
            return newest
        if version not in self._folder.published(app):
            raise UnknownVersion(app=app, version=str(version)[:20])
        return self._version(app, version)

    def _find_newest(self, app: str) -> ServedDefinition | None:
        version = None if app in self._folder.working() else max(self._folder.published(app), default=None)
        record = recorded(self._folder.root, app, version, lambda: self._sources().get(app))
        if record is not None:
            return record
        with suppress(UnknownApp):
            return self._sources().get(app)
        return None

    def _find_version(self, app: str, version: int) -> ServedDefinition:
        record = recorded(self._folder.root, app, version, lambda: self._sources().get(app, version))
        return record or self._sources().get(app, version)
