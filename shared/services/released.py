"""What this process has released of a waiting room, so that what is held up by something else stops nobody behind it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from shared.domain.waiting import OutboxEntry

RELEASED_FOR = timedelta(seconds=60)
"""How long after its release a message counts as lost."""

STUCK_AFTER = timedelta(seconds=20)
"""A delivery that still waits so long after its release is held up by something else, such as the company register, and does not
keep the waiting room open."""

TIMES_IN_TURN = 2
"""How often a delivery is released in its turn, since a message may be lost. If it still waits, it goes behind the others."""

_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Release:
    """When a delivery was last released, and how many times it has been."""

    at: datetime
    times: int


@dataclass(slots=True)
class Room:
    """What this process knows of a target's waiting room. `released`: what was released and still waits; `trial_at`: when the
    trial could begin that it was released for; `allowance`: how many may be released now; `owed`: how many of these are the
    backlog's share."""

    released: dict[OutboxEntry, Release] = field(default_factory=dict)
    trial_at: datetime | None = None
    allowance: float = 1.0
    owed: float = 0.0
    last_read: datetime | None = None

    def begin_look(self, entries: Iterable[OutboxEntry], trial_at: datetime | None) -> None:
        """Forget what does not wait any more; and everything where the circuit breaker has opened or closed, or a trial was made,
        since then."""
        if trial_at != self.trial_at:
            self.released.clear()
            self.trial_at = trial_at
        self.released = {entry: self.released[entry] for entry in entries if entry in self.released}

    def note(self, entry: OutboxEntry, now: datetime) -> None:
        """Note that an entry is released. As a trial it may be released at each look, and counts from the first time."""
        earlier = self.released.get(entry)
        if earlier is None or self.trial_at is None:
            self.released[entry] = Release(now, earlier.times + 1 if earlier else 1)

    def ready(self, first: Iterable[OutboxEntry], now: datetime) -> Sequence[OutboxEntry]:
        """Those that may be released: in their order, those that are held up behind all others."""
        ready = [
            entry for entry in first if entry not in self.released or now - self.released[entry].at >= RELEASED_FOR
        ]
        return sorted(ready, key=self._place)

    def trial(self, first: Sequence[OutboxEntry], now: datetime) -> Sequence[OutboxEntry]:
        """The single one that may be sent as a trial: the first that is not held up by something else."""
        candidates = [entry for entry in first if not self.is_stuck(entry, now)]
        if first and not candidates:
            self.released.clear()
        return (candidates or first)[:1]

    def is_stuck(self, entry: OutboxEntry, now: datetime) -> bool:
        """Whether it still waits although it was released."""
        release = self.released.get(entry)
        return release is not None and (now - release.at >= STUCK_AFTER or release.times >= TIMES_IN_TURN)

    def _place(self, entry: OutboxEntry) -> tuple[bool, datetime]:
        release = self.released.get(entry)
        if release is None or release.times < TIMES_IN_TURN:
            return False, _LONG_AGO
        return True, release.at
