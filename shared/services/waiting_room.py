"""Releases deliveries that wait for a target, in order and at the rate of the target's limit.

Of each case the oldest goes first; new registrations go before the backlog. A target has a waiting room from when its circuit
breaker opens, or more arrives than its limit allows, until nothing waits any more. Deliveries that arrive meanwhile are left
unchanged, without a write, and only this module releases them. So none overtakes another, and no worker needs to look for earlier
ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
import logging

from shared.domain.delivery_status import Status
from shared.domain.problems import DependencyUnavailable
from shared.domain.target_state import CLOSES_WITHIN, Limit, TargetState
from shared.domain.waiting import OutboxEntry
from shared.services.dependencies import Dependencies
from shared.services.released import Room

log = logging.getLogger("feltskema.traffic")

TENDED_FOR = timedelta(seconds=56)
"""How long one run continues after its timer's minute began: less than a minute, so that the next begins in time."""

READ_EVERY, READ_SELDOM = timedelta(seconds=2), timedelta(seconds=5)
"""How often what waits is read, while something may be sent and while nothing may."""

NEW_FOR = timedelta(minutes=1)
"""How long after its receipt a registration goes before the backlog."""

BACKLOG_SHARE = 0.2
"""The backlog's share of what is released, however many new ones arrive, so that everything that waits has its turn."""

RELEASED_SHARE = 0.95
"""The share of the limit's rate at which deliveries are released."""

DEFAULT_PER_MINUTE = 600
"""Deliveries released a minute to a target whose limit has no rate."""


def tended_until(began: datetime, by_hand: bool) -> datetime:
    """When a run that began then stops: shortly before the timer comes again. A run that somebody starts looks once."""
    return began if by_hand else began + TENDED_FOR


async def tend_waiting_rooms(dependencies: Dependencies, until: datetime) -> int:
    """Release what waits for the targets that have a waiting room; returns how many.

    Costs one storage request where none has. Otherwise it runs until its time is over, at least once, and reads the outbox (a
    request for each thousand entries) every other second while something may be sent. A storage that fails ends one look, and the
    next goes on: a new registration cannot wait for the next minute. Safe to run concurrently. Raises `DependencyUnavailable`
    where the last look failed.
    """
    clock = dependencies.clock
    tended, released = set[str](), 0
    while True:
        try:
            if not (waiting := await dependencies.traffic.waiting_rooms()):
                break
            for target in [name for name in waiting if name not in tended]:
                await dependencies.traffic.states.change(target, partial(_tended, at=clock()))
                tended.add(target)
            sent = await _released(waiting, dependencies)
        except DependencyUnavailable as problem:
            if clock() + READ_EVERY > until:
                raise
            log.warning("a look at the waiting rooms failed: %s", problem.code)
            sent = 0
        released += sent or 0
        pause = READ_SELDOM if sent is None else READ_EVERY
        if clock() + pause > until:
            break
        await dependencies.pause(pause.total_seconds())
    return released


async def _released(waiting: Mapping[str, TargetState], dependencies: Dependencies) -> int | None:
    """Release those whose turn it is; returns how many, or None where nothing may be sent to any of the targets."""
    now, holds = dependencies.clock(), await dependencies.held.every()
    open_now = {name: state for name, state in waiting.items() if _may_release(state, now) and name not in holds}
    if not open_now:
        return None
    entries = await _waiting_for(open_now, dependencies)
    counts = [await _release(state, entries[target], dependencies) for target, state in open_now.items()]
    return sum(counts)


def _tended(state: TargetState, at: datetime) -> TargetState:
    return replace(state, tended_at=at)


def _may_release(state: TargetState, now: datetime) -> bool:
    return not state.asked_pause(now) and (state.opened_at is None or state.trial_is_due(now))


async def _waiting_for(targets: Iterable[str], dependencies: Dependencies) -> Mapping[str, Sequence[OutboxEntry]]:
    """The deliveries to each of these targets that continue automatically, in the order in which they were received."""
    waiting: dict[str, list[OutboxEntry]] = {target: [] for target in targets}
    async for entry in dependencies.registrations.outbox_entries():
        if entry.status is Status.RECEIVED and entry.target in waiting:
            waiting[entry.target].append(entry)
    for entries in waiting.values():
        entries.sort(key=_order)
    return waiting


