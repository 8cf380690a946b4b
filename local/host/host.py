"""The host: starts the app and its listeners, and answers HTTP."""

from __future__ import annotations

import asyncio
import contextlib
from dataclasses import dataclass
import logging
import os
from pathlib import Path
from typing import Any, NoReturn

from aiohttp import web

from local.host import configuration, http, killing, log_queries, monitor, queues, routes
from local.host.functions import Function, load
from local.host.metering import Meter
from local.host.throttling import ReadThrottle
from local.host.timers import Timer
from local.host.worker import Worker

log = logging.getLogger("host")

STARTING_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Switches:
    """How the host behaves. `fixed_cookies` imitates a worker that leaves an empty Domain out of a cookie; `key`, if not empty,
    is required by every route that is not anonymous; `patience`: seconds that the front end waits for an answer."""

    fixed_cookies: bool = False
    key: str = ""
    patience: float = 230.0


class Host:
    """Runs one app on one loopback port."""

    def __init__(self, folder: Path, port: int, state: Path, switches: Switches) -> None:
        self._folder, self._port, self._state, self._switches = folder, port, state, switches
        self._ready = asyncio.Event()
        self._error = ""
        self._functions: list[Function] = []
        self._routes: list[routes.Route] = []
        self._queues = configuration.Queues()
        self.meter = Meter(state / "metering.json")
        self._throttle = ReadThrottle()
        self._worker = Worker(None, self._killed)
        self._bundle = False
        self._abandoned = killing.abandoned()
        self._tasks: list[asyncio.Task[None]] = []
        self._listeners: list[queues.Listener] = []

    async def run(self) -> None:
        """Serve until the process ends."""
        configuration.environment(self._folder)
        application = web.Application(client_max_size=http.body_limit())
        application.router.add_route("*", "/admin/host/ping", self._ping)
        application.router.add_get("/admin/host/status", self._status)
        application.router.add_post("/admin/functions/{name}", self._run_by_hand)
        application.router.add_get("/subscriptions/{path:.*}", self._metrics)
        application.router.add_post("/subscriptions/{path:.*}/api/query", self._log_query)
        application.router.add_route("*", "/{path:(?s:.*)}", self._answer)
        runner = web.AppRunner(application, access_log=None, auto_decompress=False, shutdown_timeout=1)
        await runner.setup()
        site = web.TCPSite(runner, "127.0.0.1", self._port)
        await site.start()
        self._start()
        self._ready.set()
        log.info("ready http://127.0.0.1:%d, %d functions", self._port, len(self._functions))
        await asyncio.Event().wait()

    def _killed(self) -> NoReturn:
        """Start a new worker in place of this one, and hand it the messages that this one was processing."""
        killing.start_again(message for listener in self._listeners for message in listener.in_hand())

    def _start(self) -> None:
        try:
            settings = configuration.read(self._folder)
        except configuration.HostError as error:
            self._error = str(error)
            log.error("the host cannot start: %s", error)
            return
        self._queues, self._worker = settings.queues, Worker(settings.timeout, self._killed, self.meter.execution)
        self._bundle = settings.bundle
        try:
            functions = load(self._folder)
        except Exception as error:
            log.error("the app cannot be loaded, so it has no functions at all", exc_info=error)
            return
        self._functions = [function for function in functions if self._loaded(function)]
        enabled = (function for function in self._functions if not configuration.disabled(function, os.environ))
        self._routes = routes.routes(
            (function for function in enabled if function.kind == "httpTrigger"), settings.prefix
        )

    def _loaded(self, function: Function) -> bool:
        """Whether the function could be loaded. An error that the host finds, and not the worker, affects that function only."""
        try:
            configuration.check(function, self._bundle, os.environ)
            if configuration.disabled(function, os.environ):
                log.info("%s is disabled by a setting", function.name)
            else:
                self._listen(function)
        except (configuration.HostError, ValueError) as error:
            log.error("%s is not loaded: %s", function.name, error)
            return False
        return True

    def _listen(self, function: Function) -> None:
        if function.kind == "queueTrigger":
            name = configuration.queue(function.trigger["queueName"], os.environ)
            connection = configuration.connection(function.trigger.get("connection", ""), os.environ)
            listener = queues.Listener(function, connection, name, self._queues, self._worker)
            listener.count = self.meter.queue
            listener.give_back(message for message in self._abandoned if message.queue == name)
            self._listeners.append(listener)
            self._tasks.append(asyncio.create_task(listener.listen()))
        elif function.kind == "timerTrigger":
            expression = configuration.resolved(function.trigger["schedule"], os.environ)
            timer = Timer(function, expression, self._worker, self._state)
            self._tasks.append(asyncio.create_task(timer.run()))

    async def _answer(self, request: web.Request) -> web.StreamResponse:
        if self._error:
            return web.Response(status=503, text="Function host is not running.")
        try:
            await asyncio.wait_for(self._ready.wait(), STARTING_PATIENCE)
        except TimeoutError:
            return web.Response(status=503, text="Function host is not running.")
        if refused := http.refusal(request):
            return refused
        return await self._routed(request)

    async def _routed(self, request: web.Request) -> web.StreamResponse:
        self.meter.call()
        matched = routes.match(self._routes, request.method, request.raw_path.partition("?")[0])
        if matched is None:
            return web.Response(status=404, body=b"", headers={"Server": "Kestrel"})
        function, values = matched
        if not self._admitted(request, function):
            return web.Response(status=401, body=b"", headers={"Server": "Kestrel"})
        running = asyncio.create_task(self._called(request, function, values))
        try:
            if not (await asyncio.wait({running}, timeout=self._switches.patience))[0]:
                # The front end gives up. The function is not told, and runs on.
                return web.Response(status=504, body=b"")
            return await http.respond(request, function, running.result(), self._switches.fixed_cookies)
        except Exception as error:
            log.error("%s: 500, %s", function.name, type(error).__name__)
            return web.Response(status=500, body=b"", headers={"Server": "Kestrel"})

    async def _called(self, request: web.Request, function: Function, values: dict[str, str]) -> Any:
        function_request = await http.to_function(request, values, f"http://{request.host}")
        returned, outputs = await self._worker.run(function, function_request)
        await self._send(function, outputs)
        return returned

    def _admitted(self, request: web.Request, function: Function) -> bool:
        level = str(
            getattr(function.trigger.get("authLevel"), "value", function.trigger.get("authLevel") or "function")
        )
        key = request.headers.get("x-functions-key") or request.query.get("code", "")
        return not self._switches.key or level.lower() == "anonymous" or key == self._switches.key

    async def _send(self, function: Function, outputs: dict[str, Any]) -> None:
        """Send the outputs after the handler has returned, all at once. If one fails the answer is a 500, though others may have
        been sent."""
        sending = []
        for output in function.outputs:
            name = configuration.queue(output["queueName"], os.environ)
            connection = configuration.connection(output.get("connection", ""), os.environ)
            sending.append(queues.send(outputs.get(output["name"]), connection, name, self._queues.encoding))
        await asyncio.gather(*sending)

    async def _ping(self, request: web.Request) -> web.Response:
        return web.Response(status=200 if self._ready.is_set() else 503)

    async def _status(self, request: web.Request) -> web.Response:
        state = "Error" if self._error else "Running" if self._ready.is_set() else "Starting"
        functions = [function.name for function in self._functions]
        errors = [self._error] if self._error else []
        return web.json_response({"state": state, "functions": functions, "errors": errors})

    async def _metrics(self, request: web.Request) -> web.Response:
        """In the place of Azure Monitor, which is elsewhere and asks for a token; this answers whoever is on the machine."""
        if seconds := self._throttle.wait():
            answer = monitor.throttled(request.path, seconds)
        else:
            answer = monitor.answer(request.path, request.query, self.meter.metrics())
        return web.json_response(answer.body, status=answer.status, headers=answer.headers)

    async def _log_query(self, request: web.Request) -> web.Response:
        """In the place of Log Analytics, which is asked through the same service."""
        if seconds := self._throttle.wait():
            answer = monitor.throttled(request.path, seconds)
        else:
            answer = log_queries.answer(request.path, request.query, await request.json(), self.meter.logs())
        return web.json_response(answer.body, status=answer.status, headers=answer.headers)

    async def _run_by_hand(self, request: web.Request) -> web.Response:
        """Run a timer's function now, as the portal's test button does: answers 202 at once, without the result."""
        name = request.match_info["name"].lower()
        function = next((function for function in self._functions if function.name.lower() == name), None)
        if function is None or function.kind != "timerTrigger":
            return web.Response(status=404)
        self._tasks.append(asyncio.create_task(self._by_hand(function)))
        return web.Response(status=202)

    async def _by_hand(self, function: Function) -> None:
        from azure.functions.timer import TimerRequest

        with contextlib.suppress(Exception):
            await self._worker.run(function, TimerRequest(past_due=False))
