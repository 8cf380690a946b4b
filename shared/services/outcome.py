"""Stores the outcome of a delivery, even where the storage is slow."""

from __future__ import annotations

import asyncio
from contextlib import suppress
from datetime import timedelta
import logging
from typing import Any

from shared.domain.delivery import MAX_ASKED_PAUSE, Reason, Receipt, back_off
from shared.domain.delivery_states import (
    CONFIRMED,
    LATE_RECEIPT,
    NEED_A_PERSON,
    OUR_FAULT,
    OUR_TRIES,
    SAID_NO,
    TAKEN,
    UNKNOWN,
    UNREACHED,
    Move,
)
from shared.domain.delivery_status import Status
from shared.domain.failures import DeliveryFailure, OurFault, Refused, Unavailable, Uncertain
from shared.domain.ports import WriteConflict
from shared.domain.problems import DependencyUnavailable
from shared.domain.registration import Registration
from shared.domain.release import RELEASE
from shared.domain.text.cpr_numbers import masked
from shared.domain.waiting import entry_of
from shared.services.journal import RowJournal
from shared.services.log_event import log_event
from shared.services.outbox import take_out

log = logging.getLogger("feltskema.deliver")

RECORDING_TRIES = 8
"""How often the outcome is written, over half a minute, before it is left to the sweeper: the target's answer must not be
lost."""

RECORDING_LIMIT = 40.0
"""Seconds for all of those tries together: less than `RECORDING_SECONDS`, which `shared/settings.py` leaves after the budget."""

BLOCKED_FOR = timedelta(minutes=15)
"""How long a blocked delivery waits before it is tried again."""


async def record_receipt(journal: RowJournal, receipt: Receipt) -> Status:
    """Record that the target took the delivery. Overrides whatever another worker recorded meanwhile: the receipt is proof."""
    return await _record(journal, TAKEN, receipt=receipt)


async def record_failure(journal: RowJournal, failure: DeliveryFailure) -> Status:
    """Record a failure, and queue a message for the next try where there is one. Returns the delivery's status."""
    reason = Reason(
        code=failure.code, message=masked(failure.message)
    )  # The target's message may quote personal data that it was sent.
    match failure:
        case Refused():
            return await _record(journal, SAID_NO, reason=reason)
        case Uncertain():
            return await _record(journal, UNKNOWN, reason=reason)
        case OurFault():
            own_faults = journal.delivery.own_faults + 1
            if own_faults >= OUR_TRIES:
                return await _again_later(journal, OUR_FAULT, reason, BLOCKED_FOR, own_faults)
            return await _again_later(journal, UNREACHED, reason, back_off(own_faults), own_faults)
        case _:
            pause = back_off(journal.delivery.attempts, journal.row.dependencies.chance())
            requested = failure.not_before if isinstance(failure, Unavailable) else timedelta(0)
            return await _again_later(journal, UNREACHED, reason, max(pause, min(requested, MAX_ASKED_PAUSE)))


async def _again_later(
    journal: RowJournal, move: Move, reason: Reason, delay: timedelta, own_faults: int = 0
) -> Status:
    dependencies = journal.row.dependencies
    now = dependencies.clock()
    waits = journal.delivery.waiting_again(move.leads_to, journal.registration.next_time(now))
    later = {"retry_at": now + delay, "waits": waits, "own_faults": own_faults}
    status = await _record(journal, move, reason=reason, **later)
    try:
        await dependencies.delivery_queue.send(journal.key, delay + timedelta(seconds=1))
    except DependencyUnavailable:
        log.warning("no message for %s; the sweeper will send it", journal.key)
    return status


