"""Definitions that are read again whenever one of their files is saved: for authors who edit drafts, never in production."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from functools import cache
import os
from typing import TYPE_CHECKING

from shared.adapters.definition_folder import DefinitionFolder
from shared.adapters.served_definitions import ServedDefinitions

if TYPE_CHECKING:
    from shared.adapters.definition_files import DefinitionFiles
    from shared.domain.ports.definitions import ServedDefinition

Stamp = frozenset[tuple[str, int, int]]


class ReloadedDefinitions:
    """Implements `Definitions` by a `ServedDefinitions` with drafts, made anew when a file in the folder has changed."""

    def __init__(self, folder: DefinitionFolder) -> None:
        self._folder = folder
        self._stamp: Stamp | None = None
        self._current = self._read()

    def all(self) -> Sequence[ServedDefinition]:
        return self._fresh().all()

    def get(self, app: str, version: int | None = None) -> ServedDefinition:
        return self._fresh().get(app, version)

    def withdrawn(self, app: str) -> date | None:
        return self._fresh().withdrawn(app)

    def _fresh(self) -> ServedDefinitions:
        if (stamp := self._read_stamp()) != self._stamp:
            self._stamp, self._current = stamp, self._read()
        return self._current

    def _read(self) -> ServedDefinitions:
        @cache
        def sources() -> DefinitionFiles:
            from shared.adapters.definition_files import DefinitionFiles

            return DefinitionFiles(self._folder.root)

        return ServedDefinitions(self._folder, sources, drafts=True)

    def _read_stamp(self) -> Stamp:
        """The time and size of every file. A file that is deleted meanwhile is left out."""
        changed: set[tuple[str, int, int]] = set()
        folders = [str(self._folder.root)]
        # This runs for every call, and `Path.rglob` takes five times as long.
        while folders:
            with suppress(OSError), os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(entry.path)
                    elif entry.name.endswith(".yaml"):
                        with suppress(OSError):
                            facts = entry.stat()
                            changed.add((entry.path, facts.st_mtime_ns, facts.st_size))
        return frozenset(changed)
