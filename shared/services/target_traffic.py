"""Decides whether a delivery may be sent to its target now, by the target's circuit breaker and limit, which all instances
share."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
import logging
import random
from uuid import uuid4

from shared.domain.delivery import MAX_ASKED_PAUSE
from shared.domain.failures import DeliveryFailure, OurFault, Refused, Unavailable
from shared.domain.ports import TargetStates
from shared.domain.problems import DependencyUnavailable
from shared.domain.target_state import (
    Limit,
    TargetState,
    after_answer,
    after_probe,
    after_trial,
    after_unavailable,
    with_asked_pause,
    with_room,
    with_trial,
    without_trial,
)
from shared.services.limiter import Limiter
from shared.services.released import Room
from shared.services.shared_states import SharedStates

log = logging.getLogger("feltskema.traffic")

MAX_PUT_BACK = timedelta(seconds=30)
"""A delivery that may be sent within this time is put back on the queue with that delay; one that must wait longer is left for
the waiting room."""


@dataclass(frozen=True, slots=True)
class Admission:
    """Whether a delivery may be sent now; its place is reserved then.

    If not, its message is put back for `put_back`, or, where that is None, the sweeper releases it later.
    """

    target: str
    may_go: bool
    is_trial: bool = False
    put_back: timedelta | None = None


class TargetTraffic:
    """Applies circuit breakers and limits. `limits` returns a target's limit by its name; `rooms`: what this process knows of
    each waiting room."""

    def __init__(
        self,
        states: TargetStates,
        limits: Callable[[str], Limit],
        clock: Callable[[], datetime],
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.states = SharedStates(states, clock, chance)
        self.limiter = Limiter(self.states, limits, clock)
        self.rooms = defaultdict[str, Room](Room)
        self._clock = clock
        self._chance = chance
        self._queued_until: dict[str, datetime] = {}

    def limit(self, target: str) -> Limit:
        return self.limiter.limits(target)

    async def waiting_rooms(self) -> Mapping[str, TargetState]:
        """The targets with a waiting room, also those whose waiting room is about to end. Raises `DependencyUnavailable`."""
        states = await self.states.every()
        return {target: state for target, state in states.items() if state.room_since is not None}

    async def admit(self, target: str, released: bool) -> Admission:
        """Decide whether a delivery may be sent now. `released`: the sweeper has released it in its turn. Raises
        `DependencyUnavailable`."""
        state, now = await self.states.state(target), self._clock()
        if state.has_room(now) and not (released or state.is_untended(now)):
            return Admission(target, may_go=False)
        if state.opened_at is not None:
            return await self._as_trial(state, now)
        if pause := state.asked_pause(now):
            return await self._put_back(target, pause, released)
        if (wait := await self.limiter.take(target)) is not None:
            return await self._put_back(target, wait, released)
        return Admission(target, may_go=True)

    async def give_back(self, admission: Admission) -> None:
        """Return an admission of which nothing came: its place and start are for the next delivery, and so is its trial. Never
        raises."""
        self.limiter.give_back(admission.target, unused=not admission.is_trial)
        if not admission.is_trial:
            return
        try:
            await self.states.change(admission.target, without_trial)
        except DependencyUnavailable as problem:
            log.warning("a trial of %s could not be given back: %s", admission.target, problem.code)

    async def learn(self, admission: Admission, failure: DeliveryFailure | None) -> None:
        """Update the target's state by the outcome of a delivery. Never raises: where it cannot be stored, the next outcome will
        tell."""
        try:
            await self._learn(admission, failure)
        except DependencyUnavailable as problem:
            log.warning("how %s is doing could not be kept: %s", admission.target, problem.code)

    async def answered_probe(self, target: str) -> None:
        """Record that the target answered a probe. Raises `DependencyUnavailable`."""
        if (await self.states.state(target)).opened_at is not None:
            await self.states.change(target, lambda state: after_probe(state, self._clock()))

    async def _as_trial(self, state: TargetState, now: datetime) -> Admission:
        if not state.trial_is_due(now):
            return Admission(state.target, may_go=False)
        by = uuid4().hex
        tried = await self.states.change(state.target, lambda latest: with_trial(latest, self._clock(), by))
        if tried is None:
            return Admission(state.target, may_go=False)
        self.limiter.take_anyway(state.target)
        return Admission(state.target, may_go=True, is_trial=True)

    async def _learn(self, admission: Admission, failure: DeliveryFailure | None) -> None:
        target, trial = admission.target, admission.is_trial
        if failure is None or isinstance(failure, Refused):
            state = await self.states.state(target)
            if trial or state.failures or state.opened_at is not None:
                await self.states.change(target, after_answer)
        elif isinstance(failure, Unavailable) and _is_of_the_target(failure):
            pause = min(failure.not_before, MAX_ASKED_PAUSE)
            await self.states.change(target, lambda state: after_unavailable(state, self._clock(), pause, trial))
        elif trial or failure.asked_pause:
            await self.states.change(target, lambda state: _after_unknown(state, self._clock(), failure, trial))

    async def _put_back(self, target: str, wait: timedelta, released: bool) -> Admission:
        """The delay of the next delivery that is put back: each follows the one before it at the pace of the limit."""
        now = self._clock()
        queued_until = max(self._queued_until.get(target, now), now + wait) + self.limit(target).interval
        if queued_until - now <= MAX_PUT_BACK:
            self._queued_until[target] = queued_until
            return Admission(target, may_go=False, put_back=queued_until - now + timedelta(seconds=self._chance()))
        if not released:
            await self.states.change(target, lambda state: with_room(state, self._clock()))
        return Admission(target, may_go=False)


def _after_unknown(state: TargetState, now: datetime, failure: DeliveryFailure, trial: bool) -> TargetState:
    """The state after a call that did not show whether the target can be reached; the pause that it asked for is kept."""
    asked = with_asked_pause(state, now, min(failure.asked_pause, MAX_ASKED_PAUSE))
    return after_trial(asked, now) if trial else asked


def _is_of_the_target(failure: Unavailable) -> bool:
    """Whether the failure says that the target cannot be reached, rather than the register or something of our own."""
    return not isinstance(failure, OurFault) and failure.code == "unavailable"
