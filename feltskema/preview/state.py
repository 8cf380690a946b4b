"""Watches a definition's file: keeps its last valid content and its faults, and notifies of changes."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from feltskema.arguments import Target
from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.definition_library import SHARED_FOLDERS, shared_files
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.problems import UnknownApp
from shared.domain.source.faults import Fault

EVERY = 0.25
"""Seconds between two looks at the files. The operating systems' own file watching differs between them, and misses editors that
save by moving a new file into place."""

CHANGED = "published-changed"
"""A fault that the preview ignores: that the version is published with other content matters only when it is published again."""

Stamp = tuple[tuple[str, int, int], ...]


class State:
    """Implements `Definitions` for the previewed app, by the last valid content of its file. `revision` changes with the content
    or the faults; `changed` is called then."""

    def __init__(self, target: Target, changed: Callable[[State], None]) -> None:
        self.target = target
        self.faults: Sequence[Fault] = ()
        self.revision = ""
        self._changed = changed
        self._stamp: Stamp = ()
        self._good: DefinitionFiles | None = None
        self._news = asyncio.Condition()

    def all(self) -> Sequence[Compiled]:
        return [self._good.get(self.target.app)] if self._good else []

    def get(self, app: str, version: int | None = None) -> Compiled:
        if self._good is None:
            raise UnknownApp(app=app[:40])
        return self._good.get(app, version)

    def withdrawn(self, app: str) -> date | None:
        """None: a preview has no withdrawn apps."""
        return None

    def entity_apps(self) -> Iterator[Compiled]:
        """The apps whose registrations other apps choose among."""
        if self._good is not None:
            yield from (compiled for compiled in self._good.all() if compiled.definition.entity)

    async def watch(self) -> None:
        """Read the file again whenever it, or a part, template or list, is saved; until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            await self.read_if_changed()

    async def read_if_changed(self) -> None:
        """Read the file if it has changed since the last look."""
        if (stamp := _stamp(self.target)) != self._stamp:
            self._stamp = stamp
            await self._read()

    async def news(self) -> AsyncIterator[str]:
        """The current revision, and each new one."""
        last = ""
        while True:
            async with self._news:
                while self.revision == last:
                    await self._news.wait()
            last = self.revision
            yield last

    async def _read(self) -> None:
        files = self.target.files()
        try:
            error = await asyncio.to_thread(files.check_app, self.target.app)
        except OSError:
            # The file is deleted, or an editor is replacing it.
            await self._become((), "gone")
            return
        self.faults = [fault for fault in (error.faults if error else ()) if fault.text.key != CHANGED]
        if not self.faults:
            self._good = files
        content = "".join(map(str, self.faults))
        await self._become(self.faults, content or files.get(self.target.app).etag)

    async def _become(self, faults: Sequence[Fault], content: str) -> None:
        self.faults = faults
        revision = sha256(content.encode()).hexdigest()[:16]
        if revision != self.revision:
            self.revision = revision
            self._changed(self)
            async with self._news:
                self._news.notify_all()


def _stamp(target: Target) -> Stamp:
    paths: list[Path] = [target.path]
    for name in SHARED_FOLDERS:
        paths += shared_files(target.folder / name)
    stamps = []
    for path in paths:
        try:
            facts = path.stat()
        except FileNotFoundError:
            continue
        stamps.append((str(path), facts.st_mtime_ns, facts.st_size))
    return tuple(stamps)
