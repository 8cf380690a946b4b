"""The storage opened by a managed identity's token, as in Azure: over TLS, at a storage that reads the token.

Azurite's `--oauth basic` takes a token over TLS alone, and looks at its issuer, audience and times; not at its signature, nor at
roles.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
import time
from typing import Any

import jwt
import pytest

from local.run.parts import BIN, Part, listens
from local.run.ports import free_ports
from local.run.stack import Stack
from shared.adapters.attachments_blobs import BlobAttachments
from shared.adapters.queue import NAME, StorageQueue
from shared.adapters.registrations_table import TableRegistrations
from shared.adapters.storage import Account
from shared.adapters.storage_transport import StorageTransport
from shared.domain.attachments import AttachmentKey, Stored
from shared.domain.problems import DependencyUnavailable
from tests.adapters.identity_endpoint import identity_endpoint
from tests.examples import KAREN, registration, uuid7

pytestmark = pytest.mark.starts

ACCOUNT = "devstoreaccount1"
PDF = b"%PDF-1.7"
NOW = int(time.time())
GOOD = {
    **{"iss": "https://sts.windows.net/7f6c1a52-0000-4000-8000-000000000000/", "aud": "https://storage.azure.com"},
    **{"iat": NOW, "nbf": NOW - 60, "exp": NOW + 86_000},
}


def token(**changes: object) -> str:
    """A token as Entra makes it for the storage, with a signature of nobody's."""
    return jwt.encode({**GOOD, **changes}, "k" * 32, "HS256")


@dataclass(frozen=True, slots=True)
class TrustingAccount(Account):
    """An account whose clients trust the storage's certificate. `authority`: the file of who signed it."""

    authority: str = ""

    def transport(self) -> Any:
        return StorageTransport(connection_verify=self.authority)


@pytest.fixture(scope="module")
def storage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TrustingAccount]:
    """A storage over TLS that takes tokens, without the identity that asks for them."""
    folder, ports = tmp_path_factory.mktemp("storage"), free_ports()
    stack = Stack(ports, folder, folder, lambda name, line: None)
    certificate = stack.keys.file("fasit-server.pem")
    data = folder / "azurite-tls"
    data.mkdir()
    command = (
        *("node", BIN / "azurite", "--location", data, "--silent", "--skipApiVersionCheck", "--disableTelemetry"),
        *("--blobPort", ports.blobs, "--queuePort", ports.queues, "--tablePort", ports.tables),
        *("--oauth", "basic", "--cert", certificate, "--key", certificate),
    )
    services = (ports.tables, ports.queues, ports.blobs)
    stack.add(Part("azurite-tls", tuple(map(str, command)), lambda: all(map(listens, services))))
    try:
        stack.start_part("azurite-tls")
        tables, queues, blobs = (f"https://localhost:{port}/{ACCOUNT}" for port in services)
        authority = str(stack.keys.file("ca.pem"))
        yield TrustingAccount(
            "", tables=tables, queues=queues, blobs=blobs, identity="client", create=True, authority=authority
        )
    finally:
        stack.stop()


@asynccontextmanager
async def opened(storage: TrustingAccount, monkeypatch: pytest.MonkeyPatch, **claims: object) -> AsyncIterator[Account]:
    """The storage as an app sees it whose identity is given tokens with these claims."""
    async with identity_endpoint() as endpoint:
        endpoint.token = token(**claims)
        for name, value in endpoint.environment.items():
            monkeypatch.setenv(name, value)
        account = replace(storage, prefix=f"t{uuid7().hex[-12:]}")
        try:
            yield account
        finally:
            await account.credential.close()


async def test_what_is_accepted_is_stored_read_and_sent(
    storage: TrustingAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with opened(storage, monkeypatch) as account:
        registrations, queue = TableRegistrations(account), StorageQueue(account)
        accepted = registration()
        await registrations.add(accepted)
        read = await registrations.get(accepted.key)
        assert read is not None
        assert read.answers == accepted.answers
        await queue.send(accepted.key.to("log"))
        async with account.queue(NAME) as client:
            [message] = [message.content async for message in client.receive_messages()]
        assert message == str(accepted.key.to("log"))
        await registrations.close()
        await queue.close()


async def test_a_photo_is_stored_and_read(storage: TrustingAccount, monkeypatch: pytest.MonkeyPatch) -> None:
    async with opened(storage, monkeypatch) as account:
        attachments = BlobAttachments(account)
        key = AttachmentKey(KAREN.key, uuid7(), uuid7())
        facts = Stored("application/pdf", len(PDF), sha256(PDF).hexdigest())
        await attachments.put(key, PDF, facts)
        assert await attachments.get(key) == (facts, PDF)
        await attachments.close()


@pytest.mark.parametrize(
    "claims",
    [{"aud": "https://vault.azure.net"}, {"iss": "https://evil.example/"}, {"exp": NOW - 10}, {"nbf": NOW + 3600}],
    ids=["another audience", "another issuer", "over", "not yet"],
)
async def test_a_token_that_the_storage_refuses_leaves_it_unavailable(
    storage: TrustingAccount,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    claims: dict[str, object],
) -> None:
    async with opened(storage, monkeypatch, **claims) as account:
        registrations, queue = TableRegistrations(account), StorageQueue(account)
        with pytest.raises(DependencyUnavailable):
            await registrations.add(registration())
        with pytest.raises(DependencyUnavailable):
            await queue.send(registration().key.to("log"))
        logged = [record.getMessage() for record in caplog.records if record.name == "feltskema.storage"]
        assert set(logged) == {"storage failed: ClientAuthenticationError 403"}
        await registrations.close()
        await queue.close()
