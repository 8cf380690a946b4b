"""The access list, in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from shared.domain.access.access_list import AccessEntry, Change, Grant
from shared.domain.access.person import Person
from shared.domain.problems import AccessChanged, DependencyUnavailable


class MemoryAccess:
    """Implements `AccessList`. `calls` counts the look-ups; `signed_out`: until when each of those sessions would have lasted."""

    def __init__(self, *persons: Person) -> None:
        self.lines = {
            person.key: AccessEntry(person.key, person.name, Grant(person.roles), version="0") for person in persons
        }
        self.changes: dict[str, list[Change]] = defaultdict(list)
        self.signed_out: dict[tuple[str, str], datetime] = {}
        self.down = False
        self.calls = 0

    async def get(self, key: str) -> AccessEntry | None:
        self._check_reachable()
        self.calls += 1
        return self.lines.get(key)

    async def of_session(self, key: str, session_id: str) -> tuple[AccessEntry | None, bool]:
        return await self.get(key), (key, session_id) in self.signed_out

    async def sign_out(self, key: str, session_id: str, until: datetime) -> None:
        self._check_reachable()
        self.signed_out[key, session_id] = until

    async def forget(self, before: datetime) -> int:
        self._check_reachable()
        old = [session for session, until in self.signed_out.items() if until < before]
        for session in old:
            del self.signed_out[session]
        return len(old)

    async def every(self) -> Sequence[AccessEntry]:
        self._check_reachable()
        return list(self.lines.values())

    async def save(self, entry: AccessEntry, change: Change) -> AccessEntry:
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
