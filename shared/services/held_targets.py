"""Tells which targets are held, without a storage request for each delivery."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from shared.domain.ports import Definitions, Hold, TargetHolds
from shared.domain.problems import NotPossible, UnknownApp, UnknownVersion
from shared.domain.registration import Registration
from shared.domain.target_state import with_room

if TYPE_CHECKING:
    from shared.services.dependencies import Dependencies

HOLDS_WITHIN = timedelta(seconds=10)
"""How long it takes at most until every instance knows that a target is held, or no longer held."""


class HeldTargets:
    """The held targets as this process knows them; read again after `HOLDS_WITHIN`."""

    def __init__(self, holds: TargetHolds) -> None:
        self._holds = holds
        self._known: Mapping[str, Hold] = {}
        self._good_until = 0.0

    async def every(self) -> Mapping[str, Hold]:
        """The held targets. Raises `DependencyUnavailable`."""
        now = asyncio.get_running_loop().time()
        if now >= self._good_until:
            self._known = await self._holds.every()
            self._good_until = now + HOLDS_WITHIN.total_seconds()
        return self._known


async def hold_target(hold: Hold, holds: TargetHolds) -> Hold:
    """Hold a target. One that is held stays as it is, and is returned: a repeated request must not put its reason in the place of
    somebody else's. Raises `DependencyUnavailable`."""
    held = (await holds.every()).get(hold.target)
    if held is None:
        await holds.hold(hold)
    return held or hold


async def let_go(target: str, seen: datetime | None, holds: TargetHolds, dependencies: Dependencies) -> None:
    """Release a held target. What waits for it is sent gradually, not all at once.

    `seen`: since when it was held as the person saw it, in whole seconds (None: however it is held). Raises `NotPossible` where
    it was released and is held again since, and `DependencyUnavailable`.
    """
    now, held = dependencies.clock(), (await holds.every()).get(target)
    if held is not None and seen is not None and held.since >= seen + timedelta(seconds=1):
        raise NotPossible("hold-changed")
    await dependencies.traffic.states.change(target, lambda state: with_room(state, now))
    await holds.release(target)


def target_name(registration: Registration, target: str, definitions: Definitions) -> str:
    """The name of the delivery's target. Deliveries stored before a registration could have several targets have none, and get
    the definition's own; empty where that definition is gone."""
    if target:
        return target
    try:
        return definitions.get(registration.app, registration.version).facts.targets[0]
    except (UnknownApp, UnknownVersion):
        return ""
