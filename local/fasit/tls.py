"""Mutual TLS, with the client's certificate asked for in the handshake or after it.

IIS and Apache ask after it where only some paths want a certificate. Under TLS 1.3 that needs a client which has announced that
it can answer (RFC 8446, 4.6.2); one that has not gets a 403, as from Apache.
"""

from __future__ import annotations

import asyncio
from pathlib import Path
import ssl

from aiohttp import web

PATIENCE = 5.0


def context(certificate: Path, client_ca: Path, late: bool = False) -> ssl.SSLContext:
    """`certificate`: PEM with the server's key and certificate; `client_ca`: PEM of the client certificate's issuer."""
    made = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=str(client_ca))
    made.verify_mode = ssl.CERT_REQUIRED
    made.load_cert_chain(certificate)
    if late:
        made.minimum_version = ssl.TLSVersion.TLSv1_3
        # With this, the handshake asks for nothing.
        made.post_handshake_auth = True
    return made


async def asked_for_certificate(request: web.Request) -> bool:
    """Asks for it, and waits until it is here. False when the client has not announced that it can answer."""
    transport = request.transport
    tls = transport.get_extra_info("ssl_object") if transport else None
    if transport is None or tls is None:
        return False
    if _given(tls):
        return True
    try:
        tls.verify_client_post_handshake()
    except ssl.SSLError:
        return False
    # The request for it is written when TLS next reads, which it does when reading goes on.
    transport.pause_reading()
    transport.resume_reading()
    async with asyncio.timeout(PATIENCE):
        while not _given(tls) and not transport.is_closing():  # noqa: ASYNC110 - nothing tells when it has come
            await asyncio.sleep(0.005)
    return _given(tls)


def _given(tls: ssl.SSLObject) -> bool:
    """Whether the client's certificate is here. While it is on its way, Python speaks of an unfinished handshake."""
    try:
        return bool(tls.getpeercert())
    except ValueError:
        return False
