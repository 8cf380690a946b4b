"""A broker on loopback that gives whatever answers a test wants, including ones that no correct provider gives."""

from __future__ import annotations

import asyncio
from base64 import urlsafe_b64encode
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
import json
import time
from typing import Any

from aiohttp import web
from cryptography.hazmat.primitives.asymmetric import ec, rsa
import jwt
from jwt.algorithms import ECAlgorithm, RSAAlgorithm
import pytest

from shared.adapters.broker import Agreement, OidcBroker
from shared.adapters.memory.sign_ins import SUBSTANTIAL
from shared.domain.ports import Identified
from shared.domain.problems import Problem

CLIENT = "feltskema"
CALLBACK = "https://app.example/api/auth/callback"
CLAIMS = ("nemlogin.name", "nemlogin.cvr", "loa", "nemlogin.persistent_professional_id")
RIGHT = {"sub": "karen", "nemlogin.cvr": "64942212", "nemlogin.name": "Karen Kristensen"}
CURVES: Mapping[str, ec.EllipticCurve] = {"ES256": ec.SECP256R1(), "ES384": ec.SECP384R1(), "ES512": ec.SECP521R1()}


def key(name: str, algorithm: str = "RS256") -> Any:
    """The private key of that name; made once in a test run."""
    return _made(name, algorithm if algorithm in CURVES else "")


@cache
def _made(name: str, curve: str) -> Any:
    if curve:
        return ec.generate_private_key(CURVES[curve])
    return rsa.generate_private_key(65537, 1024 if name == "short" else 2048)


def jwk(name: str, algorithm: str = "RS256", **more: Any) -> dict[str, Any]:
    """The key's public half as a JWK, without `alg` as the real broker publishes it."""
    public = key(name, algorithm).public_key()
    public_jwk = (ECAlgorithm if algorithm in CURVES else RSAAlgorithm).to_jwk(public, as_dict=True)
    members: dict[str, Any] = {name: value for name, value in public_jwk.items() if name not in ("key_ops", "alg")}
    return {**members, "use": "sig", "kid": name, **more}


