"""RSA keys and certificates by name, each made once in a test run."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID


@cache
def _key(name: str) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def private(name: str) -> str:
    """The private key of that name, in PEM."""
    form = serialization.PrivateFormat.PKCS8
    return _key(name).private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption()).decode()


def public(name: str) -> str:
    form = serialization.PublicFormat.SubjectPublicKeyInfo
    return _key(name).public_key().public_bytes(serialization.Encoding.PEM, form).decode()


@cache
def certificate(name: str) -> str:
    """The private key and a certificate of it that is valid until 2100, in PEM."""
    name_of_owner = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    first, last = datetime(2020, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
    builder = x509.CertificateBuilder(name_of_owner, name_of_owner, _key(name).public_key(), 1, first, last)
    return private(name) + builder.sign(_key(name), hashes.SHA256()).public_bytes(serialization.Encoding.PEM).decode()
