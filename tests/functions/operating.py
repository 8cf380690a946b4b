"""What operators and team leaders do over HTTP, with the access list and with deliveries, and who comes to be let in."""

from __future__ import annotations

from datetime import timedelta
import json
from typing import Any

from functions import access, auth, operations
from shared.domain.delivery import Delivery, Reason
from shared.domain.delivery_status import Status
from tests.examples import APP, KAREN, NOW, registration, uuid7
from tests.functions.edge import OWN, Answer, Edge
from tests.functions.test_auth import begun, cookie, returned

DORTE = KAREN.model_copy(update={"key": "d" * 32, "name": "Dorte Holm", "roles": ("konsulent", "operatoer")})
TOVE = KAREN.model_copy(update={"key": "f" * 32, "name": "Tove Teamleder", "roles": ("teamleder",)})
NANNA = KAREN.model_copy(update={"key": "e" * 32, "name": "Nanna Ny", "roles": ()})
FASIT = "fasit-documents"


async def listed_access(edge: Edge, search: str = "") -> dict[str, Any]:
    json: dict[str, Any] = (await edge.call(access.list_access, params={"search": search})).json
    return json


async def done(edge: Edge, function: Any, key: str, method: str = "POST", **body: Any) -> Answer:
    content = json.dumps(
        {"version": edge.access.lines[key].version if key in edge.access.lines else "", **body}
    ).encode()
    return await edge.call(function, method, content, route={"person": key}, headers=OWN)


async def allowed(edge: Edge, key: str, *roles: str, **more: Any) -> Answer:
    return await done(edge, access.put_access, key, "PUT", roles=list(roles), **more)


async def nanna_comes(edge: Edge) -> str:
    """Her session, once the page has asked who she is."""
    hers = edge.session(NANNA)
    answer = await edge.call(auth.get_me, headers={"cookie": hers})
    assert (answer.status, answer.json["roles"], answer.json["number"]) == (200, [], "eeee-eeee-eeee-eeee")
    return hers


async def signs_in(edge: Edge, person: str) -> str:
    """Her session's cookie."""
    state, device = await begun(edge)
    name, value, _ = cookie(await returned(edge, edge.broker.approve(state, person), device))
    return f"{name}={value}"


async def put(edge: Edge, status: Status, hours: float = 0, person: Any = KAREN, app: str = APP) -> str:
    """One of Karen's that has stood so for these hours."""
    at = NOW - timedelta(hours=hours)
    reason = Reason(code="refused", message="ukendt part") if status is Status.REFUSED else None
    delivery = Delivery(target=FASIT, status=status, status_at=at, reason=reason, journal={"uploaded": "upl-7"})
    row = registration(person, id=uuid7(at), at=at, app=app, status=status, reason=reason, deliveries=(delivery,))
    row = await edge.context.registrations.add(row)
    if status is not Status.RECEIVED:
        await edge.context.registrations.change(row, row.event(target=FASIT))
    return str(row.id)


def named(id: str, person: Any = KAREN) -> dict[str, str]:
    return {"person": person.key, "id": id, "target": FASIT}


async def move(edge: Edge, act: str, *deliveries: dict[str, str], **more: Any) -> Answer:
    return await posted(edge, operations.post_moves, {}, act=act, deliveries=deliveries, **more)


async def posted(edge: Edge, function: Any, route: dict[str, str], **body: Any) -> Answer:
    return await edge.call(function, "POST", json.dumps(body).encode(), route=route, headers=OWN)


async def listed(edge: Edge, **params: str) -> Any:
    return (await edge.call(operations.list_deliveries, params=params)).json
