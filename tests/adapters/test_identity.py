"""The managed identity: asked once for everybody, given up soon, and well again when it is."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
import gc

import aiohttp
from azure.core.exceptions import AzureError, ClientAuthenticationError
import pytest

from shared.adapters.attachments_blobs import BlobAttachments
from shared.adapters.identity import LIMIT_SECONDS, SharedIdentity
from shared.adapters.queue import QueueDepths, StorageQueue
from shared.adapters.registrations_table import TableRegistrations
from shared.adapters.storage import Account
from shared.domain.attachments import AttachmentKey
from shared.domain.problems import DependencyUnavailable
from tests.adapters.identity_endpoint import Endpoint, identity_endpoint
from tests.examples import KAREN, registration, uuid7

pytestmark = pytest.mark.starts

SCOPE = "https://storage.azure.com/.default"
NOBODY = "https://127.0.0.1:9/nobody"
"""Tokens go over TLS alone, and nobody listens on port 9: that a token was asked for is seen at the endpoint."""


@pytest.fixture
async def endpoint(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Endpoint]:
    async with identity_endpoint() as endpoint:
        for name, value in endpoint.environment.items():
            monkeypatch.setenv(name, value)
        yield endpoint


@pytest.fixture
async def identity(endpoint: Endpoint) -> AsyncIterator[SharedIdentity]:
    identity = SharedIdentity("client")
    yield identity
    await identity.close()


def open_sessions() -> int:
    gc.collect()
    return sum(isinstance(item, aiohttp.ClientSession) and not item.closed for item in gc.get_objects())


async def test_whoever_asks_at_once_gets_the_same_token(identity: SharedIdentity, endpoint: Endpoint) -> None:
    tokens = await asyncio.gather(*(identity.get_token_info(SCOPE) for _ in range(20)))
    assert {token.token for token in tokens} == {"a.token"}
    assert (await identity.get_token(SCOPE)).token == "a.token"
    assert endpoint.requests == [("https://storage.azure.com", "client")]


async def test_one_that_fails_is_made_anew_and_leaves_nothing_open(
    identity: SharedIdentity, endpoint: Endpoint
) -> None:
    before, endpoint.mode = open_sessions(), "fails"
    for _ in range(3):
        with pytest.raises(ClientAuthenticationError):
            await identity.get_token_info(SCOPE)
        assert open_sessions() == before
    endpoint.mode = "well"
    assert (await identity.get_token_info(SCOPE)).token == "a.token"
    await identity.close()
    assert open_sessions() == before


async def test_one_that_hangs_is_given_up_soon_by_all_and_is_well_again(
    identity: SharedIdentity, endpoint: Endpoint
) -> None:
    endpoint.mode = "hangs"
    async with asyncio.timeout(LIMIT_SECONDS * 4):
        failures = await asyncio.gather(*(identity.get_token_info(SCOPE) for _ in range(5)), return_exceptions=True)
    assert all(isinstance(failure, AzureError) for failure in failures), failures
    endpoint.mode = "well"
    assert (await identity.get_token_info(SCOPE)).token == "a.token"


async def test_who_gives_up_takes_the_token_from_nobody(identity: SharedIdentity) -> None:
    item, other = (asyncio.ensure_future(identity.get_token_info(SCOPE)) for _ in range(2))
    await asyncio.sleep(0)
    item.cancel()
    assert (await other).token == "a.token"


async def test_every_client_of_an_account_shares_it_and_a_look_at_the_queues_leaves_nothing_open(
    endpoint: Endpoint,
) -> None:
    account = Account("", tables=NOBODY, queues=NOBODY, blobs=NOBODY, identity="client")
    table, queue, files = TableRegistrations(account), StorageQueue(account), BlobAttachments(account)
    sent = registration()
    for call in (
        table.get(sent.key),
        queue.send(sent.key.to("log")),
        files.facts(AttachmentKey(KAREN.key, uuid7(), uuid7())),
    ):
        with pytest.raises(DependencyUnavailable):
            await call
    before = open_sessions()
    with pytest.raises(DependencyUnavailable):
        await QueueDepths(account).queue_states()
    assert open_sessions() == before
    assert endpoint.requests == [("https://storage.azure.com", "client")]
    for item in (table, queue, files):
        await item.close()
    await account.credential.close()
