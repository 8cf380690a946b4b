"""Releases what waits for a target in its turn: at the limit's rate, of each case the oldest first, new ones before the backlog.

A target has a waiting room from when its circuit opens, or more comes than it may be given, until nothing waits any more. What
comes meanwhile is left as it stands, without a write, and this alone releases it. So nobody overtakes, and no worker needs to
look for what stands before it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
import logging

from shared.domain.delivery import Status
from shared.domain.target_state import CLOSES_WITHIN, Limit, TargetState
from shared.domain.waiting import OutboxEntry
from shared.services.dependencies import Dependencies

log = logging.getLogger("feltskema.traffic")

TENDED_FOR = timedelta(seconds=56)
"""How long after its timer's minute began one run stays with what waits: shorter than a minute, for the next to begin in time."""

LOOK_EVERY, LOOK_SELDOM = timedelta(seconds=2), timedelta(seconds=5)
"""Between two looks at what waits, while something may go out and while nothing may."""

NEW_FOR = timedelta(minutes=1)
"""So long after it was received a registration goes before the backlog."""

BACKLOG_SHARE = 0.2
"""Of what is released, however many new ones come: whatever waits has its turn."""

DEFAULT_PER_MINUTE = 600
"""Released a minute to a target without a limit of its own by the minute."""

RELEASED_FOR = timedelta(seconds=60)
"""After so long a message of ours counts as lost."""

STUCK_AFTER = timedelta(seconds=20)
"""What was released so long ago and still waits does so for a reason of its own, and keeps no waiting room open."""


@dataclass(slots=True)
class _Room:
    """What this run knows of a target's waiting room: `released` when each was, `allowance` how many may go now, `owed` how many
    of these are the backlog's."""

    released: dict[OutboxEntry, datetime] = field(default_factory=dict)
    allowance: float = 1.0
    owed: float = 0.0
    looked_at: datetime | None = None


async def tend_waiting_rooms(dependencies: Dependencies, until: datetime) -> int:
    """Release what waits for the targets that have a waiting room; how many. One storage request where none has; else it goes on
    until then, once at least, and lists the outbox (a request for each thousand) every other second while something may go out.
    Safe to run twice at once. Raises `DependencyUnavailable`."""
    clock, traffic, released = dependencies.clock, dependencies.traffic, 0
    rooms = defaultdict[str, _Room](_Room)
    for target in await traffic.waiting_rooms():
        await traffic.states.change(target, partial(_tended, at=clock()))
    while waiting := await traffic.waiting_rooms():
        held = await dependencies.held.every()
        open_now = {name: state for name, state in waiting.items() if _may_release(state, clock()) and name not in held}
        entries = await _waiting_for(open_now, dependencies) if open_now else {}
        for target, state in open_now.items():
            released += await _release(state, entries[target], rooms[target], dependencies)
        pause = LOOK_EVERY if open_now else LOOK_SELDOM
        if clock() + pause > until:
            break
        await dependencies.pause(pause.total_seconds())
    return released


def _tended(state: TargetState, at: datetime) -> TargetState:
    return replace(state, tended_at=at)


def _may_release(state: TargetState, now: datetime) -> bool:
    return not state.asked_pause(now) and (state.opened_at is None or state.trial_is_due(now))


async def _waiting_for(targets: Iterable[str], dependencies: Dependencies) -> Mapping[str, Sequence[OutboxEntry]]:
    """What goes on by itself to each of these targets, in the order that it was received in."""
    waiting: dict[str, list[OutboxEntry]] = {target: [] for target in targets}
    async for entry in dependencies.registrations.outbox_entries():
        if entry.status is Status.RECEIVED and entry.target in waiting:
            waiting[entry.target].append(entry)
    for entries in waiting.values():
        entries.sort(key=_order)
    return waiting


def _order(entry: OutboxEntry) -> tuple[datetime, str]:
    return (entry.received_at or entry.since, str(entry.key))


