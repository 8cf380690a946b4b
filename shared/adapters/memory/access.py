"""The access list, in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from shared.domain.access.access_list import Change, Entry, Grant
from shared.domain.access.person import Person
from shared.domain.problems import AccessChanged, DependencyUnavailable


class MemoryAccess:
    """Implements `AccessList`. `calls` counts the look-ups."""

    def __init__(self, *persons: Person) -> None:
        self.lines = {
            person.key: Entry(person.key, person.name, Grant(person.roles), version="0") for person in persons
        }
        self.changes: dict[str, list[Change]] = defaultdict(list)
        self.down = False
        self.calls = 0

    async def get(self, key: str) -> Entry | None:
        self._check_reachable()
        self.calls += 1
        return self.lines.get(key)

    async def every(self) -> Sequence[Entry]:
        self._check_reachable()
        return list(self.lines.values())

    async def save(self, entry: Entry, change: Change) -> Entry:
        self._check_reachable()
        line = self.lines.get(entry.key)
        if (line.version if line else "") != entry.version:
            raise AccessChanged
        saved = replace(entry, version=str(int(entry.version or 0) + 1))
        self.lines[entry.key] = saved
        self.changes[entry.key].append(change)
        return saved

    async def trail(self, key: str) -> Sequence[Change]:
        self._check_reachable()
        return list(self.changes[key])

    def _check_reachable(self) -> None:
        if self.down:
            raise DependencyUnavailable("storage-unavailable")
