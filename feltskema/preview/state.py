"""Watches a definition's file: keeps its last good reading and its faults, and wakes whoever waits for a change."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import date
from hashlib import sha256
from pathlib import Path

from feltskema.files import Target
from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.definition_shelf import SHELVES, shelf_files
from shared.domain.definition.compiled_definition import Compiled
from shared.domain.problems import UnknownApp
from shared.domain.source.faults import Fault

EVERY = 0.25
"""Seconds between two looks at the files. Watching them by the system differs from one to the next, and misses editors that
save by moving a new file into place."""

CHANGED = "published-changed"
"""No reason to show nothing: whoever changes a published version raises its number before others see it."""

Stamp = tuple[tuple[str, int, int], ...]


class State:
    """Implements `Definitions` for the app that is previewed, by the last good reading of its file."""

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
        """Nothing is withdrawn where nothing is live."""
        return None

    def entity_apps(self) -> Iterator[Compiled]:
        """Apps whose registrations others choose among."""
        if self._good is not None:
            yield from (compiled for compiled in self._good.all() if compiled.definition.entity)

    async def watch(self) -> None:
        """Reads the file whenever it, or anything it may be put together from, is saved; until cancelled."""
        while True:
            await asyncio.sleep(EVERY)
            await self.look()

    async def look(self) -> None:
        """Reads the file if it is another than at the last look."""
        if (stamp := _stamp(self.target)) != self._stamp:
            self._stamp = stamp
            await self._read()

    async def news(self) -> AsyncIterator[str]:
        """The revision now, and each time it is another."""
        sent = ""
        while True:
            async with self._news:
                while self.revision == sent:
                    await self._news.wait()
            sent = self.revision
            yield sent

    async def _read(self) -> None:
        files = self.target.files()
        try:
            error = await asyncio.to_thread(files.check_app, self.target.app)
        except OSError:
            # Gone, or an editor is moving a new file into its place.
            await self._become((), "gone")
            return
        self.faults = [fault for fault in (error.faults if error else ()) if fault.text.key != CHANGED]
        if not self.faults:
            self._good = files
        written = "".join(map(str, self.faults))
        await self._become(self.faults, written or files.get(self.target.app).etag)

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
    for shelf in SHELVES:
        paths += shelf_files(target.folder / shelf)
    stamps = []
    for path in paths:
        try:
            facts = path.stat()
        except FileNotFoundError:
            continue
        stamps.append((str(path), facts.st_mtime_ns, facts.st_size))
    return tuple(stamps)
