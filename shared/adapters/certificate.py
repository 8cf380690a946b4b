"""A certificate in a PEM that may hold its key as well: its dates, and TLS with it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
import ssl
import tempfile


def expires(pem: str) -> datetime:
    """When the first certificate of the PEM ends, in UTC. `ValueError` when there is none."""
    from cryptography.x509 import load_pem_x509_certificates

    return load_pem_x509_certificates(pem.encode())[0].not_valid_after_utc


def client_context(certificate: str, extra_root: str = "") -> ssl.SSLContext:
    """TLS for a client that shows the certificate, in the handshake or after it. `OSError` or `ValueError` when a PEM cannot
    be used."""
    context = ssl.create_default_context()
    # A front that wants a certificate for some paths only asks for it after the handshake (IIS, Apache; RFC 8446, 4.6.2).
    # Python does not announce by itself that it can answer, and without that the question never comes.
    context.post_handshake_auth = True
    if extra_root:
        context.load_verify_locations(cadata=extra_root)
    # OpenSSL reads a client certificate from a file only: one that nobody else can read, gone at once.
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "client.pem"
        file.touch(mode=0o600)
        file.write_text(certificate)
        context.load_cert_chain(file)
    return context