async def _release(state: TargetState, entries: Sequence[OutboxEntry], room: _Room, dependencies: Dependencies) -> int:
    """Send messages for those whose turn it is; how many. Where nothing waits any more, say that the waiting room ends."""
    now, target = dependencies.clock(), state.target
    first: Sequence[OutboxEntry] = first_of_each_case(entries)
    if state.opened_at is not None:
        turn = first[:1]  # One, as a trial.
    else:
        room.released = {entry: at for entry, at in room.released.items() if now - at < RELEASED_FOR}
        ready = [entry for entry in first if entry not in room.released]
        count = _allowance(room, dependencies.traffic.limit(target), now)
        room.owed = min(room.owed + count * BACKLOG_SHARE, max(count, 1))
        turn = whose_turn(ready, count, int(room.owed), now)
        room.allowance -= len(turn)
        room.owed = max(0.0, room.owed - sum(not _is_new(entry, now) for entry in turn))
    for entry in turn:
        await dependencies.delivery_queue.send(entry.key, released=True)
        room.released[entry] = now
    await _end(state, entries, room, dependencies)
    return len(turn)


def first_of_each_case(entries: Sequence[OutboxEntry]) -> list[OutboxEntry]:
    """Of entries in order those that nothing of the same case stands before. What belongs to no case stands before nothing."""
    cases, first = set[str](), list[OutboxEntry]()
    for entry in entries:
        if not entry.case or entry.case not in cases:
            cases.add(entry.case)
            first.append(entry)
    return first


def whose_turn(ready: Sequence[OutboxEntry], count: int, owed: int, now: datetime) -> Sequence[OutboxEntry]:
    """At most `count` of those that are ready, in order: the new ones first, but so many of the others as are `owed` to them."""
    new = [entry for entry in ready if _is_new(entry, now)]
    backlog = [entry for entry in ready if not _is_new(entry, now)]
    turn = new[: count - min(owed, len(backlog), count)]
    return [*turn, *backlog[: count - len(turn)]]


def _is_new(entry: OutboxEntry, now: datetime) -> bool:
    return now - _order(entry)[0] < NEW_FOR


def _allowance(room: _Room, limit: Limit, now: datetime) -> int:
    """How many may be released now. What was not used is kept for one look, no longer."""
    a_second = (limit.per_minute or DEFAULT_PER_MINUTE) / 60
    passed = min(now - room.looked_at, 2 * LOOK_EVERY) if room.looked_at else LOOK_EVERY
    most = max(1.0, a_second * 2 * LOOK_EVERY.total_seconds())
    room.allowance = min(room.allowance + a_second * passed.total_seconds(), most)
    room.looked_at = now
    return int(room.allowance)


async def _end(state: TargetState, entries: Sequence[OutboxEntry], room: _Room, dependencies: Dependencies) -> None:
    """Say that the waiting room ends, a little later so that every instance knows it by then; and at last that it has ended."""
    now = dependencies.clock()
    if state.room_until is not None and now >= state.room_until:
        ended = replace(state, room_since=None, room_until=None, tended_at=None)
    elif state.room_until is None and state.opened_at is None and not _waiting(entries, room, now):
        ended = replace(state, room_until=now + CLOSES_WITHIN)
    else:
        return

    def end(latest: TargetState) -> TargetState | None:
        if (latest.opened_at, latest.room_since, latest.room_until) != (None, state.room_since, state.room_until):
            return None
        since, until, tended_at = ended.room_since, ended.room_until, ended.tended_at
        return replace(latest, room_since=since, room_until=until, tended_at=tended_at)

    await dependencies.traffic.states.change(state.target, end)


def _waiting(entries: Sequence[OutboxEntry], room: _Room, now: datetime) -> bool:
    """Whether any of the backlog waits for its turn."""
    stuck = {entry.case or str(entry.key) for entry, at in room.released.items() if now - at >= STUCK_AFTER}
    backlog = (entry for entry in entries if not _is_new(entry, now))
    return any((entry.case or str(entry.key)) not in stuck for entry in backlog)
