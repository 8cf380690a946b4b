"""Reads how the instance stands, for its operators."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from shared.domain.ports import Queues, QueueState, Registrations, Sample, Samples
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
    samples: Samples
    checks: Sequence[str]
    faults: Callable[[], Sequence[str]]
    certificate_expires: Callable[[], datetime]
    gateway_checked: bool


@dataclass(frozen=True, slots=True)
class State:
    """`outbox` counts the registrations that are not delivered yet, `pending_since` tells of the oldest."""

    time: datetime
    definitions: Sequence[str]
    definition_faults: Sequence[str]
    queues: Sequence[QueueState]
    samples: Mapping[str, Sample | None]
    pending: int
    pending_since: datetime | None
    certificate_expires: datetime
    gateway_checked: bool


async def instance_status(instance: Instance, now: datetime) -> State:
    """Read the state now. Raises `DependencyUnavailable` when the storage does not answer."""
    queues, samples, pending = await asyncio.gather(
        instance.queues.look(),
        latest_samples(instance.checks, instance.samples, now),
        instance.registrations.outbox(0),
    )
    return State(
        time=now,
        definitions=[served.facts.app for served in instance.definitions.all()],
        definition_faults=instance.faults(),
        queues=queues,
        samples=samples,
        pending=pending.count,
        pending_since=pending.since,
        certificate_expires=instance.certificate_expires(),
        gateway_checked=instance.gateway_checked,
    )
