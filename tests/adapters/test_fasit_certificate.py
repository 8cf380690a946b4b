"""Delivery to Fasit with a certificate that is not what it should be: nothing is made, and nothing becomes uncertain."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
import socket
import ssl
import threading

import pytest

from local.run.keys import keys
from shared.adapters.memory.journal import MemoryJournal
from shared.domain.failures import Unavailable
from tests.adapters.delivering import delivery, fasit
from tests.servers import Servers


@contextmanager
def closed_door(folder: Path) -> Iterator[str]:
    """An address that turns every client certificate away with TLS's own word for it, as OpenSSL's servers do."""
    values = keys(folder / "door")
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=values.file("ca.pem"))
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_cert_chain(values.file("fasit-server.pem"))
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def turn_away() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    # A second hold on it until the client goes, since closing with the request unread would tear the word
                    # out of the wire.
                    with connection.dup() as held:
                        with suppress(OSError):
                            context.wrap_socket(connection, server_side=True)
                        with suppress(OSError):
                            while held.recv(4096):
                                pass

        threading.Thread(target=turn_away, daemon=True).start()
        yield f"https://127.0.0.1:{listening.getsockname()[1]}"
        # Closing alone does not wake who waits in `accept`.
        listening.shutdown(socket.SHUT_RDWR)


@pytest.mark.parametrize("steps", [{}, {"uploaded": "some-upload"}])
async def test_a_certificate_that_fasit_does_not_know(
    values: dict[str, str], tmp_path: Path, steps: dict[str, str]
) -> None:
    journal = MemoryJournal(steps)
    with closed_door(tmp_path) as url:
        trusted = keys(tmp_path / "door").read("ca.pem")
        async with fasit(values, FASIT_URL=url, FASIT_CA=trusted) as target:
            with pytest.raises(Unavailable) as failure:
                await target.deliver(delivery(), journal)
    assert failure.value.code == "unauthorized"
    assert journal.steps.get("creating", "none") == "none"


async def test_a_fasit_that_hangs_up_on_a_strange_certificate(
    values: dict[str, str], servers: Servers, tmp_path: Path
) -> None:
    strange = keys(tmp_path / "stranger").read("fasit-client.pem")
    async with fasit(values, FASIT_CLIENT_CERTIFICATE=strange) as target:
        with pytest.raises(Unavailable):
            await target.probe()
        with pytest.raises(Unavailable):
            await target.deliver(delivery(), MemoryJournal())
    assert servers.fasit_has()["documents"] == []


@pytest.mark.parametrize(
    "certificate", ["-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----", "-----BEGIN X-----\n-----"]
)
async def test_a_certificate_that_is_none_makes_nothing_uncertain(values: dict[str, str], certificate: str) -> None:
    journal = MemoryJournal({"uploaded": "some-upload"})
    async with fasit(values, FASIT_CLIENT_CERTIFICATE=certificate) as target:
        with pytest.raises(Unavailable) as failure:
            await target.deliver(delivery(), journal)
    assert failure.value.code == "unauthorized"
    assert "creating" not in journal.steps


async def test_a_fasit_whose_certificate_nobody_vouches_for(values: dict[str, str]) -> None:
    async with fasit(values, FASIT_CA="") as target:
        with pytest.raises(Unavailable):
            await target.deliver(delivery(), MemoryJournal())
