"""The dates of a certificate in a PEM that may hold a key as well."""

from __future__ import annotations

from datetime import datetime


def expires(pem: str) -> datetime:
    """When the first certificate of the PEM ends, in UTC. `ValueError` when there is none."""
    from cryptography.x509 import load_pem_x509_certificates

    return load_pem_x509_certificates(pem.encode())[0].not_valid_after_utc
