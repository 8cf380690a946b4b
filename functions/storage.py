"""Cleans the storage: deletes what has run out, and folds finished days of samples."""

from __future__ import annotations

import azure.functions as func

from functions.unexpected import quiet
from shared import wiring

bp = func.Blueprint()

MINUTES_BETWEEN = 10
"""Minutes from one run of `clean_storage` to the next."""


@bp.timer_trigger("timer", schedule="45 7-59/10 * * * *")
async def clean_storage(timer: func.TimerRequest) -> None:
    """Deletes sign-ins that nobody completed, sign-outs whose session is over, and attachments whose registration never came.

    Often, since anybody can begin to sign in. Once an hour it also folds the finished days of samples, and deletes old samples:
    a timer of its own would be an instance of its own to pay for.
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
