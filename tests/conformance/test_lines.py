"""Connections that fail before a request is sent: the outcome is never uncertain, and the delivery is retried. On real
sockets."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, ExitStack, asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
import socket
import ssl

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
import pytest

from shared.domain.delivery_status import Status
from tests.conformance.conftest import Sent
from tests.conformance.sides import Side

pytestmark = pytest.mark.starts

Send = Callable[..., Awaitable[Sent]]
SOON = "0.5"
"""The timeout in seconds of each step before a request is sent."""


@asynccontextmanager
async def nobody(folder: Path) -> AsyncIterator[str]:
    """A port that nothing listens on."""
    with socket.create_server(("127.0.0.1", 0)) as held:
        port = held.getsockname()[1]
    yield f"https://localhost:{port}"


@asynccontextmanager
async def deaf(folder: Path) -> AsyncIterator[str]:
    """A port that does not answer a SYN: its backlog is full, and nothing accepts connections."""
    with ExitStack() as sockets:
        listening = sockets.enter_context(socket.socket())
        listening.bind(("127.0.0.1", 0))
        listening.listen(0)
        for _ in range(2):
            waiting = sockets.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(listening.getsockname())
        yield f"https://127.0.0.1:{listening.getsockname()[1]}"


@asynccontextmanager
async def silent(folder: Path) -> AsyncIterator[str]:
    """A port that accepts connections and sends nothing, so that the TLS handshake hangs."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield f"https://127.0.0.1:{listening.getsockname()[1]}"


@asynccontextmanager
async def nameless(folder: Path) -> AsyncIterator[str]:
    """A host name that does not exist."""
    yield "https://findes-ikke.invalid"


@asynccontextmanager
async def not_tls(folder: Path) -> AsyncIterator[str]:
    """A server without TLS."""

    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")
        writer.close()

    server = await asyncio.start_server(speak, "127.0.0.1", 0)
    async with server:
        yield f"https://localhost:{server.sockets[0].getsockname()[1]}"


def _behind(name: str, begins: int, ends: int) -> Callable[[Path], AbstractAsyncContextManager[str]]:
    """A server with a self-signed certificate for `name`, valid from `begins` to `ends` days from now."""

    @asynccontextmanager
    async def served(folder: Path) -> AsyncIterator[str]:
        context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        context.load_cert_chain(_written(_certificate(name, begins, ends), folder))
        server = await asyncio.start_server(lambda reader, writer: writer.close(), "127.0.0.1", 0, ssl=context)
        async with server:
            yield f"https://localhost:{server.sockets[0].getsockname()[1]}"

    return served


def _written(pem: bytes, folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "server.pem").write_bytes(pem)
    return folder / "server.pem"


def _certificate(name: str, begins: int, ends: int) -> bytes:
    key, now = ec.generate_private_key(ec.SECP256R1()), datetime.now(UTC)
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=begins))
        .not_valid_after(now + timedelta(days=ends))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    form = (serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    return key.private_bytes(*form) + certificate.public_bytes(serialization.Encoding.PEM)


LINES = {
    "a name that nobody knows": nameless,
    "nobody listens": nobody,
    "the connection hangs": deaf,
    "the handshake hangs": silent,
    "no TLS at the other end": not_tls,
    "a certificate that nobody vouches for": _behind("localhost", -1, 30),
    "a certificate that has expired": _behind("localhost", -30, -1),
    "a certificate that does not hold yet": _behind("localhost", 1, 30),
    "a certificate of another name": _behind("somebody.else", -1, 30),
}
TRUSTED = {"a certificate that has expired", "a certificate that does not hold yet", "a certificate of another name"}
"""The certificates that the client is told to trust, so that only their dates or names are wrong."""


@pytest.mark.parametrize("line", LINES)
async def test_what_was_never_sent_is_sent_later(side: Side, send: Send, line: str, tmp_path: Path) -> None:
    if not side.reaches:
        assert await (await send()).tried() is Status.DELIVERED
        return
    sent = await send()
    async with LINES[line](tmp_path / "line") as url:
        settings = {side.facts["url"]: url, side.facts["connect"]: SOON}
        if line in TRUSTED:
            settings[side.facts["ca"]] = _last_pem(tmp_path / "line" / "server.pem")
        sent.target = side.at(**settings)
        assert await sent.tried() is Status.WAITING
    assert sent.row.reason is not None
    assert (sent.row.reason.code, side.there()) == ("unavailable", 0)
    sent.target = side.target
    assert await sent.drained() is Status.DELIVERED
    assert side.there() == 1


def _last_pem(file: Path) -> str:
    """The last PEM block of a file: its certificate, after the key."""
    return "-----BEGIN CERTIFICATE-----" + file.read_text("ascii").partition("-----BEGIN CERTIFICATE-----")[2]
