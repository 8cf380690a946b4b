"""The HTTP functions as a phone meets them, without a host: requests in, responses out, memory behind."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
import json
from typing import Any

import azure.functions as func

from functions import auth, companies, definitions, health, registrations
from shared.adapters.definition_folder import DefinitionFolder
from shared.adapters.memory.access import MemoryAccess
from shared.adapters.memory.companies import MemoryRegister
from shared.adapters.memory.evaluation import (
    MemoryBills,
    MemoryChanges,
    MemoryConsumption,
    MemoryEffects,
    MemoryMeters,
    MemorySurvey,
)
from shared.adapters.memory.public_files import MemoryPublicFiles
from shared.adapters.memory.samples import MemorySampleDays, MemorySamples
from shared.adapters.memory.sign_ins import MemoryBroker, MemoryHandshakes
from shared.adapters.memory.timers import MemoryTimerRuns
from shared.adapters.memory.windows import MemoryWindows
from shared.adapters.served_definitions import ServedDefinitions
from shared.domain.access.person import Person
from shared.domain.registration import RegistrationKey
from shared.services.session import Sessions
from shared.settings import settings
from tests.dependencies import MemoryParts
from tests.examples import APP, KAREN, MEHMET, VISIT, uuid7
from tests.keys import certificate, private
from tests.shipped import FOLDER, SHIPPED

URL = "https://app.example"
OWN = {"origin": URL, "x-feltskema": "1"}

SETTINGS = {
    "DataStorage": "UseDevelopmentStorage=true",
    "PUBLIC_URL": URL,
    "SESSION_KEY": private("now"),
    "DRAFT_KEYS": "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=",
    "OIDC_AUTHORITY": "https://broker.example/op",
    "OIDC_CLIENT_ID": "feltskema",
    "OIDC_CLIENT_SECRET": "not-a-secret",
    "CVR_URL": "https://cvr.example",
    "CVR_USER": "feltskema",
    "CVR_PASSWORD": "not-a-secret",
    "FASIT_URL": "https://fasit.example",
    "FASIT_TENANT": "kk",
    "FASIT_CLIENT_CERTIFICATE": certificate("now"),
    "FASIT_PARTY_URN": "urn:schultz:dokument:1.0:primaerpart:cvr:{cvr}",
}


@cache
def _sessions() -> Sessions:
    """Made once: reading a private key takes longer than most tests."""
    return Sessions(URL, private("now"), "", timedelta(minutes=60), timedelta(hours=10))


@cache
def _definitions() -> ServedDefinitions:
    """The product's own, read once for all tests of a pytest worker."""
    return ServedDefinitions(DefinitionFolder(FOLDER), lambda: SHIPPED)


