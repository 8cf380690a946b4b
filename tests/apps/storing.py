"""Registrations on real storage, and what the services need to take them out again."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from shared.adapters.definition_files import DefinitionFiles
from shared.adapters.memory.attachments import MemoryAttachments, MemoryUnregistered
from shared.adapters.memory.companies import MemoryRegister
from shared.adapters.memory.entities import MemoryEntities
from shared.adapters.queue import StorageQueue
from shared.adapters.registrations_table import TableRegistrations
from shared.adapters.storage import Account
from shared.domain.access.person import Person
from shared.domain.delivery_status import Status
from shared.domain.ports import Target
from shared.domain.registration import Registration
from shared.services.dependencies import Dependencies
from tests.apps.examples import example
from tests.dependencies import any_picture
from tests.shipped import SHIPPED

KAREN = Person(key="a" * 32, name="Karen Kristensen", cvr="64942212", roles=("konsulent",))
MEHMET = Person(key="b" * 32, name="Mehmet Østergaard", cvr="64942212", roles=("konsulent",))
NOON = datetime(2026, 11, 23, 11, tzinfo=UTC)
_NUMBERS = count(1)


def ids() -> Iterator[UUID]:
    return (UUID(f"0195b3c0-0000-7000-8000-{number:012x}") for number in _NUMBERS)


def received(
    app: str,
    answers: Mapping[str, Any] | None = None,
    person: Person = KAREN,
    at: datetime = NOON,
    version: int | None = None,
) -> Registration:
    """Of the newest version, whose example it holds, unless another is named."""
    version = SHIPPED.get(app).compiled.definition.version if version is None else version
    return Registration(
        id=next(ids()), app=app, version=version,
        title="", status=Status.RECEIVED, status_at=at, received_at=at,
        person=person, answers=dict(example(app) if answers is None else answers), digest="",
    )  # fmt: skip


@asynccontextmanager
async def storing(account: Account, *registrations: Registration) -> AsyncIterator[Dependencies]:
    """A `Dependencies` whose store holds these."""
    table, queue = TableRegistrations(account), StorageQueue(account)
    dependencies = Dependencies(
        registrations=table,
        delivery_queue=queue,
        definitions=SHIPPED,
        targets=no_target,
        clock=lambda: NOON,
        lease=timedelta(seconds=60),
        patience=timedelta(seconds=60),
        attachments=MemoryAttachments(),
        unregistered=MemoryUnregistered(),
        entities=MemoryEntities(),
        drawable=any_picture,
        companies=MemoryRegister,
    )
    for registration in registrations:
        await table.add(registration)
    yield dependencies
    await table.close()
    await queue.close()


def no_target(name: str) -> Target:
    raise KeyError(name)


def with_definitions(dependencies: Dependencies, definitions: DefinitionFiles) -> Dependencies:
    return replace(dependencies, definitions=definitions)
