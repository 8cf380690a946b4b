"""Delivers a registration to its target once, whatever message comes twice, late or not at all.

How far a delivery came is stored before each step as well as after it (the journal). Whoever delivers has claimed the row;
every note is a conditional write, so one whose claim has passed to another stops before the next step.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
import logging
from typing import TYPE_CHECKING, Any

from shared.domain.answers.attached import Attached, attached
from shared.domain.attachments import AttachmentKey
from shared.domain.definition.drafts import is_draft
from shared.domain.entities import with_titles
from shared.domain.failures import DeliveryFailure, Refused, Unavailable, Uncertain
from shared.domain.output.build_document import build_document
from shared.domain.ports import Delivery, WriteConflict
from shared.domain.problems import DependencyUnavailable, UnknownApp, UnknownVersion
from shared.domain.registration import FINAL, Reason, Receipt, Registration, RegistrationKey, Status, back_off
from shared.domain.text.cpr_numbers import masked
from shared.services.company_facts import complete_company_facts
from shared.services.dependencies import Dependencies
from shared.services.journal import RowJournal
from shared.services.log_event import log_event
from shared.services.pending_index import remove_from_outbox
from shared.services.stored_answers import entity_titles

if TYPE_CHECKING:
    from shared.domain.definition.definition import Definition

log = logging.getLogger("feltskema.deliver")

RECORDING_TRIES = 8
"""How often the outcome is written, over half a minute, before it is left to the sweeper: what the target answered must not
be lost lightly."""

RECORDING_LIMIT = 40.0
"""Seconds for all of those tries, whatever the storage does; `shared/settings.py` leaves room for it behind the budget."""


async def deliver(registration_key: RegistrationKey, dependencies: Dependencies) -> Status | None:
    """Deliver the registration with this key; the status it then has, or None when there was nothing to do.

    `Unavailable`, and a delivery that takes longer than `work.budget`, is answered by another message after a back-off, so a
    message is used up even then; the next try goes on from the journal. An error that nobody foresaw is recorded and raised, for
    the queue to count.
    """
    ends = asyncio.get_running_loop().time() + dependencies.budget.total_seconds()
    registration = await _claim(registration_key, dependencies)
    if registration is None:
        return None
    journal = RowJournal(registration, dependencies)
    try:
        receipt = await _hand_over(registration, journal, ends, dependencies)
    except WriteConflict:
        log.info("%s was taken over by another delivery", registration_key)
        return None
    except DeliveryFailure as failure:
        return await _failed(journal.registration, failure, dependencies)
    except (Exception, asyncio.CancelledError, SystemExit):
        # Cancelled or not, this worker lives on: the row must not stay claimed while its message is used up.
        await _wait(journal.registration, Unavailable("internal"), dependencies)
        raise
    return await _record(journal.registration, Status.DELIVERED, dependencies, receipt=receipt)


async def _hand_over(
    registration: Registration, journal: RowJournal, ends: float, dependencies: Dependencies
) -> Receipt:
    """Deliver until the event loop's time `ends`: the worker that runs into the host's own time limit is ended with all that it
    does."""
    definition = _definition(registration, dependencies)

    def seconds_left() -> float:
        return ends - asyncio.get_running_loop().time()

    try:
        async with asyncio.timeout_at(ends) as limit:
            await complete_company_facts(journal, dependencies)
            made = await _delivery(definition, journal.registration, dependencies)
            delivery = replace(made, seconds_left=seconds_left)
            return await dependencies.targets(definition.target).deliver(delivery, journal)
    except TimeoutError:
        if limit.expired():
            raise Unavailable("took-too-long") from None
        raise


def _definition(registration: Registration, dependencies: Dependencies) -> Definition:
    """`Refused` for what was registered with a draft that is gone: it was to go nowhere, and nothing waits for it."""
    try:
        return dependencies.definitions.get(registration.app, registration.version).compiled.definition
    except (UnknownApp, UnknownVersion):
        if is_draft(registration.app):
            raise Refused("draft-gone") from None
        raise


async def _delivery(definition: Definition, registration: Registration, dependencies: Dependencies) -> Delivery:
    titles = await entity_titles(definition.fields, registration.answers, dependencies)
    read = registration.model_copy(update={"answers": with_titles(definition.fields, registration.answers, titles)})

    async def content(attachment: Attached) -> bytes:
        stored = await dependencies.attachments.get(
            AttachmentKey(registration.person.key, registration.id, attachment.id)
        )
        if stored is None:
            raise Refused("attachment-missing", str(attachment.id))
        return stored[1]

    files = tuple(attached(definition.fields, registration.answers))
    return Delivery(registration, build_document(definition, read), files, content)


async def _claim(registration_key: RegistrationKey, dependencies: Dependencies) -> Registration | None:
    registration = await dependencies.registrations.get(registration_key)
    now = dependencies.clock()
    if registration is None:
        log.warning("no registration at %s", registration_key)
        return None
    if registration.status in FINAL:
        await remove_from_outbox(registration_key, dependencies)
        return None
    too_early = registration.retry_at is not None and now < registration.retry_at
    if registration.claimed(now) or too_early:
        return None
    claimed = registration.moved(
        Status.DELIVERING, now, claimed_until=now + dependencies.lease, attempts=registration.attempts + 1
    )
    try:
        return await dependencies.registrations.change(claimed, claimed.event())
    except WriteConflict:
        return None


async def _failed(registration: Registration, failure: DeliveryFailure, dependencies: Dependencies) -> Status:
    match failure:
        case Refused():
            return await _record(registration, Status.REFUSED, dependencies, reason=_reason(failure))
        case Uncertain():
            return await _record(registration, Status.UNCERTAIN, dependencies, reason=_reason(failure))
        case _:
            return await _wait(registration, failure, dependencies)


async def _wait(registration: Registration, failure: DeliveryFailure, dependencies: Dependencies) -> Status:
    delay = back_off(registration.attempts)
    retry_at = dependencies.clock() + delay
    status = await _record(registration, Status.WAITING, dependencies, reason=_reason(failure), retry_at=retry_at)
    try:
        await dependencies.delivery_queue.send(registration.key, delay + timedelta(seconds=1))
    except DependencyUnavailable:
        log.warning("no message for %s; the sweeper will send it", registration.key)
    return status


async def _record(registration: Registration, status: Status, dependencies: Dependencies, **changes: Any) -> Status:
    """Write the outcome; what the row says then. A receipt is the truth and is written even over what another delivery made of
    the row."""
    try:
        async with asyncio.timeout(RECORDING_LIMIT) as limit:
            recorded = await _insisted(registration, status, dependencies, changes)
    except TimeoutError:
        if limit.expired():
            raise DependencyUnavailable("storage-unavailable") from None
        raise
    if recorded is not status:
        return recorded
    log_event(log, "delivery", status=status, registration=registration.key)
    if status in FINAL:
        await dependencies.registrations.remove_from_outbox(registration.key)
    return status


async def _insisted(
    registration: Registration, status: Status, dependencies: Dependencies, changes: dict[str, Any]
) -> Status:
    for attempt in range(RECORDING_TRIES):
        try:
            recorded, registration = await _written(registration, status, dependencies, changes)
        except DependencyUnavailable:
            if attempt == RECORDING_TRIES - 1:
                raise
            await dependencies.pause(0.2 * 2**attempt)
        else:
            if recorded is not None:
                return recorded
    return registration.status


async def _written(
    registration: Registration, status: Status, dependencies: Dependencies, changes: dict[str, Any]
) -> tuple[Status | None, Registration]:
    """One try: what the row says now, or None and the row to write over."""
    moved = registration.moved(status, dependencies.clock(), **changes)
    try:
        return status, await dependencies.registrations.change(moved, moved.event())
    except WriteConflict:
        latest = await dependencies.registrations.get(registration.key)
        if latest is None:
            return status, registration
        if latest.same_claim(registration):
            # A note of our own landed after we had given it up. What it says is known better by now.
            return None, registration.model_copy(update={"etag": latest.etag})
        over = status is Status.DELIVERED and latest.status is not Status.DELIVERED
        return (None, latest) if over else (latest.status, latest)


def _reason(failure: DeliveryFailure) -> Reason:
    """In the target's own words, which may repeat what it was sent."""
    return Reason(code=failure.code, message=masked(failure.message))
