"""Upkeep of what is stored and shown: deletes what has run out, folds finished days of samples, writes the status page anew."""

from __future__ import annotations

import azure.functions as func

from functions.timed import by_the_clock

bp = func.Blueprint()


@bp.timer_trigger("timer", schedule="45 7-59/10 * * * *")
async def run_upkeep(timer: func.TimerRequest) -> None:
    """Deletes sign-ins that nobody completed, sign-outs whose session is over, and attachments whose registration never came;
    then writes the status page.

    Often, since anybody can begin to sign in. Once an hour it also folds the finished days of samples, and deletes old samples.
    One timer for all of it: each timer is an instance to pay for.
    """
    await by_the_clock("run_upkeep")
