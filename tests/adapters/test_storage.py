"""A storage that does not answer: a person is told soon, and in our words."""

from __future__ import annotations

import asyncio

import pytest

from shared.adapters.access_table import TableAccess
from shared.adapters.queue import StorageQueue
from shared.adapters.registrations_table import TableRegistrations
from shared.adapters.samples_table import TableSamples
from shared.adapters.sign_in_tables import TableHandshakes
from shared.adapters.storage import Account
from shared.domain.problems import DependencyUnavailable
from tests.examples import KAREN, NOW, registration

# Nobody listens on port 9; the key is no key.
NOBODY = (
    "DefaultEndpointsProtocol=http;AccountName=nobody;AccountKey=bm9ib2R5;"
    "TableEndpoint=http://127.0.0.1:9/nobody;QueueEndpoint=http://127.0.0.1:9/nobody;"
)
SOON = 8.0
"""Far under what the SDK's own patience would be (over half a minute), far over what it takes."""


@pytest.mark.starts
async def test_every_port_says_that_the_storage_is_out_of_reach() -> None:
    account = Account(NOBODY)
    table, samples = TableRegistrations(account), TableSamples(account)
    handshakes, access, queue = TableHandshakes(account), TableAccess(account), StorageQueue(account)
    sent = registration()
    calls = (
        *(table.add(sent), table.get(sent.key), table.page(KAREN.key, 3), table.history(sent.key)),
        *(table.outbox(3), table.remove_from_outbox(sent.key.to("")), samples.probe(), samples.latest("cvr", NOW)),
        *(handshakes.take("state"), access.of_session(KAREN.key, "session"), queue.send(sent.key.to("log"))),
    )
    async with asyncio.timeout(SOON):
        outcomes = await asyncio.gather(*calls, return_exceptions=True)
    for outcome in outcomes:
        assert isinstance(outcome, DependencyUnavailable), outcome
        assert outcome.code == "storage-unavailable"
    for opened in (table, samples, handshakes, access, queue):
        await opened.close()
