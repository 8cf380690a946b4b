"""Measures a delivery from claim to receipt, against making the document and calling Fasit without a journal."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
import os
from typing import Any
from uuid import UUID

from bench.command import print_figures_of_stack
from bench.figures import Figure, median, timed, timed_async
from shared import wiring
from shared.adapters.pdf import typeset
from shared.adapters.targets.fasit_documents import FasitDocuments
from shared.domain.access.person import Person
from shared.domain.delivery_status import Status
from shared.domain.output.build_document import build_document
from shared.domain.ports import Consignment
from shared.domain.registration import Registration, digest
from shared.services.deliver import deliver
from shared.settings import settings
from tests.stack.consultant import APP, VISIT, new_id
from tests.stack.running import Running

TIMES = 25


class NoJournal:
    """A journal that stores nothing. `steps`: the steps that it says are done."""

    def __init__(self, **steps: str) -> None:
        self.steps = steps

    async def note(self, step: str, value: str = "") -> None: ...

    async def learned(self, step: str, value: str = "") -> None: ...


async def figures(product: Running) -> list[Figure]:
    os.environ.update(product.stack.values)
    dependencies = wiring.dependencies()
    definition = dependencies.definitions.get(APP, 1).compiled.definition
    target = FasitDocuments(settings())

    async def stored() -> Status | None:
        registration = _registration()
        await dependencies.registrations.add(registration)
        return await deliver(registration.key, dependencies)

    async def accepted_only() -> None:
        await dependencies.registrations.add(_registration())

    async def calls_only() -> None:
        registration = _registration()
        await target.deliver(Consignment(registration, build_document(definition, registration)), NoJournal())

    document = build_document(definition, _registration())
    store = median(await timed_async(accepted_only, TIMES))
    total = median(await timed_async(stored, TIMES)) - store
    calls = median(await timed_async(calls_only, TIMES))
    await dependencies.registrations.close()  # type: ignore[attr-defined] # The adapter's, not the port's.
    page = median(timed(lambda: typeset(document), TIMES))
    return [
        Figure("deliver: claim, PDF, both calls, each step noted", total, calls, "PDF and both calls, nothing noted"),
        Figure("PDF and both calls of Fasit", calls, page, "the PDF alone"),
    ]


def _registration() -> Registration:
    now = datetime.now(UTC)
    values: dict[str, Any] = {"status": Status.RECEIVED, "status_at": now, "received_at": now}
    person = Person(key="b" * 32, name="Bench", cvr="64942212", roles=())
    return Registration(
        id=UUID(new_id()), app=APP, version=1, title="Café Blåbær ApS", person=person, answers=VISIT,
        digest=digest(APP, 1, VISIT), **values,
    )  # fmt: skip


if __name__ == "__main__":
    print_figures_of_stack(__doc__, lambda product: asyncio.run(figures(product)))
