"""Serves the product's own functions on this machine, in place of the Functions host."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator
import re
from typing import Any

from aiohttp import web
import azure.functions as func

from feltskema.preview.parts import Parts
from shared.domain.registration import Registration

Function = Callable[[func.HttpRequest], Awaitable[func.HttpResponse]]


class Functions:
    """Makes the routes under `/api`. `accepted` is called with every registration that is stored."""

    def __init__(self, parts: Parts, accepted: Callable[[Registration], None]) -> None:
        self._parts = parts
        self._accepted = accepted
        self._cookie = ""

    def renew(self) -> None:
        """Begin a new session, with the roles that the definition names now."""
        self._cookie = self._parts.sign_in()

    def routes(self) -> Iterator[web.RouteDef]:
        """A route for each HTTP function, and one that signs in."""
        yield web.get("/api/auth/login", self._login)
        for method, path, function in _http_functions():
            # Without this, aiohttp would answer HEAD for every GET; the host does so only where a function says so.
            only = {"allow_head": False} if method == "GET" else {}
            yield web.route(method, path, self._handler(function), **only)

    async def _login(self, request: web.Request) -> web.Response:
        """Sign in without MitID."""
        self.renew()
        path = request.query.get("next", "/")
        raise web.HTTPFound(path if path.startswith("/") and not path.startswith("//") else "/")

    def _handler(self, function: Function) -> Callable[[web.Request], Awaitable[web.Response]]:
        async def answer(request: web.Request) -> web.Response:
            await self._parts.something_to_choose()
            response = await function(await self._request(request))
            await self._deliver()
            # The session's cookie is not sent to the browser: some store no secure cookie over plain http.
            headers = {name: value for name, value in response.headers.items() if name.lower() != "set-cookie"}
            headers["Content-Type"] = response.mimetype
            return web.Response(body=response.get_body(), status=response.status_code, headers=headers)

        return answer

    async def _request(self, request: web.Request) -> func.HttpRequest:
        return func.HttpRequest(
            request.method,
            str(request.url),
            headers={**request.headers, "Cookie": self._cookie},
            params=dict(request.query),
            route_params=dict(request.match_info),
            body=await request.read(),
        )

    async def _deliver(self) -> None:
        """Call the queue's function with every message; the real host does so a moment later."""
        from functions.delivery import deliver_registration

        messages, self._parts.delivery_queue.sent = self._parts.delivery_queue.sent, []
        for registration_key in dict.fromkeys(delivery_key.registration for delivery_key, _ in messages):
            self._accepted(self._parts.registrations.rows[registration_key])
        for delivery_key, _ in messages:
            await deliver_registration(func.QueueMessage(body=str(delivery_key).encode()))


def _http_functions() -> Iterator[tuple[str, str, Function]]:
    """Method, path and function of every HTTP trigger, in the order in which the host tries them (by name)."""
    from function_app import app

    functions: list[Any] = sorted(app.get_functions(), key=lambda function: str(function.get_function_name()).lower())
    for function in functions:
        trigger = function.get_trigger()
        if trigger.type == "httpTrigger":
            for method in trigger.methods:
                path = re.sub(r"\{\*(\w+)\}", r"{\1:.*}", trigger.route)
                yield str(getattr(method, "value", method)), f"/api/{path}", function.get_user_function()
