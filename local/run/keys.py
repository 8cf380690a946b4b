"""Keys, certificates and passwords of one machine: made at the first run, readable by their owner alone, never committed."""

from __future__ import annotations

from base64 import b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
import os
from pathlib import Path
import secrets

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID

HTTPS_HOST = "feltskema.localhost"
"""A name that every browser resolves to this machine. It is not `localhost`, so that HSTS of this name does not affect other
servers there."""
LIFE = timedelta(days=825)


@dataclass(frozen=True, slots=True)
class Keys:
    """The secrets, each a file in `folder`; `read` gives its text."""

    folder: Path

    def file(self, name: str) -> Path:
        return self.folder / name

    def read(self, name: str) -> str:
        return self.file(name).read_text("ascii").strip()

    @property
    def client_thumbprint(self) -> str:
        """SHA-1, lower-case hex without colons: how Fasit lists a client."""
        certificate = x509.load_pem_x509_certificate(self.file("fasit-client.pem").read_bytes())
        return certificate.fingerprint(hashes.SHA1()).hex()  # noqa: S303 - the form that Fasit's list has


def keys(folder: Path) -> Keys:
    """The keys in `folder`; missing ones are made."""
    new_keys = Keys(folder)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for name in ("broker-secret", "cvr-password", "momentum-secret", "momentum-key"):
        if not new_keys.file(name).exists():
            _write(new_keys.file(name), secrets.token_urlsafe(24).encode())
    if not new_keys.file("draft-keys").exists():
        _write(new_keys.file("draft-keys"), b64encode(secrets.token_bytes(32)))
    for name in ("session-key.pem", "gateway-key.pem"):
        if not new_keys.file(name).exists():
            _write(new_keys.file(name), _pem(_key()))
    if not new_keys.file("fasit-client.pem").exists():
        _certificates(new_keys)
    if not new_keys.file("https.crt").exists():
        _https(new_keys)
    return new_keys


def _https(new_keys: Keys) -> None:
    """Make a self-signed certificate for browsers: `https.pem` for the server, `https.crt` to be trusted beforehand."""
    key = _key()
    certificate = _certificate(HTTPS_HOST, key, HTTPS_HOST, key, root=False)
    _write(new_keys.file("https.pem"), _pem(key) + certificate)
    _write(new_keys.file("https.crt"), certificate)


def _certificates(new_keys: Keys) -> None:
    authority, server, client = _key(), _key(), _key()
    root = _certificate("Feltskema, one machine", authority, "Feltskema, one machine", authority, root=True)
    _write(new_keys.file("ca.pem"), root)
    _write(
        new_keys.file("fasit-server.pem"), _pem(server) + _certificate("localhost", server, "", authority, root=False)
    )
    # The client's file is written last: that it exists means that all three do.
    _write(
        new_keys.file("fasit-client.pem"), _pem(client) + _certificate("feltskema", client, "", authority, root=False)
    )


def _certificate(name: str, key: rsa.RSAPrivateKey, issuer: str, signer: rsa.RSAPrivateKey, root: bool) -> bytes:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_named(name))
        .issuer_name(_named(issuer or "Feltskema, one machine"))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(minutes=5))
        .not_valid_after(now + LIFE)
        .add_extension(x509.BasicConstraints(ca=root, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key.public_key()), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    if root:
        usage = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
        builder = builder.add_extension(usage, critical=True)
    else:
        names = [x509.DNSName(name if name == HTTPS_HOST else "localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
    return builder.sign(signer, hashes.SHA256()).public_bytes(serialization.Encoding.PEM)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def _key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(65537, 2048)


def _pem(key: rsa.RSAPrivateKey) -> bytes:
    form = serialization.PrivateFormat.PKCS8
    return key.private_bytes(serialization.Encoding.PEM, form, serialization.NoEncryption())


def _write(file: Path, content: bytes) -> None:
    opened = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(opened, "wb") as out:
        out.write(content)
