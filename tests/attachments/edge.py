"""The HTTP functions as a phone meets them, on real storage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
import json
import secrets
import time
from typing import Any
from uuid import UUID

import azure.functions as func

from functions import attachments, entities, registrations
from shared import wiring
from shared.domain.access.person import Person
from shared.services.session import Sessions
from shared.settings import settings
from tests.examples import KAREN
from tests.shipped import SHIPPED


def uuid7() -> str:
    """As the phone makes it (RFC 9562)."""
    milliseconds = time.time_ns() // 1_000_000
    return str(UUID(int=milliseconds << 80 | 7 << 76 | secrets.randbits(12) << 64 | 2 << 62 | secrets.randbits(62)))


@dataclass
class Answer:
    status: int
    type: str
    body: bytes
    headers: Mapping[str, str]

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def faults(self) -> set[tuple[str, str]]:
        return {(error["path"], error["code"]) for error in self.json.get("errors", [])}


class Phone:
    """Somebody signed in, and what the phone sends."""

    def __init__(self, person: Person = KAREN) -> None:
        expected = settings()
        sessions = Sessions(expected.public_url, expected.session_key, "", timedelta(minutes=60), timedelta(hours=10))
        token = sessions.write(sessions.begin(person, wiring.clock()))
        own = {"origin": expected.public_url, "x-feltskema": "1", "accept-language": "da"}
        self._headers = {**own, "cookie": f"{expected.session_cookie}={token}"}

    async def put_file(self, registration: str, id: str, content: bytes) -> Answer:
        route = {"registration": registration, "attachment": id}
        return await self._call(attachments.put_attachment, "PUT", route, content)

    async def get_file(self, registration: str, id: str) -> Answer:
        return await self._call(attachments.get_attachment, "GET", {"registration": registration, "attachment": id})

    async def put(self, app: str, id: str, answers: dict[str, Any], at: str | None = None) -> Answer:
        version = SHIPPED.get(app).definition.version
        body = {"version": version, "answers": answers, **({"answeredAt": at} if at else {})}
        return await self._call(
            registrations.put_registration, "PUT", {"app": app, "id": id}, json.dumps(body).encode()
        )

    async def list(self, app: str) -> Answer:
        return await self._call(entities.list_entities, "GET", {"app": app})

    async def _call(self, function: Any, method: str, route: dict[str, str], body: bytes = b"") -> Answer:
        request = func.HttpRequest(
            method, f"{settings().public_url}/api/", headers=self._headers, params={}, route_params=route, body=body
        )
        response = await function(request)
        return Answer(response.status_code, response.mimetype, response.get_body(), response.headers)
