"""Mutual TLS, with the client's certificate requested in the handshake or after it.

IIS and Apache request it after the handshake where only some paths need a certificate. Under TLS 1.3 that works only with a
client which has announced post-handshake authentication (RFC 8446, 4.6.2); any other client gets a 403, as from Apache.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
import ssl

from aiohttp import web

PATIENCE = 5.0


def context(certificate: Path, client_ca: Path, late: bool = False) -> ssl.SSLContext:
    """The server's TLS. `certificate`: PEM with the server's key and certificate; `client_ca`: PEM of the client certificate's
    issuer; `late`: request the client's certificate after the handshake."""
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(client_ca))
    tls.verify_mode = ssl.CERT_REQUIRED
    tls.load_cert_chain(certificate)
    if late:
        tls.minimum_version = ssl.TLSVersion.TLSv1_3
        # With this, the handshake requests no certificate.
        tls.post_handshake_auth = True
    return tls


async def asked_for_certificate(request: web.Request) -> bool:
    """Request the client's certificate and wait for it. False when the client has not announced that it can send one."""
    transport = request.transport
    tls = transport.get_extra_info("ssl_object") if transport else None
    if transport is None or tls is None:
        return False
    if _has_certificate(tls):
        return True
    try:
        tls.verify_client_post_handshake()
    except ssl.SSLError:
        return False
    # OpenSSL sends the request when TLS next reads; resuming reading makes it do so.
    transport.pause_reading()
    transport.resume_reading()
    async with asyncio.timeout(PATIENCE):
        while not _has_certificate(tls) and not transport.is_closing():  # noqa: ASYNC110 - no event says that it has arrived
            await asyncio.sleep(0.005)
    return _has_certificate(tls)


def _has_certificate(tls: ssl.SSLObject) -> bool:
    """Whether the client's certificate has arrived. Until it has, Python raises `ValueError` for an unfinished handshake."""
    try:
        return bool(tls.getpeercert())
    except ValueError:
        return False
