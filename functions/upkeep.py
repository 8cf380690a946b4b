"""Upkeep of what is stored and shown: deletes what has run out, folds finished days of samples, writes the status page anew."""

from __future__ import annotations

import azure.functions as func

from functions.health import publish_now
from functions.unexpected import quiet
from shared import wiring

bp = func.Blueprint()

MINUTES_BETWEEN = 10
"""Minutes from one run of `run_upkeep` to the next."""


@bp.timer_trigger("timer", schedule="45 7-59/10 * * * *")
async def run_upkeep(timer: func.TimerRequest) -> None:
    """Deletes sign-ins that nobody completed, sign-outs whose session is over, and attachments whose registration never came;
    then writes the status page.

    Often, since anybody can begin to sign in. Once an hour it also folds the finished days of samples, and deletes old samples.
    One timer for all of it: each timer is an instance to pay for.
    """
    from shared.services.clear_attachments import clear_attachments
    from shared.services.clear_sign_ins import clear_sign_ins
    from shared.services.fold_samples import fold_days

    with quiet():
        now = wiring.clock()
        await clear_attachments(wiring.dependencies())
        await clear_sign_ins(wiring.handshakes(), wiring.revocations(), now)
        if now.minute < MINUTES_BETWEEN:
            sources = wiring.uptime_sources()
            await fold_days(sources.parts.all, sources.samples, sources.days, now)
        await publish_now()
