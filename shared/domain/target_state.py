"""The state of a target: its circuit breaker, its rate limit and its waiting room, as pure functions of one state.

All instances share one state for each target. Each function returns the next state; the caller stores it on condition that no
other was stored in between. All times are UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

from shared.domain.delivery import MAX_ASKED_PAUSE

OPENS_AFTER = 5
"""Consecutive calls that found the target unavailable before its circuit breaker opens and nothing more is sent."""

FIRST_PAUSE, MAX_PAUSE = timedelta(seconds=30), timedelta(minutes=5)
"""From the opening to the first trial; doubled with each trial that fails, up to the longest."""

IN_VAIN_WITHIN = timedelta(minutes=10)
"""A circuit breaker that opens again within this time after a probe closed it was closed in vain."""

TRIAL_LASTS = timedelta(minutes=5)
"""When a trial has had no outcome for so long, its worker is gone: longer than any worker lives."""

SHARE_LASTS = timedelta(seconds=10)
"""How long an instance's share of the limit lasts without renewal."""

BURST = timedelta(seconds=1)
"""How far ahead of an even pace calls may begin: of 1 800 a minute, 30 at once after a pause."""

CLOCKS_DIFFER = timedelta(seconds=10)
"""How far the instances' clocks may differ."""

CLOSES_WITHIN = timedelta(seconds=10)
"""The time between the decision to close the waiting room and its end, within which every instance knows; clocks differ less."""

UNTENDED_AFTER = timedelta(minutes=3)
"""When the timer that releases what waits has not run for so long, deliveries are sent without it again."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How much may be sent to a target: deliveries under way (`at_once`) and begun (`per_minute`), over all instances (0: no
    limit), and under way on one instance (`per_instance`), so that other targets have room."""

    at_once: int = 0
    per_minute: int = 0
    per_instance: int = 8

    @property
    def is_shared(self) -> bool:
        """Whether instances must agree on anything."""
        return bool(self.at_once or self.per_minute)

    @property
    def interval(self) -> timedelta:
        """The time between two starts at an even pace; a second where no pace is set."""
        if self.per_minute:
            return timedelta(minutes=1) / self.per_minute
        return timedelta(seconds=1) / (self.at_once or self.per_instance)


class Circuit(StrEnum):
    """The circuit breaker's state: `closed` lets calls through, `open` none, `half-open` one as a trial."""

    CLOSED = "closed"
    OPEN = "open"
    HALF_OPEN = "half-open"


@dataclass(frozen=True, slots=True)
class Share:
    """How many deliveries an instance may have under way, and until when."""

    places: int
    until: datetime


@dataclass(frozen=True, slots=True)
class TargetState:
    """The state of a target.

    Circuit breaker: `failures`: consecutive calls that found the target unavailable; `opened_at`: since when nothing is sent
    (None: it is closed); `trial_at`: when the next trial may begin; `trial_until`: how long one is under way at most, and
    `trial_by` which; `failed_trials`: how many in a row failed; `seen_at`: when a probe last closed it; `asked_until`: how long
    the target asked to be left alone.

    Waiting room: `room_since`: since when deliveries wait to be released in order (None: they do not); `room_until`: when that
    ends; `tended_at`: when they were last released.

    Limit: `next_start`: when the next delivery may begin at an even pace; `shares` by instance. `etag`: the stored version.
    """

    target: str
    failures: int = 0
    opened_at: datetime | None = None
    trial_at: datetime | None = None
    trial_until: datetime | None = None
    trial_by: str = ""
    failed_trials: int = 0
    seen_at: datetime | None = None
    asked_until: datetime | None = None
    room_since: datetime | None = None
    room_until: datetime | None = None
    tended_at: datetime | None = None
    next_start: datetime | None = None
    shares: Mapping[str, Share] = field(default_factory=dict)
    etag: str = ""

    def circuit(self, now: datetime) -> Circuit:
        if self.opened_at is None:
            return Circuit.CLOSED
        is_open = self.trial_at is None or _lies_ahead(self.trial_at, now, MAX_ASKED_PAUSE)
        return Circuit.OPEN if is_open else Circuit.HALF_OPEN

    def trial_is_due(self, now: datetime) -> bool:
        """Whether a trial may begin, and none is under way."""
        tried = self.trial_until is not None and _lies_ahead(self.trial_until, now, TRIAL_LASTS)
        return self.circuit(now) is Circuit.HALF_OPEN and not tried

    def has_room(self, now: datetime) -> bool:
        """Whether deliveries wait to be released in order."""
        return self.room_since is not None and (self.room_until is None or now < self.room_until)

    def is_untended(self, now: datetime) -> bool:
        """Whether nobody has released what waits for so long that deliveries must be sent without it."""
        times = (at for at in (self.tended_at, self.room_since) if at is not None and at - now <= CLOCKS_DIFFER)
        last = max(times, default=now)
        return now - last > UNTENDED_AFTER

    def asked_pause(self, now: datetime) -> timedelta:
        """How long from now the target wants to be left alone."""
        if self.asked_until is None or not _lies_ahead(self.asked_until, now, MAX_ASKED_PAUSE):
            return timedelta(0)
        return self.asked_until - now


