"""What operators do with the access list over HTTP, and who comes to be let in."""

from __future__ import annotations

import json
from typing import Any

from functions import access, auth
from tests.examples import KAREN
from tests.functions.edge import OWN, Answer, Edge
from tests.functions.test_auth import begun, cookie, returned

DORTE = KAREN.model_copy(update={"key": "d" * 32, "name": "Dorte Holm", "roles": ("konsulent", "operatoer")})
NANNA = KAREN.model_copy(update={"key": "e" * 32, "name": "Nanna Ny", "roles": ()})


async def listed(edge: Edge, search: str = "") -> dict[str, Any]:
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