def _order(entry: OutboxEntry) -> tuple[datetime, str]:
    return (entry.received_at or entry.since, str(entry.key))


async def _release(state: TargetState, entries: Sequence[OutboxEntry], dependencies: Dependencies) -> int:
    """Send messages for those whose turn it is; returns how many. Where nothing waits any more, begin to end the waiting room."""
    now, target = dependencies.clock(), state.target
    first, room = first_of_each_case(entries), dependencies.traffic.rooms[target]
    room.begin_look(entries, state.trial_at)
    if state.opened_at is not None:
        turn = room.trial(first, now)
    else:
        ready = room.ready(first, now)
        count = _allowance(room, dependencies.traffic.limit(target), now)
        room.owed = min(room.owed + count * BACKLOG_SHARE, max(count, 1))
        turn = whose_turn(ready, count, int(room.owed), now)
        room.allowance -= len(turn)
        room.owed = max(0.0, room.owed - sum(not _is_new(entry, now) for entry in turn))
    pace = _a_second(dependencies.traffic.limit(target))
    for number, entry in enumerate(turn):
        # Spread out: the limit would put most of them back, the new ones too.
        await dependencies.delivery_queue.send(entry.key, timedelta(seconds=int(number / pace)), released=True)
        room.note(entry, now)
    await _end(state, entries, room, dependencies)
    return len(turn)


def first_of_each_case(entries: Sequence[OutboxEntry]) -> list[OutboxEntry]:
    """The first entry of each case, from entries in order. An entry of no case is first by itself."""
    cases, first = set[str](), list[OutboxEntry]()
    for entry in entries:
        if not entry.case or entry.case not in cases:
            cases.add(entry.case)
            first.append(entry)
    return first


def whose_turn(ready: Sequence[OutboxEntry], count: int, owed: int, now: datetime) -> Sequence[OutboxEntry]:
    """At most `count` of those that are ready, in order: the new ones first, except for the `owed` that are the backlog's."""
    new = [entry for entry in ready if _is_new(entry, now)]
    backlog = [entry for entry in ready if not _is_new(entry, now)]
    turn = new[: count - min(owed, len(backlog), count)]
    return [*turn, *backlog[: count - len(turn)]]


def _is_new(entry: OutboxEntry, now: datetime) -> bool:
    return now - _order(entry)[0] < NEW_FOR


def _allowance(room: Room, limit: Limit, now: datetime) -> int:
    """How many may be released now. An unused allowance lasts until the next look only."""
    a_second = _a_second(limit)
    passed = min(now - room.last_read, 2 * READ_EVERY) if room.last_read else READ_EVERY
    most = max(1.0, a_second * 2 * READ_EVERY.total_seconds())
    room.allowance = min(room.allowance + a_second * passed.total_seconds(), most)
    room.last_read = now
    return int(room.allowance)


def _a_second(limit: Limit) -> float:
    """How many are released a second: a little below the limit, so that all of them find room."""
    return RELEASED_SHARE * (limit.per_minute or DEFAULT_PER_MINUTE) / 60


async def _end(state: TargetState, entries: Sequence[OutboxEntry], room: Room, dependencies: Dependencies) -> None:
    """Begin to end the waiting room, a little later, so that every instance knows it by then; when that time has come, end it."""
    now = dependencies.clock()
    if state.room_until is not None and now >= state.room_until:
        ended = replace(state, room_since=None, room_until=None, tended_at=None)
        room.released.clear()
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


def _waiting(entries: Sequence[OutboxEntry], room: Room, now: datetime) -> bool:
    """Whether any of the backlog waits for its turn."""
    stuck = {entry.case or str(entry.key) for entry in room.released if room.is_stuck(entry, now)}
    backlog = (entry for entry in entries if not _is_new(entry, now))
    return any((entry.case or str(entry.key)) not in stuck for entry in backlog)
