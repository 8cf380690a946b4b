"""Reads how the instance stands, for its operators."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from shared.domain.delivery import Status
from shared.domain.delivery_states import NEED_A_PERSON
from shared.domain.ports import Hold, Queues, QueueState, Registrations, Sample, Samples, TargetHolds
from shared.domain.waiting import Group
from shared.services.probe import latest_samples

if TYPE_CHECKING:
    from shared.domain.ports import Definitions


@dataclass(frozen=True, slots=True)
class Instance:
    """`checks` names what is looked at each minute; `faults` gives the definitions that are left out, in words;
    `certificate_expires` the end of the target's client certificate; `gateway_checked` whether callers must be the gateway."""

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
    """`pending` counts the registrations that are not delivered yet and go on by themselves, `pending_since` tells of the oldest;
    `attention` counts those that need a person, by their status, and
    `held` are the targets that nothing goes out to. All of them are counted, however many there are."""

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
    """Read the state now. Raises `DependencyUnavailable` when the storage does not answer."""
    queues, samples, pending, holds = await asyncio.gather(
        instance.queues.look(),
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
