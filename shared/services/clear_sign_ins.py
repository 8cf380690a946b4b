"""Deletes sign-ins that nobody completed, and sign-outs whose session is over anyway."""

from __future__ import annotations

import asyncio
from datetime import datetime
import logging

from shared.domain.ports import Handshakes, Revocations
from shared.domain.problems import DependencyUnavailable

log = logging.getLogger("feltskema.sign-in")

PATIENCE = 90.0
"""Seconds for each of the two, far within the host's time limit. What is left is the next run's."""


async def clear_sign_ins(
    handshakes: Handshakes, revocations: Revocations, now: datetime, patience: float = PATIENCE
) -> None:
    """Delete both, one after the other: many handshakes, which anybody may make, take no time from the other."""
    for name, store in (("sign-outs", revocations), ("sign-ins", handshakes)):
        try:
            async with asyncio.timeout(patience) as limit:
                log.info("%d %s deleted", await store.forget(now), name)
        except TimeoutError:
            if not limit.expired():
                raise
            log.warning("not all %s were deleted in %g s; the next run goes on", name, patience)
        except DependencyUnavailable as problem:
            log.warning("%s could not be deleted: %s", name, problem.code)
