"""A running gateway for all tests of a module, and sessions of several kinds."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
import httpx
import pytest

from infra.compiler import BICEP_FOLDER
from infra.session_key import public_half
from shared.domain.access.person import Person
from shared.services.session import Sessions
from tests.infra.policies import in_a_rotation, named_values
from tests.infra.predicted import committed
from tests.infra.running_gateway import BackEnd, addresses, configuration, serving
from tests.infra.tools import gateway_runner

PERSON = Person(key="0" * 32, name="Ea Konsulent", cvr="64942212", roles=("visit",))


def pem(key: RSAPrivateKey) -> str:
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()


def token(issuer: str, key: RSAPrivateKey, age: timedelta = timedelta(0)) -> str:
    """A session token as the product writes it, begun `age` ago."""
    sessions = Sessions(issuer, pem(key), "", timedelta(minutes=60), timedelta(hours=10))
    return sessions.write(sessions.begin(PERSON, datetime.now(UTC) - age))


def base64url(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")


@dataclass
class Gateway:
    """The running gateway. `call` sends a request; `cookie` is that of a valid session."""

    url: str
    public_url: str
    audience: str
    functions: BackEnd
    site: BackEnd
    storage: BackEnd
    key: RSAPrivateKey
    previous: RSAPrivateKey
    client: httpx.Client = field(default_factory=lambda: httpx.Client(trust_env=False))

    @property
    def cookie(self) -> str:
        return f"__Host-feltskema={token(self.public_url, self.key)}"

    def call(self, method: str, path: str, headers: Any = None, content: Any = None) -> httpx.Response:
        self.client.cookies.clear()
        return self.client.request(method, f"{self.url}{path}", headers=headers, content=content)

    def seen(self) -> dict[str, Any]:
        """The last request that reached the functions."""
        return self.functions.requests[-1]


def deployed_values(
    functions: int, site: int, storage: int, key: RSAPrivateKey, previous: RSAPrivateKey
) -> dict[str, str]:
    """The named values that depend on the deployment: the addresses of the back ends (here by port), and the session keys."""
    audience = named_values(committed("prod"))["functions-audience"]
    values = {**addresses(functions, site, storage), "functions-audience": audience}
    for name, half in (("session-key", public_half(pem(key))), ("session-key-previous", public_half(pem(previous)))):
        values |= {f"{name}-id": half.id, f"{name}-n": half.n, f"{name}-e": half.e}
    return values


@pytest.fixture(scope="session")
def session_keys() -> tuple[RSAPrivateKey, RSAPrivateKey]:
    """The current session key and the previous one."""
    return generate_private_key(65537, 2048), generate_private_key(65537, 2048)


@pytest.fixture(scope="session")
def _gateway(
    session_keys: tuple[RSAPrivateKey, RSAPrivateKey], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Gateway]:
    runner, folder = gateway_runner(), tmp_path_factory.mktemp("gateway")
    predicted = in_a_rotation(committed("prod"), BICEP_FOLDER / "policies")
    with BackEnd().running() as functions, BackEnd().running() as site, BackEnd().running() as storage:
        values = deployed_values(functions.port, site.port, storage.port, *session_keys)
        with serving(runner, configuration(predicted, folder, values)) as url:
            public_url = predicted.settings()["PUBLIC_URL"]
            yield Gateway(url, public_url, values["functions-audience"], functions, site, storage, *session_keys)


@pytest.fixture
def dead_gateway(tmp_path: Path) -> Iterator[str]:
    """A gateway whose back ends do not answer."""
    with serving(gateway_runner(), configuration(committed("prod"), tmp_path, addresses())) as url:
        yield url


@pytest.fixture
def gateway(_gateway: Gateway) -> Gateway:
    """The gateway, with back ends that answer 200 and have received nothing yet."""
    for back_end in (_gateway.functions, _gateway.site, _gateway.storage):
        back_end.answer()
        back_end.requests.clear()
    return _gateway
