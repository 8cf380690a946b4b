"""Reads the expiry date of a certificate in PEM, and makes a TLS context for a client that shows it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
import ssl
import tempfile


def expires(pem: str) -> datetime:
    """When the first certificate in the PEM expires, in UTC. Raises `ValueError` if there is none."""
    from cryptography.x509 import load_pem_x509_certificates

    return load_pem_x509_certificates(pem.encode())[0].not_valid_after_utc


def client_context(certificate: str, extra_root: str = "") -> ssl.SSLContext:
    """A TLS context for a client that shows the certificate, in the handshake or after it. Raises `OSError` or `ValueError` when
    a PEM cannot be used."""
    context = ssl.create_default_context()
    # A server that needs a certificate for some paths only asks for it after the handshake (IIS, Apache; RFC 8446, 4.6.2), and
    # only if the client has announced that it can send one, which Python does not do by default.
    context.post_handshake_auth = True
    if extra_root:
        context.load_verify_locations(cadata=extra_root)
    # OpenSSL reads a client certificate from a file only; this one is readable by its owner alone, and is deleted at once.
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "client.pem"
        file.touch(mode=0o600)
        file.write_text(certificate)
        context.load_cert_chain(file)
    return context