def _lies_ahead(at: datetime, now: datetime, longest: timedelta) -> bool:
    """Whether a time is still to come. One that lies further ahead than `longest` was written by a machine whose clock is wrong,
    and does not count: it would stop the target for all until then."""
    return timedelta(0) < at - now <= longest + CLOCKS_DIFFER


def with_room(state: TargetState, now: datetime) -> TargetState:
    """From now on deliveries wait to be released in order."""
    return replace(state, room_since=state.room_since or now, room_until=None)


def with_asked_pause(state: TargetState, now: datetime, pause: timedelta) -> TargetState:
    """The state after the target asked that nothing be sent to it for so long (zero: it did not)."""
    if not pause:
        return state
    return replace(state, asked_until=max(filter(None, (state.asked_until, now + pause))))


def after_unavailable(state: TargetState, now: datetime, requested_pause: timedelta, was_trial: bool) -> TargetState:
    """The state after a call that found the target unavailable, which asked for a pause (zero: none). The fifth in a row opens
    the circuit breaker, as does a failed trial."""
    failed = replace(with_asked_pause(state, now, requested_pause), failures=state.failures + 1)
    if state.opened_at is not None and not was_trial:
        return failed  # The call was under way when the circuit breaker opened.
    if not was_trial and failed.failures < OPENS_AFTER:
        return failed
    trials = state.failed_trials + was_trial
    pause = max(min(FIRST_PAUSE * 2 ** min(trials, 8), MAX_PAUSE), requested_pause)
    opened_at = state.opened_at or now
    return with_room(
        replace(failed, opened_at=opened_at, trial_at=now + pause, trial_until=None, failed_trials=trials), now
    )


def after_answer(state: TargetState) -> TargetState:
    """The state after any answer of the target: the circuit breaker closes. What waits is released in order."""
    closed = replace(state, failures=0, opened_at=None, trial_at=None, trial_until=None)
    return replace(closed, failed_trials=0, seen_at=None, asked_until=None)


def after_probe(state: TargetState, now: datetime) -> TargetState | None:
    """The state after an answered probe: the circuit breaker closes. If it opened again soon after the last probe had closed it,
    then only when a trial is due, since the target may answer nothing but probes. None where nothing changes."""
    if state.opened_at is None or state.asked_pause(now):
        return None
    in_vain = state.seen_at is not None and state.opened_at - state.seen_at < IN_VAIN_WITHIN
    if in_vain and not state.trial_is_due(now):
        return None
    return replace(after_answer(state), failed_trials=state.failed_trials + in_vain, seen_at=now)


def with_trial(state: TargetState, now: datetime, by: str) -> TargetState | None:
    """The state with the trial `by` under way; None where none is due. Unchanged where it is under way already: that it began was
    stored, and the answer lost."""
    if state.trial_by == by and state.trial_until is not None:
        return state
    return replace(state, trial_until=now + TRIAL_LASTS, trial_by=by) if state.trial_is_due(now) else None


def without_trial(state: TargetState) -> TargetState:
    """The state after a trial of which nothing came, so that another can begin at once."""
    return replace(state, trial_until=None)


def after_trial(state: TargetState, now: datetime) -> TargetState:
    """The state after a trial that showed nothing about the target: the next one is due after a pause."""
    return replace(state, trial_at=now + FIRST_PAUSE, trial_until=None)


@dataclass(frozen=True, slots=True)
class Granted:
    """What an instance may use: `places` until `until`, and so many `starts` to use within `BURST`. Where it is less than it
    wanted, `wait` says when more may be available."""

    state: TargetState
    places: int
    starts: int
    until: datetime
    wait: timedelta


def granted(state: TargetState, holder: str, requested: tuple[int, int], limit: Limit, now: datetime) -> Granted:
    """Grant an instance what it wants, (places, starts), as far as available. Its places are as many as it wants now, not in
    addition. Where a limit is not set it gets what it wants."""
    places, starts = requested
    others = {
        name: share
        for name, share in state.shares.items()
        if name != holder and _lies_ahead(share.until, now, SHARE_LASTS)
    }
    wait = timedelta(0)
    if limit.at_once:
        free = limit.at_once - sum(share.places for share in others.values())
        if places > free:
            places, wait = max(free, 0), limit.interval
    next_start = state.next_start
    if limit.per_minute:
        begins = max(next_start or now, now)
        if begins > now and not _lies_ahead(begins, now, BURST + limit.interval):
            begins = now + BURST  # A single start: the next ones follow at an even pace.
        may_begin = int((now + BURST + limit.interval - begins) / limit.interval)
        if starts > may_begin:
            starts, wait = max(may_begin, 0), max(wait, begins - BURST - now)
        next_start = begins + starts * limit.interval
    until = now + SHARE_LASTS
    own_share = {holder: Share(places, until)} if places else {}
    return Granted(replace(state, next_start=next_start, shares={**others, **own_share}), places, starts, until, wait)