@dataclass
class Answer:
    """What came back. `cookie` is the `Set-Cookie`, if any."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def cookie(self) -> str:
        return self.headers.get("set-cookie", "")

    @property
    def faults(self) -> set[tuple[str, str]]:
        return {(error["path"], error["code"]) for error in self.json.get("errors", [])}


@dataclass
class Edge:
    """`cookie` is what the browser sends; a good session of Karen's unless a test says otherwise. `owner` is whose content the
    page says that it brings."""

    context: MemoryParts = field(default_factory=MemoryParts)
    handshakes: MemoryHandshakes = field(default_factory=MemoryHandshakes)
    samples: MemorySamples = field(default_factory=MemorySamples)
    sample_days: MemorySampleDays = field(default_factory=MemorySampleDays)
    timer_runs: MemoryTimerRuns = field(default_factory=MemoryTimerRuns)
    windows: MemoryWindows = field(default_factory=MemoryWindows)
    bills: MemoryBills = field(default_factory=MemoryBills)
    meters: MemoryMeters = field(default_factory=MemoryMeters)
    consumption: MemoryConsumption = field(default_factory=MemoryConsumption)
    effects: MemoryEffects = field(default_factory=MemoryEffects)
    survey: MemorySurvey = field(default_factory=MemorySurvey)
    changes: MemoryChanges = field(default_factory=MemoryChanges)
    public_files: MemoryPublicFiles = field(default_factory=MemoryPublicFiles)
    register: MemoryRegister = field(default_factory=MemoryRegister)
    broker: MemoryBroker = field(default_factory=lambda: MemoryBroker({}))
    access: MemoryAccess = field(default_factory=lambda: MemoryAccess(KAREN, MEHMET))
    cookie: str = ""
    owner: str = ""

    @property
    def parts(self) -> dict[str, Any]:
        """What `wiring.override` takes."""
        return {
            "dependencies": self.context.dependencies,
            "definitions": _definitions(),
            "access": self.access,
            "handshakes": self.handshakes,
            "samples": self.samples,
            "sample_days": self.sample_days,
            "windows": self.windows,
            "timer_runs": self.timer_runs,
            "bills": self.bills,
            "usage_meters": self.meters,
            "consumption_records": self.consumption,
            "effect_records": self.effects,
            "survey_answers": self.survey,
            "change_records": self.changes,
            "repeats": self.context.repeats,
            "public_files": self.public_files,
            "companies": self.register,
            "broker": self.broker,
            "probes": {"storage": self.samples.probe, "cvr": self.register.probe},
            "clock": self.context.clock,
            "holds": self.context.holds,
            "receipts": self.context.receipts,
            "tallies": self.context.tallies,
            "poison": self.context.delivery_queue,
            "queues": self.context.delivery_queue,
        }

    def session(self, person: Person = KAREN, **ago: float) -> str:
        """The `Cookie` header of a session that was begun so long ago."""
        expected = settings()
        token = _sessions().write(_sessions().begin(person, self.context.clock() - timedelta(**ago)))
        return f"{expected.session_cookie}={token}"

    async def call(self, function: Any, method: str = "GET", body: bytes = b"", **parts: Any) -> Answer:
        """`parts`: `headers`, `params` (the query), `route` (its values)."""
        headers = {"cookie": self.cookie or self.session(), **parts.get("headers", {})}
        request = func.HttpRequest(
            method,
            f"{URL}/api/",
            headers={name: value for name, value in headers.items() if value},
            params=parts.get("params", {}),
            route_params=parts.get("route", {}),
            body=body,
        )
        response = await function(request)
        reported = {name.lower(): value for name, value in response.headers.items()}
        return Answer(response.status_code, {**reported, "content-type": response.mimetype}, response.get_body())

    async def put(self, body: Any = None, id: str = "", app: str = APP, **headers: str) -> Answer:
        """Send a registration; a good visit unless told. Bytes go as they are."""
        submission = {"version": 1, "answers": VISIT} if body is None else body
        content = submission if isinstance(submission, bytes) else json.dumps(submission).encode()
        route = {"app": app, "id": id or str(uuid7())}
        sent = {**OWN, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return await self.call(registrations.put_registration, "PUT", content, route=route, headers=sent)

    async def put_answers(self, **changes: Any) -> Answer:
        """A good visit with some answers changed; None takes one away."""
        answers = {name: value for name, value in {**VISIT, **changes}.items() if value is not None}
        return await self.put({"version": 1, "answers": answers})

    async def look(self, id: str, app: str = APP, **headers: str) -> Answer:
        route = {"app": app, "id": id}
        return await self.call(registrations.get_registration, route=route, headers=headers)

    async def mine(self, **params: str) -> Answer:
        return await self.call(registrations.list_registrations, params=params)

    async def look_at(self, id: str, **params: str) -> Answer:
        return await self.call(registrations.get_registration, route={"app": APP, "id": id}, params=params)

    async def mine_in(self, language: str) -> Answer:
        return await self.call(registrations.list_registrations, headers={"accept-language": language})

    async def settle(self, id: str, body: dict[str, Any]) -> Answer:
        route = {"app": APP, "id": id}
        content = json.dumps(body).encode()
        return await self.call(registrations.settle_registration, "POST", content, route=route, headers=OWN)

    async def me(self) -> Answer:
        return await self.call(auth.get_me)

    async def sign_out(self, headers: dict[str, str] | None = None) -> Answer:
        return await self.call(auth.post_logout, "POST", headers=OWN if headers is None else headers)

    async def company(self, cvr: str) -> Answer:
        return await self.call(companies.get_company, route={"cvr": cvr})

    async def units(self, cvr: str, **params: str) -> Answer:
        return await self.call(companies.list_units, route={"cvr": cvr}, params=params)

    async def search(self, text: str) -> Answer:
        return await self.call(companies.search_companies, params={"query": text})

    async def definition(self, app: str = APP, **headers: str) -> Answer:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return await self.call(definitions.get_definition, route={"app": app}, headers=sent)

    async def definitions(self) -> Answer:
        return await self.call(definitions.list_definitions)

    async def ready(self) -> Answer:
        return await self.call(health.get_ready, headers={"cookie": ""})

    async def checks(self) -> Answer:
        return await self.call(health.get_checks)

    def key(self, id: str, person: Person = KAREN) -> RegistrationKey:
        return RegistrationKey.parse(f"{person.key}/{id}")

    @property
    def stored(self) -> int:
        """How many things lie in the stores: rows, pointers and messages."""
        store = self.context.registrations
        return len(store.rows) + len(store.entries) + len(self.context.delivery_queue.sent)
