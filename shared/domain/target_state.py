"""How a target is doing, and how much of it each instance may use: circuit breaker and limiter, as functions of one state.

All instances share one state a target. Each function gives the state that follows; who stores it makes sure that nobody else
stored another meanwhile. All times are UTC.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from enum import StrEnum

OPENS_AFTER = 5
"""Calls in a row that found the target unavailable before nothing goes out to it any more."""

FIRST_PAUSE, LONGEST_PAUSE = timedelta(seconds=30), timedelta(minutes=5)
"""From the opening to the first trial, doubled with each trial that fails, up to the longest."""

IN_VAIN_WITHIN = timedelta(minutes=10)
"""A circuit that opens so soon after the probe has closed it was closed in vain."""

TRIAL_LASTS = timedelta(minutes=5)
"""After so long a trial whose worker has told nothing is over: longer than any worker lives."""

SHARE_LASTS = timedelta(seconds=10)
"""What an instance has of the limit is everybody's again after so long without news of it."""

BURST = timedelta(seconds=1)
"""How far ahead of an even pace calls may begin: of 1 800 a minute, 30 at once after a pause."""

CLOSES_WITHIN = timedelta(seconds=10)
"""Between the word that the waiting room closes and its end: every instance knows by then, whose clocks differ less."""

UNTENDED_AFTER = timedelta(minutes=3)
"""After so long without the timer that releases what waits, deliveries go by themselves again."""


@dataclass(frozen=True, slots=True)
class Limit:
    """What goes out to a target at most: deliveries under way `at_once` and begun `per_minute`, over all instances (0: no
    limit), and so many under way of one instance (`per_instance`), so that others have room beside them."""

    at_once: int = 0
    per_minute: int = 0
    per_instance: int = 8

    @property
    def is_shared(self) -> bool:
        """Whether instances must agree on anything."""
        return bool(self.at_once or self.per_minute)

    @property
    def interval(self) -> timedelta:
        """Between two that begin, at an even pace; where no pace is set, as if one took a second."""
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
    """How many deliveries an instance may have under way, and until when it may."""

    places: int
    until: datetime


@dataclass(frozen=True, slots=True)
class TargetState:
    """`failures` counts calls in a row that found the target unavailable. `opened_at` is since when nothing goes out (None: it
    does), `trial_at` from when one may try, `trial_until` how long one is trying at most, `failed_trials` how many in a row came
    to nothing, `seen_at` when the probe last closed the circuit. `asked_until` is how long the target asked to be left alone.
    `room_since` is since when deliveries wait to be released in order (None: they go by themselves), `room_until` when that ends,
    `tended_at` when they were last looked at. `next_start` is when the next delivery may begin at an even pace; `shares` by
    instance. `etag` is the stored version."""

    target: str
    failures: int = 0
    opened_at: datetime | None = None
    trial_at: datetime | None = None
    trial_until: datetime | None = None
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
        return Circuit.HALF_OPEN if self.trial_at is not None and now >= self.trial_at else Circuit.OPEN

    def trial_is_due(self, now: datetime) -> bool:
        """Whether somebody may try, and nobody does."""
        tried = self.trial_until is not None and now < self.trial_until
        return self.circuit(now) is Circuit.HALF_OPEN and not tried

    def has_room(self, now: datetime) -> bool:
        """Whether deliveries wait to be released in order."""
        return self.room_since is not None and (self.room_until is None or now < self.room_until)

    def is_untended(self, now: datetime) -> bool:
        """Whether nobody has released what waits for so long that it must go by itself."""
        last = max((at for at in (self.tended_at, self.room_since) if at is not None), default=now)
        return now - last > UNTENDED_AFTER

    def asked_pause(self, now: datetime) -> timedelta:
        """How long the target wants to be left alone from now on."""
        return max(self.asked_until - now, timedelta(0)) if self.asked_until else timedelta(0)


def with_room(state: TargetState, now: datetime) -> TargetState:
    """From now on deliveries wait to be released in order."""
    return replace(state, room_since=state.room_since or now, room_until=None)


def after_unavailable(state: TargetState, now: datetime, asked: timedelta, was_trial: bool) -> TargetState:
    """A call found the target unavailable, which asked for a pause (none: zero). The fifth in a row opens the circuit, and so
    does a trial again."""
    asked_until = max(filter(None, (state.asked_until, now + asked)))
    failed = replace(state, failures=state.failures + 1, asked_until=asked_until if asked else state.asked_until)
    if state.opened_at is not None and not was_trial:
        return failed  # It was under way when the circuit opened.
    if not was_trial and failed.failures < OPENS_AFTER:
        return failed
    trials = state.failed_trials + was_trial
    pause = max(min(FIRST_PAUSE * 2 ** min(trials, 8), LONGEST_PAUSE), asked)
    opened_at = state.opened_at or now
    return with_room(
        replace(failed, opened_at=opened_at, trial_at=now + pause, trial_until=None, failed_trials=trials), now
    )


def after_answer(state: TargetState) -> TargetState:
    """A call had the target's answer, whatever it said: the circuit closes. What waits is released in order."""
    closed = replace(state, failures=0, opened_at=None, trial_at=None, trial_until=None)
    return replace(closed, failed_trials=0, seen_at=None, asked_until=None)


def after_probe(state: TargetState, now: datetime) -> TargetState | None:
    """The probe had an answer: the circuit closes. Where it opened again soon after the probe's last word, only if a trial is
    due: of a target that answers probes alone little is asked. None where nothing changes."""
    if state.opened_at is None or state.asked_pause(now):
        return None
    in_vain = state.seen_at is not None and state.opened_at - state.seen_at < IN_VAIN_WITHIN
    if in_vain and not state.trial_is_due(now):
        return None
    return replace(after_answer(state), failed_trials=state.failed_trials + in_vain, seen_at=now)


def with_trial(state: TargetState, now: datetime) -> TargetState | None:
    """With a trial under way; None where none is due."""
    return replace(state, trial_until=now + TRIAL_LASTS) if state.trial_is_due(now) else None


def after_trial(state: TargetState, now: datetime) -> TargetState:
    """A trial ended without telling anything of the target: the next one is due after a pause."""
    return replace(state, trial_at=now + FIRST_PAUSE, trial_until=None)


@dataclass(frozen=True, slots=True)
class Granted:
    """What an instance has now: `places` until `until`, and so many `starts` to use within `BURST`. Where it has less than it
    wanted, `wait` says after how long more may be there."""

    state: TargetState
    places: int
    starts: int
    until: datetime
    wait: timedelta


def granted(state: TargetState, holder: str, wanted: tuple[int, int], limit: Limit, now: datetime) -> Granted:
    """Give an instance of the limit what it wants, (places, starts), as far as there is so much: its places are as many as it
    wants now, not more on top. Where a limit is not set it has what it wants."""
    places, starts = wanted
    others = {name: share for name, share in state.shares.items() if name != holder and now < share.until}
    wait = timedelta(0)
    if limit.at_once:
        free = limit.at_once - sum(share.places for share in others.values())
        if places > free:
            places, wait = max(free, 0), limit.interval
    next_start = state.next_start
    if limit.per_minute:
        begins = max(next_start or now, now)
        may_begin = int((now + BURST + limit.interval - begins) / limit.interval)
        if starts > may_begin:
            starts, wait = max(may_begin, 0), max(wait, begins - now)
        next_start = begins + starts * limit.interval
    until = now + SHARE_LASTS
    mine = {holder: Share(places, until)} if places else {}
    return Granted(replace(state, next_start=next_start, shares={**others, **mine}), places, starts, until, wait)
