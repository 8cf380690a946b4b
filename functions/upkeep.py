"""Deletes what has expired, packs finished days of samples, and writes the status page."""

from __future__ import annotations

import azure.functions as func

from functions.timer_work import by_the_clock

bp = func.Blueprint()


@bp.timer_trigger("timer", schedule="45 7-59/10 * * * *")
async def run_upkeep(timer: func.TimerRequest) -> None:
    """Delete what has expired, and write the status page.

    Deletes sign-ins that nobody completed, records of signed-out sessions that have expired, and attachments whose registration
    never arrived. This runs often, since anybody can begin to sign in. Once an hour it also packs the finished days of samples,
    and deletes old samples. One timer does all of it, since each timer costs an instance.
    """
    await by_the_clock("run_upkeep")
