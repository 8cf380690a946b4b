"""Calls the app's functions, as Azure's Python worker does."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from datetime import timedelta
from functools import cache
import inspect
import logging
import os
import threading
import time
from typing import Any
from uuid import uuid4

import azure.functions as func

from local.host import invocations
from local.host.functions import Function

log = logging.getLogger("host")


class Out(func.Out[Any]):
    """The value of an output binding; it is sent after the handler has returned."""

    def __init__(self) -> None:
        self._value: Any = None

    def set(self, val: Any) -> None:
        self._value = val

    def get(self) -> Any:
        return self._value


@cache
def _takes_context(call: Callable[..., Any]) -> bool:
    return "context" in inspect.signature(call).parameters


class Worker:
    """Calls async functions on the event loop and others in a thread pool. A function that exceeds `timeout`
    (`functionTimeout`, seconds) or raises an exit ends the whole worker: `kill` is called, and does not return. `execution` is
    entered around each call."""

    def __init__(
        self,
        timeout: float | None,
        kill: Callable[[], object],
        execution: Callable[[], AbstractContextManager[None]] = nullcontext,
    ) -> None:
        size = os.environ.get("PYTHON_THREADPOOL_THREAD_COUNT")
        self._pool = ThreadPoolExecutor(int(size) if size else None)
        self._timeout, self._kill, self._execution = timeout, kill, execution
        self._began: dict[str, tuple[float, str]] = {}
        if timeout:
            threading.Thread(target=self._watch, args=(timeout,), daemon=True).start()

    async def run(self, function: Function, argument: Any) -> tuple[Any, dict[str, Any]]:
        """Call the function; gives what it returned, and the values of its outputs by name. Logs and raises what it raised."""
        outputs = {output["name"]: Out() for output in function.outputs if output["name"] != "$return"}
        arguments: dict[str, Any] = {function.trigger["name"]: argument, **outputs}
        if _takes_context(function.call):
            arguments["context"] = None
        id = uuid4().hex
        self._began[id] = (time.monotonic(), function.name)
        invocations.begin(id)
        try:
            with self._execution():
                result = await self._called(function, arguments, id)
            if result is not None and not function.returns:
                raise RuntimeError(f"function {function.name} without a $return binding returned a non-None value")
        except Exception as error:
            log.error("%s failed: %s: %s", function.name, type(error).__name__, error, exc_info=error)
            raise
        except asyncio.CancelledError:
            # Azure's worker does not catch it: no answer is sent, until the time limit ends the worker.
            await asyncio.Event().wait()
        except BaseException as error:
            log.error("%s ended the worker: %s", function.name, type(error).__name__)
            self._kill()
        finally:
            invocations.begin("")
            self._began.pop(id, None)
        return result, {name: out.get() for name, out in outputs.items()}

    async def _called(self, function: Function, arguments: dict[str, Any], id: str) -> Any:
        if inspect.iscoroutinefunction(function.call):
            return await function.call(**arguments)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, invocations.on_thread, id, lambda: function.call(**arguments))

    def _watch(self, timeout: float) -> None:
        """End the worker when a function exceeds the time limit. Runs in its own thread, since Azure's host is its own process: a
        blocked event loop must not escape the limit."""
        while True:
            time.sleep(min(1, timeout / 10))
            for id, (began, name) in list(self._began.items()):
                if time.monotonic() - began > timeout:
                    message = (
                        "Timeout value of %s exceeded by function 'Functions.%s' (Id: '%s'). Initiating cancellation."
                    )
                    log.error(message, timedelta(seconds=timeout), name, id)
                    self._kill()
