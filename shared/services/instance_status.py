"""Reads the state of the instance for its operators."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from shared.domain.delivery_states import NEED_A_PERSON
from shared.domain.delivery_status import Status
from shared.domain.ports import Hold, Queues, QueueState, Registrations, Sample, Samples, TargetHolds
from shared.domain.waiting import Group
from shared.services.probe import latest_samples

if TYPE_CHECKING:
    from shared.domain.ports import Definitions


@dataclass(frozen=True, slots=True)
class Instance:
    """What is known of this instance. `checks`: the dependencies probed each minute; `faults`: the definitions that are left out,
    with the reason; `certificate_expires`: when the client certificate expires; `gateway_checked`: whether only the gateway may
    call."""

    definitions: Definitions
    registrations: Registrations
    queues: Queues
    holds: TargetHolds
    samples: Samples
    checks: Sequence[str]
    faults: Callable[[], Sequence[str]]
    certificate_expires: Callable[[], datetime]
    gateway_checked: bool


@dataclass(frozen=True, slots=True)
class State:
    """The state of the instance.

    `pending`: the number of registrations that are not delivered yet and continue automatically; `pending_since`: the age of the
    oldest. `attention`: the number that need a person, by status. `held`: the targets that nothing is sent to. The counts include
    all registrations, however many.
    """

    time: datetime
    definitions: Sequence[str]
    definition_faults: Sequence[str]
    queues: Sequence[QueueState]
    samples: Mapping[str, Sample | None]
    pending: int
    pending_since: datetime | None
    attention: Mapping[Status, Group]
    held: Sequence[Hold]
    certificate_expires: datetime
    gateway_checked: bool


async def instance_status(instance: Instance, now: datetime) -> State:
    """Read the current state. Raises `DependencyUnavailable` when the storage does not answer."""
    queues, samples, pending, holds = await asyncio.gather(
        instance.queues.queue_states(),
        latest_samples(instance.checks, instance.samples, now),
        instance.registrations.outbox(0),
        instance.holds.every(),
    )
    return State(
        time=now,
        definitions=[served.facts.app for served in instance.definitions.all()],
        definition_faults=instance.faults(),
        queues=queues,
        samples=samples,
        pending=pending.under_way.count,
        pending_since=pending.under_way.since,
        attention={status: pending.group(status) for status in NEED_A_PERSON},
        held=[hold for _, hold in sorted(holds.items())],
        certificate_expires=instance.certificate_expires(),
        gateway_checked=instance.gateway_checked,
    )
