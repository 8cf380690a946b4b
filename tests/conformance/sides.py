"""The targets that the suite tests, each with its stand-in in this process."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiohttp import web

from local.fasit.faults import Faults
from local.fasit.received import Received
from local.fasit.service import service as fasit_service
from local.fasit.tls import context as fasit_tls
from local.momentum.holdings import TAGS, Holdings, guid, stocked_holdings
from local.momentum.service import CallLimit, Gatekeeper
from local.momentum.service import service as momentum_service
from local.momentum.tls import context as momentum_tls
from local.run.keys import Keys
from shared.adapters.targets.fasit_documents import FasitDocuments
from shared.adapters.targets.log import LogTarget
from shared.adapters.targets.momentum import Momentum
from shared.domain.ports import Target
from shared.settings import Settings, read
from tests.conformance.troubles import Troubled
from tests.examples import Clock
from tests.functions.edge import SETTINGS

CVR, P_NUMBER = "64942212", "1001010101"
COMPANY: dict[str, Any] = {"cvr": int(CVR), "units": [{"p": int(P_NUMBER), "name": "Café Blåbær ApS"}]}


@dataclass
class Side:
    """A target and its stand-in. `there`: how many documents or tasks the stand-in has; `a_person_decides`: whether an unknown
    outcome is decided by a person; `reaches`: whether the target makes calls at all; `at`: makes the target again with other
    settings. `can_be_asked`: whether it implements `CanBeAsked`; then `lose` takes away what is there, and `double` makes it
    twice."""

    name: str
    target: Target
    there: Callable[[], int]
    troubled: Troubled
    at: Callable[..., Target]
    a_person_decides: bool = True
    reaches: bool = True
    forget: Callable[[], None] = lambda: None
    expire: Callable[[], None] = lambda: None
    can_be_asked: bool = False
    lose: Callable[[], None] = lambda: None
    double: Callable[[], None] = lambda: None
    facts: dict[str, Any] = field(default_factory=dict)


@asynccontextmanager
async def served(application: web.Application, troubled: Troubled, tls: Any = None) -> AsyncIterator[int]:
    """Serve the application on a free port, with the failures of `troubled`; gives the port."""
    application.middlewares.append(troubled.middleware)
    runner = web.AppRunner(application, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    try:
        await web.TCPSite(runner, "localhost", 0, ssl_context=tls).start()
        yield int(runner.addresses[0][1])
    finally:
        troubled.over()
        await runner.cleanup()


def _fasit_call(request: web.Request) -> str:
    if request.content_length == 0:
        return "probe"
    return "prepare" if request.path.endswith("upload2") else "commit"


def _momentum_call(request: web.Request) -> str:
    if request.path.endswith("/token"):
        return "auth"
    if request.path == "/tasks":
        return "commit"
    return "prepare" if request.path.startswith("/companies/") else request.path


class _Made:
    """Makes targets with changed settings, and closes them at the end."""

    def __init__(self, stack: AsyncExitStack, make: Callable[[Settings], Target], settings: dict[str, str]) -> None:
        self._stack, self._make, self._settings = stack, make, settings

    def __call__(self, **changed: str) -> Target:
        target = self._make(read({**SETTINGS, **self._settings, **changed}))
        if close := getattr(target, "close", None):
            self._stack.push_async_callback(close)
        return target


@asynccontextmanager
async def fasit(folder: Path, keys: Keys, clock: Clock) -> AsyncIterator[Side]:
    received, troubled = Received(folder), Troubled(_fasit_call)
    application = fasit_service("kk", keys.client_thumbprint, received, Faults())
    tls = fasit_tls(keys.file("fasit-server.pem"), keys.file("ca.pem"))

    def forget() -> None:
        for file in folder.glob("*.pdf"):
            file.unlink()

    async with served(application, troubled, tls) as port, AsyncExitStack() as stack:
        certificates = {"FASIT_CLIENT_CERTIFICATE": keys.read("fasit-client.pem"), "FASIT_CA": keys.read("ca.pem")}
        at = _Made(stack, FasitDocuments, {"FASIT_URL": f"https://localhost:{port}", **certificates})
        facts = {"received": received, "url": "FASIT_URL", "ca": "FASIT_CA", "connect": "FASIT_CONNECT_SECONDS"}
        facts |= {"short": {"FASIT_TIMEOUT_SECONDS": SHORT, "FASIT_CREATE_SECONDS": SHORT}}
        yield Side("fasit-documents", at(), lambda: len(received.documents), troubled, at, forget=forget, facts=facts)


@asynccontextmanager
async def momentum(folder: Path, keys: Keys, clock: Clock, company: dict[str, Any] = COMPANY) -> AsyncIterator[Side]:
    holdings: Holdings = stocked_holdings([company])
    door, troubled = Gatekeeper("feltskema", "hemmelig", "ressource", "noegle"), Troubled(_momentum_call)
    limit, tls = CallLimit(), momentum_tls(keys.file("fasit-server.pem"))
    async with served(momentum_service(door, holdings, limit), troubled, tls) as port, AsyncExitStack() as stack:
        url = f"https://localhost:{port}"
        settings = {
            **{"MOMENTUM_URL": url, "MOMENTUM_TOKEN_URL": f"{url}/oauth2/token", "MOMENTUM_TAG": TAGS[0]},
            **{"MOMENTUM_CLIENT_ID": "feltskema", "MOMENTUM_CLIENT_SECRET": "hemmelig"},
            **{"MOMENTUM_RESOURCE": "ressource", "MOMENTUM_API_KEY": "noegle", "MOMENTUM_CA": keys.read("ca.pem")},
        }
        at = _Made(stack, lambda read: Momentum(read, clock), settings)
        facts = {"held": holdings, "url": "MOMENTUM_URL", "ca": "MOMENTUM_CA", "connect": "MOMENTUM_CONNECT_SECONDS"}
        facts |= {"short": {"MOMENTUM_TIMEOUT_SECONDS": SHORT}, "limit": limit}
        yield Side(
            "momentum",
            at(),
            lambda: len(holdings.tasks),
            troubled,
            at,
            a_person_decides=False,
            expire=door.tokens.clear,
            can_be_asked=True,
            lose=holdings.tasks.clear,
            double=lambda: holdings.tasks.extend([{**task, "id": guid(task["id"])} for task in holdings.tasks]),
            facts=facts,
        )


@asynccontextmanager
async def log(folder: Path, keys: Keys, clock: Clock) -> AsyncIterator[Side]:
    async with AsyncExitStack() as stack:
        at = _Made(stack, lambda read: LogTarget(), {})
        yield Side("log", at(), lambda: 1, Troubled(lambda request: ""), at, a_person_decides=False, reaches=False)


SHORT = "2"
"""The timeout of calls in seconds, short so that the suite does not wait long for calls that hang."""

SIDES = {"fasit-documents": fasit, "momentum": momentum, "log": log}
