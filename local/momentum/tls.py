"""Makes the TLS context that the stand-in for Momentum serves with."""

from __future__ import annotations

from pathlib import Path
import ssl


def context(certificate: Path) -> ssl.SSLContext:
    """Serve with the certificate and key in one PEM file. As the real server was seen to (October 2025), it sends the certificate
    alone, without those that it was issued by: a client that does not have them cannot check it."""
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.minimum_version = ssl.TLSVersion.TLSv1_2
    tls.load_cert_chain(certificate)
    return tls
