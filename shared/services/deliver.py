"""Delivers a registration to each of its targets once, whatever message comes twice, late or not at all: a message a delivery.

How far a delivery came is stored before each step as well as after it (the journal). Whoever delivers has claimed the delivery;
every note is a conditional write, so one whose claim has passed to another stops before the next step.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
import logging
from typing import TYPE_CHECKING, Any

from shared.domain.answers.attached import Attached, attached
from shared.domain.attachments import AttachmentKey
from shared.domain.definition.draft_definition import is_draft
from shared.domain.definition.needs import field_for
from shared.domain.delivery import Receipt, Status
from shared.domain.entities import with_titles
from shared.domain.failures import DeliveryFailure, OurFault, Refused, Unavailable
from shared.domain.output.build_document import build_document
from shared.domain.ports import Consignment, Target, WriteConflict
from shared.domain.problems import DependencyUnavailable, UnknownApp, UnknownVersion
from shared.domain.registration import DeliveryKey, Registration, RegistrationKey
from shared.services.claim import Claim, claim
from shared.services.company_facts import complete_company_facts
from shared.services.dependencies import Dependencies
from shared.services.journal import RowJournal
from shared.services.outcome import record_failure, record_receipt
from shared.services.stored_answers import entity_titles

if TYPE_CHECKING:
    from shared.domain.definition.definition import Definition

log = logging.getLogger("feltskema.deliver")


async def deliver(
    key: DeliveryKey | RegistrationKey, dependencies: Dependencies, released: bool = False
) -> Status | None:
    """Make the delivery with this key if it is due and may go out, or all of a registration that are and may; the status that the
    delivery then has (of several, the registration), or None when there was nothing to do. `released` says that it is its turn,
    where those to its target wait for theirs.

    `Unavailable`, and a delivery that takes longer than `work.budget`, is answered by another message after a back-off, so a
    message is used up even then; the next try goes on from the journal. An error that nobody foresaw is recorded and raised, for
    the queue to count.
    """
    ends = asyncio.get_running_loop().time() + dependencies.budget.total_seconds()
    delivery_key = key if isinstance(key, DeliveryKey) else DeliveryKey(registration=key)
    claimed = await claim(delivery_key, dependencies, released)
    if claimed is None:
        return None
    if len(claimed.targets) == 1:
        return await _deliver_to(claimed.targets[0], claimed, ends)
    # Side by side, so that no target waits for another.
    side_by_side = (_deliver_to(target, claimed, ends) for target in claimed.targets)
    outcomes = await asyncio.gather(*side_by_side, return_exceptions=True)
    for outcome in outcomes:
        if isinstance(outcome, BaseException):
            raise outcome
    return claimed.row.registration.status if any(outcomes) else None


async def _deliver_to(target: str, claimed: Claim, ends: float) -> Status | None:
    """Deliver to one of its targets, and let the others of that target know how it is doing."""
    traffic, admission = claimed.row.dependencies.traffic, claimed.admitted[target]
    outcome: DeliveryFailure | None = OurFault("internal")
    try:
        async with traffic.limiter.keeping(admission.target):
            status, outcome = await _outcome(target, claimed, ends)
        return status
    finally:
        await traffic.learn(admission, outcome)


async def _outcome(target: str, claimed: Claim, ends: float) -> tuple[Status | None, DeliveryFailure | None]:
    """The status that the delivery has then, and by which failure it has it."""
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
        # Cancelled or not, this worker lives on: the row must not stay claimed while its message is used up.
        await record_failure(journal, OurFault("internal"))
        raise
    return await record_receipt(journal, receipt), None


@asynccontextmanager
async def _kept_claimed(journal: RowJournal) -> AsyncIterator[None]:
    """Renew the claim while the block runs: a large document, or an answer that is long in coming, is no reason for another
    worker to take it over."""

    async def beat() -> None:
        while True:
            await asyncio.sleep(journal.row.dependencies.lease.total_seconds() / 3)
            try:
                await journal.renew()
            except DependencyUnavailable:
                log.warning("%s: the claim could not be renewed", journal.registration.key)
            except WriteConflict:
                return  # Taken over: the next note says so to the delivery.

    heart = asyncio.create_task(beat())
    try:
        yield
    finally:
        heart.cancel()
        await asyncio.gather(heart, return_exceptions=True)


async def _hand_over(journal: RowJournal, ends: float) -> Receipt:
    """Deliver until the event loop's time `ends`: the worker that runs into the host's own time limit is ended with all that it
    does."""
    row = journal.row
    definition, target = _known(journal)

    def seconds_left() -> float:
        return ends - asyncio.get_running_loop().time()

    try:
        async with asyncio.timeout_at(ends) as limit:
            async with row.preparing:
                await complete_company_facts(journal, row.dependencies)
            made = await _consignment(definition, row.registration, row.dependencies)
            mapped = _mapped(target, journal, definition)
            return await target.deliver(replace(made, mapped=mapped, seconds_left=seconds_left), journal)
    except TimeoutError:
        if limit.expired():
            raise Unavailable("took-too-long") from None
        raise


def _known(journal: RowJournal) -> tuple[Definition, Target]:
    """The registration's definition and the target; `OurFault` where this version of the product does not have them, and
    `Refused` for what was registered with a draft that is gone: it was to go nowhere, and nothing waits for it."""
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


def _mapped(target: Target, journal: RowJournal, definition: Definition) -> Mapping[str, Any]:
    """The answers that the target needs, by the name of each need."""
    name, answers = journal.delivery.target or definition.first_target, journal.registration.answers
    fields = {need.name: field_for(need, name, definition) for need in target.needs}
    return {need: answers[field.id] for need, field in fields.items() if field is not None and field.id in answers}


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
