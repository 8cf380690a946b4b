"""What every target does."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass

import pytest

from shared.adapters.memory.journal import MemoryJournal
from shared.adapters.memory.target import MemoryTarget
from shared.adapters.targets import make_target
from shared.adapters.targets.fasit_documents import FasitDocuments
from shared.domain.failures import Unavailable
from shared.domain.output.build_document import build_document
from shared.domain.ports import Consignment, Target
from shared.settings import read
from tests.examples import APP, registration
from tests.servers import Servers
from tests.shipped import SHIPPED


@dataclass
class Delivering:
    """`documents`: how many the target has; `breaks` makes it refuse connections or answer 429."""

    target: Target
    documents: Callable[[], int]
    breaks: Callable[[bool], None]


@pytest.fixture(params=["memory", "fasit-documents"])
async def delivering(request: pytest.FixtureRequest, servers: Servers) -> AsyncIterator[Delivering]:
    if request.param == "memory":
        memory = MemoryTarget()
        yield Delivering(memory, lambda: len(memory.documents), lambda down: setattr(memory, "down", down))
        return
    fasit = FasitDocuments(read(servers.fasit()))
    down = {"mode": "status", "status": 429}

    def breaks(broken: bool) -> None:
        servers.fasit_fails(**{"upload2": down, "opret": down} if broken else {})

    yield Delivering(fasit, lambda: len(servers.fasit_has()["documents"]), breaks)
    await fasit.close()


def delivery() -> Consignment:
    visit = registration()
    return Consignment(visit, build_document(SHIPPED.get(APP).definition, visit))


async def test_a_delivery_makes_one_document_and_gives_its_receipt(delivering: Delivering) -> None:
    receipt = await delivering.target.deliver(delivery(), MemoryJournal())
    assert receipt.id
    assert receipt.at.tzinfo
    assert delivering.documents() == 1


async def test_a_target_that_is_down_makes_nothing_and_takes_it_the_next_time(delivering: Delivering) -> None:
    consignment, journal = delivery(), MemoryJournal()
    delivering.breaks(True)
    with pytest.raises(Unavailable):
        await delivering.target.deliver(consignment, journal)
    with pytest.raises(Unavailable):
        await delivering.target.probe()
    delivering.breaks(False)
    await delivering.target.probe()
    assert delivering.documents() == 0
    await delivering.target.deliver(consignment, journal)
    assert delivering.documents() == 1


async def test_what_a_person_has_not_found_is_delivered_again(delivering: Delivering) -> None:
    again = delivering.target.steps_for_retry({"uploading": "", "creating": "sent"})
    await delivering.target.deliver(delivery(), MemoryJournal(again))
    assert delivering.documents() == 1


async def test_the_log_target_keeps_nothing_and_gives_a_receipt(servers: Servers) -> None:
    target, consignment = make_target("log", read(servers.stack.values)), delivery()
    await target.probe()
    assert (await target.deliver(consignment, MemoryJournal(target.steps_for_retry({})))).id == str(
        consignment.registration.id
    )