async def _record(journal: RowJournal, move: Move, **changes: Any) -> Status:
    """Make the move; returns the delivery's status."""
    dependencies = journal.row.dependencies
    try:
        async with asyncio.timeout(RECORDING_LIMIT) as limit:
            recorded = await _insisted(journal, move, changes)
    except TimeoutError:
        if limit.expired():
            raise DependencyUnavailable("storage-unavailable") from None
        raise
    if recorded is not move.leads_to:
        return recorded
    key, target = journal.registration.key, journal.delivery.target
    log_event(log, "delivery", status=recorded, registration=key, target=target, release=RELEASE)
    if recorded is Status.DELIVERED:
        await take_out(journal.registration, journal.delivery.target, dependencies)
    elif recorded in NEED_A_PERSON:
        await _update_outbox(journal)
    return recorded


async def _update_outbox(journal: RowJournal) -> None:
    dependencies = journal.row.dependencies
    try:
        entry = entry_of(journal.registration, journal.delivery.target, dependencies.clock())
        await dependencies.registrations.put_in_outbox(entry)
    except DependencyUnavailable:
        log.warning("%s is %s, and is counted as that by the next sweep", journal.key, journal.delivery.status)


async def _insisted(journal: RowJournal, move: Move, changes: dict[str, Any]) -> Status:
    for attempt in range(RECORDING_TRIES):
        try:
            recorded = await _write_outcome(journal, move, changes)
        except DependencyUnavailable:
            if attempt == RECORDING_TRIES - 1:
                raise
            await journal.row.dependencies.pause(0.2 * 2**attempt)
        else:
            if recorded is not None:
                return recorded
    return journal.delivery.status


async def _write_outcome(journal: RowJournal, move: Move, changes: dict[str, Any]) -> Status | None:
    """Try once to write; returns the delivery's status, or None where another worker moved it and a receipt must override
    that."""
    late = move is TAKEN and journal.delivery.status is not Status.DELIVERING
    try:
        await _moved(journal, LATE_RECEIPT if late else move, changes)
    except WriteConflict:
        latest = await journal.row.dependencies.registrations.get(journal.registration.key)
        if latest is None:
            return move.leads_to
        journal.row.registration, journal.delivery = latest, latest.delivery_to(journal.delivery.target)
        status = journal.delivery.status
        if move is TAKEN and status is Status.DELIVERED:
            await _tell_if_doubled(journal, changes["receipt"])
        return None if move is TAKEN and status is not Status.DELIVERED else status
    return move.leads_to


async def _tell_if_doubled(journal: RowJournal, second: Receipt) -> None:
    """Tell of a receipt other than the one that is stored: the target has it twice. It stands in the history, and an alarm rings.
    What a person has typed as the receipt need not be the target's id, and is of what they saw there."""
    delivery, row = journal.delivery, journal.registration
    confirmed = delivery.reason is not None and delivery.reason.code == CONFIRMED.name
    if confirmed or delivery.receipt is None or delivery.receipt.id == second.id:
        return
    log_event(log, "doubled", registration=row.key, target=delivery.target, receipts=[delivery.receipt.id, second.id])
    now = journal.row.dependencies.clock()
    at, reason = row.next_time(now), Reason(code="doubled", message=second.id)
    event = row.event(target=delivery.target).model_copy(update={"at": at, "reason": reason})
    with suppress(
        WriteConflict
    ):  # The row does not change any more, except with its other deliveries: the log line is left.
        await journal.row.dependencies.registrations.change(row, event)


async def _moved(journal: RowJournal, move: Move, changes: dict[str, Any]) -> None:
    """Store the move with its line of history. Repeated tries with the same outcome share one line."""
    own_delivery, now = journal.delivery, journal.row.dependencies.clock()

    def change(row: Registration) -> Registration:
        held, waits = row.with_delivery(own_delivery), changes.get("waits")
        if waits is not None and waits.count == 1:
            # Its line is replaced at this moment: the one at which the line is stored, after everything that the row says.
            waits = waits.model_copy(update={"since": held.next_time(now)})
        return held.move(move, own_delivery.target, now, **{"own_faults": 0, **changes, "waits": waits})

    await journal.row.write(own_delivery, change, lambda row: row.event_of_waits(own_delivery.target))
    journal.delivery = journal.registration.delivery_to(own_delivery.target)