@dataclass
class CrookedBroker:
    """A correct broker, until a test changes a field. `requests`: the number of calls by path; `authorize`: status and location
    that
    the authorize address answers; `hold`: an event that every answer waits for; `closes`: paths at which a connection that was
    used before is closed without an answer, as by a server that closes idle connections."""

    path: str = "/op"
    port: int = 0
    keys: list[dict[str, Any]] = field(default_factory=lambda: [jwk("good")])
    facts: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)
    header: dict[str, Any] = field(default_factory=dict)
    signer: str = "good"
    algorithm: str = "RS256"
    userinfo: Any = None
    userinfo_status: int = 200
    privileges: Any = None
    privileges_status: int = 200
    token: Callable[[str], object] = str
    tokens: dict[str, Any] = field(default_factory=dict)
    token_status: int = 200
    token_body: bytes | None = None
    authorize: tuple[int, str] = (200, "")
    requests: dict[str, int] = field(default_factory=dict)
    nonce: str = ""
    hold: asyncio.Event | None = None
    closes: frozenset[str] = frozenset()
    used: list[object] = field(default_factory=list)

    @property
    def authority(self) -> str:
        return f"https://localhost:{self.port}{self.path}"

    def agreed(self, **changes: Any) -> Agreement:
        usual = {"scopes": ("nemlogin",), "extra": {}, "claims": CLAIMS, "userinfo": True, "loopback_http": True}
        return Agreement(self.authority, CLIENT, "secret", **{**usual, **changes})

    def client(self, **changes: Any) -> OidcBroker:
        return OidcBroker(self.agreed(**changes))

    def answer(self, state: str, **changes: str) -> dict[str, str]:
        """The parameters that the browser brings back to the callback."""
        return {"code": "code", "state": state, "iss": self.authority, **changes}

    def id_token(self) -> str:
        """An ID token signed with the key `signer`. A claim or header member whose value is `...` is left out."""
        now = int(time.time())
        right = {
            **{"iss": self.authority, "nbf": now, "iat": now, "exp": now + 300, "aud": CLIENT, "nonce": self.nonce},
            **{"sub": "karen", "auth_time": now, "acr": SUBSTANTIAL, "loa": SUBSTANTIAL},
        }
        claims = {name: value for name, value in {**right, **self.claims}.items() if value is not ...}
        header = {name: value for name, value in {"kid": self.signer, **self.header}.items() if value is not ...}
        content = f"{_part({'typ': 'JWT', 'alg': self.algorithm, **header})}.{_part(claims)}"
        signer = jwt.get_algorithm_by_name(self.algorithm)
        signed = signer.sign(content.encode(), key(self.signer, self.algorithm))
        return f"{content}.{urlsafe_b64encode(signed).decode().rstrip('=')}"

    def respond(self, request: web.Request) -> web.StreamResponse:
        path = request.path.removeprefix(self.path)
        # No asyncio transport on another event loop, such as uvloop.
        transport: Any = request.transport
        if path in self.closes and any(transport is used for used in self.used):
            transport.abort()
        self.used.append(transport)
        self.requests[path] = self.requests.get(path, 0) + 1
        answers: Mapping[str, Callable[[], web.Response]] = {
            "/.well-known/openid-configuration": lambda: _json({**self._discovery(), **self.facts}),
            "/jwks": lambda: _json({"keys": self.keys}),
            "/token": self._exchange,
            "/userinfo": lambda: _json(RIGHT if self.userinfo is None else self.userinfo, self.userinfo_status),
            "/privileges-api/api/v1/identity/privileges": lambda: _json(self.privileges, self.privileges_status),
            "/authorize": lambda: web.Response(status=self.authorize[0], headers={"Location": self.authorize[1]}),
        }
        return answers.get(path, lambda: web.Response(text="<title>MitID</title>", content_type="text/html"))()

    def _exchange(self) -> web.Response:
        if self.token_body is not None or self.token_status != 200:
            return _json(self.token_body or b"", self.token_status)
        usual = {"access_token": "opaque", "token_type": "Bearer", "expires_in": 10800}
        body = {**usual, "id_token": self.token(self.id_token()), **self.tokens}
        return _json({name: value for name, value in body.items() if value is not ...})

    def _discovery(self) -> dict[str, Any]:
        return {
            "issuer": self.authority,
            "authorization_endpoint": f"http://localhost:{self.port}{self.path}/authorize",
            "token_endpoint": f"{self.authority}/token",
            "userinfo_endpoint": f"{self.authority}/userinfo",
            "jwks_uri": f"{self.authority}/jwks",
            "authorization_response_iss_parameter_supported": True,
        }

    async def begun(self, broker: OidcBroker) -> tuple[dict[str, Any], str]:
        """Begin a sign-in; gives its flow and state. ID tokens have its nonce from now on."""
        start = await broker.begin(CALLBACK)
        self.nonce = sha256(start.flow["nonce"].encode()).hexdigest() if self.path else start.flow["nonce"]
        return dict(start.flow), start.state


def _part(value: object) -> str:
    return urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def _json(body: object, status: int = 200) -> web.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return web.Response(body=content, status=status, content_type="application/json")


@asynccontextmanager
async def crooked(path: str = "/op") -> AsyncIterator[CrookedBroker]:
    broker = CrookedBroker(path)
    application = web.Application()

    async def answered(request: web.Request) -> web.StreamResponse:
        if broker.hold:
            await broker.hold.wait()
        return broker.respond(request)

    application.router.add_route("*", "/{path:.*}", answered)
    runner = web.AppRunner(application)
    await runner.setup()
    await web.TCPSite(runner, "localhost", 0).start()
    broker.port = runner.addresses[0][1]
    try:
        yield broker
    finally:
        await runner.cleanup()


async def finished(broker: CrookedBroker, client: OidcBroker | None = None, **changes: str) -> Identified:
    client = client or broker.client()
    flow, state = await broker.begun(client)
    return await client.finish(flow, broker.answer(state, **changes))


async def refused(broker: CrookedBroker, code: str = "sign-in-failed", **changes: str) -> None:
    with pytest.raises(Problem) as problem:
        await finished(broker, None, **changes)
    assert problem.value.code == code
