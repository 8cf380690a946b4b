"""Deletes sign-ins that nobody completed, and records of signed-out sessions that have expired."""

from __future__ import annotations

import asyncio
from datetime import datetime
import logging

from shared.domain.ports import AccessList, Handshakes
from shared.domain.problems import DependencyUnavailable

log = logging.getLogger("feltskema.sign-in")

PATIENCE = 90.0
"""Seconds for each of the two, well within the host's time limit. The next run takes the rest."""


async def clear_sign_ins(handshakes: Handshakes, access: AccessList, now: datetime, patience: float = PATIENCE) -> None:
    """Delete both, one after the other, each with time of its own: anybody can start sign-ins, and many of them must not delay
    the other."""
    for name, store in (("sign-outs", access), ("sign-ins", handshakes)):
        try:
            async with asyncio.timeout(patience) as limit:
                log.info("%d %s deleted", await store.forget(now), name)
        except TimeoutError:
            if not limit.expired():
                raise
            log.warning("not all %s were deleted in %g s; the next run goes on", name, patience)
        except DependencyUnavailable as problem:
            log.warning("%s could not be deleted: %s", name, problem.code)
