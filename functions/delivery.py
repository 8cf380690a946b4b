"""The queue function that delivers, and the sweeper that finds deliveries whose message was lost."""

from __future__ import annotations

import logging

import azure.functions as func

from functions.timer_work import by_the_clock
from functions.unexpected import redact_errors
from shared import wiring
from shared.domain.trace import step_of

bp = func.Blueprint()
log = logging.getLogger("feltskema.delivery")


@bp.queue_trigger("msg", queue_name="registrations", connection="DataStorage")
async def deliver_registration(msg: func.QueueMessage) -> None:
    from shared.domain.delivery_message import read_message
    from shared.services.deliver import deliver

    text = msg.get_body().decode("utf-8", "replace")
    try:
        message = read_message(text)
    except ValueError:
        log.error("a message of %d characters is no key of a delivery and was dropped", len(text))
        return
    with redact_errors(), step_of(message.caller, "deliver_registration", "consumer"):
        await deliver(message.key, wiring.dependencies(), message.released)


@bp.timer_trigger("timer", schedule="30 * * * * *")
async def sweep_registrations(timer: func.TimerRequest) -> None:
    """Find deliveries whose message was lost, and send it again."""
    await by_the_clock("sweep_registrations")
