"""Delivers a registration to each of its targets exactly once, however often its messages arrive, and however late.

Each delivery has a message of its own. Progress is stored in the journal before and after each step. Only the worker that has
claimed a delivery makes it: every write to the journal is conditional, so a worker that has lost its claim stops before the next
step.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
import logging
from typing import TYPE_CHECKING

from shared.domain.answers.attached import Attached, attached
from shared.domain.attachments import AttachmentKey
from shared.domain.definition.draft_definition import is_draft
from shared.domain.delivery import Receipt
from shared.domain.delivery_status import Status
from shared.domain.entities import with_titles
from shared.domain.failures import DeliveryFailure, OurFault, Refused, Unavailable, Uncertain
from shared.domain.output.build_document import build_document
from shared.domain.ports import Consignment, Target, WriteConflict
from shared.domain.problems import DependencyUnavailable, UnknownApp, UnknownVersion
from shared.domain.registration import DeliveryKey, Registration, RegistrationKey
from shared.services.claim import Claim, claim
from shared.services.company_facts import complete_company_facts
from shared.services.dependencies import Dependencies
from shared.services.journal import RowJournal
from shared.services.mapped_answers import mapped_answers
from shared.services.outcome import record_failure, record_receipt
from shared.services.stored_answers import entity_titles

if TYPE_CHECKING:
    from shared.domain.definition.definition import Definition

log = logging.getLogger("feltskema.deliver")


async def deliver(
    key: DeliveryKey | RegistrationKey, dependencies: Dependencies, released: bool = False
) -> Status | None:
    """Make the delivery with this key, or all deliveries of a registration, where due and allowed now.

    Returns the delivery's status afterwards (the registration's, if several), or None when there was nothing to do. `released`
    says that its turn has come, where deliveries to its target wait for theirs.

    After `Unavailable`, and after a delivery that takes longer than `dependencies.budget`, another message follows after a
    back-off, so the present message is used up in any case; the next try continues from the journal. An unexpected error is
    recorded and raised, so that the queue counts it.
    """
    ends = asyncio.get_running_loop().time() + dependencies.budget.total_seconds()
    delivery_key = key if isinstance(key, DeliveryKey) else DeliveryKey(registration=key)
    claimed = await claim(delivery_key, dependencies, released)
    if claimed is None:
        return None
    if len(claimed.targets) == 1:
        return await _deliver_to(claimed.targets[0], claimed, ends)
    # Concurrently, so that no target waits for another.
    side_by_side = (_deliver_to(target, claimed, ends) for target in claimed.targets)
    outcomes = await asyncio.gather(*side_by_side, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    return claimed.row.registration.status if any(outcomes) else None


async def _deliver_to(target: str, claimed: Claim, ends: float) -> Status | None:
    """Deliver to one of the targets, and record for that target's other deliveries how it went."""
    traffic, admission = claimed.row.dependencies.traffic, claimed.admitted[target]
    outcome: DeliveryFailure | None = OurFault("internal")
    try:
        async with traffic.limiter.keeping(admission.target):
            status, outcome = await _outcome(target, claimed, ends)
        return status
    finally:
        await traffic.learn(admission, outcome)


async def _outcome(target: str, claimed: Claim, ends: float) -> tuple[Status | None, DeliveryFailure | None]:
    """The status of the delivery afterwards, and the failure that caused it, if any."""
    journal = RowJournal(claimed.row, target)
    try:
        if target in claimed.killing:
            raise OurFault("internal")
        async with _kept_claimed(journal):
            receipt = await _hand_over(journal, ends)
    except WriteConflict:
        log.info("%s was taken over by another delivery", journal.registration.key)
        return None, OurFault("internal")
    except DeliveryFailure as failure:
        return await record_failure(journal, failure), failure
    except (Exception, asyncio.CancelledError, SystemExit):
        # Even if cancelled, this worker lives on: the row must not stay claimed when its message is used up.
        await record_failure(journal, OurFault("internal"))
        raise
    return await record_receipt(journal, receipt), None


@asynccontextmanager
async def _kept_claimed(journal: RowJournal) -> AsyncIterator[None]:
    """Renew the claim while the block runs, so that no other worker takes over during a large document or a slow answer."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(journal.row.dependencies.lease.total_seconds() / 3)
            try:
                await journal.renew()
            except DependencyUnavailable:
                log.warning("%s: the claim could not be renewed", journal.registration.key)
            except WriteConflict:
                return  # Taken over by another worker: the delivery's next write will fail for that reason.

    heart = asyncio.create_task(beat())
    try:
        yield
    finally:
        heart.cancel()
        await asyncio.gather(heart, return_exceptions=True)


async def _hand_over(journal: RowJournal, ends: float) -> Receipt:
    """Deliver before the event loop's time `ends`: a worker that reaches the host's own time limit is killed with all that it is
    doing."""
    row = journal.row
    definition, target = _definition_and_target(journal)

    def seconds_left() -> float:
        return ends - asyncio.get_running_loop().time()

    try:
        async with asyncio.timeout_at(ends) as limit:
            async with row.preparing:
                await complete_company_facts(journal, row.dependencies)
            consignment = await _consignment(definition, row.registration, row.dependencies)
            name = journal.delivery.target or definition.first_target
            mapped = mapped_answers(target, name, journal.registration, definition)
            return await target.deliver(replace(consignment, mapped=mapped, seconds_left=seconds_left), journal)
    except TimeoutError:
        if limit.expired():
            raise Unavailable("took-too-long") from None
        raise
    except Refused as refusal:
        # Whatever refused this try (a unit that is not found, a file that is gone): an earlier one may have created something.
        if target.has_nothing(journal.steps):
            raise
        raise Uncertain("uncertain", refusal.message or refusal.code) from None


def _definition_and_target(journal: RowJournal) -> tuple[Definition, Target]:
    """The registration's definition and the target.

    Raises `OurFault` where this version of the product lacks one of them, and `Refused` for a registration of a draft that is
    gone: drafts are delivered nowhere, and nobody waits for it.
    """
    registration, dependencies = journal.registration, journal.row.dependencies
    try:
        definition = dependencies.definitions.get(registration.app, registration.version).compiled.definition
    except (UnknownApp, UnknownVersion):
        if is_draft(registration.app):
            raise Refused("draft-gone") from None
        raise OurFault("definition-missing", f"{registration.app} {registration.version}") from None
    name = journal.delivery.target or definition.first_target
    try:
        return definition, dependencies.targets(name)
    except KeyError:
        raise OurFault("target-missing", name) from None


async def _consignment(definition: Definition, registration: Registration, dependencies: Dependencies) -> Consignment:
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
    return Consignment(registration, build_document(definition, read), files, content)
