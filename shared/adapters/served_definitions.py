"""The definitions that users get: published versions, and for form authors also drafts if the settings say so. Read from their
records if these are valid, otherwise from their sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from functools import cache
import logging
from typing import TYPE_CHECKING

from shared.adapters.definition_folder import DefinitionFolder
from shared.adapters.definition_records import recorded
from shared.domain.definition.draft_definition import DraftDefinition, is_draft, published_name
from shared.domain.problems import UnknownApp, UnknownVersion

if TYPE_CHECKING:
    from shared.adapters.definition_files import DefinitionFiles
    from shared.domain.ports.definitions import ServedDefinition

log = logging.getLogger("feltskema.definitions")


class ServedDefinitions:
    """Implements `Definitions`. `sources` gives the reader of the YAML files. Importing it takes many times longer than reading a
    record, so it is called only for drafts and for versions without a valid record. `drafts`: whether drafts are served."""

    def __init__(
        self, folder: DefinitionFolder, sources: Callable[[], DefinitionFiles], *, drafts: bool = False
    ) -> None:
        self._folder = folder
        self._sources = sources
        self._drafts = drafts
        self._newest = cache(self._find_newest)
        self._version = cache(self._find_version)
        self._draft = cache(self._find_draft)
        self._withdrawn = cache(self._find_withdrawn)

    def all(self) -> Sequence[ServedDefinition]:
        """The newest published version of every valid app, by app, then the drafts."""
        published = [served for app in self._folder.apps() if (served := self._newest(app))]
        return [*published, *self._all_drafts()]

    def get(self, app: str, version: int | None = None) -> ServedDefinition:
        """An app's newest published version, or the one with this number; of a draft only its current content. Raises
        `UnknownApp` or `UnknownVersion`."""
        newest = self._draft(published_name(app)) if is_draft(app) else self._newest(app)
        if newest is None:
            raise UnknownApp(app=app[:40])
        if version in (None, newest.facts.version):
            return newest
        older = None if is_draft(app) else self._version(app, version)
        if older is None:
            raise UnknownVersion(app=app, version=str(version)[:20])
        return older

    def withdrawn(self, app: str) -> date | None:
        """The first day on which nothing new can be registered with an app; None if it is not withdrawn, or its file is faulty,
        which `check` reports."""
        return self._withdrawn(app)

    def _find_withdrawn(self, app: str) -> date | None:
        if app not in self._folder.apps():
            return None
        try:
            return self._folder.withdrawn(app)
        except ValueError as problem:
            log.error("%s says no day, so the app goes on", problem)
            return None

    def _all_drafts(self) -> Iterator[ServedDefinition]:
        if self._drafts:
            yield from (draft for app in self._folder.working() if (draft := self._draft(app)))

    def _find_draft(self, app: str) -> ServedDefinition | None:
        if not self._drafts or app not in self._folder.working():
            return None
        working = self._sources().draft(app)
        return DraftDefinition(working) if working else None

    def _find_newest(self, app: str) -> ServedDefinition | None:
        if app not in self._folder.apps():
            return None
        versions = reversed(self._folder.published(app))
        return next((served for version in versions if (served := self._version(app, version))), None)

    def _find_version(self, app: str, version: int | None) -> ServedDefinition | None:
        if version is None or version not in self._folder.published(app):
            return None
        record = recorded(self._folder.root, app, version, lambda: self._sources().live(app, version))
        if record is not None:
            return record
        with suppress(UnknownApp, UnknownVersion):
            return self._sources().live(app, version)
        return None
