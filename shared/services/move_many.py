"""Makes the same move for several deliveries, each by itself."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
import logging
from typing import TYPE_CHECKING

from shared.domain.commands import MoveDelivery
from shared.domain.problems import DependencyUnavailable, NotPossible, Problem
from shared.domain.registration import Event, Registration
from shared.services.move_delivery import Mover, move_delivery

if TYPE_CHECKING:
    from shared.services.dependencies import Dependencies

log = logging.getLogger("feltskema.moves")

MAX_MOVES = 50
"""Deliveries of one call: about two seconds, well within the function's time limit. More take several calls."""

CONCURRENCY = 10
"""Deliveries of one call that are moved concurrently."""


@dataclass(frozen=True, slots=True)
class Moved:
    """The result for one of several deliveries.

    `registration`: as it is afterwards. `problem`: why nothing was done; where that is for the delivery's present state, `latest`
    is the line of its history that led there.
    """

    command: MoveDelivery
    registration: Registration | None = None
    problem: Problem | None = None
    latest: Event | None = None


async def move_many(commands: Sequence[MoveDelivery], mover: Mover, dependencies: Dependencies) -> Sequence[Moved]:
    """Move each of at most `MAX_MOVES` deliveries, and return the results in the same order; a failure of one does not stop the
    others, also one that is not foreseen, which is logged by its type."""
    places = asyncio.Semaphore(CONCURRENCY)

    async def moved(command: MoveDelivery) -> Moved:
        async with places:
            try:
                return await _moved(command, mover, dependencies)
            except Exception as error:
                log.error("%s could not be moved: %s", command.registration, type(error).__name__)
                return Moved(command, problem=Problem())

    return await asyncio.gather(*(moved(command) for command in commands))


async def _moved(command: MoveDelivery, mover: Mover, dependencies: Dependencies) -> Moved:
    try:
        return Moved(command, await move_delivery(command, mover, dependencies))
    except NotPossible as problem:
        return await _stopped(command, problem, dependencies)
    except Problem as problem:
        return Moved(command, problem=problem)


async def _stopped(command: MoveDelivery, problem: Problem, dependencies: Dependencies) -> Moved:
    """The result of a move that came too late, with what has happened instead."""
    try:
        registration = await dependencies.registrations.get(command.registration)
        changes = await dependencies.registrations.history(command.registration)
    except DependencyUnavailable:
        return Moved(command, problem=problem)
    history = registration.whole_history(changes) if registration else ()
    lines = [event for event in history if event.target in ("", command.target)]
    return Moved(command, registration, problem, lines[-1] if lines else None)
